import { existsSync } from 'node:fs';
import { type LoadedConfig, loadSources } from '../config/load.ts';
import { LeadlineError } from '../model/errors.ts';
import type { Lease } from '../model/ports.ts';
import type { Opened } from './open.ts';

export interface WorkerOptions {
  readonly config: LoadedConfig;
  readonly signal: AbortSignal;
  /** What happens, one line each, for a person or a log. */
  readonly log: (line: string) => void;
}

const pauseMs = 5_000;

/** Adds sources whose files are new; files of known sources are left to `leadline source`. */
export async function adoptSources(
  { operations, parts }: Opened,
  config: LoadedConfig,
  log: WorkerOptions['log'],
): Promise<void> {
  if (!existsSync(config.sources)) return;
  for (const source of loadSources(config.sources)) {
    if (await parts.storage.sources.get(source.id)) continue;
    await operations.addSource(source);
    log(`${source.id}: new source`);
  }
}

const leaseMs = 120_000;
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
    log(`${id}: ${error.message}`);
  }
}

const longestPlanMs = 86_400_000;

/**
 * Plans anew what is planned further ahead than a source's interval and a day: only a clock that was wrong, or a shorter interval since, does that, and
 * the source would wait for it without a word. Answers the sources.
 */
export async function planAnew({ parts }: Opened): Promise<readonly string[]> {
  const { storage, clock } = parts;
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
  const { storage, clock } = opened.parts;
  const running = new Set<Promise<void>>();
  let before = Number.POSITIVE_INFINITY;
  while (!options.signal.aborted) {
    await adoptSources(opened, options.config, options.log);
    if (clock.now() < before)
      for (const id of await planAnew(opened)) options.log(`${id}: was planned too far ahead (was the clock wrong?)`);
    before = clock.now();
    while (running.size < options.config.crawl.workers) {
      const lease = await storage.leases.claim(clock.now(), leaseMs);
      if (!lease) break;
      const work = visitOne(opened, lease, options).finally(() => running.delete(work));
      running.add(work);
    }
    await clock.sleep(pauseMs, options.signal).catch(() => undefined);
  }
  await Promise.all(running);
}

/** Makes every delivery attempt that is due, until the signal is aborted. */
export async function alertLoop(opened: Opened, { signal, log }: WorkerOptions): Promise<void> {
  while (!signal.aborted) {
    const { delivered, retried, failed } = await opened.operations.deliver(signal);
    if (delivered + retried + failed > 0)
      log(`alerts: ${delivered} delivered, ${retried} to be tried again, ${failed} failed`);
    await opened.parts.clock.sleep(pauseMs, signal).catch(() => undefined);
  }
}
