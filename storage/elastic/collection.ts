import type { estypes } from '@elastic/elasticsearch';
import type { Collection, Find, Found, Version, Where } from '../../model/ports.ts';
import type { Declaration } from '../collections.ts';
import { writeCursor } from '../cursor.ts';
import type { CollectionName } from '../port.ts';
import type { Elastic } from './client.ts';
import { readAll, type Stored } from './documents.ts';
import type { Indices } from './indices.ts';
import type { Intent } from './plan.ts';
import { orderOf, whereQuery } from './where.ts';

const atOnce = 2_000;

export interface Reading {
  readonly elastic: Elastic;
  readonly indices: Indices;
}

/** Everything that is in the body of a document was checked against the schema of its collection. */
const bodyOf = <T>(source: Stored | undefined): T => source?.body as T;

/** The collection of one declaration; all its writes go through `commit`, and so come in order with all others of this process. */
export function createCollection<T extends object>(
  { elastic, indices }: Reading,
  name: CollectionName,
  { fields }: Pick<Declaration<T>, 'fields'>,
  commit: (writes: readonly Intent[]) => Promise<readonly boolean[]>,
): Collection<T> {
  const index = indices[name];

  async function page(where: Where | undefined, order: Find['order'], after: string | null, limit: number) {
    const { sort, toCursor, fromCursor } = orderOf(fields, order);
    const request = (): estypes.SearchRequest => ({
      index: index.name,
      query: whereQuery(fields, where),
      sort: [...sort],
      size: limit,
      track_total_hits: false,
      _source: ['body'],
      filter_path: 'hits.hits._source,hits.hits.sort',
      ...(after === null ? {} : { search_after: fromCursor(after) }),
    });
    const answer = await elastic.ask((client) => client.search<Stored>(request()));
    const hits = answer.hits?.hits ?? []; // filter_path leaves empty lists out
    return {
      values: hits.map((hit) => bodyOf<T>(hit._source)),
      cursors: hits.map((hit) => writeCursor(toCursor(hit.sort ?? []))),
    };
  }

  /** Pages until there are `limit` values and one more, which says that there is a next page. */
  async function find({ where, order, after = null, limit }: Find): Promise<Found<T>> {
    await index.refreshed();
    const values: T[] = [];
    const cursors: string[] = [];
    for (;;) {
      const wanted = Math.min(limit + 1 - values.length, atOnce);
      const some = await page(where, order, cursors.at(-1) ?? after, wanted);
      values.push(...some.values);
      cursors.push(...some.cursors);
      if (some.values.length < wanted || values.length > limit) break;
    }
    return {
      values: values.slice(0, limit),
      next: values.length > limit ? (cursors[limit - 1] ?? null) : null,
    };
  }

  const one = async (write: Intent): Promise<boolean> => (await commit([write]))[0] ?? false;
  return {
    get: async (id) => {
      const [seen] = await readAll(elastic, indices, [{ name, id }]);
      return seen?.source ? { value: bodyOf<T>(seen.source), version: seen.source.version } : null;
    },
    create: (id, value) => one({ do: 'create', collection: name, id, value }),
    put: (id, value, expected?: Version) =>
      one({ do: 'put', collection: name, id, value, ...(expected === undefined ? {} : { expected }) }),
    find,
    // Each page is asked for by the last id of the one before, so a walk of hours holds nothing on the server and outlives its restart.
    async *each(where) {
      await index.refreshed();
      let after: string | null = null;
      for (;;) {
        const some: Awaited<ReturnType<typeof page>> = await page(where, [], after, atOnce);
        yield* some.values;
        if (some.values.length < atOnce) return;
        after = some.cursors.at(-1) ?? null;
      }
    },
    count: async (where) => {
      await index.refreshed();
      const query = whereQuery(fields, where);
      return (await elastic.ask((client) => client.count({ index: index.name, query }))).count;
    },
    remove: async (id) => {
      await one({ do: 'remove', collection: name, id });
    },
  };
}
