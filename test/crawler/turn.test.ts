import { afterEach, describe, expect, it } from 'vitest';
import { openFrontier } from '../../crawler/frontier.ts';
import { openMirrors } from '../../crawler/mirrors/mirrors.ts';
import { GiveUp } from '../../model/errors.ts';
import type { Politeness } from '../../model/source.ts';
import { openSite, type Route, type Site } from './site.ts';
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
const pages = (paths: readonly string[]) => Object.fromEntries(paths.map((path) => [path, page('listing')]));

describe('a turn', () => {
  it('gives every address an end, and sums that agree', async () => {
    const links = [
      '/item/1',
      '/item/2',
      '/item/3',
      '/item/4',
      '/item/5',
      '/item/1',
      '/item/2#x',
      'http://off.example/',
      '/logout',
      '/broken',
    ];
    const { run, ends, site } = await open({ '/': page('index', links), ...pages(items(5)), '/broken': status(500) });
    const report = await run();
    expect(report.outcome).toBe('complete');
    expect(report.counts).toEqual({
      captured: 6,
      unchanged: 0,
      failed: 1,
      quarantined: 0,
      skipped: 2,
      waiting: 0,
      duplicate: 2,
      trapped: 0,
    });
    expect(ends()['/broken']).toBe('failed http-status: HTTP 500');
    expect(site.paths()).not.toContain('/logout');
    expect(report.requests).toBe(site.seen.length);
  });

  it('does not end at a page behind HTTP authentication', async () => {
    const secret = status(401, { 'WWW-Authenticate': 'Basic realm="x"' }, page('login'));
    const { run, ends } = await open({
      '/': page('index', ['/secret', ...items(2)]),
      '/secret': secret,
      ...pages(items(2)),
    });
    const report = await run();
    expect(report).toMatchObject({ outcome: 'complete', counts: { captured: 3, quarantined: 1 } });
    expect(ends()['/secret']).toBe('quarantined login');
  });

  it('takes an error page for no content, and a missing one for gone', async () => {
    const routes = {
      '/': page('index', ['/forbidden', '/missing', '/removed']),
      '/forbidden': status(403),
      '/removed': page('not-found'),
    };
    const { run, ends } = await open(routes);
    await run();
    expect(ends()).toEqual({
      '/': 'captured',
      '/forbidden': 'failed http-status: HTTP 403',
      '/missing': 'captured gone',
      '/removed': 'captured gone',
    });
  });

  it('tries again after a server error, with growing pauses', async () => {
    const flaky = inTurn(status(503), status(503), ok(page('listing')));
    const { run } = await open({ '/': page('index', ['/item/1']), '/item/1': flaky });
    const report = await run();
    expect(report).toMatchObject({ outcome: 'complete', counts: { captured: 2 }, requests: 4 });
    expect(report.sleeps).toEqual([3_750, 7_500]);
  });

  it('waits as long as the server asks, and ignores a Retry-After that makes no sense', async () => {
    const limited = (value: string) => inTurn(status(429, { 'Retry-After': value }), ok(page('listing')));
    const sane = await open({ '/': page('index', ['/item/1']), '/item/1': limited('30') });
    const total = (sleeps: readonly number[]) => sleeps.reduce((sum, ms) => sum + ms, 0);
    expect(total((await sane.run()).sleeps)).toBe(30_000);
    const negative = await open({ '/': page('index', ['/item/1']), '/item/1': limited('-5') });
    expect((await negative.run()).sleeps).toEqual([3_750]);
    const long = await open({ '/': page('index', ['/item/1']), '/item/1': limited('7200') });
    const now = long.clock.now();
    expect(await long.run()).toMatchObject({
      outcome: 'later',
      code: 'rate-limited',
      retryAt: now + 7_200_000,
      counts: { waiting: 1 },
    });
  });

  it('leaves a source alone when nothing answers any more', async () => {
    const links = items(30);
    const { run, site } = await open({
      '/': page('index', links),
      ...Object.fromEntries(links.map((path) => [path, status(502)])),
    });
    const report = await run();
    expect(report).toMatchObject({ outcome: 'later', code: 'http-status', counts: { captured: 1, waiting: 30 } });
    expect(site.seen).toHaveLength(9);
  });

  it('has failed when not even the seed can be read', async () => {
    const { run } = await open({ '/': status(500) });
    expect(await run()).toMatchObject({ outcome: 'failed', reason: 'http-status: HTTP 500', counts: { failed: 1 } });
  });

  it('quarantines what cannot be read, and passes on every other error', async () => {
    const { run, ends, read } = await open({ '/': page('index', items(2)), ...pages(items(2)) });
    const report = await run({
      handle: async (exchanges, record) => {
        if (record.url.endsWith('/1')) throw new GiveUp('page-too-deep', 'The page is nested too deep.');
        return read(exchanges);
      },
    });
    expect(report).toMatchObject({ outcome: 'complete', counts: { captured: 2, quarantined: 1 } });
    expect(ends()['/item/1']).toBe('quarantined page-too-deep: The page is nested too deep.');
    await expect(run({ handle: () => Promise.reject(new Error('disk full')) })).rejects.toThrow('disk full');
  });

  it('reads again only what changed, by the validators of the last capture', async () => {
    const tagged: Route = (request, response) =>
      request.headers['if-none-match'] === '"v1"'
        ? response.writeHead(304).end()
        : response.writeHead(200, { ETag: '"v1"' }).end(page('index'));
    const { run } = await open({ '/': tagged });
    expect((await run()).counts.captured).toBe(1);
    expect((await run()).counts.unchanged).toBe(1);
  });

  it('fetches a page once though a redirect leads to it as well', async () => {
    const toItem: Route = (_, response) => response.writeHead(302, { Location: '/item/1' }).end();
    const { run, site } = await open({
      '/': page('index', ['/old', '/item/1']),
      '/old': toItem,
      '/item/1': page('listing'),
    });
    expect((await run()).counts.captured).toBe(3);
    expect(site.paths().filter((path) => path === '/item/1')).toHaveLength(1);
  });

  it('fetches no more than its places at once, and all the same everything', async () => {
    let now = 0;
    let peak = 0;
    const slow: Route = (_, response) => {
      now += 1;
      peak = Math.max(peak, now);
      setTimeout(() => {
        now -= 1;
        response.end(page('listing'));
      }, 10);
    };
    const links = items(12);
    const { run } = await open(
      { '/': page('index', links), ...Object.fromEntries(links.map((path) => [path, slow])) },
      { maxInFlight: 3 },
    );
    expect((await run()).counts.captured).toBe(13);
    expect(peak).toBe(3);
  });

  it('turns to a mirror when a host cannot be reached, and does not take its pages for others', async () => {
    const { run, site, stored } = await open({ '/': page('index', items(3)), ...pages(items(3)) });
    const addresses = [`http://${'d'.repeat(56)}.onion/`, site.url('/')];
    const source = { id: 'bazaar', addresses };
    const report = await run({
      frontier: openFrontier({ source, records: [], now: 0 }),
      mirrors: openMirrors({ source, known: [], now: 0 }),
    });
    expect(report).toMatchObject({ outcome: 'complete', counts: { captured: 4, failed: 0 }, requests: 5 });
    expect([...stored.keys()]).toEqual(['bazaar|/', 'bazaar|/item/1', 'bazaar|/item/2', 'bazaar|/item/3']);
  });
});
