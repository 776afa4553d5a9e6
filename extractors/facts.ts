import { emptyListing, type Listing, type Offer } from '../model/listing.ts';
import type { Money } from '../model/money.ts';
import type { Content, Issue, Provenance } from '../model/observation.ts';
import type { Vendor } from '../model/vendor.ts';

/** What is sold and how strong one piece is, as printed. */
export interface Amount {
  readonly quantity: Offer['quantity'];
  readonly doseMg: number | null;
}

/** What a page states about a listing, before the lexicon and the parsers of free text have looked at it. */
export interface Facts {
  readonly title: string | null;
  readonly description: string | null;
  readonly vendor: string | null;
  readonly category: string | null;
  readonly purity: number | null;
  readonly price: Money | null;
  readonly amount: Amount | null;
  readonly offers: readonly Offer[];
  readonly shipsFrom: readonly string[];
  readonly shipsTo: readonly string[];
  readonly stock: number | null;
  readonly sold: number | null;
  readonly rating: number | null;
  readonly payment: readonly string[];
  readonly images: readonly string[];
}

export const noFacts: Facts = { ...emptyListing(''), title: null, amount: null };

/** Where provenance and issues of a record are noted. */
export interface Notes {
  readonly provenance: Record<string, Provenance>;
  readonly issues: Issue[];
}

/** Turns facts into whole records by reading their free text: substances, form, purity, quantity, contacts, wallets, keys, language. */
export interface Completion {
  /** null when there is no title. */
  readonly listing: (facts: Facts, notes: Notes) => Listing | null;
  readonly vendor: (vendor: Vendor, notes: Notes) => Vendor;
  /** The listing fields of a message that offers something, else null. */
  readonly message: (text: string) => Listing | null;
  /** With `home`, the language of the site, short text is of that one unless another is clearly likelier. */
  readonly language: (content: Content, home?: string | null) => string | null;
}
