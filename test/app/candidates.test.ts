import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labSource } from '../../app/demo/lab-source.ts';
import { weekStart } from '../../lab/calendar.ts';
import { onionName } from '../../lab/onion.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { fakeOnion } from '../crawler/fake-onion.ts';
import { openTest, type TestLeadline, temporaryFolder } from './harness.ts';

/** Halyard links to it on every page, Fathom to another. */
const partner = onionName('someone else');
const elsewhere = onionName('fathom forum elsewhere');

let lab: Lab;
let opened: TestLeadline;
const folder = temporaryFolder();
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 5, size: 'small', weeks: 3 }) });
  opened = await openTest({ data: folder.path, proxy: lab.socksUrl });
  for (const site of lab.sources()) await opened.operations.addSource(labSource(site));
  for (const week of [1, 2]) {
    lab.control.advance({ week });
    opened.clock.moveTo(weekStart(week));
    for (const { id } of lab.sources()) await opened.operations.visit(id);
  }
});
afterAll(async () => {
  await opened.close();
  await lab.close();
  folder.remove();
});

const all = async (decided = false) => (await opened.leadline.candidates({ decided })).candidates;
const of = async (address: string) => (await all()).find((each) => each.address === address);
const askedOf = (host: string) => lab.log().filter((call) => call.host === host).length;

describe('an onion address that pages name', () => {
  it('is a candidate with its evidence, each page counted once however often it was captured', async () => {
    const found = await of(partner);
    const pages = new Set<string>();
    for await (const { url, status } of opened.parts.storage.captures.each({ source: 'halyard' }))
      if (status === 200 || status === 304) pages.add(url);
    expect(found).toMatchObject({
      sources: [{ source: 'halyard', pages: found?.pages }],
      firstSeen: expect.stringMatching(/^\d{4}-/) as string,
      lastDay: new Date(weekStart(2)).toISOString().slice(0, 10),
      lookAlike: null,
      decision: null,
    });
    expect(found?.pages).toBeGreaterThan(10);
    expect(found?.pages).toBeLessThanOrEqual(pages.size);
    expect(found?.evidence[0]?.context).toContain('partner site');
    expect(found?.evidence[0]?.context.length).toBeLessThanOrEqual(200);
    expect(await opened.leadline.capture(found?.evidence[0]?.capture ?? '')).toMatchObject({ source: 'halyard' });
    expect(await of(elsewhere)).toMatchObject({ sources: [{ source: 'fathom' }] });
  });

  it('is none when a source has it, and is never asked for anything before a person says so', async () => {
    const own = lab.sources().map(({ address }) => new URL(address).hostname);
    expect((await all()).filter(({ address }) => own.includes(address))).toEqual([]);
    expect(askedOf(partner) + askedOf(elsewhere)).toBe(0);
  });

  it('is the same after the archive was read again, and what people decided stays decided', async () => {
    await opened.leadline.reject(elsewhere, 'not our field');
    const before = { waiting: await all(), decided: await all(true) };
    await opened.operations.reextract();
    expect({ waiting: await all(), decided: await all(true) }).toEqual(before);
    await opened.operations.reextract();
    expect({ waiting: await all(), decided: await all(true) }).toEqual(before);
    expect(before.decided).toMatchObject([
      { address: elsewhere, decision: { decision: 'rejected', reason: 'not our field' } },
    ]);
  });

  it('becomes a paused source when it is approved, and is visited only when a person resumes it', async () => {
    lab.control.serve(partner, 'nordkai');
    const source = await opened.leadline.approve(partner, { id: 'partner', name: 'Partner' });
    expect(source).toMatchObject({ id: 'partner', state: 'paused', addresses: [`http://${partner}/`] });
    expect(await of(partner)).toBeUndefined();
    expect(askedOf(partner)).toBe(0);
    await opened.operations.setState('partner', 'active', null);
    await opened.operations.visit('partner');
    expect(askedOf(partner)).toBeGreaterThan(0);
    await expect(opened.leadline.approve(partner, { id: 'again' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('cannot be approved under a name that no source can have, nor when no page names it', async () => {
    await expect(opened.leadline.approve(elsewhere, { id: 'A B' })).rejects.toMatchObject({ code: 'usage' });
    await expect(opened.leadline.approve(onionName('nowhere'), { id: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(opened.leadline.approve('abc.onion', { id: 'x' })).rejects.toMatchObject({ code: 'address-invalid' });
    await expect(opened.leadline.reject(onionName('nowhere'), null)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('that looks like a known one is told to be, and approved only by one who says so', async () => {
    const real = new URL(lab.address('halyard')).hostname;
    const fake = fakeOnion(real, 6);
    const at = new Date(weekStart(2)).toISOString();
    const known = { id: `slipway|${fake}`, source: 'slipway', address: fake, firstSeen: at, lastDay: at.slice(0, 10) };
    await opened.parts.storage.candidates.put(known.id, { ...known, pages: 1 });
    expect(await of(fake)).toMatchObject({ lookAlike: { host: real, source: 'halyard' } });
    await expect(opened.leadline.approve(fake, { id: 'fake' })).rejects.toMatchObject({ code: 'look-alike' });
    await expect(opened.leadline.approve(fake, { id: 'halyard' })).rejects.toMatchObject({ code: 'look-alike' });
    expect(await opened.leadline.approve(fake, { id: 'fake', trust: true })).toMatchObject({ state: 'paused' });
  });
});

describe('a new source', () => {
  it('with an address that looks like a known one is taken only from a person who says that it is right', async () => {
    const [template] = lab.sources().map(labSource);
    if (!template) throw new Error('the lab has sites');
    const fake = fakeOnion(new URL(lab.address('nordkai')).hostname, 5);
    const source = { ...template, id: 'alike', addresses: [`http://${fake}/`] };
    await expect(opened.operations.addSource(source)).rejects.toMatchObject({
      code: 'look-alike',
      where: `http://${fake}/`,
    });
    expect(await opened.operations.addSource(source, { trust: true })).toMatchObject({ id: 'alike' });
  });
});
