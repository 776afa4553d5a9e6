import type { Clock } from '../../model/clock.ts';
import { LeadlineError } from '../../model/errors.ts';
import type { Lease, Turns } from '../../model/ports.ts';
import { type Jobs, openJobs, type TurnJob } from './jobs.ts';
import type { RedisOptions } from './redis.ts';

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
  /** How often missing jobs are made again, and how late a source may be until the store is asked for it without Redis. */
  readonly reconcileMs?: number;
  readonly answerMs?: number;
  /** After a source's worker died so many times in a row it is told to `onPoison` instead of given out again. */
  readonly mostDeaths?: number;
  readonly onPoison: (source: string, deaths: number) => Promise<void>;
  readonly log: (line: string) => void;
}

export interface BullTurns extends Turns {
  /** Makes again the job of every source that has none, as after a loss of Redis. */
  reconcile(): Promise<void>;
  close(): Promise<void>;
}

interface Held {
  readonly job: TurnJob;
  readonly lease: Lease;
}
interface Context {
  readonly options: BullTurnsOptions;
  readonly jobs: Jobs;
  readonly stalledMs: number;
  readonly mostDeaths: number;
  /** BullMQ counts in this machine's time, the port in the clock's. */
  readonly delayOf: (at: number) => number;
}

const mostTries = 200;
const bulk = 1_000;
/** Whoever waits longer looks again meanwhile; Redis sorts times exactly only up to the year 2039. */
const longestDelayMs = 86_400_000;
const poisonRestMs = 3_600_000;

/** Brings the job of a source, which nobody holds, to the time that the store plans. */
async function settle({ options: { leases }, jobs, delayOf }: Context, source: string): Promise<void> {
  const at = await leases.planned(source);
  if (at !== null) await jobs.plan(source, delayOf(at));
}

/** Puts a job off until `at`. A plan that was made meanwhile met a job that was in use; it is looked for once more. */
async function rest(context: Context, job: TurnJob, at: number, how: 'putOff' | 'release'): Promise<void> {
  const { options, jobs, delayOf } = context;
  const moved = await jobs[how](job, delayOf(at));
  if (!moved || (await options.leases.planned(job.source)) !== at) await settle(context, job.source);
}

/**
 * The store's lease for a job. Who lost the lock of a job is dead or frozen, and his lease need not be waited for: the store refuses what he still
 * writes. But when Redis itself was away its locks prove nothing, and the turns that went on without it keep their leases.
 */
async function leaseFor(
  { options: { leases }, jobs }: Context,
  job: TurnJob,
  now: number,
  leaseMs: number,
): Promise<Lease | null> {
  const { source } = job;
  const free = await leases.claimSource(source, now, leaseMs);
  if (free || job.deaths === 0 || !(await jobs.provesDeath(job))) return free;
  // In one step: a lease that ends later than others may, if only for a moment, is taken for that of a wrong clock.
  return leases.claimSource(source, now + leaseMs, 0);
}

/** The lease of the source of one job, or null when it is not its turn; then the job is put off. */
async function take(context: Context, job: TurnJob, now: number, leaseMs: number): Promise<Lease | null> {
  const { options, jobs, stalledMs, mostDeaths } = context;
  const due = await options.leases.planned(job.source);
  if (due === null) return jobs.drop(job).then(() => null);
  if (due > now) return rest(context, job, due, 'putOff').then(() => null);
  const lease = await leaseFor(context, job, now, leaseMs);
  // Somebody holds the source, so that nobody died in it.
  if (!lease) return jobs.release(job, stalledMs).then(() => null);
  if (job.deaths < mostDeaths) return lease;
  await options.onPoison(job.source, job.deaths);
  const later = now + poisonRestMs;
  await options.leases.done(lease, later);
  await rest(context, job, later, 'release');
  return null;
}

/** Says once in a row that the store cannot give out turns. */
function createStoreTrouble(log: (line: string) => void) {
  let last = '';
  return (error: LeadlineError | null): void => {
    const text = error?.message ?? '';
    if (text !== '' && text !== last) log(`no turn can begin: ${text}`);
    last = text;
  };
}

/** What this process visits now. The lock of a job is kept as long as its lease is, and given back when that ran out: then the turn ended otherwise. */
function createHeld({ options: { clock }, jobs }: Context) {
  const held = new Map<string, Held>();
  const same = ({ source, epoch }: Lease): Held | null => {
    const found = held.get(source);
    return found?.lease.epoch === epoch ? found : null;
  };
  const drop = ({ job, lease }: Held): void => {
    if (held.get(lease.source)?.job === job) held.delete(lease.source);
  };
  async function giveBack(): Promise<void> {
    const over = [...held.values()].filter(({ lease }) => lease.until <= clock.now());
    over.forEach(drop);
    await Promise.all(over.map(({ job }) => jobs.release(job, 0)));
  }
  async function keepOne(each: Held): Promise<void> {
    if ((await jobs.keep(each.job)) === false) drop(each);
  }
  return {
    hold: (job: TurnJob, lease: Lease) => void held.set(lease.source, { job, lease }),
    has: (source: string) => held.has(source),
    /** Ends the holding, and answers the job. */
    letGo(lease: Lease): TurnJob | null {
      const found = same(lease);
      if (found) held.delete(lease.source);
      return found?.job ?? null;
    },
    prolong(lease: Lease): void {
      const found = same(lease);
      if (found) held.set(lease.source, { ...found, lease });
    },
    giveBack,
    async keep(): Promise<void> {
      await giveBack();
      await Promise.all([...held.values()].map(keepOne));
    },
    /** Gives back every job: who ends in order did not die. */
    async end(): Promise<void> {
      await Promise.all([...held.values()].map(({ job }) => jobs.release(job, 0)));
      held.clear();
    },
  };
}
type HeldTurns = ReturnType<typeof createHeld>;

