import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { type SocksConnect, startSocks } from '../../lab/socks.ts';
import type { Clock } from '../../model/clock.ts';

export type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** One request as a server behind the proxy saw it. */
interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

export interface Site {
  readonly proxy: string;
  readonly host: string;
  readonly url: (path: string) => string;
  readonly connects: readonly SocksConnect[];
  readonly seen: readonly Seen[];
  readonly paths: () => readonly string[];
  close(): Promise<void>;
}

const host = `${'a'.repeat(56)}.onion`;

/** A site behind a SOCKS5 proxy. `routes` by path and query, then by path; everything else is 404. Other hosts are unreachable. */
export async function openSite(routes: Readonly<Record<string, Route | string>>): Promise<Site> {
  const seen: Seen[] = [];
  const connects: SocksConnect[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    seen.push({ method: request.method ?? '', path, headers: request.headers });
    const route = routes[path] ?? routes[path.split('?')[0] ?? ''];
    if (typeof route === 'function') return route(request, response);
    response.writeHead(route === undefined ? 404 : 200, { 'content-type': 'text/html' });
    response.end(route ?? 'Not found');
  });
  const socks = await startSocks({
    requireUser: true,
    route: (request) => {
      connects.push(request);
      return request.host.endsWith(host) ? { kind: 'server', server } : { kind: 'refused', reply: 4 };
    },
  });
  return {
    proxy: socks.url,
    host,
    url: (path) => `http://${host}${path}`,
    connects,
    seen,
    paths: () => seen.map(({ path }) => path),
    async close() {
      await socks.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A server that answers every connection with raw bytes, reached through the same kind of proxy. */
export async function openRaw(answer: (socket: Socket) => void): Promise<Pick<Site, 'proxy' | 'url' | 'close'>> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const socks = await startSocks({ route: () => ({ kind: 'port', port }) });
  return {
    proxy: socks.url,
    url: (path) => `http://${host}${path}`,
    async close() {
      await socks.close();
      server.close();
    },
  };
}

/** Time that passes only while somebody sleeps. */
export function createTestClock(
  start = Date.UTC(2026, 5, 1, 12),
): Clock & { advance(ms: number): void; readonly sleeps: number[] } {
  let now = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    advance(ms) {
      now += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      const until = now + ms;
      await new Promise((resolve) => setImmediate(resolve));
      now = Math.max(now, until);
    },
  };
}

/** The code of the error that a promise is rejected with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'no error';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
