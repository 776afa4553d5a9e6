import { LeadlineError } from '../../model/errors.ts';
import type { Condition, Find, Scalar, Where } from '../../model/ports.ts';
import { type CursorValue, readCursor } from '../cursor.ts';

export type Bound = string | number | null;
export interface Sql {
  readonly sql: string;
  readonly values: readonly Bound[];
}

/** SQLite has no boolean; true is 1. */
export const bound = (value: CursorValue): Bound => (typeof value === 'boolean' ? Number(value) : value);

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function conditionSql(column: string, condition: Condition): Sql {
  if (condition === null) return { sql: `${column} IS NULL`, values: [] };
  if (typeof condition !== 'object') return { sql: `${column} = ?`, values: [bound(condition)] };
  if ('in' in condition)
    return { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(condition.in.map(bound))] };
  const tests = (Object.entries(condition) as [keyof typeof comparisons, Scalar | undefined][]).filter(
    (entry): entry is [keyof typeof comparisons, Scalar] => entry[1] !== undefined,
  ); // Object.entries forgets the key type of the range
  if (tests.length === 0) return { sql: '1', values: [] };
  return {
    sql: tests.map(([test]) => `${column} ${comparisons[test]} ?`).join(' AND '),
    values: tests.map(([, value]) => bound(value)),
  };
}

/** A declared field as a quoted column. Throws `usage` for a field that is not declared. */
function columnOf(fields: readonly string[], name: string): string {
  if (name === 'id' || fields.includes(name)) return quoted(name);
  throw new LeadlineError('usage', `"${name}" cannot be searched or sorted by`, {
    hint: `declared fields: id, ${fields.join(', ')}`,
  });
}

/** `where` as an SQL condition; "1" when it is empty. */
export function whereSql(fields: readonly string[], where: Where = {}): Sql {
  const parts = Object.entries(where).map(([name, condition]) => conditionSql(columnOf(fields, name), condition));
  return join(parts, ' AND ');
}

export const join = (parts: readonly Sql[], by: ' AND ' | ' OR '): Sql => ({
  sql: parts.length === 0 ? '1' : parts.map((part) => `(${part.sql})`).join(by),
  values: parts.flatMap((part) => part.values),
});

/** What comes strictly after `value` in one sort key. Null is smaller than every value, as SQLite sorts it. */
function beyond(column: string, direction: 'asc' | 'desc', value: Bound): Sql {
  if (direction === 'asc')
    return value === null ? { sql: `${column} IS NOT NULL`, values: [] } : { sql: `${column} > ?`, values: [value] };
  return value === null ? { sql: '0', values: [] } : { sql: `${column} < ? OR ${column} IS NULL`, values: [value] };
}

export interface Order {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/** The sort keys of a find, with the id as the last, so that the order is total and pages neither skip nor repeat. */
export const orderOf = (fields: readonly string[], order: Find['order'] = []): readonly Order[] => [
  ...order.map(([name, direction]) => ({ column: columnOf(fields, name), direction })),
  { column: quoted('id'), direction: 'asc' as const },
];

/** The records after a page mark: later in the first key, or equal in it and later in the second, and so on. */
export function afterSql(order: readonly Order[], cursor: string): Sql {
  const values = readCursor(cursor, order.length).map(bound);
  const steps = order.map(({ column, direction }, index) => {
    const equals = order
      .slice(0, index)
      .map((each, at) => ({ sql: `${each.column} IS ?`, values: [values[at] ?? null] }));
    return join([...equals, beyond(column, direction, values[index] ?? null)], ' AND ');
  });
  return join(steps, ' OR ');
}
