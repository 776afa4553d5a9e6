import { Redis } from 'ioredis';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LeadlineError } from '../../model/errors.ts';
import type { Turns } from '../../model/ports.ts';
import type { BullTurns } from '../../storage/bullmq/turns.ts';
import { redisUrl } from '../servers/urls.ts';
import {
  type Closing,
  freshPrefix,
  leaseMs,
  lockMs,
  mustNext,
  newStore,
  next,
  ownRedis,
  stalledMs,
  wait,
  workerOn,
} from './bullmq-workers.ts';

const closing: Closing = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
let url = '';
beforeAll(async () => {
  url = await redisUrl();
});
const now = (): number => Date.now();
const fresh = (leases: Turns = newStore(closing).leases) => ({ url, prefix: freshPrefix(url, closing), leases });

describe('turns shared through Redis', () => {
  it('are given to one worker each, and again when they are due', async () => {
    const on = fresh();
    const a = await workerOn(['x'], on, closing);
    const b = await workerOn(['x'], on, closing);
    await a.schedule('x', now() - 1);
    const first = await mustNext(a);
    expect(first).toMatchObject({ source: 'x', epoch: 1 });
    expect(await b.claim(now(), leaseMs)).toBeNull();
    await a.done(first, now() + 300);
    expect(await b.claim(now(), leaseMs)).toBeNull();
    expect(await next(b)).toMatchObject({ source: 'x', epoch: 2 });
  });

  it('never run twice at once, whatever many workers schedule and claim', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const on = fresh();
    const workers = await Promise.all([1, 2, 3].map(() => workerOn(names, on, closing)));
    const running = new Set<string>();
    const turns = new Map<string, number>();
    const stop = now() + 2_500;
    const work = async (worker: BullTurns) => {
      while (now() < stop) {
        await Promise.all([...names, ...names].map((name) => worker.schedule(name, now())));
        const lease = await worker.claim(now(), leaseMs);
        if (!lease) continue;
        expect(running.has(lease.source)).toBe(false);
        running.add(lease.source);
        await wait(5);
        running.delete(lease.source);
        turns.set(lease.source, (turns.get(lease.source) ?? 0) + 1);
        await worker.done(lease, now());
      }
    };
    await Promise.all(workers.map(work));
    expect([...turns.keys()].sort()).toEqual(names);
    expect(Math.min(...turns.values())).toBeGreaterThan(0);
  });

  it('keep a plan that was made while the source was being visited', async () => {
    const turns = await workerOn(['x'], fresh(), closing);
    await turns.schedule('x', now());
    const lease = await mustNext(turns);
    await turns.schedule('x', now() + 200);
    await turns.done(lease, now() + 60_000);
    expect(await next(turns)).toMatchObject({ epoch: 2 });
  });

  it('that ended without a word come back when their lease has run out, and count as no death', async () => {
    const poison: string[] = [];
    const onPoison = async (source: string) => void poison.push(source);
    const turns = await workerOn(['x'], { ...fresh(), mostDeaths: 1, onPoison }, closing);
    await turns.schedule('x', now());
    await mustNext(turns, 2_000, 500);
    expect(await mustNext(turns, 4_000, 500)).toMatchObject({ source: 'x', epoch: 2 });
    expect(await mustNext(turns, 4_000, leaseMs)).toMatchObject({ source: 'x', epoch: 3 });
    expect(poison).toEqual([]);
  });

  it('go on for as long as their lease is prolonged, and belong to nobody else meanwhile', async () => {
    const on = fresh();
    const turns = await workerOn(['x'], on, closing);
    const other = await workerOn(['x'], on, closing);
    await turns.schedule('x', now());
    let lease = await mustNext(turns, 2_000, 1_000);
    for (const until = now() + lockMs + 2 * stalledMs; now() < until; await wait(200)) {
      lease = await turns.extend(lease, now(), 1_000);
      expect(await other.claim(now(), 1_000)).toBeNull();
    }
    await turns.done(lease, now());
    expect(await mustNext(other)).toMatchObject({ source: 'x', epoch: 2 });
  });

  it('wait while the store is away, which is told once and counts as no death', async () => {
    const store = newStore(closing).leases;
    let away = true;
    const planned = async (source: string) => {
      if (away) throw new LeadlineError('storage-down', 'Elasticsearch does not answer');
      return store.planned(source);
    };
    const said: string[] = [];
    const poison: string[] = [];
    const turns = await workerOn(
      ['x'],
      {
        ...fresh({ ...store, planned }),
        mostDeaths: 1,
        onPoison: async (source) => void poison.push(source),
        log: (line) => void said.push(line),
      },
      closing,
    );
    await store.schedule('x', now());
    expect(await next(turns, lockMs + 2 * stalledMs)).toBeNull();
    expect(said).toEqual(['no turn can begin: Elasticsearch does not answer']);
    away = false;
    expect(await mustNext(turns)).toMatchObject({ source: 'x', epoch: 1 });
    expect(poison).toEqual([]);
  });

  it('that Redis was never told of are found in the store', async () => {
    const on = fresh();
    const turns = await workerOn(['x'], { ...on, reconcileMs: 300 }, closing);
    await turns.schedule('x', now() + 3_600_000);
    await on.leases.schedule('x', now());
    const lease = await mustNext(turns);
    expect(lease).toMatchObject({ source: 'x', epoch: 1 });
    expect(lease.until).toBeGreaterThan(now() + leaseMs - 2_000);
    await turns.done(lease, now() + 100);
    expect(await next(turns, 350)).toMatchObject({ source: 'x', epoch: 2 });
  });

  it('of ten thousand sources are made in little time', async () => {
    const names = Array.from({ length: 10_000 }, (_, n) => `s${n}`);
    const began = now();
    const turns = await workerOn(names, { ...fresh(), reconcileMs: 600_000 }, closing);
    await turns.reconcile();
    expect(now() - began).toBeLessThan(8_000);
  });
});

