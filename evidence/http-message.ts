import { header } from '../model/capture.ts';
import type { Headers } from './redact.ts';

/** An HTTP answer as an archive holds it. `body` has no transfer coding and keeps its content coding. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Header text as one line: what could end the line or the message becomes a space. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
    .replace(/[\x00-\x1f\x7f]+/g, ' ')
    .trim();

/** Header bytes are Latin-1 on the wire; anything beyond it can only come from an import and is kept as UTF-8. */
const wire = (text: string): Buffer => Buffer.from(text, [...text].every((c) => c <= '\xff') ? 'latin1' : 'utf8');

const line = ([name, value]: readonly [string, string]): string => {
  const token = name.replace(/[^!#$%&'*+.^_`|~0-9A-Za-z-]/g, '-');
  return token === '' ? '' : `${token}: ${oneLine(value)}\r\n`;
};

const head = (first: string, headers: Headers): Buffer =>
  Buffer.concat([first, ...headers.map(line), '\r\n'].map((text) => wire(text)));

/** Length and coding of the transfer no longer fit the stored body; they stay readable under another name. */
const storedHeaders = (headers: Headers, length: number): Headers =>
  headers.map(([name, value]) => {
    const stale =
      /^transfer-encoding$/i.test(name) || (/^content-length$/i.test(name) && value.trim() !== String(length));
    return [stale ? `X-Archive-Orig-${name}` : name, value] as const;
  });

/** The block of a `response` record; without the body, that of a `revisit` record. */
export const responseHead = (response: HttpResponse): Buffer =>
  head(
    `HTTP/1.1 ${response.status} ${oneLine(response.statusText)}\r\n`,
    storedHeaders(response.headers, response.body.length),
  );

/** The block of a `request` record. The request target is the path and query of `url`. */
export function requestBlock(method: string, url: string, headers: Headers): Buffer {
  const target = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '/';
  return head(`${method} ${target.startsWith('/') ? target : `/${target}`} HTTP/1.1\r\n`, headers);
}

/** Where the head ends and the body begins; the whole length when there is no blank line. */
function headEnd(block: Buffer): number {
  const strict = block.indexOf('\r\n\r\n');
  const loose = (strict < 0 ? block : block.subarray(0, strict)).indexOf('\n\n');
  if (loose >= 0) return loose + 2;
  return strict < 0 ? block.length : strict + 4;
}

/** Everything after the head, as it stands in the archive. */
export const rawBody = (bytes: Uint8Array): Buffer => {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return block.subarray(headEnd(block));
};

function headerLines(text: string): Headers {
  const headers: [string, string][] = [];
  for (const row of text.split(/\r?\n/)) {
    const colon = row.indexOf(':');
    const last = headers.at(-1);
    if (/^[ \t]/.test(row) && last) last[1] += ` ${row.trim()}`;
    else if (colon > 0)
      headers.push([row.slice(0, colon).trim(), row.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')]);
  }
  return headers;
}

/** The chunks of `body` joined, or null when it is not a chunked body from its first to its last byte. */
function joinChunks(body: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf('\r\n', at);
    const size = /^([0-9a-f]{1,8})[ \t]*(;.*)?$/i.exec(body.toString('latin1', at, Math.min(end, at + 1024)))?.[1];
    if (end < 0 || size === undefined) return null;
    const start = end + 2;
    const stop = start + Number.parseInt(size, 16);
    if (stop === start) return Buffer.concat(chunks);
    if (stop + 2 > body.length || body.toString('latin1', stop, stop + 2) !== '\r\n') return null;
    chunks.push(body.subarray(start, stop));
    at = stop + 2;
  }
  return null;
}

/**
 * Reads the block of a `response` or `revisit` record, ours or a foreign one. A body is only taken as chunked when the header
 * says so and the body really is; many archives keep the header of a coding they removed. Null when it is no HTTP answer.
 */
export function parseResponse(bytes: Uint8Array): HttpResponse | null {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = headEnd(block);
  const text = block.toString('latin1', 0, end);
  const first = /^HTTP\/\d(?:\.\d)? +(\d{3})(?: ([^\r\n]*))?\r?(?:\n|$)/.exec(text);
  if (!first) return null;
  const headers = headerLines(text.slice(first[0].length));
  const rest = block.subarray(end);
  const chunked = /\bchunked\b/i.test(header(headers, 'transfer-encoding') ?? '');
  const body = (chunked ? joinChunks(rest) : null) ?? rest;
  return { status: Number(first[1]), statusText: first[2] ?? '', headers, body };
}
