/**
 * Crawls weeks of the lab's markets once a day within a budget: as Leadline does it, uniformly, and as an oracle would. Then a market that hides its
 * listings, to see how many of the ends that are told are none.
 */
import { type MarketName, marketNames } from '../lab/nouns.ts';
import { createWorld } from '../lab/world.ts';
import { askOracle } from './recrawl/oracle.ts';
import { crawlDaily, type Run } from './recrawl/run.ts';
import { changesSeen, type Seen, seenOf, wrongEnds } from './recrawl/score.ts';
import { openUniform } from './recrawl/uniform.ts';
import { finish, percentile, type Result, readOptions, result } from './report.ts';

const options = readOptions();
const seed = 5;
const weeks = options.quick ? 6 : 12;
const markets: readonly MarketName[] = options.quick ? ['halyard'] : marketNames;
/** Of the known addresses, how many may be asked for in a week. */
const shares = options.quick ? [0.2] : [0.1, 0.2, 0.4];

const median = (changes: readonly Seen[]): number => percentile(seenOf(changes), 0.5);
/** What was never seen counts as seen at the end of time. */
const medianOf = (changes: readonly Seen[]): number =>
  percentile(
    changes.map(({ delayDays }) => delayDays ?? Number.MAX_SAFE_INTEGER),
    0.5,
  );
const kinds = (changes: readonly Seen[]): string =>
  (['first', 'price', 'gone'] as const)
    .map((what) => changes.filter((each) => each.what === what))
    .map((each) => `${seenOf(each).length} of ${each.length} ${each[0]?.what ?? ''}`)
    .join(', ');

/** As many requests a day, over all: a crawler that leaves some unused gets no credit for it. */
const requestsOf = (ours: Run, uniform: Run): string => `${ours.requests} requests against ${uniform.requests}`;

async function compare(share: number): Promise<readonly Result[]> {
  const world = createWorld({ seed, size: 'full', weeks: 12 });
  const ours = await crawlDaily({ world, markets, weeks, share });
  const uniform = await crawlDaily({ world, markets, weeks, share, plan: openUniform });
  const [seen, peer] = [ours, uniform].map((run) => changesSeen(world, run.items, weeks, markets));
  const oracle = markets.flatMap((site) => askOracle(world, site, ours.perDay[site] ?? 1, weeks));
  if (!seen || !peer) throw new Error('two runs were made');
  const rate = `${Math.round(share * 100)} % of the pages a week`;
  const best = `an oracle that knows what changed: ${seenOf(oracle).length} of ${oracle.length}, median ${median(oracle)} days`;
  // Who sees only what is easily seen has a good median of it, so both are measured on the same changes.
  const shared = seen.filter((_, place) => (peer[place]?.delayDays ?? null) !== null);
  const changes = seenOf(seen).length;
  const peerChanges = seenOf(peer).length;
  return [
    result(`${rate}: changes seen`, changes, 'changes', {
      higherIsBetter: true,
      // Where a uniform recrawl sees most of them, nobody can see twice as many.
      target: seenOf(oracle).length >= 2 * peerChanges ? 2 * peerChanges : null,
      baseline: { what: 'a uniform recrawl', value: peerChanges },
      note: `of ${seen.length} (${kinds(seen)}); ${requestsOf(ours, uniform)}; ${best}`,
    }),
    result(`${rate}: median delay of the changes that the uniform recrawl saw`, medianOf(shared), 'days', {
      target: median(peer) / 2,
      baseline: { what: 'a uniform recrawl', value: median(peer) },
      note: `of all that each saw: ${median(seen)} days`,
    }),
    ...(ours.lot.visits === 0
      ? []
      : [
          result(`${rate}: out of date among pages drawn by lot`, (100 * ours.lot.changed) / ours.lot.visits, '%', {
            note: `${ours.lot.changed} of ${ours.lot.visits} visits`,
          }),
        ]),
  ];
}

async function hiding(): Promise<Result> {
  const whole = createWorld({ seed, size: 'full', weeks: 12, sighting: 0.3 });
  const world = options.quick ? { ...whole, listings: whole.listings.filter((_, place) => place % 2 === 0) } : whole;
  const run = await crawlDaily({ world, markets: ['halyard'], weeks: options.quick ? 5 : 12, share: null });
  const { wrong, told } = wrongEnds(world, run.items);
  return result('ends that were none, at a sighting probability of 0.3', (100 * wrong) / Math.max(1, told), '%', {
    target: 5,
    note: `${wrong} of ${told} told in ${options.quick ? 5 : 12} weeks, nothing known of the market before; ${run.requests} requests`,
  });
}

const rows: Result[] = [];
for (const share of shares) rows.push(...(await compare(share)));
rows.push(await hiding());
finish('recrawl', rows, options);
