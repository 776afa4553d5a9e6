/** Kills workers, Redis and Elasticsearch while they crawl the lab, and counts what was lost or doubled: npm run chaos [-- --smoke] */
import { parseArgs } from 'node:util';
import { type ChaosOptions, type ChaosReport, runChaos } from './chaos/run.ts';
import { type Counts, targets } from './chaos/strikes.ts';
import { finish, type Result, result } from './report.ts';

const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    seed: { type: 'string', default: '5' },
    worker: { type: 'string' },
    redis: { type: 'string' },
    elastic: { type: 'string' },
    flush: { type: 'string' },
    size: { type: 'string' },
  },
});
const goal: Counts = values.smoke
  ? { worker: 12, redis: 2, elastic: 1, flush: 1 }
  : { worker: 200, redis: 20, elastic: 10, flush: 1 };

const stopped = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopped.abort(new Error('stopped')));

function optionsOf(): ChaosOptions {
  const count = (target: keyof Counts) => Number(values[target] ?? goal[target]);
  const began = performance.now();
  return {
    strikes: { worker: count('worker'), redis: count('redis'), elastic: count('elastic'), flush: count('flush') },
    gapMs: values.smoke ? [800, 2_500] : [1_000, 3_500],
    workers: 4,
    size: values.size === 'small' || (values.size === undefined && values.smoke) ? 'small' : 'full',
    weeks: [2, 9],
    seed: Number(values.seed),
    keep: values.keep,
    signal: stopped.signal,
    log: (line) => console.error(`${Math.round((performance.now() - began) / 1_000)} s  ${line}`),
  };
}

const names = { worker: 'workers', redis: 'Redis', elastic: 'Elasticsearch', flush: 'all keys of Redis (FLUSHALL)' };

/** What must be nothing, with the first cases of it. */
const none = (metric: string, found: readonly string[]): Result =>
  result(metric, found.length, 'cases', { target: 0, note: found.length > 0 ? found.slice(0, 3).join('; ') : null });

function rows(report: ChaosReport): readonly Result[] {
  const { traffic, made } = report;
  return [
    ...targets.map((target) =>
      result(`killed: ${names[target]}`, made[target], 'times', { target: goal[target], higherIsBetter: true }),
    ),
    result('workers killed within a second of a request', report.inTurn, 'times'),
    result('workers that ended of their own accord and were started again', report.gaveUp, 'times'),
    result('weeks of the lab', report.weeks.length, 'weeks'),
    result('items', report.items, 'items'),
    none('items lost', report.lost),
    none('items doubled or made up', report.doubled),
    none('items unlike those of the embedded run', report.different),
    result('alerts', report.alerts, 'alerts'),
    none('alerts lost', report.alertsLost),
    none('alerts made up', report.alertsMadeUp),
    none('alerts not delivered', report.undelivered),
    none('problems of the archive', report.archiveProblems),
    result('requests', traffic.requests, 'requests'),
    none('requests within the turn of another worker', traffic.overlaps),
    none('stretches of ten requests faster than the pace', traffic.hurried),
    none('sources under other identities than one of their own', traffic.mixedIdentities),
    result('requests of a source open at once, at most', traffic.mostInFlight, 'requests', { target: 2 }),
    result('time', report.seconds, 's'),
  ];
}

const report = await runChaos(optionsOf());
finish('chaos', rows(report), { json: values.json, quick: values.smoke });
