// Both stores with the same listings, one after the other, each beside what its server or database does alone.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from '@elastic/elasticsearch';
import { openElastic } from '../storage/elastic/open.ts';
import type { Storage } from '../storage/port.ts';
import { openSqlite } from '../storage/sqlite/open.ts';
import { keepServers } from '../test/servers/keep-servers.ts';
import { ask, askedAlone, askSql, differences, few, questions, slowest, type Timed, timed } from './ask.ts';
import { exported } from './export.ts';
import { finish, percentile, type Result, readOptions, result } from './report.ts';
import {
  bareElastic,
  bareSqlite,
  type Cpu,
  committing,
  cpuWith,
  type Loader,
  ownCpu,
  type Rate,
  rateOf,
  toCommit,
  toLoad,
} from './stores.ts';

const options = readOptions();
const size = options.size ?? (options.quick ? 20_000 : 100_000);
const warmSize = 40_000;
const bareSize = Math.min(size, 200_000);
/** From so many listings on, plain SQL takes seconds for a question. */
const manyRows = 200_000;
const seeds = { newest: 2, warm: 3, relevance: 4 } as const;

/** One store, how it is filled, and the same without it. */
interface Side {
  readonly name: string;
  readonly storage: Storage;
  readonly load: Loader;
  /** Listings a second that have to be stored. */
  readonly target: number;
  readonly cpu: Cpu;
  readonly bareRate: Rate;
  readonly bareWhat: string;
  /** Answers a few of the questions without the adapter. */
  readonly askBare: (asked: Parameters<typeof timed>[0]) => Promise<readonly Timed[]>;
  readonly place: readonly [kind: string, place: string];
}

const ms = (times: readonly Timed[], share: number): number =>
  percentile(
    times.map((each) => each.ms),
    share,
  );

const inCpu = ({ cpuUs }: Rate): string => `${cpuUs.toFixed(0)} CPU-µs a listing`;

async function loaded({ name, load, target, cpu, bareRate, bareWhat, storage }: Side): Promise<readonly Result[]> {
  const rate = await rateOf(toLoad(size), load, cpu);
  const commits = await rateOf(toCommit(size), committing(storage, 30, 4), cpu);
  const higherIsBetter = true;
  return [
    result(`${name}: listings loaded`, rate.value, 'listings/s', {
      higherIsBetter,
      target,
      baseline: { what: bareWhat, value: bareRate.value },
      note: `${size} listings, without the time to make them up; ${inCpu(rate)}, ${bareWhat} ${inCpu(bareRate)}`,
    }),
    result(`${name}: listings committed, 30 a commit, 4 at once`, commits.value, 'listings/s', {
      higherIsBetter,
      note: inCpu(commits),
    }),
  ];
}

async function searched({ name, storage, cpu, askBare }: Side): Promise<readonly Result[]> {
  const { items } = storage;
  const began = performance.now();
  await ask(items, { kind: 'all' });
  const first = performance.now() - began;
  await timed(questions(seeds.warm), (query) => ask(items, query)); // other questions of the same kinds: no answer is known from before
  const before = await cpu();
  const newest = await timed(questions(seeds.newest), (query) => ask(items, query));
  const cpuMs = ((await cpu()) - before) / newest.length;
  const relevant = await timed(questions(seeds.relevance), (query) => ask(items, query, 'relevance'));
  const bare = await askBare(questions(seeds.newest));
  const what = 'without the adapter';
  const peer = (share: number) => ({ what, value: ms(bare, share) });
  const page = `${name}: newest first with total, 5 facets and histogram`;
  const wrong = differences(few(newest), size);
  return [
    result(`${page}, p50`, ms(newest, 0.5), 'ms', { baseline: peer(0.5) }),
    result(`${page}, p95`, ms(newest, 0.95), 'ms', {
      target: 60,
      baseline: peer(0.95),
      note: `${newest.length} queries of 20 kinds, ${cpuMs.toFixed(1)} CPU-ms each on average; slowest (p95): ${slowest(newest)}`,
    }),
    result(`${page}, max`, ms(newest, 1), 'ms'),
    result(`${name}: the same by relevance, p95`, ms(relevant, 0.95), 'ms', {
      target: 100,
      note: `slowest (p95): ${slowest(relevant)}`,
    }),
    result(`${name}: first question after the load`, first, 'ms'),
    result(`${name}: queries whose total differs from matches()`, wrong, 'queries', {
      target: 0,
      note: `${few(newest).length} queries over all ${size} listings`,
    }),
  ];
}

