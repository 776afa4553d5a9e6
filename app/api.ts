import type { Alert, Delivery, Subscription } from '../model/alert.ts';
import type { Capture } from '../model/capture.ts';
import type { UrlRecord } from '../model/frontier.ts';
import type { Item, PricePoint } from '../model/item.ts';
import type { Observation } from '../model/observation.ts';
import type { HandIn } from '../model/session.ts';
import type { Source } from '../model/source.ts';
import type { Worker } from '../model/worker.ts';
import type { TrendPoint, TrendSeries } from '../search/trends.ts';
import type { Bucket, FacetField, SortField, TurnRecord } from '../storage/port.ts';
import type { Candidates, SourceAddresses } from './address-views.ts';
import type { Pace } from './queries/pace.ts';

/** An item as lists show it: names spelt out, prices converted, and why it matched. */
export interface ItemSummary {
  readonly id: string;
  readonly kind: Item['kind'];
  readonly source: string;
  readonly market: string;
  readonly key: string;
  readonly url: string | null;
  /** Listing title, vendor handle or the first words of a message. */
  readonly title: string;
  readonly vendor: string | null;
  readonly vendorId: string | null;
  readonly substances: readonly {
    readonly id: string;
    readonly name: string;
    readonly class: string;
    readonly confidence: number;
  }[];
  readonly form: string | null;
  readonly price: {
    readonly amount: number;
    readonly currency: string;
    readonly eur: number | null;
    readonly usd: number | null;
  } | null;
  /** Of the main offer. `amount` in `currency` as printed. */
  readonly unitPrice: {
    readonly amount: number;
    readonly currency: string;
    readonly per: string;
    readonly eur: number | null;
    readonly usd: number | null;
  } | null;
  readonly quantity: { readonly value: number; readonly max: number | null; readonly unit: string } | null;
  readonly shipsFrom: readonly string[];
  readonly shipsTo: readonly string[];
  readonly language: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly gone: string | null;
  /** Lowest confidence among title, price and substance, 0 to 1. */
  readonly confidence: number;
  readonly prices: readonly PricePoint[];
  readonly version: number;
  /** Where the query met it: field and the words of the source, for marking. */
  readonly matched: readonly { readonly field: string; readonly text: string }[];
}

export interface SearchRequest {
  readonly query: string;
  readonly sort?: SortField;
  readonly limit?: number;
  readonly from?: number;
  readonly after?: string | null;
  readonly facets?: readonly FacetField[];
  readonly histogram?: boolean;
}
export interface SearchAnswer {
  readonly query: string;
  /** The query in plain words. */
  readonly reads: string;
  /** What is probably mistyped, such as "no such class: catinone; did you mean class:cathinone? …". */
  readonly hints: readonly string[];
  readonly total: number;
  readonly items: readonly ItemSummary[];
  readonly facets: Readonly<Record<string, readonly Bucket[]>>;
  /** One entry a week from the first to the last, empty weeks included, by first sighting. */
  readonly histogram: readonly { readonly week: string; readonly start: string; readonly count: number }[];
  readonly next: string | null;
}

/** One value that differs between two statements of an item. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}
export interface VersionView {
  readonly at: string;
  readonly observation: string;
  readonly capture: string;
  readonly view: 'detail' | 'row';
  readonly changes: readonly FieldChange[];
}
export interface ItemView {
  readonly summary: ItemSummary;
  readonly item: Item;
  readonly source: Source | null;
  /** The newest capture and how it can be checked. */
  readonly capture: Capture | null;
  readonly captures: number;
  /** Newest first; only observations that changed something. */
  readonly versions: readonly VersionView[];
  /** Days (YYYY-MM-DD) on which the source was crawled but the item was not looked at are gaps in `sightings`. */
  readonly sightings: readonly {
    readonly day: string;
    readonly priceEur: number | null;
    readonly unitEur: number | null;
  }[];
  readonly alerts: readonly Alert[];
}

export interface VendorView {
  readonly summary: ItemSummary | null;
  readonly item: Item | null;
  readonly handle: string;
  readonly market: string;
  readonly source: string;
  readonly listings: readonly ItemSummary[];
  readonly messages: readonly ItemSummary[];
  /** Same PGP key, wallet or contact on another market. */
  readonly links: readonly {
    readonly vendor: ItemSummary;
    readonly by: 'pgp' | 'wallet' | 'contact';
    readonly value: string;
  }[];
}

