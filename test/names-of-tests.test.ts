import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { serverTests } from './servers/files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const all = globSync('test/**/*.test.ts', { cwd: root });
const named = new Set(globSync([...serverTests], { cwd: root }));

const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)].map((match) =>
    relative(root, resolve(root, dirname(file), match[1] ?? '')),
  );

/** True when a file of the tests leads to one that asks for servers. */
function asks(file: string, seen: Set<string>): boolean {
  if (file === 'test/servers/urls.ts' || file === 'test/servers/keep-servers.ts') return true;
  if (seen.has(file) || !file.startsWith('test/')) return false;
  seen.add(file);
  return importsOf(file).some((each) => asks(each, seen));
}

describe('the tests', () => {
  it('say in their names when they need a server, so that others start none', () => {
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter((file) => !named.has(file) && asks(file, new Set()))).toEqual([]);
  });

  it('are all run on Linux: none is skipped, put off or run alone', () => {
    const evasion =
      /\b(?:it|test|describe)(?:\.\w+)*\.(?:skip|skipIf|runIf|todo|only|fails)\b|\b(?:context|ctx)\.skip\(/;
    const text = (file: string) =>
      readFileSync(join(root, file), 'utf8').replaceAll("runIf(process.platform === 'linux')", '');
    expect(all.filter((file) => evasion.test(text(file)))).toEqual([]);
  });
});
