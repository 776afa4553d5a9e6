import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Query } from '../search/ast.ts';
import { createMatcher } from '../search/matches.ts';
import { parseQuery } from '../search/parse.ts';
import { toDocument } from '../search/to-document.ts';
import { toSqlite } from '../search/to-sqlite.ts';
import type { FacetField, Items } from '../storage/port.ts';
import { createItems } from '../storage/sqlite/items.ts';
import { listing, queriesOf, ratesOfBench, seeded, substances } from './listings.ts';
import { finish, percentile, readOptions, result } from './report.ts';

const seed = 1;
const until = Date.UTC(2026, 10, 25);
const fields: readonly FacetField[] = ['class', 'substance', 'market', 'country', 'form', 'state'];
const batch = 1_000;

type Timed = { readonly kind: string; readonly text: string; readonly query: Query; ms: number; total: number };

function open(path: string) {
  const db = new DatabaseSync(path);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY',
  );
  return { db, items: createItems(db) };
}

const names = new Map(substances.map((each) => [each.id, each.name]));
const documentOf = (item: ReturnType<typeof listing>) =>
  toDocument(item, { market: item.source, rates: ratesOfBench, substanceNames: (id) => [names.get(id) ?? id] });

function load({ db, items }: ReturnType<typeof open>, size: number): number {
  const random = seeded(seed);
  const start = performance.now();
  for (let index = 0; index < size; index += batch) {
    db.exec('BEGIN IMMEDIATE');
    for (let each = index; each < Math.min(size, index + batch); each++) {
      const item = listing(each, random, until);
      items.writeItem(item, documentOf(item), 0);
    }
    db.exec('COMMIT');
  }
  return size / ((performance.now() - start) / 1_000);
}

/** What one look at the search page asks: the newest 30, the exact total, six facets and the histogram. */
async function ask(items: Items, query: Query): Promise<number> {
  const page = await items.search(query, { sort: 'seen', limit: 30 });
  await items.facets(query, fields, 20);
  await items.histogram(query, 'first');
  return page.total;
}

async function measure(items: Items, queries: readonly Timed[]): Promise<void> {
  for (const each of queries) {
    const start = performance.now();
    each.total = await ask(items, each.query);
    each.ms = performance.now() - start;
  }
}

/** The peer: the same answers by plain SQL over the same tables. */
function askSql(db: DatabaseSync, query: Query): number {
  const { row, from, where, values } = toSqlite(query, () => []);
  const set = `(SELECT ${row} FROM ${from} WHERE ${where})`;
  db.prepare(`SELECT id FROM item_facts WHERE n IN ${set} ORDER BY seen DESC, id LIMIT 30`).all(...values);
  for (const field of fields) {
    db.prepare(
      `SELECT value, count(*) AS count FROM item_keywords WHERE field = ? AND n IN ${set} GROUP BY value ORDER BY count DESC, value LIMIT 20`,
    ).all(field, ...values);
  }
  db.prepare(
    `SELECT CAST((first - 345600000) / 604800000 AS INTEGER) AS week, count(*) FROM item_facts WHERE n IN ${set} GROUP BY week`,
  ).all(...values);
  return Number(db.prepare(`SELECT count(*) AS count FROM item_facts WHERE n IN ${set}`).get(...values)?.count);
}

/** Totals against matches() over every listing: the number of queries whose totals differ. */
async function differences(items: Items, queries: readonly Timed[], size: number): Promise<number> {
  const random = seeded(seed);
  const counts = new Uint32Array(queries.length);
  for (let index = 0; index < size; index++) {
    const match = createMatcher(documentOf(listing(index, random, until)));
    for (const [at, { query }] of queries.entries()) if (match(query)) counts[at] = (counts[at] ?? 0) + 1;
  }
  const totals = await Promise.all(queries.map(({ query }) => items.count(query)));
  return totals.filter((total, at) => total !== counts[at]).length;
}

function slowest(queries: readonly Timed[]): string {
  const kinds = [...new Set(queries.map((each) => each.kind))];
  const p95 = kinds.map((kind) => ({
    kind,
    ms: percentile(
      queries.filter((each) => each.kind === kind).map((each) => each.ms),
      0.95,
    ),
  }));
  return p95
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 4)
    .map(({ kind, ms }) => `${kind} ${ms.toFixed(0)} ms`)
    .join(', ');
}

async function run(folder: string): Promise<void> {
  const options = readOptions();
  const size = options.quick ? 20_000 : 100_000;
  const store = open(join(folder, 'bench.db'));
  const rate = load(store, size);
  const start = performance.now();
  await ask(store.items, { kind: 'all' });
  const first = performance.now() - start;
  const queries = queriesOf(seeded(seed + 1)).map(
    ({ kind, text }): Timed => ({ kind, text, query: parseQuery(text, { now: until }).query, ms: 0, total: 0 }),
  );
  await measure(store.items, queries);
  const compared = queries.filter((each, index) => index % 10 < 2 && each.kind !== 'fuzzy');
  const peer = compared.map(({ query }) => {
    const began = performance.now();
    askSql(store.db, query);
    return performance.now() - began;
  });
  const wrong = await differences(
    store.items,
    queries.filter((_, index) => index % 10 < 2),
    size,
  );
  const times = queries.map((each) => each.ms);
  const peerTimes = (share: number) => ({ what: 'the same by plain SQL', value: percentile(peer, share) });
  store.db.close();
  finish(
    'search',
    [
      result('page with total, 6 facets and histogram, p50', percentile(times, 0.5), 'ms', {
        baseline: peerTimes(0.5),
        note: `${size} listings, ${queries.length} queries of 20 kinds`,
      }),
      result('page with total, 6 facets and histogram, p95', percentile(times, 0.95), 'ms', {
        target: 50,
        baseline: peerTimes(0.95),
        note: `slowest kinds (p95): ${slowest(queries)}`,
      }),
      result('page with total, 6 facets and histogram, max', Math.max(...times), 'ms', { baseline: peerTimes(1) }),
      result('first question after the start', first, 'ms', { note: 'reads the columns into memory' }),
      result('queries whose total differs from matches()', wrong, 'queries', {
        target: 0,
        note: `${Math.ceil(queries.length / 5)} queries over all ${size} listings`,
      }),
      result('queries with at least one match', queries.filter((each) => each.total > 0).length, 'queries', {
        higherIsBetter: true,
        note: `of ${queries.length}`,
      }),
      result('listings written', rate, 'listings/s', {
        higherIsBetter: true,
        note: `durable, ${batch} a transaction, with making the data`,
      }),
    ],
    options,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-'));
try {
  await run(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
