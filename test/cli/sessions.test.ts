import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'leadline-sessions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
const run = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr, said: stdout + stderr };
};
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const key = () => readFileSync(join(folder, 'keys', 'session.key'), 'utf8');

describe('leadline source login', () => {
  it('takes a cookie file for one account, says what was left out, and never shows a value', () => {
    write('leadline.yaml', 'sessions: { keyFile: ./keys/session.key }\nproxy: socks5h://127.0.0.1:9\n');
    write(
      'shop.yaml',
      'id: shop\nkind: market\naddresses: ["http://shop.invalid/"]\naccounts:\n  - { name: alder, maxPagesPerDay: 5 }\n  - { name: birch, coolDown: 2h }\n',
    );
    const cookies = [
      { name: 'sid', value: 'canary-5e1f0c', domain: 'shop.invalid', expirationDate: 4_000_000_000 },
      { name: 'sid', value: 'canary-5e1f0c', domain: '.example.org' },
      { name: 'old', value: 'canary-5e1f0c', domain: 'shop.invalid', expirationDate: 1 },
    ];
    write('cookies.json', JSON.stringify(cookies));
    expect(run('source', 'add', 'shop.yaml').status).toBe(0);
    const unnamed = run('source', 'login', 'shop', 'cookies.json');
    expect(unnamed.said).toContain('shop has several accounts, and none is named');
    const taken = run('source', 'login', 'shop', 'cookies.json', '--account', 'alder');
    expect(taken.stderr).toBe(
      '1 cookie taken for shop, account alder; not taken: 1 of other sites (example.org), 1 that has expired; the session ends at 2096-10-02 07:06 UTC. shop is active again.\n',
    );
    const shown = [run('source', 'show', 'shop'), run('source', 'show', 'shop', '--json'), run('status', '--json')];
    expect(shown[0]?.stdout).toMatch(/alder +ready +0 +- +1 cookie, handed in 1 min ago/);
    for (const { said } of [unnamed, taken, ...shown]) expect(said).not.toContain('canary');
  });

  it('needs a display to open a browser, and names the other way', () => {
    const { status, stderr } = run('source', 'login', 'shop', '--account', 'birch');
    expect(status).toBe(1);
    expect(stderr).toMatch(/no display[\s\S]+cookies\.txt/);
    expect(stderr).not.toContain('opens');
  });
});

describe('leadline source session rotate', () => {
  it('seals every session under a new key, which stays where the configuration says', () => {
    const before = key();
    expect(run('source', 'session', 'rotate').stderr).toMatch(
      /^1 session is sealed anew; the key is that of .*keys\/session\.key\.\n$/,
    );
    expect(key()).not.toBe(before);
    const { stdout } = run('doctor', '--json');
    const checks = JSON.parse(stdout) as { check: string; ok: boolean; found: string }[]; // each is looked at by its name
    expect(checks.find(({ check }) => check === 'session key')).toMatchObject({ ok: true, mend: '' });
  });
});
