// Streams every listing of a store and says how long that took and by how much the process grew. bench/search.ts starts it as a process of its own:
// one that has loaded the data has memory to spare.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openElastic } from '../storage/elastic/open.ts';
import { openSqlite } from '../storage/sqlite/open.ts';
import { ownCpu } from './stores.ts';

export interface Streamed {
  readonly count: number;
  readonly ms: number;
  /** The work of that process alone. */
  readonly cpuMs: number;
  /** How much larger the process was at its largest than before the first listing. */
  readonly grownMb: number;
}

const everyMs = 20;

async function stream(kind: string, place: string): Promise<Streamed> {
  const storage =
    kind === 'sqlite'
      ? openSqlite(place, { readOnly: true })
      : await openElastic({ node: place, prefix: kind, readOnly: true });
  await storage.items.count({ kind: 'all' });
  const before = process.memoryUsage.rss();
  const cpuBefore = await ownCpu();
  let most = before;
  let last = performance.now();
  const start = last;
  let count = 0;
  for await (const item of storage.items.stream({ kind: 'all' })) {
    if (item.kind === 'listing') count += 1;
    if (count % 100 === 0 && performance.now() - last > everyMs) {
      most = Math.max(most, process.memoryUsage.rss());
      last = performance.now();
    }
  }
  const ms = performance.now() - start;
  const cpuMs = (await ownCpu()) - cpuBefore;
  await storage.close();
  return { count, ms, cpuMs, grownMb: (most - before) / 2 ** 20 };
}

/** Streams all of a store in a process of its own. `place` is a file or an address, `kind` is "sqlite" or the prefix of the indices. */
export async function exported(kind: string, place: string): Promise<Streamed> {
  const child = fork(fileURLToPath(import.meta.url), [kind, place]);
  const [answer] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the export has failed'))),
  ]);
  return answer as Streamed; // sent below
}

const [kind, place] = process.argv.slice(2);
if (process.argv[1] === fileURLToPath(import.meta.url) && kind && place) process.send?.(await stream(kind, place));
