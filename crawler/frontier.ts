import { iso } from '../model/clock.ts';
import type { Link, UrlRecord } from '../model/frontier.ts';
import type { PageState } from '../model/observation.ts';
import { lookForMissing } from './missing.ts';
import { offer } from './offer.ts';
import { goneReason, missingReason, unlinkedReason, walkedSince } from './recrawl.ts';
import { met, missed } from './recrawl-gone.ts';
import { remember } from './recrawl-rate.ts';
import {
  type FrontierOptions,
  type LotCounts,
  type Offered,
  openRound,
  type Round,
  requeue,
  save,
  stoppedBy,
  wait,
} from './round.ts';
import { admit, closeHeld, countYield, noteYield } from './yield.ts';

export type { FrontierOptions } from './round.ts';

/** How the visit of an address ended. `reason` says why, except for a plain captured or unchanged. */
export interface Ending {
  readonly state: 'captured' | 'unchanged' | 'failed' | 'quarantined';
  readonly reason: string | null;
  readonly capture?: string | null;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** How many things were new on the page; absent where nobody counted. */
  readonly news?: number;
  readonly shown?: PageState;
}

/**
 * The addresses of one source during one turn: pure state in memory. Whoever runs the turn stores what `drain` gives, in the order in
 * which it was given; records in flight are stored as waiting, so that a crash repeats them.
 */
export interface Frontier {
  /** Records every link of a page; `from` null: the links are seeds. Known addresses are linked again and may become due. */
  add(links: readonly Link[], from: UrlRecord | null, now: number): void;
  /** The most urgent address that is due, now in flight until it is settled, retried or released; null when none is due. */
  next(now: number): UrlRecord | null;
  settle(record: UrlRecord, ending: Ending, now: number): void;
  /** Counts the attempt; the next is not before `at` (epoch ms). */
  retry(record: UrlRecord, reason: string, at: number): void;
  /** Back to waiting as if it had not been tried. */
  release(record: UrlRecord): void;
  /** A wall stands before it: it waits, and is the first to be asked when the source is visited again. */
  stop(record: UrlRecord, code: string): void;
  /** As `retry`, without counting the attempt: the failure was not its own. */
  postpone(record: UrlRecord, reason: string, at: number): void;
  /** A settled address waits once more. */
  again(record: UrlRecord, now: number): void;
  /** An address that was good waits once more, `preferred` where it can be. False when there is none that does not wait anyway. */
  lookAgain(preferred: UrlRecord | null, now: number): boolean;
  /** Settles the waiting address that a redirect led to, so that the same page is not fetched twice. */
  arrive(url: string, ending: Ending, now: number): void;
  /**
   * What was read on a page, as ids. Addresses that differ only in their parameters are read as long as some of them show what the others did not; the
   * rest is held back, and left out at the end of the round.
   */
  noteYield(record: UrlRecord, shows: readonly string[], now: number): void;
  /** At the end of a whole round: known listings that no page led to wait for one look each; answers how many wait again. */
  sweep(now: number): number;
  /** When the next waiting address is due, as epoch ms; null when none waits. */
  nextDueAt(): number | null;
  isSeed(record: UrlRecord): boolean;
  /** True when its page would have to be missing once more, at least, before the record is believed to be gone. */
  doubts(record: UrlRecord): boolean;
  /** Whether every list was read in this round, so that what it saw is all that there is to see. */
  isWhole(): boolean;
  /** What the addresses that were visited by lot told. */
  lot(): LotCounts;
  isInside(url: string): boolean;
  /** Addresses that wait or are in flight. */
  waiting(): number;
  /** Records by state among those that this turn had to do with; those in flight count as waiting. */
  counts(): Readonly<Record<UrlRecord['state'], number>>;
  /** Addresses of the source that are left out as traps. */
  trapped(): number;
  offered(): Offered;
  /** The records that changed since the last call. */
  drain(): readonly UrlRecord[];
}

