import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { warnOfSessions } from '../../../app/sessions/warn.ts';
import { sessionWarning } from '../../../model/session.ts';
import { openTest, type TestLeadline, temporaryFolder } from '../harness.ts';
import { shop } from './make.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 5, 1, 12);
const folder = temporaryFolder();
let opened: TestLeadline;
beforeAll(async () => {
  opened = await openTest({ data: folder.path, proxy: null, start });
  const two = ['alder', 'birch'].map((name) => ({ name, maxPagesPerDay: null, maxMsPerDay: null, coolDownMs: 0 }));
  await opened.parts.storage.sources.create('shop', shop({ accounts: two, everyMs: 12 * hour }));
});
afterAll(async () => {
  await opened.close();
  folder.remove();
});

const handIn = (account: string, ends: number) =>
  opened.leadline.handInSession('shop', { account, text: `shop.invalid\tFALSE\t/\tFALSE\t${ends / 1_000}\tsid\tx` });
const notices = async () => {
  const found = await opened.parts.storage.notices.find({ limit: 10 });
  return found.values.map(({ account, code, reason }) => [account, code, reason]);
};

describe('the end of a session', () => {
  it('is told to operators before it comes, once, and once more for the session after it', async () => {
    const parts = { ...opened.parts, operators: ['desk'] };
    await handIn('alder', start + 5 * hour);
    await handIn('birch', start + 90 * 24 * hour);
    await opened.parts.storage.leases.schedule('shop', start + hour);
    expect(await warnOfSessions(parts)).toEqual([]);
    opened.clock.moveTo(start + 4 * hour + 2_400_000);
    expect(await warnOfSessions(parts)).toEqual(['session of shop (account alder) ends in 20 min']);
    expect(await warnOfSessions(parts)).toEqual([]);
    expect(await notices()).toEqual([['alder', 'login-required', 'session of shop (account alder) ends in 20 min']]);
    expect((await opened.parts.storage.deliveries.find({ limit: 10 })).values.map(({ to }) => to)).toEqual(['desk']);
    await handIn('alder', start + 6 * hour);
    opened.clock.moveTo(start + 7 * hour);
    expect(await warnOfSessions(parts)).toEqual(['session of shop (account alder) ended 60 min ago']);
  });

  it('is told of sessions that a person handed in, not of cookies that a site sets by itself', async () => {
    const { storage } = opened.parts;
    const found = await storage.sessions.get('shop/alder');
    if (!found) throw new Error('there is no session');
    await storage.sessions.put('shop/alder', { ...found.value, handedInAt: null });
    expect((await opened.leadline.source('shop')).accounts.map(({ warning }) => warning)).toEqual([null, null]);
    expect(await warnOfSessions(opened.parts)).toEqual([]);
  });

  it('is worth a word within its last hour, when the next turn would come too late, and after it', () => {
    const said = (left: number, turnIn: number | null) =>
      sessionWarning(start + left, start, turnIn === null ? null : new Date(start + turnIn).toISOString());
    expect(said(hour, null)).toBe('ends in 60 min');
    expect(said(5 * hour, null)).toBeNull();
    expect(said(5 * hour, 4 * hour)).toBeNull();
    expect(said(5 * hour, 24 * hour)).toBe('ends in 5 h, before the next turn');
    expect(said(-72 * hour, null)).toBe('ended 3 days ago');
  });
});
