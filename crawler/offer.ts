import { iso } from '../model/clock.ts';
import type { Link, UrlRecord } from '../model/frontier.ts';
import { canonicalUrl } from './canonical-url.ts';
import { isActing, isFile } from './links.ts';
import { dueWhenLinked, missingReason, newsReason, unlinkedReason } from './recrawl.ts';
import { met as metAgain } from './recrawl-gone.ts';
import { fetchedThisRound, type Round, requeue, save } from './round.ts';
import { patternOf } from './traps.ts';
import { staysHeld } from './yield.ts';

/** A link with its address in canonical form, null when it is none of the web, and the page where it was met. */
interface Met {
  readonly link: Link;
  readonly url: string | null;
  readonly from: UrlRecord | null;
}

/** The next page of the same list is no deeper than the first. */
function depthOf(url: string | null, from: UrlRecord | null): number {
  if (from === null) return 0;
  return url !== null && patternOf(url) === patternOf(from.url) ? from.depth : from.depth + 1;
}

function skipReason(round: Round, { link, url }: Met, depth: number, now: number): string | null {
  if (url === null) return 'no web address';
  if (!round.isInside(url)) return 'off-site';
  if (isActing(url)) return 'acts';
  if (link.skip !== null) return link.skip;
  if (link.page === null && isFile(url)) return 'not a page';
  return round.traps.check(url, depth, now, link.page !== null);
}

function discover(round: Round, id: string, met: Met, now: number): void {
  const { link, url } = met;
  const depth = depthOf(url, met.from);
  const skip = skipReason(round, met, depth, now);
  const record: UrlRecord = {
    id,
    source: round.source,
    url: url ?? link.url,
    state: skip === null ? 'waiting' : 'skipped',
    reason: skip,
    page: link.page,
    key: link.key,
    depth,
    priority: link.priority,
    dueAt: iso(now),
    attempts: 0,
    discoveredAt: iso(now),
    linkedAt: iso(now),
    lastFetchAt: null,
    lastCapture: null,
    etag: null,
    lastModified: null,
    hint: link.hint,
  };
  if (link.hint !== null) round.hinted.add(id);
  save(round, record);
  if (met.from !== null) round.parents.set(id, met.from.id);
  if (skip === null) round.queue.push(record);
}

/** Rules change: what was left out before may be wanted now. */
function reconsider(round: Round, record: UrlRecord, met: Met, now: number): void {
  const reason = skipReason(round, met, record.depth, now);
  if (reason === null && staysHeld(round, record)) return;
  if (reason === null) requeue(round, record, now);
  else if (reason !== record.reason) save(round, { ...record, reason });
}

function relink(round: Round, known: UrlRecord, met: Met, now: number): void {
  const { link } = met;
  const firstHint = link.hint !== null && !round.hinted.has(known.id);
  const firstLink = Date.parse(known.linkedAt) < round.start;
  const wasMissed = known.reason === unlinkedReason || known.reason === missingReason;
  if (!firstLink && !firstHint && !wasMissed) return;
  const linked: UrlRecord = {
    ...known,
    linkedAt: iso(now),
    page: link.page ?? known.page,
    key: link.key ?? known.key,
    hint: firstHint ? link.hint : known.hint,
    priority: Math.min(known.priority, link.priority),
    reason: wasMissed ? null : known.reason,
    ...(firstLink && round.visit(known) === 'when-changed' ? { sightings: metAgain(known.sightings) } : {}),
  };
  if (firstHint) round.hinted.add(known.id);
  const news = firstHint && known.hint !== null && known.hint !== link.hint;
  round.records.set(known.id, linked);
  round.changed.add(known.id);
  if (linked.state === 'skipped') reconsider(round, linked, met, now);
  else if (!fetchedThisRound(round, known)) {
    const slides = link.next === true && met.from !== null && round.news.get(met.from.id) !== 0;
    if (dueWhenLinked(round.recrawl, linked, { news, slides }, now))
      requeue(round, linked, now, news ? newsReason : null);
  }
}

/** Most links stand on every page of a site, so their addresses are worked out once a turn. */
function address(
  round: Round,
  link: Link,
  from: UrlRecord | null,
): { readonly url: string | null; readonly id: string } {
  const absolute = /^https?:/i.test(link.url);
  const known = absolute ? round.addresses.get(link.url) : undefined;
  if (known) return known;
  const url = canonicalUrl(link.url, from?.url);
  const worked = { url, id: round.idOf(url ?? link.url) };
  if (absolute) round.addresses.set(link.url, worked);
  return worked;
}

/** Records one link: a new address waits or is skipped with a reason, a known one is linked again and may become due. */
export function offer(round: Round, link: Link, from: UrlRecord | null, now: number): void {
  const { url, id } = address(round, link, from);
  const known = round.records.get(id);
  if (known) relink(round, known, { link, url, from }, now);
  else discover(round, id, { link, url, from }, now);
  const { offered, fresh, repeated } = round.offered;
  round.offered = { offered: offered + 1, fresh: fresh + (known ? 0 : 1), repeated: repeated + (known ? 1 : 0) };
}
