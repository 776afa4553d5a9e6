import type { DatabaseSync } from 'node:sqlite';
import type { Client } from '@elastic/elasticsearch';
import type { Query } from '../search/ast.ts';
import { createMatcher } from '../search/matches.ts';
import { parseQuery } from '../search/parse.ts';
import { toElastic } from '../search/to-elastic.ts';
import { toSqlite } from '../search/to-sqlite.ts';
import type { FacetField, Items, SortField } from '../storage/port.ts';
import { queriesOf, seeded } from './listings.ts';
import { percentile } from './report.ts';
import { listings, until } from './stores.ts';

const fields: readonly FacetField[] = ['class', 'substance', 'market', 'country', 'form'];

interface Asked {
  readonly kind: string;
  readonly query: Query;
}
export interface Timed extends Asked {
  readonly ms: number;
  readonly total: number;
}

/** 200 queries of 20 kinds; another seed gives others of the same kinds. */
export const questions = (seed: number): readonly Asked[] =>
  queriesOf(seeded(seed)).map(({ kind, text }) => ({ kind, query: parseQuery(text, { now: until }).query }));

/** A few of each kind, for what takes long. */
export const few = <T>(asked: readonly T[]): readonly T[] => asked.filter((_, index) => index % 10 < 2);

/** What one look at the search page asks: the first 30, the exact total, five facets and the histogram. */
export async function ask(items: Items, query: Query, sort: SortField = 'seen'): Promise<number> {
  const [page] = await Promise.all([
    items.search(query, { sort, limit: 30 }),
    items.facets(query, fields, 20),
    items.histogram(query, 'first'),
  ]);
  return page.total;
}

/** Each question once, one at a time. */
export async function timed(
  asked: readonly Asked[],
  one: (query: Query) => Promise<number>,
): Promise<readonly Timed[]> {
  const times: Timed[] = [];
  for (const each of asked) {
    const start = performance.now();
    const total = await one(each.query);
    times.push({ ...each, total, ms: performance.now() - start });
  }
  return times;
}

/** The same answers by plain SQL over the same tables. */
export async function askSql(db: DatabaseSync, query: Query): Promise<number> {
  const { row, from, where, values } = toSqlite(query, () => []);
  const set = `(SELECT ${row} FROM ${from} WHERE ${where})`;
  db.prepare(`SELECT id FROM items JOIN item_facts USING (n) WHERE n IN ${set} ORDER BY seen DESC, id LIMIT 30`).all(
    ...values,
  );
  for (const field of fields) {
    db.prepare(
      `SELECT "${field}" AS value, count(*) AS count FROM item_facts WHERE n IN ${set} GROUP BY value ORDER BY count DESC, value LIMIT 20`,
    ).all(...values);
  }
  db.prepare(
    `SELECT CAST((first - 345600000) / 604800000 AS INTEGER) AS week, count(*) FROM item_facts WHERE n IN ${set} GROUP BY week`,
  ).all(...values);
  return Number(db.prepare(`SELECT count(*) AS count FROM item_facts WHERE n IN ${set}`).get(...values)?.count);
}

/** The same answers by one request of the official client. */
async function askServer(client: Client, index: string, query: Query): Promise<number> {
  const facets = fields.map((field) => [
    field,
    { terms: { field: field === 'market' ? 'marketName' : field, size: 20 } },
  ]);
  const answer = await client.search({
    index,
    query: { bool: { filter: [toElastic(query)] } },
    sort: [{ seen: 'desc' }, { key: 'asc' }],
    size: 30,
    track_total_hits: true,
    request_cache: false,
    _source: false,
    aggs: {
      ...Object.fromEntries(facets),
      weeks: { date_histogram: { field: 'first', calendar_interval: 'week', min_doc_count: 1 } },
    },
  });
  const { total } = answer.hits;
  return typeof total === 'object' ? total.value : Number(total);
}

export const askedAlone = (client: Client, index: string, asked: readonly Asked[]): Promise<readonly Timed[]> =>
  timed(asked, (query) => askServer(client, index, query));

/** How many of the questions have another total than matches() finds in all listings. */
export function differences(times: readonly Timed[], size: number): number {
  const counts = new Uint32Array(times.length);
  for (const { document } of listings(size)) {
    const match = createMatcher(document);
    for (const [at, { query }] of times.entries()) if (match(query)) counts[at] = (counts[at] ?? 0) + 1;
  }
  return times.filter(({ total }, at) => total !== counts[at]).length;
}

/** The kinds of question that take longest. */
export function slowest(times: readonly Timed[]): string {
  const p95 = [...Map.groupBy(times, ({ kind }) => kind)].map(([kind, of]) => ({
    kind,
    ms: percentile(
      of.map(({ ms }) => ms),
      0.95,
    ),
  }));
  const worst = p95.sort((a, b) => b.ms - a.ms).slice(0, 4);
  return worst.map(({ kind, ms }) => `${kind} ${ms.toFixed(0)} ms`).join(', ');
}
