import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startOfWeek } from '../../model/clock.ts';
import type { Query } from '../../search/ast.ts';
import type { SearchDocument } from '../../search/document.ts';
import { valuesOf } from '../../search/keywords.ts';
import { matches } from '../../search/matches.ts';
import { facetFields, type Items, type SortField, sortFields } from '../../storage/port.ts';
import { document, query } from '../search/documents.ts';

const seed = 20_261_125;
const idOf = (index: number): string => `d${String(index).padStart(3, '0')}`;

/** Stores the documents as items, after other documents under the same ids, so that replaced words and keywords must be gone. */
export type StoreItems = (documents: readonly SearchDocument[]) => Promise<Items>;

/** The documents that every store is asked about. */
const documents = fc
  .sample(fc.tuple(...Array.from({ length: 240 }, (_, index) => document(idOf(index)))), { seed, numRuns: 1 })
  .flat();

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

async function pagesOf(items: Items, asked: Query, sort: SortField, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<Items['search']>> = await items.search(asked, { sort, limit, after });
    ids.push(...page.ids);
    after = page.next;
  } while (after !== null);
  return ids;
}

/** One meaning of a query: every store gives the sets, counts and orders that a plain loop over the documents gives. `share` of the cases are tried. */
export function itemsContract(name: string, store: StoreItems, share = 1): void {
  describe(`${name}: items`, () => {
    let items: Items;
    beforeAll(async () => {
      items = await store(documents);
    });

    it('gives the same set as in memory, for any documents and any query', async () => {
      await fc.assert(
        fc.asyncProperty(query, async (asked) => {
          const page = await items.search(asked, { sort: 'seen', limit: 1_000 });
          const wanted = expected(asked).map((each) => each.id);
          expect([...page.ids].sort()).toEqual(wanted.sort());
          expect(page.total).toBe(wanted.length);
          expect(await items.count(asked)).toBe(wanted.length);
        }),
        { seed, numRuns: Math.ceil(1_500 * share) },
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
        { seed, numRuns: Math.ceil(300 * share) },
      );
    });

    it('meets queries that select some but not all, so that the comparison means something', () => {
      const sizes = fc.sample(query, { seed, numRuns: 500 }).map((each) => expected(each).length);
      expect(sizes.filter((size) => size > 0 && size < documents.length).length).toBeGreaterThan(200);
    });

    it('streams every match once', async () => {
      for (const asked of fc.sample(query, { seed, numRuns: 40 })) {
        const ids: string[] = [];
        for await (const item of items.stream(asked)) ids.push(item.id);
        expect(ids.sort()).toEqual(
          expected(asked)
            .map((each) => each.id)
            .sort(),
        );
      }
    });

    it.each(sortFields)('gives pages by %s that hold every match once, whatever their size', async (sort) => {
      for (const asked of fc.sample(query, { seed: 5, numRuns: Math.ceil(30 * share) })) {
        const whole = await items.search(asked, { sort, limit: 1_000 });
        expect([...whole.ids].sort()).toEqual(
          expected(asked)
            .map(({ id }) => id)
            .sort(),
        );
        for (const limit of [7, 90]) expect(await pagesOf(items, asked, sort, limit)).toEqual(whole.ids);
        expect(whole.next).toBeNull();
        expect((await items.search(asked, { sort, limit: 5, from: 3 })).ids).toEqual(whole.ids.slice(3, 8));
      }
    });

    it.each(['seen', 'first', 'price', 'unit'] as const)(
      'orders by %s, what has none last, ties by id',
      async (sort) => {
        const key = (each: SearchDocument): readonly number[] => {
          if (sort === 'seen' || sort === 'first') return [-each[sort]];
          const [euros, dollars] = sort === 'price' ? [each.priceEur, each.priceUsd] : [each.unitEur, each.unitUsd];
          return [euros ?? Number.MAX_VALUE, dollars ?? Number.MAX_VALUE];
        };
        const inOrder = [...documents].sort((a, b) => {
          const [first = 0, second = 0] = key(a).map((value, at) => value - (key(b)[at] ?? 0));
          return first || second || (a.id < b.id ? -1 : 1);
        });
        const { ids } = await items.search({ kind: 'all' }, { sort, limit: 1_000 });
        expect(ids).toEqual(inOrder.map(({ id }) => id));
      },
    );

    it('refuses the mark of another list', async () => {
      const { next } = await items.search({ kind: 'all' }, { sort: 'seen', limit: 5 });
      const asked = (after: string | null) => items.search({ kind: 'all' }, { sort: 'price', limit: 5, after });
      await expect(asked(next)).rejects.toMatchObject({ code: 'usage' });
      await expect(asked('nonsense')).rejects.toMatchObject({ code: 'usage' });
    });

    it('finds an item by its id and by its key on the site', async () => {
      const [first] = documents;
      if (!first) throw new Error('there are documents');
      expect(await items.document(first.id)).toEqual(first);
      expect((await items.get(first.id))?.item.id).toBe(first.id);
      expect((await items.byKey(first.kind, `key-${first.id}`, 5)).map(({ id }) => id)).toEqual([first.id]);
      expect(await items.byKey(first.kind, 'nobody', 5)).toEqual([]);
      const all: string[] = [];
      for await (const { id } of items.each()) all.push(id);
      expect(all).toEqual(documents.map(({ id }) => id));
    });
  });
}
