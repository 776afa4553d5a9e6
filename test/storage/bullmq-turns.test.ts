import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { realClock } from '../../model/clock.ts';
import type { Lease } from '../../model/ports.ts';
import { type BullTurns, type BullTurnsOptions, createBullTurns } from '../../storage/bullmq/turns.ts';
import type { Storage } from '../../storage/port.ts';
import { openSqlite } from '../../storage/sqlite/open.ts';
import { redisUrl } from '../servers/urls.ts';

const lockMs = 1_500;
const stalledMs = 700;
const leaseMs = 60_000;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function newStore(): Storage {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bullmq-'));
  const storage = openSqlite(join(folder, 'leadline.db'));
  closing.push(async () => {
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return storage;
}

const freshPrefix = (): string => `t${randomBytes(6).toString('hex')}`;

/** Workers on one store and one prefix, as several processes would be. */
async function workersOn(
  storage: Storage,
  names: readonly string[],
  count: number,
  more: Partial<BullTurnsOptions> = {},
): Promise<readonly [BullTurns, ...BullTurns[]]> {
  const prefix = more.prefix ?? freshPrefix();
  const make = async (): Promise<BullTurns> => {
    const turns = await createBullTurns({
      url: await redisUrl(),
      prefix,
      leases: storage.leases,
      sources: async function* () {
        yield* names;
      },
      clock: realClock,
      lockMs,
      stalledMs,
      onPoison: async () => undefined,
      log: () => undefined,
      ...more,
    });
    closing.push(turns.close);
    return turns;
  };
  const first = await make();
  const others: BullTurns[] = [];
  for (let n = 1; n < count; n++) others.push(await make());
  return [first, ...others];
}

const now = (): number => Date.now();
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The next lease, waiting for it up to `ms`. */
async function next(turns: BullTurns, ms = 5_000): Promise<Lease | null> {
  for (const until = now() + ms; now() < until; await wait(50)) {
    const lease = await turns.claim(now(), leaseMs);
    if (lease) return lease;
  }
  return null;
}

describe('turns shared through Redis', () => {
  it('are given to one worker each, and again when they are due', async () => {
    const storage = newStore();
    const [a, b] = await workersOn(storage, ['x'], 2);
    await a.schedule('x', now() - 1);
    const first = await next(a);
    expect(first).toMatchObject({ source: 'x', epoch: 1 });
    expect(await b?.claim(now(), leaseMs)).toBeNull();
    if (first) await a.done(first, now() + 300);
    expect(await b?.claim(now(), leaseMs)).toBeNull();
    expect(b && (await next(b))).toMatchObject({ source: 'x', epoch: 2 });
  });

  it('never run twice at once, whatever many workers schedule and claim', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const workers = await workersOn(newStore(), names, 3);
    const running = new Set<string>();
    const turns = new Map<string, number>();
    const stop = now() + 2_500;
    const work = async (turns_: BullTurns) => {
      while (now() < stop) {
        await Promise.all(names.map((name) => turns_.schedule(name, now())));
        const lease = await turns_.claim(now(), leaseMs);
        if (!lease) continue;
        expect(running.has(lease.source)).toBe(false);
        running.add(lease.source);
        await wait(5);
        running.delete(lease.source);
        turns.set(lease.source, (turns.get(lease.source) ?? 0) + 1);
        await turns_.done(lease, now());
      }
    };
    await Promise.all(workers.map(work));
    expect([...turns.keys()].sort()).toEqual(names);
    expect(Math.min(...turns.values())).toBeGreaterThan(3);
  });

  it('keep a plan that was made while the source was being visited', async () => {
    const [turns] = await workersOn(newStore(), ['x'], 1);
    await turns.schedule('x', now());
    const lease = await next(turns);
    await turns.schedule('x', now() + 200);
    if (lease) await turns.done(lease, now() + 60_000);
    expect(await next(turns)).toMatchObject({ epoch: 2 });
  });

  it('of a worker that died go to another soon, and what the dead one still writes is refused', async () => {
    const storage = newStore();
    const prefix = freshPrefix();
    const [dying] = await workersOn(storage, ['x'], 1, { prefix });
    await dying.schedule('x', now());
    const lease = await next(dying);
    await dying.close();
    const [heir] = await workersOn(storage, ['x'], 1, { prefix });
    const began = now();
    const taken = await next(heir, lockMs + 3 * stalledMs + 2_000);
    expect(taken).toMatchObject({ source: 'x', epoch: 2 });
    expect(now() - began).toBeLessThan(lockMs + 3 * stalledMs + 1_500);
    if (lease) await expect(storage.commit([], lease)).rejects.toMatchObject({ code: 'lease-lost' });
    if (lease) await expect(dying.extend(lease, now(), leaseMs)).rejects.toMatchObject({ code: 'lease-lost' });
  });

  it('of a source on which workers die again and again are given up, with the reason', async () => {
    const storage = newStore();
    const prefix = freshPrefix();
    const poison: string[] = [];
    const more = {
      prefix,
      mostDeaths: 2,
      onPoison: async (source: string, deaths: number) => void poison.push(`${source} ${deaths}`),
    };
    for (let death = 0; death < 2; death++) {
      const [dying] = await workersOn(storage, ['x'], 1, more);
      await dying.schedule('x', now());
      expect(await next(dying)).not.toBeNull();
      await dying.close();
    }
    const [heir] = await workersOn(storage, ['x'], 1, more);
    expect(await next(heir, lockMs + 3 * stalledMs)).toBeNull();
    expect(poison).toEqual(['x 2']);
  });

  it('come back by themselves when Redis forgot everything', async () => {
    const storage = newStore();
    const [turns] = await workersOn(storage, ['x', 'y'], 1, { reconcileMs: 200 });
    await turns.schedule('x', now());
    await turns.schedule('y', now() + 400);
    const lease = await next(turns);
    expect(lease).toMatchObject({ source: 'x' });
    // The server is shared, so that only what belongs to this test is taken away.
    await turns.forget();
    expect(await next(turns)).toMatchObject({ source: 'y', epoch: 1 });
    if (lease) await turns.done(lease, now());
    expect(await next(turns)).toMatchObject({ source: 'x', epoch: 2 });
  });

  it('of ten thousand sources are made in little time', async () => {
    const names = Array.from({ length: 10_000 }, (_, n) => `s${n}`);
    const began = now();
    const [turns] = await workersOn(newStore(), names, 1, { reconcileMs: 600_000 });
    await turns.reconcile();
    expect(now() - began).toBeLessThan(8_000);
  });
});
