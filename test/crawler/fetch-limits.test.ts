import { randomBytes } from 'node:crypto';
import * as zlib from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpFetch, type Fetched } from '../../crawler/fetch/http.ts';
import { identityOf } from '../../crawler/fetch/identity.ts';
import type { FetchLimits } from '../../crawler/fetch/limits.ts';
import { codeOf, createTestClock, openRaw, openSite, type Route } from './site.ts';

const identity = identityOf('bazaar', null, 'secret');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function read(site: { proxy: string; url: (path: string) => string }, limits: Partial<FetchLimits>): Promise<Fetched> {
  const fetch = createHttpFetch({ proxy: site.proxy, clock: createTestClock(), limits });
  closing.push(fetch.close);
  return fetch({ source: 'bazaar', url: site.url('/'), identity });
}
async function fetchPage(route: Route, limits: Partial<FetchLimits> = {}): Promise<Fetched> {
  const site = await openSite({ '/': route });
  closing.push(site.close);
  return read(site, limits);
}
async function fetchRaw(answer: string, limits: Partial<FetchLimits> = {}, end = true): Promise<Fetched> {
  const raw = await openRaw((socket) => (end ? socket.end(answer) : socket.write(answer)));
  closing.push(raw.close);
  return read(raw, limits);
}
const packed =
  (coding: string, body: Uint8Array, length = true): Route =>
  (_, response) => {
    const size = length ? { 'Content-Length': body.length } : {};
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': coding, ...size }).end(body);
  };
const pack = {
  gzip: zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: zlib.brotliCompressSync,
  zstd: zlib.zstdCompressSync,
} as const;
const codings = Object.entries(pack);

describe('a packed body', () => {
  const page = Buffer.from(`<p>${randomBytes(3_000).toString('hex')}</p>`);

  it.each(codings)('of %s is kept as sent when it is whole', async (coding, compress) => {
    const body = compress(page);
    const { exchanges } = await fetchPage(packed(coding, body));
    expect(Buffer.from(exchanges[0].response.body)).toEqual(Buffer.from(body));
  });

  it.each(codings)('of %s that ends too soon is corrupt, even under a length that agrees', async (coding, compress) => {
    const body = compress(page);
    expect(await codeOf(fetchPage(packed(coding, body.subarray(0, body.length - 20))))).toBe('body-corrupt');
    expect(await codeOf(fetchPage(packed(coding, body.subarray(0, 40), false)))).toBe('body-corrupt');
  });

  it.each(codings)(
    'of %s that unpacks to 60 MB ends at the limit without taking the memory',
    async (coding, compress) => {
      const bomb = compress(Buffer.alloc(60 * 1_048_576));
      const before = process.memoryUsage().rss;
      expect(await codeOf(fetchPage(packed(coding, bomb)))).toMatch(/^body-(ratio|too-large)$/);
      expect(process.memoryUsage().rss - before).toBeLessThan(48 * 1_048_576);
    },
  );

  it('may be bare deflate under the name deflate', async () => {
    const { exchanges } = await fetchPage(packed('deflate', zlib.deflateRawSync(page)));
    expect(exchanges[0].response.status).toBe(200);
  });

  it('that is not what its coding says is corrupt', async () => {
    for (const [coding] of codings) expect(await codeOf(fetchPage(packed(coding, page)))).toBe('body-corrupt');
  });

  it('is compared with its length on the wire, not with its unpacked size', async () => {
    const html = Buffer.from('<li>tabs</li>'.repeat(700));
    expect((await fetchPage(packed('gzip', zlib.gzipSync(html)))).exchanges[0].response.status).toBe(200);
  });

  it('may be highly regular while it is small', async () => {
    const { exchanges } = await fetchPage(packed('gzip', zlib.gzipSync(Buffer.alloc(200_000, ' '))));
    expect(exchanges[0].response.body.length).toBeLessThan(1_000);
  });
});

describe('an answer that costs too much', () => {
  it('is cut at the byte limit, with and without a stated length', async () => {
    const big: Route = (_, response) => response.end(Buffer.alloc(50_000, 'x'));
    expect(await codeOf(fetchPage(big, { bodyBytes: 10_000 }))).toBe('body-too-large');
    const endless: Route = (_, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(5_000, 'x')), 1);
      response.on('close', () => clearInterval(timer));
    };
    expect(await codeOf(fetchPage(endless, { bodyBytes: 10_000 }))).toBe('body-too-large');
  });

  it('is cut at the header limits', async () => {
    const long: Route = (_, response) => response.writeHead(200, { 'X-Long': 'x'.repeat(9_000) }).end('ok');
    expect(await codeOf(fetchPage(long, { headerBytes: 4_096 }))).toBe('headers-too-large');
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`X-${index}`, '1']));
    expect(await codeOf(fetchPage((_, response) => response.writeHead(200, many).end('ok')))).toBe('headers-too-large');
  });

  it('is cut when it does not begin, stands still, or trickles for too long', async () => {
    const silent: Route = () => undefined;
    expect(await codeOf(fetchPage(silent, { connectMs: 50 }))).toBe('fetch-timeout');
    const stuck: Route = (_, response) => response.write('begun');
    expect(await codeOf(fetchPage(stuck, { idleMs: 50 }))).toBe('fetch-timeout');
    const trickle: Route = (_, response) => {
      const timer = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(timer));
    };
    expect(await codeOf(fetchPage(trickle, { idleMs: 1_000, totalMs: 150 }))).toBe('fetch-timeout');
  });
});

describe('an answer that is not what its head says', () => {
  it('is interrupted when it is shorter than its length', async () => {
    expect(await codeOf(fetchRaw('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort'))).toBe('fetch-interrupted');
  });

  it('is interrupted when it is longer than its length', async () => {
    expect(await codeOf(fetchRaw('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlonger than five', {}, false))).toBe(
      'fetch-interrupted',
    );
  });

  it('is interrupted when a chunk is missing, or the head contradicts itself', async () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n';
    expect(await codeOf(fetchRaw(`${chunked}\r\n5\r\nhello\r\n`))).toBe('fetch-interrupted');
    expect(await codeOf(fetchRaw(`${chunked}Content-Length: 5\r\n\r\nhello`))).toBe('fetch-interrupted');
    expect(await codeOf(fetchRaw('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!'))).toBe(
      'fetch-interrupted',
    );
  });

  it('is interrupted when it is no HTTP at all, or nothing', async () => {
    expect(await codeOf(fetchRaw('SSH-2.0-OpenSSH_9.2\r\n'))).toBe('fetch-interrupted');
    expect(await codeOf(fetchRaw(''))).toBe('fetch-interrupted');
  });

  it('has the same body however it was cut into chunks', async () => {
    const page = '<html><title>Ten tabs</title></html>';
    const sent = (...cuts: string[]) => cuts.map((cut) => `${cut.length.toString(16)}\r\n${cut}\r\n`).join('');
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    for (const body of [sent(page), sent(page.slice(0, 10), page.slice(10))]) {
      const { exchanges } = await fetchRaw(`${head}${body}0\r\n\r\n`);
      expect(Buffer.from(exchanges[0].response.body).toString()).toBe(page);
    }
  });
});
