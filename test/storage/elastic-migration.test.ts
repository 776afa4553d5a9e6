import { beforeAll, describe, expect, it } from 'vitest';
import { writeAll } from '../../storage/elastic/bulk.ts';
import type { Elastic } from '../../storage/elastic/client.ts';
import { aliasOf, bodyOf, shapeOf } from '../../storage/elastic/indices.ts';
import { openElastic } from '../../storage/elastic/open.ts';
import { deliveryOf } from '../contract/collection.ts';
import { elasticUrl } from '../servers/urls.ts';
import { startNetwork } from './elastic-network.ts';
import { withServer } from './elastic-server.ts';

beforeAll(elasticUrl);

const documentOf = (id: string, write = 'old', fields: object = { to: 'inbox' }) =>
  JSON.stringify({ key: id, version: 1, write: [write], fields, body: deliveryOf(id) });

const write = (elastic: Elastic, index: string, ids: readonly string[]) =>
  writeAll(
    elastic,
    ids.map((id) => ({ index, id, revision: 1, source: documentOf(id) })),
  );

const some = (count: number) => Array.from({ length: count }, (_, n) => `d${String(n).padStart(5, '0')}`);

/** The deliveries as an older Leadline left them: an index that knows fewer fields. */
async function olderIndex(elastic: Elastic, prefix: string, ids: readonly string[]): Promise<void> {
  const alias = aliasOf(prefix, 'deliveries');
  const body = bodyOf('deliveries');
  const mappings = {
    ...body.mappings,
    _meta: { leadline: { format: 1, shape: 'old' } },
    properties: { ...body.mappings.properties, fields: { properties: { to: { type: 'keyword' as const } } } },
  };
  await elastic.ask((client) =>
    client.indices.create({ index: `${alias}-old`, aliases: { [alias]: {} }, settings: body.settings, mappings }),
  );
  await write(elastic, alias, ids);
}

/** The indices of a prefix, and which names lead to them. */
async function names(elastic: Elastic, prefix: string): Promise<readonly string[]> {
  const found = await elastic.ask((client) => client.indices.get({ index: `${prefix}-*` }));
  return Object.entries(found).map(([index, { aliases }]) => `${index} ${Object.keys(aliases ?? {}).join()}`);
}

describe('indices of an older Leadline', () => {
  it('are moved into the new shape while others write to them, and nothing is lost', () =>
    withServer(async (elastic, prefix) => {
      await olderIndex(elastic, prefix, some(3_000));
      let moving = true;
      const during: string[] = [];
      const writer = (async () => {
        for (let n = 0; moving; n++) {
          await write(elastic, aliasOf(prefix, 'deliveries'), [`w${n}`]);
          during.push(`w${n}`);
        }
      })();
      const node = await elasticUrl();
      const stores = await Promise.all([1, 2].map(() => openElastic({ node, prefix })));
      moving = false;
      await writer;
      expect(during.length).toBeGreaterThan(10);
      const [storage, other] = stores;
      expect(await storage?.deliveries.count({ nextAt: { gte: '2026' } })).toBeGreaterThanOrEqual(3_000);
      expect(await other?.deliveries.count({ to: 'inbox' })).toBe(3_000 + during.length);
      for (const id of during) expect(await storage?.deliveries.get(id)).toMatchObject({ version: 1 });
      expect(await storage?.deliveries.put('d00007', deliveryOf('d00007', { to: 'desk' }), 1)).toBe(true);
      const left = (await names(elastic, prefix)).filter((each) => each.includes('deliveries'));
      expect(left).toEqual([`${prefix}-deliveries-${shapeOf('deliveries')} ${prefix}-deliveries`]);
      await Promise.all(stores.map((each) => each.close()));
    }));

  it('are moved again from the start when the process before died half-way', () =>
    withServer(async (elastic, prefix) => {
      await olderIndex(elastic, prefix, some(20));
      const half = `${aliasOf(prefix, 'deliveries')}-${shapeOf('deliveries')}`;
      await elastic.ask((client) => client.indices.create({ index: half, ...bodyOf('deliveries', 'dead') }));
      await write(elastic, half, ['d00000', 'never was']);
      await elastic.ask((client) => client.indices.addBlock({ index: `${prefix}-deliveries-old`, block: 'write' }));
      const storage = await openElastic({ node: await elasticUrl(), prefix });
      expect(await storage.deliveries.count()).toBe(20);
      expect(await storage.deliveries.create('new', deliveryOf('new'))).toBe(true);
      await storage.close();
    }));

  it('put aside what does not fit the new shape', () =>
    withServer(async (elastic, prefix) => {
      await olderIndex(elastic, prefix, some(3));
      const body = { ...deliveryOf('odd'), nextAt: 'x'.repeat(5) };
      const source = JSON.stringify({ key: ['two', { keys: 1 }], version: 'many', write: ['old'], body });
      await elastic.ask((client) => client.indices.delete({ index: `${prefix}-deliveries-old` }));
      await elastic.ask((client) =>
        client.indices.create({
          index: `${prefix}-deliveries-old`,
          aliases: { [`${prefix}-deliveries`]: {} },
          mappings: { enabled: false, _meta: { leadline: { format: 1, shape: 'old' } } },
        }),
      );
      await write(elastic, `${prefix}-deliveries`, some(3));
      await writeAll(elastic, [{ index: `${prefix}-deliveries`, id: 'odd', revision: 1, source }]);
      const storage = await openElastic({ node: await elasticUrl(), prefix });
      expect(await storage.deliveries.count()).toBe(3);
      expect(await storage.letters()).toMatchObject([
        { id: 'odd', status: 400, reason: expect.stringMatching(/key|version/) },
      ]);
      await storage.close();
    }));
});

