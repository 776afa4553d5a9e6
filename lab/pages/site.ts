import { weekAt } from '../calendar.ts';
import type { LabListing, LabVendor, MarketName, World } from '../nouns.ts';
import { inCategory, isLive, isSighted, onVendorPage } from '../world.ts';
import type { Html } from './html.ts';

/** What a site is asked. `now` is the lab's calendar. */
export interface SiteRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly now: number;
}
export interface SiteAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}
/** A site as a pure function of the world and the request. */
export type Site = (request: SiteRequest) => SiteAnswer;

export const page = (body: Html, status = 200): SiteAnswer => ({ status, body: body.html });
export const redirect = (location: string): SiteAnswer => ({ status: 302, body: '', headers: { location } });

/** What one market shows at a moment. */
export interface MarketView {
  readonly week: number;
  readonly live: readonly LabListing[];
  /** Live listings of a category, without those that its pages leave out this week. */
  inCategory(category: string): readonly LabListing[];
  ofVendor(handle: string): readonly LabListing[];
  listing(key: string): LabListing | null;
  vendor(handle: string): LabVendor | null;
  /** Vendors with something on offer, busiest first. */
  readonly vendors: readonly LabVendor[];
  readonly categories: readonly string[];
}

export function marketView(world: World, site: MarketName, now: number): MarketView {
  const week = weekAt(now);
  const live = world.listings
    .filter((listing) => listing.site === site && isLive(listing, week) && isSighted(world, listing, now))
    .reverse();
  const byVendor = Map.groupBy(live, (listing) => listing.vendor);
  const byCategory = Map.groupBy(live, (listing) => listing.category);
  const vendors = world.vendors.filter((vendor) => vendor.site === site);
  const size = (handle: string) => byVendor.get(handle)?.length ?? 0;
  return {
    week,
    live,
    inCategory: (category) => (byCategory.get(category) ?? []).filter((listing) => inCategory(listing, week)),
    ofVendor: (handle) => (byVendor.get(handle) ?? []).filter((listing) => onVendorPage(listing, week)),
    listing: (key) => live.find((listing) => listing.key === key) ?? null,
    vendor: (handle) => vendors.find((vendor) => vendor.handle === handle && vendor.firstWeek <= week) ?? null,
    vendors: vendors.filter((vendor) => size(vendor.handle) > 0).sort((a, b) => size(b.handle) - size(a.handle)),
    categories: [...byCategory.keys()].sort(),
  };
}

/** The same answer for the same day, worked out once. */
export function remember<T>(make: (now: number) => T): (now: number) => T {
  let last: { readonly day: number; readonly value: T } | null = null;
  return (now) => {
    const day = Math.floor(now / 86_400_000);
    if (last?.day !== day) last = { day, value: make(now) };
    return last.value;
  };
}

/** The price of a step: the first step's price times its factor, to two digits. */
export const tierPrice = (first: string, factor: number): string =>
  factor === 1 ? first : (Math.round(Number(first) * factor * 2) / 2).toFixed(2);
