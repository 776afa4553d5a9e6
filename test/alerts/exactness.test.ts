import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createDecider, type Decider } from '../../alerts/decide.ts';
import { createDeliverer } from '../../alerts/deliver.ts';
import { createFileNotifier } from '../../alerts/notifiers/file.ts';
import { deliveryId } from '../../model/ids.ts';
import type { Listing } from '../../model/listing.ts';
import type { Observation } from '../../model/observation.ts';
import type { Collection } from '../../model/ports.ts';
import { parseQuery } from '../../search/parse.ts';
import type { Storage, Write } from '../../storage/port.ts';
import { openSqlite } from '../../storage/sqlite/open.ts';
import { changeOf, day, handClock, history, observed, subscriptionOf, usd } from './make.ts';

const folder = mkdtempSync(join(tmpdir(), 'leadline-exact-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
/** Each life begins a day after the one before. */
let lives = 400;

/** Ends the process, as far as the code under test can tell, before or after one of its writes. */
class Killed extends Error {}
function crashPoint(at: number): <T>(write: () => Promise<T>) => Promise<T> {
  let moment = 0;
  const check = () => {
    if (moment++ === at) throw new Killed();
  };
  return async (write) => {
    check();
    const result = await write();
    check();
    return result;
  };
}

const guarded = <T>(collection: Collection<T>, crash: ReturnType<typeof crashPoint>): Collection<T> => ({
  ...collection,
  create: (id, value) => crash(() => collection.create(id, value)),
  put: (id, value, expected) => crash(() => collection.put(id, value, expected)),
});

const subscriptions = [
  subscriptionOf('mdma', 'mdma', { notify: ['inbox', 'desk'] }),
  subscriptionOf('cheap', 'price:<50usd', { on: ['first-seen'] }),
  subscriptionOf('quiet', 'ketamine', { notify: [] }),
];
const decider: Decider = createDecider(subscriptions, (text) => parseQuery(text, { now: Date.parse(day(0)) }).query);

function writesOf(observation: Observation, stored: Awaited<ReturnType<Storage['items']['get']>>): Write[] {
  const change = changeOf(stored?.item ?? null, observation);
  const alerts = decider.decide(change).flatMap((alert): Write[] => [
    { do: 'create', collection: 'alerts', id: alert.id, value: alert },
    ...decider.receivers(alert.subscription).map((to): Write => {
      const id = deliveryId(alert.id, to);
      return {
        do: 'create',
        collection: 'deliveries',
        id,
        value: { id, alert: alert.id, to, state: 'waiting', attempts: [], nextAt: alert.at },
      };
    }),
  ]);
  return [
    ...alerts,
    { do: 'create', collection: 'observations', id: observation.id, value: observation },
    { do: 'item', item: change.item, document: change.next, expected: stored?.version ?? 0 },
  ];
}

/** One life of a worker: takes in what is not yet recorded, delivering in between; ends early when it is killed. */
async function live(
  storage: Storage,
  path: string,
  observations: readonly Observation[],
  crashAt: number,
): Promise<void> {
  const crash = crashPoint(crashAt);
  const clock = handClock();
  clock.move(lives++ * 86_400_000);
  const notifiers = Object.fromEntries(
    ['inbox', 'desk'].map((name) => [name, createFileNotifier({ name, path: `${path}.${name}` })]),
  );
  const deliverer = createDeliverer({
    ...storage,
    deliveries: guarded(storage.deliveries, crash),
    notifiers,
    clock,
    random: () => 0.5,
  });
  try {
    for (const each of subscriptions) await storage.subscriptions.create(each.id, each);
    for (const observation of observations) {
      if (!(await storage.observations.get(observation.id)))
        await crash(async () => storage.commit(writesOf(observation, await storage.items.get(observation.item))));
      await deliverer.runDue();
    }
    clock.move(3_600_000);
    await deliverer.runDue();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

const never = Number.POSITIVE_INFINITY;

const expectedOf = (perItem: readonly (readonly Observation[])[]) =>
  perItem.flatMap(history).flatMap((change) => decider.decide(change));

const sorted = (ids: Iterable<string>): readonly string[] => [...new Set(ids)].sort();
const delivered = (file: string): readonly string[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line): string => JSON.parse(line).id)
    : [];

async function verify(storage: Storage, path: string, perItem: readonly (readonly Observation[])[]): Promise<void> {
  const expected = expectedOf(perItem);
  const recorded: string[] = [];
  for await (const { id } of storage.alerts.each()) recorded.push(id);
  const owed = (name: string) =>
    sorted(expected.filter(({ subscription }) => decider.receivers(subscription).includes(name)).map(({ id }) => id));
  expect(recorded).toEqual(sorted(expected.map(({ id }) => id)));
  for (const name of ['inbox', 'desk']) expect(sorted(delivered(`${path}.${name}`))).toEqual(owed(name));
  expect(await storage.deliveries.count({ state: 'delivered' })).toBe(owed('inbox').length + owed('desk').length);
  expect(await storage.deliveries.count({ state: { in: ['waiting', 'failed'] } })).toBe(0);
}

const page: fc.Arbitrary<Partial<Listing> | null> = fc.oneof(
  fc.record({
    title: fc.constantFrom('MDMA crystal', 'ketamine', 'MDMA pills'),
    price: fc.constantFrom(usd('40'), usd('60'), null),
  }),
  fc.constant(null),
);
const world = fc
  .array(fc.array(page, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((items) => items.map((pages, item) => pages.map((each, n) => observed(String(item), n, each))));

describe('alerts', () => {
  it('are recorded once and delivered, whatever moments the worker is killed at', () =>
    fc.assert(
      fc.asyncProperty(world, fc.array(fc.nat({ max: 12 }), { maxLength: 6 }), async (perItem, kills) => {
        const path = join(folder, `${made++}.db`);
        const storage = openSqlite(path);
        const observations = perItem.flat().sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1));
        for (const at of [...kills, never, never]) await live(storage, path, observations, at);
        await verify(storage, path, perItem);
        await storage.close();
      }),
      { numRuns: 30 },
    ));

  it('survive a kill at each single moment of a life', async () => {
    const perItem = [[observed('1', 0, { price: usd('60') }), observed('1', 1, { price: usd('40') })]];
    for (let at = 0; at < 24; at++) {
      const path = join(folder, `each-${at}.db`);
      for (const until of [at, never]) {
        const storage = openSqlite(path);
        await live(storage, path, perItem.flat(), until);
        if (until === never) await verify(storage, path, perItem);
        await storage.close();
      }
    }
  });
});
