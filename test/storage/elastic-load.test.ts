import { beforeAll, describe, expect, it } from 'vitest';
import { documentId, writeAll } from '../../storage/elastic/bulk.ts';
import { connect } from '../../storage/elastic/client.ts';
import { openElastic } from '../../storage/elastic/open.ts';
import type { Write } from '../../storage/port.ts';
import { history, observed } from '../alerts/make.ts';
import { deliveryOf } from '../contract/collection.ts';
import { elasticUrl } from '../servers/urls.ts';
import { startNetwork } from './elastic-network.ts';
import { withServer } from './elastic-server.ts';

beforeAll(elasticUrl);

const put = (id: string): Write => ({ do: 'put', collection: 'deliveries', id, value: deliveryOf(id) });

function* many(count: number): Generator<Write> {
  for (let n = 0; n < count; n++) yield put(`d${String(n).padStart(6, '0')}`);
}

/** An item whose search document the server cannot index. */
function poison(key: string): Write {
  const [change] = history([observed(key, 0, {})]);
  if (!change) throw new Error('an observation makes a change');
  const price = 'not a number' as unknown as number; // the fault under test
  return { do: 'item', item: change.item, document: { ...change.next, price }, expected: 0 };
}

describe('very many records on Elasticsearch', () => {
  it('are loaded and walked without any limit of 10,000', () =>
    withServer(async (_, prefix) => {
      const storage = await openElastic({ node: await elasticUrl(), prefix });
      expect(await storage.load(many(10_050))).toEqual({ written: 10_050, refused: 0 });
      expect(await storage.deliveries.count({ to: 'inbox' })).toBe(10_050);
      let last = '';
      let walked = 0;
      for await (const { id } of storage.deliveries.each()) {
        expect(id > last).toBe(true);
        last = id;
        walked += 1;
      }
      expect(walked).toBe(10_050);
      const page = await storage.deliveries.find({ order: [['to', 'desc']], limit: 10_040 });
      expect(page.values).toHaveLength(10_040);
      const rest = await storage.deliveries.find({ order: [['to', 'desc']], limit: 100, after: page.next });
      expect(rest.values.map(({ id }) => id)).toEqual(
        [...many(10_050)].slice(10_040).map((each) => 'id' in each && each.id),
      );
      expect(await storage.deliveries.count({ to: { in: Array.from({ length: 70_000 }, (_, n) => `w${n}`) } })).toBe(0);
      await storage.close();
    }));

  it('show as soon as ever again after the load, and after the next start when the loader died', () =>
    withServer(async (elastic, prefix) => {
      const index = `${prefix}-deliveries`;
      const interval = async (): Promise<string> =>
        JSON.stringify(
          await elastic.ask(({ indices }) => indices.getSettings({ index, name: 'index.refresh_interval' })),
        );
      const storage = await openElastic({ node: await elasticUrl(), prefix });
      const seen: string[] = [];
      async function* watched(): AsyncGenerator<Write> {
        yield* many(10_000);
        seen.push(await interval());
      }
      await storage.load(watched());
      await storage.close();
      expect(seen[0]).toMatch(/"30s"/);
      expect(await interval()).toMatch(/"1s"/);
      const settings = { index: { refresh_interval: '30s' } };
      await elastic.ask(({ indices }) => indices.putSettings({ index, settings }));
      await openElastic({ node: await elasticUrl(), prefix }).then((again) => again.close());
      expect(await interval()).toMatch(/"1s"/);
    }));

  it('put aside a record that cannot be stored, with the reason, and store its siblings', () =>
    withServer(async (_, prefix) => {
      const storage = await openElastic({ node: await elasticUrl(), prefix });
      const broken: Write = { do: 'put', collection: 'deliveries', id: 'broken', value: { id: 'broken' } };
      const end = await storage.load([put('a'), poison('1'), broken, put('b')]);
      expect(end).toEqual({ written: 2, refused: 2 });
      expect(await storage.deliveries.count()).toBe(2);
      const letters = await storage.letters();
      expect(letters.map(({ reason }) => reason).join('\n')).toMatch(/price/);
      expect(letters.find(({ id }) => id === 'broken')).toMatchObject({ status: 0, source: '{"id":"broken"}' });
      expect(letters.find(({ index }) => index.includes('items'))).toMatchObject({
        status: 400,
        source: expect.stringContaining('not a number'),
      });
      await storage.close();
    }));

  it('are refused as a whole by a commit when one of them cannot be stored', () =>
    withServer(async (_, prefix) => {
      const storage = await openElastic({ node: await elasticUrl(), prefix });
      await storage.commit([put('a'), put('b')]);
      const lease = await storage.leases.claimSource('bazaar', 0, 1_000);
      const changed: Write = { do: 'put', collection: 'deliveries', id: 'a', value: deliveryOf('a', { to: 'new' }) };
      for (const under of [undefined, lease ?? undefined]) {
        const writes = [changed, { do: 'remove', collection: 'deliveries', id: 'b' } as const, put('c'), poison('1')];
        await expect(storage.commit(writes, under)).rejects.toThrow(/refuses the record .* of items: .*price/);
        expect(await storage.deliveries.get('a')).toEqual({ value: deliveryOf('a'), version: 1 });
        expect(await storage.deliveries.count()).toBe(2);
        expect(await storage.items.count({ kind: 'all' })).toBe(0);
      }
      expect(await storage.commit([changed, put('c')], lease ?? undefined)).toEqual([true, true]);
      expect(await storage.deliveries.get('c')).toMatchObject({ version: 1 });
      await storage.close();
    }));

  it('keep strange ids, keys and values apart and whole', () =>
    withServer(async (_, prefix) => {
      const storage = await openElastic({ node: await elasticUrl(), prefix });
      const long = 'x'.repeat(600);
      const ids = [
        long,
        documentId(long),
        `${long}y`,
        '../_search',
        '_x',
        'a,b',
        '*',
        '日本',
        'a b',
        '"',
        'ü'.repeat(256),
        'z'.repeat(40_000),
      ];
      const value = (id: string) => deliveryOf(id, { to: `${'t'.repeat(40_000)}${id}` });
      await storage.commit(ids.map((id) => ({ do: 'create', collection: 'deliveries', id, value: value(id) })));
      for (const id of ids) {
        expect(await storage.deliveries.get(id)).toEqual({ value: value(id), version: 1 });
        expect((await storage.deliveries.find({ where: { to: value(id).to }, limit: 9 })).values).toEqual([value(id)]);
      }
      expect(await storage.deliveries.count()).toBe(ids.length);
      await storage.close();
    }));
});

