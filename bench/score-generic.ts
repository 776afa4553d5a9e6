import { extract } from '../extractors/extract.ts';
import { createLexicon } from '../extractors/lexicon/lexicon.ts';
import { weekStart } from '../lab/calendar.ts';
import { developMarkets, type GeneratedMarket, renderMarket, scoredMarkets } from '../lab/markets.ts';
import { bytesOf } from '../lab/pages/encode.ts';
import { talkPages } from '../lab/pages/known.ts';
import type { MarketPage } from '../lab/pages/shown.ts';
import { createWorld } from '../lab/world.ts';
import { comparePage, type Field, f1, listingFields, type Verdict } from './compare-listings.ts';
import { finish, percentile, type Result, readOptions, result } from './report.ts';

const fields: readonly Field[] = ['record', ...listingFields, 'handle', 'sales', 'vendorRating'];
const sure = 0.9;
const lexicon = createLexicon();

/** What one page came to. */
interface Reading {
  readonly page: MarketPage;
  readonly state: boolean;
  readonly verdicts: readonly Verdict[];
  readonly strangers: number;
  /** Processor time, so that other work on the machine does not count. */
  readonly ms: number;
}
interface MarketScore {
  readonly market: GeneratedMarket;
  readonly readings: readonly Reading[];
}

function read(page: MarketPage, week: number): Reading {
  const input = {
    bytes: bytesOf(page),
    contentType: page.contentType,
    url: page.url,
    capturedAt: new Date(weekStart(week)).toISOString(),
    status: page.status,
  };
  const begun = process.threadCpuUsage();
  const extraction = extract(input, { profile: 'generic', profiles: [], lexicon });
  const { user, system } = process.threadCpuUsage(begun);
  const ms = (user + system) / 1000;
  return {
    page,
    state: [page.kind, ...page.also].some((each) => each === extraction.page),
    ms,
    ...comparePage(page, extraction.drafts),
  };
}

const share = (values: readonly boolean[]): number =>
  values.length === 0 ? 1 : values.filter(Boolean).length / values.length;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
const higher = { higherIsBetter: true } as const;
/** Of these markets only the figures of all together are printed: who saw where a field is missed would develop on them. */
const scoredGroup = 'scored';

/** A field's F1 in each market that has it: their mean, and the market where it is lowest. */
function fieldResult(
  group: string,
  scores: readonly MarketScore[],
  field: Field,
  target: number | null,
): readonly Result[] {
  const each = scores.flatMap(({ market, readings }) => {
    const value = f1(readings.flatMap(({ verdicts }) => verdicts.filter((verdict) => verdict.field === field)));
    return value === null ? [] : [{ market, value }];
  });
  const [worst] = [...each].sort((a, b) => a.value - b.value);
  if (!worst) return [];
  const note =
    group === scoredGroup ? `${each.length} markets` : `lowest in ${worst.market}: ${worst.value.toFixed(3)}`;
  return [result(`${group}: ${field}`, mean(each.map(({ value }) => value)), 'F1', { ...higher, target, note })];
}

/** Of all values given, those for a field or a listing that the page does not show. */
function invented(readings: readonly Reading[]): Result['value'] {
  const given = readings.flatMap(({ verdicts }) => verdicts).filter((each) => each.given && each.field !== 'record');
  return given.filter(({ shown }) => !shown).length / Math.max(1, given.length);
}

/** Listings given on pages that show none. */
const falseListings = (readings: readonly Reading[]): number =>
  readings.filter(({ page }) => page.truth.listings.length === 0).reduce((sum, each) => sum + each.strangers, 0);

function groupResults(group: string, scores: readonly MarketScore[]): readonly Result[] {
  const readings = scores.flatMap((each) => each.readings);
  const confident = readings
    .flatMap(({ verdicts }) => verdicts)
    .filter(({ given, confidence }) => given && confidence !== null && confidence >= sure);
  const times = readings.map(({ ms }) => ms);
  const targeted = (field: Field) =>
    field === 'record' || (listingFields as readonly Field[]).includes(field) ? 0.9 : null;
  return [
    result(`${group}: page state`, share(readings.map(({ state }) => state)), 'share', {
      ...higher,
      target: 0.95,
      note: `${readings.length} pages`,
    }),
    ...fields.flatMap((field) => fieldResult(group, scores, field, targeted(field))),
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

const options = readOptions();
const world = createWorld({ seed: 1, size: 'full' });
const weeks = options.quick ? [6] : [2, 6, 9];
const scoresOf = (markets: readonly GeneratedMarket[]): readonly MarketScore[] =>
  markets.map((market) => ({
    market,
    readings: weeks.flatMap((week) => renderMarket(market, world, week).map((page) => read(page, week))),
  }));
for (const market of developMarkets) for (const page of renderMarket(market, world, 1).slice(0, 12)) read(page, 1); // warms up
const develop = scoresOf(developMarkets);
const scored = scoresOf(scoredMarkets);
const talk = weeks.flatMap((week) => talkPages(world, week).map((page) => read(page, week)));
finish(
  'score-generic',
  [
    ...groupResults(scoredGroup, scored),
    ...groupResults('develop', develop),
    result('talk: page state', share(talk.map(({ state }) => state)), 'share', {
      ...higher,
      note: `${talk.length} pages`,
    }),
    result('talk: false listings', falseListings(talk), 'listings', { target: 0 }),
    ...develop.flatMap(marketResults),
  ],
  options,
);
