import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labSource } from '../../app/demo/lab-source.ts';
import { weekStart } from '../../lab/calendar.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import type { Source } from '../../model/source.ts';
import { allItems, openTest, type TestLeadline, temporaryFolder } from './harness.ts';

const day = 86_400_000;
const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()] as const;
let lab: Lab;
let hiding: Lab;
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 3, size: 'small' }) });
  hiding = await startLab({ world: createWorld({ seed: 3, size: 'small', sighting: 0.4 }) });
});
afterAll(async () => {
  await Promise.all([lab.close(), hiding.close()]);
  for (const folder of folders) folder.remove();
});

function sourceOf(from: Lab, id: string, politeness: Partial<Source['politeness']> = {}): Source {
  const site = from.sources().find((each) => each.id === id);
  if (!site) throw new Error(`the lab has no ${id}`);
  const source = labSource(site);
  return { ...source, everyMs: day, politeness: { ...source.politeness, ...politeness } };
}

describe('a budget of pages a day', () => {
  it('is shared by all turns and processes of the day, and the source goes on the next day', async () => {
    const [folder] = folders;
    const visit = async (opened: TestLeadline) => {
      const report = await opened.operations.visit('halyard');
      const { pace, nextTurnAt } = await opened.leadline.source('halyard');
      return { report, pace, nextTurnAt };
    };
    const first = await openTest({ data: folder.path, proxy: lab.socksUrl, start: weekStart(1) + day / 2 });
    await first.operations.addSource(sourceOf(lab, 'halyard', { pagesPerDay: 12 }));
    const morning = await visit(first);
    expect(morning.report).toMatchObject({ outcome: 'later', reason: 'The 12 pages of one day are used up.' });
    expect(morning.nextTurnAt).toBe(new Date(weekStart(1) + day).toISOString());
    expect(morning.pace.budget).toEqual({ perDay: 12, spentToday: 12 });
    expect((await first.leadline.source('halyard')).source.lastSuccessAt).not.toBeNull();
    await first.close();

    const asked = lab.log().length;
    const second = await openTest({ data: folder.path, proxy: lab.socksUrl, start: weekStart(1) + 0.6 * day });
    expect((await visit(second)).report).toMatchObject({ outcome: 'later', requests: 0 });
    expect(lab.log().length).toBe(asked);
    second.clock.moveTo(weekStart(1) + day);
    expect((await visit(second)).report.requests).toBe(12);
    const { pace } = await second.leadline.source('halyard');
    expect(pace).toMatchObject({ pagesLastHour: 12, pagesLastDay: 24, budget: { perDay: 12, spentToday: 12 } });
    expect(pace.limitPerHour).toBe(2_880);
    await second.close();
  });

  it('lets a source be read whole in the end', async () => {
    const [, folder] = folders;
    const opened = await openTest({ data: folder.path, proxy: lab.socksUrl });
    await opened.operations.addSource(sourceOf(lab, 'nordkai', { pagesPerDay: 9 }));
    for (let today = 0; today < 6; today += 1) {
      opened.clock.moveTo(weekStart(1) + today * day);
      await opened.operations.visit('nordkai');
    }
    const truth = lab.truth(1).listings.filter(({ site }) => site === 'nordkai');
    const items = (await allItems(opened)).filter((item) => item.includes('"kind":"listing"'));
    expect(items.length).toBe(truth.length);
    await opened.close();
  });
});

describe('a page that is the same again', () => {
  it('becomes a revisit record, also where the server sends no validator and answers 200', async () => {
    const [, folder] = folders;
    const opened = await openTest({ data: folder.path, proxy: lab.socksUrl, start: weekStart(1) + 8 * day });
    await opened.operations.addSource(sourceOf(lab, 'slacktide'));
    await opened.operations.visit('slacktide');
    opened.clock.moveTo(weekStart(1) + 9 * day);
    const { counts } = await opened.operations.visit('slacktide');
    expect(counts.unchanged).toBeGreaterThan(0);
    const captures = await opened.parts.storage.captures.find({ where: { source: 'slacktide' }, limit: 500 });
    const again = captures.values.filter(({ revisitOf }) => revisitOf !== null);
    expect(again.length).toBe(counts.unchanged);
    for (const { status, size, id } of again) {
      expect(status).toBe(200);
      expect((await opened.leadline.payload(id)).length).toBe(size);
    }
    await opened.close();
  });
});

describe('a market that hides its listings', () => {
  it('is not believed that they are gone, and a rebuild from the archive believes it no more', async () => {
    const [, , folder] = folders;
    const opened = await openTest({ data: folder.path, proxy: hiding.socksUrl });
    await opened.operations.addSource(sourceOf(hiding, 'nordkai'));
    for (let today = 0; today < 7; today += 1) {
      opened.clock.moveTo(weekStart(1) + today * day);
      hiding.control.advance({ ms: opened.clock.now() });
      await opened.operations.visit('nordkai');
    }
    const missing = await opened.leadline.addresses('nordkai', 'captured');
    const reasons = (await Array.fromAsync(missing)).map(({ reason }) => reason);
    expect(reasons).toContain('missing, asked again');
    const items = await allItems(opened);
    expect(items.filter((item) => item.includes('"reason":"gone"'))).toEqual([]);
    const captures = await opened.parts.storage.captures.find({
      where: { source: 'nordkai', status: 404 },
      limit: 500,
    });
    const listings = captures.values.filter(({ url }) => url.includes('/angebot/'));
    expect(listings.length).toBeGreaterThan(3);
    expect(listings.every(({ unconfirmed }) => unconfirmed === true)).toBe(true);
    await opened.close();

    for (const name of ['leadline.db', 'leadline.db-wal', 'leadline.db-shm'])
      rmSync(join(folder.path, name), { force: true });
    const rebuilt = await openTest({ data: folder.path, proxy: null, start: weekStart(3) });
    await rebuilt.operations.reextract();
    expect(await allItems(rebuilt)).toEqual(items);
    await rebuilt.close();
  });
});
