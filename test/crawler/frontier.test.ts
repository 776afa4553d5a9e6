import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ending, type Frontier, type FrontierOptions, openFrontier } from '../../crawler/frontier.ts';
import type { Link, UrlRecord } from '../../model/frontier.ts';

const day = 86_400_000;
const monday = Date.UTC(2026, 5, 1);
const source = { id: 'bazaar', addresses: ['http://aaa.onion/'] };
const at = (path: string) => `http://aaa.onion${path}`;
const link = (path: string, more: Partial<Link> = {}): Link => ({
  url: path.includes(':') ? path : at(path),
  page: null,
  key: null,
  priority: 1,
  hint: null,
  skip: null,
  ...more,
});
const listing = (path: string, hint: string | null = null) => link(path, { page: 'listing', priority: 5, hint });
const captured: Ending = { state: 'captured', reason: null, capture: 'c1' };
const gone: Ending = { state: 'captured', reason: 'gone', capture: 'c2' };

/** A store that outlives turns, and a walk over what is due. */
function createStore() {
  const stored = new Map<string, UrlRecord>();
  const keep = (frontier: Frontier) => {
    for (const record of frontier.drain()) stored.set(record.id, record);
  };
  return {
    stored,
    keep,
    get: (path: string) => stored.get(`bazaar|${path}`),
    open: (now: number, more: Partial<FrontierOptions> = {}) =>
      openFrontier({ source, records: [...stored.values()], now, ...more }),
    /** One whole turn: the seed leads to `links`; answers the paths that were visited. */
    turn(
      now: number,
      links: readonly Link[],
      end: (path: string) => Ending = () => captured,
      more: Partial<FrontierOptions> = {},
    ) {
      const frontier = this.open(now, more);
      const visited: string[] = [];
      do {
        for (let record = frontier.next(now); record; record = frontier.next(now)) {
          const path = new URL(record.url).pathname;
          visited.push(path);
          frontier.settle(record, end(path), now);
          if (path === '/') frontier.add(links, record, now);
          keep(frontier);
        }
      } while (frontier.sweep(now) > 0);
      keep(frontier);
      return visited.sort();
    },
  };
}

describe('a link', () => {
  it('gets a record and a reason, whatever it is', () => {
    const store = createStore();
    store.turn(monday, [
      link('/good'),
      link('/good#again'),
      link('/logout'),
      link('https://example.com/'),
      link('mailto:a@b.org'),
      link('/photo.jpg'),
      link('/a/b/a/b/a/b'),
      link('/rules', { skip: 'out of the rules' }),
    ]);
    const reasons = Object.fromEntries(
      [...store.stored].map(([id, { state, reason }]) => [id.slice(7), `${state} ${reason ?? ''}`.trim()]),
    );
    expect(reasons).toEqual({
      '/': 'captured',
      '/good': 'captured',
      '/logout': 'skipped acts',
      'https://example.com/': 'skipped off-site',
      'mailto:a@b.org': 'skipped no web address',
      '/photo.jpg': 'skipped not a page',
      '/a/b/a/b/a/b': 'skipped trap: repeating path',
      '/rules': 'skipped out of the rules',
    });
  });

  it('that was left out is followed once the rules want it', () => {
    const store = createStore();
    store.turn(monday, [link('/rules', { skip: 'out of the rules' })]);
    expect(store.turn(monday + day, [link('/rules')])).toContain('/rules');
  });

  it('is fetched by priority, then in the order of discovery', () => {
    const frontier = openFrontier({ source, records: [], now: monday });
    const seed = frontier.next(monday);
    if (seed) frontier.add([listing('/item/1'), link('/cat/1'), listing('/item/2'), link('/cat/2')], seed, monday);
    const order = Array.from({ length: 4 }, () => new URL(frontier.next(monday)?.url ?? at('/none')).pathname);
    expect(order).toEqual(['/cat/1', '/cat/2', '/item/1', '/item/2']);
    expect(frontier.next(monday)).toBeNull();
  });
});

