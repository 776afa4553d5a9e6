import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labSource } from '../../app/demo/lab-source.ts';
import { weekStart } from '../../lab/calendar.ts';
import { onionName } from '../../lab/onion.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import type { Source } from '../../model/source.ts';
import { makeSigner, type Signer, signedText } from '../crawler/keys.ts';
import { allItems, openTest, type TestLeadline, temporaryFolder } from './harness.ts';

const world = createWorld({ seed: 11, size: 'small', weeks: 6 });
const mirror = onionName('a mirror of halyard');
let lab: Lab;
let opened: TestLeadline;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(async () => {
  folder = temporaryFolder();
  lab = await startLab({ world });
  opened = await openTest({ data: folder.path, proxy: lab.socksUrl });
});
afterEach(async () => {
  await opened.close();
  await lab.close();
  folder.remove();
});

const primary = () => new URL(lab.address('halyard')).hostname;
const halyard = (more: Partial<Source> = {}): Source => {
  const site = lab.sources().find(({ id }) => id === 'halyard');
  if (!site) throw new Error('the lab has Halyard');
  return { ...labSource(site), addresses: [site.address, `http://${mirror}/`], ...more };
};
const add = (more: Partial<Source> = {}) => opened.operations.addSource(halyard(more));
const week = (number: number) => {
  lab.control.advance({ week: number });
  opened.clock.moveTo(weekStart(number));
};
const visit = () => opened.operations.visit('halyard');
const view = () => opened.leadline.source('halyard');
const askedOf = (host: string, from = 0) =>
  lab
    .log()
    .slice(from)
    .filter((call) => call.host === host).length;
/** Another site behind the mirror, and nobody behind the first address. */
const onlyFathomAnswers = () => {
  lab.control.serve(primary(), null);
  lab.control.serve(mirror, 'fathom');
};
const fathomTitles = () => new Set(world.listings.filter(({ site }) => site === 'fathom').map(({ title }) => title));

describe('the addresses of a source', () => {
  it('fail over within a turn, and the next turn begins with the one that answered, with the same items', async () => {
    lab.control.serve(mirror, 'halyard');
    await add();
    expect((await visit()).outcome).toBe('complete');
    const before = (await view()).items;
    expect(askedOf(mirror)).toBe(0);

    week(2);
    lab.control.serve(primary(), null);
    expect((await visit()).outcome).toBe('complete');
    expect((await view()).items).toBeGreaterThanOrEqual(before);
    const standing = (await view()).mirrors;
    expect(standing[0]).toMatchObject({ address: `http://${mirror}/`, standing: 'listed', failuresInARow: 0 });
    expect(standing[0]?.medianFirstByteMs).toBeGreaterThan(0);
    expect(standing[1]).toMatchObject({ lastFailure: 'host-unreachable' });
    expect(standing[1]?.failuresInARow).toBeGreaterThan(0);

    week(3);
    const calls = lab.log().length;
    expect((await visit()).outcome).toBe('complete');
    expect(askedOf(primary(), calls)).toBe(0);
  });

  it('stay where a session is known, also while that one does not answer', async () => {
    lab.control.serve(mirror, 'halyard');
    await add();
    const file = join(folder.path, 'cookies.txt');
    writeFileSync(file, `${primary()}\tFALSE\t/\tFALSE\t0\tsid\tabc\n`);
    await opened.operations.login('halyard', file);
    lab.control.serve(primary(), null);
    expect((await visit()).outcome).not.toBe('complete');
    expect(askedOf(mirror)).toBe(0);
  });

  it.each(['halyard', null])(
    'that serve another site are marked and used no more, and nothing of it becomes an item (profile %s)',
    async (profile) => {
      await add({ profile });
      await visit();
      const before = await allItems(opened);
      week(2);
      onlyFathomAnswers();
      const report = await visit();
      expect(report.outcome).not.toBe('complete');
      expect((await view()).mirrors.at(-1)).toMatchObject({
        address: `http://${mirror}/`,
        standing: 'other-site',
        reason: expect.stringContaining('serves another site') as string,
      });
      expect(await allItems(opened)).toEqual(before);
      expect(askedOf(mirror)).toBeGreaterThan(0);

      const calls = lab.log().length;
      opened.clock.moveTo(weekStart(3));
      await visit();
      expect(askedOf(mirror, calls)).toBe(0);
      await opened.operations.reextract();
      expect(await allItems(opened)).toEqual(before);
      const titles = before.map(
        (item) => (JSON.parse(item) as { current: { value: { title?: string } } }).current.value.title,
      );
      expect(titles.filter((title) => title !== undefined && fathomTitles().has(title))).toEqual([]);
    },
  );

  it('that served another site are told from the archive alone', async () => {
    await add();
    await visit();
    const before = await allItems(opened);
    week(2);
    onlyFathomAnswers();
    await visit();
    await opened.close();
    for (const name of ['leadline.db', 'leadline.db-wal', 'leadline.db-shm'])
      rmSync(join(folder.path, name), { force: true });
    opened = await openTest({ data: folder.path, proxy: null, start: weekStart(5) });
    await opened.operations.reextract();
    expect(await allItems(opened)).toEqual(before);
    expect((await view()).mirrors.at(-1)).toMatchObject({ standing: 'other-site' });
  });

  it('that were taken for another site are taken back by a person', async () => {
    await add();
    await visit();
    week(2);
    onlyFathomAnswers();
    await visit();
    lab.control.serve(mirror, 'halyard');
    await opened.leadline.approve(mirror, { id: 'halyard' });
    opened.clock.moveTo(weekStart(2) + 86_400_000);
    expect((await visit()).outcome).toBe('complete');
  });

  it('are known again on a mirror that nobody had used before, by records and titles', async () => {
    await add({ profile: null });
    await visit();
    week(4);
    lab.control.serve(primary(), null);
    lab.control.serve(mirror, 'halyard');
    expect((await visit()).outcome).toBe('complete');
    expect((await view()).mirrors[0]).toMatchObject({ address: `http://${mirror}/`, standing: 'listed' });
  });
});

