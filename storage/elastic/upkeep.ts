import { writeAll } from './bulk.ts';
import { settleCommits } from './commit-points.ts';
import type { Stored } from './documents.ts';
import { type IndexName, indexNames } from './indices.ts';
import type { LeaseRows } from './lease-rows.ts';
import { leaseKey } from './leases.ts';
import type { Locks } from './locks.ts';
import type { Ground } from './redo.ts';

const everyMs = 60_000;
const sweepEvery = 60;
const removedForMs = 86_400_000;
const atOnce = 500;

/** Applies what workers that lost their lease had committed and not written; whoever claims their source next would do the same. */
async function settleLeases(ground: Ground, rows: LeaseRows, locks: Locks, before: number): Promise<void> {
  const { elastic, indices } = ground;
  const { hits } = await elastic.ask((client) =>
    client.search<Stored>({
      index: indices.leases.name,
      query: { bool: { filter: [{ exists: { field: 'pending' } }, { range: { until: { lt: before } } }] } },
      size: atOnce,
      _source: ['key'],
    }),
  );
  for (const source of hits.hits.flatMap(({ _source }) => _source?.key ?? []))
    await locks.run([leaseKey(source)], () => rows.change(source, (row) => row));
}

/** Forgets the marks of records that were removed so long ago that no frozen process can still write them. */
async function sweepRemoved({ elastic, indices }: Ground, name: IndexName, before: number): Promise<void> {
  const index = indices[name].name;
  const { hits } = await elastic.ask((client) =>
    client.search({
      index,
      query: { range: { removed: { lt: before } } },
      size: atOnce,
      version: true,
      _source: false,
    }),
  );
  await writeAll(
    elastic,
    hits.hits.flatMap(({ _id, _version }) =>
      _id === undefined || _version === undefined ? [] : [{ index, id: _id, revision: _version + 1, source: null }],
    ),
  );
}

export interface Upkeep {
  stop(): Promise<void>;
}

/** What every process that has the store open does once a minute for those that died. */
export function startUpkeep(ground: Ground, rows: LeaseRows, locks: Locks): Upkeep {
  let ticks = 0;
  let working: Promise<void> = Promise.resolve();
  const tick = async (): Promise<void> => {
    const now = ground.elastic.clock.now();
    await settleCommits(ground, now - everyMs);
    await settleLeases(ground, rows, locks, now - everyMs);
    ticks += 1;
    if (ticks % sweepEvery !== 0) return;
    for (const name of indexNames) await sweepRemoved(ground, name, now - removedForMs);
  };
  const timer = setInterval(() => {
    working = working.then(tick).catch(() => undefined); // the next minute tries again
  }, everyMs);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return working;
    },
  };
}
