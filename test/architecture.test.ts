import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom. A room may always import itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  model: [],
  config: ['model'],
  search: ['model'],
  extractors: ['model'],
  evidence: ['model'],
  storage: ['model', 'config', 'search', 'extractors', 'evidence'],
  crawler: ['model', 'config', 'search', 'evidence'],
  alerts: ['model', 'config', 'search', 'extractors', 'evidence'],
  lab: ['model'],
  app: ['model', 'config', 'search', 'extractors', 'evidence', 'storage', 'crawler', 'alerts', 'lab'],
  server: ['model', 'config', 'search', 'app', 'storage'],
  cli: ['model', 'config', 'search', 'extractors', 'evidence', 'storage', 'crawler', 'alerts', 'app', 'server', 'lab'],
};
const rooms = Object.keys(allowed);

/** Modules that touch the world; rooms that must stay pure may not load them. */
const worldly = /^node:(fs|net|http|https|http2|tls|dns|dgram|child_process|worker_threads|cluster|os|sqlite|timers)/;
const pureRooms = ['model', 'extractors', 'search'];

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? (name === 'fixtures' ? [] : files(path)) : path.endsWith('.ts') ? [path] : [];
  });
}

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

const sources = rooms.flatMap((room) =>
  files(join(root, room)).map((file) => ({ room, file, name: relative(root, file) })),
);
const roomOf = (path: string): string => relative(root, path).split(/[\\/]/)[0] ?? '';

describe('the house', () => {
  it('lets each room import only the rooms below it', () => {
    const wrong = sources.flatMap(({ room, file, name }) =>
      importsOf(file)
        .filter((target) => target.startsWith('.'))
        .map((target) => roomOf(resolve(dirname(file), target)))
        .filter((target) => target !== room && !allowed[room]?.includes(target))
        .map((target) => `${name} imports ${target}/`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no import cycle', () => {
    const graph = new Map(
      sources.map(({ file }) => [
        file,
        importsOf(file)
          .filter((target) => target.startsWith('.'))
          .map((target) => resolve(dirname(file), target)),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) {
        cycles.push([...path.slice(path.indexOf(file)), file].map((each) => relative(root, each)).join(' -> '));
        return;
      }
      if (done.has(file)) return;
      for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('keeps model, extractors and search free of input and output, clocks and chance', () => {
    const wrong = sources
      .filter(({ room }) => pureRooms.includes(room))
      .flatMap(({ room, file, name }) => {
        const worldlyImports = importsOf(file).filter(
          (target) => worldly.test(target) && !(room === 'model' && target === 'node:timers'),
        );
        const text =
          name === 'model/clock.ts' ? '' : readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
        const calls = [
          ...text.matchAll(/\b(Date\.now\(|Math\.random\(|new Date\(\)|performance\.now\(|process\.|fetch\()/g),
        ].map((match) => match[1]);
        return [...worldlyImports, ...calls].map((what) => `${name}: ${what}`);
      });
    expect(wrong).toEqual([]);
  });

  it('takes the words of what was thrown in one way: errorText of model/errors.ts', () => {
    const own = /\bas Error\)|(\w+) instanceof Error \? \1\.message : (String\(\1\)|\1)/;
    const wrong = sources.filter(
      ({ file, name }) => name !== 'model/errors.ts' && own.test(readFileSync(file, 'utf8')),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('lets model import nothing but zod and node:crypto', () => {
    const wrong = sources
      .filter(({ room }) => room === 'model')
      .flatMap(({ file, name }) =>
        importsOf(file)
          .filter((target) => !target.startsWith('.') && target !== 'zod' && target !== 'node:crypto')
          .map((target) => `${name}: ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('keeps every hand-written file at 300 lines or fewer', () => {
    const every = [
      ...sources.map(({ file }) => file),
      ...files(join(root, 'test')),
      ...files(join(root, 'bench')),
      ...files(join(root, 'scripts')),
    ];
    const long = every
      .filter((file) => !file.endsWith('.data.ts'))
      .map((file) => ({ name: relative(root, file), lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  it('opens sockets only in the rooms that may, and never with a proxy that leaks names', () => {
    const mayConnect =
      /^(crawler\/browser\/relay|crawler\/(fetch|tor)\/|alerts\/notifiers\/|lab\/|server\/|app\/|cli\/doctor)/;
    const wrong = sources
      .filter(
        ({ file, name }) =>
          !mayConnect.test(name) &&
          importsOf(file).some(
            (target) => /^node:(net|http|https|http2|tls|dns|dgram)/.test(target) || target === 'socks-proxy-agent',
          ),
      )
      .map(({ name }) => name);
    expect(wrong).toEqual([]);
    const fetches = sources
      .filter(
        ({ file, name }) =>
          !name.startsWith('lab/') && /(?<![\w.])fetch\(\s*['"`]https?:/.test(readFileSync(file, 'utf8')),
      )
      .map(({ name }) => name);
    expect(fetches).toEqual([]);
  });
});
