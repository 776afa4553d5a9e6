import type { Collection, Find, Found, Version, Versioned, Where } from '../../model/ports.ts';
import type { Declaration } from '../collections.ts';
import { type CursorValue, writeCursor } from '../cursor.ts';
import type { Row, Statements } from './statements.ts';
import { afterSql, type Bound, bound, join, orderOf, quoted, whereSql } from './where.ts';

const idsAhead = 20_000;
const valuesAtOnce = 400;

/** The synchronous half, which commit() uses inside its transaction. `put` answers false when `expected` is not the stored version. */
export interface Table<T> {
  get(id: string): Versioned<T> | null;
  create(id: string, value: T): boolean;
  put(id: string, value: T, expected?: Version): boolean;
  find(find: Find): Found<T>;
  /** Ids are read ahead in long pages and values in short ones: sorting whole values again for each page would take forever. */
  each(where?: Where): Generator<T>;
  count(where?: Where): number;
  remove(id: string): void;
}

interface Texts {
  readonly get: string;
  readonly create: string;
  readonly put: string;
  readonly replace: string;
  readonly remove: string;
}

function textsOf(name: string, fields: readonly string[]): Texts {
  const table = quoted(name);
  const columns = [...fields.map(quoted), 'body'];
  const insert = `INSERT INTO ${table} (id, version, ${columns.join(', ')}) VALUES (?, 1, ${columns.map(() => '?').join(', ')})`;
  const set = columns.map((column) => `${column} = excluded.${column}`).join(', ');
  return {
    get: `SELECT version, body FROM ${table} WHERE id = ?`,
    create: `${insert} ON CONFLICT (id) DO NOTHING`,
    put: `${insert} ON CONFLICT (id) DO UPDATE SET version = version + 1, ${set}`,
    replace: `UPDATE ${table} SET version = version + 1, ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ? AND version = ?`,
    remove: `DELETE FROM ${table} WHERE id = ?`,
  };
}

const isScalar = (value: unknown): value is CursorValue =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** The value of one declared field; a field that is absent counts as null. */
const fieldOf = (value: object, field: string): Bound => {
  const found: unknown = Object.entries(value).find(([key]) => key === field)?.[1] ?? null;
  return isScalar(found) ? bound(found) : null;
};

const parse = <T>(row: Row): T => JSON.parse(String(row.body)) as T; // what createTable wrote was checked against the schema of T

/** One page in the order asked for. */
function findPage<T>(statements: Statements, name: string, fields: readonly string[], find: Find): Found<T> {
  const { where, order, after, limit } = find;
  const keys = orderOf(fields, order);
  const condition = join([whereSql(fields, where), ...(after ? [afterSql(keys, after)] : [])], ' AND ');
  const by = keys.map(({ column, direction }) => `${column} ${direction}`).join(', ');
  const select = keys.map(({ column }, index) => `${column} AS k${index}`).join(', ');
  const sql = `SELECT ${select}, body FROM ${quoted(name)} WHERE ${condition.sql} ORDER BY ${by} LIMIT ?`;
  const rows = statements.all(sql, ...condition.values, limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const keysOf = (row: Row): readonly CursorValue[] =>
    keys.map((_, index) => row[`k${index}`]).map((key) => (isScalar(key) ? key : null));
  return {
    values: rows.slice(0, limit).map((row) => parse<T>(row)),
    next: last ? writeCursor(keysOf(last)) : null,
  };
}

function* eachOf<T>(statements: Statements, name: string, fields: readonly string[], where?: Where): Generator<T> {
  const condition = whereSql(fields, where);
  const ids = `SELECT id FROM ${quoted(name)} WHERE (${condition.sql}) AND id > ? ORDER BY id LIMIT ${idsAhead}`;
  const values = `SELECT body FROM ${quoted(name)} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`;
  let after = '';
  for (;;) {
    const page = statements.all(ids, ...condition.values, after).map(({ id }) => String(id));
    for (let start = 0; start < page.length; start += valuesAtOnce) {
      const some = JSON.stringify(page.slice(start, start + valuesAtOnce));
      yield* statements.all(values, some).map((row) => parse<T>(row));
    }
    if (page.length < idsAhead) return;
    after = page.at(-1) ?? '';
  }
}

/** The table of one declared collection. Throws when a value does not meet the schema. */
export function createTable<T extends object>(
  statements: Statements,
  name: string,
  { schema, fields: declared }: Declaration<T>,
): Table<T> {
  const fields = Object.keys(declared);
  const texts = textsOf(name, fields);
  const write = (value: T): Bound[] => {
    const checked = schema.parse(value);
    return [...fields.map((field) => fieldOf(checked, field)), JSON.stringify(checked)];
  };
  const put = (id: string, value: T, expected?: Version): boolean => {
    if (expected === undefined) return statements.run(texts.put, id, ...write(value)) === 1;
    if (expected === 0) return statements.run(texts.create, id, ...write(value)) === 1;
    return statements.run(texts.replace, ...write(value), id, expected) === 1;
  };
  return {
    get: (id) => {
      const row = statements.get(texts.get, id);
      return row ? { value: parse<T>(row), version: Number(row.version) } : null;
    },
    create: (id, value) => put(id, value, 0),
    put,
    find: (find) => findPage<T>(statements, name, fields, find),
    each: (where) => eachOf<T>(statements, name, fields, where),
    count: (where) => {
      const { sql, values } = whereSql(fields, where);
      return Number(statements.get(`SELECT count(*) AS n FROM ${quoted(name)} WHERE ${sql}`, ...values)?.n ?? 0);
    },
    remove: (id) => {
      statements.run(texts.remove, id);
    },
  };
}

/** The asynchronous port over a table. */
export const toCollection = <T>(table: Table<T>): Collection<T> => ({
  get: async (id) => table.get(id),
  create: async (id, value) => table.create(id, value),
  put: async (id, value, expected) => table.put(id, value, expected),
  find: async (find) => table.find(find),
  async *each(where) {
    yield* table.each(where);
  },
  count: async (where) => table.count(where),
  remove: async (id) => table.remove(id),
});
