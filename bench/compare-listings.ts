import type { MarketPage, PageTruth, ShownListing } from '../lab/pages/shown.ts';
import type { Listing, Offer } from '../model/listing.ts';
import type { Draft } from '../model/observation.ts';

export const listingFields = [
  'title',
  'vendor',
  'price',
  'shipsFrom',
  'shipsTo',
  'category',
  'stock',
  'sold',
  'rating',
  'offers',
] as const;
type ListingField = (typeof listingFields)[number];
export type Field = ListingField | 'record' | 'handle' | 'sales' | 'vendorRating';

/** One comparison of a field: what was given, what stands there. `confidence`: as the reader gave it, null when it gave none. */
export interface Verdict {
  readonly field: Field;
  readonly given: boolean;
  readonly shown: boolean;
  readonly right: boolean;
  readonly confidence: number | null;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
const near = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= Math.abs(b) * tolerance + 1e-9;
const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each));
const isThere = (value: unknown): boolean => value !== null && !(Array.isArray(value) && value.length === 0);

function samePrice(given: Listing['price'], shown: ShownListing['price']): boolean {
  return (
    given !== null &&
    shown !== null &&
    given.currency === shown.currency &&
    near(Number(given.amount), shown.amount, 0.005)
  );
}

const sameOffer = (given: Offer, shown: NonNullable<ShownListing['offers']>[number]): boolean =>
  given.price !== null &&
  near(Number(given.price.amount), shown.amount, 0.005) &&
  given.quantity?.unit === shown.unit &&
  near(given.quantity.value, shown.value, 0.005);

/** The printed category or the last part of its path. */
const sameCategory = (given: string, shown: string): boolean =>
  [given, given.split(/[>/|»›]/).at(-1) ?? ''].some((each) => fold(each) === fold(shown));

function isRight(field: ListingField, given: Listing, shown: ShownListing): boolean {
  switch (field) {
    case 'title':
      return fold(given.title) === fold(shown.title);
    case 'vendor':
      return fold(given.vendor ?? '').replace(/^@/, '') === fold(shown.vendor ?? '');
    case 'price':
      return samePrice(given.price, shown.price);
    case 'shipsFrom':
    case 'shipsTo':
      return sameSet(given[field], shown[field]);
    case 'category':
      return sameCategory(given.category ?? '', shown.category ?? '');
    case 'stock':
    case 'sold':
      return given[field] === shown[field];
    case 'rating':
      return near(given.rating ?? -1, shown.rating ?? -2, 0.02);
    case 'offers':
      return (
        given.offers.length === shown.offers?.length &&
        given.offers.every((each, index) => shown.offers?.[index] && sameOffer(each, shown.offers[index]))
      );
  }
}

/** A listing by itself in offers with nothing but a price says no more than the price does. */
const givenOf = (field: ListingField, listing: Listing): boolean =>
  field === 'offers' ? listing.offers.some(({ quantity }) => quantity !== null) : isThere(listing[field]);

interface Given {
  readonly draft: Draft;
  readonly listing: Listing;
}

/** Fields that the page does not settle are not judged; a listing that stands nowhere is wrong in all that it says. */
function judge(given: Given | null, shown: ShownListing | null): readonly Verdict[] {
  return listingFields.flatMap((field): readonly Verdict[] => {
    if (shown && shown[field] === undefined) return [];
    const isGiven = given !== null && givenOf(field, given.listing);
    const isShown = shown !== null && isThere(shown[field]);
    if (!isGiven && !isShown) return [];
    const right = isGiven && isShown && given !== null && shown !== null && isRight(field, given.listing, shown);
    return [
      { field, given: isGiven, shown: isShown, right, confidence: given?.draft.provenance[field]?.confidence ?? null },
    ];
  });
}

const record = (given: boolean, shown: boolean): Verdict => ({
  field: 'record',
  given,
  shown,
  right: given && shown,
  confidence: null,
});

const hasUrl = ({ draft }: Given, shown: ShownListing): boolean => draft.url === shown.url;
const hasTitle = ({ listing }: Given, shown: ShownListing): boolean => fold(listing.title) === fold(shown.title);

/** Every listing shown with the one given that has its address, else its title; each is used once. */
function pair(given: readonly Given[], truth: PageTruth) {
  const left = new Set(given);
  const take = (fits: (each: Given) => boolean): Given | null => {
    const found = [...left].find(fits) ?? null;
    if (found) left.delete(found);
    return found;
  };
  const byUrl = new Map(truth.listings.map((shown) => [shown, take((each) => hasUrl(each, shown))]));
  const pairs = truth.listings.map((shown) => ({
    shown,
    given: byUrl.get(shown) ?? take((each) => hasTitle(each, shown)),
  }));
  const isRelated = (each: Given) => truth.related.some((shown) => hasUrl(each, shown) || hasTitle(each, shown));
  return { pairs, strangers: [...left].filter((each) => !isRelated(each)) };
}

/** What a vendor's page says of its vendor; fields that it does not settle are not judged. */
function vendorVerdicts({ truth: { vendor: shown } }: MarketPage, drafts: readonly Draft[]): readonly Verdict[] {
  const draft = drafts.find(({ content }) => content?.kind === 'vendor');
  const vendor = draft?.content?.kind === 'vendor' ? draft.content.value : null;
  const rows = [
    { field: 'handle', key: 'handle', given: vendor?.handle, expected: shown ? shown.handle : null },
    { field: 'sales', key: 'sales', given: vendor?.sales, expected: shown ? shown.sales : null },
    { field: 'vendorRating', key: 'rating', given: vendor?.rating, expected: shown ? shown.rating : null },
  ] as const;
  return rows.flatMap(({ field, key, given = null, expected }): readonly Verdict[] => {
    if (expected === undefined || (given === null && expected === null)) return [];
    const right = given !== null && expected !== null && fold(String(given)) === fold(String(expected));
    const confidence = draft?.provenance[key]?.confidence ?? null;
    return [{ field, given: given !== null, shown: expected !== null, right, confidence }];
  });
}

/** How what was read agrees with what the page shows. `strangers`: listings given that stand nowhere on the page. */
export function comparePage(
  page: MarketPage,
  drafts: readonly Draft[],
): { verdicts: readonly Verdict[]; strangers: number } {
  const given = drafts.flatMap((draft): readonly Given[] =>
    draft.content?.kind === 'listing' ? [{ draft, listing: draft.content.value }] : [],
  );
  const subject =
    page.kind === 'listing' ? (given.find(({ draft }) => draft.view === 'detail') ?? given[0]) : undefined;
  const [shown] = page.truth.listings;
  const own = subject && shown ? [{ shown, given: subject }] : null;
  const rest = pair(
    own ? given.filter((each) => each !== subject) : given,
    own ? { ...page.truth, listings: [] } : page.truth,
  );
  const pairs = [...(own ?? []), ...rest.pairs];
  return {
    verdicts: [
      ...pairs.flatMap((each) => [record(each.given !== null, true), ...judge(each.given, each.shown)]),
      ...rest.strangers.flatMap((each) => [record(true, false), ...judge(each, null)]),
      ...vendorVerdicts(page, drafts),
    ],
    strangers: rest.strangers.length,
  };
}

/** F1 of a field over verdicts: right values against those given and those shown; null where nothing is shown. */
export function f1(verdicts: readonly Verdict[]): number | null {
  const given = verdicts.filter((each) => each.given).length;
  const shown = verdicts.filter((each) => each.shown).length;
  return shown === 0 ? null : (2 * verdicts.filter((each) => each.right).length) / (given + shown);
}
