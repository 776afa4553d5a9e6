import { iso } from '../model/clock.ts';
import type { Link, UrlRecord } from '../model/frontier.ts';
import type { Source } from '../model/source.ts';
import { type Budget, type BudgetLimits, createBudget } from './budget.ts';
import { insideOf, urlIds } from './canonical-url.ts';
import { createQueue, type Queue } from './queue.ts';
import {
  defaultRecrawlMs,
  defaultVisit,
  defaultWalkMs,
  dueAtStart,
  goneReason,
  type Recrawl,
  seen,
  urgencyOf,
  type Visit,
  walkedSince,
  worthOf,
} from './recrawl.ts';
import { evidenceOf, looksNeeded, presenceOf } from './recrawl-gone.ts';
import { learnRates } from './recrawl-rate.ts';
import { createTraps, type TrapLimits, type Traps } from './traps.ts';

export interface FrontierOptions {
  readonly source: Pick<Source, 'id' | 'addresses'>;
  /** Every record of the source, as stored. */
  readonly records: Iterable<UrlRecord>;
  /** Where each round starts, besides the source's own addresses. */
  readonly seeds?: readonly Link[];
  readonly now: number;
  /** Age in ms at which a page that leads to others is due although the last round was interrupted; usually the source's `everyMs`. */
  readonly freshMs?: number;
  /** Age in ms at which a listing is due without news. */
  readonly recrawlMs?: number;
  /** Age in ms at which every list is due, whatever it brought. */
  readonly walkMs?: number;
  /** The requests of a day, when they are fewer than everything that is worth one; null or absent: no such limit. */
  readonly perDay?: number | null;
  /** The share of the requests that goes to addresses chosen by lot; `random` gives numbers in [0, 1). None when absent. */
  readonly lot?: { readonly share: number; readonly random: () => number };
  readonly visit?: (record: UrlRecord) => Visit;
  readonly traps?: TrapLimits;
  readonly budget?: BudgetLimits;
}

/** What became of the links that were offered: `offered` = `fresh` + `repeated`. */
export interface Offered {
  readonly offered: number;
  readonly fresh: number;
  readonly repeated: number;
}

/** Addresses that were visited by lot: what they told is true of all known addresses, whichever the others prefer. */
export interface LotCounts {
  readonly visits: number;
  /** Visits that found something which was not known. */
  readonly changed: number;
  /** Visits to pages that were not there. */
  readonly missing: number;
}

/** A walk through a source from its seeds to the last waiting address; it may take several turns. Mutable, private to the frontier. */
export interface Round {
  readonly source: string;
  readonly start: number;
  readonly idOf: (url: string) => string;
  readonly isInside: (url: string) => boolean;
  readonly visit: (record: UrlRecord) => Visit;
  readonly recrawl: Recrawl;
  /** Days from one look at a page to the next. */
  readonly daysBetween: number;
  /** Whether every list is due, whatever it brought. */
  readonly whole: boolean;
  /** Looks in a row that have to miss a record before it is gone. */
  looks: number;
  /** Ids that are visited by lot. */
  readonly drawn: Set<string>;
  lot: LotCounts;
  /** What was new on the pages of this turn, by id. */
  readonly news: Map<string, number>;
  readonly seeds: readonly Link[];
  readonly seedIds: ReadonlySet<string>;
  readonly traps: Traps;
  readonly budget: Budget;
  /** Ids that took their share of a budget in this turn. */
  readonly begun: Set<string>;
  /** Ids by kind that wait for their budget to grow. */
  readonly held: Map<string, Set<string>>;
  /** The page that led to an address first, by id. */
  readonly parents: Map<string, string>;
  /** What the pages of a pattern showed. */
  readonly shown: Map<string, Set<string>>;
  readonly queue: Queue;
  readonly records: Map<string, UrlRecord>;
  readonly changed: Set<string>;
  /** Ids that this turn had to do with. */
  readonly touched: Set<string>;
  readonly inFlight: Set<string>;
  /** Ids whose hint was compared in this round: lists word the same offer differently, so only the first counts. */
  readonly hinted: Set<string>;
  /** Canonical address and id by link. */
  readonly addresses: Map<string, { readonly url: string | null; readonly id: string }>;
  offered: Offered;
}