export interface SourceView extends SourceAddresses {
  readonly source: Source;
  readonly counts: Readonly<Record<string, number>>;
  readonly captures: number;
  readonly items: number;
  readonly nextTurnAt: string | null;
  readonly turns: readonly TurnRecord[];
  readonly coverage: Coverage | null;
  readonly pace: Pace;
  /** One at least, unless the source is only fed by imports. */
  readonly accounts: readonly AccountView[];
}
/** An account of a source, or the source itself where it has none (null). Never a value of a cookie. */
export interface AccountView {
  readonly account: string | null;
  /** `parked`: a person has to act for this one. */
  readonly state: 'ready' | 'resting' | 'parked';
  readonly reason: string | null;
  readonly readyAt: string | null;
  /** Of this UTC day. */
  readonly pagesToday: number;
  readonly busyMsToday: number;
  readonly lastUsedAt: string | null;
  readonly session: {
    /** null: the site set the cookies by itself. */
    readonly handedInAt: string | null;
    readonly changedAt: string;
    readonly cookies: number;
    readonly endsAt: string | null;
  } | null;
  /** That the session has ended, or will soon, such as "ends in 20 min". */
  readonly warning: string | null;
}
export type Address = Pick<UrlRecord, 'url' | 'state' | 'reason' | 'lastFetchAt'>;
/** Chapman's estimate from two independent ways to a listing (index walk, vendor pages). `low` and `high` bound it at 95 %. */
export interface Coverage {
  readonly from: string;
  readonly to: string;
  readonly seen: number;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

export interface TrendRequest {
  readonly query: string;
  readonly metric: 'listings' | 'vendors' | 'price';
  readonly by: 'substance' | 'class' | 'market' | 'none';
  readonly every: 'day' | 'week' | 'month';
  /** IANA zone of the day boundary; UTC when absent. */
  readonly zone?: string;
  readonly currency?: 'EUR' | 'USD';
  readonly limit?: number;
}
export interface TrendAnswer {
  readonly request: TrendRequest;
  readonly method: string;
  readonly series: readonly TrendSeries[];
}

export interface AlertView {
  readonly alert: Alert;
  readonly subscription: Subscription | null;
  readonly item: ItemSummary | null;
  readonly deliveries: readonly Delivery[];
}
/** A delivery with what it tells (null once its alert is gone), and why it has not arrived. */
export interface DeliveryView extends Delivery {
  readonly about: {
    /** Name of the alert. */
    readonly subscription: string | null;
    /** When it fired. */
    readonly at: string;
    readonly reason: string;
    readonly item: string;
    readonly kind: Item['kind'] | null;
    readonly title: string;
    readonly vendor: string | null;
    readonly market: string | null;
  } | null;
  readonly why: string | null;
}
export interface BackTest {
  readonly query: string;
  readonly reads: string;
  readonly hints: readonly string[];
  readonly since: string;
  readonly matches: readonly { readonly item: ItemSummary; readonly reason: string; readonly at: string }[];
  readonly total: number;
}

/** A process of `leadline start`; `silentMs` since it was last heard of. */
export interface WorkerView extends Omit<Worker, 'endedAt' | 'archive'> {
  readonly silentMs: number;
  readonly alive: boolean;
}

export interface Status {
  readonly dataDir: string;
  readonly version: string;
  readonly sources: readonly SourceView[];
  readonly items: Readonly<Record<string, number>>;
  readonly captures: number;
  readonly alerts: { readonly recorded: number; readonly waiting: number; readonly failed: number };
  readonly workers: readonly WorkerView[];
  /** How long the most overdue turn, and the oldest delivery whose time has come, have been waiting. */
  readonly turnsLateMs: number;
  readonly deliveriesLateMs: number;
  readonly now: string;
}

export type ExportFormat = 'csv' | 'jsonl';
/** A part of the matches in an order, as a search shows it. */
export type ExportPart = Pick<SearchRequest, 'sort' | 'from' | 'limit'>;

/** Everything that the command line and the web pages do. Errors are LeadlineError. */
export interface Leadline extends Candidates {
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** Of a query alone. Throws `query-syntax`. */
  hints(query: string): Promise<readonly string[]>;
  item(id: string): Promise<ItemView>;
  /** By item id, or by handle and source. */
  vendor(id: string): Promise<VendorView>;
  vendorByHandle(source: string, handle: string): Promise<VendorView>;
  observations(item: string): AsyncIterable<Observation>;
  capture(id: string): Promise<Capture>;
  /** The archived bytes; for download only, never to be shown as a page. */
  payload(id: string): Promise<Uint8Array>;
  sources(): Promise<readonly SourceView[]>;
  source(id: string): Promise<SourceView>;
  /** The addresses of a source with how each ended, in the order of their ids; of one end state where that is given. */
  addresses(source: string, state?: UrlRecord['state']): AsyncIterable<Address>;
  /**
   * Takes over the cookies of a browser in which a person logged in: the text of a cookies.txt, a list of cookies or a storage state. The source goes
   * on with them. Throws `format-unknown`, or `session-unusable` when none is of the source and still holds.
   */
  handInSession(source: string, given: { readonly account: string | null; readonly text: string }): Promise<HandIn>;
  /** A person has acted for the source, or for one account of it. */
  resume(source: string, account?: string | null): Promise<Source>;
  trend(request: TrendRequest): Promise<TrendAnswer>;
  /** Every match by id; with `part`, what a search would show. */
  export(query: string, format: ExportFormat, part?: ExportPart): AsyncIterable<string>;
  subscriptions(): Promise<readonly Subscription[]>;
  subscribe(input: {
    name: string;
    query: string;
    on?: readonly Subscription['on'][number][];
    notify?: readonly string[];
    owner?: string;
  }): Promise<Subscription>;
  mute(subscription: string, muted: boolean): Promise<Subscription>;
  alerts(options: {
    subscription?: string;
    limit: number;
    after?: string | null;
  }): Promise<{ readonly alerts: readonly AlertView[]; readonly next: string | null; readonly total: number }>;
  deliveries(options: {
    limit: number;
    after?: string | null;
  }): Promise<{ readonly deliveries: readonly DeliveryView[]; readonly next: string | null }>;
  backTest(query: string, lastMs: number): Promise<BackTest>;
  status(): Promise<Status>;
  /** Names of receivers that a subscription can notify. */
  receivers(): readonly string[];
  close(): Promise<void>;
}
export type { HandIn, TrendPoint, TrendSeries };