async function streamed({ name, place }: Side): Promise<readonly Result[]> {
  const { count, ms: took, cpuMs, grownMb } = await exported(...place);
  return [
    result(`${name}: listings exported`, count / (took / 1_000), 'listings/s', {
      higherIsBetter: true,
      target: 100_000,
      note: `${count} listings; ${((cpuMs * 1_000) / count).toFixed(0)} CPU-µs a listing in the process that reads them`,
    }),
    result(`${name}: growth of the process while exporting`, grownMb, 'MB', { target: 100 }),
  ];
}

const measured = async (side: Side): Promise<readonly Result[]> => [
  ...(await loaded(side)),
  ...(await searched(side)),
  ...(await streamed(side)),
];

async function embedded(folder: string): Promise<Side> {
  const bare = bareSqlite(join(folder, 'bare.db'));
  const bareRate = await rateOf(toLoad(bareSize), bare.load, ownCpu);
  bare.db.close();
  const path = join(folder, 'bench.db');
  const storage = openSqlite(path);
  return {
    name: 'embedded',
    storage,
    load: committing(storage, 2_000, 1),
    target: 12_000,
    bareRate,
    bareWhat: 'plain SQLite',
    cpu: ownCpu,
    askBare: async (asked) => {
      const db = new DatabaseSync(path, { readOnly: true });
      const some = few(asked).filter((each, at) => each.kind !== 'fuzzy' && (size < manyRows || at % 2 === 0));
      const times = await timed(some, (query) => askSql(db, query));
      db.close();
      return times;
    },
    place: ['sqlite', path],
  };
}

async function distributed(url: string, prefix: string, client: Client): Promise<Side> {
  const cpu = cpuWith(client);
  const cold = await bareElastic(url, `${prefix}-cold`); // a server that has just started is not yet compiled
  await rateOf(toLoad(warmSize), cold.load, cpu).finally(cold.remove);
  const alone = await bareElastic(url, `${prefix}-bare`);
  const bareRate = await rateOf(toLoad(bareSize), alone.load, cpu).finally(alone.remove);
  const storage = await openElastic({ node: url, prefix });
  return {
    name: 'Elasticsearch',
    storage,
    load: (writes) => storage.load(writes),
    target: 15_000,
    bareRate,
    bareWhat: 'the client alone',
    cpu,
    askBare: (asked) => askedAlone(client, `${prefix}-items`, asked),
    place: [prefix, url],
  };
}

async function run(folder: string, url: string): Promise<readonly Result[]> {
  const client = new Client({ node: url, requestTimeout: 60_000 });
  const prefix = `bench${randomBytes(4).toString('hex')}`;
  const results: Result[] = [];
  try {
    for (const open of [() => embedded(folder), () => distributed(url, prefix, client)]) {
      const side = await open();
      results.push(...(await measured(side).finally(() => side.storage.close())));
    }
    return results;
  } finally {
    await client.indices.delete(
      { index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) },
      { ignore: [400, 404] },
    );
    await client.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-'));
process.env.ELASTIC_HEAP ??= '1g';
const servers = await keepServers(['elastic']);
try {
  finish('search', await run(folder, await servers.url('elastic')), options);
} finally {
  await servers.close();
  rmSync(folder, { recursive: true, force: true });
}