/** Begins the reason of an address that waits because of a wall, before the code of the wall. */
export const stoppedBy = 'wall: ';
/** Such an address comes before all others when the source is visited again. */
const isStopped = ({ reason }: UrlRecord): boolean => reason?.startsWith(stoppedBy) === true;

/** A plain link to an address where rounds start. */
const seedLink = (url: string): Link => ({
  url,
  page: null,
  key: null,
  priority: 0,
  hint: null,
  skip: null,
});

export function save(round: Round, record: UrlRecord): UrlRecord {
  round.records.set(record.id, record);
  round.changed.add(record.id);
  round.touched.add(record.id);
  return record;
}

/** Makes the record wait until `at` (epoch ms). */
export function wait(round: Round, record: UrlRecord, reason: string | null, at: number): void {
  round.queue.push(save(round, { ...record, state: 'waiting', reason, dueAt: iso(at) }));
}

/** Makes the record wait with a clean count of attempts. */
export const requeue = (round: Round, record: UrlRecord, now: number, reason: string | null = null): void =>
  wait(round, { ...record, attempts: 0 }, reason, now);

export const fetchedThisRound = (round: Round, record: UrlRecord): boolean =>
  round.inFlight.has(record.id) || (record.lastFetchAt !== null && Date.parse(record.lastFetchAt) >= round.start);

const isInterrupted = (records: ReadonlyMap<string, UrlRecord>): boolean =>
  [...records.values()].some((record) => record.state === 'waiting');

/** A little less than the age at which a page is no longer fresh: turns do not begin to the second. */
const freshShare = 0.9;

/** An interrupted round began when its seeds were read; one whose seeds still wait has not begun, and one whose seeds are old begins anew. */
function startOf(
  records: ReadonlyMap<string, UrlRecord>,
  seedIds: ReadonlySet<string>,
  { now, freshMs = Number.POSITIVE_INFINITY }: FrontierOptions,
): number {
  const reads = [...seedIds]
    .map((id) => records.get(id))
    .filter((seed) => seed !== undefined && seed.state !== 'waiting');
  const times = reads.map((seed) => Date.parse(seed?.lastFetchAt ?? '')).filter((at) => !Number.isNaN(at));
  const first = Math.min(...times);
  return isInterrupted(records) && times.length > 0 && now - first < freshShare * freshMs ? first : now;
}

/** Queues what waited when the last turn ended, and what is due by its age. */
function begin(round: Round, { now, freshMs = Number.POSITIVE_INFINITY, perDay = null }: FrontierOptions): void {
  const interrupted = isInterrupted(round.records);
  for (const record of round.records.values()) {
    if (record.state !== 'skipped' && round.isInside(record.url)) round.traps.count(record.url);
    const age = record.lastFetchAt === null ? Number.POSITIVE_INFINITY : now - Date.parse(record.lastFetchAt);
    const fresh = interrupted && age < freshShare * freshMs;
    const due =
      (perDay === null && round.seedIds.has(record.id)) || dueAtStart(round.recrawl, record, now, round.whole);
    if (record.state === 'waiting') {
      round.touched.add(record.id);
      round.queue.push(record);
    } else if (due && !fresh && record.state !== 'skipped') requeue(round, record, now);
  }
}

/** Adds known addresses by lot, each as likely as any other, to what is visited anyway. */
function drawLot(round: Round, { now, lot, perDay = null }: FrontierOptions): void {
  if (!lot) return;
  const known = [...round.records.values()].filter((record) => seen(record) && record.reason !== goneReason);
  const expected =
    perDay === null ? (round.touched.size * lot.share) / (1 - lot.share) : perDay * lot.share * round.daysBetween;
  const number = Math.min(known.length, Math.floor(expected + lot.random()));
  for (let place = 0; place < number; place += 1) {
    const other = place + Math.floor(lot.random() * (known.length - place));
    const [record, first] = [known[other], known[place]];
    if (!record || !first) continue;
    known[other] = first;
    round.drawn.add(record.id);
    requeue(round, record, now);
  }
}

