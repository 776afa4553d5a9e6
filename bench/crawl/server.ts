/** Serves the market by plain HTTP and behind SOCKS, from one process of its own: node server.ts LISTINGS DELAY_MS */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { onionName } from '../../lab/onion.ts';
import { startSocks } from '../../lab/socks.ts';
import { marketPages } from './site.ts';

/** What the server saw since the last report. */
export interface Traffic {
  readonly requests: number;
  /** Requests for pages that exist. */
  readonly pages: number;
  readonly mostInFlight: number;
  /** From the first request to the end of the last answer, in ms. */
  readonly ms: number;
}

export interface Serving {
  /** Of the plain server, and of the SOCKS proxy before it. */
  readonly plain: string;
  readonly proxy: string;
  readonly onion: string;
  readonly pages: number;
  readonly listings: readonly string[];
}

const [listings, delayMs] = process.argv.slice(2).map(Number);
const { bodies, ...made } = marketPages(listings ?? 0);
const packed = new Map([...bodies].map(([path, body]) => [path, gzipSync(body)]));

const fresh = () => ({ requests: 0, pages: 0, inFlight: 0, mostInFlight: 0, began: 0, ended: 0 });
let seen = fresh();

function answer(request: IncomingMessage, response: ServerResponse): void {
  const body = packed.get(request.url ?? '/');
  if (body) {
    seen.pages += 1;
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'gzip',
      'content-length': body.length,
    };
    response.writeHead(200, headers).end(body);
  } else response.writeHead(404, { 'content-type': 'text/html', 'content-length': 9 }).end('Not found');
  seen.inFlight -= 1;
  seen.ended = performance.now();
}

const server = createServer((request, response) => {
  if (seen.requests === 0) seen.began = performance.now();
  seen.requests += 1;
  seen.inFlight += 1;
  seen.mostInFlight = Math.max(seen.mostInFlight, seen.inFlight);
  if (delayMs) setTimeout(answer, delayMs, request, response);
  else answer(request, response);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const onion = onionName('a market to be crawled');
const socks = await startSocks({
  route: ({ host }) => (host === onion ? { kind: 'server', server } : { kind: 'refused', reply: 4 }),
});

process.on('message', () => {
  const { requests, pages, mostInFlight, began, ended } = seen;
  process.send?.({ requests, pages, mostInFlight, ms: ended - began } satisfies Traffic);
  seen = fresh();
});
process.on('disconnect', () => process.exit(0));
process.send?.({
  plain: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`,
  proxy: socks.url,
  onion: `http://${onion}`,
  pages: bodies.size,
  listings: made.listings,
} satisfies Serving);
