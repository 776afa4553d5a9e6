/** Crawls one week of the lab with one, two and four worker processes on one Redis and Elasticsearch, beside one process on the embedded store. */
import { createWorld } from '../lab/world.ts';
import { crawlAlone } from './chaos/alone.ts';
import { type ChaosReport, runChaos } from './chaos/run.ts';
import { finish, type Result, readOptions, result } from './report.ts';

const options = readOptions();
const size = options.quick ? 'small' : 'full';
const seed = 5;

const crawl = (workers: number): Promise<ChaosReport> =>
  runChaos({
    strikes: { worker: 0, redis: 0, elastic: 0, flush: 0 },
    gapMs: [0, 0],
    workers,
    size,
    weeks: [1, 1],
    seed,
    keep: false,
    log: (line) => console.error(`${workers} workers: ${line}`),
  });

const none = (metric: string, found: readonly string[]): Result =>
  result(metric, found.length, 'cases', { target: 0, note: found.length > 0 ? found.slice(0, 3).join('; ') : null });

function judged(workers: number, report: ChaosReport): readonly Result[] {
  const { lost, doubled, different, alertsLost, alertsMadeUp, undelivered, traffic } = report;
  const name = `${workers} worker${workers > 1 ? 's' : ''}`;
  return [
    none(`${name}: items unlike those of the embedded run`, [...lost, ...doubled, ...different]),
    none(`${name}: alerts unlike those of the embedded run, or not delivered`, [
      ...alertsLost,
      ...alertsMadeUp,
      ...undelivered,
    ]),
    none(`${name}: requests within the turn of another worker`, traffic.overlaps),
    none(`${name}: stretches of ten requests faster than the pace`, traffic.hurried),
    none(`${name}: sources under other identities than one of their own`, traffic.mixedIdentities),
  ];
}

const embedded = await crawlAlone(createWorld({ seed, size, weeks: 12 }));
const rows: Result[] = [];
for (const workers of [1, 2, 4]) {
  const report = await crawl(workers);
  rows.push(
    result(`one week with ${workers} worker${workers > 1 ? 's' : ''}`, report.weeks[0] ?? 0, 's', {
      baseline: { what: 'one process on the embedded store', value: embedded },
      note: `${report.traffic.requests} requests, ${report.items} items; two sources at a time in each process`,
    }),
    ...judged(workers, report),
  );
}
finish('scale', rows, options);
