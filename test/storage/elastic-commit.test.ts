import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lease } from '../../model/ports.ts';
import { connect, type Elastic } from '../../storage/elastic/client.ts';
import { openElastic } from '../../storage/elastic/open.ts';
import type { Storage, Write } from '../../storage/port.ts';
import { history, observed } from '../alerts/make.ts';
import { deliveryOf } from '../contract/collection.ts';
import { elasticUrl } from '../servers/urls.ts';
import { type Fate, type Network, startNetwork } from './elastic-network.ts';
import { empty, freshPrefix, sweep } from './elastic-server.ts';

const prefix = freshPrefix();
const world: { elastic: Elastic; network: Network } = {
  elastic: connect({ node: 'http://127.0.0.1:1' }),
  network: { url: '', fate: () => 'pass', close: async () => undefined },
};

beforeAll(async () => {
  world.elastic = connect({ node: await elasticUrl() });
  world.network = await startNetwork(await elasticUrl());
  await (await openElastic({ node: await elasticUrl(), prefix })).close();
});
afterAll(async () => {
  await world.network.close();
  await sweep(world.elastic, prefix);
  await world.elastic.close();
});

const [first, second] = history([observed('1', 0, {}), observed('1', 1, { title: 'ketamine' })]);
if (!first || !second) throw new Error('two observations make two changes');
const item = ({ item, next }: typeof first, expected: number): Write => ({
  do: 'item',
  item,
  document: next,
  expected,
});
const put = (id: string, to: string): Write => ({
  do: 'put',
  collection: 'deliveries',
  id,
  value: deliveryOf(id, { to }),
});

const before: readonly Write[] = [item(first, 0), put('changed', 'old'), put('removed', 'old')];
const commit: readonly Write[] = [
  item(second, 1),
  put('changed', 'new'),
  { do: 'remove', collection: 'deliveries', id: 'removed' },
  { do: 'create', collection: 'deliveries', id: 'created', value: deliveryOf('created', { to: 'new' }) },
];

/** What of the commit can be seen: every record in its old or its new state. */
async function seen(storage: Storage): Promise<readonly string[]> {
  const of = async (id: string) => (await storage.deliveries.get(id))?.value.to ?? 'none';
  const version = (await storage.items.get(first?.item.id ?? ''))?.version;
  return [`item ${version}`, await of('changed'), await of('removed'), await of('created')];
}
const nothing = ['item 1', 'old', 'old', 'none'];
const all = ['item 2', 'new', 'none', 'new'];

const leaseMs = 1_000;

/** Commits through a network that breaks for ever at request `step`, as if the process had been killed there. Answers whether it was told a success. */
async function killedAt(step: number, broken: Fate, withLease: boolean): Promise<{ acked: boolean; whole: boolean }> {
  const { network, elastic } = world;
  network.fate = () => 'pass';
  await empty(elastic, prefix);
  const victim = await openElastic({ node: network.url, prefix, patienceMs: 0 });
  await victim.commit(before);
  const lease: Lease | undefined = withLease
    ? ((await victim.leases.claimSource('bazaar', 0, leaseMs)) ?? undefined)
    : undefined;
  let requests = 0;
  network.fate = () => {
    requests += 1;
    return requests <= step ? 'pass' : requests === step + 1 ? broken : 'dropped';
  };
  const acked = await victim.commit(commit, lease).then(
    () => true,
    () => false,
  );
  const whole = requests <= step;
  const next = await openElastic({ node: await elasticUrl(), prefix });
  if (withLease) await next.leases.claimSource('bazaar', leaseMs + 1, leaseMs);
  const found = await seen(next);
  expect(acked ? [all] : [nothing, all]).toContainEqual(found);
  expect(await next.deliveries.count()).toBe(2);
  expect(await next.items.count({ kind: 'all' })).toBe(1);
  await next.close();
  network.fate = () => 'pass';
  await victim.close();
  return { acked, whole };
}

async function everyStep(broken: Fate, withLease: boolean): Promise<number> {
  for (let step = 0; ; step++) {
    const { acked, whole } = await killedAt(step, broken, withLease);
    if (!whole) continue;
    expect(acked).toBe(true);
    return step;
  }
}

describe('a commit on Elasticsearch whose process dies between any two steps', () => {
  it('is there as a whole or not at all, whether the step was taken or not', async () => {
    expect(await everyStep('dropped', false)).toBeGreaterThanOrEqual(4);
    expect(await everyStep('answer lost', false)).toBeGreaterThanOrEqual(4);
  });

  it('is so under a lease too, once the next worker takes the source', async () => {
    expect(await everyStep('dropped', true)).toBeGreaterThanOrEqual(4);
    expect(await everyStep('answer lost', true)).toBeGreaterThanOrEqual(4);
  });
});

/** Starts a commit under a lease and holds it back at request `step`; `wake` lets it go on. */
async function frozenAt(step: number) {
  const { network, elastic } = world;
  network.fate = () => 'pass';
  await empty(elastic, prefix);
  const storage = await openElastic({ node: network.url, prefix });
  await storage.commit(before);
  const lease = (await storage.leases.claimSource('bazaar', 0, leaseMs)) ?? undefined;
  let wake = (): void => undefined;
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  let requests = 0;
  let reached = (): void => undefined;
  const frozen = new Promise<void>((resolve) => {
    reached = resolve;
  });
  network.fate = async (): Promise<Fate> => {
    requests += 1;
    if (requests <= step) return 'pass';
    reached();
    await woken;
    return 'pass';
  };
  const end = storage.commit(commit, lease).then(
    () => 'done',
    (error) => (error instanceof Error && 'code' in error ? String(error.code) : 'failed'),
  );
  await Promise.race([frozen, end]);
  return { storage, wake, end, froze: requests > step };
}

describe('a worker that was frozen in the middle of a commit', () => {
  it('changes nothing of what the next holder wrote, wherever it froze', async () => {
    for (let step = 0; ; step++) {
      const { storage, wake, end, froze } = await frozenAt(step);
      const next = await openElastic({ node: await elasticUrl(), prefix });
      const lease = await next.leases.claimSource('bazaar', leaseMs + 1, leaseMs);
      const late = await seen(next);
      expect([nothing, all]).toContainEqual(late);
      const version = late[0] === 'item 2' ? 2 : 1;
      const mine = [
        item(second, version),
        put('changed', 'newest'),
        put('removed', 'newest'),
        { do: 'remove' as const, collection: 'deliveries' as const, id: 'created' },
      ];
      await next.commit(mine, lease ?? undefined);
      const newest = [`item ${version + 1}`, 'newest', 'newest', 'none'];
      expect(await seen(next)).toEqual(newest);
      wake();
      expect(late[0] === 'item 2' ? 'done' : 'lease-lost').toBe(await end);
      expect(await seen(next)).toEqual(newest);
      await next.close();
      await storage.close();
      if (!froze) break;
    }
  });
});
