import { iso, isoWeek, startOfWeek } from '../../model/clock.ts';
import type { SearchAnswer, SearchRequest } from '../api.ts';
import type { Parts } from '../parts.ts';
import { itemsOf, readQuery, summariseAll } from './context.ts';
import { hintsOn } from './hints.ts';

const week = 7 * 86_400_000;
const facetValues = 20;
const longestHistogram = 520;

/** Every week from the first to the last, empty ones as zero, so that a gap is seen. */
export function fillWeeks(
  counted: readonly { readonly week: number; readonly count: number }[],
): SearchAnswer['histogram'] {
  const first = counted[0]?.week;
  const last = counted.at(-1)?.week;
  if (first === undefined || last === undefined) return [];
  const counts = new Map(counted.map((each) => [each.week, each.count]));
  const start = Math.max(first, last - longestHistogram * week);
  return Array.from({ length: (last - start) / week + 1 }, (_, index) => {
    const at = startOfWeek(start + index * week);
    return { week: isoWeek(at), start: iso(at), count: counts.get(at) ?? 0 };
  });
}

/** One page of results with facets and histogram over every match. Throws `query-syntax`. */
export async function search(parts: Parts, request: SearchRequest): Promise<SearchAnswer> {
  const { query, reads } = readQuery(parts, request.query);
  const { items } = parts.storage;
  // In one moment, so that a store can answer all three in one step.
  const [page, facets, counted] = await Promise.all([
    items.search(query, {
      sort: request.sort ?? 'seen',
      limit: request.limit ?? 30,
      ...(request.after === undefined ? {} : { after: request.after }),
      ...(request.from === undefined ? {} : { from: request.from }),
    }),
    request.facets?.length ? items.facets(query, request.facets, facetValues) : {},
    request.histogram ? items.histogram(query, 'first') : [],
  ]);
  return {
    query: request.query,
    reads,
    hints: await hintsOn(parts, query),
    total: page.total,
    items: await summariseAll(parts, await itemsOf(parts, page.ids), query),
    facets,
    histogram: fillWeeks(counted),
    next: page.next,
  };
}
