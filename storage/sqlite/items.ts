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

/** With more matches than this, reading all rows is faster than reading these. */
const mostHeld = 20_000;
const manyItems = 50_000;
const atOnce = 200;
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

/** The rows of a set in order, in pieces: the bodies of few are asked for by row, those of many by walking through the table. */
function* bodiesOf(statements: Statements, set: Uint32Array): Generator<readonly unknown[]> {
  if (set.length > mostHeld) {
    const isMatch = selected(set).test;
    for (let after: number | null = 0; after !== null; ) {
      const rows = statements.all('SELECT n, body FROM items WHERE n > ? ORDER BY n LIMIT ?', after, atOnce);
      yield rows.filter(({ n }) => isMatch(Number(n))).map(({ body }) => body);
      after = rows.length < atOnce ? null : Number(rows.at(-1)?.n);
    }
    return;
  }
  for (const rows of pieces(set.toSorted())) {
    const found = statements.all(
      'SELECT body FROM items WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n',
      JSON.stringify([...rows]),
    );
    yield found.map(({ body }) => body);
  }
}

function* pieces(set: Uint32Array): Generator<Uint32Array> {
  for (let at = 0; at < set.length; at += atOnce) yield set.subarray(at, at + atOnce);
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
      for (const bodies of bodiesOf(statements, sets.of(query))) for (const body of bodies) yield itemOf(body);
    },
    async *sightings(query, from, to) {
      const ids = columns.ids();
      for (const rows of pieces(sets.of(query))) {
        const found = statements.all(
          'SELECT body FROM sightings WHERE item IN (SELECT value FROM json_each(?)) AND day >= ? AND day <= ? ORDER BY item, day, id',
          JSON.stringify(Array.from(rows, (n) => ids[n])),
          from ?? '',
          to ?? '9999-12-31',
        );
        yield* found.map((row) => JSON.parse(String(row.body)) as Sighting); // the body of a sighting
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
      let after = 0;
      for (;;) {
        const rows = statements.all('SELECT n, body FROM items WHERE n > ? ORDER BY n LIMIT ?', after, atOnce);
        for (const { body } of rows) yield itemOf(body);
        if (rows.length < atOnce) return;
        after = Number(rows.at(-1)?.n);
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
