import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Politeness } from '../../model/source.ts';
import { openSite, type Route } from './site.ts';
import { createTurns, inTurn, ok, page, type Run, status } from './turn-lab.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(routes: Readonly<Record<string, Route | string>>, politeness: Partial<Politeness> = {}) {
  const site = await openSite(routes);
  const turns = createTurns(site, politeness);
  closing.push(turns.close, site.close);
  return { ...turns, site };
}
const items = (count: number) => Array.from({ length: count }, (_, index) => `/item/${index + 1}`);
const queue = (after: number | null, next: string | null = null): string =>
  `<title>queue</title>${after === null ? '' : `<i data-after=${after}>`}${next === null ? '' : `<i data-next="${next}">`}`;

/** Turn after turn, as a worker and a person would go on, until everything is read. */
async function toTheEnd({ run, clock }: Awaited<ReturnType<typeof open>>, most = 80): Promise<readonly Run[]> {
  const runs: Run[] = [];
  while (runs.length < most) {
    const report = await run();
    runs.push(report);
    if (report.outcome === 'complete') break;
    clock.advance(Math.max(60_000, (report.retryAt ?? 0) - clock.now()));
  }
  return runs;
}

describe('a waiting room within a turn', () => {
  it('is waited out at the same page while nothing else is asked for, and the turn goes on', async () => {
    const rooms = inTurn(ok(queue(20_000)), ok(queue(5_000)), ok(queue(null)), ok(page('listing')));
    const turns = await open({
      '/': page('index', items(3)),
      '/item/1': rooms,
      '/item/2': page('listing'),
      '/item/3': page('listing'),
    });
    const report = await turns.run();
    expect(report).toMatchObject({ outcome: 'complete', counts: { captured: 4 }, walls: { queue: 3 } });
    expect(turns.site.paths()).toEqual(['/', '/item/1', '/item/1', '/item/1', '/item/1', '/item/2', '/item/3']);
    expect(report.sleeps).toEqual(expect.arrayContaining([20_000, 5_000, 30_000]));
  });

  it('keeps the identity and the cookies, without which a place is lost', async () => {
    let place = 0;
    const room: Route = (request, response) => {
      const known = /place=\d/.exec(request.headers.cookie ?? '')?.[0];
      if (known === `place=${place}` && place > 0) return response.end(page('listing'));
      place += 1;
      return response.writeHead(503, { 'set-cookie': `place=${place}` }).end(queue(2_000));
    };
    const turns = await open({ '/': page('index', items(1)), '/item/1': room });
    expect(await turns.run()).toMatchObject({ outcome: 'complete', walls: { queue: 1 } });
    expect(new Set(turns.site.connects.map(({ user }) => user)).size).toBe(1);
  });

  it('may be asked at another address, but only at the source and only where reading does nothing', async () => {
    const own = await open({
      '/': page('index', items(1)),
      '/item/1': inTurn(ok(queue(2_000, 'NEXT')), ok(page('listing'))),
      '/line': page('let in'),
    });
    const at = (next: string) => inTurn(ok(queue(2_000, next)), ok(page('listing')));
    const inside = await open({
      '/': page('index', items(1)),
      '/item/1': at(own.site.url('/line')),
      '/line': page('let in'),
    });
    expect((await inside.run()).outcome).toBe('complete');
    expect(inside.site.paths()).toEqual(['/', '/item/1', '/line', '/item/1']);
    for (const next of ['http://example.com/', own.site.url('/logout')]) {
      const elsewhere = await open({ '/': page('index', items(1)), '/item/1': at(next) });
      expect((await elsewhere.run()).outcome).toBe('complete');
      expect(elsewhere.site.paths()).toEqual(['/', '/item/1', '/item/1']);
    }
  });

  it('that never ends is left for later, and the turns after it begin with other pages', async () => {
    const turns = await open({
      '/': page('index', items(3)),
      '/item/1': queue(60_000),
      '/item/2': page('listing'),
      '/item/3': page('listing'),
    });
    const first = await turns.run();
    expect(first).toMatchObject({ outcome: 'later', code: 'queue', retryAt: turns.clock.now() + 600_000 });
    const runs = await toTheEnd(turns);
    expect(runs.at(-1)?.outcome).toBe('complete');
    expect(turns.ends()).toMatchObject({
      '/item/1': 'quarantined queue',
      '/item/2': 'captured',
      '/item/3': 'captured',
    });
  });

  it('is left at once when the turn is stopped, and the page waits', async () => {
    const stop = new AbortController();
    const room: Route = (_, response) => {
      stop.abort();
      response.end(queue(60_000));
    };
    const turns = await open({ '/': page('index', items(1)), '/item/1': room });
    expect(await turns.run({ signal: stop.signal })).toMatchObject({ outcome: 'partial', counts: { waiting: 1 } });
  });
});

describe('a captcha now and then', () => {
  it('on every third answer parks nothing, loses nothing, and is asked no more often than needed', async () => {
    let asked = 0;
    const third = (): Route => (_, response) => response.end(page(++asked % 3 === 0 ? 'captcha' : 'listing'));
    const turns = await open({
      '/': page('index', items(30)),
      ...Object.fromEntries(items(30).map((path) => [path, third()])),
    });
    const report = await turns.run();
    expect(report).toMatchObject({ outcome: 'complete', counts: { captured: 31, quarantined: 0 } });
    expect(report.requests).toBe(31 + (report.walls?.captcha ?? 0));
    expect(report.requests).toBeLessThan(60);
  });

  it('before a third of the addresses parks the source once the others are read, with those before which it stands waiting', async () => {
    const paths = items(12);
    const routes = Object.fromEntries(
      paths.map((path, index) => [path, page(index % 3 === 0 ? 'captcha' : 'listing')]),
    );
    const { run } = await open({ '/': page('index', paths), ...routes });
    expect(await run()).toMatchObject({ outcome: 'parked', code: 'captcha', counts: { captured: 9, waiting: 4 } });
  });
});

