import type { UrlRecord } from '../model/frontier.ts';
import { sha256 } from '../model/ids.ts';

/** `every-turn`: pages that lead to others. `when-changed`: the record's own page, looked at when there is news of it. */
export type Visit = 'every-turn' | 'when-changed';

/** Listings are visited when changed; seeds and pages that lead to listings every turn. */
export const defaultVisit = (record: Pick<UrlRecord, 'page'>): Visit =>
  record.page === 'listing' ? 'when-changed' : 'every-turn';

export const defaultRecrawlMs = 28 * 86_400_000;

/** The page says that its record no longer exists. */
export const goneReason = 'gone';
/** The page is there, but nothing on the site leads to it any more. */
export const unlinkedReason = 'no longer linked';

const share = (id: string): number => Number.parseInt(sha256(id).slice(0, 8), 16) / 0x1_0000_0000;

/** The age at which a page is read again without any news: between three quarters of `recrawlMs` and all of it, fixed per address. */
const recrawlAfterMs = (id: string, recrawlMs: number): number => recrawlMs * (0.75 + share(id) / 4);

const seen = (record: UrlRecord): boolean => record.state === 'captured' || record.state === 'unchanged';

const age = (record: UrlRecord, now: number): number =>
  record.lastFetchAt === null ? Number.POSITIVE_INFINITY : now - Date.parse(record.lastFetchAt);

/** True when a settled address has to be visited at the start of a round, before any page was read. */
export function dueAtStart(record: UrlRecord, visit: Visit, now: number, recrawlMs: number): boolean {
  if (record.state === 'skipped' || record.reason === goneReason) return false;
  if (visit === 'every-turn') return now - Date.parse(record.linkedAt) <= recrawlMs;
  return seen(record) && age(record, now) >= recrawlAfterMs(record.id, recrawlMs);
}

/**
 * True when a link, met in a round in which the address was not fetched yet, makes a visit worth while. `news`: the list says something
 * else of it than at the last visit.
 */
export function dueWhenLinked(record: UrlRecord, visit: Visit, news: boolean): boolean {
  if (record.state === 'skipped' || record.state === 'waiting') return false;
  return visit === 'every-turn' || !seen(record) || record.reason === goneReason || news;
}

/** True when the address was seen alive before, and no page of a whole round led to it: it has probably vanished, so look once. */
export const dueWhenMissed = (record: UrlRecord, visit: Visit, roundStart: number): boolean =>
  visit === 'when-changed' && seen(record) && record.reason === null && Date.parse(record.linkedAt) < roundStart;
