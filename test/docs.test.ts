import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram, registerCommands } from '../cli/program.ts';
import { configSchema, sourceFileSchema } from '../config/schema.ts';
import { errorCodes, errorHints } from '../model/errors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string): string => readFileSync(`${root}${name}`, 'utf8');
const firstColumn = (text: string): string[] => [...text.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '');

/** Names of all commands that do something, such as "alert add". */
const leaves = (command: Command, path: readonly string[] = []): string[] =>
  command.commands.length === 0
    ? [path.join(' ')]
    : command.commands.flatMap((each) => leaves(each, [...path, each.name()]));

interface Shape {
  readonly _zod: { readonly def: { readonly shape?: Record<string, Shape>; readonly innerType?: Shape } };
}
/** Dotted names of all keys that hold a value. */
function keys(schema: unknown, path = ''): string[] {
  let node = schema as Shape; // zod's definition tree has no public type
  while (!node._zod.def.shape && node._zod.def.innerType) node = node._zod.def.innerType;
  const { shape } = node._zod.def;
  return shape
    ? Object.entries(shape).flatMap(([key, value]) => keys(value, path === '' ? key : `${path}.${key}`))
    : [path];
}

describe('the documents', () => {
  it('list every error code, and no other', () => {
    expect(firstColumn(read('docs/errors.md'))).toEqual(Object.keys(errorCodes));
  });

  it('say of every error code what to do', () => {
    for (const line of read('docs/errors.md').matchAll(/^\| `[a-z-]+` \|([^|]+)\|([^|]+)\|$/gm)) {
      expect(line[2]?.trim().length, line[0]).toBeGreaterThan(20);
    }
    for (const [code, hint] of Object.entries(errorHints)) {
      expect(hint.length, code).toBeGreaterThan(20);
      expect(hint, code).not.toMatch(/^[A-Z][a-z]|\.$/);
    }
  });

  it('name in hints only commands that the command line knows', async () => {
    const program = createProgram();
    await registerCommands(program, () => {});
    const known = leaves(program).flatMap((name) => [name, name.split(' ')[0] ?? '']);
    const rooms = ['alerts', 'app', 'cli', 'config', 'crawler', 'evidence', 'extractors', 'model', 'search', 'storage'];
    const sources = rooms.flatMap((room) =>
      readdirSync(`${root}${room}`, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.data.ts'))
        .map((name) => `${room}/${name}`),
    );
    const hints = sources.flatMap((file) =>
      [...read(file).matchAll(/hint:\s*(['"`])(.*?)\1/gs)].map((hit) => hit[2] ?? ''),
    );
    const named = [...hints, ...Object.values(errorHints), read('docs/errors.md')].flatMap((text) =>
      [...text.matchAll(/\bleadline ([a-z]+)/g)].map((hit) => hit[1] ?? ''),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('list every command, and no other', async () => {
    const program = createProgram();
    await registerCommands(program, () => {});
    const documented = firstColumn(read('docs/commands.md')).map((name) => name.replace(/^leadline /, ''));
    expect([...documented].sort()).toEqual(leaves(program).sort());
  });

  it('explain every key of leadline.yaml and of a source file', () => {
    const [main = '', source = ''] = read('docs/configuration.md').split('## Source files');
    expect(firstColumn(main).sort()).toEqual(keys(configSchema).sort());
    expect(firstColumn(source).sort()).toEqual(keys(sourceFileSchema).sort());
  });

  it('give a reason for every direct dependency', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    expect(firstColumn(read('docs/DEPENDENCIES.md')).sort()).toEqual(
      [...Object.keys(dependencies), ...Object.keys(devDependencies)].sort(),
    );
    const versions = [...Object.values(dependencies), ...Object.values(devDependencies)];
    expect(versions.filter((version) => !/^\d/.test(version))).toEqual([]);
  });

  it('name only files that exist', () => {
    const documents = [
      'README.md',
      'CONTRIBUTING.md',
      ...readdirSync(`${root}docs`)
        .filter((name) => name.endsWith('.md'))
        .map((name) => `docs/${name}`),
    ];
    for (const document of documents) {
      const base = document.includes('/') ? 'docs/' : '';
      for (const [, target = ''] of read(document).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
        expect(existsSync(`${root}${base}${target}`), `${document} -> ${target}`).toBe(true);
      }
    }
  });

  it('name only source files and tests that exist, also outside links', () => {
    const named = (name: string) =>
      [
        ...read(name).matchAll(
          /(?:test|app|model|evidence|alerts|crawler|search|extractors|config)\/[\w./-]*\.(?:ts|yaml)/g,
        ),
      ]
        .map(([path]) => path)
        .filter((path) => !/\b[A-Z]{3,}\b/.test(path));
    for (const document of [
      'README.md',
      'CONTRIBUTING.md',
      'docs/ARCHITECTURE.md',
      'docs/extraction.md',
      'docs/lab.md',
    ])
      expect(named(document).filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
  });

  it('show only commands that the command line knows', async () => {
    const program = createProgram();
    await registerCommands(program, () => {});
    const known = new Set(leaves(program).map((name) => name.split(' ')[0]));
    const shown = [...read('README.md').matchAll(/npx leadline ([a-z]+)/g)].map((match) => match[1]);
    expect(shown.filter((name) => !known.has(name))).toEqual([]);
  });
});
