import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultVisit, intervalMs, type Recrawl, urgencyOf, worthOf } from '../../crawler/recrawl.ts';
import { censoredRate, countedRate, learnRates, remember } from '../../crawler/recrawl-rate.ts';
import { createRandom } from '../../lab/random.ts';
import { iso } from '../../model/clock.ts';
import type { UrlRecord, VisitHistory } from '../../model/frontier.ts';

const day = 86_400_000;
const monday = Date.UTC(2026, 5, 1);

const record = (more: Partial<UrlRecord> = {}): UrlRecord => ({
  id: 'bazaar|/cat/1',
  source: 'bazaar',
  url: 'http://aaa.onion/cat/1',
  state: 'captured',
  reason: null,
  page: 'index',
  key: null,
  depth: 1,
  priority: 1,
  dueAt: iso(monday),
  attempts: 0,
  discoveredAt: iso(monday),
  linkedAt: iso(monday),
  lastFetchAt: iso(monday),
  lastCapture: 'c1',
  etag: null,
  lastModified: null,
  hint: null,
  ...more,
});

const recrawlOf = (records: readonly UrlRecord[], perDay: number | null = null): Recrawl => {
  const plan = { rateOf: learnRates(records), visit: defaultVisit };
  return { ...plan, recrawlMs: 28 * day, walkMs: 6.5 * day, worth: worthOf(records, plan, perDay) };
};

/** A history of visits at irregular times to a page that changes `rate` times a day. */
function visited(rate: number, visits: number, random: () => number, between: () => number): VisitHistory {
  let history: VisitHistory | undefined;
  for (let visit = 0; visit < visits; visit += 1) {
    const days = between();
    let news = 0;
    for (let left = days - -Math.log(1 - random()) / rate; left > 0; left -= -Math.log(1 - random()) / rate) news += 1;
    history = remember(history, days * day, news, iso(monday));
  }
  if (!history) throw new Error('there were visits');
  return history;
}

describe('the rate of a page', () => {
  const prior = { shape: 1, days: 10 };

  it.each([0.03, 0.2, 1, 3])('of %d changes a day is found where a visit tells only whether there were any', (rate) => {
    const random = createRandom(`censored ${rate}`);
    const estimates = Array.from({ length: 60 }, () =>
      censoredRate(
        visited(
          rate,
          40,
          () => random.next(),
          () => (0.5 + random.next()) / rate / 1.5,
        ),
        { shape: 1, days: 1 / rate },
      ),
    );
    const mean = estimates.reduce((sum, each) => sum + each, 0) / estimates.length;
    expect(mean / rate).toBeGreaterThan(0.85);
    expect(mean / rate).toBeLessThan(1.15);
  });

  it('is not taken for the share of visits that found a change, which says less the rarer the visits are', () => {
    const random = createRandom('rare');
    const history = visited(
      1,
      20,
      () => random.next(),
      () => 3,
    );
    expect(history.changes / 60).toBeLessThan(0.34);
    expect(censoredRate(history, prior)).toBeGreaterThan(0.45);
  });

  it('is that of its kind as long as nothing is known of it, and forgets what is long ago', () => {
    expect(censoredRate(undefined, prior)).toBeCloseTo(0.1);
    expect(countedRate(undefined, prior)).toBeCloseTo(0.1);
    let history: VisitHistory | undefined;
    for (let visit = 0; visit < 50; visit += 1) history = remember(history, 7 * day, 7, iso(monday));
    for (let visit = 0; visit < 50; visit += 1) history = remember(history, 7 * day, 0, iso(monday));
    expect(countedRate(history, prior)).toBeLessThan(0.1);
  });

  it('is learnt for a kind from all pages of a source', () => {
    const quiet = { visits: 9, changes: 0, news: 0, changedMs: 0, unchangedMs: 63 * day, changedAt: null };
    const others = Array.from({ length: 30 }, (_, index) => record({ id: `bazaar|/cat/${index}`, history: quiet }));
    expect(learnRates(others)(record())).toBeLessThan(learnRates([])(record()) / 100);
  });

  it('grows with every change and falls with every visit in vain', () => {
    const visits = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 5 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(visits, fc.integer({ min: 1, max: 40 }), (list, days) => {
        const history = list.reduce<VisitHistory | undefined>(
          (known, [ageDays, news]) => remember(known, ageDays * day, news, iso(monday)),
          undefined,
        );
        const more = remember(history, days * day, 1, iso(monday));
        const less = remember(history, days * day, 0, iso(monday));
        for (const rate of [censoredRate, countedRate]) {
          expect(rate(more, prior)).toBeGreaterThan(rate(less, prior));
          expect(rate(less, prior)).toBeGreaterThan(0);
        }
      }),
    );
  });
});