/** The next source whose job is ready, and, once in a while, the one that is overdue although Redis does not tell. */
function createClaim(context: Context, { hold, giveBack }: HeldTurns): Turns['claim'] {
  const { options, jobs, stalledMs } = context;
  const { leases, reconcileMs = 60_000 } = options;
  const tell = createStoreTrouble(options.log);
  let nextLook = 0;

  /** A plan that Redis never heard of, since it was away just then, comes this way; its job is mended when the turn ends. */
  async function overdue(now: number, leaseMs: number): Promise<Lease | null> {
    const look = nextLook <= now && jobs.isUp();
    if (nextLook <= now) nextLook = now + reconcileMs;
    return look ? leases.claim(now - reconcileMs, reconcileMs + leaseMs) : null;
  }

  async function tryJob(job: TurnJob, now: number, leaseMs: number): Promise<Lease | null> {
    try {
      const lease = await take(context, job, now, leaseMs);
      if (lease) {
        hold(job, lease);
        await jobs.sign(job);
      }
      tell(null);
      return lease;
    } catch (error) {
      // A job that is kept would count as a death of this worker.
      await jobs.putOff(job, stalledMs);
      throw error;
    }
  }

  return async (now, leaseMs) => {
    try {
      await giveBack();
      for (let tries = 0; tries < mostTries; tries++) {
        const job = await jobs.next();
        const lease = await (job ? tryJob(job, now, leaseMs) : overdue(now, leaseMs));
        if (lease || !job) return lease;
      }
    } catch (error) {
      if (!(error instanceof LeadlineError)) throw error;
      tell(error);
    }
    return null;
  };
}

async function reconcile({ options, jobs }: Context): Promise<void> {
  let sources: string[] = [];
  for await (const source of options.sources()) {
    sources.push(source);
    if (sources.length === bulk) {
      await jobs.make(sources);
      sources = [];
    }
  }
  if (sources.length > 0) await jobs.make(sources);
}

/** The port itself: each step is the store's, and Redis follows it. */
function createTurns(context: Context, held: HeldTurns): Turns {
  const { options, jobs, stalledMs } = context;
  const { leases } = options;
  const letGoIfFailed = async <T>(lease: Lease, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      const job = held.letGo(lease);
      if (job) await jobs.release(job, stalledMs);
      throw error;
    }
  };
  return {
    schedule: async (source, at) => {
      await leases.schedule(source, at);
      if (!held.has(source)) await settle(context, source);
    },
    planned: (source) => leases.planned(source),
    claim: createClaim(context, held),
    claimSource: (source, now, leaseMs) => leases.claimSource(source, now, leaseMs),
    extend: async (lease, now, leaseMs) => {
      const longer = await leases.extend(lease, now, leaseMs);
      held.prolong(longer);
      return longer;
    },
    done: async (lease, next) => {
      await letGoIfFailed(lease, leases.done(lease, next));
      const job = held.letGo(lease);
      if (!job) return settle(context, lease.source);
      await rest(context, job, (await leases.planned(lease.source)) ?? next, 'release');
    },
  };
}

/**
 * Turns given out by Redis, so that many workers share them without asking the store: one job a source, which is put off by itself from turn to turn.
 * Every plan and lease is kept in the store as well, which refuses the writes of whoever was taken for dead; so a loss of Redis loses nothing.
 * Throws `redis-down`, `redis-unsafe` or `storage-denied`.
 */
export async function createBullTurns(options: BullTurnsOptions): Promise<BullTurns> {
  const { clock, lockMs = 60_000, stalledMs = 15_000, reconcileMs = 60_000, answerMs = 10_000 } = options;
  const jobs = await openJobs({ ...options, lockMs, stalledMs, answerMs });
  const delayOf = (at: number): number => Math.min(longestDelayMs, Math.max(0, at - clock.now()));
  const context: Context = { options, jobs, stalledMs, mostDeaths: options.mostDeaths ?? 5, delayOf };
  const held = createHeld(context);
  const again = () => reconcile(context);
  // The next time comes soon; what hinders it hinders the turns as well, which say so.
  const renew = setInterval(() => void held.keep().catch(() => undefined), lockMs / 3);
  const heal = setInterval(() => void again().catch(() => undefined), reconcileMs);
  for (const timer of [renew, heal]) timer.unref();
  const close = async () => {
    clearInterval(renew);
    clearInterval(heal);
    await held.end();
    await jobs.close();
  };
  await again().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { ...createTurns(context, held), reconcile: again, close };
}
