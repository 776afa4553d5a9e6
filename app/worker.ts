import { type LoadedConfig, loadSource, sourceFiles } from '../config/load.ts';
import { LeadlineError, withHint } from '../model/errors.ts';
import type { Lease } from '../model/ports.ts';
import { longestPlanMs } from './collect.ts';
import type { Opened } from './open.ts';
import { mendArchives, takeOver } from './presence.ts';
import { warnOfSessions } from './sessions/warn.ts';

export interface WorkerOptions {
  readonly config: LoadedConfig;
  readonly signal: AbortSignal;
  /** Sources under way, for whoever shows them. */
  readonly visiting?: Set<string>;
  /** What happens, one line each, for a person or a log. */
  readonly log: (line: string) => void;
}

const pauseMs = 5_000;

async function adopt({ operations, parts }: Opened, file: string, log: WorkerOptions['log']): Promise<void> {
  const source = loadSource(file);
  if (await parts.storage.sources.get(source.id)) return;
  await operations.addSource(source);
  log(`${source.id}: new source`);
}

/**
 * Adds sources whose files are new; files of known sources are left to `leadline source`. A file that is wrong, such as one that is being edited,
 * stops no other: it is told once (`told` remembers) and looked at again the next time.
 */
export async function adoptSources(
  opened: Opened,
  config: LoadedConfig,
  log: WorkerOptions['log'],
  told: Set<string> = new Set(),
): Promise<void> {
  for (const file of sourceFiles(config.sources)) {
    try {
      await adopt(opened, file, log);
    } catch (error) {
      if (!(error instanceof LeadlineError) || error.code === 'disk-full') throw error;
      if (!told.has(error.message)) log(withHint(error));
      told.add(error.message);
    }
  }
}

const restMs = 3_600_000;

async function visitOne({ operations, parts }: Opened, lease: Lease, { signal, log }: WorkerOptions): Promise<void> {
  const id = lease.source;
  const source = await parts.storage.sources.get(id);
  if (source?.value.state !== 'active' || source.value.via !== 'tor')
    return parts.storage.leases.done(lease, parts.clock.now() + restMs);
  try {
    const report = await operations.visit(id, { signal, lease });
    const counts = Object.entries(report.counts)
      .filter(([, count]) => count > 0)
      .map(([state, count]) => `${count} ${state}`);
    log(
      `${id}: ${report.outcome}${report.reason ? ` (${report.reason})` : ''}; ${counts.join(', ')}; ${report.alerts} alerts`,
    );
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error;
    log(`${id}: ${withHint(error)}`);
  }
}

/**
 * Plans anew what is planned further ahead than a source's interval and a day: only a clock that was wrong, or a shorter interval since, does that, and
 * the source would wait for it without a word. Answers the sources.
 */
export async function planAnew({ parts }: Opened): Promise<readonly string[]> {
  const { storage, clock, leaseMs } = parts;
  const now = clock.now();
  const late: string[] = [];
  for await (const { id, everyMs } of storage.sources.each()) {
    const due = await storage.leases.planned(id);
    if (due === null || due <= now + Math.max(everyMs, longestPlanMs)) continue;
    const lease = await storage.leases.claimSource(id, now, leaseMs);
    if (!lease) continue;
    await storage.leases.done(lease, now);
    late.push(id);
  }
  return late;
}

/** Visits what is due, up to `crawl.workers` sources at a time, until the signal is aborted. */
export async function crawlLoop(opened: Opened, options: WorkerOptions): Promise<void> {
  const { storage, clock, leaseMs } = opened.parts;
  const running = new Set<Promise<void>>();
  const told = new Set<string>();
  const failures: unknown[] = [];
  let before = Number.POSITIVE_INFINITY;
  while (!options.signal.aborted && failures.length === 0) {
    await adoptSources(opened, options.config, options.log, told);
    if (clock.now() < before)
      for (const id of await planAnew(opened)) options.log(`${id}: was planned too far ahead (was the clock wrong?)`);
    before = clock.now();
    while (running.size < options.config.crawl.workers) {
      const lease = await storage.leases.claim(clock.now(), leaseMs);
      if (!lease) break;
      options.visiting?.add(lease.source);
      const work = visitOne(opened, lease, options)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => {
          options.visiting?.delete(lease.source);
          running.delete(work);
        });
      running.add(work);
    }
    await clock.sleep(pauseMs, options.signal).catch(() => undefined);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}

const takeOverMs = 30_000;

/** Takes over from workers that died: takes in what they had archived and not recorded, and mends the files they left open. Until the signal is aborted. */
export async function extractLoop(opened: Opened, { signal, log }: WorkerOptions): Promise<void> {
  while (!signal.aborted) {
    const dead = await takeOver(opened.parts);
    const missed = dead > 0 ? await opened.operations.catchUp() : 0;
    await mendArchives(opened.parts);
    if (dead > 0) log(`${dead} workers fell silent; ${missed} captures that they had not recorded are taken in`);
    await opened.parts.clock.sleep(takeOverMs, signal).catch(() => undefined);
  }
}

const warnMs = 60_000;

/** Makes every delivery attempt that is due, and tells of sessions that end soon, until the signal is aborted. */
export async function alertLoop(opened: Opened, { signal, log }: WorkerOptions): Promise<void> {
  const { parts } = opened;
  let warnedAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    if (Math.abs(parts.clock.now() - warnedAt) >= warnMs) {
      warnedAt = parts.clock.now();
      for (const warning of await warnOfSessions(parts)) log(warning);
    }
    const { delivered, retried, failed } = await opened.operations.deliver(signal);
    if (delivered + retried + failed > 0)
      log(`alerts: ${delivered} delivered, ${retried} to be tried again, ${failed} failed`);
    await parts.clock.sleep(pauseMs, signal).catch(() => undefined);
  }
}

/**
 * Runs loops that each end with the signal they are given, until `signal` is aborted. When one fails the others are ended too, and its error is
 * thrown: a Leadline of which only a part still runs would look healthy.
 */
export async function runTogether(
  signal: AbortSignal,
  loops: readonly ((signal: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const results = await Promise.allSettled(
    loops.map(async (loop) => {
      try {
        await loop(either);
      } catch (error) {
        failed.abort(error);
        throw error;
      }
    }),
  );
  const broken = results.find((result) => result.status === 'rejected');
  if (broken) throw broken.reason;
}

export const untilAborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await new Promise((done) => signal.addEventListener('abort', done, { once: true }));
};
