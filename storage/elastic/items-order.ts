import type { estypes } from '@elastic/elasticsearch';
import { LeadlineError } from '../../model/errors.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { SortField } from '../port.ts';

/** Stands for what has no value: behind all that have one. */
const last = Number.MAX_VALUE;

const by = (field: string, order: 'asc' | 'desc'): estypes.SortCombinations => ({
  [field]: { order, missing: order === 'asc' ? last : '_last' },
});

const key: estypes.SortCombinations = { key: { order: 'asc' } };

/** The sort keys of a list; the id is the last, so that pages neither skip nor repeat. */
const keys: Readonly<Record<SortField, readonly estypes.SortCombinations[]>> = {
  seen: [by('seen', 'desc'), key],
  first: [by('first', 'desc'), key],
  price: [by('priceEur', 'asc'), by('priceUsd', 'asc'), key],
  unit: [by('unitEur', 'asc'), by('unitUsd', 'asc'), key],
  relevance: [{ _score: { order: 'desc' } }, by('seen', 'desc'), key],
};

export const sortOf = (sort: SortField): estypes.SortCombinations[] => [...keys[sort]];

/** The page mark behind a hit. */
export const markOf = (sort: SortField, values: estypes.SortResults): string =>
  writeCursor([sort, ...values.map((value) => (typeof value === 'string' ? value : Number(value)))]);

/** Throws `usage` for the mark of another list. */
export function readMark(sort: SortField, after: string): estypes.SortResults {
  const [field, ...values] = readCursor(after, keys[sort].length + 1);
  if (field === sort) return [...values];
  throw new LeadlineError('usage', 'The page mark (after) belongs to another order', {
    hint: 'Start again without it',
  });
}
