import { LeadlineError } from '../../model/errors.ts';
import type { Item } from '../../model/item.ts';
import type { Version } from '../../model/ports.ts';
import type { SearchDocument } from '../../search/document.ts';
import { rareFields, valuesOf } from '../../search/keywords.ts';
import { columnFields } from '../../search/to-sqlite.ts';
import { numberColumns, textColumns } from './items-schema.ts';
import type { Statements } from './statements.ts';

/** The values of a field between line breaks, so that one test finds any of them. */
const column = (values: readonly string[]): string => `\n${values.join('\n')}\n`;

const keywordsOf = (document: SearchDocument): ReadonlySet<string> =>
  new Set(
    rareFields
      .filter((field) => field !== 'id')
      .flatMap((field) => valuesOf(document, field).map((value) => `${field}\n${value}`)),
  );

// Never INSERT OR REPLACE, nor RETURNING: a statement that may have to be taken back halfway makes the full text index write out what it has
// gathered, which is most of the time of a load.
const factColumns = [...numberColumns, ...textColumns, ...columnFields].map((name) => `"${name}"`);
const insertFacts = `INSERT INTO item_facts (${factColumns.join(', ')}, n) VALUES (${factColumns.map(() => '?').join(', ')}, ?)`;
const updateFacts = `UPDATE item_facts SET ${factColumns.map((name) => `${name} = ?`).join(', ')} WHERE n = ?`;

function writeFacts(statements: Statements, n: number, isNew: boolean, document: SearchDocument): void {
  const texts = {
    currency: document.currency,
    per: document.per,
    qtyUnit: document.qtyUnit,
    marketName: document.market,
  };
  statements.run(
    isNew ? insertFacts : updateFacts,
    ...numberColumns.map((name) => document[name]),
    ...textColumns.map((name) => texts[name]),
    ...columnFields.map((field) => column(valuesOf(document, field))),
    n,
  );
}

function writeKeywords(
  statements: Statements,
  n: number,
  before: SearchDocument | null,
  document: SearchDocument,
): void {
  const old = before ? keywordsOf(before) : new Set<string>();
  const now = keywordsOf(document);
  const split = (keyword: string): [string, string] => {
    const at = keyword.indexOf('\n');
    return [keyword.slice(0, at), keyword.slice(at + 1)];
  };
  for (const keyword of old) {
    if (!now.has(keyword))
      statements.run('DELETE FROM item_keywords WHERE field = ? AND value = ? AND n = ?', ...split(keyword), n);
  }
  for (const keyword of now) {
    if (!old.has(keyword))
      statements.run('INSERT INTO item_keywords (field, value, n) VALUES (?, ?, ?)', ...split(keyword), n);
  }
}

function writeTexts(statements: Statements, n: number, before: SearchDocument | null, document: SearchDocument): void {
  if (before && before.title === document.title && before.text === document.text) return;
  if (before) {
    statements.run(
      "INSERT INTO item_words (item_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
      n,
      before.title,
      before.text,
    );
  }
  statements.run('INSERT INTO item_words (rowid, title, text) VALUES (?, ?, ?)', n, document.title, document.text);
}

/** Makes a row searchable by its document; `before` is the one by which it was so far, null when it was not. */
export function indexRow(
  statements: Statements,
  n: number,
  before: SearchDocument | null,
  document: SearchDocument,
): void {
  writeFacts(statements, n, before === null, document);
  writeKeywords(statements, n, before, document);
  writeTexts(statements, n, before, document);
}

/** Replaces one item with its document, inside the caller's transaction; answers its row. Throws `conflict`. */
export function writeItemRow(statements: Statements, item: Item, document: SearchDocument, expected: Version): number {
  const stored = statements.get('SELECT n, version, document FROM items WHERE id = ?', item.id);
  const version = Number(stored?.version ?? 0);
  if (version !== expected) {
    throw new LeadlineError('conflict', `Item ${item.id} has version ${version}, not ${expected}`, {
      where: item.id,
      hint: 'Read it again and repeat the change',
    });
  }
  const before = stored ? (JSON.parse(String(stored.document)) as SearchDocument) : null; // written below
  const body = JSON.stringify(item);
  const text = JSON.stringify(document);
  const n = stored
    ? Number(stored.n)
    : statements.insert(
        'INSERT INTO items (id, version, kind, "key", body, document) VALUES (?, 1, ?, ?, ?, ?)',
        item.id,
        item.kind,
        item.key,
        body,
        text,
      );
  if (stored) {
    statements.run(
      'UPDATE items SET version = ?, kind = ?, "key" = ?, body = ?, document = ? WHERE n = ?',
      version + 1,
      item.kind,
      item.key,
      body,
      text,
      n,
    );
  }
  indexRow(statements, n, before, document);
  return n;
}
