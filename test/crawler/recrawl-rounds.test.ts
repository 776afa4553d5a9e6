import { describe, expect, it } from 'vitest';
import { type FrontierOptions, openFrontier } from '../../crawler/frontier.ts';
import { createRandom } from '../../lab/random.ts';
import type { Link, UrlRecord } from '../../model/frontier.ts';

const day = 86_400_000;
const monday = Date.UTC(2026, 5, 1);
const source = { id: 'bazaar', addresses: ['http://aaa.onion/'] };

const link = (path: string, more: Partial<Link> = {}): Link => ({
  url: `http://aaa.onion${path}`,
  page: 'index',
  key: null,
  priority: 1,
  hint: null,
  skip: null,
  ...more,
});
const listing = (path: string): Link => link(path, { page: 'listing', priority: 3 });

interface Page {
  readonly links?: readonly Link[];
  /** What is new on it on a day, counted from 0. */
  readonly news?: (today: number) => number;
}

/** A site whose pages are given, and a store that outlives its turns. */
function createSite(pages: Readonly<Record<string, Page>>) {
  const stored = new Map<string, UrlRecord>();
  function turn(
    today: number,
    more: Partial<FrontierOptions> = {},
    most = Number.POSITIVE_INFINITY,
  ): readonly string[] {
    const now = monday + today * day;
    const frontier = openFrontier({ source, records: [...stored.values()], now, freshMs: day, ...more });
    const visited: string[] = [];
    const next = () => (visited.length < most ? frontier.next(now) : null);
    do {
      for (let record = next(); record; record = next()) {
        const { pathname, search } = new URL(record.url);
        const page = pages[pathname + search];
        visited.push(pathname + search);
        const news = page?.news?.(today) ?? 0;
        frontier.settle(record, { state: 'captured', reason: page ? null : 'gone', capture: 'c', news }, now);
        if (page) frontier.add(page.links ?? [], record, now);
      }
    } while (visited.length < most && frontier.sweep(now) > 0);
    for (const record of frontier.drain()) stored.set(record.id, record);
    return visited;
  }
  return { turn, stored };
}

describe('the pages of a list', () => {
  const further = (path: string) => link(path, { next: true });
  const pages = (newsOn: number, deepest: number) => ({
    '/': { links: [link('/new?page=1')] },
    '/new?page=1': { links: [further('/new?page=2')], news: (today: number) => (today === newsOn ? 5 : 0) },
    '/new?page=2': { links: [further('/new?page=3')], news: (today: number) => (today === newsOn ? deepest : 0) },
    '/new?page=3': { links: [further('/new?page=4')] },
    '/new?page=4': {},
  });
  /** Everything was quiet for so long that no page is due by itself on two days in a row. */
  const quietDays = [0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70];

  it('are read on as long as the page before them has news, and no further', () => {
    const site = createSite(pages(72, 2));
    for (const today of quietDays) expect(site.turn(today)).toHaveLength(5);
    expect(site.turn(71)).toEqual(['/']);
    const visited = [72, 73, 74].flatMap((today) => site.turn(today));
    expect(visited.filter((path) => path === '/new?page=4')).toEqual([]);
    const shallow = createSite(pages(72, 0));
    for (const today of quietDays) shallow.turn(today);
    shallow.stored.forEach((record, id) => {
      if (record.url.endsWith('page=1')) shallow.stored.set(id, { ...record, state: 'waiting' });
    });
    expect(shallow.turn(72)).toEqual(['/', '/new?page=1', '/new?page=2']);
  });

  it('are all read at once in a whole walk, before they are a week old', () => {
    const site = createSite(pages(1_000, 0));
    for (const today of quietDays) site.turn(today);
    const walks = Array.from({ length: 21 }, (_, index) => site.turn(71 + index).length);
    expect(walks.filter((length) => length === 5).length).toBeGreaterThanOrEqual(3);
    expect(walks.reduce((sum, length) => sum + length, 0)).toBeLessThan(21 * 3);
  });
});

