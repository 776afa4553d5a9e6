import type { Unit } from '../../model/quantity.ts';
import type { World } from '../nouns.ts';

/** What a page of a market is, in the words of the reader's page states. */
export type PageKind =
  | 'index'
  | 'listing'
  | 'vendor'
  | 'forum'
  | 'channel'
  | 'login'
  | 'captcha'
  | 'queue'
  | 'banned'
  | 'not-found'
  | 'other';

export interface ShownMoney {
  readonly amount: number;
  readonly currency: string;
}
export interface ShownOffer {
  readonly value: number;
  readonly unit: Unit;
  readonly amount: number;
}

/**
 * A listing as one page shows it. Null or an empty list: the page prints no such thing, so every value would be a false one. An absent
 * field is not judged on this page.
 */
export interface ShownListing {
  /** Absolute address of the listing's own page. */
  readonly url: string;
  readonly title: string;
  readonly vendor: string | null;
  /** The main price; of a range its lower end, of a marked-down one the new price. */
  readonly price: ShownMoney | null;
  readonly shipsFrom: readonly string[];
  readonly shipsTo: readonly string[];
  readonly category?: string | null;
  readonly stock?: number | null;
  readonly sold?: number | null;
  /** Out of 5. */
  readonly rating?: number | null;
  readonly offers?: readonly ShownOffer[];
}

export interface ShownVendor {
  readonly handle: string;
  readonly sales?: number | null;
  readonly rating?: number | null;
}

/** `listings`: what a reader must find. `related`: rows beside a page's own subject, which it may find. */
export interface PageTruth {
  readonly listings: readonly ShownListing[];
  readonly related: readonly ShownListing[];
  readonly vendor: ShownVendor | null;
}

/** One page of a market as a crawler would have saved it, with what a reader must find on it. */
export interface MarketPage {
  readonly url: string;
  readonly kind: PageKind;
  /** Other answers that a reader may give as well: an empty list is no more an index than a message that nothing was found. */
  readonly also: readonly PageKind[];
  readonly status: number;
  readonly contentType: string;
  /** How the page's bytes are made; the page need not say so. */
  readonly charset: 'utf-8' | 'windows-1251';
  readonly html: string;
  readonly truth: PageTruth;
}

/** Everything that one market shows in one week. */
export type Market = (world: World, week: number) => readonly MarketPage[];

const bare: PageTruth = { listings: [], related: [], vendor: null };
const withCharset = 'text/html; charset=utf-8';

type Rest = Partial<Pick<MarketPage, 'status' | 'contentType' | 'charset' | 'also'>>;

/** A page with its truth; what is not said is: status 200, UTF-8 and declared, nothing to find. */
export function shownPage(
  kind: PageKind,
  url: string,
  html: string,
  { truth = {}, ...more }: Rest & { readonly truth?: Partial<PageTruth> } = {},
): MarketPage {
  const isEmpty = kind === 'index' && (truth.listings ?? []).length === 0;
  const also: readonly PageKind[] = isEmpty ? ['other', 'not-found'] : [];
  return {
    kind,
    url,
    html,
    status: 200,
    contentType: withCharset,
    charset: 'utf-8',
    also,
    ...more,
    truth: { ...bare, ...truth },
  };
}
