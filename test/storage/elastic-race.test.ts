import { beforeAll, describe, expect, it } from 'vitest';
import type { Lease } from '../../model/ports.ts';
import { openElastic } from '../../storage/elastic/open.ts';
import type { Storage, Write } from '../../storage/port.ts';
import { history, observed } from '../alerts/make.ts';
import { deliveryOf } from '../contract/collection.ts';
import { elasticUrl } from '../servers/urls.ts';
import { withServer } from './elastic-server.ts';

beforeAll(elasticUrl);

const items = ['1', '2', '3'].map((key) => {
  const [change] = history([observed(key, 0, {})]);
  if (!change) throw new Error('an observation makes a change');
  return change;
});

/** Changes two items at the versions that are stored now, and notes so in a record of its own; all of it or nothing may happen. */
async function attempt(storage: Storage, name: string, n: number, lease: Lease | undefined): Promise<boolean> {
  const chosen = items.filter((_, at) => at !== n % items.length);
  const writes: Write[] = [{ do: 'create', collection: 'deliveries', id: name, value: deliveryOf(name) }];
  for (const { item, next } of chosen) {
    const expected = (await storage.items.get(item.id))?.version ?? 0;
    writes.push({ do: 'item', item, document: next, expected });
  }
  writes.push({ do: 'put', collection: 'deliveries', id: 'last', value: deliveryOf('last', { to: name }) });
  try {
    await storage.commit(writes, lease);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'conflict' });
    return false;
  }
}

describe('commits of several processes at once on Elasticsearch', () => {
  it('happen whole or not at all, also while others bring to its end what is under way', () =>
    withServer(async (_, prefix) => {
      const node = await elasticUrl();
      const stores = await Promise.all([1, 2, 3].map(() => openElastic({ node, prefix })));
      const won: string[] = [];
      const lost: string[] = [];
      const versions = new Map<string, number>();
      let working = true;
      const openers = (async () => {
        while (working) await (await openElastic({ node, prefix })).close();
      })();
      // One of them works under a lease, whose commits are decided elsewhere than those of the others.
      const worker = async (storage: Storage, w: number) => {
        const lease = w === 0 ? await storage.leases.claimSource('bazaar', 0, 1e6) : null;
        for (let n = 0; n < 25; n++) {
          const name = `w${w}-${n}`;
          const done = await attempt(storage, name, n + w, lease ?? undefined);
          (done ? won : lost).push(name);
          if (!done) continue;
          for (const [at, { item }] of items.entries())
            if (at !== (n + w) % items.length) versions.set(item.id, (versions.get(item.id) ?? 0) + 1);
        }
      };
      await Promise.all(stores.map(worker));
      working = false;
      await openers;
      const [storage] = stores;
      if (!storage) throw new Error('there are three');
      for (const name of won) expect([name, await storage.deliveries.get(name)]).toEqual([name, expect.anything()]);
      for (const name of lost) expect([name, await storage.deliveries.get(name)]).toEqual([name, null]);
      for (const { item } of items)
        expect((await storage.items.get(item.id))?.version ?? 0).toBe(versions.get(item.id) ?? 0);
      expect([won.length > 5, lost.length > 0]).toEqual([true, true]);
      await Promise.all(stores.map((each) => each.close()));
    }));
});
