import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Politeness } from '../../model/source.ts';
import { openSite, type Site } from './site.ts';
import { createTurns, inTurn, ok, page, status } from './turn-lab.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(routes: Parameters<typeof openSite>[0], politeness: Partial<Politeness> = {}) {
  const site: Site = await openSite(routes);
  const turns = createTurns(site, politeness);
  closing.push(turns.close, site.close);
  return { ...turns, site };
}
const items = (count: number) => Array.from({ length: count }, (_, index) => `/item/${index + 1}`);
const pages = (paths: readonly string[], html = page('listing')) =>
  Object.fromEntries(paths.map((path) => [path, html]));

describe('a wall', () => {
  it('parks the source when the session dies, and keeps what was read and what waits', async () => {
    const links = items(49);
    let served = 0;
    const session = () => (served++ < 19 ? page('listing') : page('login'));
    const routes = Object.fromEntries(links.map((path) => [path, ok('')]));
    for (const path of links) routes[path] = (_, response) => response.end(session());
    const { run, stored } = await open({ '/': page('index', links), ...routes });
    const report = await run();
    expect(report).toMatchObject({ outcome: 'parked', code: 'login-required', counts: { captured: 20, waiting: 30 } });
    expect([...stored.values()].filter(({ state }) => state === 'waiting')).toHaveLength(30);
    served = -100;
    expect(await run()).toMatchObject({ outcome: 'complete', counts: { captured: 30 }, requests: 30 });
  });

  it('is not seen in a single page that asks for a login', async () => {
    const { run, ends } = await open({
      '/': page('index', ['/orders-of-others', ...items(2)]),
      '/orders-of-others': page('login'),
      ...pages(items(2)),
    });
    expect((await run()).outcome).toBe('complete');
    expect(ends()['/orders-of-others']).toBe('quarantined login-required');
  });

  it('at the seed parks the source at once', async () => {
    const { run, site } = await open({ '/': page('login') });
    expect(await run()).toMatchObject({ outcome: 'parked', code: 'login-required', counts: { waiting: 1 } });
    expect(site.seen).toHaveLength(1);
  });

  it.each([
    ['captcha', 'parked', 'captcha', 3],
    ['banned', 'parked', 'banned', 3],
    ['maintenance', 'later', 'maintenance', 2],
  ])('of kind %s ends the turn as %s', async (kind, outcome, code, requests) => {
    const { run, site, clock } = await open({ '/': page('index', items(5)), ...pages(items(5), page(kind)) });
    const report = await run();
    expect(report).toMatchObject({ outcome, code, counts: { captured: 1, waiting: 5 } });
    expect(site.seen).toHaveLength(requests);
    expect(report.retryAt).toBe(kind === 'maintenance' ? clock.now() + 1_800_000 : null);
  });

  it('under an error status is a wall all the same', async () => {
    const { run } = await open({ '/': status(503, {}, page('queue')) });
    expect(await run()).toMatchObject({ outcome: 'later', code: 'queue' });
  });
});

describe('a turn ends early', () => {
  it('when it is stopped: the page in flight is finished, the rest waits and is fetched by the next turn', async () => {
    const links = items(99);
    const stop = new AbortController();
    let served = 0;
    const routes = Object.fromEntries(links.map((path) => [path, ok('')]));
    for (const path of links) {
      routes[path] = (_, response) => {
        served += 1;
        if (served === 39) stop.abort();
        response.end(page('listing'));
      };
    }
    const { run, site } = await open({ '/': page('index', links), ...routes });
    expect(await run({ signal: stop.signal })).toMatchObject({
      outcome: 'partial',
      code: 'stopped',
      counts: { captured: 40, waiting: 60 },
    });
    expect(await run()).toMatchObject({ outcome: 'complete', counts: { captured: 60 }, requests: 60 });
    expect(site.seen).toHaveLength(100);
  });

  it('when its pages are used up', async () => {
    const { run } = await open({ '/': page('index', items(9)), ...pages(items(9)) }, { pagesPerTurn: 4 });
    expect(await run()).toMatchObject({ outcome: 'partial', counts: { captured: 4, waiting: 6 } });
    expect(await run()).toMatchObject({ outcome: 'partial', counts: { captured: 4, waiting: 2 } });
    expect(await run()).toMatchObject({ outcome: 'complete', counts: { captured: 2, waiting: 0 } });
  });

  it('in quiet hours', async () => {
    const { run, site, clock } = await open({ '/': page('index') }, { quietHours: { from: 11, to: 13 } });
    expect(await run()).toMatchObject({ outcome: 'later', retryAt: clock.now() + 3_600_000, counts: { waiting: 1 } });
    expect(site.seen).toEqual([]);
  });

  it('when the proxy goes down, at once and without counting it against any address', async () => {
    const { run, site, stored } = await open({ '/': page('index', items(5)), ...pages(items(5)) });
    await site.close();
    expect(await run()).toMatchObject({ outcome: 'failed', code: 'proxy-down', requests: 1, counts: { waiting: 1 } });
    expect([...stored.values()].map(({ state, attempts }) => ({ state, attempts }))).toEqual([
      { state: 'waiting', attempts: 0 },
    ]);
  });
});

describe('a hostile page', () => {
  it('fails alone: bombs, cut bodies, redirects away and loops', async () => {
    const zip = { 'Content-Encoding': 'gzip' };
    const half = gzipSync(randomBytes(5_000)).subarray(0, 2_000);
    const routes = {
      '/item/1': status(200, zip, ''),
      '/item/2': status(302, { Location: 'http://example.com/' }),
      '/item/3': status(302, { Location: '/item/3' }),
      '/item/4': inTurn((_, response) => response.socket?.destroy(), ok(page('listing'))),
    };
    const bomb = gzipSync(Buffer.alloc(20 * 1_048_576));
    const { run, ends } = await open({
      '/': page('index', [...items(6), '/item/7']),
      ...routes,
      '/item/5': (_, response) => response.writeHead(200, zip).end(bomb),
      '/item/6': (_, response) => response.writeHead(200, zip).end(half),
      '/item/7': page('listing'),
    });
    const report = await run();
    const codes = Object.entries(ends()).map(([path, end]) => `${path} ${end.split(':')[0]}`);
    expect(codes).toEqual([
      '/ captured',
      '/item/1 captured',
      '/item/2 failed redirect-away',
      '/item/3 failed redirect-loop',
      '/item/4 captured',
      expect.stringMatching('/item/5 failed body-'),
      '/item/6 failed body-corrupt',
      '/item/7 captured',
    ]);
    expect(report.outcome).toBe('complete');
  });

  it('that links to itself for ever ends by a budget, with a reason for each address', async () => {
    const deeper = (path: string) => page('index', [`${path}/a/b`, `${path}?p${path.length}=1`]);
    const routes = new Proxy<Record<string, string>>(
      {},
      {
        get: (_, path) => (typeof path === 'string' ? deeper(path.split('?')[0]?.replace(/\/$/, '') ?? '') : undefined),
      },
    );
    const { run, stored } = await open(routes);
    const report = await run();
    expect(report.outcome).toBe('complete');
    expect(report.requests).toBeLessThan(200);
    const skipped = [...stored.values()].filter(({ state }) => state === 'skipped');
    expect(skipped.length).toBeGreaterThan(0);
    expect(skipped.every(({ reason }) => reason?.startsWith('trap: '))).toBe(true);
  });
});
