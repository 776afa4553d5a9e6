import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, it } from 'vitest';
import { parseQuery } from '../../search/parse.ts';
import { openSqlite } from '../../storage/sqlite/open.ts';
import { documentOf } from '../search/documents.ts';
import { itemOf } from '../search/items.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The tables of a file with format 1 that a newer one has not, or in another form. */
const olderTables = `
DROP TABLE item_vocabulary; DROP TABLE item_words; DROP TABLE item_keywords; DROP TABLE item_facts; DROP INDEX items_key;
CREATE INDEX items_key ON items ("key", kind, id);
CREATE TABLE item_facts (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, price REAL) STRICT;
CREATE TABLE item_keywords (field TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (field, value, n)) STRICT, WITHOUT ROWID;
CREATE TABLE item_texts (n INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE item_words USING fts5 (title, text, content = 'item_texts', content_rowid = 'n', columnsize = 0);
CREATE VIRTUAL TABLE item_vocabulary USING fts5vocab (item_words, 'row');
PRAGMA user_version = 1;`;

async function olderFile(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-older-'));
  folders.push(folder);
  const path = join(folder, 'leadline.db');
  const storage = openSqlite(path);
  const documents = Array.from({ length: 1_500 }, (_, at) =>
    documentOf(`i${at}`, at % 3 === 0 ? 'mdma crystal' : 'lsd blotter', { vendor: `v${at % 7}`, price: at }),
  );
  await storage.commit(documents.map((each) => ({ do: 'item', item: itemOf(each), document: each, expected: 0 })));
  await storage.close();
  const db = new DatabaseSync(path);
  db.exec(olderTables);
  db.close();
  return path;
}

it.each([{ readOnly: true }, { readOnly: false }])(
  'a file of an older Leadline is searched as any other %o',
  async (options) => {
    const path = await olderFile();
    const storage = openSqlite(path, options);
    const count = (text: string) => storage.items.count(parseQuery(text, { now: 0 }).query);
    expect(await count('mdma')).toBe(500);
    expect(await count('lsd vendor:v3')).toBe(142);
    expect(await count('price:>=1490')).toBe(10);
    await storage.check();
    await storage.close();
  },
);

it('an item of an older file can be changed', async () => {
  const storage = openSqlite(await olderFile());
  const changed = documentOf('i0', 'ketamine', { vendor: 'v0', price: 1 });
  await storage.commit([{ do: 'item', item: itemOf(changed), document: changed, expected: 1 }]);
  const found = await storage.items.search(parseQuery('ketamine', { now: 0 }).query, { sort: 'seen', limit: 5 });
  expect(found.ids).toEqual(['i0']);
  expect(await storage.items.count(parseQuery('mdma', { now: 0 }).query)).toBe(499);
  await storage.close();
});
