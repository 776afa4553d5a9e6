import type { FileHandle } from 'node:fs/promises';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorText } from '../../model/errors.ts';
import type { Message, Notifier } from '../notifier.ts';

const newline = 0x0a;

/** True when the file ends in the middle of a line, as after a crash. */
async function endsTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const last = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return last.buffer[0] !== newline;
}

async function append(path: string, lines: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a+', 0o600);
  try {
    await file.appendFile((await endsTorn(file)) ? `\n${lines}` : lines);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Appends messages to a file, one JSON document a line; answers once they are on the disk. */
export const createFileNotifier = ({ name, path }: { readonly name: string; readonly path: string }): Notifier => ({
  name,
  most: 500,
  notify: async (messages: readonly Message[]) => {
    try {
      await append(path, messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
      return { ok: true, retry: false, answer: `written to ${path}` };
    } catch (error) {
      return { ok: false, retry: true, answer: errorText(error) };
    }
  },
});
