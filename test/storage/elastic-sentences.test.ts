import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../storage/elastic/client.ts';
import { aliasOf } from '../../storage/elastic/indices.ts';
import { openElastic } from '../../storage/elastic/open.ts';
import { deliveryOf } from '../contract/collection.ts';
import { elasticUrl } from '../servers/urls.ts';
import { type Fate, startNetwork } from './elastic-network.ts';
import { withServer } from './elastic-server.ts';

beforeAll(elasticUrl);

/** The error of opening a store through a network that does this to each request. */
async function refusedBy(fate: (path: string) => Fate): Promise<unknown> {
  const network = await startNetwork(await elasticUrl());
  network.fate = ({ path }) => fate(path);
  try {
    return await openElastic({
      node: network.url,
      prefix: 'none',
      password: 'secret-word',
      username: 'me',
      patienceMs: 200,
    });
  } catch (error) {
    return error;
  } finally {
    await network.close();
  }
}

const refusal = (status: number, type: string, reason: string) => ({
  status,
  body: { status, error: { type, reason } },
});

describe('opening a store on Elasticsearch', () => {
  it('says that the server is down, slow or busy, and how to go on', async () => {
    const down = openElastic({ node: 'http://127.0.0.1:9', prefix: 'none', patienceMs: 100 });
    await expect(down).rejects.toMatchObject({
      code: 'storage-down',
      message: expect.stringContaining('cannot be reached'),
      where: 'http://127.0.0.1:9',
      hint: expect.stringContaining('start it'),
    });
    expect(await refusedBy(() => 'dropped')).toMatchObject({ code: 'storage-down' });
    expect(await refusedBy(() => refusal(503, 'unavailable', 'no master'))).toMatchObject({
      code: 'storage-down',
      message: expect.stringContaining('no master'),
    });
  });

  it('says that the password is wrong or the user may not, and never shows the password', async () => {
    const wrong = await refusedBy(() => refusal(401, 'security_exception', 'unable to authenticate user [me]'));
    expect(wrong).toMatchObject({ code: 'storage-denied', hint: expect.stringContaining('passwordFile') });
    const forbidden = await refusedBy(() =>
      refusal(403, 'security_exception', 'action [indices:admin] is unauthorized'),
    );
    expect(forbidden).toMatchObject({ code: 'storage-denied', message: expect.stringContaining('forbids') });
    const inAddress = openElastic({ node: 'http://me:secret-word@127.0.0.1:9', prefix: 'none', patienceMs: 100 });
    const shown = await inAddress.then(String, (error) => `${error.message} ${error.where} ${error.hint}`);
    expect(`${wrong} ${shown}`).not.toContain('secret-word');
  });

  it('says that the server is too old, or is none', async () => {
    const old = await refusedBy((path) =>
      path.startsWith('/_nodes') ? { status: 200, body: { nodes: { a: { version: '8.19.1' } } } } : 'pass',
    );
    expect(old).toMatchObject({ code: 'storage-version', message: expect.stringContaining('8.19.1') });
    const other = createServer((_, answer) => answer.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo; // a TCP server has one
    await expect(openElastic({ node: `http://127.0.0.1:${port}`, prefix: 'none' })).rejects.toMatchObject({
      code: 'storage-version',
      message: expect.stringContaining('not Elasticsearch'),
    });
    other.close();
    await expect(openElastic({ node: 'elastic:9200', prefix: 'none' })).rejects.toMatchObject({ code: 'storage-down' });
    await expect(openElastic({ node: 'no address', prefix: 'none' })).rejects.toMatchObject({ code: 'storage-down' });
    await expect(openElastic({ node: await elasticUrl(), prefix: 'Up-Per' })).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it('turns away from what a newer Leadline made, and tells a reader that there is nothing yet', () =>
    withServer(async (elastic, prefix) => {
      const options = { node: await elasticUrl(), prefix };
      await expect(openElastic({ ...options, readOnly: true })).rejects.toMatchObject({ code: 'not-found' });
      await (await openElastic(options)).close();
      const reader = await openElastic({ ...options, readOnly: true });
      expect(await reader.deliveries.count()).toBe(0);
      await expect(reader.deliveries.create('d', deliveryOf('d'))).rejects.toThrow(/reading only/);
      await reader.close();
      const _meta = { leadline: { format: 99, shape: 'x' } };
      await elastic.ask((client) => client.indices.putMapping({ index: aliasOf(prefix, 'turns'), _meta }));
      await expect(openElastic(options)).rejects.toMatchObject({
        code: 'storage-version',
        message: expect.stringContaining('format 99'),
      });
    }));
});

describe('a store on Elasticsearch', () => {
  it('says that it is read-only or out of disk, and goes on when that is over', () =>
    withServer(async (elastic, prefix) => {
      const storage = await openElastic({ node: await elasticUrl(), prefix, patienceMs: 300 });
      const block = (setting: string, on: true | null) =>
        elastic.ask((client) =>
          client.indices.putSettings({ index: `${prefix}-*`, settings: { [`index.blocks.${setting}`]: on } }),
        );
      for (const [setting, says] of [
        ['read_only_allow_delete', /disk of Elasticsearch is nearly full/],
        ['read_only', /read-only/],
      ] as const) {
        await block(setting, true);
        const write = storage.commit([
          { do: 'put', collection: 'deliveries', id: 'a', value: deliveryOf('a') },
          { do: 'put', collection: 'deliveries', id: 'b', value: deliveryOf('b') },
        ]);
        await expect(write).rejects.toMatchObject({ code: 'disk-full', message: expect.stringMatching(says) });
        await block(setting, null);
        expect(await storage.deliveries.put('a', deliveryOf('a'))).toBe(true);
      }
      await storage.close();
      await storage.close();
    }));

  it('says which index is missing', () =>
    withServer(async (elastic, prefix) => {
      const storage = await openElastic({ node: await elasticUrl(), prefix });
      await storage.check();
      const found = await elastic.ask((client) => client.indices.getAlias({ name: aliasOf(prefix, 'urls') }));
      await elastic.ask((client) => client.indices.delete({ index: Object.keys(found) }));
      await expect(storage.check()).rejects.toMatchObject({
        code: 'storage-corrupt',
        message: expect.stringContaining(aliasOf(prefix, 'urls')),
      });
      await expect(storage.urls.get('u')).rejects.toMatchObject({ code: 'storage-corrupt' });
      await expect(storage.urls.find({ limit: 1 })).rejects.toMatchObject({ code: 'storage-corrupt' });
      await storage.close();
    }));

  it('waits for a server that is up and cannot read its indices yet, and says so when it never can', async () => {
    const network = await startNetwork(await elasticUrl());
    await withServer(async (_, prefix) => {
      const storage = await openElastic({ node: network.url, prefix, patienceMs: 1_500 });
      await storage.deliveries.create('d', deliveryOf('d'));
      const error = { type: 'no_shard_available_action_exception', reason: 'No shard available' };
      const starting = { status: 200, body: { docs: [{ _index: 'any', _id: 'd', error }] } };
      let asked = 0;
      network.fate = ({ path }) => (path.includes('_mget') && asked++ < 3 ? starting : 'pass');
      expect(await storage.deliveries.get('d')).toMatchObject({ version: 1 });
      network.fate = ({ path }) => (path.includes('_mget') ? starting : 'pass');
      await expect(storage.deliveries.get('d')).rejects.toMatchObject({ code: 'storage-down' });
      network.fate = () => 'pass';
      await storage.close();
    });
    await network.close();
  });

  it('waits for a server that is away for a moment', async () => {
    const network = await startNetwork(await elasticUrl());
    await withServer(async (_, prefix) => {
      const storage = await openElastic({ node: network.url, prefix });
      let broken = 0;
      network.fate = () => (broken++ < 4 ? (broken % 2 ? 'dropped' : refusal(503, 'unavailable', 'starting')) : 'pass');
      expect(await storage.deliveries.create('d', deliveryOf('d'))).toBe(true);
      network.fate = () => (broken++ % 2 ? 'answer lost' : 'pass');
      expect(await storage.deliveries.create('e', deliveryOf('e'))).toBe(true);
      expect(await storage.deliveries.create('e', deliveryOf('e'))).toBe(false);
      network.fate = () => 'pass';
      await storage.close();
      const closed = connect({ node: network.url });
      await closed.close();
    });
    await network.close();
  });
});
