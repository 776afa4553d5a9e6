import type { Capture, Exchange } from './capture.ts';
import type { LeadlineError } from './errors.ts';

export type Version = number;
export interface Versioned<T> {
  readonly value: T;
  readonly version: Version;
}

export type Scalar = string | number | boolean;
/** A test of one declared field: equality, membership or a half-open range. */
export type Condition =
  | Scalar
  | null
  | { readonly in: readonly Scalar[] }
  | { readonly lt?: Scalar; readonly lte?: Scalar; readonly gt?: Scalar; readonly gte?: Scalar };
export type Where = Readonly<Record<string, Condition>>;

/** `after` is the opaque cursor of the previous page; null or absent for the first. Ties are broken by id, ascending. */
export interface Find {
  readonly where?: Where;
  readonly order?: readonly (readonly [field: string, direction: 'asc' | 'desc'])[];
  readonly after?: string | null;
  readonly limit: number;
}
export interface Found<T> {
  readonly values: readonly T[];
  readonly next: string | null;
}

/** A set of records with a string id, as declared in storage/collections.ts. Only declared fields can be searched or sorted by. */
export interface Collection<T> {
  get(id: string): Promise<Versioned<T> | null>;
  /** False, and nothing written, when the id exists. */
  create(id: string, value: T): Promise<boolean>;
  /** With `expected`: false, and nothing written, when the stored version is another one (0: must not exist). */
  put(id: string, value: T, expected?: Version): Promise<boolean>;
  find(find: Find): Promise<Found<T>>;
  /** Every match, page by page, in id order. */
  each(where?: Where): AsyncIterable<T>;
  count(where?: Where): Promise<number>;
  remove(id: string): Promise<void>;
}

/** The right to work on one source until `until`. Each lease of a source has a higher `epoch`; writes under a lower one are refused. */
export interface Lease {
  readonly source: string;
  readonly epoch: number;
  readonly until: number;
}

/** When each source is visited next, and who visits it now. */
export interface Turns {
  /** Plans the next turn; an earlier plan for the source is replaced. A running turn is not disturbed. */
  schedule(source: string, at: number): Promise<void>;
  /** When the next turn of the source is due, or null where none is planned. */
  planned(source: string): Promise<number | null>;
  /** The most overdue source that nobody holds, or null. A lease far longer than `leaseMs` is a wrong clock's and holds nothing. */
  claim(now: number, leaseMs: number): Promise<Lease | null>;
  /** The lease of one named source, or null while another worker holds it. */
  claimSource(source: string, now: number, leaseMs: number): Promise<Lease | null>;
  /** Throws `lease-lost` when another worker took over. */
  extend(lease: Lease, now: number, leaseMs: number): Promise<Lease>;
  done(lease: Lease, next: number): Promise<void>;
}

export type OnDamage = (damage: LeadlineError) => void;

/** Append-only record of what was seen. `append` returns after the bytes are on the disk. */
export interface Archive {
  /** Under which name files are written; null when this one only reads. */
  readonly worker: string | null;
  /** With `previous`: a revisit record is written when the payload is the same, or when the answer was 304. */
  append(exchange: Exchange, previous?: Capture | null): Promise<Capture>;
  /** The id that `append` would give the exchange. */
  identify(exchange: Exchange): string;
  /** The payload as archived, its content coding removed (capped). Follows a revisit to its original. */
  read(capture: Capture): Promise<Uint8Array>;
  /**
   * Every capture in the archive, in the order in which it was written. Throws `archive-corrupt` at a place that cannot be read; with `onDamage`
   * that is told the error instead, and reading goes on behind the place.
   */
  list(onDamage?: OnDamage): AsyncIterable<Capture>;
  /** Cuts off what another worker was writing when it died, keeps that beside the file, and seals the file. Only for one that writes no more. */
  mend(worker: string): Promise<void>;
  close(): Promise<void>;
}
