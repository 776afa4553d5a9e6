import type { Money } from '../model/money.ts';
import type { Quantity } from '../model/quantity.ts';

export const marketNames = ['halyard', 'fathom', 'nordkai'] as const;
export type MarketName = (typeof marketNames)[number];
export const siteNames = [...marketNames, 'slipway', 'slacktide'] as const;
export type SiteName = (typeof siteNames)[number];

/** One price step: `label` is the amount as the site prints it. Prices are two-digit decimals in the site's currency. */
export interface Tier {
  readonly label: string;
  readonly quantity: Pick<Quantity, 'value' | 'unit'>;
  /** Price relative to the first tier. */
  readonly factor: number;
}

export interface LabListing {
  readonly site: MarketName;
  /** The site's own id, as it stands in the address. */
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly vendor: string;
  readonly category: string;
  /** Canonical lower-case ids; empty for ordinary goods. */
  readonly substances: readonly string[];
  readonly form: string | null;
  readonly purity: number | null;
  readonly doseMg: number | null;
  readonly tiers: readonly [Tier, ...Tier[]];
  readonly shipsFrom: readonly string[];
  readonly shipsTo: readonly string[];
  /** Of the vendor's contacts and wallets, those that the description repeats. */
  readonly contacts: readonly string[];
  readonly wallets: readonly string[];
  readonly firstWeek: number;
  /** The last week in which it is offered. */
  readonly lastWeek: number;
  /** Price of the first tier in each week from `firstWeek` to `lastWeek`. */
  readonly prices: readonly string[];
  readonly listedAt: number;
}

export interface LabVendor {
  readonly site: MarketName;
  readonly handle: string;
  readonly description: string;
  /** Index into the stock of public keys, or null. */
  readonly pgp: number | null;
  /** `kind:value`. */
  readonly contacts: readonly string[];
  /** `CURRENCY:address`. */
  readonly wallets: readonly string[];
  readonly country: string;
  readonly joinedAt: number;
  readonly rating: number;
  readonly sales: number;
  readonly firstWeek: number;
  readonly lastWeek: number;
}

/** What a message offers. */
export interface LabOffer {
  readonly substances: readonly string[];
  readonly quantity: Pick<Quantity, 'value' | 'unit'>;
  readonly price: Money;
}

export interface LabMessage {
  readonly site: 'slipway' | 'slacktide';
  /** Number of the post on its site; it only grows with time. */
  readonly number: number;
  readonly topic: number | null;
  readonly author: string;
  readonly text: string;
  /** What the post quotes, if anything. */
  readonly quotes: number | null;
  readonly sentAt: number;
  readonly offer: LabOffer | null;
}

export interface LabTopic {
  readonly number: number;
  readonly board: number;
  readonly subject: string;
}

/** Weekly value of one unit in US dollars. */
export type RateTable = Readonly<Record<'EUR' | 'GBP' | 'BTC' | 'XMR', readonly number[]>>;

export interface World {
  readonly seed: number;
  readonly size: 'small' | 'full';
  readonly weeks: number;
  readonly vendors: readonly LabVendor[];
  readonly listings: readonly LabListing[];
  readonly topics: readonly LabTopic[];
  readonly messages: readonly LabMessage[];
  readonly rates: RateTable;
  /** The chance that a live listing can be seen on a given day, in lists as on its own page; always when absent. */
  readonly sighting?: number;
  /** The market that stops in `week` (503 during it, unreachable afterwards). */
  readonly closing: { readonly site: MarketName; readonly week: number };
}
