import type { Item } from '../model/item.ts';
import { type Listing, mainOffer, unitPrice } from '../model/listing.ts';
import { convert, type Money, type Rates } from '../model/money.ts';
import type { Unit } from '../model/quantity.ts';
import type { Vendor } from '../model/vendor.ts';
import type { SearchDocument } from './document.ts';
import { fold, words } from './words.ts';

export interface DocumentContext {
  /** The source's name, as shown. */
  readonly market: string;
  readonly rates: Rates;
  readonly substanceNames: (id: string) => readonly string[];
  /** SHA-256 of the captures that show the item. */
  readonly captures?: readonly string[];
}

/** Stands between two fields in `text`, so that no phrase reaches over; no query can name it. */
const boundary = '|';

const folded = (values: readonly string[]): readonly string[] => [
  ...new Set(values.map(fold).filter((each) => each !== '')),
];
const foldedOrNull = (value: string | null | undefined): string | null => (value ? fold(value) || null : null);

const joined = (fields: readonly (string | null | undefined)[]): string =>
  fields
    .map((field) => words(field ?? '').join(' '))
    .filter((field) => field !== '')
    .join(` ${boundary} `);

interface Priced {
  readonly price: Money | null;
  readonly at: string;
  readonly rates: Rates;
}

const converted = ({ price, at, rates }: Priced) => ({
  price: price && Number(price.amount),
  currency: price?.currency ?? null,
  priceUsd: price && convert(price, 'USD', at, rates),
  priceEur: price && convert(price, 'EUR', at, rates),
});

function unitPrices(listing: Listing, at: string, rates: Rates): Pick<SearchDocument, 'unitUsd' | 'unitEur' | 'per'> {
  const offer = mainOffer(listing);
  const unit = offer && unitPrice(offer);
  if (!offer?.price || !unit) return { unitUsd: null, unitEur: null, per: null };
  const scale = unit.amount / Number(offer.price.amount);
  const usd = convert(offer.price, 'USD', at, rates);
  const eur = convert(offer.price, 'EUR', at, rates);
  return { unitUsd: usd === null ? null : usd * scale, unitEur: eur === null ? null : eur * scale, per: unit.per };
}

/** The largest quantity in the unit of the main offer, or of the first offer that states one. */
function largest(listing: Listing): { readonly qty: number | null; readonly qtyUnit: Unit | null } {
  const stated = listing.offers.flatMap((offer) => (offer.quantity ? [offer.quantity] : []));
  const unit = (mainOffer(listing)?.quantity ?? stated[0])?.unit ?? null;
  const values = stated.filter((each) => each.unit === unit).map((each) => each.max ?? each.value);
  return values.length === 0 ? { qty: null, qtyUnit: null } : { qty: Math.max(...values), qtyUnit: unit };
}

const nothingOffered = {
  substance: [],
  class: [],
  form: null,
  country: [],
  to: [],
  price: null,
  currency: null,
  priceUsd: null,
  priceEur: null,
  unitUsd: null,
  unitEur: null,
  per: null,
  qty: null,
  qtyUnit: null,
  purity: null,
  sold: null,
  rating: null,
  pgp: [],
  wallet: [],
  contact: [],
} satisfies Partial<SearchDocument>;

function offered(listing: Listing, item: Item, rates: Rates) {
  const price = listing.price ?? mainOffer(listing)?.price ?? null;
  return {
    ...nothingOffered,
    ...converted({ price, at: item.lastSeen, rates }),
    ...unitPrices(listing, item.lastSeen, rates),
    ...largest(listing),
    substance: folded(listing.substances.map((each) => each.id)),
    class: folded(listing.substances.map((each) => each.class)),
    form: foldedOrNull(listing.form),
    country: folded(listing.shipsFrom),
    to: folded(listing.shipsTo),
    purity: listing.purity,
    sold: listing.sold,
    rating: listing.rating,
    wallet: folded(listing.wallets),
    contact: folded(listing.contacts),
  };
}

const presented = (vendor: Vendor) => ({
  ...nothingOffered,
  country: folded(vendor.shipsFrom),
  sold: vendor.sales,
  rating: vendor.rating,
  pgp: folded(vendor.pgp),
  wallet: folded(vendor.wallets),
  contact: folded(vendor.contacts),
});

const firstLine = (text: string): string => text.trim().split('\n')[0]?.slice(0, 120) ?? '';

interface Read {
  readonly listing: Listing | null;
  readonly title: string | null;
  readonly body: string | null;
  readonly vendor: string | null;
}

function read(item: Item): Read {
  const { current } = item;
  switch (current?.kind) {
    case 'listing':
      return {
        listing: current.value,
        title: current.value.title,
        body: current.value.description,
        vendor: current.value.vendor,
      };
    case 'message':
      return {
        listing: current.value.offer,
        title: firstLine(current.value.text),
        body: current.value.text,
        vendor: current.value.author,
      };
    case 'vendor':
      return {
        listing: null,
        title: current.value.handle,
        body: current.value.description,
        vendor: current.value.handle,
      };
    default:
      return { listing: null, title: null, body: null, vendor: null };
  }
}

/** The search document of an item. Prices are converted at the day on which the item was last seen. */
export function toDocument(item: Item, context: DocumentContext): SearchDocument {
  const { listing, title, body, vendor } = read(item);
  const facts =
    item.current?.kind === 'vendor'
      ? presented(item.current.value)
      : listing
        ? offered(listing, item, context.rates)
        : nothingOffered;
  const names = (listing?.substances ?? []).flatMap((each) => [...context.substanceNames(each.id)]);
  const fields = [
    item.kind === 'message' ? null : title,
    body,
    item.kind === 'vendor' ? null : vendor,
    listing?.category,
    ...new Set(names),
  ];
  return {
    ...facts,
    id: item.id,
    kind: item.kind,
    source: item.source,
    market: context.market,
    title: words(title ?? '').join(' '),
    text: joined(fields),
    vendor: foldedOrNull(vendor),
    lang: foldedOrNull(item.language),
    first: Date.parse(item.firstSeen),
    seen: Date.parse(item.lastSeen),
    gone: item.gone === null ? null : Date.parse(item.gone),
    hash: folded([...(listing?.images ?? []), ...(context.captures ?? [])]),
    state: item.gone === null ? 'on-sale' : 'gone',
  };
}