describe('long work on Elasticsearch', () => {
  it('leaves everything as it was when the process dies in it, and nothing lying about', async () => {
    const network = await startNetwork(await elasticUrl());
    await withServer(async (elastic, prefix) => {
      const storage = await openElastic({ node: network.url, prefix, patienceMs: 0 });
      await storage.deliveries.create('a', deliveryOf('a'));
      const reader = await openElastic({ node: await elasticUrl(), prefix });
      const before = await names(elastic, prefix);
      const work = storage.atomically(async () => {
        await storage.clearDerived();
        await storage.commit(
          ['b', 'c'].map((id) => ({ do: 'create', collection: 'deliveries', id, value: deliveryOf(id) })),
        );
        expect(await storage.deliveries.count()).toBe(3);
        expect(await reader.deliveries.count()).toBe(1);
        network.fate = ({ path }) => (path.startsWith('/_bulk') ? 'dropped' : 'pass');
        await storage.deliveries.create('d', deliveryOf('d')).catch(() => undefined);
        network.fate = () => 'pass';
      });
      await expect(work).rejects.toMatchObject({ code: 'storage-down' });
      expect(await storage.deliveries.count()).toBe(1);
      expect((await names(elastic, prefix)).length).toBe(before.length);
      const dies = storage.atomically(async () => {
        await storage.clearDerived();
        network.fate = () => 'dropped';
      });
      await expect(dies).rejects.toMatchObject({ code: 'storage-down' });
      network.fate = () => 'pass';
      expect((await names(elastic, prefix)).length).toBeGreaterThan(before.length);
      await storage.close();
      await (await openElastic({ node: await elasticUrl(), prefix })).close();
      expect(await names(elastic, prefix)).toEqual(before);
      await reader.close();
    });
    await network.close();
  });

  it('is kept as a whole when the answer to its last step is lost', async () => {
    const network = await startNetwork(await elasticUrl());
    await withServer(async (_, prefix) => {
      const storage = await openElastic({ node: network.url, prefix });
      await storage.deliveries.create('a', deliveryOf('a'));
      let lost = 0;
      network.fate = ({ path }) => (path.startsWith('/_aliases') && lost++ === 0 ? 'answer lost' : 'pass');
      await storage.atomically(async () => {
        await storage.deliveries.remove('a');
        await storage.deliveries.create('b', deliveryOf('b'));
      });
      expect(lost).toBeGreaterThan(0);
      expect([await storage.deliveries.get('a'), await storage.deliveries.count()]).toEqual([null, 1]);
      expect(await storage.deliveries.create('c', deliveryOf('c'))).toBe(true);
      await storage.close();
    });
    await network.close();
  });
});
