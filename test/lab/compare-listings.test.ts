import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePage, f1, listingFields } from '../../bench/compare-listings.ts';
import { developMarkets, renderMarket, scoredMarkets } from '../../lab/markets.ts';
import type { MarketPage, ShownListing } from '../../lab/pages/shown.ts';
import { createWorld } from '../../lab/world.ts';
import { emptyListing, type Listing } from '../../model/listing.ts';
import type { Draft } from '../../model/observation.ts';
import { emptyVendor } from '../../model/vendor.ts';

const world = createWorld({ seed: 4, size: 'small' });
const pages = [...developMarkets, ...scoredMarkets].flatMap((market) => renderMarket(market, world, 5));

const listingOf = (shown: ShownListing): Listing => ({
  ...emptyListing(shown.title),
  vendor: shown.vendor,
  price: shown.price && { amount: String(shown.price.amount), currency: shown.price.currency },
  shipsFrom: [...shown.shipsFrom],
  shipsTo: [...shown.shipsTo],
  category: shown.category ?? null,
  stock: shown.stock ?? null,
  sold: shown.sold ?? null,
  rating: shown.rating ?? null,
  offers: (shown.offers ?? []).map(({ value, unit, amount }) => ({
    quantity: { value, max: null, unit },
    doseMg: null,
    price: { amount: String(amount), currency: shown.price?.currency ?? 'USD' },
    raw: '',
  })),
});

const draft = (content: Draft['content'], url: string | null, view: Draft['view']): Draft => ({
  kind: content?.kind ?? 'listing',
  key: url ?? 'x',
  content,
  gone: false,
  url,
  view,
  language: null,
  provenance: { price: { raw: '', rule: '', at: '', confidence: 0.95 } },
  issues: [],
});

/** What a reader without a fault would give. */
const perfect = ({ kind, truth }: MarketPage): readonly Draft[] => [
  ...(truth.vendor
    ? [
        draft(
          {
            kind: 'vendor',
            value: {
              ...emptyVendor(truth.vendor.handle),
              rating: truth.vendor.rating ?? null,
              sales: truth.vendor.sales ?? null,
            },
          },
          null,
          'detail',
        ),
      ]
    : []),
  ...truth.listings.map((shown) =>
    draft({ kind: 'listing', value: listingOf(shown) }, shown.url, kind === 'listing' ? 'detail' : 'row'),
  ),
  ...truth.related.map((shown) => draft({ kind: 'listing', value: listingOf(shown) }, shown.url, 'row')),
];
const withListing = (given: Draft, change: Partial<Listing>): Draft =>
  given.content?.kind === 'listing'
    ? { ...given, content: { kind: 'listing', value: { ...given.content.value, ...change } } }
    : given;
const rows = pages.filter(({ kind, truth }) => kind === 'index' && truth.listings.length > 2);

describe('the score of the generic reader', () => {
  it('is full for a reader that gives what the pages show', () => {
    for (const page of pages) {
      const { verdicts, strangers } = comparePage(page, perfect(page));
      expect(strangers, page.url).toBe(0);
      expect(
        verdicts.filter(({ right }) => !right),
        page.url,
      ).toEqual([]);
    }
  });

  it('is nought for a reader that gives nothing, and blames it for no false value', () => {
    for (const page of rows) {
      const { verdicts, strangers } = comparePage(page, []);
      expect([f1(verdicts), strangers, verdicts.some(({ given }) => given)]).toEqual([0, 0, false]);
    }
  });

  it('counts a listing that stands nowhere, on any page', () => {
    const lie = draft(
      { kind: 'listing', value: { ...emptyListing('Nothing of the kind'), vendor: 'nobody' } },
      'http://x.onion/1',
      'row',
    );
    for (const page of pages) {
      const { verdicts, strangers } = comparePage(page, [...perfect(page), lie]);
      expect(strangers, page.url).toBe(1);
      expect(verdicts.filter(({ right }) => !right).map(({ field }) => field)).toEqual(['record', 'title', 'vendor']);
    }
  });

  it('holds a wrong value against both what was given and what was shown, and a value for nothing against what was given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows), fc.nat(), (page, at) => {
        const given = perfect(page);
        const index = at % page.truth.listings.length;
        const change = (more: Partial<Listing>) =>
          comparePage(
            page,
            given.map((each, here) => (here === index ? withListing(each, more) : each)),
          );
        const wrong = change({ price: { amount: '0.01', currency: 'USD' } }).verdicts.filter(({ right }) => !right);
        expect(wrong).toEqual([{ field: 'price', given: true, shown: true, right: false, confidence: 0.95 }]);
        const silent = change({ price: null }).verdicts.filter(({ right }) => !right);
        expect(silent).toEqual([{ field: 'price', given: false, shown: true, right: false, confidence: 0.95 }]);
        if (page.truth.listings[index]?.rating !== null) return;
        const invented = change({ rating: 4.9 }).verdicts.filter(({ right }) => !right);
        expect(invented).toEqual([{ field: 'rating', given: true, shown: false, right: false, confidence: null }]);
      }),
    );
  });

  it('takes a price in another currency, a cut title and one price step too few for wrong', () => {
    const page = pages.find(({ kind, truth }) => kind === 'listing' && (truth.listings[0]?.offers?.length ?? 0) > 1);
    const [given] = page ? perfect(page) : [];
    if (!page || given?.content?.kind !== 'listing') throw new Error('no page with price steps');
    const { price, title, offers } = given.content.value;
    const faults = (more: Partial<Listing>) =>
      comparePage(page, [withListing(given, more)]).verdicts.flatMap(({ field, right }) => (right ? [] : [field]));
    expect(faults({ price: price && { ...price, currency: 'AUD' } })).toEqual(['price']);
    expect(faults({ title: title.slice(0, -2) })).toEqual(['title']);
    expect(faults({ offers: offers.slice(1) })).toEqual(['offers']);
  });

  it('judges every field somewhere, in the markets to develop on and in the others', () => {
    for (const markets of [developMarkets, scoredMarkets]) {
      const shown = markets
        .flatMap((market) => renderMarket(market, world, 5))
        .flatMap((page) => comparePage(page, []).verdicts.map(({ field }) => field));
      for (const field of listingFields) expect(shown).toContain(field);
    }
  });
});
