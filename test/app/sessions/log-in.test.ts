import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeys } from '../../../app/sessions/keys.ts';
import { logIn } from '../../../app/sessions/log-in.ts';
import { openPlainFiles } from '../../../app/sessions/plain-files.ts';
import { openSessions } from '../../../app/sessions/sessions.ts';
import { configSchema } from '../../../config/schema.ts';
import { checkDisplay } from '../../../crawler/browser/login-window.ts';
import { identityOf } from '../../../crawler/fetch/identity.ts';
import { openSite, type Site } from '../../crawler/site.ts';
import { openTest, type TestLeadline, temporaryFolder } from '../harness.ts';
import { shop } from './make.ts';

const folder = temporaryFolder();
let site: Site;
let opened: TestLeadline;
const accounts = ['alder', 'birch'].map((name) => ({ name, maxPagesPerDay: null, maxMsPerDay: null, coolDownMs: 0 }));

beforeAll(async () => {
  site = await openSite({
    '/': '<form method="post" action="/in"><input name="user"><button>Log in</button></form><img src="http://elsewhere.invalid/x.png">',
    '/in': (request, response) => {
      const sent = request.method === 'POST';
      response.writeHead(sent ? 303 : 405, { location: '/home', 'set-cookie': 'sid=of-a-person; Path=/; HttpOnly' });
      response.end();
    },
    '/home': '<h1>Welcome</h1>',
  });
  opened = await openTest({ data: folder.path, proxy: site.proxy });
  const source = shop({ addresses: [site.url('/')], accounts, state: 'parked', reason: 'The site asks for a login' });
  await opened.parts.storage.sources.create(source.id, source);
});
afterAll(async () => {
  await opened.close();
  await site.close();
  folder.remove();
});

/** The parts of an open Leadline that a login by hand needs. */
function parts() {
  const { parts: all, clock } = opened;
  const keys = openKeys({ data: folder.path, sessions: { keyFile: null, keyCommand: null } });
  const plain = openPlainFiles(`${folder.path}/sessions`);
  const sessions = openSessions({ collection: all.storage.sessions, keys, plain, clock, hintOf: () => null });
  const { browser, crawl } = configSchema.parse({});
  const wayOut = { proxy: async () => site.proxy, ready: async () => undefined };
  return { parts: all, sessions, wayOut, config: { browser, crawl }, secret: 'secret' };
}

describe('a login by hand', () => {
  it('goes over the circuit of the account, reaches the source and nothing else, and leaves a sealed session', async () => {
    const refused: string[] = [];
    const report = await logIn(parts(), 'shop', 'alder', {
      onRefused: (what) => refused.push(what),
      async inPlaceOfPerson(page) {
        await page.fill('input', 'somebody');
        await page.click('button');
        await page.waitForURL(/home$/);
        await page.close();
      },
    });
    expect(report).toMatchObject({ account: 'alder', taken: 1, foreign: [] });
    const own = identityOf('shop', 'alder', 'secret');
    expect(site.connects.length).toBeGreaterThan(0);
    expect(new Set(site.connects.map(({ user }) => user))).toEqual(new Set([own.user]));
    expect(refused.join()).toContain('elsewhere.invalid');
    expect(site.seen.find(({ path }) => path === '/home')?.headers.cookie).toBe('sid=of-a-person');
    const view = await opened.leadline.source('shop');
    expect(view.source.state).toBe('active');
    expect(view.accounts.map(({ account, session }) => [account, session?.cookies ?? null])).toEqual([
      ['alder', 1],
      ['birch', null],
    ]);
    expect(JSON.stringify(view)).not.toContain('of-a-person');
  });

  it('that ends without a cookie of the source changes nothing', async () => {
    const none = logIn(parts(), 'shop', 'birch', {
      async inPlaceOfPerson(page) {
        await page.waitForLoadState();
        await page.close();
      },
    });
    await expect(none).rejects.toThrow(expect.objectContaining({ code: 'session-unusable' }));
    expect((await opened.leadline.source('shop')).accounts[1]?.session).toBeNull();
  });

  it('wants the account where there are several, and a display', async () => {
    const close = { inPlaceOfPerson: async () => undefined };
    await expect(logIn(parts(), 'shop', null, close)).rejects.toThrow(expect.objectContaining({ code: 'usage' }));
    await expect(logIn(parts(), 'shop', 'oak', close)).rejects.toThrow(/has no account "oak"/);
    expect(() => checkDisplay({}, 'linux')).toThrow(expect.objectContaining({ code: 'display-missing' }));
    for (const env of [{ DISPLAY: ':1' }, { WAYLAND_DISPLAY: 'wayland-0' }]) checkDisplay(env, 'linux');
    checkDisplay({}, 'darwin');
  });
});