describe('a session that ends', () => {
  it('at the very last page is told from a closed page by asking for a good one again', async () => {
    let isOpen = true;
    const last: Route = (_, response) => {
      isOpen = false;
      response.end(page('login'));
    };
    const item: Route = (_, response) => response.end(page(isOpen ? 'listing' : 'login'));
    const turns = await open({ '/': page('index', items(2)), '/item/1': item, '/item/2': inTurn(last, item) });
    expect(await turns.run()).toMatchObject({ outcome: 'parked', code: 'login-required', counts: { waiting: 2 } });
    isOpen = true;
    await toTheEnd(turns);
    expect(Object.values(turns.ends()).every((end) => /^(captured|unchanged)/.test(end))).toBe(true);
  });

  it('beside pages that need none brings those back that were taken for closed ones', async () => {
    let isOpen = false;
    const member: Route = (_, response) => response.end(page(isOpen ? 'listing' : 'login'));
    const paths = items(5);
    const routes = {
      [paths[0] ?? '']: member,
      [paths[1] ?? '']: page('listing'),
      [paths[2] ?? '']: member,
      [paths[3] ?? '']: member,
      [paths[4] ?? '']: member,
    };
    const turns = await open({ '/': page('index', paths), ...routes });
    expect(await turns.run()).toMatchObject({ outcome: 'parked', counts: { captured: 2, waiting: 4, quarantined: 0 } });
    isOpen = true;
    expect(await turns.run()).toMatchObject({ outcome: 'complete', counts: { captured: 4 } });
  });

  it('is not cleared by pages that were asked for before', async () => {
    const paths = items(12);
    let served = 0;
    const item: Route = (_, response) => {
      served += 1;
      // The first ones are slow: they arrive after the login that stands before a later one.
      if (served <= 3) setTimeout(() => response.end(page('listing')), 60);
      else response.end(page('login'));
    };
    const turns = await open(
      { '/': page('index', paths), ...Object.fromEntries(paths.map((path) => [path, item])) },
      { maxInFlight: 4 },
    );
    expect(await turns.run()).toMatchObject({ outcome: 'parked', counts: { captured: 4, waiting: 9, quarantined: 0 } });
  });
});

describe('a server that can do no more', () => {
  it('is asked less often after refusals, and at the usual pace once it answers again', async () => {
    const paths = items(30);
    const routes = Object.fromEntries(paths.map((path) => [path, ok(page('listing'))]));
    routes['/item/1'] = inTurn(status(429), ok(page('listing')));
    const turns = await open({ '/': page('index', paths), ...routes }, { minIntervalMs: 1_000, jitter: 0 });
    const report = await turns.run();
    expect(report).toMatchObject({ outcome: 'complete', counts: { captured: 31 }, walls: { 'rate-limit': 1 } });
    expect(Math.max(...report.sleeps)).toBeGreaterThanOrEqual(2_000);
    expect(report.sleeps.slice(-5)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  });

  it('that refuses everything is left for later without blaming a single page', async () => {
    const paths = items(6);
    const routes = Object.fromEntries(paths.map((path) => [path, status(429)]));
    const { run, stored } = await open({ '/': page('index', paths), ...routes });
    expect(await run()).toMatchObject({ outcome: 'later', code: 'rate-limited', counts: { captured: 1, waiting: 6 } });
    expect(await run()).toMatchObject({ outcome: 'later', counts: { waiting: 6 } });
    expect([...stored.values()].every(({ state, attempts }) => state !== 'failed' && attempts <= 2)).toBe(true);
  });

  it('refuses one page alone: that one fails, and the others are read', async () => {
    const paths = items(6);
    const routes = Object.fromEntries(paths.map((path) => [path, page('listing')]));
    const turns = await open({ '/': page('index', paths), ...routes, '/item/3': status(429) });
    await toTheEnd(turns);
    expect(turns.ends()['/item/3']).toBe('quarantined rate-limited');
  });
});

describe('any series of pages and walls', () => {
  const kinds = ['listing', 'login', 'captcha', 'queue', 'banned', 'maintenance', '429', '503', '404'] as const;

  it('loses no address, takes no wall for content, counts each wall once, and comes to an end', async () => {
    const series = fc.array(fc.constantFrom(...kinds), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(series, fc.constantFrom(1, 3), async (script, maxInFlight) => {
        const paths = items(6);
        const good = new Set<string>();
        let [next, wallsServed] = [0, 0];
        const route: Route = (request, response) => {
          const kind = script[next++] ?? 'listing';
          if (kind === 'listing' || kind === '404') good.add(request.url ?? '');
          if (!['listing', '404', '503'].includes(kind)) wallsServed += 1;
          if (/^\d+$/.test(kind)) response.writeHead(Number(kind)).end('error');
          else response.end(page(kind));
        };
        const turns = await open(
          { '/': page('index', paths), ...Object.fromEntries(paths.map((path) => [path, route])) },
          { maxInFlight },
        );
        const runs = await toTheEnd(turns);
        expect(runs.at(-1)?.outcome).toBe('complete');
        const counted = runs.flatMap(({ walls }) => Object.values(walls ?? {})).reduce((sum, n) => sum + n, 0);
        expect(counted).toBe(wallsServed);
        for (const path of paths) {
          const end = turns.ends()[path] ?? 'lost';
          expect(end).toMatch(
            /^(captured|quarantined (login-required|captcha|banned|queue|maintenance|rate-limited)|failed http-status)/,
          );
          if (end.startsWith('captured')) expect(good).toContain(path);
        }
        await turns.close();
        await turns.site.close();
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