describe('visits by lot', () => {
  const lists = Array.from({ length: 20 }, (_, index) => link(`/cat/${index}`));
  const items = Array.from({ length: 400 }, (_, index) => listing(`/item/${index}`));
  const site = () =>
    createSite({
      '/': { links: [...lists, ...items] },
      ...Object.fromEntries(lists.map(({ url }) => [new URL(url).pathname, { news: () => 1 }])),
      ...Object.fromEntries(items.map(({ url }) => [new URL(url).pathname, {}])),
    });

  it('are the share that is asked for, fall on all known addresses alike, and are the same for the same seed', () => {
    const run = () => {
      const random = createRandom('lot');
      const { turn } = site();
      turn(0);
      const days = Array.from({ length: 60 }, (_, today) => {
        const visited = turn(today + 1, { lot: { share: 0.1, random: () => random.next() }, recrawlMs: 1_000 * day });
        return visited.filter((path) => path.startsWith('/item/'));
      });
      return days.flat();
    };
    const drawn = run();
    expect(drawn.length).toBeGreaterThan(90);
    expect(drawn.length).toBeLessThan(180);
    expect(new Set(drawn).size).toBeGreaterThan(80);
    expect(run()).toEqual(drawn);
  });

  it('are counted apart, with what they found', () => {
    const { turn, stored } = site();
    turn(0);
    const now = monday + day;
    const records = [...stored.values()];
    const frontier = openFrontier({ source, records, now, lot: { share: 0.5, random: () => 0.99 } });
    for (let record = frontier.next(now); record; record = frontier.next(now))
      frontier.settle(record, { state: 'captured', reason: null, news: record.page === 'listing' ? 1 : 0 }, now);
    const { visits, changed } = frontier.lot();
    expect(visits).toBeGreaterThan(10);
    expect(changed).toBeGreaterThan(0);
  });
});

describe('a budget', () => {
  it('starves nothing: in time, every address is read again', () => {
    const lists = Array.from({ length: 30 }, (_, index) => link(`/cat/${index}`));
    const items = Array.from({ length: 60 }, (_, index) => listing(`/item/${index}`));
    const busy = { links: items, news: () => 4 };
    const site = createSite({
      '/': { links: lists, news: () => 1 },
      ...Object.fromEntries(
        lists.map(({ url }, index) => [new URL(url).pathname, index < 3 ? busy : { news: () => 0 }]),
      ),
      ...Object.fromEntries(items.map(({ url }) => [new URL(url).pathname, {}])),
    });
    site.turn(0);
    const visits = new Map<string, number>();
    for (let today = 1; today <= 120; today += 1)
      for (const path of site.turn(today, { perDay: 8 }, 8)) visits.set(path, (visits.get(path) ?? 0) + 1);
    expect(visits.size).toBe(91);
    const [busiest, quietest] = [visits.get('/cat/0') ?? 0, visits.get('/cat/20') ?? 0];
    expect(busiest).toBeGreaterThan(3 * quietest);
  });
});

describe('a turn', () => {
  it('is a whole walk when every list was read in it: the first one, and those that a week asks for', () => {
    const stored = new Map<string, UrlRecord>();
    const turn = (today: number, most = 100) => {
      const now = monday + today * day;
      const frontier = openFrontier({ source, records: [...stored.values()], now, freshMs: day });
      for (let left = most; left > 0; left -= 1) {
        const record = frontier.next(now);
        if (!record) break;
        frontier.settle(record, { state: 'captured', reason: null, news: 0 }, now);
        if (record.url.endsWith('/')) frontier.add([link('/cat/1'), link('/cat/2')], record, now);
      }
      for (const record of frontier.drain()) stored.set(record.id, record);
      return frontier.isWhole();
    };
    expect(turn(0)).toBe(true);
    for (const today of [7, 14, 21, 28, 35, 42, 49, 56, 63]) expect(turn(today)).toBe(true);
    expect([64, 65].map((today) => turn(today))).toEqual([false, false]);
    expect([66, 67, 68, 69, 70].map((today) => turn(today))).toContain(true);
  });
});
