import { randomUUID } from 'node:crypto';
import { type Job, Queue, Worker } from 'bullmq';
import { errorText } from '../../model/errors.ts';
import { checkRedis, connectRedis, type RedisOptions, within } from './redis.ts';

export interface JobsOptions extends RedisOptions {
  /** What the names of all keys begin with. */
  readonly prefix: string;
  /** A job that this process does not hear of for so long is given to another worker. */
  readonly lockMs: number;
  readonly stalledMs: number;
  /** How long Redis may take to answer. */
  readonly answerMs: number;
  readonly log: (line: string) => void;
}

/** A job that this process has locked. */
export interface TurnJob {
  readonly source: string;
  /** How many workers in a row lost it without a word. */
  readonly deaths: number;
}

/**
 * The jobs in Redis, one a source. Nothing here throws: what Redis cannot do is told once, and answered by null or false, since the store's plans make
 * every job again.
 */
export interface Jobs {
  /** The job whose time has come, or null: none, or no Redis. */
  next(): Promise<TurnJob | null>;
  /** Puts a locked job off; false when it is no longer this process's. */
  putOff(job: TurnJob, ms: number): Promise<boolean>;
  /** Puts a locked job off whose worker lives: the deaths before it are forgotten. */
  release(job: TurnJob, ms: number): Promise<boolean>;
  /** Keeps the lock for another `lockMs`; false when it is lost, null when Redis does not answer. */
  keep(job: TurnJob): Promise<boolean | null>;
  /** Ends a locked job whose source has no plan. */
  drop(job: TurnJob): Promise<void>;
  /** Brings the job of a source, which nobody holds, to another time. */
  plan(source: string, ms: number): Promise<void>;
  /** Makes a job for each source that has none; claim() finds out when it is due. */
  make(sources: readonly string[]): Promise<void>;
  /** Writes down for whoever comes after which Redis gave this lock. */
  sign(job: TurnJob): Promise<void>;
  /** True when the lock that the last worker lost was of this Redis, as it runs now; one that was away lost every lock itself. */
  provesDeath(job: TurnJob): Promise<boolean>;
  isUp(): boolean;
  close(): Promise<void>;
}

/** A job holds no more than its source and what tells a death from other troubles; everything else is in the store. */
interface Data {
  readonly source: string;
  /** How often it had stalled when its worker last gave it back alive. */
  readonly stalled: number;
  /** The run of Redis in which its worker took it. */
  readonly run?: string;
}

const name = 'turns';
const kept = { removeOnComplete: true, removeOnFail: true };
const jobId = (source: string): string => `src-${source}`;

/** BullMQ numbers its refusals: the job, or the lock of it, is gone. That is no trouble with Redis. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && error.code < 0;

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

async function connect({ log, ...options }: JobsOptions) {
  const trouble = createTrouble(log);
  const redis = connectRedis(options, trouble.told);
  await checkRedis(redis, options.url).catch((error: unknown) => {
    redis.disconnect();
    throw error;
  });
  const settings = { connection: redis, prefix: options.prefix };
  const queue = new Queue<Data>(name, settings);
  const worker = new Worker<Data>(name, null, {
    ...settings,
    autorun: false,
    lockDuration: options.lockMs,
    stalledInterval: options.stalledMs,
    // Counted for ever and never taken back by BullMQ; what counts as too often is decided here.
    maxStalledCount: 1_000_000_000,
  });
  queue.on('error', trouble.told);
  worker.on('error', trouble.told);
  return { trouble, redis, queue, worker };
}

/** Connects, and throws `redis-down`, `redis-unsafe` or `storage-denied`; whatever happens to Redis afterwards is only told. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const { lockMs, answerMs } = options;
  const { trouble, redis, queue, worker } = await connect(options);
  const token = randomUUID();
  const locked = new Map<TurnJob, Job<Data>>();
  const isUp = (): boolean => redis.status === 'ready';

  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      // Else the client would wait for the connection, and do it when nobody wants it any more.
      if (!isUp()) throw new Error('not connected');
      const answer = await within(answerMs, work());
      trouble.over();
      return answer;
    } catch (error) {
      if (!isGone(error)) trouble.told(error);
      return null;
    }
  }

  const toTurn = (job: Job<Data>): TurnJob => {
    const turn = { source: job.data.source, deaths: job.stalledCounter - job.data.stalled };
    locked.set(turn, job);
    return turn;
  };

  /** Does the last thing with a locked job. */
  async function finish(turn: TurnJob, work: (job: Job<Data>) => Promise<unknown>): Promise<boolean> {
    const job = locked.get(turn);
    locked.delete(turn);
    return job !== undefined && (await attempt(() => work(job).then(() => true))) === true;
  }
  const currentRun = async (): Promise<string | undefined> =>
    /run_id:(\w+)/.exec((await attempt(() => redis.info('server'))) ?? '')?.[1];
  const moveTo = (job: Job<Data>, ms: number): Promise<void> => job.moveToDelayed(Date.now() + ms, token);
  const putOff = (turn: TurnJob, ms: number): Promise<boolean> => finish(turn, (job) => moveTo(job, ms));
  const release = (turn: TurnJob, ms: number): Promise<boolean> =>
    finish(turn, async (job) => {
      await job.updateData({ source: turn.source, stalled: job.stalledCounter });
      await moveTo(job, ms);
    });

  /** A job that comes when nobody waits for it any more is given back at once, lest its worker be taken for dead. */
  async function fetchJob(): Promise<Job<Data> | null> {
    let wanted = true;
    const fetched = worker.getNextJob(token, { block: false });
    void fetched.then((job) => (job && !wanted ? release(toTurn(job), 0) : null)).catch(() => undefined);
    const job = await attempt(() => fetched);
    wanted = job !== null;
    return job ?? null;
  }

  await worker.startStalledCheckTimer();
  return {
    next: async () => {
      const job = isUp() ? await fetchJob() : null;
      return job && toTurn(job);
    },
    putOff,
    release,
    keep: async (turn) => {
      const job = locked.get(turn);
      if (!job) return false;
      const answer = await attempt(() => job.extendLock(token, lockMs));
      return answer === null ? null : answer === 1;
    },
    drop: async (turn) => void (await finish(turn, (job) => job.moveToCompleted('no plan', token, false))),
    plan: async (source, ms) => {
      const data = { source, stalled: 0 };
      await attempt(async () => {
        const job = await queue.getJob(jobId(source));
        if (!job) await queue.add('turn', data, { jobId: jobId(source), delay: ms, ...kept });
        else if (await job.isDelayed()) await job.changeDelay(ms);
      });
    },
    make: async (sources) => {
      const jobs = sources.map((source) => ({
        name: 'turn',
        data: { source, stalled: 0 },
        opts: { jobId: jobId(source), ...kept },
      }));
      await attempt(() => queue.addBulk(jobs));
    },
    sign: async (turn) => {
      const job = locked.get(turn);
      const run = await currentRun();
      if (job && run) await attempt(() => job.updateData({ ...job.data, run }));
    },
    provesDeath: async (turn) => {
      const run = locked.get(turn)?.data.run;
      return run !== undefined && run === (await currentRun());
    },
    isUp,
    close: async () => {
      await Promise.allSettled([within(answerMs, worker.close(true)), within(answerMs, queue.close())]);
      redis.disconnect();
    },
  };
}
