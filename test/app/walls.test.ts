import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labSource } from '../../app/demo/lab-source.ts';
import { weekStart } from '../../lab/calendar.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { openTest, type TestLeadline, temporaryFolder } from './harness.ts';

let lab: Lab;
let opened: TestLeadline;
const folder = temporaryFolder();
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 8, size: 'small', weeks: 12 }) });
  opened = await openTest({ data: folder.path, proxy: lab.socksUrl });
  for (const site of lab.sources()) await opened.operations.addSource(labSource(site));
});
afterAll(async () => {
  await opened.close();
  await lab.close();
  folder.remove();
});

const stateOf = async (id: string) => (await opened.leadline.source(id)).source;

describe('a wall', () => {
  it.each([
    ['login', 'login'],
    ['captcha', 'captcha'],
    ['ban', 'refuses'],
  ] as const)(
    'of the kind %s parks the source with the reason, stores nothing as content, and a resumed source goes on',
    async (kind, word) => {
      lab.control.wall('halyard', kind);
      const report = await opened.operations.visit('halyard');
      expect(report.outcome).toBe('parked');
      expect(await stateOf('halyard')).toMatchObject({
        state: 'parked',
        reason: expect.stringContaining(word) as string,
      });
      expect((await opened.leadline.search({ query: 'market:halyard' })).total).toBe(0);
      expect((await opened.leadline.source('halyard')).captures).toBeGreaterThan(0);
      lab.control.wall('halyard', null);
      await opened.operations.setState('halyard', 'active', null);
    },
  );

  it('that is a waiting room makes the turn go on later, without a person', async () => {
    lab.control.wall('fathom', 'queue');
    const report = await opened.operations.visit('fathom');
    expect(report.outcome).toBe('later');
    expect((await stateOf('fathom')).state).toBe('active');
    lab.control.wall('fathom', null);
    opened.clock.moveTo(weekStart(1) + 86_400_000);
    expect((await opened.operations.visit('fathom')).outcome).toBe('complete');
    expect((await opened.leadline.search({ query: 'market:fathom kind:listing' })).total).toBeGreaterThan(0);
  });

  it('in the middle of a turn keeps what was read and what still waits', async () => {
    let pages = 0;
    const report = await opened.operations.visit('nordkai', {
      onPage: () => {
        pages += 1;
        if (pages === 6) lab.control.wall('nordkai', 'login');
      },
    });
    expect(report.outcome).toBe('parked');
    const view = await opened.leadline.source('nordkai');
    expect(view.items).toBeGreaterThan(0);
    expect(view.counts.waiting).toBeGreaterThan(0);
    lab.control.wall('nordkai', null);
    await opened.operations.setState('nordkai', 'active', null);
    expect((await opened.operations.visit('nordkai')).outcome).toBe('complete');
    expect((await opened.leadline.source('nordkai')).counts.waiting).toBe(0);
  });

  it('does not hide that a proxy is down: nothing is fetched and everything still waits', async () => {
    const other = temporaryFolder();
    const offline = await openTest({ data: other.path, proxy: 'socks5h://127.0.0.1:9' });
    const [site] = lab.sources();
    if (!site) throw new Error('the lab has sites');
    await offline.operations.addSource(labSource(site));
    const report = await offline.operations.visit(site.id);
    expect(report).toMatchObject({ outcome: 'failed', code: 'proxy-down' });
    expect(report.reason).toContain('proxy');
    expect((await offline.leadline.source(site.id)).counts.waiting).toBe(1);
    await offline.close();
    other.remove();
  });
});
