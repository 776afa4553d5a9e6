import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labSource } from '../../../app/demo/lab-source.ts';
import { identityOf } from '../../../crawler/fetch/identity.ts';
import { weekStart } from '../../../lab/calendar.ts';
import { type Lab, startLab } from '../../../lab/start.ts';
import { createWorld } from '../../../lab/world.ts';
import { type Account, politenessSchema } from '../../../model/source.ts';
import { openDataFolder } from '../../../storage/data-folder.ts';
import { openTest, type TestLeadline, temporaryFolder } from '../harness.ts';

let lab: Lab;
let opened: TestLeadline;
const folder = temporaryFolder();
const account = (name: string, more: Partial<Account> = {}): Account => ({
  name,
  maxPagesPerDay: null,
  maxMsPerDay: null,
  coolDownMs: 0,
  ...more,
});
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 8, size: 'small', weeks: 12 }) });
  opened = await openTest({ data: folder.path, proxy: lab.socksUrl });
  for (const site of lab.sources()) {
    const accounts: Record<string, readonly Account[]> = {
      halyard: [account('alder'), account('birch')],
      fathom: [account('alder', { maxPagesPerDay: 7 }), account('birch', { maxPagesPerDay: 5, coolDownMs: 3_600_000 })],
      nordkai: [account('alder', { maxMsPerDay: 60_000 })],
    };
    const slow = politenessSchema.parse({ minIntervalMs: 5_000 });
    await opened.operations.addSource({
      ...labSource(site),
      ...(site.id === 'nordkai' ? { politeness: slow } : {}),
      accounts: [...(accounts[site.id] ?? [])],
    });
  }
});
afterAll(async () => {
  await opened.close();
  await lab.close();
  folder.remove();
});

const states = async (id: string) =>
  (await opened.leadline.source(id)).accounts.map(({ account: name, state, pagesToday }) => [name, state, pagesToday]);
const stateOf = async (id: string) => (await opened.leadline.source(id)).source.state;

describe('a source with several accounts', () => {
  it('parks the one that meets a wall and goes on with the next; it is parked itself when none is left', async () => {
    lab.control.wall('halyard', 'captcha');
    const first = await opened.operations.visit('halyard');
    expect(first).toMatchObject({
      outcome: 'partial',
      reason: expect.stringMatching(/account alder needs a person: .*captcha.* Account birch goes on with/) as string,
    });
    expect(await stateOf('halyard')).toBe('active');
    expect((await states('halyard')).map(([, state]) => state)).toEqual(['parked', 'ready']);
    lab.control.wall('halyard', 'login');
    const second = await opened.operations.visit('halyard');
    expect(second).toMatchObject({
      outcome: 'parked',
      reason: expect.stringMatching(/account alder: .*captcha.*account birch: .*login/) as string,
    });
    expect(await stateOf('halyard')).toBe('parked');
    lab.control.wall('halyard', null);
    await opened.operations.resume('halyard', 'birch');
    expect((await states('halyard')).map(([, state]) => state)).toEqual(['parked', 'ready']);
    expect((await opened.operations.visit('halyard')).outcome).toBe('complete');
    await opened.operations.setState('halyard', 'active', null);
    expect((await states('halyard')).map(([, state]) => state)).toEqual(['ready', 'ready']);
  });

  it('gives each a circuit of its own', async () => {
    const secret = openDataFolder(folder.path).secret().toString('hex');
    const users = new Set(lab.log().flatMap(({ user }) => user ?? []));
    for (const name of ['alder', 'birch']) expect(users).toContain(identityOf('halyard', name, secret).user);
    expect(users).not.toContain(identityOf('halyard', null, secret).user);
  });

  it('keeps to the pages that each may read on a day, and says when the next may go', async () => {
    const turns = [];
    for (let turn = 0; turn < 3; turn += 1) turns.push(await opened.operations.visit('fathom'));
    expect(turns.map(({ requests }) => requests)).toEqual([7, 5, 0]);
    expect(await states('fathom')).toEqual([
      ['alder', 'resting', 7],
      ['birch', 'resting', 5],
    ]);
    const tomorrow = weekStart(1) + 86_400_000;
    expect(turns[2]).toMatchObject({ outcome: 'later', retryAt: tomorrow });
    expect(turns[2]?.reason).toContain('account alder has read its 7 pages of today');
    expect((await opened.leadline.source('fathom')).nextTurnAt).toBe(new Date(tomorrow).toISOString());
    opened.clock.moveTo(tomorrow);
    expect((await opened.operations.visit('fathom')).requests).toBeGreaterThan(0);
  });

  it('ends a turn when the hours of its account are used up', async () => {
    const report = await opened.operations.visit('nordkai');
    expect(report).toMatchObject({ outcome: 'later', code: null });
    expect(report.reason).toContain('hours');
    const [view] = (await opened.leadline.source('nordkai')).accounts;
    expect(view?.busyMsToday).toBeGreaterThanOrEqual(60_000);
    expect(view?.busyMsToday).toBeLessThan(120_000);
    expect((await opened.leadline.source('nordkai')).counts.waiting).toBeGreaterThan(0);
  });
});

describe('a source whose file names other accounts', () => {
  it('goes on with them, keeps what was collected, and forgets the sessions of those that are gone', async () => {
    const before = await opened.leadline.source('halyard');
    for (const name of ['alder', 'birch']) {
      const text = `${new URL(lab.address('halyard')).hostname}\tFALSE\t/\tFALSE\t0\tsid\t${name}`;
      await opened.leadline.handInSession('halyard', { account: name, text });
    }
    await opened.operations.updateSource({
      ...before.source,
      state: 'closed',
      accounts: [account('birch'), account('oak')],
    });
    const after = await opened.leadline.source('halyard');
    expect(after.accounts.map((each) => [each.account, each.session !== null])).toEqual([
      ['birch', true],
      ['oak', false],
    ]);
    expect(await opened.parts.storage.sessions.get('halyard/alder')).toBeNull();
    expect([after.source.state, after.captures, after.counts]).toEqual(['active', before.captures + 1, before.counts]);
    await expect(opened.operations.updateSource({ ...before.source, id: 'nowhere' })).rejects.toThrow(
      /no source "nowhere"/,
    );
  });
});
