import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeys } from '../../../app/sessions/keys.ts';
import { logIn } from '../../../app/sessions/log-in.ts';
import { openPlainFiles } from '../../../app/sessions/plain-files.ts';
import { openSessions } from '../../../app/sessions/sessions.ts';
import { configSchema } from '../../../config/schema.ts';
import { newMirror } from '../../../crawler/mirrors/health.ts';
import { handInWords } from '../../../model/session.ts';
import { openSite, type Site } from '../../crawler/site.ts';
import { openTest, type TestLeadline, temporaryFolder } from '../harness.ts';
import { shop } from './make.ts';

const market = '<h1>Market</h1><p>Ketamine 5 g, 90 EUR</p>';
const login = '<h1>Login</h1><form method="post"><input name="username"><input type="password" name="password"></form>';
const folder = temporaryFolder();
let site: Site;
let opened: TestLeadline;
/** What a person does while the site answers. */
let meanwhile: (() => Promise<void>) | null = null;
beforeAll(async () => {
  site = await openSite({
    '/': async (request, response) => {
      await meanwhile?.();
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(request.headers.cookie?.includes('sid=new') ? market : login);
    },
  });
  opened = await openTest({ data: folder.path, proxy: site.proxy });
  await opened.parts.storage.sources.create('shop', shop({ addresses: [site.url('/')] }));
});
afterAll(async () => {
  await opened.close();
  await site.close();
  folder.remove();
});

const line = (domain: string, value = 'x') => `${domain}\tFALSE\t/\tFALSE\t0\tsid\t${value}\n`;
const handIn = (text: string) => opened.leadline.handInSession('shop', { account: null, text });

describe('a session that is handed in', () => {
  it('from a site that only looks like the source says that the password is known to strangers', async () => {
    const fake = `${'a'.repeat(30)}b${'c'.repeat(25)}.onion`;
    await expect(handIn(line(fake))).rejects.toThrow(expect.objectContaining({ code: 'look-alike' }));
    const both = await handIn(line(fake) + line(site.host));
    expect(both.lookAlikes).toMatchObject([{ domain: fake, like: site.host }]);
    expect(handInWords(both)).toContain(
      `CAREFUL: ${fake} is not ${site.host}, although the first 30 letters are the same`,
    );
    expect((await handIn(line('example.org') + line(site.host))).lookAlikes).toEqual([]);
  });

  it('larger than the cookies of a browser, or for a source that is not there, is refused', async () => {
    await expect(handIn(line(site.host, 'x'.repeat(1_100_000)))).rejects.toThrow(/larger than/);
    const nowhere = opened.leadline.handInSession('nowhere', { account: null, text: line(site.host) });
    await expect(nowhere).rejects.toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('while a turn meets the login is used by the next turn, and nobody is asked again', async () => {
    await handIn(line(site.host, 'old'));
    expect((await opened.operations.visit('shop')).outcome).toBe('parked');
    await opened.operations.resume('shop');
    opened.clock.moveTo(opened.clock.now() + 60_000);
    meanwhile = async () => {
      meanwhile = null;
      await handIn(line(site.host, 'new'));
    };
    const report = await opened.operations.visit('shop');
    expect(report).toMatchObject({ outcome: 'partial', reason: 'A new session was handed in meanwhile.' });
    expect((await opened.operations.visit('shop')).outcome).toBe('complete');
    expect(await opened.parts.storage.notices.count()).toBe(1);
  });
});

describe('a login by hand', () => {
  it('is never at an address that serves another site', async () => {
    const { parts, clock } = opened;
    const address = site.url('/');
    const mirror = { ...newMirror('shop', address), standing: 'other-site' as const, reason: 'other titles' };
    await parts.storage.mirrors.put(mirror.id, mirror);
    const keys = openKeys({ data: folder.path, sessions: { keyFile: null, keyCommand: null } });
    const plain = openPlainFiles(`${folder.path}/sessions`);
    const sessions = openSessions({ collection: parts.storage.sessions, keys, plain, clock, hintOf: () => null });
    const wayOut = { proxy: async () => site.proxy, ready: async () => undefined };
    const login = logIn({ parts, sessions, wayOut, config: configSchema.parse({}), secret: 's' }, 'shop', null, {
      inPlaceOfPerson: (page) => page.close(),
    });
    await expect(login).rejects.toThrow(/No address of shop is known to be its own/);
  });
});
