import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../app/demo/clock.ts';
import { labSource } from '../../app/demo/lab-source.ts';
import { type Opened, open } from '../../app/open.ts';
import { createWayOut } from '../../app/way-out.ts';
import { collect, compare } from '../../bench/chaos/collected.ts';
import { weekStart } from '../../lab/calendar.ts';
import { startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { temporaryFolder, testConfig } from '../app/harness.ts';
import { until } from '../servers/processes.ts';
import { network, type SharedNetwork } from './network.ts';
import { world } from './world.ts';

const folders: { remove(): void }[] = [];
let shared: SharedNetwork;
let plain: Awaited<ReturnType<typeof collect>>;

/** A Leadline whose Tor is asked often whether it is alive. */
async function openOn({ proxy, tor }: SharedNetwork['way'], lines: string[] = []): Promise<Opened> {
  const folder = temporaryFolder();
  folders.push(folder);
  const config = { ...testConfig(folder.path, null), proxy, tor };
  const log = (line: string) => void lines.push(line);
  const pace = { pulseMs: 300, silenceMs: 1_500, backoffMs: 200 };
  const wayOut = createWayOut({ config, log, pace });
  const opened = await open({
    config,
    clock: createVirtualClock(weekStart(1)),
    random: () => 0.5,
    reading: 'direct',
    wayOut,
    log,
  });
  for (const site of shared.sites) await opened.operations.addSource(labSource(site));
  return opened;
}

beforeAll(async () => {
  shared = await network();
  const lab = await startLab({ world: createWorld(world) });
  const opened = await openOn({ ...shared.way, proxy: lab.socksUrl });
  for (const { id } of shared.sites) await opened.operations.visit(id);
  plain = await collect(opened);
  await opened.close();
  await lab.close();
});
afterAll(() => {
  for (const folder of folders) folder.remove();
});

const nothing = { lost: [], doubled: [], different: [], alertsLost: [], alertsMadeUp: [] };

describe('a week of the lab through a real Tor', () => {
  it('comes out the same as through a plain proxy, item for item', { timeout: 120_000 }, async () => {
    const opened = await openOn(shared.way);
    const reports = await Promise.all(shared.sites.map(({ id }) => opened.operations.visit(id)));
    const found = compare(await collect(opened), plain);
    await opened.close();
    expect(reports.map(({ outcome }) => outcome)).toEqual(reports.map(() => 'complete'));
    expect(found).toMatchObject(nothing);
    expect(found.items).toBeGreaterThan(100);
  });

  it('loses nothing while Tor is killed, and then stands still, in the middle of it', {
    timeout: 120_000,
  }, async () => {
    const lines: string[] = [];
    const opened = await openOn(shared.way, lines);
    const strike = (signal: NodeJS.Signals) => process.kill(opened.wayOut.state()?.pid ?? 0, signal);
    const site = shared.sites[0]?.id ?? '';
    const report = await opened.operations.visit(site, {
      onPage({ done }) {
        if (done === 5) strike('SIGKILL');
        if (done === 15) strike('SIGSTOP');
      },
    });
    const restarts = opened.wayOut.state()?.restarts;
    const found = compare(await collect(opened), plain);
    await opened.close();
    expect([report.outcome, report.counts.failed, report.counts.waiting, restarts]).toEqual(['complete', 0, 0, 2]);
    expect(found.lost.filter((name) => name.includes(`|${site}|`))).toEqual([]);
    expect(found).toMatchObject({ doubled: [], different: [] });
    expect(lines.filter((line) => line.startsWith('tor: down'))).toHaveLength(2);
  });
});

describe('a Tor that Leadline does not run', () => {
  it('keeps everything waiting while it is stopped, and the turn goes on once it is back', {
    timeout: 120_000,
  }, async () => {
    const other = await openOn(shared.way);
    await other.wayOut.ready();
    const pid = other.wayOut.state()?.pid ?? 0;
    const opened = await openOn({ ...shared.way, proxy: await other.wayOut.proxy() });
    const site = shared.sites[1]?.id ?? '';
    const stopped = await opened.operations.visit(site, {
      onPage: ({ done }) => void (done === 5 && process.kill(pid, 'SIGSTOP')),
    });
    expect([stopped.outcome, stopped.code, stopped.counts.failed]).toEqual(['failed', 'proxy-down', 0]);
    expect(stopped.counts.waiting).toBeGreaterThan(0);
    await until(() => other.wayOut.state()?.kind === 'ready' && other.wayOut.state()?.pid !== pid, {
      ms: 60_000,
      late: () => 'no new Tor',
    });
    const resumed = await opened.operations.visit(site);
    const found = compare(await collect(opened), plain);
    await opened.close();
    await other.close();
    expect([resumed.outcome, resumed.counts.failed]).toEqual(['complete', 0]);
    expect(found.lost.filter((name) => name.includes(`|${site}|`))).toEqual([]);
  });

  it('that has gone is no reason to go another way: nothing is fetched', async () => {
    const opened = await openOn({ ...shared.way, proxy: 'socks5h://127.0.0.1:1' });
    const before = (await shared.log()).length;
    const reports = await Promise.all(shared.sites.map(({ id }) => opened.operations.visit(id)));
    await opened.close();
    expect(reports.map(({ code }) => code)).toEqual(reports.map(() => 'proxy-down'));
    expect((await shared.log()).length).toBe(before);
  });
});
