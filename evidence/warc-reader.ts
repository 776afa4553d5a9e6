import { createHash, type Hash } from 'node:crypto';
import { header } from '../model/capture.ts';
import { type Digest, parseDigest } from './digest.ts';
import { type Piece, readPieces, WarcDamage } from './pieces.ts';
import type { Headers } from './redact.ts';

export { WarcDamage } from './pieces.ts';

/** One record. `block` is cut at the reader's limit; `blockLength` is what the record says. */
export interface WarcRecord {
  readonly type: string;
  /** Bytes of the file, when the record is a gzip member of its own or the file is plain; else of the unpacked stream. */
  readonly offset: number;
  readonly length: number;
  readonly head: Uint8Array;
  readonly fields: Headers;
  readonly block: Uint8Array;
  readonly blockLength: number;
  /** Whether the block has the digest that WARC-Block-Digest states; null when none is stated that can be checked. */
  readonly blockMatches: boolean | null;
}

export interface ReadOptions {
  /** Offset of a record to begin with. */
  readonly from?: number;
  /** Longest block that is kept in memory; the rest is read past. */
  readonly maxBlockBytes?: number;
}

const maxHeadBytes = 1024 * 1024;
const defaultBlockBytes = 64 * 1024 * 1024;

/** The value of a named field, or null. */
export const field = (record: Pick<WarcRecord, 'fields'>, name: string): string | null => header(record.fields, name);

/** Unpacked bytes ahead, and whether the gzip member that held the last of them has ended. */
function pieceBuffer(pieces: AsyncIterator<Piece>) {
  let buffer: Buffer = Buffer.alloc(0);
  let start = 0;
  let consumed = 0;
  let packed = false;
  const more = async (): Promise<'bytes' | 'eof' | { readonly end: number }> => {
    const { value, done } = await pieces.next();
    if (done) return 'eof';
    if (value.kind === 'end') return { end: value.at };
    packed = value.packed;
    if (buffer.length === 0) start = value.start;
    buffer = buffer.length === 0 ? value.bytes : Buffer.concat([buffer, value.bytes]);
    return 'bytes';
  };
  const take = (count: number): Buffer => {
    const bytes = buffer.subarray(0, count);
    buffer = buffer.subarray(bytes.length);
    consumed += bytes.length;
    if (!packed) start += bytes.length;
    return bytes;
  };
  return {
    more,
    take,
    ahead: () => buffer,
    /** Where the gzip member of the next byte begins; in a plain file, where that byte is. */
    start: () => start,
    consumed: () => consumed,
    packed: () => packed,
  };
}
type PieceBuffer = ReturnType<typeof pieceBuffer>;

/** Skips line breaks between records. Gives the end of the gzip member when it comes before the next record. */
async function skipBreaks(input: PieceBuffer): Promise<{ readonly end: number | null; readonly eof: boolean }> {
  for (;;) {
    const ahead = input.ahead();
    let count = 0;
    while (ahead[count] === 13 || ahead[count] === 10) count++;
    input.take(count);
    if (input.ahead().length > 0) return { end: null, eof: false };
    const next = await input.more();
    if (next === 'eof') return { end: null, eof: true };
    if (next !== 'bytes') return { end: next.end, eof: false };
  }
}

async function takeHead(input: PieceBuffer): Promise<Buffer | null> {
  for (;;) {
    const ahead = input.ahead();
    const strict = ahead.indexOf('\r\n\r\n');
    const loose = (strict < 0 ? ahead : ahead.subarray(0, strict)).indexOf('\n\n');
    if (loose >= 0) return input.take(loose + 2);
    if (strict >= 0) return input.take(strict + 4);
    if (ahead.length > maxHeadBytes || (await input.more()) === 'eof') return null;
  }
}

async function takeBlock(input: PieceBuffer, length: number, keep: number, hash: Hash | null): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let kept = 0;
  for (let left = length; left > 0; ) {
    if (input.ahead().length === 0) {
      if ((await input.more()) === 'eof') return null;
      continue;
    }
    const part = input.take(left);
    left -= part.length;
    hash?.update(part);
    if (kept < keep) parts.push(part.subarray(0, keep - kept));
    kept += part.length;
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

/** The named fields of a record header, continuation lines joined. */
export function fieldsOf(head: Buffer): Headers {
  const [, ...rows] = head.toString('utf8').split(/\r?\n/);
  const fields: [string, string][] = [];
  for (const row of rows) {
    const colon = row.indexOf(':');
    const last = fields.at(-1);
    if (/^[ \t]/.test(row) && last) last[1] += ` ${row.trim()}`;
    else if (colon > 0) fields.push([row.slice(0, colon).trim(), row.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')]);
  }
  return fields;
}

function parseHead(head: Buffer): { readonly fields: Headers; readonly length: number } | null {
  const fields = fieldsOf(head);
  const length = header(fields, 'content-length') ?? '';
  const known = /^WARC\/\d+\.\d+\s*\n/.test(head.toString('latin1', 0, 32)) && /^\d{1,15}$/.test(length);
  return known ? { fields, length: Number(length) } : null;
}

const statedDigest = (fields: Headers): Digest | null => parseDigest(header(fields, 'warc-block-digest') ?? '');

/**
 * The records of a .warc or .warc.gz file, one after another, packed record by record or as a whole.
 * Throws WarcDamage where the file cannot be read further, and `file-unreadable` when it cannot be opened.
 */
export async function* readWarc(path: string, options: ReadOptions = {}): AsyncGenerator<WarcRecord> {
  const { from = 0, maxBlockBytes = defaultBlockBytes } = options;
  const pieces = readPieces(path, from);
  const input = pieceBuffer(pieces);
  let memberBefore = -1;
  try {
    for (;;) {
      const gap = await skipBreaks(input);
      if (gap.eof) return;
      if (gap.end !== null) continue;
      const begin = input.consumed();
      const member = input.start();
      const damage = (what: string) => new WarcDamage(path, member, `${path} is damaged at byte ${member}: ${what}.`);
      const head = await takeHead(input);
      if (head === null) throw damage('the header of a record has no end');
      const parsed = parseHead(head);
      if (parsed === null) throw damage('no WARC record begins here');
      const stated = statedDigest(parsed.fields);
      const hash = stated ? createHash(stated.algorithm) : null;
      const block = await takeBlock(input, parsed.length, maxBlockBytes, hash);
      if (block === null) throw damage('the file ends inside a record');
      const after = await skipBreaks(input);
      const alone = after.end !== null && member !== memberBefore;
      memberBefore = member;
      yield {
        type: header(parsed.fields, 'warc-type') ?? '',
        offset: alone ? member : from + begin,
        length: alone && after.end !== null ? after.end - member : input.consumed() - begin,
        head,
        fields: parsed.fields,
        block,
        blockLength: parsed.length,
        blockMatches: stated && hash ? hash.digest('hex') === stated.hex : null,
      };
      if (after.eof) return;
    }
  } finally {
    await pieces.return(undefined);
  }
}
