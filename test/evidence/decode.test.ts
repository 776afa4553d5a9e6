import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBody } from '../../evidence/decode.ts';
import { GiveUp } from '../../model/errors.ts';
import { text } from './samples.ts';

const codings = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
] as const;

const failure = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof GiveUp ? error.code : error;
  }
  return null;
};

test.each(codings)('a body packed as %s comes back, in any length', (name, pack) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 2000 }), (body) => {
      expect(Buffer.from(decodeBody(pack(body), name)).equals(Buffer.from(body))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test.each(codings)('a body packed as %s that ends too early is corrupt, wherever it is cut', (name, pack) => {
  const body = pack(Buffer.from('a page of some length, '.repeat(40)));
  for (let cut = 1; cut < body.length; cut++)
    expect(
      failure(() => decodeBody(body.subarray(0, cut), name)),
      `cut at ${cut}`,
    ).toBe('body-corrupt');
});

test.each(codings)('a bomb packed as %s is refused', (name, pack) => {
  expect(failure(() => decodeBody(pack(Buffer.alloc(20 * 1024 * 1024)), name))).toBe('body-ratio');
});

test('a body that unpacks beyond the limit at an honest ratio is too large', () => {
  const body = gzipSync(Buffer.from(Array.from({ length: 9 * 1024 * 1024 }, (_, n) => (n * 2654435761) >>> 24)));
  expect(failure(() => decodeBody(body, 'gzip', { maxBytes: 8 * 1024 * 1024, maxRatio: 1e6 }))).toBe('body-too-large');
  expect(failure(() => decodeBody(Buffer.alloc(101), null, { maxBytes: 100, maxRatio: 100 }))).toBe('body-too-large');
});

test('small pages may repeat themselves more than a bomb may', () => {
  expect(decodeBody(gzipSync(Buffer.alloc(40_000)), 'gzip')).toHaveLength(40_000);
});

test('a list of codings is removed from last to first, in any case and spacing', () => {
  expect(text(decodeBody(brotliCompressSync(gzipSync('page')), ' GZIP ,br'))).toBe('page');
});

test('a bomb inside a bomb is measured against what was sent', () => {
  const body = gzipSync(gzipSync(Buffer.alloc(100 * 1024 * 1024)));
  expect(failure(() => decodeBody(body, 'gzip, gzip'))).toBe('body-ratio');
  expect(failure(() => decodeBody(body, Array(50).fill('gzip').join()))).toBe('body-ratio');
});

test('no coding, an unknown one and an empty body leave the bytes as they are', () => {
  for (const coding of [null, '', 'identity', 'utf-8', 'none'])
    expect(text(decodeBody(Buffer.from('page'), coding))).toBe('page');
  expect(decodeBody(new Uint8Array(), 'gzip')).toHaveLength(0);
});

test('a header that claims a coding the body does not have is corrupt', () => {
  for (const coding of ['gzip', 'deflate', 'br', 'zstd', 'compress'])
    expect(
      failure(() => decodeBody(Buffer.from('<html>plain</html>'), coding)),
      coding,
    ).toBe('body-corrupt');
});
