import { extract } from '../extractors/extract.ts';
import { createLexicon } from '../extractors/lexicon/lexicon.ts';
import { weekStart } from '../lab/calendar.ts';
import { developMarkets, type GeneratedMarket, renderMarket, scoredMarkets } from '../lab/markets.ts';
import { bytesOf } from '../lab/pages/encode.ts';
import { talkPages } from '../lab/pages/known.ts';
import type { MarketPage } from '../lab/pages/shown.ts';
import { createWorld } from '../lab/world.ts';
import { comparePage } from './compare-listings.ts';
import { finish, readOptions, result } from './report.ts';
import { falseListings, higher, type MarketScore, type Reading, share, splitResults } from './score-results.ts';

const lexicon = createLexicon();

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

const options = readOptions();
const world = createWorld({ seed: 1, size: 'full' });
const weeks = options.quick ? [6] : [2, 6, 9];
const scoresOf = (markets: readonly GeneratedMarket[]): readonly MarketScore[] =>
  markets.map((market) => ({
    market,
    readings: weeks.flatMap((week) => renderMarket(market, world, week).map((page) => read(page, week))),
  }));
for (const market of developMarkets) for (const page of renderMarket(market, world, 1).slice(0, 12)) read(page, 1); // warms up
const { groups, markets } = splitResults(scoresOf(developMarkets), scoresOf(scoredMarkets));
const talk = weeks.flatMap((week) => talkPages(world, week).map((page) => read(page, week)));
finish(
  'score-generic',
  [
    ...groups,
    result('talk: page state', share(talk.map(({ state }) => state)), 'share', {
      ...higher,
      note: `${talk.length} pages`,
    }),
    result('talk: false listings', falseListings(talk), 'listings', { target: 0 }),
    ...markets,
  ],
  options,
);
