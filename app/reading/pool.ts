import { fileURLToPath } from 'node:url';
import { excess, pageLimits } from '../../extractors/limits.ts';
import type { Extraction } from '../../extractors/types.ts';
import { GiveUp, type LeadlineError, NeedsOperator, TryLater } from '../../model/errors.ts';
import { type Question, type ReaderProcess, type Reply, startReader } from './reader-process.ts';
import type { Reading } from './reading.ts';

export interface PoolOptions {
  /** Files of the site profiles, in the order in which they are tried. */
  readonly profileFiles: readonly string[];
  readonly workers: number;
  /** Heap of one reader; a page that needs more ends it. */
  readonly memoryMb?: number;
  /** Computing time for one page. On systems that do not tell it: time by the clock. */
  readonly cpuMs?: number;
  /** Computing time for a reader to get ready. */
  readonly startMs?: number;
  /** Time by the clock for either, so wide that a busy machine refuses no page by chance. */
  readonly wallMs?: number;
  /** The program of a reader; tests put a misbehaving one here. */
  readonly program?: string;
}

type Result = Extraction | GiveUp;
interface Job {
  readonly question: Question;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: LeadlineError) => void;
  /** A reader died of it before. */
  readonly again: boolean;
}
interface Slot {
  readonly reader: ReaderProcess;
  state: 'starting' | 'idle' | 'busy';
}

const readerProgram = fileURLToPath(new URL('./child.ts', import.meta.url));

/** So many readers in a row may fail to start before pages are sent back. */
const mostFailures = 3;

const slow = (ms: number): GiveUp =>
  new GiveUp('page-too-slow', `The page took more than ${ms} ms of computing time; its reader was ended.`);
const crashed = (how: string): GiveUp =>
  new GiveUp('page-crashed', `The reader of the page ended (${how}); most likely it ran out of memory.`);
const stopped = (): TryLater => new TryLater('stopped', 'The readers were closed before the page was read.');
const down = (how: string): NeedsOperator =>
  new NeedsOperator('readers-down', `The processes that read pages cannot be started (${how}).`, {
    hint: 'Look for a site profile that cannot be read or for want of memory; nothing is lost, pages wait in the archive.',
  });

function resultOf(reply: Exclude<Reply, { kind: 'stopped' }>, cpuMs: number): Result {
  switch (reply.kind) {
    case 'read':
      return reply.extraction;
    case 'refused':
      return new GiveUp(reply.code, reply.message);
    case 'broken':
      return new GiveUp('page-crashed', reply.message);
    case 'slow':
      return slow(cpuMs);
    case 'died':
      return crashed(reply.how);
  }
}

/** What a pool knows; the functions below change it. */
interface Pool {
  readonly options: Required<PoolOptions>;
  readonly waiting: Job[];
  readonly slots: Set<Slot>;
  /** Readers in a row that could not be started. */
  failures: number;
  closing: boolean;
}

const count = (pool: Pool, state: Slot['state']): number =>
  [...pool.slots].filter((slot) => slot.state === state).length;

function sendBack(pool: Pool, error: LeadlineError): void {
  for (const job of pool.waiting.splice(0)) job.reject(error);
}

async function open(pool: Pool): Promise<void> {
  const { startMs, wallMs } = pool.options;
  const reader = startReader({ ...pool.options, start: { cpuMs: startMs, wallMs } });
  const slot: Slot = { reader, state: 'starting' };
  pool.slots.add(slot);
  const fault = await slot.reader.started;
  if (fault === null) {
    pool.failures = 0;
    slot.state = 'idle';
  } else {
    pool.slots.delete(slot);
    pool.failures += 1;
    if (pool.failures >= mostFailures && pool.slots.size === 0 && !pool.closing) sendBack(pool, down(fault));
  }
  dispatch(pool);
}

async function give(pool: Pool, slot: Slot, job: Job): Promise<void> {
  const { cpuMs, wallMs } = pool.options;
  slot.state = 'busy';
  const reply = await slot.reader.ask(job.question, { cpuMs, wallMs });
  const isGone = reply.kind === 'slow' || reply.kind === 'died' || reply.kind === 'stopped';
  if (isGone) pool.slots.delete(slot);
  else slot.state = 'idle';
  if (reply.kind === 'stopped' || (isGone && pool.closing)) job.reject(stopped());
  else if (reply.kind === 'died' && !job.again) pool.waiting.unshift({ ...job, again: true });
  else job.resolve(resultOf(reply, cpuMs));
  dispatch(pool);
}

/** Gives what waits to idle readers, and starts another one where that is not enough. */
function dispatch(pool: Pool): void {
  const { waiting, slots, failures, closing } = pool;
  if (closing) return;
  for (const slot of slots) {
    const job = slot.state === 'idle' ? waiting.shift() : undefined;
    if (job) void give(pool, slot, job);
  }
  const hopeless = failures >= mostFailures && slots.size > 0;
  if (waiting.length > count(pool, 'starting') && slots.size < pool.options.workers && !hopeless) void open(pool);
}

/**
 * Reads pages in processes with caps on memory and time, one page at a time in each. A page that hits a cap is refused with the reason and
 * its reader is replaced; pages in other readers never notice. A page over which a reader ends by itself is given to another first: a machine
 * short of memory kills the wrong process now and then. Readers start with the first page.
 */
export function createReadingPool(options: PoolOptions): Reading {
  const pool: Pool = {
    options: { memoryMb: 512, cpuMs: 20_000, startMs: 30_000, wallMs: 600_000, program: readerProgram, ...options },
    waiting: [],
    slots: new Set(),
    failures: 0,
    closing: false,
  };
  return {
    async read(input, profile) {
      if (input.bytes.length > pageLimits.bytes) return excess('page-too-large', 'bytes', pageLimits.bytes);
      if (pool.closing) throw stopped();
      return new Promise((resolve, reject) => {
        pool.waiting.push({ question: { input, profile }, resolve, reject, again: false });
        dispatch(pool);
      });
    },
    async close() {
      pool.closing = true;
      sendBack(pool, stopped());
      await Promise.all([...pool.slots].map((slot) => slot.reader.stop()));
    },
  };
}
