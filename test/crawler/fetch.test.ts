import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpFetch, type Fetch } from '../../crawler/fetch/http.ts';
import { identityOf } from '../../crawler/fetch/identity.ts';
import { defaultLimits } from '../../crawler/fetch/limits.ts';
import { send } from '../../crawler/fetch/request.ts';
import { isCode, LeadlineError, TryLater } from '../../model/errors.ts';
import { codeOf, createTestClock, openRaw, openSite, type Site } from './site.ts';

const identity = identityOf('bazaar', null, 'secret');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function fetchThrough(proxy: string, limits = {}): Fetch {
  const fetch = createHttpFetch({ proxy, clock: createTestClock(), limits });
  closing.push(fetch.close);
  return fetch;
}
async function open(routes: Parameters<typeof openSite>[0]): Promise<Site> {
  const site = await openSite(routes);
  closing.push(site.close);
  return site;
}

describe('fetching through the proxy', () => {
  it('gives the exchange as it went over the wire, packed body included', async () => {
    const packed = gzipSync('<h1>Ten tabs</h1>');
    const site = await open({
      '/': (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip', 'X-Twice': ['a', 'b'] }).end(packed),
    });
    const { exchanges, finalUrl, redirects } = await fetchThrough(site.proxy)({
      source: 'bazaar',
      url: site.url('/'),
      identity,
    });
    const [exchange] = exchanges;
    expect({ finalUrl, redirects }).toEqual({ finalUrl: site.url('/'), redirects: 0 });
    expect(Buffer.from(exchange.response.body)).toEqual(packed);
    expect(exchange.response.headers.filter(([name]) => name === 'X-Twice')).toHaveLength(2);
    expect(exchange).toMatchObject({ source: 'bazaar', session: identity.user, at: '2026-06-01T12:00:00.000Z' });
    expect(exchange.request?.headers.find(([name]) => name === 'Host')?.[1]).toBe(site.host);
  });

  it('asks the proxy by name and never resolves one itself', async () => {
    const site = await open({ '/': 'hello' });
    await fetchThrough(site.proxy)({ source: 'bazaar', url: site.url('/'), identity });
    expect(site.connects.map(({ atyp, host, port }) => ({ atyp, host, port }))).toEqual([
      { atyp: 3, host: site.host, port: 80 },
    ]);
  });

  it('uses one user name and password per source and account, and keeps the connection', async () => {
    const site = await open({ '/': 'hello' });
    const fetch = fetchThrough(site.proxy);
    const identities = [
      ['a', null],
      ['b', 'one'],
      ['b', 'two'],
    ].map(([source, account]) => identityOf(source ?? '', account ?? null, 'secret'));
    for (const each of [...identities, ...identities]) await fetch({ source: 'x', url: site.url('/'), identity: each });
    expect(site.connects.map(({ user, password }) => ({ user, password }))).toEqual(identities);
    expect(new Set(identities.map(({ user }) => user)).size).toBe(3);
  });

  it('derives another identity from another secret, and the same from the same', () => {
    expect(identityOf('a', null, 'x')).toEqual(identityOf('a', null, 'x'));
    expect(identityOf('a', null, 'x')).not.toEqual(identityOf('a', null, 'y'));
    expect(JSON.stringify(identityOf('bazaar', 'nightowl', 'x'))).not.toMatch(/bazaar|nightowl/);
  });

  it('sends conditions and a browser-like header set, and nothing of a proxy from the environment', async () => {
    process.env.HTTP_PROXY = 'http://127.0.0.1:1';
    closing.push(() => delete process.env.HTTP_PROXY);
    const site = await open({ '/': (_, response) => response.writeHead(304, { 'Content-Length': '900' }).end() });
    const headers = [['If-None-Match', '"v1"']] as const;
    const { exchanges } = await fetchThrough(site.proxy)({ source: 'bazaar', url: site.url('/'), identity, headers });
    expect(exchanges[0].response.status).toBe(304);
    expect(site.seen[0]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'accept-encoding': 'gzip, deflate, br, zstd',
    });
    expect(site.seen[0]?.headers['user-agent']).toMatch(/^Mozilla/);
  });

  it('refuses every method but GET and HEAD', async () => {
    const site = await open({ '/': 'hello' });
    const request = { source: 'bazaar', url: site.url('/'), identity, method: 'POST' as 'GET' };
    expect(await codeOf(fetchThrough(site.proxy)(request))).toBe('usage');
    expect(site.seen).toEqual([]);
  });

  it('reads headers only with HEAD', async () => {
    const site = await open({ '/': (_, response) => response.writeHead(200, { 'Content-Length': '5' }).end() });
    const { exchanges } = await fetchThrough(site.proxy)({
      source: 'bazaar',
      url: site.url('/'),
      identity,
      method: 'HEAD',
    });
    expect(exchanges[0].response).toMatchObject({ status: 200, body: Buffer.alloc(0) });
    expect(site.seen[0]?.method).toBe('HEAD');
  });

  it('opens a new connection when the server has closed the kept one', async () => {
    const raw = await openRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok');
      setTimeout(() => socket.destroy(), 30);
    });
    closing.push(raw.close);
    const fetch = fetchThrough(raw.proxy);
    for (let visit = 0; visit < 3; visit += 1) {
      const { exchanges } = await fetch({ source: 'bazaar', url: raw.url('/'), identity });
      expect(exchanges[0].response.status).toBe(200);
      if (visit === 1) await new Promise((resolve) => setTimeout(resolve, 60));
    }
  });
});

