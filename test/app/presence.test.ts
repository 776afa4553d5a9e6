import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appear, takeOver, workers } from '../../app/presence.ts';
import { deadAfterMs } from '../../model/worker.ts';
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
