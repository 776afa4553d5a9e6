import type { estypes } from '@elastic/elasticsearch';
import type { Query } from '../../search/ast.ts';
import { toElastic, toElasticScores } from '../../search/to-elastic.ts';
import type { SortField } from '../port.ts';
import type { Elastic } from './client.ts';
import { notRemoved } from './documents.ts';
import type { Index } from './indices.ts';
import { sortOf } from './items-order.ts';

type Container = NonNullable<estypes.SearchRequest['query']>;
type Aggregations = Readonly<Record<string, estypes.AggregationsAggregationContainer>>;
type Found = Readonly<Record<string, estypes.AggregationsAggregate>>;

/** to-elastic.ts writes the server's language without knowing the client's types. */
export const selecting = (query: Query): Container => ({
  bool: { filter: [notRemoved, toElastic(query) as Container] },
});

const scoring = (query: Query): Container => ({
  bool: { filter: [selecting(query)], should: toElasticScores(query) as Container[], minimum_should_match: 0 },
});

export interface PageRequest {
  readonly sort: SortField;
  readonly size: number;
  readonly from: number;
  readonly after: estypes.SortResults | null;
}
export interface Hits {
  readonly total: number;
  readonly sorts: readonly estypes.SortResults[];
}

/** Questions about the matches of one query that were asked in the same moment: one page of them at most, and any number of counts. */
interface Together {
  page: PageRequest | null;
  readonly counts: Aggregations[];
  readonly answer: Promise<estypes.SearchResponse>;
}

export interface Answers {
  page(query: Query, request: PageRequest): Promise<Hits>;
  /** The names of counts that are asked for together have to differ. */
  counts(query: Query, wanted: Aggregations): Promise<Found>;
}

const requestOf = (index: string, query: Query, { page, counts }: Pick<Together, 'page' | 'counts'>) => ({
  index,
  query: page?.sort === 'relevance' ? scoring(query) : selecting(query),
  size: page?.size ?? 0,
  track_total_hits: page !== null,
  _source: false,
  filter_path: 'hits.total,hits.hits.sort,aggregations',
  ...(page ? { sort: sortOf(page.sort) } : {}),
  ...(page?.from ? { from: page.from } : {}),
  ...(page?.after ? { search_after: page.after } : {}),
  ...(counts.length > 0 ? { aggs: Object.assign({}, ...counts) as Aggregations } : {}), // each is one
});

/**
 * Asks the server about matches. What is asked about the same query object in one moment, as a page with its facets and weeks, is one request, so that
 * the server finds the matches once.
 */
export function createAnswers(elastic: Elastic, index: Index): Answers {
  const open = new Map<Query, Together>();

  function begin(query: Query): Together {
    const counts: Aggregations[] = [];
    const send = async (): Promise<estypes.SearchResponse> => {
      await new Promise(setImmediate); // whoever asks in the same moment has asked by then
      if (open.get(query) === together) open.delete(query);
      await index.refreshed(); // not before: who comes later may have written meanwhile
      const request: estypes.SearchRequest = requestOf(index.name, query, together);
      return elastic.ask((client) => client.search(request));
    };
    const together: Together = { page: null, counts, answer: Promise.resolve().then(send) };
    open.set(query, together);
    return together;
  }

  return {
    page: async (query, request) => {
      const known = open.get(query);
      const together = known && known.page === null ? known : begin(query);
      together.page = request;
      const { hits } = await together.answer;
      const { total, hits: found = [] } = hits; // filter_path leaves empty lists out
      return {
        total: typeof total === 'object' ? total.value : (total ?? 0),
        sorts: found.map((hit) => hit.sort ?? []),
      };
    },
    counts: async (query, wanted) => {
      const known = open.get(query);
      const isFree = known?.counts.every((each) => Object.keys(wanted).every((name) => !(name in each)));
      const together = known && isFree ? known : begin(query);
      together.counts.push(wanted);
      return (await together.answer).aggregations ?? {};
    },
  };
}
