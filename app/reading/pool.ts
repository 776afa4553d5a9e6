import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Extraction, PageInput } from '../../extractors/types.ts';
import { type ErrorCode, GiveUp } from '../../model/errors.ts';
import type { Reading } from './reading.ts';

export interface Question {
  readonly input: PageInput;
  readonly profile: string | null;
}
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly extraction: Extraction }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'broken'; readonly message: string };

export interface PoolOptions {
  /** Files of the site profiles, in the order in which they are tried. */
  readonly profileFiles: readonly string[];
  readonly workers: number;
  /** Heap of one reader; a page that needs more ends it. */
  readonly memoryMb?: number;
  /** Wall-clock time for one page. */
  readonly timeoutMs?: number;
  /** The program of a reader; tests put a misbehaving one here. */
  readonly program?: string;
}

type Result = Extraction | GiveUp;
interface Job {
  readonly question: Question;
  /** Readers that ended over it. */
  deaths: number;
  readonly resolve: (result: Result) => void;
}
interface Worker {
  readonly process: ChildProcess;
  job: Job | null;
  timer: NodeJS.Timeout | null;
  ready: boolean;
  /** Why the parent ended it, or null while it runs by itself. */
  ended: GiveUp | null;
}

const reader = fileURLToPath(new URL('./child.ts', import.meta.url));

const slow = (ms: number): GiveUp =>
  new GiveUp('page-too-slow', `The page was not read within ${ms} ms; its reader was ended.`);
const crashed = (how: string): GiveUp =>
  new GiveUp('page-crashed', `The reader of the page ended (${how}); most likely it ran out of memory.`);

function resultOf(answer: Exclude<Answer, { kind: 'ready' }>): Result {
  switch (answer.kind) {
    case 'read':
      return answer.extraction;
    case 'refused':
      return new GiveUp(answer.code, answer.message);
    case 'broken':
      return new GiveUp('page-crashed', answer.message);
  }
}

/**
 * Reads pages in processes with caps on memory and time, one page at a time in each. A page that hits a cap is refused with the reason and
 * its reader is replaced; one that ends its reader is given to another first; pages in other readers never notice. Readers start with the first page.
 */
export function createReadingPool(options: PoolOptions): Reading {
  const { workers: most, memoryMb = 512, timeoutMs = 20_000 } = options;
  const waiting: Job[] = [];
  const workers = new Set<Worker>();
  let closing = false;

  function settle(worker: Worker, result: Result): void {
    if (worker.timer) clearTimeout(worker.timer);
    const { job } = worker;
    worker.job = null;
    worker.timer = null;
    job?.resolve(result);
  }

  function hear(worker: Worker, answer: Answer): void {
    if (answer.kind !== 'ready') settle(worker, resultOf(answer));
    worker.ready = true;
    dispatch();
  }

  function start(): void {
    const child = fork(options.program ?? reader, [JSON.stringify(options.profileFiles)], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${memoryMb}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const worker: Worker = { process: child, job: null, timer: null, ready: false, ended: null };
    workers.add(worker);
    child.on('message', (answer) => hear(worker, answer as Answer)); // our own child, our own messages
    child.on('exit', (code, signal) => {
      workers.delete(worker);
      if (!worker.ready && !closing) return failAll(crashed(`${signal ?? code} at its start`));
      if (worker.ended === null) bury(worker, crashed(String(signal ?? code)));
      else settle(worker, worker.ended);
      dispatch();
    });
  }

  /** A machine short of memory kills the wrong process now and then: only the page that ends a second reader is to blame. */
  function bury(worker: Worker, why: GiveUp): void {
    const { job } = worker;
    if (job === null || job.deaths > 0 || closing) {
      settle(worker, why);
      return;
    }
    job.deaths += 1;
    worker.job = null;
    if (worker.timer) clearTimeout(worker.timer);
    waiting.unshift(job);
  }

  /** A reader that cannot even start would be started for ever. */
  function failAll(why: GiveUp): void {
    for (const job of waiting.splice(0)) job.resolve(why);
  }

  function give(worker: Worker, job: Job): void {
    worker.job = job;
    worker.timer = setTimeout(() => {
      worker.ended = slow(timeoutMs);
      worker.process.kill('SIGKILL');
    }, timeoutMs);
    worker.process.send(job.question, (error) => {
      if (error) worker.process.kill('SIGKILL');
    });
  }

  function dispatch(): void {
    for (const worker of workers) {
      const job = worker.ready && worker.job === null && worker.ended === null ? waiting.shift() : undefined;
      if (job) give(worker, job);
    }
    const starting = [...workers].filter((worker) => !worker.ready).length;
    if (!closing && waiting.length > starting && workers.size < most) start();
  }

  return {
    read: (input, profile) =>
      new Promise((resolve) => {
        waiting.push({ question: { input, profile }, deaths: 0, resolve });
        dispatch();
      }),
    async close() {
      closing = true;
      failAll(new GiveUp('stopped', 'The readers were closed.'));
      const ends = [...workers].map((worker) => new Promise((resolve) => worker.process.once('exit', resolve)));
      for (const worker of workers) worker.process.kill('SIGKILL');
      await Promise.all(ends);
    },
  };
}