function next(round: Round, now: number): UrlRecord | null {
  for (let queued = round.queue.pop(now); queued !== null; queued = round.queue.pop(now)) {
    const record = round.records.get(queued.id);
    // An address may stand in the queue twice, after a redirect or a new link.
    if (record?.state !== 'waiting' || round.inFlight.has(record.id) || Date.parse(record.dueAt) > now) continue;
    if (!admit(round, record)) continue;
    round.inFlight.add(record.id);
    return record;
  }
  return null;
}

/** Only lists that lead to listings tell which of them are missing, and the more so the more they are. */
function noteLeads(round: Round, { id }: UrlRecord, links: readonly Link[]): void {
  const record = round.records.get(id);
  const leads = links.filter((link) => link.skip === null && link.page === 'listing').length;
  if (record && record.leads !== leads) save(round, { ...record, leads });
}

const isDoubted = (round: Round, { sightings }: UrlRecord): boolean => (sightings?.missed ?? 0) + 1 < round.looks;

/** What the visit told: of the page, how often it changes; of the record on it, whether it is there. */
function learn(round: Round, known: UrlRecord, ending: Ending, now: number): Partial<UrlRecord> {
  const { news, shown, reason } = ending;
  const isMissing = reason === goneReason;
  if (round.drawn.delete(known.id)) {
    const { visits, changed, missing } = round.lot;
    round.lot = {
      visits: visits + 1,
      changed: changed + ((news ?? 0) > 0 || isMissing ? 1 : 0),
      missing: missing + (isMissing ? 1 : 0),
    };
  }
  if (news !== undefined) round.news.set(known.id, news);
  const ageMs = known.lastFetchAt === null ? 0 : now - Date.parse(known.lastFetchAt);
  const wasMissed = known.reason === unlinkedReason || (known.sightings?.missed ?? 0) > 0;
  return {
    ...(shown === undefined || isMissing ? {} : { shown }),
    ...(news === undefined || ageMs <= 0 || isMissing
      ? {}
      : { history: remember(known.history, ageMs, news, iso(now)) }),
    ...(isMissing ? { sightings: missed(known.sightings) } : wasMissed ? { sightings: met(known.sightings) } : {}),
  };
}

function settle(round: Round, record: UrlRecord, ending: Ending, now: number): void {
  round.inFlight.delete(record.id);
  const known = round.records.get(record.id) ?? record;
  const good = ending.state === 'captured' || ending.state === 'unchanged';
  const wasUnlinked = known.reason === unlinkedReason && good;
  const doubted = ending.reason === goneReason && isDoubted(round, known);
  save(round, {
    ...known,
    ...(good ? learn(round, known, ending, now) : {}),
    state: ending.state,
    reason: (doubted ? missingReason : ending.reason) ?? (wasUnlinked ? unlinkedReason : null),
    attempts: good ? known.attempts : known.attempts + 1,
    lastFetchAt: iso(now),
    // What a wall answered is no version of the page: conditional requests go on from the last good one.
    lastCapture: (good ? ending.capture : null) ?? known.lastCapture,
    etag: ending.etag === undefined ? known.etag : ending.etag,
    lastModified: ending.lastModified === undefined ? known.lastModified : ending.lastModified,
  });
}

function retry(round: Round, record: UrlRecord, reason: string, at: number): void {
  round.inFlight.delete(record.id);
  const known = round.records.get(record.id) ?? record;
  wait(round, { ...known, attempts: known.attempts + 1 }, reason, at);
}

function release(round: Round, record: UrlRecord): void {
  round.inFlight.delete(record.id);
  round.queue.push(save(round, round.records.get(record.id) ?? record));
}

function stop(round: Round, record: UrlRecord, code: string): void {
  round.inFlight.delete(record.id);
  const known = round.records.get(record.id) ?? record;
  const reason = known.reason === unlinkedReason ? unlinkedReason : `${stoppedBy}${code}`;
  round.queue.push(save(round, { ...known, reason }));
}

function postpone(round: Round, record: UrlRecord, reason: string, at: number): void {
  round.inFlight.delete(record.id);
  wait(round, round.records.get(record.id) ?? record, reason, at);
}

const again = (round: Round, record: UrlRecord, now: number): void =>
  requeue(round, round.records.get(record.id) ?? record, now);

