import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extract } from '../../extractors/extract.ts';
import { inferProfile } from '../../extractors/infer/infer.ts';
import { compileProfile } from '../../extractors/sites/compile.ts';
import type { Extraction, PageInput } from '../../extractors/types.ts';
import { type GeneratedMarket, renderMarket } from '../../lab/markets.ts';
import type { MarketPage, ShownListing } from '../../lab/pages/shown.ts';
import { createWorld } from '../../lab/world.ts';
import type { Draft } from '../../model/observation.ts';
import { lexicon } from './reading.ts';

const world = createWorld({ seed: 5, size: 'full' });
const inputOf = ({ html, url, status, contentType }: MarketPage): PageInput => ({
  bytes: Buffer.from(html),
  contentType,
  url,
  capturedAt: '2026-05-01T12:00:00.000Z',
  status,
});

const markets: readonly GeneratedMarket[] = ['halyard', 'fathom', 'nordkai', 'lanternfish', 'tidewrack'];

/** Listing pages, the fullest list and a vendor page, as a person would save them. */
function saved(pages: readonly MarketPage[], listings: number): readonly MarketPage[] {
  const of = (kind: MarketPage['kind']) => pages.filter((page) => page.kind === kind);
  const lists = of('index').toSorted((a, b) => b.truth.listings.length - a.truth.listings.length);
  return [...of('listing').slice(0, listings), ...lists.slice(0, 1), ...of('vendor').slice(0, 1)];
}

interface Score {
  hit: number;
  said: number;
  true: number;
}
const f1 = ({ hit, said, true: all }: Score): number => (said + all === 0 ? 1 : (2 * hit) / (said + all));

const nothing: Score = { hit: 0, said: 1, true: 1 };

const path = (url: string | null): string => (url ? new URL(url).pathname + new URL(url).search : '');
const printed = {
  title: (draft: Draft) => (draft.content?.kind === 'listing' ? draft.content.value.title : null),
  vendor: (draft: Draft) => (draft.content?.kind === 'listing' ? draft.content.value.vendor : null),
  price: (draft: Draft) => {
    const price = draft.content?.kind === 'listing' ? draft.content.value.price : null;
    return price && `${Number(price.amount)} ${price.currency}`;
  },
  shipsFrom: (draft: Draft) =>
    draft.content?.kind === 'listing' ? [...draft.content.value.shipsFrom].sort().join(' ') || null : null,
};
const shown = {
  title: (listing: ShownListing) => listing.title,
  vendor: (listing: ShownListing) => listing.vendor,
  price: (listing: ShownListing) => listing.price && `${listing.price.amount} ${listing.price.currency}`,
  shipsFrom: (listing: ShownListing) => [...listing.shipsFrom].sort().join(' ') || null,
};
const fields = ['title', 'vendor', 'price', 'shipsFrom'] as const;

function scoreOf(pages: readonly MarketPage[], read: (page: MarketPage) => Extraction): Record<string, Score> {
  const scores: Record<string, Score> = Object.fromEntries(
    fields.map((field) => [field, { hit: 0, said: 0, true: 0 }]),
  );
  for (const page of pages) {
    const { drafts } = read(page);
    const related = new Set(page.truth.related.map((each) => path(each.url)));
    for (const field of fields) {
      const score = scores[field];
      if (!score) continue;
      const said = drafts.filter((draft) => draft.kind === 'listing' && !draft.gone && !related.has(path(draft.url)));
      for (const draft of said) if (printed[field](draft) !== null) score.said += 1;
      for (const listing of page.truth.listings) {
        const wanted = shown[field](listing);
        if (wanted === null) continue;
        score.true += 1;
        if (said.some((draft) => path(draft.url) === path(listing.url) && printed[field](draft) === wanted))
          score.hit += 1;
      }
    }
  }
  return scores;
}

describe.each(markets)('a profile drafted from a few pages of %s', (name) => {
  const pages = renderMarket(name, world, 4);
  const samples = saved(pages, 2);
  const draft = inferProfile(samples.map(inputOf), lexicon, name);
  const profile = compileProfile(draft.profile);
  // Pages in other languages have other labels, so they are other pages to a profile.
  const others = pages.filter(
    (page) => !samples.includes(page) && page.status === 200 && !/^\/[a-z]{2}\//.test(path(page.url)),
  );

  it('reads other pages of that market: title, vendor, price and ships-from with an F1 of 0.9 or more', () => {
    const scores = scoreOf(others, (page) => extract(inputOf(page), { profile, profiles: [], lexicon }));
    for (const field of fields) expect(f1(scores[field] ?? nothing), field).toBeGreaterThanOrEqual(0.9);
  });

  it('does so whichever pages were saved', () => {
    const listings = others.filter((page) => page.kind === 'listing');
    const lists = [...samples, ...others].filter((page) => page.kind === 'index' && page.truth.listings.length > 4);
    const at = (most: number) => fc.integer({ min: 0, max: most - 1 });
    fc.assert(
      fc.property(
        fc.uniqueArray(at(listings.length), { minLength: 2, maxLength: 3 }),
        at(lists.length),
        (chosen, list) => {
          const picked = [...chosen.map((index) => listings[index]), lists[list]].flatMap((page) => page ?? []);
          const other = compileProfile(inferProfile(picked.map(inputOf), lexicon, name).profile);
          const rest = others.filter((page) => !picked.includes(page) && page.kind !== 'vendor').slice(0, 12);
          const scores = scoreOf(rest, (page) => extract(inputOf(page), { profile: other, profiles: [], lexicon }));
          for (const field of fields)
            expect(
              f1(scores[field] ?? nothing),
              `${field} from ${picked.map(({ url }) => path(url))}`,
            ).toBeGreaterThanOrEqual(0.9);
        },
      ),
      { numRuns: 4, seed: 11 },
    );
  });

  it('has a marker that stands on its pages and on those of no other market', () => {
    for (const other of markets) {
      for (const page of renderMarket(other, world, 4)
        .filter(({ kind }) => kind === 'listing' || kind === 'index')
        .slice(0, 12)) {
        const { profile: reader } = extract(inputOf(page), { profile: 'auto', profiles: [profile], lexicon });
        expect(reader === `${name}@1`, page.url).toBe(other === name);
      }
    }
  });

  it('gives for the saved pages themselves what the generic reader gave', () => {
    for (const page of samples) {
      const [drafted, generic] = [profile, 'generic' as const].map((reader) =>
        extract(inputOf(page), { profile: reader, profiles: [], lexicon }),
      );
      expect(drafted?.page, page.url).toBe(generic?.page);
      for (const field of fields)
        expect(drafted?.drafts.map(printed[field]), `${page.url} ${field}`).toEqual(
          generic?.drafts.map(printed[field]),
        );
    }
  });
});
