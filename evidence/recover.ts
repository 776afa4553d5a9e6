import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, open, readdir, rename, stat, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { archiveFiles, type OpenFile, syncDirectory } from './archive-files.ts';
import { chainStart } from './chain.ts';
import { type Cursor, recordId, seal } from './records.ts';
import { walkWarc } from './walk.ts';
import { field, readWarc, WarcDamage, type WarcRecord } from './warc-reader.ts';

/** Where a worker's archive ends: the next file carries on from here. */
export interface Tail {
  readonly file: string;
  readonly chain: string;
}

const sealSearchBytes = 4096;

/** The seal of a file, read from its end alone; null when it has none. */
async function readSeal(path: string): Promise<WarcRecord | null> {
  const { size } = await stat(path);
  const file = await open(path, 'r');
  const bytes = Buffer.alloc(Math.min(size, sealSearchBytes));
  try {
    await file.read(bytes, 0, bytes.length, size - bytes.length);
  } finally {
    await file.close();
  }
  const at = bytes.lastIndexOf(Buffer.from([0x1f, 0x8b, 8]));
  if (at < 0) return null;
  try {
    for await (const record of readWarc(path, { from: size - bytes.length + at }))
      return field(record, 'Leadline-Seal') !== null && record.offset + record.length === size ? record : null;
  } catch (error) {
    if (!(error instanceof WarcDamage)) throw error;
  }
  return null;
}

/** SHA-256 of the first `length` bytes, open for more. */
async function digestOfStart(path: string, length: number): Promise<Hash> {
  const hash = createHash('sha256');
  if (length > 0) for await (const bytes of createReadStream(path, { end: length - 1 })) hash.update(bytes as Buffer);
  return hash;
}

interface Scan {
  readonly end: number;
  readonly chain: string;
  readonly captures: number;
  /** Damage with readable records after it is no torn tail and is left alone, for `evidence verify` to tell. */
  readonly damagedInside: boolean;
}

async function scan(path: string): Promise<Scan> {
  let result: Scan = { end: 0, chain: chainStart, captures: 0, damagedInside: false };
  for await (const step of walkWarc(path)) {
    if (step.kind === 'damage') {
      result = { ...result, damagedInside: result.damagedInside || step.next !== null };
      continue;
    }
    const { record } = step;
    result = {
      ...result,
      end: record.offset + record.length,
      chain: field(record, 'Leadline-Chain') ?? result.chain,
      captures: result.captures + (field(record, 'Leadline-Capture') === null ? 0 : 1),
    };
  }
  return result;
}

async function tornName(path: string): Promise<string> {
  const names = new Set(await readdir(join(path, '..')));
  for (let n = 1; ; n++) if (!names.has(`${basename(path)}.torn-${n}`)) return `${path}.torn-${n}`;
}

/** Keeps what follows `end` beside the file, then cuts it off. */
async function cutTail(path: string, end: number): Promise<void> {
  const aside = await tornName(path);
  if (end === 0) return rename(path, aside);
  await copyFile(path, `${aside}.part`);
  const from = await open(`${aside}.part`, 'r+');
  try {
    const tail = Buffer.alloc((await from.stat()).size - end);
    await from.read(tail, 0, tail.length, end);
    await from.write(tail, 0, tail.length, 0);
    await from.truncate(tail.length);
    await from.sync();
  } finally {
    await from.close();
  }
  await rename(`${aside}.part`, aside);
  await truncate(path, end);
}

async function writeSeal(path: string, found: Scan, at: string, openFile: OpenFile): Promise<string> {
  const name = basename(path);
  const digest = await digestOfStart(path, found.end);
  const { end: length, chain, captures } = found;
  const cursor: Cursor = { file: name, length, chain, digest, captures, warcinfo: recordId(name, 0) };
  const sealed = seal(cursor, at);
  const file = await openFile(path, 'r+');
  try {
    await file.write(sealed.bytes, length);
    await file.sync();
  } finally {
    await file.close();
  }
  return sealed.cursor.chain;
}

/**
 * Finds where the archive of `worker` ends. The last file of a worker that was killed is mended first: a record that was being written is
 * cut off and kept beside the file as `.torn-N`, then the file is sealed. Nothing that was acknowledged is touched.
 */
export async function recoverTail(dir: string, worker: string, at: string, openFile: OpenFile): Promise<Tail | null> {
  for (;;) {
    const own = (await archiveFiles(dir)).filter((file) => file.worker === worker);
    const last = own.sort((a, b) => a.number - b.number).at(-1);
    if (!last) return null;
    const path = join(dir, last.name);
    const sealed = await readSeal(path);
    if (sealed) return { file: last.name, chain: field(sealed, 'Leadline-Chain') ?? chainStart };
    const found = await scan(path);
    if (found.damagedInside) return { file: last.name, chain: found.chain };
    // A process may be killed before it has written anything to the file that it made.
    if (found.end === 0 || found.end < (await stat(path)).size) {
      await cutTail(path, found.end);
      await syncDirectory(dir);
    }
    if (found.end > 0) return { file: last.name, chain: await writeSeal(path, found, at, openFile) };
  }
}
