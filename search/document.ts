import type { ItemKind } from '../model/observation.ts';
import type { Unit } from '../model/quantity.ts';

/** What is searched of an item: flat, normalised, the same on every store. Times in epoch milliseconds. `title` and `text` hold the tokens of words(), joined by single spaces. */
export interface SearchDocument {
  readonly id: string;
  readonly kind: ItemKind;
  readonly source: string;
  /** The source's name, as shown. */
  readonly market: string;
  readonly title: string;
  /** Title, description or message text, vendor, category and the names of the substances. */
  readonly text: string;
  /** Folded for comparison (see fold() in words.ts); likewise every keyword below. */
  readonly vendor: string | null;
  readonly substance: readonly string[];
  readonly class: readonly string[];
  readonly form: string | null;
  readonly country: readonly string[];
  readonly to: readonly string[];
  readonly lang: string | null;
  readonly price: number | null;
  readonly currency: string | null;
  readonly priceUsd: number | null;
  readonly priceEur: number | null;
  /** Unit price of the main offer, in USD and EUR per `per`. */
  readonly unitUsd: number | null;
  readonly unitEur: number | null;
  readonly per: Unit | null;
  /** Largest quantity on offer, in `qtyUnit`. */
  readonly qty: number | null;
  readonly qtyUnit: Unit | null;
  readonly purity: number | null;
  readonly sold: number | null;
  readonly rating: number | null;
  readonly first: number;
  readonly seen: number;
  readonly gone: number | null;
  readonly pgp: readonly string[];
  readonly wallet: readonly string[];
  readonly contact: readonly string[];
  /** SHA-256 of the captures and images that show it. */
  readonly hash: readonly string[];
  readonly state: 'on-sale' | 'gone';
}
