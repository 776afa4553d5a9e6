/** One of the contestants: Leadline with all of its stages, as `leadline start` runs them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDecider } from '../../alerts/decide.ts';
import { visit } from '../../app/collect.ts';
import { demoAlerts } from '../../app/demo/expect.ts';
import { labSource } from '../../app/demo/lab-source.ts';
import { type Opened, open } from '../../app/open.ts';
import { subscriptions } from '../../app/queries/alerts.ts';
import { readQuery } from '../../app/queries/context.ts';
import { keepHeapSmall } from '../../app/small-heap.ts';
import { configSchema } from '../../config/schema.ts';
import { createJar } from '../../crawler/fetch/cookies.ts';
import { createHttpFetch } from '../../crawler/fetch/http.ts';
import { openFrontier } from '../../crawler/frontier.ts';
import { realClock } from '../../model/clock.ts';
import type { Source } from '../../model/source.ts';
import type { RawOffer, Task } from './task.ts';

const task = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Task; // written by the bench

/** The market as a source. Source files allow 16 pages in flight at most; here the pace of the bench holds. */
const source: Source = {
  ...labSource({ id: 'halyard', name: 'Halyard', kind: 'market', address: `${task.origin}/` }),
  politeness: { minIntervalMs: 0, jitter: 0, maxInFlight: task.inFlight, pagesPerTurn: 1_000_000, quietHours: null },
};

/** Addresses that an earlier turn found and this one has to visit. */
async function knowPaths({ parts }: Opened, paths: readonly string[]): Promise<void> {
  const now = parts.clock.now();
  const frontier = openFrontier({ source, records: [], now });
  const link = { page: 'listing', key: null, priority: 1, hint: null, skip: null };
  frontier.add(
    paths.map((path) => ({ ...link, url: task.origin + path })),
    null,
    now,
  );
  await parts.storage.commit(frontier.drain().map((value) => ({ do: 'put', collection: 'urls', id: value.id, value })));
}

/** Readers start with the first pages; a worker that has run for a while has them. */
async function startReaders({ parts }: Opened): Promise<void> {
  const page = { url: task.origin, contentType: 'text/html', capturedAt: new Date(0).toISOString(), status: 200 };
  const bytes = Buffer.from('<p>no market');
  await Promise.all([1, 2].map(() => parts.reading.read({ ...page, bytes }, null)));
}

async function crawl(opened: Opened): Promise<void> {
  const { parts, operations, leadline } = opened;
  await operations.addSource({ ...source, politeness: { ...source.politeness, maxInFlight: 16 } });
  for (const alert of demoAlerts) await leadline.subscribe({ ...alert, notify: [] });
  if (task.paths) await knowPaths(opened, task.paths);
  const fetch = createHttpFetch({ proxy: task.proxy, clock: parts.clock, maxSockets: task.inFlight });
  const decider = createDecider(await subscriptions(parts), (text) => readQuery(parts, text).query);
  const report = await visit(parts, source, { fetch, cookies: createJar(), decider, secret: 's', random: Math.random });
  fetch.close();
  if (report.outcome !== 'complete') throw new Error(`the turn ended ${report.outcome}: ${report.reason}`);
}

/** Raw texts as they stand beside what was read from them. */
async function rawOffers({ parts }: Opened): Promise<readonly RawOffer[]> {
  const offers: RawOffer[] = [];
  const urls = new Map<string, string>();
  for await (const { id, url } of parts.storage.captures.each()) urls.set(id, url);
  for await (const { kind, provenance, capture } of parts.storage.observations.each()) {
    if (kind !== 'listing') continue;
    const raw = (field: string) => provenance[field]?.raw ?? '';
    const page = (urls.get(capture) ?? '').replace(task.origin, '');
    offers.push({
      page,
      title: raw('title'),
      vendor: raw('vendor'),
      price: raw('price'),
      from: raw('shipsFrom'),
      to: raw('shipsTo'),
      category: raw('category'),
    });
  }
  return offers;
}

/** The most that a process held so far, in MB. */
function mostHeld(pid: number): number {
  const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb ?? 0) / 1_024;
}

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

if (task.small) keepHeapSmall();
const { folder: data, proxy } = task;
const config = { ...configSchema.parse({ data, proxy }), data, file: null, sites: join(data, 'sites') };
const opened = await open({ config, clock: realClock });
await startReaders(opened);
await crawl(opened);
const readers = childrenOf(process.pid).map(mostHeld);
writeFileSync(
  `${task.out}.memory`,
  JSON.stringify({ worker: mostHeld(process.pid), readers: Math.max(0, ...readers) }),
);
writeFileSync(task.out, (await rawOffers(opened)).map((each) => JSON.stringify(each)).join('\n'));
await opened.close();
