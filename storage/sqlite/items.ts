import type { DatabaseSync } from 'node:sqlite';
import { startOfWeek } from '../../model/clock.ts';
import type { Item } from '../../model/item.ts';
import type { Version } from '../../model/ports.ts';
import type { Query } from '../../search/ast.ts';
import type { SearchDocument } from '../../search/document.ts';
import type { Bucket, FacetField, Items, Sighting, SortField } from '../port.ts';
import { type Columns, createColumns } from './items-columns.ts';
import { ascending, descending, type Order, pageOf } from './items-order.ts';
import { relevance } from './items-relevance.ts';
import { clearItemTables, createItemTables } from './items-schema.ts';
import { createSets, type Sets } from './items-sets.ts';
import { selected } from './items-words.ts';
import { writeItemRow } from './items-write.ts';
import { createStatements, type Statements } from './statements.ts';

/** The write half, which commit() calls inside its transaction. */
export interface ItemsWriter {
  /** Throws `conflict` when `expected` is not the stored version (0: must not exist). */
  writeItem(item: Item, document: SearchDocument, expected: Version): void;
  /** Removes every item, inside the caller's transaction. */
  clear(): void;
  /** Brings what is kept in memory back to what is stored, after writes were rolled back. */
  forget(): void;
}

const chunk = 100;
/** The ids of so many matches are held at once; of more, all ids are gone through in the order of the table. */
const mostHeld = 20_000;
const manyItems = 50_000;
const atOnce = 1_000;
const itemOf = (body: unknown): Item => JSON.parse(String(body)) as Item; // written by writeItemRow

function orderOf(sort: SortField, query: Query, columns: Columns, sets: Sets): Order {
  const none = (): number => 0;
  switch (sort) {
    case 'seen':
    case 'first': {
      const times = columns.numbers(sort);
      return { first: (n) => descending(times[n] ?? Number.NaN), second: none };
    }
    case 'price':
    case 'unit': {
      const euros = columns.numbers(sort === 'price' ? 'priceEur' : 'unitEur');
      const dollars = columns.numbers(sort === 'price' ? 'priceUsd' : 'unitUsd');
      return { first: (n) => ascending(euros[n] ?? Number.NaN), second: (n) => ascending(dollars[n] ?? Number.NaN) };
    }
    case 'relevance': {
      const score = relevance(query, sets);
      const seen = columns.numbers('seen');
      return { first: (n) => -score(n), second: (n) => descending(seen[n] ?? Number.NaN) };
    }
  }
}

function facetOf(set: Uint32Array, columns: Columns, field: FacetField, limit: number): readonly Bucket[] {
  const { codes, lists } = columns.coded(field === 'market' ? 'marketName' : field);
  const byCode = new Uint32Array(lists.length);
  for (const n of set) {
    const code = codes[n] ?? 0;
    byCode[code] = (byCode[code] ?? 0) + 1;
  }
  const counts = new Map<string, number>();
  for (const [code, count] of byCode.entries()) {
    if (count > 0) for (const value of lists[code] ?? []) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, limit);
}

const weekMs = 7 * 86_400_000;

