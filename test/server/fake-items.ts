import type { ItemSummary } from '../../app/api.ts';
import { itemId, sha256 } from '../../model/ids.ts';
import type { Item, PricePoint } from '../../model/item.ts';
import { emptyListing, type Listing } from '../../model/listing.ts';
import { emptyVendor, type Vendor } from '../../model/vendor.ts';
import { type Offered, offered } from './offers.data.ts';

export const now = '2026-11-24T09:41:00.000Z';

const iso = (day: string): string => `${day}T09:12:44.000Z`;
const keyOf = (offer: Offered): string => sha256(offer.title).slice(0, 6);
export const captureOf = (offer: Offered): string => sha256(`capture ${offer.title}`).slice(0, 32);

const usdPerEur = 1.097;
const rates: Readonly<Record<string, number>> = { EUR: 1, USD: 1 / usdPerEur };
const euro = (amount: number, currency: string): number | null =>
  rates[currency] === undefined ? null : amount * (rates[currency] ?? 1);

const pricesOf = (offer: Offered): PricePoint[] =>
  (offer.steps ?? [[offer.first, offer.price[0]] as const]).map(([at, amount]) => ({
    at: iso(at),
    capture: captureOf(offer),
    price: { amount, currency: offer.price[1] },
    unitPrice: { amount: Number(amount) / offer.quantity[0], currency: offer.price[1], per: offer.quantity[1] },
  }));

export function summaryOf(offer: Offered): ItemSummary {
  const amount = Number(offer.price[0]);
  const currency = offer.price[1];
  const eur = euro(amount, currency);
  const both = (value: number | null) => ({ eur: value, usd: value === null ? null : value * usdPerEur });
  const substance = offer.substance;
  return {
    id: itemId('listing', offer.source, keyOf(offer)),
    kind: 'listing',
    source: offer.source,
    market: offer.market,
    key: keyOf(offer),
    url: `http://${offer.source}.onion/l/${keyOf(offer)}`,
    title: offer.title,
    vendor: offer.vendor,
    vendorId: offer.vendor === 'greywharf' ? itemId('vendor', offer.source, 'greywharf') : null,
    substances: substance
      ? [{ id: substance[0], name: substance[1], class: substance[2], confidence: offer.confidence ?? 0.97 }]
      : [],
    form: offer.form,
    price: { amount, currency, ...both(eur) },
    unitPrice: {
      amount: amount / offer.quantity[0],
      currency,
      per: offer.quantity[1],
      ...both(eur === null ? null : eur / offer.quantity[0]),
    },
    quantity: { value: offer.quantity[0], max: null, unit: offer.quantity[1] },
    shipsFrom: offer.from,
    shipsTo: offer.to,
    language: offer.language,
    firstSeen: iso(offer.first),
    lastSeen: iso(offer.last),
    gone: offer.gone ? iso(offer.last) : null,
    confidence: offer.confidence ?? 0.97,
    prices: pricesOf(offer),
    version: offer.steps?.length ?? 1,
    matched: (offer.matched ?? []).map(([field, text]) => ({ field, text })),
  };
}

function listingOf(offer: Offered): Listing {
  const [amount, currency] = offer.price;
  const [value, unit] = offer.quantity;
  const offers = [0.2, 1, 2, 5].map((factor, index) => ({
    quantity: { value: value * factor, max: null, unit },
    doseMg: unit === 'unit' ? 2 : null,
    price: { amount: (Number(amount) * factor * ([1.4, 1, 0.9, 0.75][index] ?? 1)).toFixed(2), currency },
    raw: `${value * factor}${unit}`,
  }));
  return {
    ...emptyListing(offer.title),
    description: offer.description ?? null,
    vendor: offer.vendor,
    category: 'Opioids',
    substances: offer.substance
      ? [{ id: offer.substance[0], class: offer.substance[2], confidence: 0.97, matched: offer.substance[1] }]
      : [],
    form: offer.form,
    purity: 98.5,
    price: { amount, currency },
    offers,
    shipsFrom: [...offer.from],
    shipsTo: [...offer.to],
    sold: 63,
    payment: ['BTC', 'XMR'],
  };
}

