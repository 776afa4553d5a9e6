import { join } from 'node:path';
import type { LoadedConfig } from '../../config/load.ts';
import { configSchema } from '../../config/schema.ts';
import { weekAt, weekStart } from '../../lab/calendar.ts';
import { createRandom } from '../../lab/random.ts';
import type { Lab } from '../../lab/start.ts';
import type { Truth } from '../../lab/truth.ts';
import { createWorld } from '../../lab/world.ts';
import { type Opened, open } from '../open.ts';
import { coverageOf } from '../queries/sources.ts';
import { createVirtualClock } from './clock.ts';
import { demoAlerts, expectedAlerts, liveListings } from './expect.ts';
import { labSource } from './lab-source.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { itemsByKey, scoreListings } from './score.ts';
import { type Reachable, startReachable } from './tor.ts';

export interface DemoOptions {
  readonly data: string;
  readonly weeks: number;
  readonly seed: number;
  /** Numbers in [0, 1), instead of those that follow from the seed. */
  readonly random?: () => number;
  readonly size: 'small' | 'full';
  /** Through a private Tor network instead of a plain SOCKS server. */
  readonly tor?: boolean;
  /** Where it is stored; embedded unless said otherwise. */
  readonly store?: Pick<LoadedConfig, 'storage' | 'elastic' | 'redis'>;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** `expected` is the lab's truth; `url` is filled in by whoever serves the pages. */
export interface DemoSummary {
  readonly url: string | null;
  readonly sources: number;
  readonly captures: number;
  readonly listings: number;
  readonly vendors: number;
  readonly messages: number;
  readonly expected: { readonly listings: number; readonly vendors: number; readonly messages: number };
  readonly fieldF1: Readonly<Record<string, number>>;
  readonly alerts: { readonly expected: number; readonly recorded: number; readonly delivered: number };
  readonly coverage: readonly { readonly source: string; readonly estimate: number; readonly truth: number }[];
  readonly seconds: number;
  readonly requests: Readonly<Record<string, number>>;
  /** Requests that named no host (atyp other than 3) or a host outside the lab; both must be 0. */
  readonly leaks: { readonly byAddress: number; readonly clearnet: number };
  /** Differences between the store and the truth, for a person. */
  readonly wrong: readonly string[];
}

const demoConfig = (data: string, way: Reachable['way'], receiver: string) => ({
  ...configSchema.parse({
    data,
    ...way,
    receivers: { team: { webhook: { url: receiver, secret: 'whsec_bGVhZGxpbmUtZGVtbw==' } } },
  }),
  data,
  file: null,
  sites: join(data, 'sites'),
});

async function prepare(opened: Opened, lab: Lab): Promise<void> {
  for (const site of lab.sources()) await opened.operations.addSource(labSource(site));
  for (const alert of demoAlerts) await opened.leadline.subscribe({ ...alert, notify: ['team'] });
}

async function crawlWeek(opened: Opened, lab: Lab, week: number, options: DemoOptions): Promise<void> {
  await Promise.all(
    lab.sources().map(async (site) => {
      const onPage = (page: { done: number; waiting: number }) =>
        options.onProgress?.(
          `week ${week} of ${options.weeks} · ${site.id}: ${page.done} read, ${page.waiting} waiting`,
        );
      await opened.operations.visit(site.id, { onPage, ...(options.signal ? { signal: options.signal } : {}) });
    }),
  );
  await opened.operations.deliver(options.signal);
}

async function coverage(opened: Opened, truth: Truth): Promise<DemoSummary['coverage']> {
  const result: { source: string; estimate: number; truth: number }[] = [];
  for await (const source of opened.parts.storage.sources.each()) {
    const found = await coverageOf(opened.parts, source.id);
    if (!found) continue;
    result.push({
      source: source.id,
      estimate: Math.round(found.estimate * 10) / 10,
      truth: liveListings(truth, source.id, weekAt(Date.parse(`${found.from}T12:00:00Z`))),
    });
  }
  return result;
}

function countRequests(lab: Lab): Pick<DemoSummary, 'requests' | 'leaks'> {
  const requests: Record<string, number> = {};
  let byAddress = 0;
  let clearnet = 0;
  for (const entry of lab.log()) {
    if (entry.atyp !== 3) byAddress += 1;
    if (!entry.host.endsWith('.onion')) clearnet += 1;
    if (entry.method !== null) requests[entry.method] = (requests[entry.method] ?? 0) + 1;
  }
  return { requests, leaks: { byAddress, clearnet } };
}

/** What was stored beside the truth, after the last week. */
async function compare(
  opened: Opened,
  lab: Lab,
  receiver: Receiver,
  weeks: number,
): Promise<Omit<DemoSummary, 'seconds'>> {
  const { leadline, parts } = opened;
  const status = await leadline.status();
  const truth = lab.truth(weeks);
  const score = await scoreListings(parts, truth);
  const isNitazene = (id: string) => parts.lexicon.byId(id)?.class === 'nitazene';
  const delivered = await parts.storage.deliveries.count({ state: 'delivered' });
  return {
    url: null,
    sources: status.sources.length,
    captures: status.captures,
    listings: score.found,
    vendors: (await itemsByKey(parts, 'vendor')).size,
    messages: (await itemsByKey(parts, 'message')).size,
    expected: {
      listings: score.expected,
      vendors: truth.vendors.length,
      messages: truth.messages.length + truth.posts.length,
    },
    fieldF1: score.f1,
    alerts: {
      expected: expectedAlerts(truth, isNitazene),
      recorded: status.alerts.recorded,
      delivered: Math.min(delivered, receiver.ids().size),
    },
    coverage: await coverage(opened, truth),
    ...countRequests(lab),
    wrong: score.wrong,
  };
}

/** Crawls the lab week by week and compares what was stored with the truth. The data folder stays open for whoever wants to look. */
export async function runDemo(
  options: DemoOptions,
): Promise<{ readonly summary: DemoSummary; readonly opened: Opened; close(): Promise<void> }> {
  const began = performance.now();
  const world = createWorld({ seed: options.seed, size: options.size, weeks: options.weeks });
  const { onProgress, signal } = options;
  const { lab, way } = await startReachable(options.tor === true, {
    world,
    signal,
    ...(onProgress ? { onProgress } : {}),
  });
  const receiver = await startReceiver();
  const clock = createVirtualClock(weekStart(1));
  const random = createRandom(`${options.seed}|demo`);
  const opened = await open({
    config: { ...demoConfig(options.data, way, receiver.url), ...options.store },
    clock,
    rates: lab.rates(),
    random: options.random ?? (() => random.next()),
  });
  const close = async () => {
    await opened.close();
    await lab.close();
    await receiver.close();
  };
  try {
    await prepare(opened, lab);
    for (let week = 1; week <= options.weeks && !options.signal?.aborted; week++) {
      lab.control.advance({ week });
      clock.moveTo(weekStart(week));
      await crawlWeek(opened, lab, week, options);
    }
    const compared = await compare(opened, lab, receiver, options.weeks);
    const summary: DemoSummary = { ...compared, seconds: Math.round((performance.now() - began) / 100) / 10 };
    return { summary, opened, close };
  } catch (error) {
    await close();
    throw error;
  }
}
