import { iso } from '../model/clock.ts';
import type { Link, UrlRecord } from '../model/frontier.ts';
import { offer } from './offer.ts';
import { dueWhenMissed, unlinkedReason } from './recrawl.ts';
import { type FrontierOptions, type Offered, openRound, type Round, requeue, save, wait } from './round.ts';
import { admit, closeHeld, countYield, noteYield } from './yield.ts';

export type { FrontierOptions } from './round.ts';

/** How the visit of an address ended. `reason` says why, except for a plain captured or unchanged. */
export interface Ending {
  readonly state: 'captured' | 'unchanged' | 'failed' | 'quarantined';
  readonly reason: string | null;
  readonly capture?: string | null;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
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

/** Pages that lead to others; while many of them fail, a missing link says nothing. */
function mostPagesRead(round: Round): boolean {
  const leading = [...round.touched].map((id) => round.records.get(id)).filter((record) => record !== undefined);
  const visited = leading.filter((record) => record.state !== 'skipped' && round.visit(record) === 'every-turn');
  const bad = visited.filter((record) => record.state === 'failed' || record.state === 'quarantined');
  // A page that never could be read never led to anything either.
  const failed = bad.filter((record) => record.lastCapture !== null);
  return failed.length * 10 <= visited.length;
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

function settle(round: Round, record: UrlRecord, ending: Ending, now: number): void {
  round.inFlight.delete(record.id);
  const known = round.records.get(record.id) ?? record;
  const good = ending.state === 'captured' || ending.state === 'unchanged';
  const missed = known.reason === unlinkedReason && good;
  save(round, {
    ...known,
    state: ending.state,
    reason: ending.reason ?? (missed ? unlinkedReason : null),
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

function arrive(round: Round, url: string, ending: Ending, now: number): void {
  const record = round.records.get(round.idOf(url));
  if (record?.state === 'waiting' && !round.inFlight.has(record.id)) settle(round, record, ending, now);
}

function sweep(round: Round, now: number): number {
  const missed = sweepMissed(round, now);
  return missed > 0 ? missed : closeHeld(round, now);
}

function sweepMissed(round: Round, now: number): number {
  if (!mostPagesRead(round)) return 0;
  const missed = [...round.records.values()].filter((record) =>
    dueWhenMissed(record, round.visit(record), round.start),
  );
  for (const record of missed) requeue(round, record, now, unlinkedReason);
  return missed.length;
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
  const waiting = () => [...round.touched].filter((id) => round.records.get(id)?.state === 'waiting').length;
  return {
    add: (links, from, now) => {
      for (const link of links) offer(round, link, from, now);
    },
    next: (now) => next(round, now),
    settle: (record, ending, now) => settle(round, record, ending, now),
    retry: (record, reason, at) => retry(round, record, reason, at),
    release: (record) => release(round, record),
    noteYield: (record, shows, now) => noteYield(round, record, shows, now),
    arrive: (url, ending, now) => arrive(round, url, ending, now),
    sweep: (now) => sweep(round, now),
    nextDueAt: () => (waiting() > 0 ? round.queue.nextDueAt() : null),
    isSeed: (record) => round.seedIds.has(record.id),
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
