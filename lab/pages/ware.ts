import type { Unit } from '../../model/quantity.ts';
import { type Category, categories, categoryTitles } from '../catalogue.ts';
import type { LabListing, LabVendor, World } from '../nouns.ts';
import { onionName } from '../onion.ts';
import { publicKeys } from '../public-keys.data.ts';
import { hash32 } from '../random.ts';
import { rateIn } from '../rates.ts';
import { isLive, priceIn } from '../world.ts';
import type { ShownListing, ShownMoney, ShownOffer } from './shown.ts';
import { tierPrice } from './site.ts';

/** US dollars of one unit, for currencies outside the world's rate table. Invented, and the same every week. */
const fixed = { USDT: 1, PLN: 0.27, AUD: 0.66, CAD: 0.73, RUB: 0.0111, BRL: 0.18, CNY: 0.14, CHF: 1.13 } as const;
export type Currency = 'USD' | 'EUR' | 'GBP' | 'BTC' | 'XMR' | keyof typeof fixed;

/** One price step of a ware: the amount as sellers print it, and its price in the market's currency. */
export interface Step {
  readonly label: string;
  readonly value: number;
  readonly unit: Unit;
  readonly amount: number;
}

/** A seller as a market's pages may describe it. */
export interface Seller extends Omit<LabVendor, 'pgp'> {
  readonly level: number;
  /** Per cent of good reviews, with one decimal. */
  readonly score: number;
  /** Armoured public key, or null. */
  readonly key: string | null;
}

/** A listing of the world in the dress of one market: in its currency, with counts. Markets choose what they print. */
export interface Ware {
  readonly id: number;
  readonly title: string;
  readonly seller: Seller;
  readonly category: Category;
  readonly amount: number;
  readonly currency: Currency;
  readonly steps: readonly [Step, ...Step[]];
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly stock: number;
  readonly sold: number;
  readonly views: number;
  /** Out of 5, with one decimal. */
  readonly rating: number;
  readonly description: string;
  readonly listedAt: number;
}

/** What one market has on offer in one week. */
export interface Stall {
  readonly origin: string;
  readonly wares: readonly Ware[];
  readonly sellers: readonly Seller[];
  readonly categories: readonly Category[];
  readonly week: number;
  /** An amount of the market's own currency in another. */
  convert(amount: number, to: Currency): number;
  /** What one unit of a currency costs in another. */
  rate(of: Currency, to: Currency): number;
}

export interface StallOptions {
  readonly market: string;
  readonly currency: Currency;
  readonly count: number;
  readonly week: number;
  /** Some titles of real markets hold a price of their own; the others stay as the world has them. */
  readonly priceInTitle?: (listing: LabListing, amount: number) => string | null;
}

const isFixed = (currency: Currency): currency is keyof typeof fixed => Object.hasOwn(fixed, currency);
const usdOf = (world: World, currency: Currency, week: number): number =>
  isFixed(currency) ? fixed[currency] : rateIn(world.rates, currency, week);

/** The category that a listing's printed category stands for. */
const categoryOf = (title: string): Category =>
  categories.find((each) => categoryTitles[each].en === title || categoryTitles[each].de === title) ?? 'other';

const sellerOf = ({ pgp, ...vendor }: LabVendor): Seller => ({
  ...vendor,
  level: 1 + (hash32(`level|${vendor.handle}`) % 9),
  score: 90 + (hash32(`score|${vendor.handle}`) % 100) / 10,
  key: pgp === null ? null : (publicKeys[pgp]?.block ?? null),
});

const cents = (value: number): number => Math.round(value * 100) / 100;

/** The rows of chance that a market adds to a listing. */
const counts = (seed: string) => ({
  stock: 1 + (hash32(`stock|${seed}`) % 180),
  sold: hash32(`sold|${seed}`) % 420,
  views: 400 + (hash32(`views|${seed}`) % 9000),
  rating: 3.6 + (hash32(`rating|${seed}`) % 15) / 10,
});

function wareOf(world: World, options: StallOptions, seller: Seller, listing: LabListing): Ware {
  const { market, currency, week } = options;
  const printed = priceIn(listing, week);
  const home = listing.site === 'halyard' ? 'USD' : 'EUR';
  const factor = usdOf(world, home, week) / usdOf(world, currency, week);
  const step = ({ label, quantity, factor: share }: LabListing['tiers'][number]): Step => ({
    label,
    ...quantity,
    amount: cents(Number(tierPrice(printed, share)) * factor),
  });
  const [first, ...rest] = listing.tiers;
  const steps = [step(first), ...rest.map(step)] as const;
  const { stock, sold, views, rating } = counts(`${market}|${listing.key}`);
  const amount = steps[0].amount;
  return {
    id: 1000 + (hash32(`${market}|${listing.site}|${listing.key}`) % 90_000),
    title: options.priceInTitle?.(listing, amount) ?? listing.title,
    seller,
    category: categoryOf(listing.category),
    amount,
    currency,
    steps,
    from: listing.shipsFrom,
    to: listing.shipsTo,
    stock,
    sold,
    views,
    rating: Math.round(rating * 10) / 10,
    description: listing.description,
    listedAt: listing.listedAt,
  };
}

/** Live listings of the world that stand on this market too: a part by chance, two with the same title never. */
function chosen(world: World, { market, week, count }: StallOptions): readonly LabListing[] {
  const order = (listing: LabListing) => hash32(`${market}|${listing.site}|${listing.key}|in`);
  const titles = new Set<string>();
  return world.listings
    .filter((listing) => isLive(listing, week))
    .sort((a, b) => order(a) - order(b))
    .filter(({ title }) => !titles.has(title) && titles.add(title))
    .slice(0, count);
}

/** The wares and sellers of one market in one week, the same for the same world. */
export function openStall(world: World, options: StallOptions): Stall {
  const sellers = new Map<string, Seller>();
  const sellerFor = (listing: LabListing): Seller | null => {
    const vendor = world.vendors.find((each) => each.site === listing.site && each.handle === listing.vendor);
    if (!vendor) return null;
    const known = sellers.get(vendor.handle) ?? sellerOf(vendor);
    sellers.set(vendor.handle, known);
    return known;
  };
  const wares = chosen(world, options).flatMap((listing) => {
    const seller = sellerFor(listing);
    return seller ? [wareOf(world, options, seller, listing)] : [];
  });
  const usd = (currency: Currency) => usdOf(world, currency, options.week);
  return {
    origin: `http://${onionName(options.market)}`,
    wares,
    sellers: [...sellers.values()],
    categories: [...new Set(wares.map((ware) => ware.category))].sort(),
    week: options.week,
    convert: (amount, to) => (amount * usd(options.currency)) / usd(to),
    rate: (of, to) => usd(of) / usd(to),
  };
}

export const priceOf = ({ amount, currency }: Pick<Ware, 'amount' | 'currency'>): ShownMoney => ({ amount, currency });
export const offersOf = (ware: Ware): readonly ShownOffer[] =>
  ware.steps.map(({ value, unit, amount }) => ({ value, unit, amount }));

/** The truth of a page that prints a ware's title, seller, price and places and no counts; `more` says what else, or what not. */
export const shownWare = (ware: Ware, url: string, more: Partial<ShownListing> = {}): ShownListing => ({
  url,
  title: ware.title,
  vendor: ware.seller.handle,
  price: priceOf(ware),
  shipsFrom: ware.from,
  shipsTo: ware.to,
  stock: null,
  sold: null,
  rating: null,
  ...more,
});
