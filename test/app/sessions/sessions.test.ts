import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../harness.ts';
import { cookie, host, now, sessionsOn, shop } from './make.ts';

const canary = 'canary-5e1f0c';
let folder: ReturnType<typeof temporaryFolder>;
let open: ReturnType<typeof sessionsOn>;
beforeEach(() => {
  folder = temporaryFolder();
  open = sessionsOn({ data: folder.path });
});
afterEach(async () => {
  await open.close();
  folder.remove();
});

const handed = (name = 'sid', more = {}) => open.sessions.handIn(shop(), null, [cookie(name, canary, more)]);
const header = async (source = shop(), account: string | null = null) =>
  (await open.sessions.open(source, account)).cookies.header(host, now);
const code = (name: string) => expect.objectContaining({ code: name });
const record = async () => {
  const found = await open.stored.get('shop/');
  if (!found) throw new Error('there is no session');
  return found.value;
};

describe('the sessions of sources', () => {
  it('come back as they were, cost nothing while there is no cookie, and stand nowhere in the clear', async () => {
    await open.sessions.save(await open.sessions.open(shop(), null));
    expect(await open.stored.count()).toBe(0);
    expect(readdirSync(folder.path)).not.toContain('session.key');
    const session = await open.sessions.open(shop(), null);
    session.cookies.store(host, [`sid=${canary}`, 'far=1; Max-Age=99999999999999999999999'], now);
    expect(await open.sessions.save(session)).toBe(true);
    expect(await header()).toBe(`sid=${canary}; far=1`);
    expect(statSync(join(folder.path, 'session.key')).mode & 0o777).toBe(0o600);
    await open.close();
    for (const name of readdirSync(folder.path))
      expect(readFileSync(join(folder.path, name), 'latin1'), name).not.toContain(canary);
    open = sessionsOn({ data: folder.path });
    expect(await header()).toBe(`sid=${canary}; far=1`);
  });

  it('do not open under another source, account or revision, nor when a bit is another one', async () => {
    await handed();
    const stored = await record();
    const middle = Math.floor(stored.sealed.length / 2);
    const bent =
      stored.sealed.slice(0, middle) + (stored.sealed[middle] === 'A' ? 'B' : 'A') + stored.sealed.slice(middle + 1);
    const swapped = [
      { ...stored, id: 'other/', source: 'other' },
      { ...stored, id: 'shop/alder', account: 'alder' },
      { ...stored, revision: stored.revision + 1 },
      { ...stored, sealed: bent },
      { ...stored, sealed: stored.sealed.slice(0, 20) },
      { ...stored, sealed: 'v2.x' },
    ];
    for (const value of swapped) {
      await open.stored.put(value.id, value);
      await expect(open.sessions.open(shop({ id: value.source }), value.account)).rejects.toThrow(
        code('session-damaged'),
      );
    }
    await open.stored.put(stored.id, stored);
    expect(await header()).toBe(`sid=${canary}`);
  });

  it('are sealed each time under another nonce', async () => {
    await handed();
    const first = (await record()).sealed;
    await handed();
    expect((await record()).sealed).not.toBe(first);
    expect((await record()).revision).toBe(2);
  });

  it('of a turn never replace what a person handed in meanwhile', async () => {
    await handed();
    const session = await open.sessions.open(shop(), null);
    session.cookies.store(host, ['sid=old'], now);
    await open.close();
    open = sessionsOn({ data: folder.path });
    const later = { ...(await record()), handedInAt: '2026-06-01T00:00:01.000Z' };
    await open.stored.put('shop/', later);
    const again = await open.sessions.open(shop(), null);
    expect(
      await open.sessions.save({
        ...session,
        cookies: session.cookies,
        version: session.version,
        stored: again.stored && { ...again.stored, handedInAt: null },
      }),
    ).toBe(false);
    expect(await header()).toBe(`sid=${canary}`);
  });

  it('without their key, or with another one, say so and stay as they are', async () => {
    await handed();
    const file = join(folder.path, 'session.key');
    const key = readFileSync(file);
    rmSync(file);
    await expect(open.sessions.open(shop(), null)).rejects.toThrow(code('session-key'));
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, `${'ab'.repeat(32)}\n`);
    await expect(open.sessions.open(shop(), null)).rejects.toThrow(code('session-key'));
    for (const wrong of ['', '# nothing\n', 'short\n', `${'ab'.repeat(31)}\n`]) {
      writeFileSync(file, wrong);
      await expect(open.sessions.open(shop(), null)).rejects.toThrow(code('session-key'));
    }
    writeFileSync(file, key);
    expect(await header()).toBe(`sid=${canary}`);
  });

  it('that an older Leadline left in plain files are sealed when they are first read, and the file is done away with', async () => {
    const plain = join(folder.path, 'sessions');
    mkdirSync(plain);
    writeFileSync(join(plain, 'shop.json'), JSON.stringify([cookie('sid', canary)]));
    expect(await header()).toBe(`sid=${canary}`);
    expect(existsSync(plain)).toBe(false);
    expect((await record()).sealed).not.toContain(canary);
  });

  it('in a plain file that is damaged are told of, and the file stays', async () => {
    const plain = join(folder.path, 'sessions');
    mkdirSync(plain);
    for (const text of ['', '[{"name":"si', '{}', '[{"name":1}]']) {
      writeFileSync(join(plain, 'shop.json'), text);
      await expect(open.sessions.open(shop(), null)).rejects.toThrow(code('session-damaged'));
    }
    expect(existsSync(join(plain, 'shop.json'))).toBe(true);
  });
});