describe('a proxy that cannot be used', () => {
  it('is refused unless names are resolved by it', () => {
    const clock = createTestClock();
    for (const proxy of [
      'socks5://127.0.0.1:9050',
      'socks4a://127.0.0.1:9050',
      'http://127.0.0.1:8080',
      '127.0.0.1:9050',
      'nonsense',
    ]) {
      expect(() => createHttpFetch({ proxy, clock })).toThrow(expect.objectContaining({ code: 'proxy-insecure' }));
    }
    for (const proxy of [null, '']) {
      expect(() => createHttpFetch({ proxy, clock })).toThrow(expect.objectContaining({ code: 'proxy-missing' }));
    }
  });

  it('is down when nothing listens, or when what listens is no SOCKS server', async () => {
    const raw = await openRaw((socket) => socket.end());
    const { port } = new URL(raw.proxy);
    await raw.close();
    const gone = fetchThrough(`socks5h://127.0.0.1:${port}`);
    const error = await gone({ source: 'bazaar', url: raw.url('/'), identity }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TryLater);
    expect(isCode(error, 'proxy-down')).toBe(true);
    const noSocks = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => noSocks.listen(Number(port), '127.0.0.1', resolve));
    closing.push(() => noSocks.close());
    expect(await codeOf(gone({ source: 'bazaar', url: raw.url('/'), identity }))).toBe('proxy-down');
  });

  it('tells a host that the proxy cannot reach from a proxy that is down, without giving away the password', async () => {
    const site = await open({});
    const url = `http://${'b'.repeat(56)}.onion/`;
    const error = await fetchThrough(site.proxy)({ source: 'bazaar', url, identity }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(TryLater);
    expect(isCode(error, 'host-unreachable')).toBe(true);
    const shown =
      error instanceof LeadlineError ? [error.message, error.stack, JSON.stringify(error), error.cause] : [];
    expect(shown.join('\n')).not.toContain(identity.password);
  });
});

it('the assertion on methods holds below the types as well', async () => {
  const agent = new (await import('node:http')).Agent();
  const outgoing = {
    method: 'DELETE' as 'GET',
    url: 'http://x.onion/',
    headers: [],
    agent,
    limits: defaultLimits,
    signal: null,
  };
  expect(await codeOf(send(outgoing))).toBe('usage');
});
