import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { realClock } from '../../model/clock.ts';
import type { Lease, Turns } from '../../model/ports.ts';
import { type BullTurns, type BullTurnsOptions, createBullTurns } from '../../storage/bullmq/turns.ts';
import type { Storage } from '../../storage/port.ts';
import { openSqlite } from '../../storage/sqlite/open.ts';
import type { Server } from '../servers/processes.ts';
import { startRedis } from '../servers/redis.ts';

export const lockMs = 1_500;
export const stalledMs = 700;
export const leaseMs = 60_000;

export type Closing = (() => Promise<unknown>)[];
export const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export function temporaryFolder(closing: Closing): string {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bullmq-'));
  closing.push(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function newStore(closing: Closing): Storage {
  const storage = openSqlite(join(temporaryFolder(closing), 'leadline.db'));
  closing.push(storage.close);
  return storage;
}

/** A Redis of this test's own; `again` starts it once more with what it kept. */
export async function ownRedis(closing: Closing): Promise<Server & { again(): Promise<Server> }> {
  const folder = temporaryFolder(closing);
  const server = await startRedis({ folder });
  closing.push(server.kill);
  const again = async () => {
    const next = await startRedis({ folder, port: Number(new URL(server.url).port) });
    closing.push(next.kill);
    return next;
  };
  return { ...server, again };
}

/** Names of this test's own on a server that is shared; its keys are taken away afterwards. */
export function freshPrefix(url: string, closing: Closing): string {
  const prefix = `t${randomBytes(6).toString('hex')}`;
  closing.push(async () => {
    const redis = new Redis(url);
    for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 5_000 }))
      if (keys.length > 0) await redis.unlink(...keys);
    await redis.quit();
  });
  return prefix;
}

export interface WorkersOptions extends Partial<BullTurnsOptions> {
  readonly url: string;
  readonly prefix: string;
  readonly leases: Turns;
}

/** A worker on a store and a prefix, as a process of its own would be. */
export async function workerOn(
  names: readonly string[],
  options: WorkersOptions,
  closing: Closing,
): Promise<BullTurns> {
  const turns = await createBullTurns({
    sources: async function* () {
      yield* names;
    },
    clock: realClock,
    lockMs,
    stalledMs,
    onPoison: async () => undefined,
    log: () => undefined,
    ...options,
  });
  closing.push(turns.close);
  return turns;
}

/** The next lease, waiting for it up to `ms`. */
export async function next(turns: Turns, ms = 5_000, lease = leaseMs): Promise<Lease | null> {
  for (const until = Date.now() + ms; Date.now() < until; await wait(50)) {
    const found = await turns.claim(Date.now(), lease);
    if (found) return found;
  }
  return null;
}

/** The next lease, which must come. */
export async function mustNext(turns: Turns, ms?: number, lease?: number): Promise<Lease> {
  const found = await next(turns, ms, lease);
  if (!found) throw new Error('no turn came');
  return found;
}
