import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../bench/compare-listings.ts';
import { type MarketScore, type Reading, splitResults } from '../../bench/score-results.ts';
import { developMarkets, scoredMarkets } from '../../lab/markets.ts';
import { shownPage } from '../../lab/pages/shown.ts';

const page = shownPage('index', 'http://a.example/', '<p>none</p>');
const fields = ['record', 'title', 'vendor', 'price', 'offers', 'handle', 'sales', 'vendorRating'] as const;
const verdict = fc.record<Verdict>({
  field: fc.constantFrom(...fields),
  given: fc.boolean(),
  shown: fc.boolean(),
  right: fc.boolean(),
  confidence: fc.option(fc.constantFrom(0.6, 0.95)),
});
const reading = fc.record<Reading>({
  page: fc.constant(page),
  state: fc.boolean(),
  verdicts: fc.array(verdict, { maxLength: 12 }),
  strangers: fc.nat({ max: 3 }),
  ms: fc.constant(2),
});
const readingsOf = (count: number) =>
  fc.array(fc.array(reading, { maxLength: 4 }), { minLength: count, maxLength: count });
const scoresOf = (
  markets: readonly MarketScore['market'][],
  readings: readonly (readonly Reading[])[],
): readonly MarketScore[] => markets.map((market, at) => ({ market, readings: readings[at] ?? [] }));
const named = new RegExp(`\\b(${scoredMarkets.join('|')})\\b`, 'i');

describe('the score of the generic reader: twelve markets to develop on, four that are only ever scored', () => {
  const develop = readingsOf(developMarkets.length);
  const scored = readingsOf(scoredMarkets.length);

  it('names no scored market, whatever was read there', () => {
    fc.assert(
      fc.property(develop, scored, (ours, theirs) => {
        const printed = splitResults(scoresOf(developMarkets, ours), scoresOf(scoredMarkets, theirs));
        expect(JSON.stringify(printed)).not.toMatch(named);
      }),
      { numRuns: 40 },
    );
  });

  it('prints the same when the scored markets change places, so nobody sees which of them was read worst', () => {
    fc.assert(
      fc.property(scored, (theirs) => {
        const { groups } = splitResults([], scoresOf(scoredMarkets, theirs));
        const turned = splitResults([], scoresOf(scoredMarkets, [...theirs].reverse()));
        expect(turned.markets).toEqual([]);
        expect(turned.groups).toEqual(
          groups.map((each) => ({ ...each, value: expect.closeTo(each.value, 3) })), // sums in another order
        );
      }),
      { numRuns: 40 },
    );
  });

  it('holds every field against 0.9, those of vendors too', () => {
    const missed = fields.map((field): Verdict => ({ field, given: true, shown: true, right: false, confidence: 0.6 }));
    const bad: Reading = { page, state: true, verdicts: missed, strangers: 0, ms: 2 };
    const { groups } = splitResults([], scoresOf(scoredMarkets, [[bad]]));
    for (const field of fields) expect(groups.find(({ metric }) => metric === `scored: ${field}`)?.target).toBe(0.9);
  });

  it('prints rows of each market to develop on, and where a field is read worst', () => {
    const wrong: Verdict = { field: 'vendor', given: true, shown: true, right: false, confidence: 0.95 };
    const good: Reading = { page, state: true, verdicts: [{ ...wrong, right: true }], strangers: 0, ms: 2 };
    const bad: Reading = { ...good, verdicts: [wrong] };
    const readings = developMarkets.map((market) => [market === 'gunwale' ? bad : good]);
    const { groups, markets } = splitResults(scoresOf(developMarkets, readings), []);
    expect(groups.find(({ metric }) => metric === 'develop: vendor')?.note).toBe('lowest in gunwale: 0.000');
    for (const market of developMarkets)
      expect(markets.map(({ metric }) => metric)).toEqual(
        expect.arrayContaining([`${market}: vendor`, `${market}: page state`]),
      );
  });

  it('is kept in the results without a name of a scored market', () => {
    for (const file of ['score-generic.json', 'README.md'])
      expect(readFileSync(`docs/results/${file}`, 'utf8'), file).not.toMatch(named);
  });
});
