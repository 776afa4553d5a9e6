import { setTimeout as wait } from 'node:timers/promises';
import { errorText, isCode, type LeadlineError, TryLater } from '../../model/errors.ts';
import { type Bootstrap, bootstrapOf, readBootstrap, readClockSkew, type Trouble } from './bootstrap.ts';
import type { Control } from './control.ts';
import { startTor, type TorProcess, type TorProcessOptions } from './process.ts';

/** `down`: it ended or stands still, and is started again in a while; `reason` says why. */
export interface TorState {
  readonly kind: 'starting' | 'ready' | 'down';
  readonly bootstrap: Bootstrap;
  readonly reason: string | null;
  /** How often it had to be started again. */
  readonly restarts: number;
  /** The process that runs now, or null. */
  readonly pid: number | null;
}

/** A tor that is kept running. */
export interface KeptTor {
  state(): TorState;
  /** Its SOCKS address, which stays the same when it is started again. Waits for the first start; throws what that failed with. */
  proxy(): Promise<string>;
  /** Waits until connections are carried, `ms` at most. Throws `tor-stuck` (not there yet) or `proxy-down` (it is down), and `stopped`. */
  ready(ms: number, signal?: AbortSignal): Promise<void>;
  /** True when Tor runs and is connected to no relay: then no site can be reached, and none is to blame. */
  isStranded(): Promise<boolean>;
  close(): Promise<void>;
}

/** How often it is asked whether it is alive, how long it may take to answer, and the first wait before it is started again; in ms. */
export interface TorPace {
  readonly pulseMs?: number;
  readonly silenceMs?: number;
  readonly backoffMs?: number;
}

export interface KeepTorOptions extends Omit<TorProcessOptions, 'socksPort' | 'onLine'>, TorPace {
  /** What an operator should hear, one line each. */
  readonly log: (line: string) => void;
}

const longestBackoffMs = 60_000;
const nothingYet: Bootstrap = { percent: 0, doing: 'Starting', trouble: null };

interface Kept {
  readonly options: Required<KeepTorOptions>;
  readonly ending: AbortController;
  state: TorState;
  socksPort: number | null;
  control: Control | null;
  skew: Trouble | null;
  /** Called at each change of state. */
  readonly listeners: Set<() => void>;
}

function change(kept: Kept, next: Partial<TorState>): void {
  kept.state = { ...kept.state, ...next };
  for (const listener of [...kept.listeners]) listener();
}

/** Says each tenth percent and each new trouble once. */
function tell(kept: Kept, before: Bootstrap, { percent, doing, trouble }: Bootstrap): void {
  const { log } = kept.options;
  if (trouble && trouble.text !== before.trouble?.text)
    log(`tor: stuck at ${percent} %: ${trouble.text}; ${trouble.mend}`);
  else if (percent === 100 && before.percent < 100) log('tor: ready');
  else if (Math.floor(percent / 10) > Math.floor(before.percent / 10)) log(`tor: ${percent} % ${doing}`);
}

function progressed(kept: Kept, found: Bootstrap): void {
  const bootstrap = { ...found, trouble: found.percent < 100 ? (found.trouble ?? kept.skew) : null };
  tell(kept, kept.state.bootstrap, bootstrap);
  change(kept, { bootstrap, ...(bootstrap.percent === 100 ? { kind: 'ready', reason: null } : {}) });
}

async function follow(kept: Kept, { control }: TorProcess): Promise<void> {
  await control.on('STATUS_CLIENT', (line) => {
    if (line.includes(' BOOTSTRAP ')) progressed(kept, readBootstrap(line));
  });
  await control.on('STATUS_GENERAL', (line) => {
    kept.skew = readClockSkew(line) ?? kept.skew;
  });
  progressed(kept, await bootstrapOf(control));
}

/** Ends when tor no longer answers; a process that is stopped or hangs does not end by itself. */
async function silence(kept: Kept, { control }: TorProcess, signal: AbortSignal): Promise<string> {
  const { pulseMs, silenceMs } = kept.options;
  for (;;) {
    await wait(pulseMs, undefined, { signal, ref: false });
    const late = wait(silenceMs, 'late' as const, { signal, ref: false });
    const found = await Promise.race([bootstrapOf(control).catch(() => 'late' as const), late]);
    if (found === 'late') return `it did not answer for ${silenceMs / 1_000} s`;
    if (kept.state.kind !== 'ready') progressed(kept, found);
  }
}

