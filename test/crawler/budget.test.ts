import { describe, expect, it } from 'vitest';
import { barrenReason, kindOf } from '../../crawler/budget.ts';
import { type FrontierOptions, openFrontier } from '../../crawler/frontier.ts';
import type { Link, UrlRecord } from '../../model/frontier.ts';

const day = 86_400_000;
const monday = Date.UTC(2026, 5, 1);
const source = { id: 'bazaar', addresses: ['http://aaa.onion/'] };
const link = (path: string, page: string | null = null): Link => ({
  url: `http://aaa.onion${path}`,
  page,
  key: null,
  priority: 5,
  hint: null,
  skip: null,
});
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const word = (index: number): string => [...String(index * 7919)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

interface Page {
  readonly shows?: readonly string[];
  readonly links?: readonly string[];
  readonly page?: string;
}
/** A site that answers any address. */
type Site = (path: string) => Page;

function createStore() {
  const stored = new Map<string, UrlRecord>();
  return {
    stored,
    reasons: () => Map.groupBy(stored.values(), ({ state, reason }) => `${state} ${reason ?? ''}`.trim()),
    /** One turn of at most `most` pages; answers the paths in the order in which they were visited. */
    turn(now: number, site: Site, more: Partial<FrontierOptions> = {}, most = 20_000) {
      const frontier = openFrontier({ source, records: [...stored.values()], now, ...more });
      const visited: string[] = [];
      const read = (record: UrlRecord) => {
        const { pathname, search } = new URL(record.url);
        visited.push(pathname + search);
        const page = site(pathname + search);
        frontier.settle(record, { state: 'captured', reason: null, capture: 'c' }, now);
        frontier.noteYield(record, page.shows ?? [], now);
        frontier.add(
          (page.links ?? []).map((path) => link(path, page.page ?? null)),
          record,
          now,
        );
      };
      do {
        for (let record = frontier.next(now); record && visited.length < most; record = frontier.next(now))
          read(record);
      } while (visited.length < most && frontier.sweep(now) > 0);
      for (const record of frontier.drain()) stored.set(record.id, record);
      return { visited, trapped: frontier.trapped(), waiting: frontier.waiting() };
    },
  };
}

let made = 0;
const fresh = (): number => {
  made += 1;
  return made;
};
/** Every page leads to five that nobody has seen. */
const random: Site = () => ({ links: range(1, 5).map(() => `/s?x=${word(fresh())}`) });

describe('a search that leads to ever new searches', () => {
  it('costs two hundred pages, and every address ends with a reason that is counted', () => {
    const store = createStore();
    const { visited, trapped, waiting } = store.turn(monday, random);
    expect(visited.length).toBe(201);
    expect(waiting).toBe(0);
    expect(trapped).toBe(store.stored.size - 201);
    expect(store.reasons().get(`skipped ${barrenReason}`)?.length).toBe(trapped);
  });

  it('costs no more of them in later rounds', () => {
    const store = createStore();
    store.turn(monday, random);
    const { visited } = store.turn(monday + day, random);
    expect(visited.length).toBe(201);
    expect(store.turn(monday + 2 * day, random).visited.length).toBe(201);
  });

  it('costs little more when it shows what the market has, at random', () => {
    const site: Site = (path) => {
      const from = path.length * 31 + path.charCodeAt(path.length - 1) + path.charCodeAt(path.length - 2) * 7;
      return { ...random(path), shows: range(0, 9).map((index) => `listing ${(from * (index + 3)) % 400}`) };
    };
    expect(createStore().turn(monday, site).visited.length).toBeLessThan(1_000);
  });

  it('costs the same when two of them lead to each other', () => {
    const site: Site = (path) => ({
      links: range(1, 3).map(() => `/${path.startsWith('/s') ? 't' : 's'}?x=${word(fresh())}`),
    });
    expect(createStore().turn(monday, site).visited.length).toBeLessThanOrEqual(401);
  });

  it('with numbers costs a thousand', () => {
    const site: Site = () => ({ links: range(1, 5).map(() => `/s?x=${fresh()}`) });
    expect(createStore().turn(monday, site).visited.length).toBe(1_001);
  });
});

const lists = (parameter: string, pages: number, name: (index: number) => string, shown: boolean): Site => {
  const all = range(1, pages).map((index) => `/list?${parameter}=${name(index)}`);
  const rows = new Map(all.map((path, index) => [path, range(1, 3).map((row) => `/item/${index * 3 + row}`)]));
  return (path) => {
    if (path === '/') return { links: all };
    const items = rows.get(path);
    if (!items) return { shows: [`listing ${path}`] };
    return { links: [...items, '/'], shows: shown ? items.map((item) => `listing ${item}`) : [] };
  };
};

describe('the pages of a list', () => {
  it.each([
    ['by number, all linked at once', lists('page', 300, String, true), 300],
    ['by a made-up word, all linked at once', lists('cursor', 300, word, true), 300],
    ['by a made-up word, where only the pages that they lead to show anything', lists('cursor', 300, word, false), 300],
    ['by number, a great many', lists('page', 1_500, String, true), 1_500],
    ['by number, a great many, read by what they lead to', lists('page', 1_500, String, false), 1_500],
  ] as const)('are all read: %s', (_how, site, pages) => {
    const { visited, trapped } = createStore().turn(monday, site);
    expect(visited.filter((path) => path.startsWith('/list')).length).toBe(pages);
    expect(new Set(visited.filter((path) => path.startsWith('/item'))).size).toBe(3 * pages);
    expect(trapped).toBe(0);
  });

  it('are all read when each leads to the next only', () => {
    const site: Site = (path) => {
      const page = Number(/page=(\w+)/.exec(path)?.[1] ?? 0);
      return page >= 300 ? {} : { links: [`/list?page=${page + 1}`], shows: [`listing ${page}`] };
    };
    expect(createStore().turn(monday, site).visited.length).toBe(301);
  });

  it('are all read in turns of fifty pages, and so is one that comes later', () => {
    const store = createStore();
    const visited = range(1, 40).flatMap(
      (turn) => store.turn(monday + turn * 60_000, lists('cursor', 300, word, true), { freshMs: day }, 50).visited,
    );
    expect(new Set(visited.filter((path) => path.startsWith('/list'))).size).toBe(300);
    const later = store.turn(monday + 2 * day, lists('cursor', 301, word, true), { freshMs: day });
    expect(later.visited).toContain(`/list?cursor=${word(301)}`);
  });

  it('are read later on when they showed nothing at first', () => {
    const store = createStore();
    const full = lists('cursor', 300, word, true);
    const empty: Site = (path) => (path === '/' ? full(path) : {});
    expect(store.turn(monday, empty)).toMatchObject({ trapped: 100 });
    const later = store.turn(monday + day, full);
    expect(later.visited.filter((path) => path.startsWith('/list')).length).toBe(300);
    expect(later.trapped).toBe(0);
  });

  it('need no budget where a profile knows them', () => {
    expect(kindOf({ url: 'http://aaa.onion/s?x=a', page: 'index' })).toBeNull();
    const all = range(1, 500).map((index) => `/s?x=${word(index)}`);
    const site: Site = (path) => (path === '/' ? { links: all, page: 'index' } : {});
    expect(createStore().turn(monday, site).visited.length).toBe(501);
  });
});
