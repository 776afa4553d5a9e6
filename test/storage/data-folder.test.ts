import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDataFolder } from '../../storage/data-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'leadline-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a data folder', () => {
  it('is made with its archive, for the owner only', () => {
    const data = openDataFolder(join(folder, 'a', 'b'));
    expect(statSync(data.archive).isDirectory()).toBe(true);
    expect(statSync(data.path).mode & 0o077).toBe(0);
  });

  it('keeps one secret of 32 random bytes that only its owner can read', () => {
    const path = join(folder, 'c');
    const secret = openDataFolder(path).secret();
    expect(secret).toHaveLength(32);
    expect(openDataFolder(path).secret()).toEqual(secret);
    expect(openDataFolder(join(folder, 'd')).secret()).not.toEqual(secret);
    expect(statSync(join(path, 'secret')).mode & 0o777).toBe(0o600);
  });

  it('is not made for someone who only reads', () => {
    openDataFolder(join(folder, 'typo'), { readOnly: true });
    expect(existsSync(join(folder, 'typo'))).toBe(false);
  });

  it('says where when it cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => openDataFolder(join(folder, 'file', 'data'))).toThrow(expect.objectContaining({ code: 'disk-full' }));
  });
});
