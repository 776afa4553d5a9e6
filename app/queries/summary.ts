import type { Item } from '../../model/item.ts';
import { type Listing, mainOffer, unitPrice } from '../../model/listing.ts';
import { convert, type Money, type Rates } from '../../model/money.ts';
import type { ItemSummary } from '../api.ts';

/** What a summary needs beside the item: names, rates, and the vendor's own item where one is known. */
export interface SummaryContext {
  readonly market: (source: string) => string;
  readonly substanceName: (id: string) => string;
  readonly rates: Rates;
  readonly vendorId: (source: string, handle: string) => string | null;
}

const firstWords = (text: string, length = 90): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length).replace(/\s+\S*$/, '')}…`;
};

/** The listing fields of an item: of a listing itself, or of a message that offers something. */
export const offeredBy = (item: Item): Listing | null =>
  item.current?.kind === 'listing'
    ? item.current.value
    : item.current?.kind === 'message'
      ? item.current.value.offer
      : null;

export function titleOf(item: Item): string {
  switch (item.current?.kind) {
    case 'listing':
      return item.current.value.title;
    case 'vendor':
      return item.current.value.handle;
    case 'message':
      return firstWords(item.current.value.text) || '(no text)';
    default:
      return item.key;
  }
}

const vendorOf = (item: Item): string | null =>
  item.current?.kind === 'vendor'
    ? item.current.value.handle
    : item.current?.kind === 'message'
      ? item.current.value.author
      : (item.current?.value.vendor ?? null);

const both = (money: Money, at: string, rates: Rates) => ({
  eur: convert(money, 'EUR', at, rates),
  usd: convert(money, 'USD', at, rates),
});

function priceOf(listing: Listing | null, at: string, rates: Rates): ItemSummary['price'] {
  const price = listing?.price ?? null;
  return price && { amount: Number(price.amount), currency: price.currency, ...both(price, at, rates) };
}

function unitPriceOf(listing: Listing | null, at: string, rates: Rates): ItemSummary['unitPrice'] {
  const offer = listing && mainOffer(listing);
  const unit = offer && unitPrice(offer);
  if (!offer?.price || !unit) return null;
  const scale = unit.amount / Number(offer.price.amount);
  const { eur, usd } = both(offer.price, at, rates);
  return { ...unit, eur: eur === null ? null : eur * scale, usd: usd === null ? null : usd * scale };
}

/** The least certain of the fields that people decide on. */
function confidenceOf(item: Item, listing: Listing | null): number {
  const named = ['title', 'price', 'vendor', 'text', 'handle'].flatMap(
    (field) => item.provenance[field]?.confidence ?? [],
  );
  return Math.min(1, ...named, ...(listing?.substances.map((each) => each.confidence) ?? []));
}

export function summarise(item: Item, context: SummaryContext, matched: ItemSummary['matched'] = []): ItemSummary {
  const listing = offeredBy(item);
  const vendor = vendorOf(item);
  const at = item.lastSeen;
  return {
    id: item.id,
    kind: item.kind,
    source: item.source,
    market: context.market(item.source),
    key: item.key,
    url: item.url,
    title: titleOf(item),
    vendor,
    vendorId: vendor === null ? null : item.kind === 'vendor' ? item.id : context.vendorId(item.source, vendor),
    substances: (listing?.substances ?? []).map((each) => ({
      id: each.id,
      name: context.substanceName(each.id),
      class: each.class,
      confidence: each.confidence,
    })),
    form: listing?.form ?? null,
    price: priceOf(listing, at, context.rates),
    unitPrice: unitPriceOf(listing, at, context.rates),
    quantity: (listing && mainOffer(listing)?.quantity) ?? null,
    shipsFrom: listing?.shipsFrom ?? (item.current?.kind === 'vendor' ? item.current.value.shipsFrom : []),
    shipsTo: listing?.shipsTo ?? [],
    language: item.language,
    firstSeen: item.firstSeen,
    lastSeen: item.lastSeen,
    gone: item.gone,
    confidence: confidenceOf(item, listing),
    prices: item.prices,
    version: item.version,
    matched,
  };
}
