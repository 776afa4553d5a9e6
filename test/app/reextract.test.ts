import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labSource } from '../../app/demo/lab-source.ts';
import { weekStart } from '../../lab/calendar.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { allItems, openTest, temporaryFolder } from './harness.ts';

let lab: Lab;
const folder = temporaryFolder();
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 3, size: 'small', weeks: 3 }) });
});
afterAll(async () => {
  await lab.close();
  folder.remove();
});

async function crawlThreeWeeks(): Promise<readonly string[]> {
  const opened = await openTest({ data: folder.path, proxy: lab.socksUrl });
  for (const site of lab.sources()) await opened.operations.addSource(labSource(site));
  for (const week of [1, 2, 3]) {
    lab.control.advance({ week });
    opened.clock.moveTo(weekStart(week));
    for (const site of lab.sources()) await opened.operations.visit(site.id);
  }
  const items = await allItems(opened);
  await opened.close();
  return items;
}

describe('re-extraction', () => {
  it('rebuilds the same items, byte for byte, from nothing but the archive, and fires no alert', async () => {
    const before = await crawlThreeWeeks();
    expect(before.length).toBeGreaterThan(60);
    for (const name of ['leadline.db', 'leadline.db-wal', 'leadline.db-shm'])
      rmSync(join(folder.path, name), { force: true });

    const opened = await openTest({ data: folder.path, proxy: null, start: weekStart(9) });
    await opened.leadline.subscribe({ name: 'all', query: '*' });
    const report = await opened.operations.reextract();
    expect(report.items).toBe(before.length);
    expect(await allItems(opened)).toEqual(before);
    expect(await opened.parts.storage.alerts.count()).toBe(0);
    expect((await opened.leadline.source('slipway')).source).toMatchObject({
      name: 'Slipway',
      kind: 'forum',
      profile: 'slipway',
      state: 'paused',
    });

    await opened.operations.reextract();
    expect(await allItems(opened)).toEqual(before);
    await opened.close();
  });
});
