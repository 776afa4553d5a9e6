import { mkdir, open, readdir } from 'node:fs/promises';
import { errorText, LeadlineError } from '../model/errors.ts';

/** `leadline-YYYYMMDDHHMMSS-<worker>-NNNNN.warc.gz`: one worker writes it, and its number only grows. */
export interface ArchiveFileName {
  readonly name: string;
  readonly stamp: string;
  readonly worker: string;
  readonly number: number;
}

const pattern = /^leadline-(\d{14})-([A-Za-z0-9][A-Za-z0-9._-]*)-(\d{5,})\.warc\.gz$/;

export function parseFileName(name: string): ArchiveFileName | null {
  const match = pattern.exec(name);
  return match ? { name, stamp: match[1] ?? '', worker: match[2] ?? '', number: Number(match[3]) } : null;
}

/** The name after `before`. Its date never goes back, even when the clock does, so that names sort in the order of writing. */
export function nextFileName(before: string | null, worker: string, now: number): string {
  const previous = parseFileName(before ?? '');
  const stamp = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  const later = previous && previous.stamp > stamp ? previous.stamp : stamp;
  return `leadline-${later}-${worker}-${String((previous?.number ?? 0) + 1).padStart(5, '0')}.warc.gz`;
}

/** The archive's own files in `dir`, by name. */
export const archiveFiles = async (dir: string): Promise<readonly ArchiveFileName[]> =>
  (await readdir(dir))
    .sort()
    .map(parseFileName)
    .filter((file) => file !== null);

/** A file that is written at known positions. The disk is behind this, so that a test can fill it. */
export interface WritableFile {
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Returns when everything written is on the disk. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

export type OpenFile = (path: string, flags: 'wx' | 'r+') => Promise<WritableFile>;

export const openFile: OpenFile = async (path, flags) => {
  const handle = await open(path, flags, 0o600);
  return {
    write: async (bytes, position) => {
      for (let done = 0; done < bytes.length; ) {
        done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
};

/** Makes a new or renamed name in `dir` survive a power cut. */
export async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export const cannotWrite = (path: string, cause: unknown): LeadlineError =>
  new LeadlineError('disk-full', `The archive cannot be written: ${errorText(cause)}.`, {
    where: path,
    hint: 'Free some space or check the rights of the data folder, then start again. Everything acknowledged so far is kept.',
    cause,
  });

export async function makeDirectory(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw cannotWrite(dir, error);
  }
}
