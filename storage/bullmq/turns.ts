import { randomUUID } from 'node:crypto';
import { type Job, Queue, Worker } from 'bullmq';
import type { Clock } from '../../model/clock.ts';
import { errorText } from '../../model/errors.ts';
import type { Lease, Turns } from '../../model/ports.ts';
import { checkRedis, connectRedis, type RedisOptions, within } from './redis.ts';

export interface BullTurnsOptions extends RedisOptions {
  /** What the names of all keys begin with. */
  readonly prefix: string;
  /** The plans and leases of the store: the truth. Redis only says whose turn it is. */
  readonly leases: Turns;
  /** Every source that has turns. */
  readonly sources: () => AsyncIterable<string>;
  readonly clock: Clock;
  /** A turn that is not heard of for so long is given to another worker. */
  readonly lockMs?: number;
  readonly stalledMs?: number;
  readonly reconcileMs?: number;
  /** After a source's worker died so many times in a row it is told to `onPoison` instead of given out again. */
  readonly mostDeaths?: number;
  readonly onPoison: (source: string, deaths: number) => Promise<void>;
  readonly log: (line: string) => void;
}

export interface BullTurns extends Turns {
  /** Makes again the job of every source that has none, as after a loss of Redis. */
  reconcile(): Promise<void>;
  /** Takes every job out of Redis; plans and leases stay in the store. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

/** A job holds no more than its source, and how often it had stalled when it was last given out or ended. */
interface Data {
  readonly source: string;
  readonly stalled: number;
}
interface Held {
  readonly job: Job<Data>;
  readonly epoch: number;
}

const answerMs = 10_000;
const mostTries = 200;
const poisonRestMs = 3_600_000;
const jobId = (source: string): string => `src-${source}`;
const kept = { removeOnComplete: true, removeOnFail: true };

/** Says what it cannot do once, and once when it can again. */
function createTrouble(log: (line: string) => void) {
  let troubled = false;
  return {
    told(error: unknown) {
      if (!troubled) log(`Redis: ${errorText(error)}; turns under way go on, new ones begin when it is back`);
      troubled = true;
    },
    over() {
      if (troubled) log('Redis answers again');
      troubled = false;
    },
  };
}

/**
 * Turns given out by Redis, so that many workers share them without asking the store: one job a source, which is put off by itself from turn to turn.
 * Every plan and lease is kept in the store as well, which refuses the writes of whoever was taken for dead; so a loss of Redis loses nothing.
 * Throws `redis-down`, `redis-unsafe` or `storage-denied`.
 */
export async function createBullTurns(options: BullTurnsOptions): Promise<BullTurns> {
  const { leases, clock, lockMs = 60_000, stalledMs = 15_000, reconcileMs = 60_000, mostDeaths = 5 } = options;
  const trouble = createTrouble(options.log);
  const redis = connectRedis(options, trouble.told);
  await checkRedis(redis, options.url).catch((error: unknown) => {
    redis.disconnect();
    throw error;
  });
  const name = 'turns';
  const settings = { connection: redis, prefix: options.prefix };
  const queue = new Queue<Data>(name, settings);
  const worker = new Worker<Data>(name, null, {
    ...settings,
    autorun: false,
    lockDuration: lockMs,
    stalledInterval: stalledMs,
    maxStalledCount: 1_000_000_000,
  });
  queue.on('error', trouble.told);
  worker.on('error', trouble.told);
  const token = randomUUID();
  const held = new Map<string, Held>();
  const ask = <T>(work: Promise<T>): Promise<T> => within(answerMs, work);
  /** BullMQ counts in this machine's time, the port in the clock's. */
  const delayOf = (at: number): number => Math.max(0, at - clock.now());
  const tryTo = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await ask(work());
      trouble.over();
    } catch (error) {
      trouble.told(error);
    }
  };

  /** Brings the job of a source, which nobody holds, to the time that the store plans. */
  async function settleJob(source: string): Promise<void> {
    const at = await leases.planned(source);
    if (at === null) return;
    await tryTo(async () => {
      const delay = delayOf(at);
      const job = await queue.getJob(jobId(source));
      if (!job) await queue.add('turn', { source, stalled: 0 }, { jobId: jobId(source), delay, ...kept });
      else if (await job.isDelayed()) await job.changeDelay(delay);
    });
  }

  const putOff = (job: Job<Data>, ms: number): Promise<void> =>
    ask(job.moveToDelayed(Date.now() + Math.max(0, ms), token));

  /** The lease of the source of one job, or null when it is not its turn; then the job is put off. */
  async function take(job: Job<Data>, now: number, leaseMs: number): Promise<Lease | null> {
    const { source } = job.data;
    const due = await leases.planned(source);
    if (due === null) {
      await ask(job.moveToCompleted('gone', token, false));
      return null;
    }
    const deaths = job.stalledCounter - job.data.stalled;
    if (deaths >= mostDeaths) {
      await options.onPoison(source, deaths);
      await ask(job.updateData({ source, stalled: job.stalledCounter }));
      await putOff(job, poisonRestMs);
      return null;
    }
    // Who lost the lock of a job is dead or frozen, and need not be waited for: the store refuses what he still writes.
    const since = deaths > 0 ? now + leaseMs : now;
    const lease = deaths > 0 || due <= now ? await leases.claimSource(source, since, leaseMs) : null;
    if (!lease) {
      await putOff(job, due > now ? due - now : stalledMs);
      return null;
    }
    held.set(source, { job, epoch: lease.epoch });
    return lease;
  }

  async function claim(now: number, leaseMs: number): Promise<Lease | null> {
    try {
      for (let tries = 0; tries < mostTries; tries++) {
        const job = await ask(worker.getNextJob(token, { block: false }));
        trouble.over();
        if (!job) return null;
        const lease = await take(job, now, leaseMs);
        if (lease) return lease;
      }
    } catch (error) {
      trouble.told(error);
    }
    return null;
  }

  /** The job that belongs to a lease, if this process holds it. */
  const jobOf = ({ source, epoch }: Lease): Job<Data> | null => {
    const found = held.get(source);
    return found?.epoch === epoch ? found.job : null;
  };

  async function reconcile(): Promise<void> {
    const jobs: Parameters<typeof queue.addBulk>[0] = [];
    for await (const source of options.sources())
      jobs.push({ name: 'turn', data: { source, stalled: 0 }, opts: { jobId: jobId(source), ...kept } });
    // A job that is there stays as it is; a new one is looked at by claim(), which puts it off until its time.
    await tryTo(() => queue.addBulk(jobs));
  }

  const renew = setInterval(() => {
    for (const { job } of held.values()) void tryTo(() => job.extendLock(token, lockMs));
  }, lockMs / 2);
  const heal = setInterval(() => void reconcile().catch(trouble.told), reconcileMs);
  for (const timer of [renew, heal]) timer.unref();
  await reconcile();
  await worker.startStalledCheckTimer();

  return {
    schedule: async (source, at) => {
      await leases.schedule(source, at);
      if (!held.has(source)) await settleJob(source);
    },
    planned: (source) => leases.planned(source),
    claim,
    claimSource: (source, now, leaseMs) => leases.claimSource(source, now, leaseMs),
    extend: (lease, now, leaseMs) => leases.extend(lease, now, leaseMs),
    done: async (lease, next) => {
      const job = jobOf(lease);
      if (job) held.delete(lease.source);
      await leases.done(lease, next);
      if (!job) return settleJob(lease.source);
      const at = (await leases.planned(lease.source)) ?? next;
      await tryTo(async () => {
        await job.updateData({ source: lease.source, stalled: job.stalledCounter });
        await job.moveToDelayed(Date.now() + delayOf(at), token);
      });
    },
    reconcile,
    forget: () => queue.obliterate({ force: true }),
    close: async () => {
      clearInterval(renew);
      clearInterval(heal);
      await Promise.allSettled([ask(worker.close(true)), ask(queue.close())]);
      redis.disconnect();
    },
  };
}
