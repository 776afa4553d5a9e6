import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDecider } from '../../alerts/decide.ts';
import { labSource } from '../../app/demo/lab-source.ts';
import { gather } from '../../app/gathered.ts';
import { createIntake } from '../../app/intake.ts';
import { createUnsaved } from '../../app/unsaved.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { type Capture, isRead } from '../../model/capture.ts';
import { LeadlineError } from '../../model/errors.ts';
import type { Storage, Write } from '../../storage/port.ts';
import { allItems, openTest, type TestLeadline, temporaryFolder } from './harness.ts';

let lab: Lab;
const folder = temporaryFolder();
let opened: TestLeadline;
let items: readonly string[];
const captures: Capture[] = [];
const decider = createDecider([], () => {
  throw new Error('there are no subscriptions');
});

beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 5, size: 'small', weeks: 1 }) });
  opened = await openTest({ data: folder.path, proxy: lab.socksUrl, rates: lab.rates() });
  for (const site of lab.sources().slice(0, 1)) {
    await opened.operations.addSource(labSource(site));
    await opened.operations.visit(site.id);
  }
  items = await allItems(opened);
  for await (const capture of opened.parts.archive.list())
    if (isRead(capture) && capture.source === 'halyard' && capture.url.startsWith('http')) captures.push(capture);
});
afterAll(async () => {
  await opened.close();
  await lab.close();
  folder.remove();
});

/** Takes every page in at once, on a store without items; `commit` may fail. */
async function takeAll(commit: (storage: Storage, writes: readonly Write[]) => Promise<readonly boolean[]>) {
  const { storage, clock, leaseMs } = opened.parts;
  await storage.clearDerived();
  const source = (await storage.sources.get('halyard'))?.value;
  const lease = await storage.leases.claimSource('halyard', clock.now(), leaseMs);
  if (!source || !lease) throw new Error('the source is not free');
  let commits = 0;
  const counting: Storage = {
    ...storage,
    commit: (writes) => {
      commits += 1;
      return commit(storage, writes);
    },
  };
  const options = { decider, lease: async () => lease, unsaved: createUnsaved() };
  const intake = createIntake({ ...opened.parts, storage: counting }, source, options);
  const ends = await Promise.allSettled(captures.map((capture) => intake.take({ capture, hops: [], response: null })));
  await storage.leases.done(lease, clock.now());
  return { commits, ends: ends.filter(({ status }) => status === 'fulfilled').length };
}

describe('pages that are taken in together', () => {
  it('leave the same items as pages taken in one by one, in fewer commits', async () => {
    const { commits, ends } = await takeAll((storage, writes) => storage.commit(writes));
    expect(ends).toBe(captures.length);
    expect(commits).toBeLessThan(captures.length / 4);
    expect(await allItems(opened)).toEqual(items);
  });

  it('are taken in one by one when their common commit fails, so that one spoils no other', async () => {
    const bad = captures[3]?.id;
    const holds = (write: Write) => write.do !== 'item' && write.id === bad;
    const { ends } = await takeAll(async (storage, writes) => {
      if (writes.some(holds)) throw new LeadlineError('usage', 'a page that cannot be stored');
      return storage.commit(writes);
    });
    expect(ends).toBe(captures.length - 1);
    expect(await opened.parts.storage.captures.count()).toBe(captures.length - 1);
  });
});

describe('gathered writes', () => {
  it('are seen before they are committed, the last state of each, and asking for more commits them first', async () => {
    const { storage } = opened.parts;
    const lease = async () => ({ source: 'halyard', epoch: 0, until: 0 });
    const gathered = gather({ ...storage, commit: (writes) => storage.commit(writes) }, lease, () => []);
    const candidate = {
      id: 'halyard|x',
      source: 'halyard',
      address: 'x',
      firstSeen: '2026-06-01T00:00:00.000Z',
      lastDay: '2026-06-01',
      pages: 1,
    };
    const put = (pages: number): Write => ({
      do: 'put',
      collection: 'candidates',
      id: candidate.id,
      value: { ...candidate, pages },
    });
    await gathered.storage.commit([put(1), put(2)]);
    expect((await gathered.storage.candidates.get(candidate.id))?.value.pages).toBe(2);
    expect(await storage.candidates.get(candidate.id)).toBeNull();
    expect(await gathered.storage.candidates.count({ address: 'x' })).toBe(1);
    expect((await storage.candidates.get(candidate.id))?.value.pages).toBe(2);
  });
});
