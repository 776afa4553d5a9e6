import { columnFields } from '../../search/to-sqlite.ts';
import type { Statements } from './statements.ts';

/** Every sign of ASCII belongs to a token: what a token is, words() has decided before. */
const punctuation = "!\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~";

export const numberColumns = [
  'price',
  'priceUsd',
  'priceEur',
  'unitUsd',
  'unitEur',
  'qty',
  'purity',
  'sold',
  'rating',
  'first',
  'seen',
  'gone',
] as const;
export const textColumns = ['currency', 'per', 'qtyUnit', 'marketName'] as const;

const facts = [
  ...numberColumns.map((name) => `"${name}" REAL`),
  ...textColumns.map((name) => `"${name}" TEXT`),
  ...columnFields.map((name) => `"${name}" TEXT NOT NULL`),
].join(', ');

const tables = `
CREATE TABLE IF NOT EXISTS items (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, kind TEXT NOT NULL, "key" TEXT NOT NULL, body TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS items_key ON items ("key", kind);
CREATE TABLE IF NOT EXISTS item_facts (n INTEGER PRIMARY KEY, ${facts}) STRICT;
CREATE TABLE IF NOT EXISTS item_keywords (
  field TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (field, value, n)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS item_words USING fts5 (
  title, text, content = '', columnsize = 0, tokenize = "ascii tokenchars '${punctuation.replaceAll('"', '""')}'"
);
INSERT INTO item_words (item_words, rank) VALUES ('automerge', 8);
CREATE VIRTUAL TABLE IF NOT EXISTS item_vocabulary USING fts5vocab (item_words, 'row');`;

export function createItemTables(statements: Statements): void {
  const known = statements.get("SELECT 1 AS found FROM sqlite_master WHERE name = 'item_vocabulary'");
  if (!known) statements.exec(`BEGIN IMMEDIATE;${tables}COMMIT;`);
}

export const clearItemTables = (statements: Statements): void =>
  statements.exec(
    "DELETE FROM items; DELETE FROM item_facts; DELETE FROM item_keywords; INSERT INTO item_words (item_words) VALUES ('delete-all');",
  );
