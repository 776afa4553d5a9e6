import { isDeepStrictEqual } from 'node:util';
import { createReadingPool } from '../app/reading/pool.ts';
import { siteFiles } from '../config/load.ts';
import { extract, type Reader } from '../extractors/extract.ts';
import { createLexicon } from '../extractors/lexicon/lexicon.ts';
import type { CompiledProfile } from '../extractors/sites/compile.ts';
import { readTitle } from '../extractors/titles.ts';
import { GiveUp } from '../model/errors.ts';
import { labels as labelledTitles } from '../test/extractors/titles-score.ts';
import type { RawRecord } from './cheerio-readers.ts';
import { type BenchPage, fixturePages, labPages, shippedProfiles } from './extract-pages.ts';
import { hostilePages } from './hostile-pages.ts';
import { type Contest, contestsOver, rawRecords, week } from './raw-fields.ts';
import { finish, percentile, type Result, readOptions, result } from './report.ts';
import { takeTurns } from './turns.ts';

const options = readOptions();
const lexicon = createLexicon();
const profiles = shippedProfiles();
const lab = labPages(week);
const rounds = options.quick ? 8 : 30;
const higher = { higherIsBetter: true } as const;

/** CPU milliseconds that `work` takes, which other programs on the machine change less than the clock. */
function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const least = (values: readonly number[]): number => Math.min(...values);

/** trim() leaves white space inside alone and puts nothing between blocks, so white space is not compared. */
const squeezed = (records: readonly RawRecord[]): RawRecord[] =>
  records.map((record) =>
    Object.fromEntries(Object.entries(record).map(([name, text]) => [name, text.replace(/\s+/g, '')])),
  );

const isEqual = ({ reader, type }: Contest, page: BenchPage): boolean =>
  isDeepStrictEqual(squeezed(rawRecords(type, page)), squeezed(reader.read(page.html)));

/** The same pages and fields read by both, turn about, in one run. */
async function engineAgainstCheerio(kind: string, page: string): Promise<Result[]> {
  const contests = contestsOver(page);
  const of = contests.reduce((sum, { pages }) => sum + pages.length, 0);
  const turns = await takeTurns(page, rounds);
  const median = (values: readonly number[]) => percentile(values, 0.5);
  const perSecond = (times: readonly number[]) => 1000 / median(times);
  const ratios = turns.map(({ ours, peer }) => peer / ours);
  const equal = contests.flatMap((contest) => contest.pages.filter((each) => isEqual(contest, each))).length;
  const baseline = { what: 'plain cheerio', value: perSecond(turns.map(({ peer }) => peer)) };
  const name = `raw fields of profiled ${kind} pages`;
  const span = `median of ${turns.length} rounds, of which 8 in 10 lie between ${percentile(ratios, 0.1).toFixed(1)} and ${percentile(ratios, 0.9).toFixed(1)}`;
  return [
    result(name, perSecond(turns.map(({ ours }) => ours)), 'pages/CPU-s', { ...higher, baseline, note: `${of} pages` }),
    result(`${name}, against plain cheerio`, median(ratios), 'times as fast', { ...higher, target: 5, note: span }),
    result(`${name}: equal output`, equal / of, 'share', { ...higher, target: 1, note: `${equal} of ${of} pages` }),
  ];
}

/** Whole extraction: bytes to drafts and links. */
function wholeExtraction(what: string, pages: readonly BenchPage[], reader: Reader, target: number | null): Result {
  const times: number[] = [];
  const runs: number[] = [];
  for (let round = 0; round < rounds / 2; round += 1) {
    const run = cpu(() => {
      for (const { input } of pages) {
        const start = performance.now();
        extract(input, reader);
        if (round > 0) times.push(performance.now() - start);
      }
    });
    runs.push(run / pages.length);
  }
  const note = `${pages.length} pages; 99 % of readings within ${percentile(times, 0.99).toFixed(1)} ms`;
  return result(what, least(runs), 'CPU-ms/page', { target, note });
}

function extractionResults(): Result[] {
  const own = (profile: CompiledProfile) => lab.filter(({ from }) => from === profile.name);
  const profiled = profiles.flatMap((profile) => own(profile));
  const auto: Reader = { profile: 'auto', profiles, lexicon };
  const generic: Reader = { profile: 'generic', profiles: [], lexicon };
  const of = (kind: BenchPage['kind']) => profiled.filter((page) => page.kind === kind);
  return [
    wholeExtraction('whole extraction of a profiled index page', of('index'), auto, null),
    wholeExtraction('whole extraction of a profiled detail page', of('listing'), auto, null),
    wholeExtraction('whole extraction without a profile', [...lab, ...fixturePages()], generic, 15),
  ];
}

function titlesResult(): Result {
  const titles = labelledTitles.map(({ title }) => title);
  const runs = Array.from({ length: rounds }, () =>
    cpu(() => {
      for (const title of titles) readTitle(title, lexicon);
    }),
  );
  return result('titles read', (titles.length / least(runs)) * 1000, 'titles/CPU-s', { ...higher, target: 20_000 });
}

function endOf(html: string): { readonly ms: number; readonly end: string } {
  const input = { bytes: Buffer.from(html), url: 'http://x.invalid/', contentType: '', status: 200 };
  const start = performance.now();
  try {
    const { page } = extract(
      { ...input, capturedAt: '2026-06-01T00:00:00.000Z' },
      { profile: 'auto', profiles, lexicon },
    );
    return { ms: performance.now() - start, end: `read as ${page}` };
  } catch (error) {
    if (!(error instanceof GiveUp)) throw error;
    return { ms: performance.now() - start, end: error.code };
  }
}

/** The best of three readings, since the machine is shared. */
function hostileResult([kind, html]: (typeof hostilePages)[number]): Result {
  const ends = Array.from({ length: 3 }, () => endOf(html));
  const ms = least(ends.map((each) => each.ms));
  return result(`hostile page: ${kind}`, ms, 'ms', { target: 100, note: ends[0]?.end ?? null });
}

/** How much this process grows while its readers take every hostile page, twice over. */
async function memoryResult(): Promise<Result> {
  const pool = createReadingPool({ profileFiles: [...siteFiles(null).values()], workers: 1 });
  const pages = hostilePages.map(([, html]) => Buffer.from(html));
  const readAll = async () => {
    for (const bytes of pages)
      await pool.read(
        { bytes, url: 'http://x.invalid/', contentType: '', capturedAt: '2026-06-01T00:00:00.000Z', status: 200 },
        null,
      );
  };
  await readAll();
  const before = process.memoryUsage().rss;
  await readAll();
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  await pool.close();
  return result('growth of the parent over all hostile pages', Math.max(0, grown), 'MB', { target: 64 });
}

finish(
  'extract',
  [
    ...(await engineAgainstCheerio('index', 'index')),
    ...(await engineAgainstCheerio('detail', 'listing')),
    ...extractionResults(),
    titlesResult(),
    ...hostilePages.map(hostileResult),
    await memoryResult(),
  ],
  options,
);
