import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'leadline-options-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...words: readonly string[]) =>
  spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder },
  });

describe('a wrong option', () => {
  it.each([
    [['demo', '--weeks', '0'], '--weeks must be 1 at least'],
    [['demo', '--size', 'huge', '--once'], 'Allowed choices are small, full'],
    [['demo', '--port', '99999'], '--port must be 65535 at most'],
    [['lab', 'truth', '--size', 'huge'], 'Allowed choices are small, full'],
    [['lab', 'start', '--port', '99999'], '--port must be 65535 at most'],
  ])('is refused before anything begins: %j', (words, said) => {
    const { status, stderr } = run(...words);
    expect(stderr).toContain(said);
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is told before the demo crawls for a minute, when another program has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { status, stderr } = run('demo', '--port', String(port));
    other.close();
    expect(stderr).toContain('port-taken');
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  });

  it('or address of a source file is found when the file is tested', () => {
    const file = join(folder, 'typo.yaml');
    const onion = '265uushi2vd6yocvizcx4lzarvqacyaay3bq4pvrtllbc6os3c4e5yid.onion';
    writeFileSync(file, `id: typo\nkind: market\naddresses: [http://${onion}/]\n`);
    const { status, stderr } = run('source', 'test', file);
    expect(stderr).toContain('checksum');
    expect(status).toBe(1);
  });
});
