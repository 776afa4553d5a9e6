import type { ItemSummary } from '../../app/api.ts';
import { itemId, sha256 } from '../../model/ids.ts';
import type { Item, PricePoint } from '../../model/item.ts';
import { emptyListing, type Listing } from '../../model/listing.ts';
import type { Unit } from '../../model/quantity.ts';
import { emptyVendor, type Vendor } from '../../model/vendor.ts';

export const now = '2026-11-24T09:41:00.000Z';

/** One invented offer: enough to fill a row of results and a page. */
export interface Offered {
  readonly title: string;
  readonly vendor: string;
  readonly source: string;
  readonly market: string;
  readonly substance: readonly [id: string, name: string, substanceClass: string] | null;
  readonly form: string | null;
  readonly price: readonly [amount: string, currency: string];
  readonly quantity: readonly [value: number, unit: Unit];
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly language: string;
  readonly first: string;
  readonly last: string;
  readonly gone?: boolean;
  readonly confidence?: number;
  readonly matched?: readonly (readonly [field: string, text: string])[];
  readonly steps?: readonly (readonly [at: string, amount: string])[];
  readonly description?: string;
}

const metonitazene = ['metonitazene', 'metonitazene', 'nitazene'] as const;
const bromazolam = ['bromazolam', 'bromazolam', 'designer-benzodiazepine'] as const;
const mmc = ['3-mmc', '3-MMC', 'cathinone'] as const;

export const offered: readonly Offered[] = [
  {
    title: 'Metonitazene HCl powder, 5 g, lab report on request',
    vendor: 'greywharf',
    source: 'halyard',
    market: 'Halyard',
    substance: metonitazene,
    form: 'powder',
    price: ['92.00', 'EUR'],
    quantity: [5, 'g'],
    from: ['NL'],
    to: ['EU'],
    language: 'en',
    first: '2026-08-03',
    last: '2026-11-24',
    matched: [['title', 'Metonitazene']],
    steps: [
      ['2026-08-03', '112.00'],
      ['2026-08-27', '102.50'],
      ['2026-11-24', '92.00'],
    ],
    description: 'White powder, purity 98,5% by HPLC. We ship within 24h from NL.\nFor 100g and more write first.',
  },
  {
    title: 'Bromazolam 2 mg pressed bars (green) x 500',
    vendor: 'tallow&son',
    source: 'fathom',
    market: 'Fathom',
    substance: bromazolam,
    form: 'pill',
    price: ['310.00', 'EUR'],
    quantity: [500, 'unit'],
    from: ['GB'],
    to: ['GB', 'EU'],
    language: 'en',
    first: '2026-09-12',
    last: '2026-11-24',
    matched: [['title', 'Bromazolam']],
  },
  {
    title: '3-MMC Kristalle, 25 g, Versand aus DE',
    vendor: 'Nordlicht-77',
    source: 'halyard',
    market: 'Halyard',
    substance: mmc,
    form: 'crystal',
    price: ['345.00', 'EUR'],
    quantity: [25, 'g'],
    from: ['DE'],
    to: ['DE', 'AT', 'NL', 'BE'],
    language: 'de',
    first: '2026-08-29',
    last: '2026-11-24',
    matched: [['title', '3-MMC']],
    steps: [
      ['2026-08-29', '316.00'],
      ['2026-10-01', '345.00'],
    ],
  },
  {
    title: '<img src=x onerror=alert(1)> MDMA crystal',
    vendor: '"><script>alert(2)</script>',
    source: 'northquay',
    market: 'Northquay',
    substance: ['mdma', 'MDMA', 'mdma-type'],
    form: 'crystal',
    price: ['44.00', 'USD'],
    quantity: [1, 'g'],
    from: [],
    to: ['WW'],
    language: 'en',
    first: '2026-11-20',
    last: '2026-11-23',
    confidence: 0.55,
    matched: [['title', 'MDMA']],
    description: '</blockquote><script>alert(3)</script> &amp; javascript:alert(4)',
  },
  {
    title: 'Метонитазен порошок 10 г',
    vendor: 'севморпорт',
    source: 'breakwater',
    market: 'Breakwater',
    substance: metonitazene,
    form: 'powder',
    price: ['0.00300000', 'BTC'],
    quantity: [10, 'g'],
    from: [],
    to: ['RU', 'KZ'],
    language: 'ru',
    first: '2026-11-02',
    last: '2026-11-22',
    confidence: 0.8,
    matched: [['title', 'Метонитазен']],
  },
  {
    title: 'Bromazolam 3 mg pellets, 1000 count',
    vendor: 'ebbtide9',
    source: 'tidewater',
    market: 'Tidewater',
    substance: bromazolam,
    form: 'pellet',
    price: ['480.00', 'EUR'],
    quantity: [1000, 'unit'],
    from: ['PL'],
    to: ['EU'],
    language: 'en',
    first: '2026-05-11',
    last: '2026-11-19',
    gone: true,
    matched: [['text', 'press']],
    steps: [
      ['2026-05-11', '615.00'],
      ['2026-09-20', '480.00'],
    ],
  },
  {
    title: 'مسحوق أبيض نقي 5 غرام',
    vendor: 'مرسى',
    source: 'halyard',
    market: 'Halyard',
    substance: null,
    form: null,
    price: ['60.00', 'EUR'],
    quantity: [5, 'g'],
    from: ['TR'],
    to: [],
    language: 'ar',
    first: '2026-11-18',
    last: '2026-11-24',
    confidence: 0.3,
  },
  {
    title: 'AVeryLongTitleWithoutAnySpaceThatANarrowScreenHasToBreakSomewhereOrElseThePageScrollsSideways3MMC',
    vendor: 'a-handle-that-is-as-long-as-any-site-allows-it-to-be',
    source: 'fathom',
    market: 'Fathom',
    substance: mmc,
    form: 'crystal',
    price: ['1090.00', 'EUR'],
    quantity: [100, 'g'],
    from: ['NL'],
    to: ['EU'],
    language: 'en',
    first: '2026-08-03',
    last: '2026-11-24',
  },
];

const iso = (day: string): string => `${day}T09:12:44.000Z`;
export const keyOf = (offer: Offered): string => sha256(offer.title).slice(0, 6);
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
