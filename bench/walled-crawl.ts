import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVirtualClock, type VirtualClock } from '../app/demo/clock.ts';
import { labSource } from '../app/demo/lab-source.ts';
import { type Opened, open } from '../app/open.ts';
import type { Parts } from '../app/parts.ts';
import { configSchema } from '../config/schema.ts';
import { weekStart } from '../lab/calendar.ts';
import type { Gate, GateRules } from '../lab/gate.ts';
import type { World } from '../lab/nouns.ts';
import { createRandom } from '../lab/random.ts';
import { type Lab, startLab } from '../lab/start.ts';

const site = 'halyard';

/** What a crawl left behind. */
interface Outcome {
  /** Addresses by how they ended. */
  readonly ends: ReadonlyMap<string, string>;
  readonly items: ReadonlySet<string>;
  /** Observations, items and last good captures that come from a wall. */
  readonly wallsAsContent: number;
  readonly wallsCounted: number;
  readonly notices: number;
}

export interface WalledCrawl {
  readonly gate: ReturnType<Gate['counts']>;
  readonly parkings: number;
  readonly turns: number;
  /** Requests that reached the site while it was parked. */
  readonly whileParked: number;
  /** Sessions handed in beyond one for the beginning and one for each that ended. */
  readonly extraLogins: number;
  /** Resumed turns whose first request was for another address than the one before which the source was parked. */
  readonly elsewhere: number;
  /** Addresses that the undisturbed crawl read and this one did not, or not as well. */
  readonly lost: readonly string[];
  readonly missingItems: readonly string[];
  readonly madeUpItems: readonly string[];
  readonly wallsAsContent: number;
  /** Difference between the walls that the site showed and those that were counted. */
  readonly miscounted: number;
  readonly notices: number;
  readonly requests: number;
}

async function outcomeOf({ storage }: Parts): Promise<Outcome> {
  const walls = new Set<string>();
  for await (const wall of storage.walls.each({ source: site })) walls.add(wall.id);
  const ends = new Map<string, string>();
  let wallsAsContent = 0;
  for await (const record of storage.urls.each({ source: site })) {
    ends.set(record.url, record.state);
    if (record.lastCapture !== null && walls.has(record.lastCapture)) wallsAsContent += 1;
  }
  for await (const observation of storage.observations.each({ source: site }))
    if (walls.has(observation.capture)) wallsAsContent += 1;
  const items = new Set<string>();
  for await (const item of storage.items.each()) items.add(item.id);
  return { ends, items, wallsAsContent, wallsCounted: walls.size, notices: await storage.notices.count() };
}

interface Running {
  readonly lab: Lab;
  readonly opened: Opened;
  readonly clock: VirtualClock;
  readonly folder: string;
}

/** Runs `work` with a Leadline of its own that watches the lab's market. */
async function withLeadline<T>(lab: Lab, work: (running: Running) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-walls-'));
  const clock = createVirtualClock(weekStart(1));
  const random = createRandom('walls');
  const receivers = { desk: { file: { path: join(folder, 'told.jsonl') } } };
  const config = {
    ...configSchema.parse({ data: join(folder, 'data'), proxy: lab.socksUrl, receivers, operators: ['desk'] }),
    data: join(folder, 'data'),
    file: null,
    sites: join(folder, 'sites'),
    sources: join(folder, 'sources'),
  };
  const opened = await open({ config, clock, random: () => random.next(), reading: 'direct' });
  const [market] = lab.sources().filter(({ id }) => id === site);
  try {
    if (!market) throw new Error('the lab has this market');
    await opened.operations.addSource(labSource(market));
    return await work({ lab, opened, clock, folder });
  } finally {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A person logs in with a browser and hands the session in. */
async function logIn({ lab, opened, folder }: Running, gate: Gate): Promise<void> {
  const file = join(folder, 'cookies.txt');
  const { hostname } = new URL(lab.address(site));
  writeFileSync(file, `${hostname}\tFALSE\t/\tFALSE\t0\tsid\t${gate.login()}\n`);
  await opened.operations.login(site, file);
}

const pathsAfter = (lab: Lab, from: number): readonly string[] =>
  lab
    .log()
    .slice(from)
    .map(({ path }) => path ?? '');

/** The addresses before which a wall stands. */
async function stoppedPaths({ storage }: Parts): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  for await (const { url, reason } of storage.urls.each({ source: site, state: 'waiting' }))
    if (reason?.startsWith('wall: ')) paths.add(new URL(url).pathname + new URL(url).search);
  return paths;
}

interface Course {
  readonly parkings: number;
  readonly turns: number;
  readonly whileParked: number;
  readonly elsewhere: number;
}

const mostTurns = 1_000;

/** Visits until everything is read; whenever the source is parked, an hour goes by, and then a person logs in. */
async function crawlThrough(running: Running, gate: Gate): Promise<Course> {
  const { opened, clock, lab } = running;
  let [parkings, whileParked, elsewhere] = [0, 0, 0];
  await logIn(running, gate);
  for (let turns = 1; turns <= mostTurns; turns += 1) {
    const report = await opened.operations.visit(site);
    if (report.outcome === 'complete') return { parkings, turns, whileParked, elsewhere };
    if (report.outcome !== 'parked') {
      clock.moveTo(Math.max(clock.now() + 60_000, report.retryAt ?? 0));
      continue;
    }
    parkings += 1;
    const before = lab.log().length;
    const stood = await stoppedPaths(opened.parts);
    clock.moveTo(clock.now() + 3_600_000);
    await opened.operations.deliver();
    whileParked += lab.log().length - before;
    await logIn(running, gate);
    const controller = new AbortController();
    // The first page of the next turn, alone.
    await opened.operations.visit(site, { signal: controller.signal, onPage: () => controller.abort() });
    clock.moveTo(clock.now() + 1_000);
    if (!stood.has(pathsAfter(lab, before)[0] ?? '')) elsewhere += 1;
  }
  throw new Error(`the crawl came to no end in ${mostTurns} turns`);
}

const isRead = (state: string | undefined): boolean => state === 'captured' || state === 'unchanged';

/** Crawls the lab's market twice, undisturbed and through the gate, and compares what is known at the end. */
export async function walledCrawl(world: World, rules: GateRules): Promise<WalledCrawl> {
  const lab = await startLab({ world });
  try {
    const open = await withLeadline(lab, async ({ opened }) => {
      await opened.operations.visit(site);
      return outcomeOf(opened.parts);
    });
    return await withLeadline(lab, async (running) => {
      const gate = lab.control.gate(site, rules);
      if (!gate) throw new Error('rules make a gate');
      const before = lab.log().length;
      const course = await crawlThrough(running, gate);
      const walled = await outcomeOf(running.opened.parts);
      const counts = gate.counts();
      return {
        gate: counts,
        ...course,
        extraLogins: counts.sessions - 1 - counts.logouts,
        lost: [...open.ends]
          .filter(([url, state]) => isRead(state) && !isRead(walled.ends.get(url)))
          .map(([url]) => url),
        missingItems: [...open.items].filter((id) => !walled.items.has(id)),
        madeUpItems: [...walled.items].filter((id) => !open.items.has(id)),
        wallsAsContent: walled.wallsAsContent,
        miscounted: Math.abs(counts.walls - walled.wallsCounted),
        notices: walled.notices,
        requests: lab.log().length - before,
      };
    });
  } finally {
    await lab.close();
  }
}