describe('a session that is handed in', () => {
  it('keeps the cookies of the source and says what of the rest was left out', async () => {
    const report = await open.sessions.handIn(shop(), null, [
      cookie('sid', canary, { expires: now + 7_200_000 }),
      cookie('wide', '1', { domain: 'invalid', hostOnly: false }),
      cookie('old', '1', { expires: now - 1 }),
      cookie('ads', '1', { domain: 'example.org' }),
      cookie('more', '1', { domain: 'example.org' }),
    ]);
    expect(report).toEqual({
      source: 'shop',
      account: null,
      taken: 1,
      foreign: [
        { domain: 'invalid', number: 1 },
        { domain: 'example.org', number: 2 },
      ],
      expired: 1,
      endsAt: new Date(now + 7_200_000).toISOString(),
      lookAlikes: [],
    });
    expect(await header()).toBe(`sid=${canary}`);
  });

  it('with nothing in it for the source is refused with the reasons, and the one before stays', async () => {
    await handed();
    const wrong = open.sessions.handIn(shop(), null, [
      cookie('sid', 'x', { domain: 'example.org' }),
      cookie('sid', 'x', { expires: 1 }),
    ]);
    await expect(wrong).rejects.toThrow(/example\.org belong to other sites, 1 of the source has expired/);
    await expect(open.sessions.handIn(shop(), null, [])).rejects.toThrow(code('session-unusable'));
    expect(await header()).toBe(`sid=${canary}`);
  });

  it('ends when the first of its login cookies ends, or the one that the profile names', async () => {
    const cookies = [
      cookie('PHPSESSID', 'a', { expires: now + 5_000 }),
      cookie('csrf_token', 'a', { expires: now + 1_000 }),
      cookie('theme', 'dark', { expires: now + 2_000 }),
    ];
    expect((await open.sessions.handIn(shop(), null, cookies)).endsAt).toBe(new Date(now + 5_000).toISOString());
    await open.close();
    open = sessionsOn({ data: folder.path, hint: { maxAgeMs: null, cookie: 'theme' } });
    expect((await open.sessions.handIn(shop(), null, cookies)).endsAt).toBe(new Date(now + 2_000).toISOString());
  });
});
