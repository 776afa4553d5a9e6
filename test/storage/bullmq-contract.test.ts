import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { realClock } from '../../model/clock.ts';
import type { Turns } from '../../model/ports.ts';
import type { BullTurns } from '../../storage/bullmq/turns.ts';
import type { Storage } from '../../storage/port.ts';
import { openSqlite } from '../../storage/sqlite/open.ts';
import { turnsContract } from '../contract/turns.ts';
import { redisUrl } from '../servers/urls.ts';
import { type Closing, freshPrefix, workerOn } from './bullmq-workers.ts';

const folder = mkdtempSync(join(tmpdir(), 'leadline-turns-'));
const closing: Closing = [];
let made = 0;
beforeAll(redisUrl);
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** The contract tells the time with each call; here the clock is whatever it told last. */
function toldTime() {
  let now = 0;
  const tell = <T>(time: number, work: () => T): T => {
    now = time;
    return work();
  };
  const telling = (turns: BullTurns, known: string[]): Turns => ({
    ...turns,
    claim: (at, ms) => tell(at, () => turns.claim(at, ms)),
    claimSource: async (source, at, ms) => {
      const lease = await tell(at, () => turns.claimSource(source, at, ms));
      // A source that was visited before it was ever planned has no job until the reconciler comes by, once a minute.
      if (!known.includes(source)) {
        known.push(source);
        await turns.reconcile();
      }
      return lease;
    },
    extend: (lease, at, ms) => tell(at, () => turns.extend(lease, at, ms)),
  });
  return { clock: { ...realClock, now: () => now }, telling };
}

async function open(): Promise<Storage> {
  made += 1;
  const storage = openSqlite(join(folder, `${made}.db`));
  const url = await redisUrl();
  const { clock, telling } = toldTime();
  const known: string[] = [];
  const settings = { lockMs: 30_000, stalledMs: 20, reconcileMs: 1e9 };
  const turns = await workerOn(
    known,
    { url, prefix: freshPrefix(url, closing), leases: storage.leases, clock, ...settings },
    closing,
  );
  const close = async () => {
    await turns.close();
    await storage.close();
  };
  return { ...storage, leases: telling(turns, known), close };
}

turnsContract('bullmq on sqlite', open, 25, true);
