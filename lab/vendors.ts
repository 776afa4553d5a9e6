import { createHash } from 'node:crypto';
import { weekMs, weekStart } from './calendar.ts';
import type { LabVendor, MarketName } from './nouns.ts';
import { publicKeys } from './public-keys.data.ts';
import { createRandom, type Random } from './random.ts';

/** A vendor before it is known what it sells. `share` is its part of the market's listings. */
export interface VendorPlan extends Omit<LabVendor, 'firstWeek' | 'lastWeek'> {
  readonly share: number;
  readonly shipsTo: readonly string[];
  /** The weeks in which it may offer something; they may reach beyond the calendar. */
  readonly career: { readonly from: number; readonly to: number };
}

const first = [
  'Quiet',
  'Amber',
  'Polar',
  'Velvet',
  'Rusty',
  'Paper',
  'Lunar',
  'Salt',
  'Copper',
  'Hollow',
  'Silent',
  'Tidal',
  'Winter',
  'Marble',
  'Static',
  'Cobalt',
] as const;
const second = [
  'Heron',
  'Lantern',
  'Harbor',
  'Otter',
  'Anchor',
  'Kestrel',
  'Garden',
  'Signal',
  'Fjord',
  'Badger',
  'Compass',
  'Willow',
  'Falcon',
  'Mirror',
  'Cinder',
  'Orchard',
] as const;

function handleFrom(random: Random): string {
  const [a, b] = [random.pick(first), random.pick(second)];
  const number = random.int(2, 99);
  return random.pick([
    `${a}${b}`,
    `${a}_${b}`,
    `${a.toLowerCase()}${b.toLowerCase()}${number}`,
    `${a}${b}${number}`,
    `the${a}${b}`,
  ]);
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const sha = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A pay-to-public-key-hash address with a valid checksum, derived from `text`; nobody holds its key. */
export function bitcoinAddress(text: string): string {
  const payload = Buffer.concat([Buffer.from([0]), sha(Buffer.from(text)).subarray(0, 20)]);
  let number = BigInt(`0x${Buffer.concat([payload, sha(sha(payload)).subarray(0, 4)]).toString('hex')}`);
  let address = '';
  while (number > 0n) {
    address = `${base58[Number(number % 58n)]}${address}`;
    number /= 58n;
  }
  return `1${address}`;
}

const countries: Readonly<Record<MarketName, readonly [string, ...string[]]>> = {
  halyard: ['US', 'US', 'GB', 'NL', 'CA', 'AU', 'DE', 'FR'],
  fathom: ['NL', 'NL', 'ES', 'FR', 'BE', 'GB', 'PL', 'CZ'],
  nordkai: ['DE', 'DE', 'DE', 'AT', 'CH', 'NL', 'DK', 'SE'],
};
const destinations = (country: string, market: MarketName): readonly [readonly string[], ...(readonly string[])[]] =>
  market === 'nordkai'
    ? [[country], ['EU'], ['DE', 'AT', 'CH'], ['WW'], ['EU', 'CH']]
    : [['WW'], ['WW'], ['EU'], [country], ['EU', 'US'], ['US', 'CA', 'AU']];

interface Slogans {
  readonly en: readonly [string, ...string[]];
  readonly de: readonly [string, ...string[]];
}
const slogans: Slogans = {
  en: [
    'Orders leave within two days, no weekends.',
    'Small team, careful packing, honest weights.',
    'Reship only with a tracking photo. Read before you order.',
    'Same crew since the first market. We answer within a day.',
  ],
  de: [
    'Bestellungen gehen innerhalb von zwei Tagen raus, am Wochenende nicht.',
    'Kleines Team, sorgfältig verpackt, ehrliche Gewichte.',
    'Ersatz nur mit Foto der Sendungsnummer. Bitte erst lesen, dann bestellen.',
    'Seit Jahren dabei. Wir antworten innerhalb eines Tages.',
  ],
};

const slug = (handle: string): string => handle.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The busiest stay for good; of the others two thirds come and go. */
function careerOf(random: Random, rank: number): VendorPlan['career'] {
  if (rank < 4 || random.chance(0.33)) return { from: 1, to: Number.POSITIVE_INFINITY };
  const from = random.chance(0.4) ? 1 : random.int(2, 9);
  return { from, to: from + random.int(2, 6) };
}

function makePlan(random: Random, site: MarketName, handle: string, rank: number, pgp: number | null): VendorPlan {
  const country = random.pick(countries[site]);
  const contacts = [
    ...(random.chance(0.25) ? [`telegram:@${slug(handle)}_desk`] : []),
    ...(random.chance(0.15) ? [`mail:${slug(handle)}@letterbox.example`] : []),
  ];
  return {
    site,
    handle,
    description: random.pick(slogans[site === 'nordkai' ? 'de' : 'en']),
    pgp,
    contacts,
    wallets: random.chance(0.12) ? [`BTC:${bitcoinAddress(`${site}|${handle}`)}`] : [],
    country,
    joinedAt: weekStart(1) - random.int(2, 110) * weekMs - random.int(0, 6) * 86_400_000,
    rating: random.int(40, 50) / 10,
    sales: random.int(3, 2400),
    share: 1 / (rank + 1) ** 1.05,
    shipsTo: random.pick(destinations(country, site)),
    career: careerOf(random, rank),
  };
}

/** Keys of the busiest vendors of each market; number 0 is on two markets. */
const keysOf: Readonly<Record<MarketName, readonly number[]>> = {
  halyard: [0, 1, 2],
  fathom: [3, 0, 4],
  nordkai: [5, 6, 7],
};

/**
 * `count` vendors of one market, busiest first (Pareto). The busiest of Halyard sells on Fathom too: another handle there, the same key,
 * contact and wallet.
 */
export function planVendors(seed: number, site: MarketName, count: number): readonly VendorPlan[] {
  const random = createRandom(`${seed}|vendors|${site}`);
  const handles = new Set<string>();
  while (handles.size < count) handles.add(handleFrom(random));
  const plans = [...handles].map((handle, rank) => {
    const key = keysOf[site][rank];
    return makePlan(random, site, handle, rank, key !== undefined && publicKeys[key] ? key : null);
  });
  if (site === 'nordkai') return plans;
  const shared = { contacts: [`telegram:@deck_${seed}_office`], wallets: [`BTC:${bitcoinAddress(`shared|${seed}`)}`] };
  return plans.map((plan) => (plan.pgp === 0 ? { ...plan, ...shared } : plan));
}

const wayNames: Readonly<Record<string, string>> = { telegram: 'Telegram', mail: 'Mail', BTC: 'BTC' };

/** Contacts and wallets as sellers write them: "Telegram: @name". */
export const waysOf = (vendor: Pick<LabVendor, 'contacts' | 'wallets'>): readonly string[] =>
  [...vendor.contacts, ...vendor.wallets].map((each) => {
    const at = each.indexOf(':');
    return `${wayNames[each.slice(0, at)] ?? each.slice(0, at)}: ${each.slice(at + 1)}`;
  });
