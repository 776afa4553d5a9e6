import type { Alert, Delivery, Subscription } from '../model/alert.ts';
import type { Candidate, Decision, Mention } from '../model/candidate.ts';
import type { Capture } from '../model/capture.ts';
import type { Drift, Fills } from '../model/drift.ts';
import type { UrlRecord } from '../model/frontier.ts';
import type { Generation } from '../model/identity.ts';
import type { Item } from '../model/item.ts';
import type { Mirror, MirrorList } from '../model/mirror.ts';
import type { Notice } from '../model/notice.ts';
import type { Observation } from '../model/observation.ts';
import type { Collection, Lease, Turns, Version } from '../model/ports.ts';
import type { AccountUse, SealedSession } from '../model/session.ts';
import type { Source } from '../model/source.ts';
import type { WallSighting } from '../model/wall.ts';
import type { Worker } from '../model/worker.ts';
import type { Query } from '../search/ast.ts';
import type { SearchDocument } from '../search/document.ts';

/** One item as it was offered on one UTC day: the raw material of trends. The id is `item|day`. */
export interface Sighting {
  readonly id: string;
  readonly item: string;
  readonly source: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  /** First and last time of that day, ISO 8601, so that the sighting can be placed on the days of another zone. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly vendor: string | null;
  readonly substances: readonly string[];
  readonly priceUsd: number | null;
  readonly priceEur: number | null;
  readonly unitUsd: number | null;
  readonly unitEur: number | null;
  readonly per: string | null;
  /** Which kinds of page showed it that day; two independent ways to a listing give a coverage estimate. */
  readonly pages: readonly string[];
}

/** What one turn did; kept so that gaps in the data can be told from gaps in the crawl. */
export interface TurnRecord {
  readonly id: string;
  readonly source: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: 'complete' | 'partial' | 'parked' | 'failed' | 'later';
  readonly reason: string | null;
  /** Addresses by end state in this turn. */
  readonly counts: Readonly<Record<string, number>>;
  /** How often each required field was found; absent in turns of older versions. */
  readonly fills?: Fills | undefined;
  /** Required fields that were found clearly less often than in the turns before. */
  readonly drift?: readonly Drift[] | undefined;
  /** Absent, like the next two, in turns of older versions. */
  readonly requests?: number | undefined;
  /** `whole`: every list was read. Older turns all were. */
  readonly walk?: 'whole' | 'part' | undefined;
  /** What addresses chosen by lot told: how many were visited, had something new, and were not there. */
  readonly lot?: { readonly visits: number; readonly changed: number; readonly missing: number } | undefined;
}

export const sortFields = ['relevance', 'seen', 'first', 'price', 'unit'] as const;
export type SortField = (typeof sortFields)[number];

export const facetFields = [
  'class',
  'substance',
  'market',
  'kind',
  'country',
  'to',
  'form',
  'lang',
  'vendor',
  'state',
] as const;
export type FacetField = (typeof facetFields)[number];

export interface SearchPage {
  readonly ids: readonly string[];
  /** Exact, never capped. */
  readonly total: number;
  readonly next: string | null;
}

export interface Bucket {
  readonly value: string;
  readonly count: number;
}

/** Items and their search documents. The same query gives the same set as matches() in search/. */
export interface Items {
  get(id: string): Promise<{ readonly item: Item; readonly version: Version } | null>;
  document(id: string): Promise<SearchDocument | null>;
  byKey(kind: string, key: string, limit: number): Promise<readonly Item[]>;
  search(
    query: Query,
    options: { sort: SortField; limit: number; after?: string | null; from?: number },
  ): Promise<SearchPage>;
  /** Up to `limit` values a field, most frequent first, ties by value. "unknown" stands for none. */
  facets(
    query: Query,
    fields: readonly FacetField[],
    limit: number,
  ): Promise<Readonly<Record<string, readonly Bucket[]>>>;
  /** Counts of matches by ISO week (start, epoch ms) of `field`, without empty weeks. */
  histogram(
    query: Query,
    field: 'first' | 'seen',
  ): Promise<readonly { readonly week: number; readonly count: number }[]>;
  /** Every match once, in the order in which the store reads them fastest; constant memory. */
  stream(query: Query): AsyncIterable<Item>;
  /** Sightings of every match between two days (inclusive): those of one item together, by day. */
  sightings(query: Query, from: string | null, to: string | null): AsyncIterable<Sighting>;
  count(query: Query): Promise<number>;
  /** Every item once, in the same order. */
  each(): AsyncIterable<Item>;
}

/** One write. `item` replaces the item with its document; `expected` as in Collection.put. `create` never overwrites. */
export type Write =
  | { readonly do: 'item'; readonly item: Item; readonly document: SearchDocument; readonly expected: Version }
  | { readonly do: 'create' | 'put'; readonly collection: CollectionName; readonly id: string; readonly value: unknown }
  | { readonly do: 'remove'; readonly collection: CollectionName; readonly id: string };

export interface Collections {
  readonly sources: Collection<Source>;
  readonly urls: Collection<UrlRecord>;
  readonly captures: Collection<Capture>;
  readonly observations: Collection<Observation>;
  readonly sightings: Collection<Sighting>;
  readonly turns: Collection<TurnRecord>;
  readonly subscriptions: Collection<Subscription>;
  readonly alerts: Collection<Alert>;
  readonly deliveries: Collection<Delivery>;
  readonly mirrors: Collection<Mirror>;
  readonly mirrorlists: Collection<MirrorList>;
  readonly mentions: Collection<Mention>;
  readonly candidates: Collection<Candidate>;
  readonly decisions: Collection<Decision>;
  readonly walls: Collection<WallSighting>;
  readonly notices: Collection<Notice>;
  readonly workers: Collection<Worker>;
  readonly sessions: Collection<SealedSession>;
  readonly accounts: Collection<AccountUse>;
  readonly identities: Collection<Generation>;
}
export type CollectionName = keyof Collections;

export interface Storage extends Collections {
  readonly items: Items;
  readonly leases: Turns;
  /**
   * Applies the writes in order; all or nothing where the store can. With a lease: throws `lease-lost`, and writes nothing, when another
   * worker holds the source. Throws `conflict` when an `expected` version is not the stored one. One answer a write:
   * false only for a create whose id existed.
   */
  commit(writes: readonly Write[], lease?: Lease): Promise<readonly boolean[]>;
  /** Throws `storage-corrupt` with what is broken. */
  check(): Promise<void>;
  /** Forgets everything that the archive can rebuild: captures, observations, items, sightings, candidates, walls. */
  clearDerived(): Promise<void>;
  /**
   * Runs `work`; everything that it writes is kept when it ends well, and nothing of it when it throws or the process dies meanwhile. Readers see
   * the state before until then. Work of minutes is fine; one at a time, and nobody else writes to this store while it runs.
   */
  atomically<T>(work: () => Promise<T>): Promise<T>;
  /** False when the process that wrote before did not come to its end: the archive may hold captures that were not recorded. */
  readonly endedWell: boolean;
  close(): Promise<void>;
}
