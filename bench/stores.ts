import { DatabaseSync } from 'node:sqlite';
import { Client } from '@elastic/elasticsearch';
import type { Item } from '../model/item.ts';
import type { SearchDocument } from '../search/document.ts';
import { toDocument } from '../search/to-document.ts';
import { bodyOf } from '../storage/elastic/indices.ts';
import { itemDocument } from '../storage/elastic/items-document.ts';
import type { Storage, Write } from '../storage/port.ts';
import { listing, ratesOfBench, seeded, substances } from './listings.ts';

const seed = 1;
export const until = Date.UTC(2026, 10, 25);

type ItemWrite = Extract<Write, { do: 'item' }>;
/** Writes one piece of the data and ends when it is stored. */
export type Loader = (writes: readonly ItemWrite[]) => Promise<unknown>;

const pieceSize = 20_000;
const names = new Map(substances.map((each) => [each.id, each.name]));

const documentOf = (item: Item): SearchDocument =>
  toDocument(item, { market: item.source, rates: ratesOfBench, substanceNames: (id) => [names.get(id) ?? id] });

/** Listings `from` up to `to`; what is random in them depends on `from`. */
function writesOf(from: number, to: number): readonly ItemWrite[] {
  const random = seeded(seed + from);
  return Array.from({ length: to - from }, (_, index) => {
    const item = listing(from + index, random, until);
    return { do: 'item', item, document: documentOf(item), expected: 0 };
  });
}

/** Listings in pieces that fit into memory. */
function* pieces(from: number, to: number): Generator<readonly ItemWrite[]> {
  for (let at = from; at < to; at += pieceSize) yield writesOf(at, Math.min(to, at + pieceSize));
}

const committed = (size: number): number => Math.max(2_000, size / 50);
/** What is loaded, and the small rest that is committed. */
export const toLoad = (size: number) => pieces(0, size - committed(size));
export const toCommit = (size: number) => pieces(size - committed(size), size);

export function* listings(size: number): Generator<ItemWrite> {
  for (const piece of toLoad(size)) yield* piece;
  for (const piece of toCommit(size)) yield* piece;
}

/** The milliseconds that processors have worked so far for this process and the server that it uses, whoever else they work for. */
export type Cpu = () => Promise<number>;

export const ownCpu: Cpu = async () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

export interface Rate {
  /** Listings a second, without the time to make them up. */
  readonly value: number;
  /** CPU-microseconds a listing. */
  readonly cpuUs: number;
}

export async function rateOf(data: Iterable<readonly ItemWrite[]>, load: Loader, cpu: Cpu): Promise<Rate> {
  let count = 0;
  let ms = 0;
  let cpuMs = 0;
  for (const piece of data) {
    const before = await cpu();
    const start = performance.now();
    await load(piece);
    ms += performance.now() - start;
    cpuMs += (await cpu()) - before;
    count += piece.length;
  }
  return { value: count / (ms / 1_000), cpuUs: (cpuMs * 1_000) / count };
}

function* batches<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

async function inFlight<T>(all: Iterable<T>, lanes: number, work: (one: T) => Promise<unknown>): Promise<void> {
  const queue = all[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Commits of `size` writes, as a crawl makes them. */
export const committing =
  (storage: Storage, size: number, lanes: number): Loader =>
  (writes) =>
    inFlight(batches(writes, size), lanes, (batch) => storage.commit(batch));

/** The peer of the distributed store: the official client alone, with the same documents and mapping. */
export async function bareElastic(url: string, index: string) {
  const client = new Client({ node: url, requestTimeout: 60_000 });
  await client.indices.create({ index, ...bodyOf('items') });
  const bulk = (batch: readonly ItemWrite[]) =>
    client.bulk({
      index,
      filter_path: 'errors',
      operations: batch.flatMap(({ item, document }) => [
        { create: { _id: item.id } },
        { key: item.id, version: 1, write: [], ...itemDocument(item, document) },
      ]),
    });
  const load: Loader = (writes) => inFlight(batches(writes, 2_000), 4, bulk);
  const remove = () => client.indices.delete({ index }).finally(() => client.close());
  return { load, remove };
}

const bareTables = `
PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
CREATE TABLE items (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, document TEXT NOT NULL);
CREATE TABLE facts (n INTEGER PRIMARY KEY, substance TEXT, class TEXT, market TEXT, country TEXT, form TEXT, vendor TEXT, state TEXT,
  price REAL, priceUsd REAL, priceEur REAL, unitUsd REAL, unitEur REAL, qty REAL, sold REAL, first REAL, seen REAL, gone REAL);
CREATE TABLE texts (n INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = 'texts', content_rowid = 'n', columnsize = 0, tokenize = 'ascii');`;

const numbers = [
  'price',
  'priceUsd',
  'priceEur',
  'unitUsd',
  'unitEur',
  'qty',
  'sold',
  'first',
  'seen',
  'gone',
] as const;

/** The peer of the embedded store: plain tables with the same documents, facts and full text, and no index beside the id. */
export function bareSqlite(path: string) {
  const db = new DatabaseSync(path);
  db.exec(bareTables);
  const items = db.prepare('INSERT INTO items (id, body, document) VALUES (?, ?, ?)');
  const facts = db.prepare(`INSERT INTO facts VALUES (${Array.from({ length: 18 }, () => '?').join(', ')})`);
  const texts = db.prepare('INSERT INTO texts VALUES (?, ?, ?)');
  const words = db.prepare('INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)');
  const write = ({ item, document }: ItemWrite): void => {
    const n = items.run(item.id, JSON.stringify(item), JSON.stringify(document)).lastInsertRowid;
    const lists = [document.substance, document.class, [document.market], document.country];
    const singles = [document.form, document.vendor, document.state];
    facts.run(n, ...lists.map((each) => each.join('\n')), ...singles, ...numbers.map((each) => document[each]));
    texts.run(n, document.title, document.text);
    words.run(n, document.title, document.text);
  };
  const load: Loader = async (writes) => {
    for (const batch of batches(writes, 1_000)) {
      db.exec('BEGIN IMMEDIATE');
      for (const each of batch) write(each);
      db.exec('COMMIT');
    }
  };
  return { db, load };
}

/** The work of the server and of this process. */
export const cpuWith =
  (client: Client): Cpu =>
  async () => {
    const { nodes } = await client.nodes.stats({ metric: 'process', filter_path: 'nodes.*.process.cpu' });
    const server = Object.values(nodes).map(({ process: of }) => of?.cpu?.total_in_millis ?? 0);
    return (await ownCpu()) + server.reduce((sum, each) => sum + each, 0);
  };
