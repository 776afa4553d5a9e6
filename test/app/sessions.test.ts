import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSessions } from '../../app/sessions.ts';
import { temporaryFolder } from './harness.ts';

let folder: ReturnType<typeof temporaryFolder>;
let path = '';
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'sessions');
});
afterEach(() => folder.remove());

const url = 'http://shop.invalid/';

describe('the sessions of sources', () => {
  it('come back as they were, readable by their owner only, and cost no file while there is no cookie', () => {
    const sessions = openSessions(path);
    const jar = sessions.load('shop');
    sessions.save('shop', jar);
    expect(existsSync(path)).toBe(false);
    jar.store(url, ['sid=abc', 'far=1; Max-Age=99999999999999999999999'], 0);
    sessions.save('shop', jar);
    expect(openSessions(path).load('shop').header(url, 1)).toBe('sid=abc; far=1');
    expect(statSync(join(path, 'shop.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(path)).toEqual(['shop.json']);
  });

  it('say what is damaged and what to do, instead of visiting without the session', () => {
    const sessions = openSessions(path);
    const jar = sessions.load('shop');
    jar.store(url, ['sid=abc'], 0);
    sessions.save('shop', jar);
    for (const text of ['', '[{"name":"si', '{}', '[{"name":1}]']) {
      writeFileSync(join(path, 'shop.json'), text);
      expect(() => sessions.load('shop')).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
    }
  });

  it('stay as they were when they cannot be written', () => {
    const sessions = openSessions(path);
    const jar = sessions.load('shop');
    jar.store(url, ['sid=abc'], 0);
    sessions.save('shop', jar);
    const before = readFileSync(join(path, 'shop.json'), 'utf8');
    // A folder where the draft goes stops everyone, root included.
    mkdirSync(join(path, 'shop.json.new'));
    jar.store(url, ['sid=def'], 0);
    expect(() => sessions.save('shop', jar)).toThrow(expect.objectContaining({ code: 'disk-full' }));
    expect(readFileSync(join(path, 'shop.json'), 'utf8')).toBe(before);
  });
});
