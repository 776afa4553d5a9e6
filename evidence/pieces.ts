import { type FileHandle, open } from 'node:fs/promises';
import { crc32, createInflateRaw, type InflateRaw, inflateRawSync } from 'node:zlib';
import { errorText, LeadlineError } from '../model/errors.ts';

/** A place in an archive file that cannot be read. `offset` is where the damaged gzip member or record begins. */
export class WarcDamage extends LeadlineError {
  readonly offset: number;
  constructor(path: string, offset: number, message: string, cause?: unknown) {
    super('archive-corrupt', message, { where: `${path}:${offset}`, cause });
    this.offset = offset;
  }
}

/** Unpacked bytes, with the offset in the file where their gzip member (plain files: they themselves) begin; or the end of a gzip member. */
export type Piece =
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly start: number; readonly packed: boolean }
  | { readonly kind: 'end'; readonly at: number };

const chunkBytes = 64 * 1024;
const windowBytes = 256 * 1024;
const wholeMemberBytes = 4 * 1024 * 1024;

/** A window on the file that slides forward; `peek` gives at least `wanted` bytes unless the file ends before. */
interface Window {
  readonly position: () => number;
  readonly peek: (wanted: number) => Promise<Buffer>;
  readonly skip: (count: number) => void;
}

function slidingWindow(file: FileHandle, from: number): Window {
  let position = from;
  let buffer: Buffer = Buffer.alloc(0);
  let ended = false;
  return {
    position: () => position,
    skip: (count) => {
      position += count;
      buffer = buffer.subarray(count);
    },
    peek: async (wanted) => {
      while (buffer.length < wanted && !ended) {
        const next = Buffer.allocUnsafe(Math.max(chunkBytes, wanted - buffer.length));
        const { bytesRead } = await file.read(next, 0, next.length, position + buffer.length);
        ended = bytesRead === 0;
        buffer = Buffer.concat([buffer, next.subarray(0, bytesRead)]);
      }
      return buffer;
    },
  };
}

/** Length of the gzip header at the start of `bytes`, or null when it is none (RFC 1952). */
function gzipHeaderLength(bytes: Buffer): number | null {
  if (bytes.length < 18 || bytes.readUInt16BE(0) !== 0x1f8b || bytes[2] !== 8) return null;
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + bytes.readUInt16LE(at);
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return null;
    at = end + 1;
  }
  return flags & 2 ? at + 2 : at;
}

/** A small member that lies in the window whole, which is nearly every record; null when the slow way has to be taken. */
function inflateWhole(bytes: Buffer): { readonly bytes: Buffer; readonly used: number } | null {
  try {
    // With `info` the result is { buffer, engine }, which the published types do not tell.
    const result = inflateRawSync(bytes, { info: true, maxOutputLength: wholeMemberBytes }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: InflateRaw;
    };
    return { bytes: result.buffer, used: result.engine.bytesWritten };
  } catch {
    return null;
  }
}

/** Bytes of one deflate stream; leaves `window` just after its end. */
async function* inflateSlowly(window: Window): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  const out: Buffer[] = [];
  inflate.on('data', (bytes: Buffer) => out.push(bytes));
  try {
    for (;;) {
      const chunk = (await window.peek(1)).subarray(0, chunkBytes / 4);
      if (chunk.length === 0) throw new Error('the file ends inside a packed record');
      const before = inflate.bytesWritten;
      await new Promise<void>((resolve, reject) => {
        inflate.once('error', reject);
        inflate.write(chunk, (error) => (error ? reject(error) : resolve()));
      });
      inflate.removeAllListeners('error');
      yield* out.splice(0);
      const used = inflate.bytesWritten - before;
      window.skip(used);
      if (used < chunk.length) return;
    }
  } finally {
    inflate.on('error', () => {});
    inflate.destroy();
  }
}

async function* inflateMember(window: Window): AsyncGenerator<Buffer> {
  const header = gzipHeaderLength(await window.peek(windowBytes));
  if (header === null) throw new Error('no gzip member begins here');
  window.skip(header);
  let check = 0;
  let length = 0;
  const count = (bytes: Buffer) => {
    check = crc32(bytes, check);
    length += bytes.length;
    return bytes;
  };
  const whole = inflateWhole(await window.peek(1));
  if (whole) {
    window.skip(whole.used);
    yield count(whole.bytes);
  } else for await (const bytes of inflateSlowly(window)) yield count(bytes);
  const trailer = await window.peek(8);
  if (trailer.length < 8) throw new Error('the file ends inside a packed record');
  if (trailer.readUInt32LE(0) !== check || trailer.readUInt32LE(4) !== length % 2 ** 32)
    throw new Error('the checksum of a packed record is wrong');
  window.skip(8);
}

async function* gzipPieces(path: string, window: Window): AsyncGenerator<Piece> {
  while ((await window.peek(1)).length > 0) {
    const start = window.position();
    try {
      for await (const bytes of inflateMember(window)) yield { kind: 'bytes', bytes, start, packed: true };
    } catch (error) {
      const reason = errorText(error);
      throw new WarcDamage(path, start, `${path} is damaged at byte ${start}: ${reason}.`, error);
    }
    yield { kind: 'end', at: window.position() };
  }
}

async function* plainPieces(window: Window): AsyncGenerator<Piece> {
  for (let bytes = await window.peek(1); bytes.length > 0; bytes = await window.peek(1)) {
    yield { kind: 'bytes', bytes, start: window.position(), packed: false };
    window.skip(bytes.length);
  }
}

/** Opens a .warc or .warc.gz file (told apart by its first bytes) and gives its bytes unpacked, in constant memory. Throws WarcDamage. */
export async function* readPieces(path: string, from = 0): AsyncGenerator<Piece> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (cause) {
    throw new LeadlineError('file-unreadable', `${path} cannot be opened.`, { where: path, cause });
  }
  try {
    const window = slidingWindow(file, from);
    const packed = (await window.peek(2)).subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]));
    yield* packed ? gzipPieces(path, window) : plainPieces(window);
  } finally {
    await file.close();
  }
}
