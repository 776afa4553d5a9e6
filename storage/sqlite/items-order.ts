import { LeadlineError } from '../../model/errors.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { SortField } from '../port.ts';

/** The place of a row in a list: two numbers, smaller first, then the id. */
export interface Order {
  readonly first: (n: number) => number;
  readonly second: (n: number) => number;
}

interface Place {
  readonly n: number;
  readonly first: number;
  readonly second: number;
  readonly id: string;
}

const compare = (a: Omit<Place, 'n'>, b: Omit<Place, 'n'>): number =>
  a.first - b.first || a.second - b.second || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Far away instead of infinite, so that it survives JSON and subtraction. */
const last = Number.MAX_VALUE;
export const ascending = (value: number): number => (Number.isNaN(value) ? last : value);
export const descending = (value: number): number => (Number.isNaN(value) ? last : -value);

function readAfter(sort: SortField, after: string): Omit<Place, 'n'> {
  const [field, first, second, id] = readCursor(after, 4);
  if (field !== sort)
    throw new LeadlineError('usage', 'The page mark (after) belongs to another order', {
      hint: 'Start again without it',
    });
  return { first: Number(first), second: Number(second), id: String(id) };
}

export interface PageRequest {
  readonly sort: SortField;
  readonly limit: number;
  readonly from: number;
  readonly after: string | null;
}

/** One page of rows in order, by keeping only the best so far: time grows with the set, memory with the page. */
export function pageOf(
  set: Uint32Array,
  ids: readonly string[],
  order: Order,
  { sort, limit, from, after }: PageRequest,
): { readonly ids: readonly string[]; readonly next: string | null } {
  const start = after === null ? null : readAfter(sort, after);
  const wanted = from + limit + 1;
  let best: Place[] = [];
  let worst: Place | null = null as Place | null; // set in trim()
  const trim = (): void => {
    best = best.sort(compare).slice(0, wanted);
    worst = best.length === wanted ? (best.at(-1) ?? null) : null;
  };
  for (const n of set) {
    const first = order.first(n);
    if (worst && first > worst.first) continue;
    const second = order.second(n);
    if (worst && first === worst.first && second > worst.second) continue;
    const place = { n, first, second, id: ids[n] ?? '' };
    if (start && compare(place, start) <= 0) continue;
    if (worst && compare(place, worst) >= 0) continue;
    best.push(place);
    if (best.length >= 2 * wanted + 256) trim();
  }
  trim();
  const page = best.slice(from, from + limit);
  const end = page.at(-1);
  const more = best.length > from + limit && end;
  return { ids: page.map((place) => place.id), next: more ? writeCursor([sort, end.first, end.second, end.id]) : null };
}
