import type { estypes } from '@elastic/elasticsearch';
import type { Item } from '../../model/item.ts';
import type { Query } from '../../search/ast.ts';
import type { SearchDocument } from '../../search/document.ts';
import type { Bucket, FacetField, Items, SearchPage, Sighting } from '../port.ts';
import type { Elastic } from './client.ts';
import { notRemoved, readAll, type Stored } from './documents.ts';
import type { Index, Indices } from './indices.ts';
import { type Answers, createAnswers, selecting } from './items-answers.ts';
import { searchDocumentOf } from './items-document.ts';
import { markOf, readMark } from './items-order.ts';

type Hit = estypes.SearchHit<Stored>;
type Container = NonNullable<estypes.SearchRequest['query']>;
/** The server answers no page that ends behind this many hits. */
const deepest = 10_000;
const idsAtOnce = 1_000;
const itemsAtOnce = 2_000;
const mostBuckets = 65_000;
/** How long the server keeps the state of a moment for a reader who pauses. */
const keepAlive = '10m';

const idOf = (sort: estypes.SortResults): string => String(sort.at(-1));

type SearchOptions = Parameters<Items['search']>[1];

/** One page; what lies deeper than the server goes in one step is walked to. */
async function searchPage(
  answers: Answers,
  query: Query,
  { sort, limit, after = null, from = 0 }: SearchOptions,
): Promise<SearchPage> {
  const wanted = limit + 1;
  let mark = after === null ? null : readMark(sort, after);
  let skip = from;
  let total: number | null = null;
  const sorts: estypes.SortResults[] = [];
  while (sorts.length < wanted) {
    const inOneStep = mark === null && skip + wanted <= deepest;
    const size = inOneStep ? wanted : Math.min(deepest, skip + wanted - sorts.length);
    const page = await answers.page(query, { sort, size, after: mark, from: inOneStep ? skip : 0 });
    total ??= page.total;
    sorts.push(...page.sorts.slice(inOneStep ? 0 : skip));
    skip = inOneStep ? 0 : Math.max(0, skip - page.sorts.length);
    mark = page.sorts.at(-1) ?? mark;
    if (page.sorts.length < size) break;
  }
  const shown = sorts.slice(0, limit);
  const end = shown.at(-1);
  return {
    ids: shown.map(idOf),
    total: total ?? 0,
    next: sorts.length > limit && end ? markOf(sort, end) : null,
  };
}

const facetField = (field: FacetField): string => (field === 'market' ? 'marketName' : field);

