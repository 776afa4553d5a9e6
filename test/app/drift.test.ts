import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFills, driftOf, driftReason, hasFallen, interval } from '../../app/drift.ts';
import type { Extraction } from '../../extractors/types.ts';
import type { Fills, Share } from '../../model/drift.ts';
import { emptyListing } from '../../model/listing.ts';
import type { Draft } from '../../model/observation.ts';
import type { TurnRecord } from '../../storage/port.ts';

const turn = (fills: Fills, drift: TurnRecord['drift'] = []): TurnRecord => ({
  id: 't',
  source: 's',
  startedAt: '2026-01-01T00:00:00Z',
  endedAt: '2026-01-01T01:00:00Z',
  outcome: 'complete',
  reason: null,
  counts: {},
  fills,
  drift,
});
const prices = (filled: number, of: number, group = 'bazaar@1 listing'): Fills => ({
  [group]: { price: { filled, of } },
});

const draft = (fields: readonly string[], rule = 'pages.listing.price'): Draft => ({
  kind: 'listing',
  key: '1',
  content: { kind: 'listing', value: emptyListing('x') },
  gone: false,
  url: null,
  view: 'detail',
  language: null,
  provenance: Object.fromEntries(fields.map((field) => [field, { raw: '', rule, at: '', confidence: 1 }])),
  issues: [],
});
const page = (drafts: readonly Draft[], more: Partial<Extraction> = {}): Extraction => ({
  page: 'listing',
  confidence: 1,
  profile: 'bazaar@1',
  language: null,
  drafts,
  links: [],
  issues: [],
  ...more,
});

describe('the drift watch', () => {
  it('counts a required field where the profile found it, not where the generic reader helped out', () => {
    const count = countFills();
    count.add(page([draft(['title', 'price'])]), 'listing');
    count.add(page([draft(['title', 'price'], 'generic:pairs')]), 'listing');
    expect(count.fills()['bazaar@1 listing']).toMatchObject({
      title: { filled: 1, of: 2 },
      price: { filled: 1, of: 2 },
      vendor: { filled: 0, of: 2 },
    });
  });

  it('takes walls and vanished pages for no evidence', () => {
    const count = countFills();
    for (const state of ['login', 'captcha', 'queue', 'banned', 'not-found'] as const)
      count.add(page([], { page: state }), 'listing');
    expect(count.fills()).toEqual({});
  });

  it('sees that pages which promised a listing no longer give one', () => {
    const good = countFills();
    const bad = countFills();
    for (let each = 0; each < 30; each += 1) {
      good.add(page([draft(['title'])]), 'listing');
      bad.add(page([], { page: 'other' }), 'listing');
    }
    const drift = driftOf(bad.fills(), [turn(good.fills())]);
    expect(drift.map(({ field }) => field)).toEqual(['any record']);
  });

  it('sees that the marker of a profile is gone and the generic reader reads instead', () => {
    const good = countFills();
    const bad = countFills();
    for (let each = 0; each < 30; each += 1) {
      good.add(page([draft(['title'])]), 'listing');
      bad.add(page([draft(['title'])], { profile: 'generic@2' }), 'listing');
    }
    expect(driftOf(bad.fills(), [turn(good.fills())])).toMatchObject([{ group: 'all pages', field: 'a site profile' }]);
  });

  it('raises an alarm in words when a field falls, keeps it while the field stays low, and ends it when the field is back', () => {
    const history = [turn(prices(39, 40))];
    const first = driftOf(prices(3, 40), history);
    expect(driftReason(first)).toMatch(/^layout-changed: bazaar@1 listing: price found on 3 of 40, before on 98 %/);
    const later = [turn(prices(3, 40), first), turn(prices(2, 40), first), ...history];
    expect(driftOf(prices(4, 40), later)).toMatchObject([{ before: { filled: 39, of: 40 } }]);
    expect(driftOf(prices(2, 3), later)).toEqual(first);
    expect(driftOf(prices(40, 40), later)).toEqual([]);
  });

  it('begins a new history with a new version of the profile', () => {
    const low = driftOf(prices(1, 40), [turn(prices(40, 40))]);
    expect(driftOf(prices(1, 40, 'bazaar@2 listing'), [turn(prices(1, 40), low), turn(prices(40, 40))])).toEqual([]);
  });

  it('never speaks of small numbers, of a field that was never there, or of a rise', () => {
    const share = (most: number): fc.Arbitrary<Share> =>
      fc
        .integer({ min: 1, max: most })
        .chain((of) => fc.record({ filled: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));
    fc.assert(
      fc.property(share(7), share(500), (now, before) => !hasFallen(now, before)),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(share(500), share(19), (now, before) => !hasFallen(now, before)),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(share(500), share(500), (now, before) =>
        now.filled / now.of > before.filled / before.of - 0.2 ? !hasFallen(now, before) : true,
      ),
      { numRuns: 500 },
    );
  });

  it('gives no false alarm in a thousand turns of a field that is there nine times in ten', () => {
    let seed = 7;
    const chance = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const draw = (of: number): Share => ({
      filled: Array.from({ length: of }, chance).filter((each) => each < 0.9).length,
      of,
    });
    for (let each = 0; each < 1_000; each += 1)
      expect(hasFallen(draw(8 + (each % 40)), draw(20 + (each % 200)))).toBe(false);
  });

  it('bounds every share by an interval that holds it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const filled = Math.round(of * part);
        const { low, high } = interval({ filled, of });
        return low <= filled / of + 1e-9 && high >= filled / of - 1e-9 && low >= 0 && high <= 1;
      }),
    );
  });
});
