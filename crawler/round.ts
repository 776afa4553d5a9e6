import { iso } from '../model/clock.ts';
import type { Link, UrlRecord } from '../model/frontier.ts';
import type { Source } from '../model/source.ts';
import { type Budget, type BudgetLimits, createBudget } from './budget.ts';
import { insideOf, urlIds } from './canonical-url.ts';
import { createQueue, type Queue } from './queue.ts';
import { defaultRecrawlMs, defaultVisit, dueAtStart, type Visit } from './recrawl.ts';
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
  /** Age in ms at which any page is due without news. */
  readonly recrawlMs?: number;
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

/** A walk through a source from its seeds to the last waiting address; it may take several turns. Mutable, private to the frontier. */
export interface Round {
  readonly source: string;
  readonly start: number;
  readonly idOf: (url: string) => string;
  readonly isInside: (url: string) => boolean;
  readonly visit: (record: UrlRecord) => Visit;
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

/** An interrupted round began when its seeds were read; one whose seeds still wait has not begun. */
function startOf(records: ReadonlyMap<string, UrlRecord>, seedIds: ReadonlySet<string>, now: number): number {
  const reads = [...seedIds]
    .map((id) => records.get(id))
    .filter((seed) => seed !== undefined && seed.state !== 'waiting');
  const times = reads.map((seed) => Date.parse(seed?.lastFetchAt ?? '')).filter((at) => !Number.isNaN(at));
  return isInterrupted(records) && times.length > 0 ? Math.min(...times) : now;
}

/** Queues what waited when the last turn ended, and what is due by its age. */
function begin(round: Round, options: FrontierOptions): void {
  const { now, recrawlMs = defaultRecrawlMs, freshMs = Number.POSITIVE_INFINITY } = options;
  const interrupted = isInterrupted(round.records);
  for (const record of round.records.values()) {
    if (record.state !== 'skipped' && round.isInside(record.url)) round.traps.count(record.url);
    const fresh = interrupted && record.lastFetchAt !== null && now - Date.parse(record.lastFetchAt) < freshMs;
    const due = round.seedIds.has(record.id) || dueAtStart(record, round.visit(record), now, recrawlMs);
    if (record.state === 'waiting') {
      round.touched.add(record.id);
      round.queue.push(record);
    } else if (due && !fresh && record.state !== 'skipped') requeue(round, record, now);
  }
}

/** Goes on with a round that was interrupted, else begins a new one. */
export function openRound(options: FrontierOptions): Round {
  const { source, now, visit = defaultVisit } = options;
  const idOf = urlIds(source);
  const seeds = [...source.addresses.map((address) => seedLink(address)), ...(options.seeds ?? [])];
  const seedIds = new Set(seeds.map((seed) => idOf(seed.url)));
  const records = new Map(Iterator.from(options.records).map((record) => [record.id, record] as const));
  const round: Round = {
    source: source.id,
    start: startOf(records, seedIds, now),
    idOf,
    isInside: insideOf(source.addresses),
    visit: (record) => (seedIds.has(record.id) ? 'every-turn' : visit(record)),
    seeds,
    seedIds,
    traps: createTraps(options.traps),
    budget: createBudget(options.budget),
    begun: new Set(),
    held: new Map(),
    parents: new Map(),
    shown: new Map(),
    queue: createQueue(),
    records,
    changed: new Set(),
    touched: new Set(),
    inFlight: new Set(),
    hinted: new Set(),
    addresses: new Map(),
    offered: { offered: 0, fresh: 0, repeated: 0 },
  };
  begin(round, options);
  return round;
}
