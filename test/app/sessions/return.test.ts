import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labSource } from '../../../app/demo/lab-source.ts';
import { type Lab, startLab } from '../../../lab/start.ts';
import { createWorld } from '../../../lab/world.ts';
import { politenessSchema } from '../../../model/source.ts';
import { createServer } from '../../../server/create-server.ts';
import { formTokens } from '../../../server/guard.ts';
import { openTest, type TestLeadline, temporaryFolder } from '../harness.ts';

let lab: Lab;
let opened: TestLeadline;
const folder = temporaryFolder();
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 8, size: 'small', weeks: 12 }) });
  opened = await openTest({ data: folder.path, proxy: lab.socksUrl });
  const site = lab.sources().find(({ id }) => id === 'halyard');
  if (!site) throw new Error('the lab has a market');
  await opened.operations.addSource({ ...labSource(site), politeness: politenessSchema.parse({}) });
});
afterAll(async () => {
  await opened.close();
  await lab.close();
  folder.remove();
});

/** A person logs in with a browser and hands its cookies in on the page of the source. */
async function handInOnPage(value: string): Promise<string> {
  const { leadline, clock } = opened;
  const app = createServer({ leadline, clock, version: '0', secret: 'test' });
  expect(await (await app.request('/sources/halyard')).text()).toContain('needs a person');
  const body = new FormData();
  body.set('token', formTokens('test', clock).issue());
  body.set('text', JSON.stringify([{ name: 'sid', value, domain: new URL(lab.address('halyard')).hostname }]));
  const answer = await app.request('/sources/halyard/session', {
    method: 'POST',
    body,
    headers: { host: 'localhost' },
  });
  lab.control.wall('halyard', null);
  return answer.text();
}

describe('a source whose session ended', () => {
  it('goes on where it stood after a person handed in a new one on its page, as often as it takes', async () => {
    let logins = 0;
    for (;;) {
      let pages = 0;
      const report = await opened.operations.visit('halyard', {
        onPage: () => {
          pages += 1;
          if (pages === 2 && logins < 3) lab.control.wall('halyard', 'login');
        },
      });
      if (report.outcome !== 'parked') break;
      logins += 1;
      expect(await handInOnPage(`session-${logins}`)).toContain('1 cookie taken for halyard');
    }
    expect(logins).toBe(3);
    const { counts, items, source } = await opened.leadline.source('halyard');
    expect([source.state, counts.waiting, counts.failed, counts.quarantined]).toEqual(['active', 0, 0, 0]);
    expect(items).toBeGreaterThan(0);
    const cookies = lab.log().flatMap(({ site, cookie }) => (site === 'halyard' ? [cookie] : []));
    expect([...new Set(cookies)]).toEqual([null, 'sid=session-1', 'sid=session-2', 'sid=session-3']);
  });
});
