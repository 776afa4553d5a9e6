import { type FileHandle, open } from 'node:fs/promises';
import { type ReadOptions, readWarc, WarcDamage, type WarcRecord } from './warc-reader.ts';

export type Step =
  | { readonly kind: 'record'; readonly record: WarcRecord }
  /** `next` is where the file can be read again; null when it cannot. */
  | { readonly kind: 'damage'; readonly offset: number; readonly message: string; readonly next: number | null };

const chunk = 1024 * 1024;
const marks = [Buffer.from([0x1f, 0x8b, 8]), Buffer.from('WARC/1.')];

async function* candidates(file: FileHandle, from: number): AsyncGenerator<number> {
  const buffer = Buffer.alloc(chunk + 8);
  for (let at = from; ; at += chunk) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
    const bytes = buffer.subarray(0, bytesRead);
    const found = marks.flatMap((mark) => {
      const places: number[] = [];
      for (let i = bytes.indexOf(mark); i >= 0 && i < chunk; i = bytes.indexOf(mark, i + 1)) places.push(i);
      return places;
    });
    for (const place of found.sort((a, b) => a - b)) yield at + place;
    if (bytesRead < buffer.length) return;
  }
}

async function readableAt(path: string, from: number): Promise<boolean> {
  try {
    for await (const _ of readWarc(path, { from, maxBlockBytes: 0 })) return true;
    return false;
  } catch (error) {
    if (error instanceof WarcDamage) return false;
    throw error;
  }
}

/** The first place at or after `from` where a record begins, or null. */
async function nextReadable(path: string, from: number): Promise<number | null> {
  const file = await open(path, 'r');
  try {
    for await (const place of candidates(file, from)) if (await readableAt(path, place)) return place;
    return null;
  } finally {
    await file.close();
  }
}

/** Every record of a file that can be read, and every place that cannot; reading goes on after damage. */
export async function* walkWarc(path: string, options: ReadOptions = {}): AsyncGenerator<Step> {
  for (let from: number | null = options.from ?? 0; from !== null; ) {
    try {
      for await (const record of readWarc(path, { ...options, from })) yield { kind: 'record', record };
      return;
    } catch (error) {
      if (!(error instanceof WarcDamage)) throw error;
      const next: number | null = await nextReadable(path, error.offset + 1);
      yield { kind: 'damage', offset: error.offset, message: error.message, next };
      from = next;
    }
  }
}