function weeksOf(set: Uint32Array, times: Float64Array): readonly { readonly week: number; readonly count: number }[] {
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  for (const n of set) {
    const time = times[n] ?? 0;
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
  }
  if (set.length === 0) return [];
  const start = startOfWeek(earliest);
  const counts = new Float64Array((startOfWeek(latest) - start) / weekMs + 1);
  for (const n of set) {
    const at = Math.floor(((times[n] ?? 0) - start) / weekMs);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return [...counts].map((count, at) => ({ week: start + at * weekMs, count })).filter(({ count }) => count > 0);
}

/** Those of all ids, in order, whose rows are in the set. */
function* idsWithin(statements: Statements, set: Uint32Array): Generator<string> {
  const isMatch = selected(set).test;
  for (let after: string | null = ''; after !== null; ) {
    const rows = statements.all('SELECT n, id FROM items WHERE id > ? ORDER BY id LIMIT ?', after, atOnce);
    for (const { n, id } of rows) if (isMatch(Number(n))) yield String(id);
    after = rows.length < atOnce ? null : String(rows.at(-1)?.id);
  }
}

/** The matches as ids in order, in pieces. The set is that of the start; what changes meanwhile is read as it is then. */
function* idChunks(statements: Statements, sets: Sets, columns: Columns, query: Query): Generator<readonly string[]> {
  const set = sets.of(query);
  const known = columns.ids();
  const ids = set.length > mostHeld ? idsWithin(statements, set) : Array.from(set, (n) => known[n] ?? '').sort();
  let piece: string[] = [];
  for (const id of ids) {
    piece.push(id);
    if (piece.length < chunk) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

function reading(
  statements: Statements,
  sets: Sets,
  columns: Columns,
): Omit<Items, 'get' | 'document' | 'byKey' | 'each'> {
  return {
    search: async (query, { sort, limit, after = null, from = 0 }) => {
      const set = sets.of(query);
      const order = orderOf(sort, query, columns, sets);
      return { ...pageOf(set, columns.ids(), order, { sort, limit, from, after }), total: set.length };
    },
    facets: async (query, fields, limit) => {
      const set = sets.of(query);
      return Object.fromEntries(fields.map((field) => [field, facetOf(set, columns, field, limit)]));
    },
    histogram: async (query, field) => weeksOf(sets.of(query), columns.numbers(field)),
    count: async (query) => sets.of(query).length,
    async *stream(query) {
      for (const ids of idChunks(statements, sets, columns, query)) {
        const rows = statements.all(
          'SELECT body FROM items WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
          JSON.stringify(ids),
        );
        yield* rows.map((row) => itemOf(row.body));
      }
    },
    async *sightings(query, from, to) {
      for (const ids of idChunks(statements, sets, columns, query)) {
        const rows = statements.all(
          'SELECT body FROM sightings WHERE item IN (SELECT value FROM json_each(?)) AND day >= ? AND day <= ? ORDER BY item, day, id',
          JSON.stringify(ids),
          from ?? '',
          to ?? '9999-12-31',
        );
        yield* rows.map((row) => JSON.parse(String(row.body)) as Sighting); // the body of a sighting
      }
    },
  };
}

/**
 * Items on SQLite. Which items match is asked of the database; order, facets and histogram come from columns in memory, which writes keep
 * current and which are read again when another process has written. From `frequentFrom` items on, frequent words are kept there, too.
 */
export function createItems(db: DatabaseSync, frequentFrom = manyItems): Items & ItemsWriter {
  const statements = createStatements(db, db.location() ?? ':memory:');
  createItemTables(statements);
  const columns = createColumns(statements);
  const sets = createSets(statements, columns, frequentFrom);
  return {
    ...reading(statements, sets, columns),
    get: async (id) => {
      const row = statements.get('SELECT version, body FROM items WHERE id = ?', id);
      return row ? { item: itemOf(row.body), version: Number(row.version) } : null;
    },
    document: async (id) => {
      const row = statements.get('SELECT document FROM items WHERE id = ?', id);
      return row ? (JSON.parse(String(row.document)) as SearchDocument) : null; // written by writeItemRow
    },
    byKey: async (kind, key, limit) =>
      statements
        .all('SELECT body FROM items WHERE "key" = ? AND kind = ? ORDER BY id LIMIT ?', key, kind, limit)
        .map((row) => itemOf(row.body)),
    async *each() {
      let after = '';
      for (;;) {
        const rows = statements.all('SELECT id, body FROM items WHERE id > ? ORDER BY id LIMIT ?', after, chunk);
        yield* rows.map((row) => itemOf(row.body));
        if (rows.length < chunk) return;
        after = String(rows.at(-1)?.id);
      }
    },
    writeItem: (item, document, expected) => {
      const n = writeItemRow(statements, item, document, expected);
      columns.touch(n);
      sets.written(n, document);
    },
    clear: () => {
      clearItemTables(statements);
      columns.forget();
      sets.forget();
    },
    forget: () => {
      columns.forget();
      sets.forget();
    },
  };
}
