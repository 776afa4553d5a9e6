import { itemId } from '../model/ids.ts';
import type { Item } from '../model/item.ts';
import { emptyListing } from '../model/listing.ts';
import type { Rates } from '../model/money.ts';
import type { Unit } from '../model/quantity.ts';

/** A seeded generator (mulberry32): the same listings in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const substances = Array.from({ length: 60 }, (_, index) => ({
  id: `substance-${index}`,
  class: `class-${index % 9}`,
  name: `substance ${index}`,
}));
const markets = ['aster', 'bazaar', 'cobalt', 'dock', 'ember', 'fjord', 'grove', 'harbour'] as const;
const places = ['NL', 'DE', 'GB', 'US', 'FR', 'ES', 'PL', 'CZ', 'CA', 'AU', 'EU', 'WW'] as const;
const forms = ['crystal', 'powder', 'pill', 'blotter', 'liquid', 'capsule'] as const;
const languages = ['en', 'en', 'en', 'de', 'fr', 'es', 'nl', 'ru'] as const;
const vocabularySize = 50_000;
const hour = 3_600_000;

/** An invented word for a rank: short for frequent ones, always the same. */
function wordOf(rank: number): string {
  const syllables = [
    'ka',
    'lo',
    'mi',
    'ne',
    'ru',
    'sa',
    'to',
    'vi',
    'ze',
    'bro',
    'chi',
    'dra',
    'fen',
    'gly',
    'hex',
    'jun',
  ];
  let rest = rank + 16;
  let word = '';
  while (rest > 0) {
    word += syllables[rest % 16];
    rest = Math.floor(rest / 16);
  }
  return word;
}

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T; // the index is inside
/** Zipf by inversion of a log-uniform rank. */
const zipf = (random: () => number, size: number): number => Math.min(size - 1, Math.floor(size ** random()) - 1);
const text = (random: () => number, length: number): string =>
  Array.from({ length }, () => wordOf(zipf(random, vocabularySize))).join(' ');

export const ratesOfBench: Rates = {
  usd: (currency) => ({ USD: { rate: 1, source: 'bench' }, EUR: { rate: 1.1, source: 'bench' } })[currency] ?? null,
};

/** Listing number `index` of the synthetic dark web, seen between `until` minus two years and `until`. */
export function listing(index: number, random: () => number, until: number): Item {
  const substance = substances[zipf(random, substances.length)] ?? { id: 'none', class: 'none', name: 'none' };
  const source = pick(random, markets);
  const first = until - Math.floor(random() * 104 * 7 * 24) * hour;
  const last = first + Math.floor(random() * (until - first));
  const unit: Unit = random() < 0.8 ? 'g' : 'unit';
  const quantity = { value: pick(random, [1, 3.5, 5, 10, 25, 50, 100, 500]), max: null, unit };
  const price = {
    amount: (quantity.value ** 0.85 * (2 + random() * 60)).toFixed(2),
    currency: random() < 0.5 ? 'EUR' : 'USD',
  };
  const key = String(index);
  const value = {
    ...emptyListing(`${substance.name} ${text(random, 5)}`),
    description: text(random, 40 + Math.floor(random() * 30)),
    vendor: `vendor${zipf(random, 6_000)}`,
    category: substance.class,
    substances: [{ id: substance.id, class: substance.class, confidence: 0.9, matched: substance.name }],
    form: pick(random, forms),
    price: random() < 0.97 ? price : null,
    offers: [{ quantity, doseMg: null, price, raw: '' }],
    shipsFrom: random() < 0.9 ? [pick(random, places)] : [],
    shipsTo: [...new Set([pick(random, places), pick(random, places)])],
    sold: Math.floor(random() * 500),
  };
  const at = new Date(last).toISOString();
  return {
    id: itemId('listing', source, key),
    kind: 'listing',
    source,
    key,
    url: null,
    firstSeen: new Date(first).toISOString(),
    lastSeen: at,
    gone: random() < 0.3 ? at : null,
    current: { kind: 'listing', value },
    language: pick(random, languages),
    provenance: {},
    issues: [],
    profile: 'bench@1',
    lastCapture: 'c',
    lastObservation: 'o',
    lastObservedAt: at,
    detailCapture: null,
    prices: [],
    shown: { row: null, detail: null },
    observations: 1,
    version: 1,
    events: [],
  };
}

/** 200 queries of every kind, from rare to frequent words. */
export function queriesOf(random: () => number): readonly { readonly kind: string; readonly text: string }[] {
  const rare = (): string => wordOf(20_000 + Math.floor(random() * 20_000));
  const middle = (): string => wordOf(200 + Math.floor(random() * 2_000));
  const frequent = (): string => wordOf(Math.floor(random() * 12));
  const substance = (): string => `substance-${zipf(random, 60)}`;
  const makers: Readonly<Record<string, () => string>> = {
    'rare word': rare,
    'middle word': middle,
    'frequent word': frequent,
    'two words': () => `${frequent()} ${middle()}`,
    'two frequent words': () => `${frequent()} ${frequent()}`,
    phrase: () => `"${frequent()} ${frequent()}"`,
    near: () => `"${frequent()} ${middle()}"~5`,
    prefix: () => `${middle().slice(0, 4)}*`,
    fuzzy: () => `${middle()}~1`,
    excluded: () => `${frequent()} -${middle()}`,
    either: () => `${middle()} OR ${middle()} OR ${rare()}`,
    'title only': () => `title:${frequent()}`,
    substance: () => `substance:${substance()}`,
    'substance, place and price': () => `substance:${substance()} country:nl price:<20eur/g`,
    'word, place and week': () => `${frequent()} country:de seen:>-90d`,
    vendor: () => `vendor:vendor${zipf(random, 6_000)}`,
    'price range': () => 'price:50..100usd',
    quantity: () => `qty:>=100g ${middle()}`,
    'first seen': () => 'first:>-30d',
    everything: () => '*',
  };
  return Object.entries(makers).flatMap(([kind, make]) => Array.from({ length: 10 }, () => ({ kind, text: make() })));
}
