import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
const cli = fileURLToPath(new URL('../../cli', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'leadline-writer-'));
const run = (...words: readonly string[]) =>
  spawnSync(process.execPath, [program, ...words], { cwd: folder, encoding: 'utf8' });
let writer: ChildProcess;

beforeAll(async () => {
  writeFileSync(join(folder, 'leadline.yaml'), 'server: { port: 0 }\n');
  writeFileSync(join(folder, 'source.yaml'), 'id: a\nkind: market\nvia: import\n');
  writeFileSync(join(folder, 'page.html'), '<html><h1>Ketamine 5 g</h1><p>Price: 90 EUR</p></html>');
  writeFileSync(join(folder, 'cookies.txt'), '# Netscape HTTP Cookie File\n');
  expect(run('import', 'page.html', '--source', 'saved').status).toBe(0);
  const child = spawn(process.execPath, [program, 'start', '--roles', 'web'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  writer = child;
  await once(child.stderr, 'data');
}, 60_000);
afterAll(async () => {
  if (writer.exitCode === null) {
    writer.kill('SIGTERM');
    await once(writer, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

const address = `http://${'a'.repeat(56)}.onion/`;

/** One or more command lines for every place that opens the store to write. */
const writing: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'alert.ts': [
    ['alert', 'add', '--name', 'x', '--query', 'x'],
    ['alert', 'mute', 'x'],
  ],
  'import.ts': [['import', 'page.html', '--source', 'saved']],
  'reextract.ts': [['reextract']],
  'source.ts': [
    ['source', 'add', 'source.yaml'],
    ['source', 'pause', 'saved'],
    ['source', 'run', 'saved'],
  ],
  'source-candidates.ts': [
    ['source', 'approve', address, '--id', 'new'],
    ['source', 'reject', address],
  ],
  'source-identity.ts': [['source', 'identity', 'saved', '--new']],
  'source-session.ts': [
    ['source', 'login', 'saved', 'cookies.txt'],
    ['source', 'resume', 'saved'],
    ['source', 'session', 'rotate'],
  ],
  'source-update.ts': [['source', 'update', 'source.yaml']],
  'start.ts': [['start', '--roles', 'web']],
};

describe('while another process writes', () => {
  it('every command that would write is known to this test', () => {
    const found = readdirSync(cli)
      .map(
        (name) =>
          [name, readFileSync(join(cli, name), 'utf8').split(/withLeadline\(command, (?!false)/).length - 1] as const,
      )
      .filter(([, count]) => count > 0);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(writing).map(([name, lines]) => [name, lines.length])),
    );
  });

  it.each(
    Object.values(writing)
      .flat()
      .map((words) => [words] as const),
  )('%j is refused with who, since when, and what to do', (words) => {
    const { status, stdout, stderr } = run(...words);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      new RegExp(
        `in use by process ${writer.pid}, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC; one process writes at a time`,
      ),
    );
    expect(stderr).toContain('its pages');
    expect(stderr).toContain(`or kill ${writer.pid}`);
    expect(stderr).not.toContain('    at ');
  });

  it('what only reads works beside it', () => {
    for (const words of [['search', '*'], ['status'], ['alert', 'list'], ['source', 'list'], ['export', '*']])
      expect(run(...words).status, words.join(' ')).toBe(0);
  });
});
