import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeys } from '../../../app/sessions/keys.ts';
import { temporaryFolder } from '../harness.ts';
import { cookie, host, now, sessionsOn, shop } from './make.ts';

let folder: ReturnType<typeof temporaryFolder>;
let data = '';
beforeEach(() => {
  folder = temporaryFolder();
  data = join(folder.path, 'data');
  mkdirSync(data);
});
afterEach(() => folder.remove());

const print = (text: string): string[] => [process.execPath, '-e', `process.stdout.write(${JSON.stringify(text)})`];
const commandKeys = (command: readonly string[]) =>
  openKeys({ data, sessions: { keyFile: null, keyCommand: [...command] } });
const keyLines = () =>
  readFileSync(join(data, 'session.key'), 'utf8')
    .split('\n')
    .filter((line) => /^[0-9a-f]{64}$/.test(line));

describe('the key of sessions', () => {
  it('is made once where the configuration says, also when two begin at the same time', async () => {
    const keyFile = join(folder.path, 'keys', 'leadline.key');
    const sources = [1, 2, 3].map(() => openKeys({ data, sessions: { keyFile, keyCommand: null } }));
    const keys = await Promise.all(sources.map((each) => each.read({ make: true })));
    expect(new Set(keys.map(([key]) => key.id)).size).toBe(1);
    expect(readdirSync(join(folder.path, 'keys'))).toEqual(['leadline.key']);
    expect(readdirSync(data)).toEqual([]);
  });

  it('may be printed by a command, in hexadecimal digits or base64, the current one first', async () => {
    const bytes = Buffer.alloc(32, 7);
    const [hex] = await commandKeys(print(`${bytes.toString('hex')}\n`)).read();
    const [base, older] = await commandKeys(print(`${bytes.toString('base64')}\r\n${'ab'.repeat(32)}`)).read();
    expect(hex.bytes.equals(bytes) && base.bytes.equals(bytes)).toBe(true);
    expect(older?.id).not.toBe(base.id);
  });

  it('goes through no shell, and what the command prints stands in no error', async () => {
    const marker = join(folder.path, 'made');
    const odd = await commandKeys([...print('ab'.repeat(32)), `; touch ${marker}`, '$(touch made)']).read();
    expect(odd).toHaveLength(1);
    expect(readdirSync(folder.path)).not.toContain('made');
    const secret = 'not-a-key-but-secret';
    const fails = [
      [process.execPath, '-e', `console.log('${secret}'); console.error('${secret}'); process.exit(3)`],
      print(secret),
      [join(folder.path, 'no-such-program')],
    ];
    for (const command of fails) {
      const error: unknown = await commandKeys(command)
        .read()
        .catch((each: unknown) => each);
      expect(error).toMatchObject({ code: 'session-key' });
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret);
    }
  });
});

describe('a rotation', () => {
  const both = async (open: ReturnType<typeof sessionsOn>) => {
    const source = shop({
      accounts: ['a', 'b'].map((name) => ({ name, maxPagesPerDay: null, maxMsPerDay: null, coolDownMs: 0 })),
    });
    const headers = ['a', 'b'].map(async (name) => (await open.sessions.open(source, name)).cookies.header(host, now));
    return { source, headers: await Promise.all(headers) };
  };

  it('seals every session under a new key and forgets the old one', async () => {
    const open = sessionsOn({ data });
    const { source } = await both(open);
    for (const name of ['a', 'b']) await open.sessions.handIn(source, name, [cookie('sid', name)]);
    const before = keyLines();
    expect(await open.sessions.rotate()).toEqual({ sealed: 2, where: join(data, 'session.key') });
    expect(keyLines()).toHaveLength(1);
    expect(keyLines()).not.toEqual(before);
    expect((await both(open)).headers).toEqual(['sid=a', 'sid=b']);
    await open.close();
  });

  it('that was interrupted goes on with the key that it began with', async () => {
    const open = sessionsOn({ data });
    const { source } = await both(open);
    for (const name of ['a', 'b']) await open.sessions.handIn(source, name, [cookie('sid', name)]);
    const keys = openKeys({ data, sessions: { keyFile: null, keyCommand: null } });
    await keys.add?.();
    const [begun] = keyLines();
    // Killed after the first: one session has the new key already, the other still the old one.
    await open.sessions.handIn(source, 'a', [cookie('sid', 'a')]);
    expect((await both(open)).headers).toEqual(['sid=a', 'sid=b']);
    expect((await open.sessions.rotate()).sealed).toBe(1);
    expect(keyLines()).toEqual([begun]);
    expect((await both(open)).headers).toEqual(['sid=a', 'sid=b']);
    await open.close();
  });

  it('may be interrupted at any point: every session opens, and the next rotation comes to the end', async () => {
    for (let after = 0; after < 4; after += 1) {
      const folderOfOne = join(folder.path, `interrupted-${after}`);
      mkdirSync(folderOfOne);
      let left = Number.POSITIVE_INFINITY;
      const open = sessionsOn({
        data: folderOfOne,
        between: (collection) => ({
          ...collection,
          put: (id, value, expected) => {
            left -= 1;
            return left < 0 ? Promise.reject(new Error('killed')) : collection.put(id, value, expected);
          },
        }),
      });
      const names = ['a', 'b', 'c'];
      const source = shop({
        accounts: names.map((name) => ({ name, maxPagesPerDay: null, maxMsPerDay: null, coolDownMs: 0 })),
      });
      for (const name of names) await open.sessions.handIn(source, name, [cookie('sid', name)]);
      const headers = () =>
        Promise.all(names.map(async (name) => (await open.sessions.open(source, name)).cookies.header(host, now)));
      left = after;
      const sealed = await open.sessions.rotate().then(
        (report) => report.sealed,
        () => null,
      );
      left = Number.POSITIVE_INFINITY;
      expect(sealed).toBe(after < 3 ? null : 3);
      expect(await headers()).toEqual(['sid=a', 'sid=b', 'sid=c']);
      await open.sessions.rotate();
      expect(await headers()).toEqual(['sid=a', 'sid=b', 'sid=c']);
      expect(readFileSync(join(folderOfOne, 'session.key'), 'utf8').match(/^[0-9a-f]{64}$/gm)).toHaveLength(1);
      await open.close();
    }
  });

  it('leaves a turn under way its cookies', async () => {
    const open = sessionsOn({ data });
    await open.sessions.handIn(shop(), null, [cookie('sid', 'old')]);
    const session = await open.sessions.open(shop(), null);
    await open.sessions.rotate();
    session.cookies.store(host, ['sid=new'], now);
    expect(await open.sessions.save(session)).toBe(true);
    expect((await open.sessions.open(shop(), null)).cookies.header(host, now)).toBe('sid=new');
    await open.close();
  });

  it('with a command takes the key that it prints first', async () => {
    const file = join(folder.path, 'kms');
    const keyCommand = [
      process.execPath,
      '-e',
      `process.stdout.write(require('fs').readFileSync(${JSON.stringify(file)}))`,
    ];
    writeFileSync(file, `${'01'.repeat(32)}\n`);
    const open = sessionsOn({ data, keyCommand });
    await open.sessions.handIn(shop(), null, [cookie('sid', 'a')]);
    writeFileSync(file, `${'02'.repeat(32)}\n${'01'.repeat(32)}\n`);
    expect((await open.sessions.rotate()).sealed).toBe(1);
    writeFileSync(file, `${'02'.repeat(32)}\n`);
    expect((await open.sessions.open(shop(), null)).cookies.header(host, now)).toBe('sid=a');
    expect(readdirSync(data)).not.toContain('session.key');
    await open.close();
  });
});
