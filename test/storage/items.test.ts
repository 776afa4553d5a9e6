import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Query } from '../../search/ast.ts';
import type { SearchDocument } from '../../search/document.ts';
import { parseQuery } from '../../search/parse.ts';
import type { SortField } from '../../storage/port.ts';
import { createItems } from '../../storage/sqlite/items.ts';
import { document, documentOf } from '../search/documents.ts';
import { itemOf } from '../search/items.ts';

const all: Query = { kind: 'all' };
const read = (text: string): Query => parseQuery(text, { now: 0 }).query;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const newFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-items-'));
  folders.push(folder);
  return join(folder, 'items.db');
};

function store(documents: readonly SearchDocument[], db = new DatabaseSync(':memory:')) {
  const items = createItems(db);
  for (const each of documents) items.writeItem(itemOf(each), each, 0);
  return items;
}
const sample = fc
  .sample(fc.tuple(...Array.from({ length: 90 }, (_, index) => document(`d${String(index).padStart(3, '0')}`))), {
    seed: 3,
    numRuns: 1,
  })
  .flat();

async function pages(
  items: ReturnType<typeof store>,
  asked: Query,
  sort: SortField,
  limit: number,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof items.search>> = await items.search(asked, { sort, limit, after });
    ids.push(...page.ids);
    after = page.next;
  } while (after !== null);
  return ids;
}

describe('pages', () => {
  it('by relevance put title and rare words first', async () => {
    const docs = [
      documentOf('a', 'nothing', { text: 'mdma and much more' }),
      documentOf('b', 'mdma crystal'),
      documentOf('c', 'mdma'),
      documentOf('d', 'crystal'),
    ];
    const found = await store(docs).search(read('mdma OR crystal'), { sort: 'relevance', limit: 10 });
    expect(found.ids[0]).toBe('b');
    expect(found.ids.at(-1)).toBe('a');
  });
});

describe('writes', () => {
  it('are found at once, and what they replace is not', async () => {
    const items = store([documentOf('a', 'mdma', { vendor: 'old' })]);
    expect(await items.count(read('mdma vendor:old'))).toBe(1);
    await items.facets(all, ['vendor'], 10);
    const next = documentOf('a', 'ketamine', { vendor: 'new' });
    items.writeItem(itemOf(next), next, 1);
    expect(await items.count(read('mdma OR vendor:old'))).toBe(0);
    expect(await items.count(read('ketamin~1 vendor:new'))).toBe(1);
    expect(await items.facets(all, ['vendor'], 10)).toEqual({ vendor: [{ value: 'new', count: 1 }] });
    expect(await items.get('a')).toMatchObject({ version: 2 });
    expect(await items.document('a')).toEqual(next);
    expect((await items.byKey('listing', 'key-a', 5)).map((item) => item.id)).toEqual(['a']);
  });
  it('of another version are refused', () => {
    const one = documentOf('a', 'mdma');
    const items = store([one]);
    for (const expected of [0, 2])
      expect(() => items.writeItem(itemOf(one), one, expected)).toThrowError(
        expect.objectContaining({ code: 'conflict' }),
      );
  });
  it('that are rolled back leave no trace in facets and order', async () => {
    const db = new DatabaseSync(':memory:');
    const items = store(sample.slice(0, 20), db);
    const before = [
      await items.facets(all, ['vendor', 'country'], 50),
      await pages(items, all, 'seen', 7),
      await items.histogram(all, 'seen'),
    ];
    db.exec('BEGIN');
    const changed = { ...documentOf('d003', 'other', { vendor: 'never' }), seen: 9e12 };
    items.writeItem(itemOf(changed), changed, 1);
    items.writeItem(itemOf({ ...changed, id: 'zz' }), { ...changed, id: 'zz' }, 0);
    db.exec('ROLLBACK');
    expect([
      await items.facets(all, ['vendor', 'country'], 50),
      await pages(items, all, 'seen', 7),
      await items.histogram(all, 'seen'),
    ]).toEqual(before);
  });
  it('of another connection are seen', async () => {
    const path = newFile();
    const writer = store(sample.slice(0, 10), new DatabaseSync(path));
    const reader = createItems(new DatabaseSync(path, { readOnly: true }));
    expect((await reader.search(all, { sort: 'seen', limit: 50 })).total).toBe(10);
    await reader.facets(all, ['form'], 5);
    for (const each of sample.slice(10, 30)) writer.writeItem(itemOf(each), each, 0);
    expect((await reader.search(all, { sort: 'first', limit: 50 })).ids.length).toBe(30);
    expect(await reader.facets(all, ['form'], 5)).toEqual(await writer.facets(all, ['form'], 5));
  });
  it('can all be taken back', async () => {
    const items = store(sample);
    await items.facets(all, ['form'], 5);
    items.clear();
    expect(await items.search(all, { sort: 'seen', limit: 5 })).toEqual({ ids: [], next: null, total: 0 });
    expect(await items.count(read('mdma'))).toBe(0);
    items.writeItem(itemOf(documentOf('a', 'mdma')), documentOf('a', 'mdma'), 0);
    expect(await items.count(read('mdma'))).toBe(1);
  });
});

describe('limits', () => {
  const items = store([documentOf('a', 'mdma'), documentOf('b', 'ketamine')]);
  it('of the engine are not met by queries that nest or list a lot', async () => {
    const word = (token: string): Query => ({ kind: 'words', field: 'text', tokens: [token], last: 'exact', slop: 0 });
    const deep = Array.from({ length: 200 }).reduce<Query>(
      (node, _, index) => (index % 2 ? { kind: 'not', node } : { kind: 'and', nodes: [node, all] }),
      word('mdma'),
    );
    expect(await items.count(deep)).toBe(1);
    expect(
      await items.count({
        kind: 'or',
        nodes: Array.from({ length: 3_000 }, (_, index) => word(index === 1_500 ? 'mdma' : `w${index}`)),
      }),
    ).toBe(1);
    const keywords: readonly Query[] = Array.from({ length: 3_000 }, (_, index) => ({
      kind: 'keyword',
      field: 'vendor',
      value: `v${index}`,
      prefix: false,
    }));
    expect(await items.count({ kind: 'not', node: { kind: 'or', nodes: keywords } })).toBe(2);
  });
  it('do not apply to each() and stream()', async () => {
    const many = Array.from({ length: 1_234 }, (_, index) => documentOf(`d${index}`, 'mdma'));
    const full = store(many);
    const ids: string[] = [];
    for await (const item of full.stream(all)) ids.push(item.id);
    const each: string[] = [];
    for await (const item of full.each()) each.push(item.id);
    expect(ids).toEqual(many.map((one) => one.id));
    expect(each).toEqual(ids);
  });
});