const history = (news: number, days: number): VisitHistory => ({
  visits: 10,
  changes: Math.min(10, news),
  news,
  changedMs: days * day * Math.min(1, news / 10),
  unchangedMs: days * day * (1 - Math.min(1, news / 10)),
  changedAt: null,
});

describe('the interval between visits', () => {
  it('is the shorter the more news a page brings, and never longer than the cap of its kind', () => {
    const numbers = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(numbers, numbers, fc.constantFrom('index', 'listing', 'vendor', null), (a, b, page) => {
        const [quiet, busy] = [Math.min(a, b), Math.max(a, b)].map((news) =>
          record({ page, history: history(news, 40) }),
        );
        if (!quiet || !busy) return;
        const plan = recrawlOf([quiet, busy]);
        expect(intervalMs(plan, busy)).toBeLessThanOrEqual(intervalMs(plan, quiet) + 1);
        expect(intervalMs(plan, quiet)).toBeLessThanOrEqual(page === 'listing' ? plan.recrawlMs : plan.walkMs);
      }),
    );
  });

  it('of all pages together takes the planned share of a budget, whatever the budget', () => {
    const random = createRandom('budget');
    const pages = Array.from({ length: 200 }, (_, index) =>
      record({ id: `bazaar|/cat/${index}`, history: history(random.int(5, 120), 40) }),
    );
    for (const perDay of [10, 40, 160]) {
      const plan = { ...recrawlOf(pages, perDay), walkMs: 1_000 * day };
      const visits = pages.reduce((sum, page) => sum + day / intervalMs(plan, page), 0);
      expect(visits / perDay).toBeGreaterThan(0.6);
      expect(visits / perDay).toBeLessThan(0.8);
    }
  });
});

describe('the order of visits', () => {
  const plan = recrawlOf([]);
  const now = monday + day;
  const urgency = (more: Partial<UrlRecord>) => urgencyOf(plan, record({ dueAt: iso(now), ...more }), now);
  const unread = { lastFetchAt: null, lastCapture: null, state: 'waiting' } as const;

  it('begins with lists that were never read, in the order that the profile gives', () => {
    const first = urgency({ ...unread, priority: 1 });
    const second = urgency({ ...unread, page: 'vendor', priority: 2 });
    const listing = urgency({ ...unread, page: 'listing', priority: 3 });
    expect(first).toBeGreaterThan(second);
    expect(second).toBeGreaterThan(listing);
    expect(listing).toBeGreaterThan(urgency({ page: 'listing', state: 'waiting' }));
  });

  it('prefers a busy list to a quiet one of the same age, and an old one to a young one', () => {
    const rates = { '/busy': 40, '/quiet': 1 };
    const [busy, quiet] = Object.entries(rates).map(([id, news]) => record({ id, history: history(news, 20) }));
    if (!busy || !quiet) throw new Error('there are two');
    const learnt = recrawlOf([busy, quiet]);
    expect(urgencyOf(learnt, busy, now)).toBeGreaterThan(urgencyOf(learnt, quiet, now));
    expect(urgencyOf(learnt, quiet, now + day)).toBeGreaterThan(urgencyOf(learnt, quiet, now));
  });

  it('lets everything that waits become as urgent as anything in the end', () => {
    const kinds: Partial<UrlRecord>[] = [{ page: 'index' }, { page: 'listing' }, { page: 'vendor' }, { page: null }];
    for (const kind of kinds) {
      const waiting = record({ ...kind, state: 'waiting' });
      expect(urgencyOf(plan, waiting, monday + 10_000 * day)).toBeGreaterThan(100);
    }
  });
});