describe('a new round', () => {
  it('reads seeds and pages that lead on every time, listings when a list has news of them', () => {
    const store = createStore();
    const all = ['/', '/cat/1', '/item/1', '/item/2'];
    expect(store.turn(monday, [link('/cat/1'), listing('/item/1', 'a'), listing('/item/2', 'x')])).toEqual(all);
    expect(store.turn(monday + 7 * day, [link('/cat/1'), listing('/item/1', 'b'), listing('/item/2', 'x')])).toEqual([
      '/',
      '/cat/1',
      '/item/1',
    ]);
    expect(store.turn(monday + 8 * day, [link('/cat/1'), listing('/item/1', 'b'), listing('/item/2')])).toEqual([
      '/',
      '/cat/1',
    ]);
  });

  it('is not misled by two lists that word the same offer differently', () => {
    const store = createStore();
    const links = [listing('/item/1', 'in the index'), listing('/item/1', 'at the vendor')];
    store.turn(monday, links);
    expect(store.turn(monday + day, links)).toEqual(['/']);
  });

  it('looks once for a listing that no page leads to any more', () => {
    const store = createStore();
    store.turn(monday, [listing('/item/1'), listing('/item/2')]);
    const end = (path: string) => (path === '/item/2' ? gone : captured);
    expect(store.turn(monday + day, [], end)).toEqual(['/', '/item/1', '/item/2']);
    expect(store.get('/item/1')).toMatchObject({ state: 'captured', reason: 'no longer linked' });
    expect(store.get('/item/2')).toMatchObject({ state: 'captured', reason: 'gone' });
    expect(store.turn(monday + 2 * day, [])).toEqual(['/']);
    expect(store.turn(monday + 3 * day, [listing('/item/1'), listing('/item/2')])).toEqual(['/', '/item/2']);
    expect(store.get('/item/1')?.reason).toBeNull();
  });

  it('concludes nothing from missing links while many lists fail', () => {
    const store = createStore();
    store.turn(monday, [link('/cat/1'), listing('/item/1')]);
    const end = (path: string): Ending =>
      path === '/cat/1' ? { state: 'failed', reason: 'http-status: HTTP 500' } : captured;
    expect(store.turn(monday + day, [link('/cat/1')], end)).toEqual(['/', '/cat/1']);
  });

  it('still looks for vanished listings when a page fails that never could be read', () => {
    const store = createStore();
    const end = (path: string): Ending =>
      path === '/broken' ? { state: 'failed', reason: 'http-status: HTTP 500' } : captured;
    store.turn(monday, [link('/broken'), listing('/item/1')], end);
    expect(store.turn(monday + day, [link('/broken')], end)).toEqual(['/', '/broken', '/item/1']);
  });

  it('tries again what failed, as long as something leads to it', () => {
    const store = createStore();
    const failing = (path: string): Ending => (path === '/' ? captured : { state: 'failed', reason: 'fetch-timeout' });
    store.turn(monday, [listing('/item/1')], failing);
    expect(store.turn(monday + day, [listing('/item/1')])).toEqual(['/', '/item/1']);
  });

  it('reads every listing again before it is older than the recrawl age, on different days', () => {
    const store = createStore();
    const links = Array.from({ length: 40 }, (_, index) => listing(`/item/${index}`));
    store.turn(monday, links);
    const perDay = Array.from({ length: 29 }, (_, index) => store.turn(monday + (index + 1) * day, links).length - 1);
    expect(perDay.reduce((sum, count) => sum + count, 0)).toBe(40);
    expect(perDay.slice(0, 20).every((count) => count === 0)).toBe(true);
    expect(Math.max(...perDay)).toBeLessThan(20);
  });
});

describe('a round that was interrupted', () => {
  it('goes on where it stopped, after a crash as well', () => {
    const store = createStore();
    const first = store.open(monday);
    const seed = first.next(monday);
    if (!seed) throw new Error('the seed waits');
    first.settle(seed, captured, monday);
    first.add([listing('/item/1'), listing('/item/2'), listing('/item/3')], seed, monday);
    const one = first.next(monday);
    if (one) first.settle(one, captured, monday);
    first.next(monday);
    store.keep(first);
    expect(store.turn(monday + 1_000, [])).toEqual(['/item/2', '/item/3']);
    expect(store.turn(monday + day, [listing('/item/1'), listing('/item/2'), listing('/item/3')])).toEqual(['/']);
  });

  it('reads its lists again when they have become old', () => {
    const store = createStore();
    const first = store.open(monday);
    const seed = first.next(monday);
    if (!seed) throw new Error('the seed waits');
    first.settle(seed, captured, monday);
    first.add([listing('/item/1')], seed, monday);
    store.keep(first);
    expect(store.turn(monday + 2 * day, [listing('/item/1')], undefined, { freshMs: day })).toEqual(['/', '/item/1']);
  });
});

describe('the books of a frontier', () => {
  const paths = fc.constantFrom('/a', '/b', '/c?x=1', '/cart', '/d.png', 'https://example.com/x', '/a/b/a/b/a/b', '/');
  const states = fc.constantFrom('captured', 'unchanged', 'failed', 'quarantined', 'retry', 'release', 'leave');

  it('agree after any sequence of events', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.array(paths, { maxLength: 6 }), states), { maxLength: 25 }), (events) => {
        const frontier = openFrontier({ source, records: [], now: monday });
        const stored = new Map<string, UrlRecord>();
        let offered = 1;
        events.forEach(([links, state], index) => {
          const now = monday + index * 1_000;
          const record = frontier.next(now);
          frontier.add(
            links.map((path) => link(path)),
            record,
            now,
          );
          offered += links.length;
          if (record && state === 'retry') frontier.retry(record, 'fetch-timeout', now + 500);
          else if (record && state === 'release') frontier.release(record);
          else if (record && state !== 'leave')
            frontier.settle(record, { state: state as Ending['state'], reason: 'x' }, now);
          for (const each of frontier.drain()) stored.set(each.id, each);
        });
        for (const each of frontier.drain()) stored.set(each.id, each);
        const counts = Object.values(frontier.counts()).reduce((sum, count) => sum + count, 0);
        const ledger = frontier.offered();
        expect(ledger).toEqual({ offered, fresh: stored.size, repeated: offered - stored.size });
        expect(counts).toBe(stored.size);
        expect(frontier.waiting()).toBe([...stored.values()].filter(({ state }) => state === 'waiting').length);
        for (const { state, reason } of stored.values())
          if (state === 'skipped' || state === 'failed') expect(reason).toBeTruthy();
      }),
    );
  });
});
