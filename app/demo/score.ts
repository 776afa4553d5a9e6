import type { TrueListing, Truth } from '../../lab/truth.ts';
import type { Item } from '../../model/item.ts';
import { type Listing, mainOffer } from '../../model/listing.ts';
import type { Parts } from '../parts.ts';

export const scoredFields = ['title', 'vendor', 'price', 'quantity', 'shipsFrom'] as const;
export type ScoredField = (typeof scoredFields)[number];

interface Tally {
  right: number;
  stated: number;
  found: number;
}

const squeeze = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();
const setOf = (values: readonly string[]): string => [...values].sort().join(' ');

type Comparable = Readonly<Record<ScoredField, string | null>>;

/** Seven digits: the same ounce, whoever rounds it. */
const measured = (value: number, unit: string): string => `${Number(value.toPrecision(7))} ${unit}`;

/** Truth as comparable text; null where the site states nothing. */
const expected = ({ title, vendor, price, quantity, shipsFrom }: TrueListing): Comparable => ({
  title: squeeze(title),
  vendor,
  price: `${Number(price.amount)} ${price.currency}`,
  quantity: measured(quantity.value, quantity.unit),
  shipsFrom: setOf(shipsFrom),
});

function actual(listing: Listing): Comparable {
  const quantity = mainOffer(listing)?.quantity ?? null;
  return {
    title: squeeze(listing.title) || null,
    vendor: listing.vendor,
    price: listing.price && `${Number(listing.price.amount)} ${listing.price.currency}`,
    quantity: quantity && quantity.max === null ? measured(quantity.value, quantity.unit) : null,
    shipsFrom: setOf(listing.shipsFrom) || null,
  };
}

export interface FieldScore {
  readonly f1: Readonly<Record<ScoredField, number>>;
  /** Listings of the truth that were found at all. */
  readonly found: number;
  readonly expected: number;
  /** Up to 20 differences, for a person. */
  readonly wrong: readonly string[];
}

/** Every item of a kind on one source by its key. */
export async function itemsByKey(parts: Parts, kind: Item['kind']): Promise<ReadonlyMap<string, Item>> {
  const items = new Map<string, Item>();
  for await (const item of parts.storage.items.each())
    if (item.kind === kind) items.set(`${item.source}|${item.key}`, item);
  return items;
}

/** F1 by field of the stored listings against the lab's truth at the last week of each listing. */
export async function scoreListings(parts: Parts, truths: Truth): Promise<FieldScore> {
  const items = await itemsByKey(parts, 'listing');
  const tallies = Object.fromEntries(scoredFields.map((field) => [field, { right: 0, stated: 0, found: 0 }])) as Record<
    ScoredField,
    Tally
  >;
  const wrong: string[] = [];
  let found = 0;
  for (const truth of truths.listings) {
    const item = items.get(`${truth.site}|${truth.key}`);
    const want = expected(truth);
    const have = item?.current?.kind === 'listing' ? actual(item.current.value) : null;
    found += have ? 1 : 0;
    for (const field of scoredFields) {
      const tally = tallies[field];
      tally.stated += want[field] === null ? 0 : 1;
      tally.found += have?.[field] ? 1 : 0;
      if (want[field] !== null && have?.[field] === want[field]) tally.right += 1;
      else if (wrong.length < 20)
        wrong.push(
          `${truth.site} ${truth.key} ${field}: expected ${want[field]}, found ${have?.[field] ?? 'nothing'} (${truth.title})`,
        );
    }
  }
  const f1 = Object.fromEntries(
    scoredFields.map((field) => [
      field,
      (2 * tallies[field].right) / Math.max(1, tallies[field].stated + tallies[field].found),
    ]),
  ) as Record<ScoredField, number>;
  return { f1, found, expected: truths.listings.length, wrong };
}
