import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileNotifier } from '../../alerts/notifiers/file.ts';

const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'leadline-private-'));
chmodSync(folder, 0o777);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Under a umask that takes no right away, so that only what Leadline asks for counts. */
const run = (...words: string[]) =>
  spawnSync('/bin/sh', ['-c', 'umask 000; exec "$@"', 'sh', process.execPath, program, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });

/** What others than the owner may do with anything below the folder. */
const open = (from: string): string[] =>
  readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter((name) => (statSync(join(from, name)).mode & 0o077) !== 0)
    .sort();

describe('what Leadline writes for itself', () => {
  it('is for its owner only: configuration, sources, keys, sessions, database, archive', async () => {
    expect(run('init', 'home').status).toBe(0);
    const home = join(folder, 'home');
    writeFileSync(join(folder, 'page.html'), '<html><title>x</title><h1>Ketamine 5 g</h1><p>Price: 90 EUR</p></html>');
    const config = join(home, 'leadline.yaml');
    expect(run('--config', config, 'import', 'page.html', '--source', 'saved').stderr).toBe('');
    writeFileSync(join(folder, 'shop.yaml'), 'id: shop\nkind: market\naddresses: ["http://shop.invalid/"]\n');
    expect(run('--config', config, 'source', 'add', 'shop.yaml').status).toBe(0);
    writeFileSync(
      join(folder, 'cookies.txt'),
      '# Netscape HTTP Cookie File\nshop.invalid\tFALSE\t/\tFALSE\t0\tsid\t1\n',
    );
    const login = run('--config', config, 'source', 'login', 'shop', 'cookies.txt');
    expect(login.stderr).toContain('1 cookie taken for shop.');
    expect(login.status).toBe(0);
    await createFileNotifier({ name: 'log', path: join(home, 'told', 'alerts.jsonl') }).notify(
      [],
      new AbortController().signal,
    );
    expect(readdirSync(home).sort()).toEqual(['data', 'leadline.yaml', 'sites', 'sources', 'told']);
    expect(readdirSync(join(home, 'data'))).toEqual(expect.arrayContaining(['leadline.db', 'secret', 'session.key']));
    expect(statSync(home).mode & 0o077).toBe(0);
    expect(open(home)).toEqual([]);
  });
});
