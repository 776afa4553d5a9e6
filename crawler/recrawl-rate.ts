import type { UrlRecord, VisitHistory } from '../model/frontier.ts';

const day = 86_400_000;

/** What an address shows: lists gather news that adds up until somebody looks; a listing is either as it was read or not. */
export type PageKind = 'index' | 'listing' | 'vendor' | 'forum' | 'other';

const byName: Readonly<Record<string, PageKind>> = {
  index: 'index',
  vendors: 'index',
  listing: 'listing',
  vendor: 'vendor',
  forum: 'forum',
  topic: 'forum',
  board: 'forum',
  channel: 'forum',
};

/** The kind of an address: what it showed when it was read, else what its profile calls it. */
export function pageKind({ shown, page }: Pick<UrlRecord, 'shown' | 'page'>): PageKind {
  if (page === 'listing') return 'listing';
  return byName[shown ?? ''] ?? byName[page ?? ''] ?? 'other';
}

/** News a day before anything is known of a source; one day's worth of it is believed. */
const usualRate: Readonly<Record<PageKind, number>> = { index: 2, listing: 0.02, vendor: 0.5, forum: 1, other: 0.5 };

/** Listings end without a word; a list tells it by leaving them out. About one in fifty a day, so that half are gone after a month. */
const endsPerDay = 0.02;

/** A visit of the distant past tells little of today: no more than this is remembered. */
const memoryMs = 84 * day;

/** The history after one more visit, `ageMs` after the one before, that found `news` new things. */
export function remember(known: VisitHistory | undefined, ageMs: number, news: number, at: string): VisitHistory {
  const before = known ?? { visits: 0, changes: 0, news: 0, changedMs: 0, unchangedMs: 0, changedAt: null };
  const keep = Math.min(1, memoryMs / (before.changedMs + before.unchangedMs + ageMs));
  const changed = news > 0;
  return {
    visits: keep * before.visits + 1,
    changes: keep * before.changes + (changed ? 1 : 0),
    news: keep * before.news + news,
    changedMs: keep * before.changedMs + (changed ? ageMs : 0),
    unchangedMs: keep * before.unchangedMs + (changed ? 0 : ageMs),
    changedAt: changed ? at : before.changedAt,
  };
}

/** A Gamma distribution of news a day: `shape` events in `days`. */
export interface Prior {
  readonly shape: number;
  readonly days: number;
}

const noHistory = { visits: 0, changes: 0, news: 0, changedMs: 0, unchangedMs: 0 };

/** Where all news is counted, the rate of a Poisson process under a Gamma prior: the posterior mean. */
export const countedRate = (history: VisitHistory | undefined, { shape, days }: Prior): number => {
  const { news, changedMs, unchangedMs } = history ?? noHistory;
  return (shape + news) / (days + (changedMs + unchangedMs) / day);
};

/**
 * The rate where a visit tells only whether something changed since the one before, at irregular times: the mode of the posterior
 * Gamma(shape + 1, days), after the likelihood in Cho and Garcia-Molina, "Estimating Frequency of Change", ACM TOIT 3(3), 2003, section 5:
 * shape / rate + sum of t / (exp(rate t) - 1) over changed intervals = days + sum of unchanged intervals. Only sums are kept, so the changed
 * intervals count as equally long, which is exact where visits are regular.
 */
export function censoredRate(history: VisitHistory | undefined, { shape, days }: Prior): number {
  const { changes, changedMs, unchangedMs } = history ?? noHistory;
  const quiet = days + unchangedMs / day;
  if (changes < 1e-9 || changedMs <= 0) return shape / quiet;
  const mean = changedMs / changes / day;
  const surplus = (rate: number) => shape / rate + (changes * mean) / Math.expm1(rate * mean) - quiet;
  // Between what would be right had nothing changed, and what would be right had each change been seen at once.
  let low = shape / (quiet + changes * mean);
  let high = (shape + changes) / quiet;
  for (let step = 0; step < 50; step += 1) {
    const middle = Math.sqrt(low * high);
    if (surplus(middle) > 0) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

/** The rate of an address: news a day. */
export type RateOf = (record: UrlRecord) => number;

/**
 * Learns from all addresses of a source how often its pages of each kind change, and takes that as the prior of each of them, with the weight
 * of one event.
 */
export function learnRates(records: Iterable<UrlRecord>): RateOf {
  const sums = new Map<PageKind, { news: number; days: number }>();
  for (const record of records) {
    if (!record.history) continue;
    const kind = pageKind(record);
    const sum = sums.get(kind) ?? { news: 0, days: 0 };
    const { changes, news, changedMs, unchangedMs } = record.history;
    sum.news += kind === 'listing' ? changes : news;
    sum.days += (changedMs + unchangedMs) / day;
    sums.set(kind, sum);
  }
  const priorOf = (kind: PageKind): Prior => {
    const { news, days } = sums.get(kind) ?? { news: 0, days: 0 };
    return { shape: 1, days: (1 / usualRate[kind] + days) / (1 + news) };
  };
  const priors = new Map<PageKind, Prior>();
  return (record) => {
    const kind = pageKind(record);
    const prior = priors.get(kind) ?? priorOf(kind);
    priors.set(kind, prior);
    if (kind === 'listing') return censoredRate(record.history, prior);
    return countedRate(record.history, prior) + (kind === 'index' ? endsPerDay * (record.leads ?? 0) : 0);
  };
}