const dayMs = 86_400_000;

function planOf(records: ReadonlyMap<string, UrlRecord>, visit: Recrawl['visit'], options: FrontierOptions): Recrawl {
  const { recrawlMs = defaultRecrawlMs, perDay = null } = options;
  // A budget is not spent on pages only because they are old.
  const { walkMs = perDay === null ? defaultWalkMs : recrawlMs } = options;
  const rateOf = learnRates(records.values());
  const worth = worthOf(records.values(), { rateOf, visit }, perDay);
  return { rateOf, visit, recrawlMs, walkMs, worth };
}

/** Without a budget the lists of a source are read together as soon as the oldest of them is due. */
function isWhole(records: ReadonlyMap<string, UrlRecord>, recrawl: Recrawl, { now, perDay = null }: FrontierOptions) {
  return perDay === null && now - walkedSince(records.values(), recrawl, now).lists >= recrawl.walkMs;
}

/** As long as what the first crawl read was not met again, nobody can know whether this source hides what it has. */
function looksAtStart(records: ReadonlyMap<string, UrlRecord>, daysBetween: number): number {
  const evidence = evidenceOf(records.values());
  const isFirst = !records.values().some(({ lastFetchAt }) => lastFetchAt !== null);
  return Math.max(evidence.met === 0 && !isFirst ? 2 : 1, looksNeeded(presenceOf(evidence, daysBetween)));
}

/** Everything else is found from there. */
const seedUrgency = 2_000;
/** A lot of which only the urgent ones are visited is none. */
const lotUrgency = 1_500;

/** Goes on with a round that was interrupted, else begins a new one. */
export function openRound(options: FrontierOptions): Round {
  const { source, now, visit = defaultVisit } = options;
  const idOf = urlIds(source);
  const seeds = [...source.addresses.map((address) => seedLink(address)), ...(options.seeds ?? [])];
  const seedIds = new Set(seeds.map((seed) => idOf(seed.url)));
  const records = new Map(Iterator.from(options.records).map((record) => [record.id, record] as const));
  const visitOf = (record: UrlRecord) => (seedIds.has(record.id) ? 'every-turn' : visit(record));
  const recrawl = planOf(records, visitOf, options);
  const { perDay = null } = options;
  const drawn = new Set<string>();
  const daysBetween = Math.min(options.freshMs ?? dayMs, recrawl.walkMs) / dayMs;
  const round: Round = {
    source: source.id,
    start: startOf(records, seedIds, options),
    idOf,
    isInside: insideOf(source.addresses),
    visit: visitOf,
    recrawl,
    daysBetween,
    whole: isWhole(records, recrawl, options),
    looks: looksAtStart(records, daysBetween),
    drawn,
    lot: { visits: 0, changed: 0, missing: 0 },
    news: new Map(),
    seeds,
    seedIds,
    traps: createTraps(options.traps),
    budget: createBudget(options.budget),
    begun: new Set(),
    held: new Map(),
    parents: new Map(),
    shown: new Map(),
    queue: createQueue((record) =>
      isStopped(record)
        ? Number.POSITIVE_INFINITY
        : seedIds.has(record.id) && (perDay === null || record.lastFetchAt === null)
          ? seedUrgency
          : drawn.has(record.id)
            ? lotUrgency
            : urgencyOf(recrawl, record, now),
    ),
    records,
    changed: new Set(),
    touched: new Set(),
    inFlight: new Set(),
    hinted: new Set(),
    addresses: new Map(),
    offered: { offered: 0, fresh: 0, repeated: 0 },
  };
  begin(round, options);
  drawLot(round, options);
  return round;
}
