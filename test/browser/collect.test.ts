import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyArchive } from '../../evidence/verify.ts';
import { type ScriptedMarket, startScripted } from '../../lab/scripted.ts';
import type { Capture } from '../../model/capture.ts';
import { type Source, sourceSchema } from '../../model/source.ts';
import { allItems, openTest, type TestLeadline, temporaryFolder } from '../app/harness.ts';
import { needChromium } from './open-browser.ts';

const profile = `
name: undertow
version: 1
kind: market
marker: [{ select: "#app > header", text: Undertow market }]
currency: USD
browser: { wait: "#app > main, #app > article" }
pages:
  listing:
    state: listing
    urls: ['^/item/(?<key>\\d+)']
    when: ["main.offer"]
    follow: 1
    fields:
      title: "main h1"
      vendor: { after: Vendor }
      price: { after: Price }
      shipsFrom: { after: Ships from }
  index:
    state: index
    urls: ["^/$"]
    follow: 1
    rows: [{ select: article, kind: listing, link: a, fields: { title: a } }]
`;

let market: ScriptedMarket;
let opened: TestLeadline;
const folder = temporaryFolder();
beforeAll(async () => {
  needChromium();
  market = await startScripted({ offers: 3 });
  mkdirSync(join(folder.path, 'sites'));
  writeFileSync(join(folder.path, 'sites', 'undertow.yaml'), profile);
  opened = await openTest({ data: folder.path, proxy: market.socksUrl });
});
afterAll(async () => {
  await opened.close();
  await market.close();
  folder.remove();
});

const source = (id: string, named: string | null): Source =>
  sourceSchema.parse({
    id,
    name: id,
    kind: 'market',
    addresses: [market.address],
    via: 'tor',
    profile: named,
    account: null,
    politeness: { minIntervalMs: 0, maxInFlight: 2 },
    everyMs: 86_400_000,
    state: 'active',
    reason: null,
    lastTurnAt: null,
    lastSuccessAt: null,
  });

async function listings(id: string) {
  const found = await opened.leadline.search({ query: `market:${id} kind:listing` });
  return found.items.map(({ title, vendor }) => [title, vendor] as const).sort();
}
const truth = () => market.offers.map(({ title, vendor }) => [title, vendor] as const).sort();

async function captures(): Promise<readonly Capture[]> {
  return Array.fromAsync(opened.parts.storage.captures.each());
}

describe('a market whose pages only a script fills', () => {
  it('is read whole, with a profile and without', async () => {
    for (const [id, named] of [
      ['with-profile', 'undertow'],
      ['without', null],
    ] as const) {
      await opened.operations.addSource(source(id, named));
      const report = await opened.operations.visit(id);
      expect(report).toMatchObject({ outcome: 'complete', counts: { captured: 4, failed: 0, quarantined: 0 } });
      expect(await listings(id)).toEqual(truth());
    }
  });

  it('is unchanged, page for page, when it is visited again and says the same', async () => {
    opened.clock.moveTo(opened.clock.now() + 40 * 86_400_000);
    const report = await opened.operations.visit('with-profile');
    expect(report.counts.unchanged).toBeGreaterThan(0);
    expect(report.counts.captured).toBe(0);
    const drawn = (await captures()).filter(({ part, source }) => part === 'drawn' && source === 'with-profile');
    expect(drawn.some(({ revisitOf }) => revisitOf !== null)).toBe(true);
  });

  it('leaves an archive that verifies, and whose pages as drawn give the same records again', async () => {
    const before = await allItems(opened);
    const kept = await captures();
    for (const { drawnFrom } of kept.filter(({ part }) => part === 'drawn'))
      expect(kept.find(({ id }) => id === drawnFrom)?.part).toBe('material');
    await opened.close();
    for (const name of readdirSync(folder.path).filter((each) => each.startsWith('leadline.db')))
      rmSync(join(folder.path, name));
    opened = await openTest({ data: folder.path, proxy: null });
    const asked = market.requests().length;
    expect((await opened.operations.reextract()).items).toBe(before.length);
    expect(await allItems(opened)).toEqual(before);
    expect((await captures()).length).toBe(kept.length);
    expect(market.requests().length).toBe(asked);
    await opened.close();
    const report = await verifyArchive(join(folder.path, 'archive'));
    expect(report.problems).toEqual([]);
    opened = await openTest({ data: folder.path, proxy: null });
  });
});
