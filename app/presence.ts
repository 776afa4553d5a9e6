import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { iso } from '../model/clock.ts';
import { deadAfterMs, goneAfterMs, heartbeatMs, type Role, type Worker } from '../model/worker.ts';
import { isRunning } from '../storage/running.ts';
import type { WorkerView } from './api.ts';
import type { Parts } from './parts.ts';

/** A worker that tells of itself while it lives. */
export interface Presence {
  /** Sources that it visits now; whoever visits adds and removes them. */
  readonly visiting: Set<string>;
  /** Says that it ended of its own will. */
  leave(): Promise<void>;
}

const keptMs = 86_400_000;

/** Forgets workers that ended, or fell silent, more than a day ago. */
async function sweep({ storage, clock }: Parts): Promise<void> {
  const before = iso(clock.now() - keptMs);
  const old: string[] = [];
  for await (const { id } of storage.workers.each({ heartbeatAt: { lt: before } })) old.push(id);
  for (const id of old) await storage.workers.remove(id);
}

/** Shows this process among the workers, from now until it leaves. A heartbeat that cannot be stored is left out: the next one may. */
export async function appear(parts: Parts, roles: readonly Role[], version: string): Promise<Presence> {
  const { storage, clock, archive } = parts;
  const id = `${hostname()}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const startedAt = iso(clock.now());
  const visiting = new Set<string>();
  const now = (endedAt: string | null): Worker => ({
    id,
    host: hostname(),
    pid: process.pid,
    roles: [...roles],
    version,
    startedAt,
    heartbeatAt: iso(clock.now()),
    endedAt,
    visiting: endedAt === null ? [...visiting].sort() : [],
    archive: endedAt === null ? archive.worker : null,
  });
  await sweep(parts);
  await storage.workers.put(id, now(null));
  let beating: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating.then(() => storage.workers.put(id, now(null))).catch(() => undefined);
  }, heartbeatMs);
  timer.unref();
  return {
    visiting,
    leave: async () => {
      clearInterval(timer);
      await beating;
      await storage.workers.put(id, now(iso(clock.now())));
    },
  };
}

/**
 * Takes over from workers that fell silent: each is given to one caller only, however many ask. Answers how many; what they had archived and not
 * recorded is then to be taken in.
 */
export async function takeOver({ storage, clock }: Parts): Promise<number> {
  const silentSince = iso(clock.now() - deadAfterMs);
  const dead: string[] = [];
  for await (const { id } of storage.workers.each({ endedAt: null, heartbeatAt: { lt: silentSince } })) dead.push(id);
  let taken = 0;
  for (const id of dead) {
    const stored = await storage.workers.get(id);
    if (stored?.value.endedAt !== null || stored.value.heartbeatAt >= silentSince) continue;
    if (await storage.workers.put(id, { ...stored.value, endedAt: iso(clock.now()) }, stored.version)) taken += 1;
  }
  return taken;
}

/** A process that only stands still may yet wake and write; one that is gone will not. */
const isGone = ({ host, pid, heartbeatAt }: Worker, now: number): boolean =>
  now - Date.parse(heartbeatAt) > goneAfterMs || (host === hostname() && (pid === process.pid || !isRunning(pid)));

/** Mends and seals the archive files of workers that died and are gone for good. Answers how many workers. */
export async function mendArchives({ storage, clock, archive }: Parts): Promise<number> {
  const now = clock.now();
  const open: Worker[] = [];
  for await (const worker of storage.workers.each())
    if (worker.endedAt !== null && worker.archive !== null && isGone(worker, now)) open.push(worker);
  let mended = 0;
  for (const { id } of open) {
    const stored = await storage.workers.get(id);
    const name = stored?.value.archive ?? null;
    if (!stored || name === null) continue;
    // Two who mend one file would spoil it: only who takes the name off the record does it.
    if (!(await storage.workers.put(id, { ...stored.value, archive: null }, stored.version))) continue;
    await archive.mend(name);
    mended += 1;
  }
  return mended;
}

/** Workers that run or fell silent within the last day, newest first; those that ended of their own will are left out. */
export async function workers({ storage, clock }: Parts): Promise<readonly WorkerView[]> {
  const found: WorkerView[] = [];
  for await (const { endedAt, archive: _, ...worker } of storage.workers.each({ endedAt: null })) {
    const silentMs = Math.max(0, clock.now() - Date.parse(worker.heartbeatAt));
    if (silentMs < keptMs) found.push({ ...worker, silentMs, alive: silentMs < deadAfterMs });
  }
  return found.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}
