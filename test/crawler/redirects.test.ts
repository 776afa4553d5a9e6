import { afterEach, describe, expect, it } from 'vitest';
import { createJar } from '../../crawler/fetch/cookies.ts';
import { createHttpFetch, type FetchRequest } from '../../crawler/fetch/http.ts';
import { identityOf } from '../../crawler/fetch/identity.ts';
import { codeOf, createTestClock, openSite, type Route, type Site } from './site.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(routes: Parameters<typeof openSite>[0]): Promise<Site> {
  const site = await openSite(routes);
  closing.push(site.close);
  return site;
}
function read(site: Site, path: string, more: Partial<FetchRequest> = {}) {
  const fetch = createHttpFetch({ proxy: site.proxy, clock: createTestClock() });
  closing.push(fetch.close);
  return fetch({ source: 'bazaar', url: site.url(path), identity: identityOf('bazaar', null, 's'), ...more });
}
const to =
  (location: string, status = 302, headers = {}): Route =>
  (_, response) =>
    response.writeHead(status, { Location: location, ...headers }).end();

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('with status %i are followed and every hop is kept', async (status) => {
    const site = await open({ '/old': to('/new?a=1#part', status), '/new': 'here' });
    const { exchanges, finalUrl, redirects } = await read(site, '/old');
    expect(exchanges.map(({ response }) => response.status)).toEqual([status, 200]);
    expect({ finalUrl, redirects }).toEqual({ finalUrl: site.url('/new?a=1'), redirects: 1 });
  });

  it('to themselves that set a cookie lead to the page behind it', async () => {
    const gate: Route = (request, response) =>
      request.headers.cookie === 'gate=1'
        ? response.end('three listings')
        : response.writeHead(302, { Location: '/list', 'Set-Cookie': 'gate=1; Path=/' }).end();
    const site = await open({ '/list': gate });
    const { exchanges } = await read(site, '/list');
    expect(Buffer.from(exchanges.at(-1)?.response.body ?? []).toString()).toBe('three listings');
    expect(site.seen).toHaveLength(2);
  });

  it('to themselves without end are given up after a bounded number of requests', async () => {
    const site = await open({ '/list': to('/list'), '/a': to('/b'), '/b': to('/a') });
    expect(await codeOf(read(site, '/list'))).toBe('redirect-loop');
    expect(site.seen.length).toBeLessThanOrEqual(3);
    expect(await codeOf(read(site, '/a'))).toBe('redirect-loop');
    let visits = 0;
    const ever = await open({
      '/ever': (_, response) => response.writeHead(302, { Location: `/ever?n=${visits++}` }).end(),
    });
    expect(await codeOf(read(ever, '/ever'))).toBe('redirect-loop');
    expect(ever.seen).toHaveLength(6);
  });

  it('out of the source are not followed', async () => {
    const site = await open({ '/away': to(`http://${'c'.repeat(56)}.onion/`), '/clear': to('https://example.com/') });
    expect(await codeOf(read(site, '/away'))).toBe('redirect-away');
    expect(await codeOf(read(site, '/clear'))).toBe('redirect-away');
    expect(site.connects.every(({ host }) => host === site.host)).toBe(true);
  });

  it('to addresses that act are not followed', async () => {
    const site = await open({ '/page': to('/logout'), '/logout': 'bye' });
    expect(await codeOf(read(site, '/page'))).toBe('redirect-away');
    expect(site.paths()).toEqual(['/page']);
  });

  it('may lead to a mirror when the source says so', async () => {
    const site = await open({
      '/page': (_, response) => response.writeHead(302, { Location: `http://www.${site.host}/new` }).end(),
      '/new': 'here',
    });
    const isInside = (url: string) => new URL(url).host.endsWith(site.host);
    expect((await read(site, '/page', { isInside })).finalUrl).toBe(`http://www.${site.host}/new`);
  });

  it('without a place to go to are answers like any other', async () => {
    const site = await open({ '/page': (_, response) => response.writeHead(302).end('nowhere') });
    expect((await read(site, '/page')).exchanges[0].response.status).toBe(302);
  });
});

describe('cookies', () => {
  const now = Date.UTC(2026, 5, 1);

  it('go back to where they came from, the longest path first', () => {
    const jar = createJar();
    jar.store(
      'http://x.onion/shop/list',
      ['a=1', 'b=2; Path=/', 'c=3; Path=/other', 'd=4; Domain=y.onion', 'broken'],
      now,
    );
    expect(jar.header('http://x.onion/shop/item', now)).toBe('a=1; b=2');
    expect(jar.header('http://x.onion/other', now)).toBe('c=3; b=2');
    expect(jar.header('http://y.onion/', now)).toBeNull();
    expect(jar.header('http://sub.x.onion/', now)).toBeNull();
  });

  it('end when their time is over or the server takes them back', () => {
    const jar = createJar();
    jar.store(
      'http://x.onion/',
      [
        'a=1; Max-Age=10',
        'b=2; Expires=Mon, 01 Jun 2026 00:01:00 GMT',
        'c=3; Max-Age=5; Expires=Tue, 01 Jun 2027 00:00:00 GMT',
      ],
      now,
    );
    expect(jar.header('http://x.onion/', now + 7_000)).toBe('a=1; b=2');
    jar.store('http://x.onion/', ['b=; Max-Age=0'], now);
    expect(jar.header('http://x.onion/', now)).toBe('a=1; c=3');
    expect(jar.header('http://x.onion/', now + 20_000)).toBeNull();
  });

  it('marked secure are sent to onion services, and otherwise over https alone', () => {
    const jar = createJar();
    jar.store('http://x.onion/', ['a=1; Secure'], now);
    jar.store('https://x.example/', ['b=1; Secure'], now);
    expect(jar.header('http://x.onion/', now)).toBe('a=1');
    expect(jar.header('http://x.example/', now)).toBeNull();
  });

  it('are taken for a whole domain only when that is no top-level name', () => {
    const jar = createJar();
    jar.store('http://shop.x.onion/', ['a=1; Domain=x.onion', 'b=1; Domain=onion'], now);
    expect(jar.header('http://forum.x.onion/', now)).toBe('a=1');
  });
});
