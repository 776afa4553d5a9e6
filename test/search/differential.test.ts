import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfWeek } from '../../model/clock.ts';
import type { Query } from '../../search/ast.ts';
import type { SearchDocument } from '../../search/document.ts';
import { valuesOf } from '../../search/keywords.ts';
import { matches } from '../../search/matches.ts';
import { facetFields } from '../../storage/port.ts';
import { createItems } from '../../storage/sqlite/items.ts';
import { document, query } from './documents.ts';
import { itemOf } from './items.ts';

const seed = 20_261_125;
const idOf = (index: number): string => `d${String(index).padStart(3, '0')}`;

const documents = fc
  .sample(fc.tuple(...Array.from({ length: 240 }, (_, index) => document(idOf(index)))), { seed, numRuns: 1 })
  .flat();

function stored(all: readonly SearchDocument[]) {
  const items = createItems(new DatabaseSync(':memory:'));
  // Twice, with other documents first, so that replaced words and keywords must be gone.
  for (const [index, each] of all.entries())
    items.writeItem(itemOf(each), { ...(all[all.length - 1 - index] ?? each), id: each.id }, 0);
  for (const each of all) items.writeItem(itemOf(each), each, 1);
  return items;
}

const expected = (asked: Query): readonly SearchDocument[] => documents.filter((each) => matches(asked, each) !== null);

function facet(found: readonly SearchDocument[], field: (typeof facetFields)[number]) {
  const counts = new Map<string, number>();
  for (const each of found) {
    for (const value of field === 'market' ? [each.market] : valuesOf(each, field))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function weeks(found: readonly SearchDocument[]) {
  const counts = new Map<number, number>();
  for (const each of found) counts.set(startOfWeek(each.first), (counts.get(startOfWeek(each.first)) ?? 0) + 1);
  return [...counts].map(([week, count]) => ({ week, count })).sort((a, b) => a.week - b.week);
}

describe('one meaning of a query', () => {
  const items = stored(documents);

  it('gives the same set in memory and on SQLite, for any documents and any query', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const page = await items.search(asked, { sort: 'seen', limit: 1_000 });
        const wanted = expected(asked).map((each) => each.id);
        expect([...page.ids].sort()).toEqual(wanted.sort());
        expect(page.total).toBe(wanted.length);
        expect(await items.count(asked)).toBe(wanted.length);
      }),
      { seed, numRuns: 1_500 },
    );
  });

  it('counts facets and weeks as a plain loop over the matches does', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const found = expected(asked);
        const facets = await items.facets(asked, facetFields, 1_000);
        for (const field of facetFields) expect(facets[field]).toEqual(facet(found, field));
        expect(await items.histogram(asked, 'first')).toEqual(weeks(found));
      }),
      { seed, numRuns: 300 },
    );
  });

  it('meets queries that select some but not all, so that the comparison means something', () => {
    const sizes = fc.sample(query, { seed, numRuns: 500 }).map((each) => expected(each).length);
    expect(sizes.filter((size) => size > 0 && size < documents.length).length).toBeGreaterThan(200);
  });

  it('streams every match once, in the order of ids', async () => {
    for (const asked of fc.sample(query, { seed, numRuns: 40 })) {
      const ids: string[] = [];
      for await (const item of items.stream(asked)) ids.push(item.id);
      expect(ids).toEqual(
        expected(asked)
          .map((each) => each.id)
          .sort(),
      );
    }
  });
});
