import type { GeneratedMarket } from '../lab/markets.ts';
import type { MarketPage } from '../lab/pages/shown.ts';
import { type Field, f1, listingFields, type Verdict } from './compare-listings.ts';
import { percentile, type Result, result } from './report.ts';

const fields: readonly Field[] = ['record', ...listingFields, 'handle', 'sales', 'vendorRating'];
const sure = 0.9;
/** Of every field, a vendor's too: none is left out because it is read badly. */
const fieldTarget = 0.9;

/** What one page came to. */
export interface Reading {
  readonly page: MarketPage;
  readonly state: boolean;
  readonly verdicts: readonly Verdict[];
  readonly strangers: number;
  /** Processor time, so that other work on the machine does not count. */
  readonly ms: number;
}
export interface MarketScore {
  readonly market: GeneratedMarket;
  readonly readings: readonly Reading[];
}

export const share = (values: readonly boolean[]): number =>
  values.length === 0 ? 1 : values.filter(Boolean).length / values.length;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
export const higher = { higherIsBetter: true } as const;
/** The two groups of lab/markets.ts. */
type Group = 'develop' | 'scored';

/** A field's F1 in each market that has it: their mean, and the market where it is lowest. */
function fieldResult(group: Group, scores: readonly MarketScore[], field: Field): readonly Result[] {
  const each = scores.flatMap(({ market, readings }) => {
    const value = f1(readings.flatMap(({ verdicts }) => verdicts.filter((verdict) => verdict.field === field)));
    return value === null ? [] : [{ market, value }];
  });
  const [worst] = [...each].sort((a, b) => a.value - b.value);
  if (!worst) return [];
  const note = group === 'scored' ? `${each.length} markets` : `lowest in ${worst.market}: ${worst.value.toFixed(3)}`;
  return [
    result(`${group}: ${field}`, mean(each.map(({ value }) => value)), 'F1', { ...higher, target: fieldTarget, note }),
  ];
}

/** Of all values given, those for a field or a listing that the page does not show. */
function invented(readings: readonly Reading[]): Result['value'] {
  const given = readings.flatMap(({ verdicts }) => verdicts).filter((each) => each.given && each.field !== 'record');
  return given.filter(({ shown }) => !shown).length / Math.max(1, given.length);
}

/** Listings given on pages that show none. */
export const falseListings = (readings: readonly Reading[]): number =>
  readings.filter(({ page }) => page.truth.listings.length === 0).reduce((sum, each) => sum + each.strangers, 0);

/**
 * The figures of a group: of each field the mean of its markets' F1. Of the scored group no figure and no note tells one
 * market from another: who saw where a field is missed would develop on it.
 */
function groupResults(group: Group, scores: readonly MarketScore[]): readonly Result[] {
  const readings = scores.flatMap((each) => each.readings);
  const confident = readings
    .flatMap(({ verdicts }) => verdicts)
    .filter(({ given, confidence }) => given && confidence !== null && confidence >= sure);
  const times = readings.map(({ ms }) => ms);
  return [
    result(`${group}: page state`, share(readings.map(({ state }) => state)), 'share', {
      ...higher,
      target: 0.95,
      note: `${readings.length} pages`,
    }),
    ...fields.flatMap((field) => fieldResult(group, scores, field)),
    result(`${group}: false listings on pages without any`, falseListings(readings), 'listings', { target: 0 }),
    result(`${group}: values given where nothing is shown`, invented(readings), 'share'),
    result(
      `${group}: fields with confidence >= ${sure} that are right`,
      share(confident.map(({ right }) => right)),
      'share',
      {
        ...higher,
        target: 0.95,
        note: `${confident.length} fields`,
      },
    ),
    result(`${group}: processor time of a page, mean`, mean(times), 'ms', {
      target: 15,
      note: `99 % under ${percentile(times, 0.99).toFixed(1)} ms`,
    }),
  ];
}

function marketResults({ market, readings }: MarketScore): readonly Result[] {
  const verdicts = readings.flatMap((each) => each.verdicts);
  return [
    result(`${market}: page state`, share(readings.map(({ state }) => state)), 'share', higher),
    ...fields.flatMap((field) => {
      const value = f1(verdicts.filter((each) => each.field === field));
      return value === null ? [] : [result(`${market}: ${field}`, value, 'F1', higher)];
    }),
    result(`${market}: false listings`, falseListings(readings), 'listings'),
  ];
}

/** All that is printed of both groups: their own figures, then a row for each field of each market to develop on, and none for a scored one. */
export const splitResults = (
  develop: readonly MarketScore[],
  scored: readonly MarketScore[],
): { readonly groups: readonly Result[]; readonly markets: readonly Result[] } => ({
  groups: [...groupResults('scored', scored), ...groupResults('develop', develop)],
  markets: develop.flatMap(marketResults),
});