const origin = (
  offer: Offered,
  raw: string,
  rule: string,
  at: string,
  confidence: number,
): Item['provenance'][string] => ({ raw, rule, at, confidence, capture: captureOf(offer), view: 'detail' });

export function itemOf(offer: Offered): Item {
  const summary = summaryOf(offer);
  return {
    id: summary.id,
    kind: 'listing',
    source: offer.source,
    key: summary.key,
    url: summary.url,
    firstSeen: summary.firstSeen,
    lastSeen: summary.lastSeen,
    gone: summary.gone,
    current: { kind: 'listing', value: listingOf(offer) },
    language: offer.language,
    provenance: {
      title: origin(offer, offer.title, 'h1', 'h1.title', 0.99),
      substances: origin(offer, offer.title, 'lexicon@41 · exact name', 'h1.title · characters 0-12', 0.97),
      purity: origin(offer, 'purity 98,5% by HPLC', 'purity@3 · decimal comma', 'div.body · characters 212-232', 0.8),
      price: origin(offer, '€ 92,00', 'halyard@3 · offers.price', 'table.offers td.p · row 2', 0.99),
      offers: origin(offer, '1g / 5g / 10g / 25g', 'quantity@12 · one a row', 'table.offers tr', 0.95),
      shipsFrom: origin(offer, 'Shipping from: Netherlands', 'halyard@3 · shipsFrom', 'dl.meta dd · 3', 0.99),
      stock: origin(offer, '"in stock"', 'halyard@3 · stock', 'dl.meta dd · 6', 0.5),
    },
    issues: [{ field: 'stock', message: 'no number on the page', raw: 'in stock <b>' }],
    profile: 'halyard@3',
    lastCapture: captureOf(offer),
    lastObservation: sha256(`observation ${offer.title}`).slice(0, 32),
    lastObservedAt: summary.lastSeen,
    detailCapture: captureOf(offer),
    prices: pricesOf(offer),
    shown: { row: null, detail: null },
    observations: 19,
    version: summary.version,
    events: [],
  };
}

const vendorFields: Vendor = {
  ...emptyVendor('greywharf'),
  description: 'Same key on every market. Check it.',
  pgp: ['7D218C0411EB5A903F6DB27C08E1D4A590AE44C3'],
  contacts: ['mail:wharf@mail.example', 'telegram:@greywharf'],
  wallets: ['XMR:84HqTSbD9JmkPSKXaG3Uyhk2LoJvJ1fVM5uvZDCiAdFw2YmXhkZ5R8FW1YwJ'],
  shipsFrom: ['NL'],
  joined: '2025-02-09',
  rating: 4.8,
  sales: 412,
};

/** The vendor behind the first offer, on one source. */
export function vendorItem(source: string): Item {
  const first = offered[0];
  if (!first) throw new Error('There is no offer');
  const base = itemOf(first);
  const provenance = {
    handle: origin(first, 'greywharf', 'halyard@3 · handle', 'h1', 0.99),
    pgp: origin(first, '-----BEGIN PGP', 'pgp@2 · repaired', 'pre', 0.99),
  };
  return {
    ...base,
    id: itemId('vendor', source, 'greywharf'),
    kind: 'vendor',
    source,
    key: 'greywharf',
    current: { kind: 'vendor', value: vendorFields },
    prices: [],
    provenance,
    issues: [],
  };
}

export function vendorSummary(source: string, market: string): ItemSummary {
  const first = offered[0];
  if (!first) throw new Error('There is no offer');
  return {
    ...summaryOf(first),
    id: itemId('vendor', source, 'greywharf'),
    kind: 'vendor',
    source,
    market,
    key: 'greywharf',
    title: 'greywharf',
    vendorId: itemId('vendor', source, 'greywharf'),
    substances: [],
    form: null,
    price: null,
    unitPrice: null,
    quantity: null,
    prices: [],
    matched: [],
  };
}
