import type { estypes } from '@elastic/elasticsearch';
import { LeadlineError } from '../../model/errors.ts';
import type { Condition, Find, Scalar, Where } from '../../model/ports.ts';
import type { Declaration } from '../collections.ts';
import { type CursorValue, readCursor } from '../cursor.ts';
import { notRemoved, searched } from './documents.ts';

type Fields = Declaration<unknown>['fields'];
type Query = NonNullable<estypes.SearchRequest['query']>;

const none: Query = { match_none: {} };
/** The server takes at most 65,536 values in one list. */
const valuesAtOnce = 60_000;

/** The field of the index behind a declared one. Throws `usage` for a field that is not declared. */
function fieldOf(fields: Fields, name: string): string {
  if (name === 'id') return 'key';
  if (Object.hasOwn(fields, name)) return `fields.${name}`;
  throw new LeadlineError('usage', `"${name}" cannot be searched or sorted by`, {
    hint: `declared fields: id, ${Object.keys(fields).join(', ')}`,
  });
}

const absent = (field: string): Query => ({ bool: { must_not: { exists: { field } } } });

function anyOf(field: string, values: readonly Scalar[]): Query {
  const all = values.flatMap((value) => searched(value) ?? []);
  const lists = Array.from({ length: Math.ceil(all.length / valuesAtOnce) }, (_, n) => ({
    terms: { [field]: all.slice(n * valuesAtOnce, (n + 1) * valuesAtOnce) },
  }));
  return lists.length === 0 ? none : { bool: { should: lists } };
}

function conditionQuery(field: string, condition: Condition): Query {
  if (condition === null) return absent(field);
  if (typeof condition !== 'object') return { term: { [field]: searched(condition) ?? '' } };
  if ('in' in condition) return anyOf(field, condition.in);
  const tests = Object.entries(condition).filter(([, value]) => value !== undefined);
  if (tests.length === 0) return { match_all: {} };
  return { range: { [field]: Object.fromEntries(tests.map(([test, value]) => [test, searched(value)])) } };
}

/** `where` as a query for the records that it means; marks of removed records are never among them. */
export const whereQuery = (fields: Fields, where: Where = {}): Query => ({
  bool: {
    filter: [
      notRemoved,
      ...Object.entries(where).map(([name, condition]) => conditionQuery(fieldOf(fields, name), condition)),
    ],
  },
});

/** Stands for null among numbers: no number of a record is as small. */
const leastNumber = -Number.MAX_SAFE_INTEGER;

export interface Order {
  readonly sort: readonly estypes.SortCombinations[];
  /** The sort values of a record as a page mark keeps them, and back. */
  toCursor(values: readonly unknown[]): readonly CursorValue[];
  fromCursor(cursor: string): estypes.SortResults;
}

const isCursorValue = (value: unknown): value is CursorValue =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** The sort keys of a find, with the id as the last, so that pages neither skip nor repeat. Null is smaller than every value. */
export function orderOf(fields: Fields, order: Find['order'] = []): Order {
  const keys = [...order, ['id', 'asc'] as const].map(([name, direction]) => ({
    field: fieldOf(fields, name),
    isText: name === 'id' || fields[name] === 'text',
    direction,
  }));
  return {
    sort: keys.map(({ field, isText, direction }) => ({
      [field]: { order: direction, missing: isText ? (direction === 'asc' ? '_first' : '_last') : leastNumber },
    })),
    toCursor: (values) =>
      keys.map(({ isText }, at) => {
        const value = values[at];
        return !isCursorValue(value) || (!isText && value === leastNumber) ? null : value;
      }),
    fromCursor: (cursor) =>
      readCursor(cursor, keys.length).map((value, at) =>
        value === null && !keys[at]?.isText ? leastNumber : searched(value),
      ),
  };
}
