import type { Clock } from '../model/clock.ts';
import type { Politeness } from '../model/source.ts';

/** `go`: a place is taken until `leave`. `quiet`: come back at `until` (epoch ms). `spent`: the pages of this turn are used up. */
type Admission =
  | { readonly kind: 'go' }
  | { readonly kind: 'quiet'; readonly until: number }
  | { readonly kind: 'spent'; readonly pages: number }
  /** The pages of the day are used up; come back at `until` (epoch ms). */
  | { readonly kind: 'spent-today'; readonly pages: number; readonly until: number };

/** The pages that a source may be asked for on one UTC day, and how many of them were asked for before this turn. */
export interface DayBudget {
  readonly perDay: number;
  readonly spent: number;
}

/** The pace of one source during one turn. */
export interface Gate {
  /** Waits for a place and for the interval since the last start. Rejects with the signal's reason when aborted. */
  enter(signal?: AbortSignal): Promise<Admission>;
  leave(): void;
  /** Nobody starts before `ms` from now: the server asked for a rest. */
  rest(ms: number): void;
  /** From now on the pauses are so many times longer; 1: as usual. */
  slow(times: number): void;
  readonly maxInFlight: number;
}

const hour = 3_600_000;

/** End of the quiet hours that hold `now`, as epoch ms, or null outside of them. */
export function quietUntil(quietHours: Politeness['quietHours'], now: number): number | null {
  if (!quietHours || quietHours.from === quietHours.to) return null;
  const { from, to } = quietHours;
  const at = new Date(now).getUTCHours();
  const inside = from < to ? at >= from && at < to : at >= from || at < to;
  if (!inside) return null;
  const startOfHour = now - (now % hour);
  return startOfHour + ((to - at + 24) % 24) * hour;
}

/** The pause before the next start: the minimum, and up to `jitter` times as much on top. */
const interval = (politeness: Politeness, random: () => number): number =>
  Math.round(politeness.minIntervalMs * (1 + politeness.jitter * random()));

const second = 1_000;

/** A slowed source has a pause of a second at least to be slowed from. */
const slowed = (ms: number, times: number): number => (times > 1 ? Math.round(Math.max(ms, second) * times) : ms);

/** Counts places; those who find none wait in the order in which they came. */
function createPlaces(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    async take(): Promise<void> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    give(): void {
      const first = waiting.shift();
      if (first) first();
      else free += 1;
    },
  };
}

const dayMs = 86_400_000;
export const startOfDay = (now: number): number => now - (now % dayMs);

/** Counts the pages of each day of a turn; `spend` answers why the next page has to wait, or null when it counted it. */
function openDay(budget: DayBudget | null, clock: Clock): { spend(): Admission | null } {
  let day = startOfDay(clock.now());
  let spent = budget?.spent ?? 0;
  return {
    spend() {
      if (budget === null) return null;
      const now = startOfDay(clock.now());
      if (now > day) spent = 0;
      day = now;
      if (spent >= budget.perDay) return { kind: 'spent-today', pages: budget.perDay, until: day + dayMs };
      spent += 1;
      return null;
    },
  };
}

/** A gate for one turn; `random` gives numbers in [0, 1). */
export function createGate(options: {
  politeness: Politeness;
  clock: Clock;
  random: () => number;
  budget?: DayBudget | null;
}): Gate {
  const { politeness, clock, random } = options;
  const places = createPlaces(politeness.maxInFlight);
  let nextStart = Number.NEGATIVE_INFINITY;
  let restUntil = Number.NEGATIVE_INFINITY;
  let pages = 0;
  const today = openDay(options.budget ?? null, clock);
  let times = 1;

  async function waitForStart(signal?: AbortSignal): Promise<void> {
    let start = Math.max(clock.now(), nextStart);
    // A rest that began while we slept moves the start once more.
    do {
      nextStart = start + slowed(interval(politeness, random), times);
      if (start > clock.now()) await clock.sleep(start - clock.now(), signal);
      start = nextStart;
    } while (restUntil > clock.now());
  }

  async function admit(signal?: AbortSignal): Promise<Admission> {
    signal?.throwIfAborted();
    if (pages >= politeness.pagesPerTurn) return { kind: 'spent', pages };
    await waitForStart(signal);
    const until = quietUntil(politeness.quietHours, clock.now());
    if (until !== null) return { kind: 'quiet', until };
    const spent = today.spend();
    if (spent !== null) return spent;
    pages += 1;
    return { kind: 'go' };
  }

  return {
    maxInFlight: politeness.maxInFlight,
    async enter(signal) {
      await places.take();
      try {
        const admission = await admit(signal);
        if (admission.kind !== 'go') places.give();
        return admission;
      } catch (error) {
        places.give();
        throw error;
      }
    },
    leave: places.give,
    slow(factor) {
      times = factor;
    },
    rest(ms) {
      restUntil = Math.max(restUntil, clock.now() + ms);
      nextStart = Math.max(nextStart, restUntil);
    },
  };
}