describe('turns whose Redis fails', () => {
  it('come back by themselves when it forgot everything', async () => {
    const server = await ownRedis(closing);
    const turns = await workerOn(['x', 'y'], { ...fresh(), url: server.url, reconcileMs: 200 }, closing);
    await turns.schedule('x', now());
    await turns.schedule('y', now() + 400);
    const lease = await mustNext(turns);
    expect(lease).toMatchObject({ source: 'x' });
    const redis = new Redis(server.url);
    await redis.flushall();
    await redis.quit();
    expect(await next(turns)).toMatchObject({ source: 'y', epoch: 1 });
    await turns.done(lease, now());
    expect(await next(turns)).toMatchObject({ source: 'x', epoch: 2 });
  });

  it('go on while it is killed, longer than its locks last, and the next ones begin when it is back', async () => {
    const server = await ownRedis(closing);
    const said: string[] = [];
    const log = (line: string) => void said.push(line);
    const on = { ...fresh(), url: server.url, answerMs: 500, log };
    const turns = await workerOn(['x', 'y'], on, closing);
    const other = await workerOn(['x', 'y'], { ...on, log: () => undefined }, closing);
    await turns.schedule('x', now());
    await turns.schedule('y', now() + 500);
    const lease = await mustNext(turns);
    await server.kill();
    expect(await next(turns, lockMs + stalledMs)).toBeNull();
    const longer = await turns.extend(lease, now(), leaseMs);
    await turns.schedule('z', now());
    await server.again();
    expect(await mustNext(other, 8_000)).toMatchObject({ source: 'y' });
    await wait(3 * stalledMs);
    expect(await next(other, stalledMs)).toBeNull();
    await turns.done(longer, now());
    expect(await mustNext(other)).toMatchObject({ source: 'x', epoch: 2 });
    expect(said).toEqual([expect.stringContaining('turns under way go on'), 'Redis answers again']);
  }, 30_000);
});
