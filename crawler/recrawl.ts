import type { UrlRecord } from '../model/frontier.ts';
import { sha256 } from '../model/ids.ts';
import { pageKind, type RateOf } from './recrawl-rate.ts';

/** `every-turn`: pages that lead to others or show what no list tells. `when-changed`: the record's own page, looked at when a list has news of it. */
export type Visit = 'every-turn' | 'when-changed';

/** Listings are visited when changed; seeds and pages that lead to listings as often as they bring news. */
export const defaultVisit = (record: Pick<UrlRecord, 'page'>): Visit =>
  record.page === 'listing' ? 'when-changed' : 'every-turn';

const day = 86_400_000;

export const defaultRecrawlMs = 28 * day;
/** Whatever they bring, lists are read again at this age, all in one turn: a little less than a week, so that a weekly turn always reads them all. */
export const defaultWalkMs = 6.5 * day;

/** The page says that its record no longer exists, and was asked often enough to be believed. */
export const goneReason = 'gone';
/** The page is there, but nothing on the site leads to it any more. */
export const unlinkedReason = 'no longer linked';
/** The page says that its record no longer exists; it is asked again, since pages of this source came back before. */
export const missingReason = 'missing, asked again';

/** Waits since a list says something else of it than before. */
export const newsReason = 'a list tells of a change';

const share = (id: string): number => Number.parseInt(sha256(id).slice(0, 8), 16) / 0x1_0000_0000;

/** The age at which a page is read again without any news: between three quarters of `recrawlMs` and all of it, fixed per address. */
const recrawlAfterMs = (id: string, recrawlMs: number): number => recrawlMs * (0.75 + share(id) / 4);

export const seen = (record: UrlRecord): boolean => record.state === 'captured' || record.state === 'unchanged';

const age = (record: UrlRecord, now: number): number =>
  record.lastFetchAt === null ? Number.POSITIVE_INFINITY : now - Date.parse(record.lastFetchAt);

/** What lists tell of a listing need not be asked at its own page; what is left changes little and matters less. */
const weightOf = (visit: Visit): number => (visit === 'every-turn' ? 1 : 1 / 80);

/**
 * News times the days for which it will have waited to be seen, if a page is visited at this age. On a list news adds up: rate t^2 / 2. A listing that
 * changed cannot become more changed: t - (1 - exp(-rate t)) / rate.
 */
const waitingNews = (kind: string, rate: number, days: number): number =>
  kind === 'listing' ? days + Math.expm1(-rate * days) / rate : (rate * days * days) / 2;

/** How revisits of one source are decided. Ages in milliseconds; `worth` in news-days, see `waitingNews`. */
export interface Recrawl {
  readonly rateOf: RateOf;
  readonly visit: (record: UrlRecord) => Visit;
  readonly recrawlMs: number;
  readonly walkMs: number;
  /** The waiting news that make a visit worth a request. */
  readonly worth: number;
}

/** What a request is worth where there are enough of them: a page with one piece of news in five days is read daily. */
const usualWorth = 0.1;
/** The share of a budget that is planned for revisits; the rest is for what they find. */
const plannedShare = 0.7;

/**
 * The least waiting news that make a visit worth a request when only `perDay` of them may be made. Total waiting is least when every page is
 * visited at the same waiting news w, so at intervals of sqrt(2 w / rate) days (compare the optimal allocation in Cho and Garcia-Molina, "Effective
 * page refresh policies for web crawlers", ACM TODS 28(4), 2003, for this measure instead of freshness); these add up to `perDay` at
 * w = (sum of sqrt(rate))^2 / (2 perDay^2).
 */
export function worthOf(
  records: Iterable<UrlRecord>,
  { rateOf, visit }: Pick<Recrawl, 'rateOf' | 'visit'>,
  perDay: number | null,
): number {
  if (perDay === null) return usualWorth;
  let sum = 0;
  for (const record of records)
    if (seen(record) && record.reason !== goneReason) sum += Math.sqrt(rateOf(record) * weightOf(visit(record)));
  return sum === 0 ? usualWorth : (sum / (plannedShare * Math.max(1, perDay))) ** 2 / 2;
}

/** The waiting news of a known address, as far as they matter. */
function expectedOf({ rateOf, visit }: Recrawl, record: UrlRecord, now: number): number {
  const days = Math.max(0, age(record, now) / day);
  return weightOf(visit(record)) * waitingNews(pageKind(record), rateOf(record), days);
}

