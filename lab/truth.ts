import type { Money } from '../model/money.ts';
import type { Quantity } from '../model/quantity.ts';
import { weekAt, weekStart } from './calendar.ts';
import type { LabListing, LabMessage, LabOffer, LabVendor, MarketName, SiteName, World } from './nouns.ts';
import { tierPrice } from './pages/site.ts';
import { publicKeys } from './public-keys.data.ts';
import { inCategory, priceIn } from './world.ts';

interface TrueOffer {
  readonly quantity: Pick<Quantity, 'value' | 'unit'>;
  readonly price: Money;
}
/** A listing as it stood in its last visible week (up to the asked week). `quantity` is that of the first price step. */
export interface TrueListing {
  readonly site: MarketName;
  readonly key: string;
  readonly title: string;
  readonly vendor: string;
  /** As the site prints it, in the site's language. */
  readonly category: string;
  readonly price: Money;
  readonly quantity: Pick<Quantity, 'value' | 'unit'>;
  readonly offers: readonly TrueOffer[];
  readonly shipsFrom: readonly string[];
  readonly shipsTo: readonly string[];
  readonly contacts: readonly string[];
  readonly wallets: readonly string[];
  readonly substances: readonly string[];
  readonly form: string | null;
  readonly purity: number | null;
  readonly doseMg: number | null;
  readonly firstWeek: number;
  readonly lastWeek: number;
  /** The listing lives on after `lastWeek`, which is only where the asked span ends. */
  readonly open: boolean;
  readonly prices: readonly { readonly week: number; readonly amount: string }[];
  /** Weeks in which it stood on no category page, only on its vendor's page. */
  readonly hiddenWeeks: readonly number[];
}
interface TrueVendor {
  readonly site: MarketName;
  readonly handle: string;
  readonly pgp: readonly string[];
  readonly contacts: readonly string[];
  readonly wallets: readonly string[];
  readonly shipsFrom: readonly string[];
  readonly joined: string;
  readonly rating: number;
  readonly sales: number;
  readonly firstWeek: number;
  readonly lastWeek: number;
}
interface TrueMessage {
  readonly site: 'slipway' | 'slacktide';
  /** The number of the post on the forum; `slacktide/NUMBER` on the channel. */
  readonly key: string;
  readonly author: string;
  readonly sentAt: string;
  readonly text: string;
  readonly firstWeek: number;
  readonly offer: LabOffer | null;
}
type TrueEvent = {
  readonly site: SiteName;
  readonly record: 'listing' | 'vendor' | 'message';
  readonly key: string;
  readonly week: number;
} & (
  | { readonly reason: 'first' | 'gone' }
  | { readonly reason: 'price'; readonly before: string; readonly after: string; readonly currency: string }
);
export interface Truth {
  readonly seed: number;
  readonly size: 'small' | 'full';
  /** The last week that is told about. */
  readonly week: number;
  readonly weeks: readonly { readonly week: number; readonly start: string }[];
  readonly listings: readonly TrueListing[];
  readonly vendors: readonly TrueVendor[];
  readonly posts: readonly TrueMessage[];
  readonly messages: readonly TrueMessage[];
  /** By week. A closed market's listings have no `gone` event: nobody can look. */
  readonly events: readonly TrueEvent[];
  /** Markets that show no content from that week on. */
  readonly closedSites: readonly { readonly site: MarketName; readonly week: number }[];
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
const currencyOf = (site: MarketName): string => (site === 'halyard' ? 'USD' : 'EUR');

function trueListing(listing: LabListing, upTo: number): TrueListing {
  const { description: _, tiers, prices: __, listedAt: ___, ...shown } = listing;
  const lastWeek = Math.min(listing.lastWeek, upTo);
  const currency = currencyOf(listing.site);
  const first = priceIn(listing, lastWeek);
  const weeks = range(listing.firstWeek, lastWeek);
  return {
    ...shown,
    lastWeek,
    price: { amount: first, currency },
    quantity: tiers[0].quantity,
    offers: tiers.map(({ quantity, factor }) => ({ quantity, price: { amount: tierPrice(first, factor), currency } })),
    open: listing.lastWeek > upTo,
    prices: weeks.map((week) => ({ week, amount: priceIn(listing, week) })),
    hiddenWeeks: weeks.filter((week) => !inCategory(listing, week)),
  };
}

function trueVendor(vendor: LabVendor, upTo: number): TrueVendor {
  const key = vendor.pgp === null ? undefined : publicKeys[vendor.pgp];
  return {
    site: vendor.site,
    handle: vendor.handle,
    pgp: key ? [key.fingerprint] : [],
    contacts: vendor.contacts,
    wallets: vendor.wallets,
    shipsFrom: [vendor.country],
    joined: new Date(vendor.joinedAt).toISOString().slice(0, 10),
    rating: vendor.rating,
    sales: vendor.sales,
    firstWeek: vendor.firstWeek,
    lastWeek: Math.min(vendor.lastWeek, upTo),
  };
}

/** Week of the first Monday at which a message can be read; 1 for all that is older than the calendar. */
const readableWeek = (message: LabMessage): number =>
  message.sentAt <= weekStart(1) ? 1 : weekAt(message.sentAt - 1) + 1;

const trueMessage = (message: LabMessage): TrueMessage => ({
  site: message.site,
  key: message.site === 'slacktide' ? `slacktide/${message.number}` : String(message.number),
  author: message.author,
  sentAt: new Date(message.sentAt).toISOString(),
  text: message.text,
  firstWeek: readableWeek(message),
  offer: message.offer,
});

function listingEvents(listing: TrueListing, upTo: number, closed: boolean): readonly TrueEvent[] {
  const of = { site: listing.site, record: 'listing', key: listing.key } as const;
  const changes = listing.prices.flatMap(({ week, amount }, index): readonly TrueEvent[] => {
    const before = listing.prices[index - 1]?.amount;
    return before === undefined || before === amount
      ? []
      : [{ ...of, week, reason: 'price', before, after: amount, currency: listing.price.currency }];
  });
  const gone = listing.lastWeek + 1;
  return [
    { ...of, week: listing.firstWeek, reason: 'first' },
    ...changes,
    ...(!listing.open && gone <= upTo && !closed ? [{ ...of, week: gone, reason: 'gone' } as const] : []),
  ];
}

/** What a perfect observer who looks at the start of every week knows by `upToWeek` (the whole calendar when absent). */
export function truthOf(world: World, upToWeek = world.weeks): Truth {
  const upTo = Math.min(world.weeks, Math.max(1, upToWeek));
  const listings = world.listings.filter((each) => each.firstWeek <= upTo).map((each) => trueListing(each, upTo));
  const vendors = world.vendors.filter((each) => each.firstWeek <= upTo).map((each) => trueVendor(each, upTo));
  const said = world.messages.map(trueMessage).filter((each) => each.firstWeek <= upTo);
  const isClosed = (listing: TrueListing) =>
    listing.site === world.closing.site && listing.lastWeek + 1 >= world.closing.week;
  const firsts = [
    ...vendors.map(
      (each) =>
        ({ site: each.site, record: 'vendor', key: each.handle, week: each.firstWeek, reason: 'first' }) as const,
    ),
    ...said.map(
      (each) => ({ site: each.site, record: 'message', key: each.key, week: each.firstWeek, reason: 'first' }) as const,
    ),
  ];
  return {
    seed: world.seed,
    size: world.size,
    week: upTo,
    weeks: range(1, upTo).map((week) => ({ week, start: new Date(weekStart(week)).toISOString() })),
    listings,
    vendors,
    posts: said.filter((each) => each.site === 'slipway'),
    messages: said.filter((each) => each.site === 'slacktide'),
    events: [...listings.flatMap((each) => listingEvents(each, upTo, isClosed(each))), ...firsts].sort(
      (a, b) => a.week - b.week,
    ),
    closedSites: world.closing.week <= upTo ? [world.closing] : [],
  };
}
