import { setTimeout as sleep } from 'node:timers/promises';
import type { Opened } from '../../app/open.ts';
import { weekStart } from '../../lab/calendar.ts';
import type { Lab } from '../../lab/start.ts';
import { LeadlineError } from '../../model/errors.ts';
import type { ShiftedClock } from './clock.ts';
import type { Fleet } from './fleet.ts';

export interface WeeksOptions {
  readonly overseer: Opened;
  readonly lab: Lab;
  readonly fleet: Fleet;
  readonly clock: ShiftedClock;
  /** At least and at most. */
  readonly weeks: readonly [number, number];
  /** True when no further week is needed. */
  readonly isEnough: () => boolean;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

const patienceMs = 3_600_000;

/** A server may be away just now. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LeadlineError) || error.code !== 'storage-down') throw error;
    }
  }
}

/** True when the source was visited to the end since `from` and rests. One that rests before that is woken, as a person would. */
async function isDone({ overseer, clock }: WeeksOptions, id: string, from: number): Promise<boolean> {
  const { storage } = overseer.parts;
  const source = (await storage.sources.get(id))?.value;
  const planned = await storage.leases.planned(id);
  if (!source || planned === null || planned <= clock.now()) return false;
  if (source.state === 'active' && source.lastSuccessAt !== null && Date.parse(source.lastSuccessAt) >= from)
    return true;
  if (source.state !== 'active') await overseer.operations.setState(id, 'active', null);
  await storage.leases.schedule(id, clock.now());
  return false;
}

/** Lets all processes go through the weeks, each as soon as all sources were visited in the one before. Answers the seconds that each took. */
export async function passWeeks(options: WeeksOptions): Promise<readonly number[]> {
  const { overseer, lab, fleet, clock, isEnough, signal, log } = options;
  const [least, most] = options.weeks;
  const took: number[] = [];
  for (let week = 1; ; week++) {
    clock.shift = Math.max(clock.shift, weekStart(week) - Date.now());
    fleet.shift();
    const from = clock.now();
    const began = performance.now();
    const waiting = new Set<string>(lab.sources().map(({ id }) => id));
    for (const id of waiting) await patiently(() => overseer.parts.storage.leases.schedule(id, clock.now()));
    while (waiting.size > 0) {
      await sleep(250, null, { signal });
      for (const id of waiting) if (await patiently(() => isDone(options, id, from))) waiting.delete(id);
      if (performance.now() - began > patienceMs) throw new Error(`week ${week}: ${[...waiting]} come to no end`);
    }
    took.push((performance.now() - began) / 1_000);
    log(`week ${week}: all sources visited after ${Math.round(took.at(-1) ?? 0)} s`);
    if ((isEnough() && week >= least) || week === most) return took;
  }
}
