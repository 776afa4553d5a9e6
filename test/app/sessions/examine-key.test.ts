import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examineKey } from '../../../app/sessions/examine-key.ts';
import { openKeys } from '../../../app/sessions/keys.ts';
import { temporaryFolder } from '../harness.ts';

let folder: ReturnType<typeof temporaryFolder>;
let data = '';
beforeEach(() => {
  folder = temporaryFolder();
  data = join(folder.path, 'data');
  mkdirSync(data);
});
afterEach(() => folder.remove());

const examine = (keyFile: string | null = null, keyCommand: string[] | null = null) =>
  examineKey({ data, sessions: { keyFile, keyCommand } });
const make = (keyFile: string | null) =>
  openKeys({ data, sessions: { keyFile, keyCommand: null } }).read({ make: true });

describe('the check of the key of sessions', () => {
  it('finds nothing to mend while there is none, and for one that lies outside of the data folder', async () => {
    expect(await examine()).toEqual({ ok: true, found: 'none yet; it is made with the first session', mend: '' });
    const outside = join(folder.path, 'keys', 'leadline.key');
    await make(outside);
    expect(await examine(outside)).toEqual({ ok: true, found: outside, mend: '' });
  });

  it('warns of one that lies beside the sessions, that others can read, or of which an old one is left', async () => {
    await make(null);
    expect(await examine()).toMatchObject({ ok: true, mend: expect.stringContaining('sessions.keyFile') as string });
    const outside = join(folder.path, 'leadline.key');
    const keys = openKeys({ data, sessions: { keyFile: outside, keyCommand: null } });
    await keys.add?.();
    expect((await examine(outside)).mend).toContain('leadline source session rotate');
    await keys.forgetOlder?.();
    chmodSync(outside, 0o644);
    expect((await examine(outside)).mend).toBe(`chmod 600 ${outside}`);
  });

  it('warns of sessions that an older Leadline left unsealed', async () => {
    mkdirSync(join(data, 'sessions'));
    writeFileSync(join(data, 'sessions', 'halyard.json'), '[]');
    expect((await examine()).found).toContain('halyard');
  });

  it('fails when a key cannot be had', async () => {
    writeFileSync(join(data, 'session.key'), 'nothing of use\n');
    expect((await examine()).ok).toBe(false);
    expect((await examine(null, [process.execPath, '-e', 'process.exit(1)'])).ok).toBe(false);
    const works = await examine(null, [process.execPath, '-e', `console.log('${'ab'.repeat(32)}')`]);
    expect(works).toMatchObject({ ok: true, mend: '' });
  });
});