const bucketsOf = (aggregate: unknown): readonly Bucket[] => {
  const { buckets = [] } = aggregate as estypes.AggregationsStringTermsAggregate; // what was asked for below
  return (buckets as estypes.AggregationsStringTermsBucket[])
    .map(({ key, doc_count: count }) => ({ value: String(key), count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
};

async function facets(
  answers: Answers,
  query: Query,
  fields: readonly FacetField[],
  limit: number,
): Promise<Readonly<Record<string, readonly Bucket[]>>> {
  const terms = (field: FacetField): estypes.AggregationsAggregationContainer => ({
    terms: {
      field: facetField(field),
      size: Math.min(limit, mostBuckets),
      order: [{ _count: 'desc' }, { _key: 'asc' }],
    },
  });
  const found = await answers.counts(query, Object.fromEntries(fields.map((field) => [field, terms(field)])));
  return Object.fromEntries(fields.map((field) => [field, bucketsOf(found[field])]));
}

async function histogram(answers: Answers, query: Query, field: 'first' | 'seen') {
  const name = `weeks of ${field}`;
  const weeks = { date_histogram: { field, calendar_interval: 'week' as const, min_doc_count: 1 } };
  const found = (await answers.counts(query, { [name]: weeks }))[name] as
    | estypes.AggregationsDateHistogramAggregate
    | undefined; // asked for above
  const buckets = found?.buckets ?? [];
  return (buckets as estypes.AggregationsDateHistogramBucket[]).map(({ key, doc_count: count }) => ({
    week: Number(key),
    count,
  }));
}

interface WalkRequest {
  readonly query: Container;
  readonly size: number;
  /** Which fields of each document are read. */
  readonly source: readonly string[];
}

/**
 * Documents that match at this moment, page by page in the server's own order, which costs it least; each page is asked for while the one before is
 * being used. Throws `storage-down` when the reader pauses for longer than `keepAlive`.
 */
async function* walk(
  elastic: Elastic,
  index: Index,
  { query, size, source }: WalkRequest,
): AsyncGenerator<readonly Hit[]> {
  await index.refreshed();
  let { id } = await elastic.ask((client) => client.openPointInTime({ index: index.name, keep_alive: keepAlive }));
  const pageAfter = async (last: estypes.SortResults | undefined): Promise<readonly Hit[]> => {
    // No filter_path: with one the server takes every document apart to filter it, which costs more than all that it leaves out.
    const request: estypes.SearchRequest = {
      pit: { id, keep_alive: keepAlive },
      query,
      sort: ['_shard_doc'],
      size,
      track_total_hits: false,
      _source: source.length > 0 ? [...source] : false,
      ...(last ? { search_after: last } : {}),
    };
    const answer = await elastic.ask((client) => client.search<Stored>(request));
    id = answer.pit_id ?? id;
    return answer.hits.hits;
  };
  try {
    for (let coming: Promise<readonly Hit[]> | null = pageAfter(undefined); coming; ) {
      const page: readonly Hit[] = await coming;
      const last = page.length < size ? undefined : page.at(-1)?.sort;
      coming = last ? pageAfter(last) : null;
      coming?.catch(() => undefined); // it is awaited when this page has been used, if it ever is
      if (page.length > 0) yield page;
    }
  } finally {
    await elastic.ask((client) => client.closePointInTime({ id })).catch(() => undefined);
  }
}

async function* bodies<T>(elastic: Elastic, index: Index, query: Container): AsyncGenerator<T> {
  for await (const page of walk(elastic, index, { query, size: itemsAtOnce, source: ['body'] }))
    for (const hit of page) yield hit._source?.body as T; // checked when it was written
}

async function* sightingsOf(
  elastic: Elastic,
  indices: Indices,
  query: Query,
  from: string | null,
  to: string | null,
): AsyncGenerator<Sighting> {
  const { items, sightings } = indices;
  const days = { range: { 'fields.day': { gte: from ?? '', lte: to ?? '9999-12-31' } } };
  const sort = ['fields.item', 'fields.day', 'key'];
  await sightings.refreshed();
  for await (const page of walk(elastic, items, { query: selecting(query), size: idsAtOnce, source: ['key'] })) {
    const filter = [notRemoved, { terms: { 'fields.item': page.map((hit) => hit._source?.key ?? '') } }, days];
    let after: estypes.SortResults | null = null;
    for (let full = page.length > 0; full; ) {
      const request: estypes.SearchRequest = {
        index: sightings.name,
        query: { bool: { filter } },
        sort,
        size: itemsAtOnce,
        track_total_hits: false,
        _source: ['body'],
        ...(after === null ? {} : { search_after: after }),
      };
      const { hits } = (await elastic.ask((client) => client.search<Stored>(request))).hits;
      for (const hit of hits) yield hit._source?.body as Sighting; // checked when it was written
      after = hits.at(-1)?.sort ?? null;
      full = hits.length === itemsAtOnce;
    }
  }
}

/** Items on Elasticsearch. Sets, totals, facets and weeks are those of matches(); the order by relevance is the server's own. */
export function createItems(elastic: Elastic, indices: Indices): Items {
  const index = indices.items;
  const answers = createAnswers(elastic, index);
  const stored = async (id: string) => (await readAll(elastic, indices, [{ name: 'items', id }]))[0]?.source ?? null;
  return {
    get: async (id) => {
      const source = await stored(id);
      return source ? { item: source.body as Item, version: source.version } : null; // itemDocument wrote it
    },
    document: async (id) => {
      const source = (await stored(id)) as (Stored & { document?: SearchDocument }) | null; // itemDocument wrote it
      return source && (source.document ?? searchDocumentOf(id, { ...source }));
    },
    byKey: async (kind, key, limit) => {
      await index.refreshed();
      const filter = [notRemoved, { term: { itemKey: key } }, { term: { kind } }];
      const request = { query: { bool: { filter } }, sort: [{ key: 'asc' as const }], size: limit, _source: ['body'] };
      const answer = await elastic.ask((client) => client.search<Stored>({ index: index.name, ...request }));
      return answer.hits.hits.map((hit) => hit._source?.body as Item); // itemDocument wrote it
    },
    search: (query, options) => searchPage(answers, query, options),
    facets: (query, fields, limit) => facets(answers, query, fields, limit),
    histogram: (query, field) => histogram(answers, query, field),
    stream: (query) => bodies<Item>(elastic, index, selecting(query)),
    sightings: (query, from, to) => sightingsOf(elastic, indices, query, from, to),
    count: async (query) => {
      await index.refreshed();
      return (await elastic.ask((client) => client.count({ index: index.name, query: selecting(query) }))).count;
    },
    each: () => bodies<Item>(elastic, index, selecting({ kind: 'all' })),
  };
}
