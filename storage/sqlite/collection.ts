import type { Collection, Find, Found, Version, Versioned, Where } from '../../model/ports.ts';
import type { Declaration } from '../collections.ts';
import { type CursorValue, writeCursor } from '../cursor.ts';
import type { Row, Statements } from './statements.ts';
import { afterSql, type Bound, bound, join, orderOf, quoted, whereSql } from './where.ts';

const pageSize = 500;

/** The synchronous half, which commit() uses inside its transaction. `put` answers false when `expected` is not the stored version. */
export interface Table<T> {
  get(id: string): Versioned<T> | null;
  create(id: string, value: T): boolean;
  put(id: string, value: T, expected?: Version): boolean;
  find(find: Find): Found<T>;
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

export function createTable<T extends object>(
  statements: Statements,
  name: string,
  { schema, fields: declared }: Declaration<T>,
): Table<T> {
  const fields = Object.keys(declared);
  const texts = textsOf(name, fields);
  const parse = (row: Row): T => JSON.parse(String(row.body)) as T; // written by write(), which checked it against the schema
  const write = (value: T): Bound[] => {
    const checked = schema.parse(value);
    return [...fields.map((field) => fieldOf(checked, field)), JSON.stringify(checked)];
  };
  const put = (id: string, value: T, expected?: Version): boolean => {
    if (expected === undefined) return statements.run(texts.put, id, ...write(value)) === 1;
    if (expected === 0) return statements.run(texts.create, id, ...write(value)) === 1;
    return statements.run(texts.replace, ...write(value), id, expected) === 1;
  };
  const find = ({ where, order, after, limit }: Find): Found<T> => {
    const keys = orderOf(fields, order);
    const tests = [whereSql(fields, where), ...(after ? [afterSql(keys, after)] : [])];
    const condition = join(tests, ' AND ');
    const by = keys.map(({ column, direction }) => `${column} ${direction}`).join(', ');
    const select = keys.map(({ column }, index) => `${column} AS k${index}`).join(', ');
    const sql = `SELECT ${select}, body FROM ${quoted(name)} WHERE ${condition.sql} ORDER BY ${by} LIMIT ?`;
    const rows = statements.all(sql, ...condition.values, limit + 1);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const mark = (row: Row): string =>
      writeCursor(keys.map((_, index) => row[`k${index}`]).map((key) => (isScalar(key) ? key : null)));
    return { values: rows.slice(0, limit).map(parse), next: last ? mark(last) : null };
  };
  return {
    get: (id) => {
      const row = statements.get(texts.get, id);
      return row ? { value: parse(row), version: Number(row.version) } : null;
    },
    create: (id, value) => put(id, value, 0),
    put,
    find,
    count: (where) => {
      const condition = whereSql(fields, where);
      const row = statements.get(
        `SELECT count(*) AS n FROM ${quoted(name)} WHERE ${condition.sql}`,
        ...condition.values,
      );
      return Number(row?.n ?? 0);
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
    let after: string | null = null;
    do {
      const page: Found<T> = table.find({ ...(where ? { where } : {}), after, limit: pageSize });
      yield* page.values;
      after = page.next;
    } while (after !== null);
  },
  count: async (where) => table.count(where),
  remove: async (id) => table.remove(id),
});