describe('a server that has no room for some documents of a bulk', () => {
  it('gets just those again, after pauses, until it has', async () => {
    const network = await startNetwork(await elasticUrl());
    await withServer(async (_, prefix) => {
      await (await openElastic({ node: await elasticUrl(), prefix })).close();
      const elastic = connect({ node: network.url });
      const sent: number[] = [];
      network.fate = ({ path, body }) => {
        if (!path.startsWith('/_bulk')) return 'pass';
        const lines = body.trim().split('\n').length / 2;
        sent.push(lines);
        const status = sent.length === 1 ? 429 : 503;
        const error = { type: 'es_rejected_execution_exception', reason: 'queue full' };
        const items = Array.from({ length: lines }, (_, n) => ({
          create: n % 2 === 0 ? { status, error } : { status: 201 },
        }));
        return sent.length > 2 ? 'pass' : { status: 200, body: { errors: true, items } };
      };
      const operations = Array.from({ length: 8 }, (_, n) => ({
        index: `${prefix}-turns`,
        id: `t${n}`,
        revision: 1,
        source: JSON.stringify({ key: `t${n}`, version: 1, write: [] }),
      }));
      expect(await writeAll(elastic, operations)).toEqual(operations.map(() => ({ kind: 'written' })));
      expect(sent).toEqual([8, 4, 2]);
      await elastic.close();
      const hasty = connect({ node: network.url, patienceMs: 0 });
      sent.length = 0;
      await expect(writeAll(hasty, operations)).rejects.toMatchObject({ code: 'storage-down' });
      await hasty.close();
    });
    await network.close();
  });
});

describe('a page with its facets and weeks', () => {
  it('is one request where that can be, and always the same as asked for one by one', async () => {
    const network = await startNetwork(await elasticUrl());
    await withServer(async (_, prefix) => {
      const storage = await openElastic({ node: network.url, prefix });
      const made = ['1', '2', '3'].flatMap((key) => history([observed(key, 0, {})]).slice(0, 1));
      await storage.commit(made.map(({ item, next }): Write => ({ do: 'item', item, document: next, expected: 0 })));
      const query = { kind: 'all' } as const;
      const { items } = storage;
      const first = await items.search(query, { sort: 'relevance', limit: 2 });
      const oneByOne = [
        first,
        await items.facets(query, ['state'], 5),
        await items.facets(query, ['state', 'form'], 1),
      ];
      let searches = 0;
      network.fate = ({ path }) => {
        searches += Number(path.includes('_search'));
        return 'pass';
      };
      const atOnce = await Promise.all([
        items.search(query, { sort: 'relevance', limit: 2 }),
        items.facets(query, ['state'], 5),
        items.histogram(query, 'first'),
        items.histogram(query, 'seen'),
      ]);
      expect(searches).toBe(1);
      expect([...atOnce.slice(0, 2), await items.facets(query, ['state', 'form'], 1)]).toEqual(oneByOne);
      searches = 0;
      const [other, same, next] = await Promise.all([
        items.facets(query, ['state', 'form'], 1),
        items.facets(query, ['state'], 5),
        items.search(query, { sort: 'relevance', limit: 2, after: first.next }),
        items.search(query, { sort: 'seen', limit: 2 }),
      ]);
      expect(searches).toBe(3);
      expect([other, same]).toEqual([oneByOne[2], oneByOne[1]]);
      expect(next).toMatchObject({ total: 3, next: null });
      expect([...first.ids, ...next.ids].sort()).toEqual(made.map(({ item }) => item.id).sort());
      await storage.close();
    });
    await network.close();
  });
});
