import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appear, mendArchives, takeOver, workers } from '../../app/presence.ts';
import { openArchive } from '../../evidence/archive.ts';
import { verifyArchive } from '../../evidence/verify.ts';
import { deadAfterMs, goneAfterMs, type Worker } from '../../model/worker.ts';
import { exchange } from '../evidence/samples.ts';
import { openTest, type TestLeadline, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
let opened: TestLeadline;
beforeEach(async () => {
  opened = await openTest({ data: folder.path, proxy: null });
});
afterEach(async () => {
  await opened.close();
  folder.remove();
});

const goneProcess = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('workers', () => {
  it('are shown while they live and no longer when they left', async () => {
    const { parts, leadline } = opened;
    const presence = await appear(parts, ['crawl', 'alert'], '1.2.3');
    const [worker] = (await leadline.status()).workers;
    expect(worker).toMatchObject({ pid: process.pid, roles: ['crawl', 'alert'], version: '1.2.3', alive: true });
    await presence.leave();
    expect((await leadline.status()).workers).toEqual([]);
  });

  it('that fell silent are shown as dead, and given to one successor only', async () => {
    const { parts, clock } = opened;
    await appear(parts, ['crawl'], '1');
    clock.moveTo(clock.now() + deadAfterMs + 1);
    expect((await workers(parts)).map(({ alive }) => alive)).toEqual([false]);
    await appear(parts, ['extract'], '1');
    const taken = await Promise.all(Array.from({ length: 5 }, () => takeOver(parts)));
    expect(taken.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect((await workers(parts)).map(({ roles, alive }) => [roles, alive])).toEqual([[['extract'], true]]);
  });

  it.each([
    { whose: 'of this machine that are gone', host: hostname(), pid: goneProcess(), silentMs: 0, mended: 1 },
    {
      whose: 'of this machine that only stand still',
      host: hostname(),
      pid: process.ppid,
      silentMs: 60_000,
      mended: 0,
    },
    { whose: 'of another machine that may yet wake', host: 'elsewhere', pid: 1, silentMs: 60_000, mended: 0 },
    { whose: 'of another machine, silent for long', host: 'elsewhere', pid: 1, silentMs: goneAfterMs + 1, mended: 1 },
  ])('$whose: $mended archive files are mended', async ({ host, pid, silentMs, mended }) => {
    const { parts, clock } = opened;
    const dir = join(folder.path, 'archive');
    const dead = await openArchive({ dir, worker: 'dead.1', clock, secret: 'test' });
    await dead.append(exchange());
    const [file = ''] = readdirSync(dir).filter((name) => name.includes('dead.1'));
    appendFileSync(join(dir, file), 'half a record');
    const at = new Date(clock.now() - silentMs).toISOString();
    const worker: Worker = {
      id: 'dead',
      host,
      pid,
      roles: ['crawl'],
      version: '1',
      startedAt: at,
      heartbeatAt: at,
      endedAt: at,
      visiting: [],
      archive: 'dead.1',
    };
    await parts.storage.workers.put('dead', worker);
    const counts = await Promise.all(Array.from({ length: 3 }, () => mendArchives(parts)));
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(mended);
    expect((await verifyArchive(dir)).problems.map(({ code }) => code)).toEqual(mended === 1 ? [] : ['torn']);
    await dead.close();
  });

  it('that ended or died long ago are forgotten', async () => {
    const { parts, clock } = opened;
    await (await appear(parts, ['web'], '1')).leave();
    clock.moveTo(clock.now() + 2 * 86_400_000);
    await appear(parts, ['web'], '1');
    expect(await parts.storage.workers.count()).toBe(1);
  });

  it('tell how late turns and deliveries are', async () => {
    const { leadline, parts, clock } = opened;
    expect(await leadline.status()).toMatchObject({ turnsLateMs: 0, deliveriesLateMs: 0 });
    await parts.storage.deliveries.create('d', {
      id: 'd',
      alert: 'a',
      to: 'desk',
      state: 'waiting',
      attempts: [],
      nextAt: new Date(clock.now() - 90_000).toISOString(),
    });
    expect(await leadline.status()).toMatchObject({ deliveriesLateMs: 90_000 });
  });
});
