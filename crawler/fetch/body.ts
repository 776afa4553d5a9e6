import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { decodeBody } from '../../evidence/decode.ts';
import { errorText, GiveUp, TryLater } from '../../model/errors.ts';
import type { FetchLimits } from './limits.ts';

/** zlib streams start with a checked two-byte header; some servers send bare deflate under the same name. */
const isZlib = (first: Uint8Array): boolean =>
  ((first[0] ?? 0) & 0x0f) === 8 && (((first[0] ?? 0) << 8) | (first[1] ?? 0)) % 31 === 0;

function decoderOf(coding: string, first: Uint8Array): Transform | null {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      return isZlib(first) ? zlib.createInflate() : zlib.createInflateRaw();
    case 'br':
      return zlib.createBrotliDecompress();
    case 'zstd':
      return zlib.createZstdDecompress();
    default:
      return null;
  }
}

const codingsOf = (header: string | undefined): readonly string[] =>
  (header ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity' && coding !== 'none');

/** Unpacks to nowhere, to learn whether the body is whole and how large it is; memory stays at one piece. */
interface Meter {
  write(chunk: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

function meter(decoder: Transform, onBytes: (count: number) => void): Meter {
  const failed = new Promise<never>((_, reject) => decoder.once('error', reject));
  failed.catch(() => undefined);
  const ended = new Promise<void>((resolve) => decoder.once('end', resolve));
  decoder.on('data', (piece: Uint8Array) => {
    try {
      onBytes(piece.length);
    } catch (error) {
      decoder.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });
  return {
    write: (chunk) => Promise.race([failed, new Promise<void>((resolve) => decoder.write(chunk, () => resolve()))]),
    end: () => {
      decoder.end();
      return Promise.race([failed, ended]);
    },
  };
}

const corrupt = (error: unknown, url: string): GiveUp =>
  error instanceof GiveUp
    ? error
    : new GiveUp('body-corrupt', `The packed body does not unpack: ${errorText(error)}`, {
        where: url,
      });

/** A body of so many packed bytes is unpacked in one go at its end, which costs a fraction of doing it piece by piece. */
const atOnceBytes = 65_536;

function unpackAtOnce(coding: string, body: Uint8Array, url: string, limits: FetchLimits): void {
  const maxRatio = Math.max(limits.ratio, limits.ratioFromBytes / Math.max(1, body.length));
  try {
    decodeBody(body, coding, { maxBytes: limits.decodedBytes, maxRatio });
  } catch (error) {
    if (!(error instanceof GiveUp)) throw error;
    throw new GiveUp(error.code, error.message, { where: url });
  }
}

/** Counts the decoded bytes against the limits: at the end of a short body, of a longer one while it arrives. */
function createCheck(coding: string | null, url: string, limits: FetchLimits, wireBytes: () => number) {
  let meters: Meter | null = null;
  let early: Uint8Array[] = [];
  let decoded = 0;
  const count = (bytes: number) => {
    decoded += bytes;
    if (decoded > limits.decodedBytes) {
      throw new GiveUp('body-too-large', `The answer unpacks to more than ${limits.decodedBytes} bytes.`, {
        where: url,
      });
    }
    if (decoded > limits.ratioFromBytes && decoded > limits.ratio * wireBytes()) {
      throw new GiveUp('body-ratio', `The answer unpacks to more than ${limits.ratio} times its size.`, { where: url });
    }
  };
  const measure = async (chunk: Uint8Array): Promise<void> => {
    const decoder = coding !== null && !meters ? decoderOf(coding, chunk) : null;
    if (decoder) meters = meter(decoder, count);
    await meters?.write(chunk).catch((error) => Promise.reject(corrupt(error, url)));
  };
  return {
    async write(chunk: Uint8Array) {
      if (coding === null) return;
      early.push(chunk);
      if (wireBytes() <= atOnceBytes) return;
      const pieces = early;
      early = [];
      for (const piece of pieces) await measure(piece);
    },
    async end() {
      if (coding !== null && !meters) unpackAtOnce(coding, Buffer.concat(early), url, limits);
      await meters?.end().catch((error) => Promise.reject(corrupt(error, url)));
    },
  };
}

function onlyCoding(response: IncomingMessage, url: string): string | null {
  const codings = codingsOf(response.headers['content-encoding']);
  // Nested codings are what bombs are made of; no server needs them.
  if (codings.length > 1)
    throw new GiveUp('body-corrupt', `The body is packed ${codings.length} times.`, { where: url });
  return codings[0] ?? null;
}

function checkLength(response: IncomingMessage, wire: number, url: string, headOnly: boolean): void {
  const stated = response.headers['content-length'];
  // Answers to HEAD and 304 state the length of a body that they do not have.
  if (response.complete && wire === 0 && (response.statusCode === 304 || headOnly)) return;
  if (response.complete && (stated === undefined || Number(stated) === wire)) return;
  throw new TryLater('fetch-interrupted', `The answer ended after ${wire} of ${stated ?? 'unknown'} bytes.`, {
    where: url,
  });
}

/**
 * The body as sent, without the transfer coding and with its content coding. Throws `body-too-large`, `body-ratio` or `body-corrupt`
 * while the bytes arrive, and `fetch-interrupted` when the length on the wire is not the stated one.
 */
export async function readBody(
  response: IncomingMessage,
  url: string,
  limits: FetchLimits,
  headOnly: boolean,
  onPiece: () => void,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let wire = 0;
  const check = createCheck(onlyCoding(response, url), url, limits, () => wire);
  // A response without an encoding gives buffers, which its type does not say.
  for await (const piece of response as AsyncIterable<Uint8Array>) {
    onPiece();
    wire += piece.length;
    if (wire > limits.bodyBytes) {
      throw new GiveUp('body-too-large', `The answer is larger than ${limits.bodyBytes} bytes.`, { where: url });
    }
    pieces.push(piece);
    await check.write(piece);
  }
  checkLength(response, wire, url, headOnly);
  await check.end();
  return Buffer.concat(pieces);
}
