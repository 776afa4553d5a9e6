import { type ChildProcess, fork } from 'node:child_process';
import type { Extraction, PageInput } from '../../extractors/types.ts';
import type { ErrorCode } from '../../model/errors.ts';
import { type Allowance, watchTime } from './cpu-time.ts';

export interface Question {
  readonly input: PageInput;
  readonly profile: string | null;
}
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly extraction: Extraction }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'broken'; readonly message: string };

/** How asking can end without an answer. */
type End = { readonly kind: 'slow' } | { readonly kind: 'died'; readonly how: string } | { readonly kind: 'stopped' };
export type Reply = Exclude<Answer, { kind: 'ready' }> | End;

export interface ReaderOptions {
  readonly program: string;
  readonly profileFiles: readonly string[];
  readonly memoryMb: number;
  /** To get ready. */
  readonly start: Allowance;
}

/** One process that reads pages, one at a time. */
export interface ReaderProcess {
  /** null once it is ready, else why it never will be. */
  readonly started: Promise<string | null>;
  /** `slow`, `died` and `stopped`: the process is gone or going. */
  readonly ask: (question: Question, allowance: Allowance) => Promise<Reply>;
  readonly stop: () => Promise<void>;
}

/** It may read files, for its own code and the profiles, and do nothing else: no writing, no further programs. */
const permissions = ['--permission', '--allow-fs-read=*', '--allow-worker'];

const forkReader = ({ program, profileFiles, memoryMb }: ReaderOptions): ChildProcess =>
  fork(program, [JSON.stringify(profileFiles)], {
    serialization: 'advanced',
    execArgv: [...permissions, `--max-old-space-size=${memoryMb}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { TZ: 'UTC' },
  });

/** When the process is gone, and why: its exit, or that it could not be started at all. */
const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(String(signal ?? code)));
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(error.message);
      else child.kill('SIGKILL');
    });
  });

export function startReader(options: ReaderOptions): ReaderProcess {
  const child = forkReader(options);
  let hear: (answer: Answer | End) => void = () => {};
  /** Why we ended it, where we did. */
  let because: End | null = null;
  const kill = (why: End) => {
    because ??= why;
    child.kill('SIGKILL');
  };
  const next = (allowance: Allowance) =>
    new Promise<Answer | End>((resolve) => {
      const stopWatching = watchTime(child.pid, allowance, () => kill({ kind: 'slow' }));
      hear = (answer) => {
        stopWatching();
        hear = () => {};
        resolve(answer);
      };
    });
  child.on('message', (answer) => hear(answer as Answer)); // our own child, our own messages
  const gone = endOf(child).then((how): End => {
    const end = because ?? { kind: 'died', how };
    because = end;
    hear(end);
    return end;
  });
  return {
    started: next(options.start).then((first) => (first.kind === 'ready' ? null : reasonOf(first))),
    async ask(question, allowance) {
      if (because) return gone;
      const reply = next(allowance);
      child.send(question, (error) => {
        if (error) kill({ kind: 'died', how: error.message });
      });
      const answer = await reply;
      return answer.kind === 'ready' ? { kind: 'broken', message: 'The reader answered out of turn.' } : answer;
    },
    async stop() {
      kill({ kind: 'stopped' });
      await gone;
    },
  };
}

function reasonOf(end: Answer | End): string {
  if (end.kind === 'died') return end.how;
  return end.kind === 'broken' ? end.message : end.kind;
}
