import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Receiver, startReceiver } from '../../app/demo/receiver.ts';
import { type Opened, open } from '../../app/open.ts';
import { verifyArchive } from '../../evidence/verify.ts';
import { weekStart } from '../../lab/calendar.ts';
import { createRandom } from '../../lab/random.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { createShiftedClock, type ShiftedClock } from './clock.ts';
import { collect, compare } from './collected.ts';
import { collectEmbedded, delayMs, politeness, prepare } from './embedded.ts';
import { startFleet } from './fleet.ts';
import { configOf, type Orders, turnTimes } from './orders.ts';
import { type Servers, startServers } from './servers.ts';
import { beginStrikes, type Counts } from './strikes.ts';
import { judgeTraffic, type Traffic } from './traffic.ts';
import { passWeeks } from './weeks.ts';

export interface ChaosOptions {
  readonly strikes: Counts;
  readonly gapMs: readonly [number, number];
  readonly workers: number;
  readonly size: 'small' | 'full';
  /** At least and at most; the run ends after the week in which the last strike falls. */
  readonly weeks: readonly [number, number];
  readonly seed: number;
  /** The folder stays for whoever wants to look. */
  readonly keep: boolean;
  /** Ends the run with everything that it started. */
  readonly signal?: AbortSignal;
  readonly log: (line: string) => void;
}

export interface ChaosReport {
  readonly seconds: number;
  /** Seconds that each week of the lab took. */
  readonly weeks: readonly number[];
  readonly made: Counts;
  readonly inTurn: number;
  readonly gaveUp: number;
  readonly items: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly different: readonly string[];
  readonly alerts: number;
  readonly alertsLost: readonly string[];
  readonly alertsMadeUp: readonly string[];
  /** Deliveries that are not delivered, and alerts that the receiver never got. */
  readonly undelivered: readonly string[];
  readonly archiveProblems: readonly string[];
  readonly traffic: Traffic;
}

/** Takes in what is left and delivers what is owed, in a time when every claim of a dead worker is over. */
async function windUp({ parts, operations }: Opened, clock: ShiftedClock): Promise<void> {
  clock.shift += 600_000;
  await operations.catchUp();
  while ((await operations.deliver()).delivered > 0);
  await parts.storage.check();
}

async function undeliveredOf({ parts }: Opened, receiver: Receiver): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { alert, state } of parts.storage.deliveries.each())
    if (state !== 'delivered' || !receiver.ids().has(alert)) found.push(`${alert} ${state}`);
  return found;
}

interface Ground {
  readonly root: string;
  readonly data: string;
  readonly lab: Lab;
  readonly servers: Servers;
  readonly receiver: Receiver;
  readonly clock: ShiftedClock;
}

/** The lab lives in the time of the workers, so that its log tells when each request began. */
function keepTime(lab: Lab, clock: ShiftedClock): () => void {
  const timer = setInterval(() => lab.control.advance({ ms: Math.max(lab.control.now(), clock.now()) }), 2);
  return () => clearInterval(timer);
}

/** Addresses that asked for something within the last `ms`, as the lab saw it. */
const busyIn =
  (lab: Lab) =>
  (ms: number): ReadonlySet<string> => {
    const since = new Date(lab.control.now() - ms).toISOString();
    return new Set(lab.log().flatMap(({ at, client }) => (at >= since ? [client] : [])));
  };

async function disturb(
  ground: Ground,
  options: ChaosOptions,
  overseer: Opened,
  orders: Omit<Orders, 'shift' | 'proxy'>,
) {
  const { lab, servers, clock, root } = ground;
  const random = createRandom(`${options.seed}|chaos`);
  const fleet = startFleet({
    size: options.workers,
    orders,
    socks: lab.socksUrl,
    clock,
    log: join(root, 'workers.log'),
    random: random.next,
  });
  const { strikes: counts, gapMs, seed, log } = options;
  const strikes = beginStrikes({ counts, gapMs, seed: `${seed}`, fleet, servers, busy: busyIn(lab), log });
  let over = false;
  const striking = strikes.over.finally(() => {
    over = true;
  });
  striking.catch(() => undefined); // awaited below
  try {
    const { weeks: allowed, signal = new AbortController().signal } = options;
    const weeks = await passWeeks({ overseer, lab, fleet, clock, weeks: allowed, isEnough: () => over, signal, log });
    return { weeks, made: strikes.made(), inTurn: strikes.inTurn(), gaveUp: fleet.gaveUp() };
  } finally {
    strikes.cancel();
    await striking.finally(fleet.stop);
  }
}

async function runOn(ground: Ground, options: ChaosOptions) {
  const { data, lab, servers, receiver, clock } = ground;
  const orders = { data, node: servers.elastic.url, redis: servers.redis.url, receiver: receiver.url };
  const config = configOf({ ...orders, proxy: lab.socksUrl });
  const overseer = await open({ config, clock, turns: turnTimes, reading: 'direct' });
  const ticking = keepTime(lab, clock);
  try {
    await prepare(overseer, lab, ['team']);
    const passed = await disturb(ground, options, overseer, orders);
    await windUp(overseer, clock);
    const undelivered = await undeliveredOf(overseer, receiver);
    const { problems } = await verifyArchive(join(data, 'archive'));
    return {
      ...passed,
      undelivered,
      archiveProblems: problems.map(({ file, code, message }) => `${file}: ${code} ${message}`),
      collected: await collect(overseer),
      traffic: judgeTraffic(lab.log(), politeness, turnTimes.lockMs ?? 0),
    };
  } finally {
    ticking();
    await overseer.close();
  }
}

/** Crawls the lab with several workers on one Redis and Elasticsearch while all of these are killed, and compares with an undisturbed embedded run. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const began = performance.now();
  const root = mkdtempSync(join(tmpdir(), 'leadline-chaos-'));
  const data = join(root, 'data');
  mkdirSync(data);
  const world = createWorld({ seed: options.seed, size: options.size, weeks: 12 });
  const [servers, lab, receiver] = [
    await startServers(root, options.signal),
    await startLab({ world, delayMs }),
    await startReceiver(),
  ];
  options.log(`servers are up; folder ${root}`);
  const clock = createShiftedClock(weekStart(1) - Date.now());
  try {
    const { collected, ...rest } = await runOn({ root, data, lab, servers, receiver, clock }, options);
    options.log('the same weeks, undisturbed, on the embedded store');
    const wanted = await collectEmbedded(world, rest.weeks.length);
    return { seconds: Math.round((performance.now() - began) / 1_000), ...compare(collected, wanted), ...rest };
  } finally {
    await Promise.all([servers.stop(), lab.close(), receiver.close()]);
    if (!options.keep) rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
