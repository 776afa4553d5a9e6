import {
  brotliDecompressSync,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
  zstdDecompressSync,
} from 'node:zlib';
import { GiveUp } from '../model/errors.ts';

/** `maxBytes` bounds the unpacked body; `maxRatio` bounds unpacked bytes per packed byte. */
export interface DecodeLimits {
  readonly maxBytes: number;
  readonly maxRatio: number;
}

export const decodeLimits: DecodeLimits = { maxBytes: 8 * 1024 * 1024, maxRatio: 100 };

/** Below this size a high ratio is ordinary repetition, not a bomb. */
const ratioFloor = 64 * 1024;
const maxCodings = 4;

type Decoder = (body: Uint8Array, options: ZlibOptions) => Uint8Array;

/** Servers send "deflate" both with the zlib wrapper that the standard asks for and without. */
const inflateEither: Decoder = (body, options) => {
  const [first = 0, second = 0] = body;
  const wrapped = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
  return wrapped ? inflateSync(body, options) : inflateRawSync(body, options);
};

const zstd: Decoder = (body, { maxOutputLength = decodeLimits.maxBytes }) =>
  zstdDecompressSync(body, { maxOutputLength });
const brotli: Decoder = (body, { maxOutputLength = decodeLimits.maxBytes }) =>
  brotliDecompressSync(body, { maxOutputLength });
const unknownToUs: Decoder = () => {
  throw new GiveUp('body-corrupt', 'The answer is packed in a way that Leadline cannot unpack (compress).');
};

const decoders: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateEither],
  ['br', brotli],
  ['zstd', zstd],
  ['compress', unknownToUs],
  ['x-compress', unknownToUs],
]);

const tooLarge = (limit: number) => new GiveUp('body-too-large', `The answer is larger than ${limit} bytes.`);

function unpack(decode: Decoder, body: Uint8Array, limits: DecodeLimits, sent: number): Uint8Array {
  const byRatio = Math.max(ratioFloor, Math.floor(limits.maxRatio * sent));
  const allowed = Math.min(limits.maxBytes, byRatio);
  try {
    return decode(body, { maxOutputLength: allowed });
  } catch (error) {
    if (error instanceof GiveUp) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'ERR_BUFFER_TOO_LARGE')
      throw new GiveUp('body-corrupt', 'The packed answer is broken or ends too early.', { cause: error });
    if (allowed === limits.maxBytes) throw tooLarge(limits.maxBytes);
    throw new GiveUp('body-ratio', `The answer unpacks to more than ${limits.maxRatio} times its size.`);
  }
}

/**
 * `body` with its content coding removed (gzip, deflate, br, zstd, and lists of them; an unknown name counts as no coding).
 * Memory stays within `limits.maxBytes`. Throws GiveUp: `body-too-large`, `body-ratio`, or `body-corrupt` when the packed
 * stream is broken or ends before its own end mark.
 */
export function decodeBody(
  body: Uint8Array,
  contentEncoding: string | null,
  limits: DecodeLimits = decodeLimits,
): Uint8Array {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => decoders.get(name.trim()))
    .filter((decoder) => decoder !== undefined);
  if (codings.length > maxCodings)
    throw new GiveUp('body-ratio', `The answer is packed more than ${maxCodings} times.`);
  if (body.length === 0) return body;
  const plain = codings.reduceRight((bytes, decode) => unpack(decode, bytes, limits, body.length), body);
  if (plain.length > limits.maxBytes) throw tooLarge(limits.maxBytes);
  return plain;
}
