import { newcomer, newcomerWeek, type Product } from './catalogue.ts';
import { type ListingPlan, makeListing, pickProduct } from './listings.ts';
import { type LabListing, type LabVendor, type MarketName, marketNames, type World } from './nouns.ts';
import { createRandom, falls, hash32, type Random } from './random.ts';
import { createRates } from './rates.ts';
import { createChannel, createForum } from './talk.ts';
import { planVendors, type VendorPlan } from './vendors.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly size: 'small' | 'full';
  /** Length of the calendar; 12 when absent. */
  readonly weeks?: number;
  /** Below 1, listings are hidden on days of their own; 1 when absent. */
  readonly sighting?: number;
}

const sizes = {
  small: { vendors: 4, listings: 20, topics: 8, messages: 36 },
  full: { vendors: 51, listings: 515, topics: 44, messages: 132 },
} as const;

const closing = { site: 'fathom', week: 10 } as const;

type Draft = Omit<ListingPlan, 'key'>;

/** Nearly half are there when their seller starts; each ends with a chance of one in eight a week, or with its seller. */
function lifetime(random: Random, career: VendorPlan['career'], end: number): { firstWeek: number; lastWeek: number } {
  const last = Math.min(end, career.to);
  const from = Math.min(career.from, last);
  const firstWeek = random.chance(0.42) ? from : random.int(from, last);
  let lastWeek = firstWeek;
  while (lastWeek < last && !random.chance(0.125)) lastWeek += 1;
  return { firstWeek, lastWeek };
}

function chooseVendor(random: Random, vendors: readonly [VendorPlan, ...VendorPlan[]], total: number): VendorPlan {
  let left = random.next() * total;
  for (const vendor of vendors) {
    left -= vendor.share;
    if (left < 0) return vendor;
  }
  return vendors[0];
}

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** Ids as each site numbers its listings; numbers grow with time. */
const keyOf: Readonly<Record<MarketName, (order: number, seed: number) => string>> = {
  halyard: (order) => String(11_000 + order * 3),
  fathom: (order, seed) => (hash32(`${seed}|fathom|${order}`) + 0x1000_0000).toString(36).slice(-6),
  nordkai: (order) => String(70_400 + order * 11),
};

function planMarket(
  seed: number,
  site: MarketName,
  weeks: number,
  size: { vendors: number; listings: number },
): readonly ListingPlan[] {
  const random = createRandom(`${seed}|market|${site}`);
  const [head, ...rest] = planVendors(seed, site, size.vendors);
  if (!head) return [];
  const vendors = [head, ...rest] as const;
  const total = vendors.reduce((sum, vendor) => sum + vendor.share, 0);
  const last = site === closing.site ? Math.min(weeks, closing.week - 1) : weeks;
  const drafts = Array.from({ length: size.listings }, (_, index): Draft => {
    const vendor = vendors[index] ?? chooseVendor(random, vendors, total);
    const life = lifetime(random, vendor.career, last);
    return { site, vendor, product: pickProduct(random, life.firstWeek), ...life };
  });
  return [...drafts, ...newcomers(site, head, last)]
    .sort((a, b) => a.firstWeek - b.firstWeek)
    .map((draft, order) => ({ ...draft, key: keyOf[site](order, seed) }));
}

/** The busiest vendor of Halyard and of Nordkai is the first to sell the newcomer. */
const newcomers = (site: MarketName, vendor: VendorPlan, last: number): readonly Draft[] =>
  last < newcomerWeek || site === 'fathom'
    ? []
    : [{ site, vendor, product: newcomer satisfies Product, firstWeek: newcomerWeek, lastWeek: last }];

const vendorsOf = (plans: readonly ListingPlan[]): readonly LabVendor[] =>
  [...Map.groupBy(plans, (plan) => plan.vendor)].map(([{ share: _, shipsTo: __, career: ___, ...vendor }, own]) => ({
    ...vendor,
    firstWeek: Math.min(...own.map((plan) => plan.firstWeek)),
    lastWeek: Math.max(...own.map((plan) => plan.lastWeek)),
  }));

/** Everything that the lab will ever show, as plain data. The same options give the same world. */
export function createWorld({ seed, size, weeks = 12, sighting }: WorldOptions): World {
  const rates = createRates(seed, weeks);
  const plans = marketNames.map((site) => planMarket(seed, site, weeks, sizes[size]));
  const listings = plans
    .flat()
    .map((plan) => makeListing(createRandom(`${seed}|${plan.site}|${plan.key}`), plan, rates));
  const forum = createForum(seed, weeks, sizes[size].topics);
  return {
    seed,
    size,
    weeks,
    vendors: plans.flatMap(vendorsOf),
    listings,
    topics: forum.topics,
    messages: [...forum.posts, ...createChannel(seed, weeks, sizes[size].messages)],
    rates,
    closing,
    ...(sighting === undefined ? {} : { sighting }),
  };
}

/** The address part of a Fathom listing before its id. */
export const slugOf = (listing: Pick<LabListing, 'title'>): string => slug(listing.title) || 'item';

export const isLive = (listing: Pick<LabListing, 'firstWeek' | 'lastWeek'>, week: number): boolean =>
  listing.firstWeek <= week && week <= listing.lastWeek;

/** Whether a live listing shows itself on the day of `now`. */
export const isSighted = ({ sighting = 1 }: Pick<World, 'sighting'>, listing: LabListing, now: number): boolean =>
  sighting >= 1 || falls(sighting, `${listing.site}|${listing.key}|${Math.floor(now / 86_400_000)}|sighting`);

/** Price of the first tier in a week of the listing's life. */
export const priceIn = (listing: LabListing, week: number): string =>
  listing.prices[Math.min(listing.prices.length - 1, Math.max(0, week - listing.firstWeek))] ?? '0.00';

/** About one listing in 33 stands on no category page in a given week. */
export const inCategory = (listing: LabListing, week: number): boolean =>
  !falls(0.03, `${listing.site}|${listing.key}|${week}|category`);

/** About one listing in 25 is missing from its vendor's page, but never while it is missing from its category. */
export const onVendorPage = (listing: LabListing, week: number): boolean =>
  !inCategory(listing, week) || !falls(0.04, `${listing.site}|${listing.key}|${week}|vendor`);
