import { weekStart } from '../calendar.ts';
import type { LabListing, MarketName, World } from '../nouns.ts';
import { onionName } from '../onion.ts';
import { priceIn, slugOf } from '../world.ts';
import { fathom } from './fathom.ts';
import { halyard } from './halyard.ts';
import { nordkai } from './nordkai.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from './shown.ts';
import { marketView, type Site, tierPrice } from './site.ts';
import { slacktide } from './slacktide.ts';
import { slipway } from './slipway.ts';
import { wallPage } from './walls.ts';

/** How one of the served markets addresses its pages. */
interface Addresses {
  readonly listing: (listing: LabListing) => string;
  readonly vendor: (handle: string) => string;
  readonly category: (name: string) => string;
}

const ask = (site: Site, origin: string, path: string, week: number) => {
  const url = new URL(path, origin);
  return site({ path: url.pathname, query: url.searchParams, now: weekStart(week) });
};

const shownOf = (listing: LabListing, url: string, week: number, detail: boolean): ShownListing => {
  const first = priceIn(listing, week);
  const row: ShownListing = {
    url,
    title: listing.title,
    vendor: listing.vendor,
    price: { amount: Number(first), currency: listing.site === 'halyard' ? 'USD' : 'EUR' },
    shipsFrom: listing.shipsFrom,
    shipsTo: listing.shipsTo,
    stock: null,
    sold: null,
    rating: null,
  };
  if (!detail) return row;
  const offers = listing.tiers.map(({ quantity, factor }) => ({
    ...quantity,
    amount: Number(tierPrice(first, factor)),
  }));
  return { ...row, category: listing.category, offers };
};

/** Pages of a market that the lab serves, read straight from its renderer: some categories, listings and vendors, walls and a dead link. */
function pagesOf(
  name: MarketName,
  site: Site,
  addresses: Addresses,
  world: World,
  week: number,
): readonly MarketPage[] {
  const view = marketView(world, name, weekStart(week));
  const origin = `http://${onionName(name)}`;
  const at = (path: string) => new URL(path, origin).href;
  const shown = (listing: LabListing, detail = false) => shownOf(listing, at(addresses.listing(listing)), week, detail);
  const open = (kind: MarketPage['kind'], path: string, truth: Partial<MarketPage['truth']>) => {
    const { status, body } = ask(site, origin, path, week);
    return shownPage(kind, at(path), body, { status, truth });
  };
  const walls = (['login', 'captcha', 'queue', 'ban'] as const).map((kind) => {
    const { status, body } = wallPage(name, kind);
    return shownPage(kind === 'ban' ? 'banned' : kind, at(`/?${kind}`), body, { status });
  });
  return [
    ...view.categories.slice(0, 4).map((each) =>
      open('index', addresses.category(each), {
        listings: view
          .inCategory(each)
          .slice(0, name === 'fathom' ? 48 : 50)
          .map((one) => shown(one)),
      }),
    ),
    ...view.live
      .slice(0, 20)
      .map((listing) => open('listing', addresses.listing(listing), { listings: [shown(listing, true)] })),
    ...view.vendors.slice(0, 6).map(({ handle, sales, rating }) =>
      open('vendor', addresses.vendor(handle), {
        vendor: { handle, sales, rating },
        related: view.ofVendor(handle).map((one) => shown(one)),
      }),
    ),
    open('not-found', '/nowhere', {}),
    ...walls,
  ];
}

const isOpen = (world: World, name: MarketName, week: number): boolean =>
  name !== world.closing.site || week < world.closing.week;

const market =
  (name: MarketName, make: (world: World) => Site, addresses: Addresses): Market =>
  (world, week) =>
    isOpen(world, name, week) ? pagesOf(name, make(world), addresses, world, week) : [];

/** The three markets that the lab serves, as saved pages. */
export const served = {
  halyard: market('halyard', halyard, {
    listing: ({ key }) => `/viewlisting.php?id=${key}`,
    vendor: (handle) => `/viewvendor.php?name=${encodeURIComponent(handle)}`,
    category: (name) => `/category.php?c=${encodeURIComponent(name.toLowerCase())}`,
  }),
  fathom: market('fathom', fathom, {
    listing: (listing) => `/item/${slugOf(listing)}-${listing.key}`,
    vendor: (handle) => `/seller/${encodeURIComponent(handle)}`,
    category: (name) => `/browse/${name.toLowerCase()}`,
  }),
  nordkai: market('nordkai', nordkai, {
    listing: ({ key }) => `/angebot/${key}`,
    vendor: (handle) => `/verkaeufer/${encodeURIComponent(handle)}`,
    category: (name) => `/kategorie/${name.toLowerCase()}`,
  }),
} as const;

/** Pages of the forum and the channel: people talk there about goods, but nothing is listed. */
export function talkPages(world: World, week: number): readonly MarketPage[] {
  const read = (name: 'slipway' | 'slacktide', kind: 'forum' | 'channel', site: Site, path: string) => {
    const origin = `http://${onionName(name)}`;
    const { status, body } = ask(site, origin, path, week);
    return status === 200 ? [shownPage(kind, new URL(path, origin).href, body)] : [];
  };
  const forum = slipway(world);
  return [
    ...[0, 1, 2, 3].flatMap((board) => read('slipway', 'forum', forum, `/index.php?board=${board}.0`)),
    ...world.topics
      .slice(0, 12)
      .flatMap(({ number }) => read('slipway', 'forum', forum, `/index.php?topic=${number}.0`)),
    ...read('slacktide', 'channel', slacktide(world), '/s/slacktide'),
  ];
}