/** The age at which an address is visited again: learnt from how often it changed, and never above the cap of its kind. */
export function intervalMs(recrawl: Recrawl, record: UrlRecord): number {
  const { rateOf, visit, worth, recrawlMs, walkMs } = recrawl;
  const cap = visit(record) === 'every-turn' ? walkMs : recrawlAfterMs(record.id, recrawlMs);
  const rate = rateOf(record);
  const reaches = (days: number) => weightOf(visit(record)) * waitingNews(pageKind(record), rate, days) >= worth;
  if (!reaches(cap / day)) return cap;
  let [low, high] = [0, cap / day];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high * day;
}

/** What is found for the first time comes before everything known, lists before what they lead to; then what a page was seen to have, or to have lost. */
const urgencies = { fresh: 1_000, freshListing: 0.8, news: 0.6, missing: 1 } as const;

/**
 * How much a visit is worth, for the order of the queue: a function of what is known of the address and of how long it has waited. `now`: the
 * beginning of the turn. Never-read lists come first, in the order that their profile gives; a listing that is new counts as one piece of news,
 * a known page as its waiting news, and all of it grows while it waits, so that nothing is left for ever. A priority below 0 comes before anything.
 */
export function urgencyOf(recrawl: Recrawl, record: UrlRecord, now: number): number {
  const { visit } = recrawl;
  if (record.priority < 0) return Number.POSITIVE_INFINITY;
  const waited = 1 + Math.max(0, now - Date.parse(record.dueAt)) / day;
  const order = record.priority / 1_000_000;
  if (record.lastFetchAt === null)
    return visit(record) === 'every-turn' ? urgencies.fresh - order : urgencies.freshListing * waited - order;
  if (record.reason === newsReason) return urgencies.news * waited;
  if (record.reason === missingReason || record.reason === unlinkedReason) return urgencies.missing * waited;
  return expectedOf(recrawl, record, now);
}

/** True when a settled address has to be visited at the start of a round, before any page was read. `whole`: every list is read in this round. */
export function dueAtStart(recrawl: Recrawl, record: UrlRecord, now: number, whole: boolean): boolean {
  if (record.state === 'skipped' || record.reason === goneReason || record.reason === missingReason) return false;
  if (recrawl.visit(record) === 'when-changed') return seen(record) && age(record, now) >= intervalMs(recrawl, record);
  if (now - Date.parse(record.linkedAt) > recrawl.recrawlMs) return false;
  return whole || !seen(record) || age(record, now) >= intervalMs(recrawl, record);
}

/** Waits for its age alone: what is more urgent may yet come. */
const isOnlyOld = ({ state, reason, lastFetchAt, lastCapture }: UrlRecord): boolean =>
  state === 'waiting' && reason === null && lastFetchAt !== null && lastCapture !== null;

/** What a link says of a known address. `news`: the list says something else of it than at the last visit; `slides`: the page before it in a list had news. */
export interface Linked {
  readonly news: boolean;
  readonly slides: boolean;
}

/** True when a link, met in a round in which the address was not fetched yet, makes a visit worth while. */
export function dueWhenLinked(recrawl: Recrawl, record: UrlRecord, { news, slides }: Linked, now: number): boolean {
  if (record.state === 'skipped') return false;
  if (record.state === 'waiting') return news && isOnlyOld(record);
  if (!seen(record) || record.reason === goneReason || news) return true;
  return recrawl.visit(record) === 'every-turn' && (slides || age(record, now) >= intervalMs(recrawl, record));
}

/** True when the address was seen alive, and no list that was read since then, all of them, led to it: it has probably vanished, so look. */
export const dueWhenMissed = (record: UrlRecord, visit: Visit, walkedFrom: number): boolean =>
  visit === 'when-changed' &&
  ((seen(record) && record.reason === null) || isOnlyOld(record)) &&
  Date.parse(record.linkedAt) < walkedFrom;

const unlinkedMs = 14 * day;

/** The moments since which every list was read, and every list of a category that leads to listings; infinite where there is none. */
interface Walked {
  readonly lists: number;
  readonly indexes: number;
}

export function walkedSince(records: Iterable<UrlRecord>, { visit }: Pick<Recrawl, 'visit'>, now: number): Walked {
  let lists = Number.POSITIVE_INFINITY;
  let indexes = Number.POSITIVE_INFINITY;
  for (const record of records) {
    if (visit(record) !== 'every-turn' || record.lastFetchAt === null || record.reason === goneReason) continue;
    // The last page of a list that became shorter is no longer a part of it.
    if ((!seen(record) && record.state !== 'waiting') || now - Date.parse(record.linkedAt) > unlinkedMs) continue;
    const at = Date.parse(record.lastFetchAt);
    lists = Math.min(lists, at);
    if ((record.leads ?? 0) > 0 && pageKind(record) === 'index') indexes = Math.min(indexes, at);
  }
  return { lists, indexes };
}