describe('a signed list of addresses', () => {
  let staff: Signer;
  const file = () => join(folder.path, 'mirrors.txt');
  const pinned = (take: 'ask' | 'signed'): Partial<Source> => ({
    addresses: [lab.address('halyard')],
    mirrors: {
      list: file(),
      signature: null,
      fingerprint: staff.fingerprint,
      armored: staff.armored,
      keyAt: null,
      take,
    },
  });
  beforeEach(async () => {
    staff = await makeSigner('staff', new Date(weekStart(0)));
  });
  const sign = async (hosts: readonly string[], at: number, by = staff) =>
    writeFileSync(file(), await signedText(hosts.map((host) => `http://${host}/`).join('\n'), by, new Date(at)));

  it('gives addresses that are used at once where the source says so, and marks those that it names no more', async () => {
    lab.control.serve(mirror, 'halyard');
    await sign([mirror], weekStart(1) - 1_000);
    await add(pinned('signed'));
    await visit();
    const { mirrors, mirrorList, source } = await view();
    expect(source.addresses).toEqual([lab.address('halyard'), `http://${mirror}/`]);
    expect(mirrorList).toMatchObject({ addresses: 1, refusal: null });
    expect(mirrors.find(({ address }) => address.includes(primary()))).toMatchObject({
      standing: 'lost',
      reason: expect.stringContaining('not on the list') as string,
    });
    expect(mirrors[0]?.address).toBe(`http://${mirror}/`);
  });

  it('gives candidates otherwise, and asks nothing of them', async () => {
    lab.control.serve(mirror, 'halyard');
    await sign([primary(), mirror], weekStart(1) - 1_000);
    await add(pinned('ask'));
    await visit();
    const { candidates } = await opened.leadline.candidates();
    expect(candidates[0]).toMatchObject({ address: mirror, signedBy: ['halyard'], lookAlike: null });
    expect((await view()).source.addresses).toHaveLength(1);
    expect(askedOf(mirror)).toBe(0);
    await opened.leadline.approve(mirror, { id: 'halyard' });
    expect((await view()).source.addresses).toHaveLength(2);
    await opened.operations.updateSource(halyard(pinned('ask')));
    expect((await view()).source.addresses).toEqual([lab.address('halyard'), `http://${mirror}/`]);
    expect((await opened.leadline.candidates()).candidates.map(({ address }) => address)).not.toContain(mirror);
  });

  it('that is older than the one known, or by another key, changes nothing and says why', async () => {
    const thief = await makeSigner('thief', new Date(weekStart(0)));
    await sign([primary(), mirror], weekStart(1) - 1_000);
    await add(pinned('signed'));
    await visit();
    for (const [number, words, rewrite] of [
      [2, 'a newer one', () => sign([onionName('older')], weekStart(1) - 90_000)],
      [3, 'another key', () => sign([onionName('stolen')], weekStart(3) - 1_000, thief)],
    ] as const) {
      week(number);
      await rewrite();
      await visit();
      const { mirrorList, source } = await view();
      expect(mirrorList?.refusal).toContain(words);
      expect(source.addresses).toHaveLength(2);
    }
  });
});