/** One life of tor, from its start to its end. Answers why it ended. */
async function live(kept: Kept): Promise<string> {
  const { log: _, pulseMs: __, silenceMs: ___, backoffMs: ____, ...settings } = kept.options;
  const tor = await startTor({ ...settings, socksPort: kept.socksPort, onLine: () => undefined });
  kept.socksPort = tor.socksPort;
  kept.control = tor.control;
  change(kept, { pid: tor.pid });
  const over = new AbortController();
  try {
    await follow(kept, tor);
    const ended = new Promise<string>((resolve) => {
      kept.ending.signal.addEventListener('abort', () => resolve('Leadline ends'), { once: true });
      if (kept.ending.signal.aborted) resolve('Leadline ends');
    });
    return await Promise.race([tor.exited, ended, silence(kept, tor, over.signal)]);
  } finally {
    over.abort();
    kept.control = null;
    change(kept, { pid: null });
    await tor.stop();
  }
}

/** A port that someone else took meanwhile is given up. */
function noteFailure(kept: Kept, reason: string): void {
  if (/bind|Address already in use/i.test(reason)) kept.socksPort = null;
}

async function keep(kept: Kept): Promise<void> {
  const { log, backoffMs } = kept.options;
  let failures = 0;
  while (!kept.ending.signal.aborted) {
    const began = performance.now();
    const reason = await live(kept).catch((error: unknown) => errorText(error));
    if (kept.ending.signal.aborted) return;
    noteFailure(kept, reason);
    // One that had carried connections is worth another start at once.
    if (performance.now() - began > longestBackoffMs || kept.state.kind === 'ready') failures = 0;
    const ms = Math.min(longestBackoffMs, backoffMs * 2 ** failures++);
    log(`tor: down: ${reason}; started again in ${Math.round(ms / 1_000)} s`);
    change(kept, { kind: 'down', reason, bootstrap: nothingYet });
    await wait(ms, undefined, { signal: kept.ending.signal, ref: false }).catch(() => undefined);
    if (!kept.ending.signal.aborted) change(kept, { kind: 'starting', restarts: kept.state.restarts + 1 });
  }
}

function notReady({ kind, reason, bootstrap }: TorState): LeadlineError {
  if (kind === 'down')
    return new TryLater('proxy-down', `Tor is down: ${reason}`, { hint: 'it is started again by itself' });
  const { percent, doing, trouble } = bootstrap;
  return new TryLater(
    'tor-stuck',
    `Tor is at ${percent} %: ${trouble?.text ?? doing}`,
    trouble ? { hint: trouble.mend } : {},
  );
}

/** Waits for `is` to hold, for `ms` at most; answers whether it does. */
function until(kept: Kept, is: () => boolean, ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  if (is()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      kept.listeners.delete(look);
      signal?.removeEventListener('abort', end);
      resolve(is());
    };
    const look = () => void ((is() || kept.ending.signal.aborted) && end());
    const timer = setTimeout(end, ms);
    kept.listeners.add(look);
    signal?.addEventListener('abort', end);
  });
}

/** Starts tor, and starts it again whenever it ends or stands still, until it is closed. Answers at once; nothing is ready by then. */
export function keepTor(options: KeepTorOptions): KeptTor {
  const kept: Kept = {
    options: { pulseMs: 5_000, silenceMs: 15_000, backoffMs: 1_000, ...options },
    ending: new AbortController(),
    state: { kind: 'starting', bootstrap: nothingYet, reason: null, restarts: 0, pid: null },
    socksPort: null,
    control: null,
    skew: null,
    listeners: new Set(),
  };
  const work = keep(kept);
  return {
    state: () => kept.state,
    async proxy() {
      await until(kept, () => kept.socksPort !== null || kept.state.kind === 'down', 60_000, undefined);
      if (kept.socksPort === null) throw notReady(kept.state);
      return `socks5h://127.0.0.1:${kept.socksPort}`;
    },
    async ready(ms, signal) {
      const found = await until(kept, () => kept.state.kind === 'ready', ms, signal);
      if (signal?.aborted) throw new TryLater('stopped', 'The wait for Tor was stopped.');
      if (!found) throw notReady(kept.state);
    },
    async isStranded() {
      const relays = await kept.control?.info('orconn-status').catch(() => undefined);
      return relays !== undefined && !/\bCONNECTED\b/.test(relays);
    },
    async close() {
      kept.ending.abort();
      change(kept, {});
      await work;
    },
  };
}

/** True for what passes by itself once Tor runs again. */
export const isTorAway = (error: unknown): boolean => isCode(error, 'proxy-down') || isCode(error, 'tor-stuck');