/** A seed only where nothing else was read: when seeds were read says when a round began. */
function lookAgain(round: Round, preferred: UrlRecord | null, now: number): boolean {
  const wasGood = (record: UrlRecord | undefined) => record?.state === 'captured' || record?.state === 'unchanged';
  const latest = (best: UrlRecord | null, each: UrlRecord) =>
    wasGood(each) && !round.seedIds.has(each.id) && (each.lastFetchAt ?? '') > (best?.lastFetchAt ?? '') ? each : best;
  const known = preferred && !round.seedIds.has(preferred.id) ? round.records.get(preferred.id) : undefined;
  const other = wasGood(known) ? known : Iterator.from(round.records.values()).reduce<UrlRecord | null>(latest, null);
  const seeds = [...round.seedIds].map((id) => round.records.get(id));
  const record = other ?? seeds.find((each) => each && each.state !== 'waiting');
  if (record) requeue(round, record, now);
  return record !== undefined;
}

function arrive(round: Round, url: string, ending: Ending, now: number): void {
  const record = round.records.get(round.idOf(url));
  if (record?.state === 'waiting' && !round.inFlight.has(record.id)) settle(round, record, ending, now);
}

function sweep(round: Round, now: number): number {
  const among = [...round.touched].map((id) => round.records.get(id)).filter((record) => record !== undefined);
  const missed = lookForMissing(round, among, now);
  return missed > 0 ? missed : closeHeld(round, now);
}

function counts(round: Round): Readonly<Record<UrlRecord['state'], number>> {
  const result = { waiting: 0, captured: 0, unchanged: 0, failed: 0, quarantined: 0, skipped: 0 };
  for (const id of round.touched) result[round.records.get(id)?.state ?? 'waiting'] += 1;
  return result;
}

const isTrapped = ({ state, reason }: UrlRecord): boolean =>
  state === 'skipped' && reason?.startsWith('trap: ') === true;

function drain(round: Round): readonly UrlRecord[] {
  const records = [...round.changed].map((id) => round.records.get(id)).filter((record) => record !== undefined);
  round.changed.clear();
  return records;
}

/** Opens the frontier of one turn. A round that was interrupted goes on; else a new one begins at the seeds. */
export function openFrontier(options: FrontierOptions): Frontier {
  const round = openRound(options);
  countYield(round);
  for (const seed of round.seeds) offer(round, seed, null, options.now);
  // A day's budget may end before the queue does, so what is missing stands in it from the beginning.
  if ((options.perDay ?? null) !== null) lookForMissing(round, [...round.records.values()], options.now);
  const waiting = () => [...round.touched].filter((id) => round.records.get(id)?.state === 'waiting').length;
  return {
    add: (links, from, now) => {
      for (const link of links) offer(round, link, from, now);
      if (from) noteLeads(round, from, links);
    },
    next: (now) => next(round, now),
    settle: (record, ending, now) => settle(round, record, ending, now),
    retry: (record, reason, at) => retry(round, record, reason, at),
    release: (record) => release(round, record),
    stop: (record, code) => stop(round, record, code),
    postpone: (record, reason, at) => postpone(round, record, reason, at),
    again: (record, now) => again(round, record, now),
    lookAgain: (preferred, now) => lookAgain(round, preferred, now),
    noteYield: (record, shows, now) => noteYield(round, record, shows, now),
    arrive: (url, ending, now) => arrive(round, url, ending, now),
    sweep: (now) => sweep(round, now),
    nextDueAt: () => (waiting() > 0 ? round.queue.nextDueAt() : null),
    isSeed: (record) => round.seedIds.has(record.id),
    doubts: (record) => record.key !== null && isDoubted(round, round.records.get(record.id) ?? record),
    isWhole: () => walkedSince(round.records.values(), round.recrawl, round.start).lists >= round.start,
    lot: () => round.lot,
    isInside: round.isInside,
    waiting,
    counts: () => counts(round),
    trapped: () =>
      Iterator.from(round.records.values())
        .filter(isTrapped)
        .reduce((count) => count + 1, 0),
    offered: () => round.offered,
    drain: () => drain(round),
  };
}
