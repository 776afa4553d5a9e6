/**
 * Crawls a market of the lab with Leadline and, in the same run, with Scrapy and Crawlee, which only fetch and read six fields. Peers speak plain HTTP
 * to the server; Leadline goes through a SOCKS proxy, since it takes no other way.
 */
import { equalRecords } from './crawl/compare.ts';
import { leadline, peers } from './crawl/peers.ts';
import { type Market, openMarket, type Run } from './crawl/run.ts';
import { finish, type Result, readOptions, result } from './report.ts';

const options = readOptions();
const higher = { higherIsBetter: true } as const;
const delayMs = 1_000;
const inFlight = 50;

const contestants = [leadline, ...peers()];

/** One after the other on the same server. */
async function runAll(market: Market, task: Parameters<Market['run']>[1]): Promise<readonly [Run, ...Run[]]> {
  const [first, ...others] = contestants;
  const runs: [Run, ...Run[]] = [await market.run(first ?? leadline, task)];
  for (const contestant of others) runs.push(await market.run(contestant, task));
  return runs;
}

/** Every page takes a second and all are known: at best N / 50 seconds. */
async function latencyBound(pages: number): Promise<readonly Result[]> {
  const market = await openMarket(pages, delayMs);
  const [ours, ...others] = await runAll(market, { inFlight, paths: market.serving.listings });
  market.close();
  const share = (run: Run) => (run.requests * delayMs) / inFlight / run.ms;
  return others.map((other) =>
    result('latency-bound: share of the limit of 50 pages a second', share(ours), 'share', {
      ...higher,
      target: 0.97,
      baseline: { what: other.name, value: share(other) },
      note: `${ours.requests} requests of 1 s; most in flight: ${ours.mostInFlight} and ${other.mostInFlight}`,
    }),
  );
}

const perCpuSecond = (run: Run): number => run.pages / run.cpuSeconds;

function cpuResult(ours: Run, other: Run): readonly Result[] {
  const { equal, of, first } = equalRecords(ours.offers, other.offers);
  return [
    result('CPU-bound, Leadline with all stages', perCpuSecond(ours), 'pages/CPU-s', {
      ...higher,
      baseline: { what: `${other.name}, fetch and six fields`, value: perCpuSecond(other) },
      note: `${ours.pages} and ${other.pages} pages, found by following links; ${ours.cpuSeconds} and ${other.cpuSeconds} CPU-s with start and end`,
    }),
    result(`CPU-bound, against ${other.name}`, perCpuSecond(ours) / perCpuSecond(other), 'times', {
      ...higher,
      target: 5,
    }),
    result(`records equal to those of ${other.name}`, equal / of, 'share', {
      ...higher,
      target: 1,
      note: `${equal} of ${of} records, six raw fields each${first ? `; the first that differs: ${first}` : ''}`,
    }),
  ];
}

function memoryResults(run: Run): readonly Result[] {
  const { memory, pages } = run;
  if (!memory) return [];
  return [
    result('memory of a crawling worker', memory.worker, 'MB', {
      target: 200,
      note: `the most over ${pages} pages, in a process that serves no pages; ${perCpuSecond(run).toFixed(0)} pages/CPU-s`,
    }),
    result('memory of a reader of pages beside it', memory.readers, 'MB', {
      note: 'the larger of two; their heap is capped',
    }),
  ];
}

/** Every page at once: what counts is the work of the processor. */
async function cpuBound(listings: number): Promise<readonly Result[]> {
  const market = await openMarket(listings, 0);
  const [ours, ...others] = await runAll(market, { inFlight: 16, paths: null });
  const worker = await market.run(leadline, { inFlight: 16, paths: null, small: true });
  market.close();
  return [...others.flatMap((other) => cpuResult(ours, other)), ...memoryResults(worker)];
}

const size = options.size ?? (options.quick ? 200 : 9_000);
finish('crawl', [...(await latencyBound(options.quick ? 200 : 3_000)), ...(await cpuBound(size))], options);
