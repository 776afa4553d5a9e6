import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'leadline-forms-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...words: string[]) => spawnSync(process.execPath, [program, ...words], { cwd: folder, encoding: 'utf8' });

beforeAll(() => {
  for (const [index, name] of ['Ketamine', 'MDMA', 'Mephedrone', 'LSD', 'Cocaine'].entries())
    writeFileSync(
      join(folder, `${index}.html`),
      `<html lang="en"><h1>${name} ${index + 1} g</h1><p>Vendor: <a href="/v/x">halyard</a></p><p>Price: ${90 - index * 10} EUR</p><p>Ships from: Germany</p><button>Order</button></html>`,
    );
  writeFileSync(join(folder, 'leadline.yaml'), 'receivers: { log: { file: { path: ./log.jsonl } } }\n');
  expect(run('alert', 'add', '--name', 'all', '--query', 'kind:listing', '--notify', 'log').status).toBe(0);
  expect(run('import', '0.html', '1.html', '2.html', '3.html', '4.html', '--source', 'saved').status).toBe(0);
}, 60_000);

const lines = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '');

interface Document {
  readonly [list: string]: readonly { readonly id?: string; readonly title?: string }[];
}

describe('--limit', () => {
  it.each([
    [['search', 'kind:listing'], 'items', /^[0-9a-f]{12} /],
    [['alert', 'inbox'], 'alerts', /^\d{4}-/],
    [['alert', 'deliveries'], 'deliveries', /^\d{4}-/],
    [['trend', '*', '--by', 'substance', '--every', 'day'], 'series', /\S {2,}listings? /],
  ])('means the same to a person and in --json: %j', (words, list, row) => {
    const shown = lines(run(...words, '--limit', '2').stdout).filter((line) => row.test(line));
    expect(shown).toHaveLength(2);
    const document = JSON.parse(run(...words, '--limit', '2', '--json').stdout) as Document;
    expect(document[list]).toHaveLength(2);
    expect(run(...words, '--limit=1.5').status).toBe(2);
  });

  it('means the same in --csv, with --from and --sort', () => {
    const part = ['search', 'kind:listing', '--sort', 'price', '--from', '1', '--limit', '2'];
    const { items } = JSON.parse(run(...part, '--json').stdout) as Document;
    const csv = lines(run(...part, '--csv').stdout);
    expect(csv[0]).toMatch(/^id,kind,/);
    expect(csv.slice(1).map((line) => line.split(',')[0])).toEqual(items?.map((item) => item.id));
    expect(items?.map((item) => item.title)).toEqual(['LSD 4 g', 'Mephedrone 3 g']);
  });

  it('is none of a table unless somebody sets one', () => {
    expect(lines(run('search', '*', '--csv').stdout).length).toBeGreaterThan(5);
    expect(lines(run('search', 'kind:listing', '--csv', '--sort', 'first').stdout)).toHaveLength(6);
  });
});

describe('two forms at a time', () => {
  it('are refused, and the same form twice is not', () => {
    expect(run('search', '*', '--csv', '--json')).toMatchObject({ status: 2 });
    expect(run('trend', '*', '--json', '-o', 'x.csv')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('two forms') as string,
    });
    expect(run('trend', '*', '--json', '-o', 'x.json').status).toBe(0);
  });
});

it('source test answers in JSON also without a page', () => {
  writeFileSync(join(folder, 'source.yaml'), 'id: a\nkind: market\nvia: import\n');
  expect(JSON.parse(run('source', 'test', 'source.yaml', '--json').stdout)).toMatchObject({
    kind: 'source',
    name: 'a',
  });
});
