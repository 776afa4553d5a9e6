import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeliverer, mostAttempts, waitAfter } from '../../alerts/deliver.ts';
import type { Notifier } from '../../alerts/notifier.ts';
import { createFileNotifier } from '../../alerts/notifiers/file.ts';
import { createWebhookNotifier } from '../../alerts/notifiers/webhook.ts';
import type { Alert, Delivery } from '../../model/alert.ts';
import { deliveryId } from '../../model/ids.ts';
import type { Storage } from '../../storage/port.ts';
import { openSqlite } from '../../storage/sqlite/open.ts';
import { day, handClock, subscriptionOf } from './make.ts';
import { type Receiver, type Reply, startReceiver } from './receiver.ts';

const folder = mkdtempSync(join(tmpdir(), 'leadline-deliver-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
let storage: Storage;
let clock: ReturnType<typeof handClock>;
const open: Receiver[] = [];
beforeEach(() => {
  made += 1;
  storage = openSqlite(join(folder, `${made}.db`));
  clock = handClock();
});
afterEach(async () => {
  await storage.close();
  for (const receiver of open.splice(0)) await receiver.close();
});

const receive = async (reply: (id: string, before: number) => Reply): Promise<Receiver> => {
  const receiver = await startReceiver((call, before) => reply(call.id, before));
  open.push(receiver);
  return receiver;
};
const webhook = (url: string): Notifier => createWebhookNotifier({ name: 'desk', url, secret: 'x', proxy: null });
const deliver = (notifiers: Readonly<Record<string, Notifier>>) =>
  createDeliverer({ ...storage, notifiers, clock, random: () => 0.5 });

async function record(id: string, ...receivers: readonly string[]): Promise<void> {
  const alert: Alert = {
    id,
    subscription: 's-a',
    item: `i-${id}`,
    reason: 'first-seen',
    version: 0,
    at: day(0),
    title: id,
    detail: null,
    matched: [],
  };
  const of = (to: string): Delivery => ({
    id: deliveryId(id, to),
    alert: id,
    to,
    state: 'waiting',
    attempts: [],
    nextAt: day(0),
  });
  const subscription = subscriptionOf('a', 'mdma', { notify: [...receivers] });
  await storage.commit([
    { do: 'put', collection: 'subscriptions', id: subscription.id, value: subscription },
    { do: 'create', collection: 'alerts', id, value: alert },
    ...receivers.map((to) => ({
      do: 'create' as const,
      collection: 'deliveries' as const,
      id: deliveryId(id, to),
      value: of(to),
    })),
  ]);
}
const log = async (alert: string, to: string): Promise<Delivery | undefined> =>
  (await storage.deliveries.get(deliveryId(alert, to)))?.value;
const waiting = (): Promise<number> => storage.deliveries.count({ state: 'waiting' });

/** Runs until nothing waits, as a worker does over the days. */
async function runOut(...deliverers: readonly ReturnType<typeof deliver>[]): Promise<void> {
  for (let n = 0; n < 200 && (await waiting()) > 0; n++) {
    await Promise.all(deliverers.map((each) => each.runDue()));
    clock.move(60_000 * (n + 1));
  }
}

describe('delivery', () => {
  it('repeats what failed for one receiver and never bothers the other one again', async () => {
    const receiver = await receive((_, before) => ({ status: before < 10 ? 503 : 200 }));
    const path = join(folder, `${made}.jsonl`);
    await record('m1', 'inbox', 'desk');
    await runOut(deliver({ inbox: createFileNotifier({ name: 'inbox', path }), desk: webhook(receiver.url) }));
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(1);
    expect(receiver.calls.map(({ id }) => id)).toEqual(Array.from({ length: 11 }, () => 'm1'));
    expect(await log('m1', 'inbox')).toMatchObject({ state: 'delivered', attempts: [{ ok: true }] });
    expect(await log('m1', 'desk')).toMatchObject({ state: 'delivered' });
  });

  it('makes one accepted call, under one id, when two workers run', async () => {
    const receiver = await receive((_, before) => ({ status: before < 2 ? 500 : 200, afterMs: 20 }));
    await record('m1', 'desk');
    await runOut(deliver({ desk: webhook(receiver.url) }), deliver({ desk: webhook(receiver.url) }));
    expect(receiver.calls.map(({ id }) => id)).toEqual(['m1', 'm1', 'm1']);
    expect((await log('m1', 'desk'))?.attempts.map(({ ok }) => ok)).toEqual([false, false, true]);
  });

  it('shares many alerts between two workers without sending one twice', async () => {
    const receiver = await receive(() => ({ status: 200 }));
    const ids = Array.from({ length: 60 }, (_, n) => `m${n}`);
    for (const id of ids) await record(id, 'desk');
    await runOut(deliver({ desk: webhook(receiver.url) }), deliver({ desk: webhook(receiver.url) }));
    expect(receiver.calls.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  it('keeps a log of every attempt with its time and answer, and gives up where it is told to', async () => {
    const receiver = await receive((id, before) => ({
      status: id === 'gone' ? 410 : before < 3 ? 500 : 200,
      body: id,
    }));
    await record('back', 'desk');
    await record('gone', 'desk');
    await runOut(deliver({ desk: webhook(receiver.url) }));
    const back = await log('back', 'desk');
    expect(back).toMatchObject({
      state: 'delivered',
      attempts: [
        { ok: false, answer: '500 Internal Server Error: back' },
        { ok: false },
        { ok: true, answer: '200 OK: back' },
      ],
    });
    const times = back?.attempts.map(({ at }) => at) ?? [];
    expect(new Set(times).size).toBe(3);
    expect([...times].sort()).toEqual(times);
    expect(await log('gone', 'desk')).toMatchObject({
      state: 'failed',
      attempts: [{ ok: false, answer: '410 Gone: gone' }],
    });
  });

  it('gives up after days of failure, with the last answer on record', async () => {
    const receiver = await receive(() => ({ status: 500 }));
    await record('m1', 'desk');
    await runOut(deliver({ desk: webhook(receiver.url) }));
    const delivery = await log('m1', 'desk');
    expect(delivery).toMatchObject({ state: 'failed' });
    expect(delivery?.attempts).toHaveLength(mostAttempts);
    expect(receiver.calls).toHaveLength(mostAttempts);
  });

  it('delivers what a clock that ran ahead planned for years to come', async () => {
    const receiver = await receive(() => ({ status: 204 }));
    await record('a1', 'desk');
    const id = deliveryId('a1', 'desk');
    const planned = (await storage.deliveries.get(id))?.value;
    if (!planned) throw new Error('it was recorded');
    await storage.deliveries.put(id, { ...planned, nextAt: '2099-01-01T00:00:00.000Z' });
    expect(await deliver({ desk: webhook(receiver.url) }).runDue()).toMatchObject({ delivered: 1 });
    expect((await storage.deliveries.get(id))?.value.state).toBe('delivered');
  });

  it('asks a dead receiver once a run, not once for each alert that waits', async () => {
    const receiver = await receive((_, before) => ({ status: before < 1 ? 503 : 200 }));
    for (let n = 0; n < 30; n++) await record(`m${n}`, 'desk');
    const deliverer = deliver({ desk: webhook(receiver.url) });
    expect(await deliverer.runDue()).toEqual({ delivered: 0, retried: 1, failed: 0 });
    expect(receiver.calls).toHaveLength(1);
    await runOut(deliverer);
    expect(await storage.deliveries.count({ state: 'delivered' })).toBe(30);
  });

  it('waits as long as a receiver asks, if that is longer than its own wait', async () => {
    const receiver = await receive(() => ({ status: 503, headers: { 'retry-after': '3600' } }));
    await record('m1', 'desk');
    await deliver({ desk: webhook(receiver.url) }).runDue();
    expect(Date.parse((await log('m1', 'desk'))?.nextAt ?? '')).toBe(clock.now() + 3_600_000);
  });

  it('says when a receiver is no longer configured, and delivers once it is again', async () => {
    const receiver = await receive(() => ({ status: 200 }));
    await record('m1', 'desk');
    await deliver({}).runDue();
    expect(await log('m1', 'desk')).toMatchObject({
      state: 'waiting',
      attempts: [{ ok: false, answer: 'leadline.yaml names no such receiver' }],
    });
    clock.move(3_600_000);
    await deliver({ desk: webhook(receiver.url) }).runDue();
    expect(await log('m1', 'desk')).toMatchObject({ state: 'delivered' });
  });

  it('takes a notifier that throws for one that failed', async () => {
    const broken: Notifier = { name: 'desk', most: 1, notify: async () => Promise.reject(new Error('a fault')) };
    await record('m1', 'desk');
    await deliver({ desk: broken }).runDue();
    expect(await log('m1', 'desk')).toMatchObject({ state: 'waiting', attempts: [{ ok: false, answer: 'a fault' }] });
  });

  it('waits longer after each failure, up to six hours', () => {
    const waits = Array.from({ length: mostAttempts }, (_, n) => waitAfter(n + 1, 0.5));
    expect(waits.slice(0, 3)).toEqual([10_000, 20_000, 40_000]);
    expect(waits.at(-1)).toBe(6 * 3_600_000);
    expect(waitAfter(1, 0)).toBe(7_500);
    expect(waitAfter(1, 0.999)).toBeLessThan(12_500);
  });
});
