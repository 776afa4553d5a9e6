import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onionName } from '../../lab/onion.ts';
import { fakeOnion } from '../crawler/fake-onion.ts';

const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'leadline-candidates-'));
const data = join(folder, 'data');
const named = onionName('named on a page');
const board = onionName('a board');
const trap = fakeOnion(board, 6);

const run = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words, '--data', data], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};
const sourceFile = (id: string, host: string) => {
  const file = join(folder, `${id}.yaml`);
  writeFileSync(file, `id: ${id}\nkind: forum\naddresses: [http://${host}/]\n`);
  return file;
};

beforeAll(() => {
  mkdirSync(join(folder, 'pages'));
  const text = `<p>new market: ${named}</p><p>the board moved: <a href="http://${trap}/">here</a>\u001b[31m</p>`;
  writeFileSync(join(folder, 'pages', 'a.html'), `<html><head><title>News</title></head><body>${text}</body></html>`);
  expect(run('import', 'pages', '--source', 'saved', '--json').status).toBe(0);
  expect(run('source', 'add', sourceFile('board', board)).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('candidates on the command line', () => {
  it('are listed with what names them, and a trap with the address that it copies', () => {
    const { status, stdout } = run('source', 'candidates');
    expect(status).toBe(0);
    expect(stdout).toContain(`${named}\n  named by saved 1`);
    expect(stdout).toContain(`CAREFUL: ${trap} looks like ${board} of board`);
    expect(stdout).not.toContain('\u001b[31m');
    expect(JSON.parse(run('source', 'candidates', '--json').stdout)).toMatchObject({ total: 2 });
  });

  it('become sources or mirrors when they are approved, a trap only with a word for it, and are listed no more', () => {
    expect(run('source', 'approve', trap, '--id', 'board')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('the first') as string,
    });
    expect(run('source', 'approve', named, '--id', 'newmarket', '--kind', 'forum').status).toBe(0);
    expect(JSON.parse(run('source', 'show', 'newmarket', '--json').stdout)).toMatchObject({
      source: { state: 'paused', kind: 'forum', addresses: [`http://${named}/`] },
      mirrors: [{ address: `http://${named}/`, standing: 'listed' }],
    });
    expect(run('source', 'reject', trap, '--reason', 'a fraud').status).toBe(0);
    expect(run('source', 'candidates').stderr).toContain('No page names');
    expect(run('source', 'candidates', '--decided').stdout).toContain('rejected: a fraud');
    expect(run('source', 'show', 'newmarket').stdout).toContain('FIRST BYTE');
  });

  it('refuse what cannot be: an id that is none, a kind that is none, an address that nobody names', () => {
    expect(run('source', 'approve', named, '--id', 'A B')).toMatchObject({ status: 2 });
    expect(run('source', 'approve', named, '--id', 'x', '--kind', 'shop')).toMatchObject({ status: 2 });
    expect(run('source', 'reject', onionName('nobody')).status).toBe(1);
  });

  it('go with sources: a file with an address that looks like a known one is refused, unless it is trusted', () => {
    const file = sourceFile('alike', fakeOnion(named, 7));
    expect(run('source', 'add', file)).toMatchObject({ status: 1, stderr: expect.stringContaining(named) as string });
    expect(run('source', 'add', file, '--trust').status).toBe(0);
  });
});
