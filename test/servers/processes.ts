import { type ExecFileOptions, execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A server of ours: one process on loopback. */
export interface Server {
  /** How clients reach it. */
  readonly url: string;
  readonly pid: number;
  /** Ends it as an operator would, and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it as a power cut would, and waits until it is gone. Its folder stays, so that the next start finds what it kept. */
  kill(): Promise<void>;
}

const execute = promisify(execFile);

/** Runs a program to its end and gives what it printed, on both channels. Throws with its last lines when it fails. */
export async function run(program: string, args: readonly string[], options: ExecFileOptions = {}): Promise<string> {
  try {
    const { stdout, stderr } = await execute(program, args, { maxBuffer: 64 << 20, ...options, encoding: 'utf8' });
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string }; // as execFile documents
    throw new Error(`${program} failed: ${lastLines(stderr || stdout || message)}`, { cause: error });
  }
}

/** True when the program ends well. */
export const succeeds = (program: string, args: readonly string[]): Promise<boolean> =>
  run(program, args).then(
    () => true,
    () => false,
  );

export const lastLines = (text: string, count = 12): string => text.trim().split('\n').slice(-count).join('\n');

/** What a file says at its end; nothing when it is not there. */
export function tail(file: string): string {
  try {
    return lastLines(readFileSync(file, 'utf8'));
  } catch {
    return '';
  }
}

/** A port of loopback that nobody used a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Asks again and again until the answer is true. Throws what `late` says when that takes too long, or the signal's reason. */
export async function until(
  ready: () => boolean | Promise<boolean>,
  { ms, everyMs = 50, late, signal }: { ms: number; everyMs?: number; late: () => string; signal?: AbortSignal },
): Promise<void> {
  const end = performance.now() + ms;
  while (!(await ready())) {
    signal?.throwIfAborted();
    if (performance.now() > end) throw new Error(late());
    await sleep(everyMs);
  }
}

/** A process that ended, and that nobody has asked about yet, still has an entry: it counts as gone. */
const isZombie = (pid: number): boolean => {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** Sends a signal, to the whole group of processes when `pid` is negative; false when there is none. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

export const isRunning = (pid: number): boolean => send(pid, 0) && !isZombie(pid);

/** Ends a process and waits until it is gone; one that takes longer than `graceMs` is killed. */
export async function end(pid: number, graceMs: number): Promise<void> {
  if (graceMs > 0) send(pid, 'SIGTERM');
  const gone = () => !isRunning(pid);
  await until(gone, { ms: graceMs, everyMs: 20, late: () => '' }).catch(() => undefined);
  send(pid, 'SIGKILL');
  await until(gone, { ms: 10_000, everyMs: 5, late: () => `process ${pid} does not end` });
}

/** Kills everything that a child started in a group of its own. */
export const killGroup = (leader: number): boolean => send(-leader, 'SIGKILL');
