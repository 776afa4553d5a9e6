import type { Clock } from '../../model/clock.ts';

export interface VirtualClock extends Clock {
  /** Moves forward to `ms`; never back. */
  moveTo(ms: number): void;
}

/** Time that passes only where the program waits: those who sleep together wake together, and nobody really waits. */
export function createVirtualClock(start: number): VirtualClock {
  let now = start;
  const moveTo = (ms: number) => {
    now = Math.max(now, ms);
  };
  return {
    now: () => now,
    moveTo,
    async sleep(ms, signal) {
      const until = now + ms;
      // Others get their turn first, so that two sleepers do not add up.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      moveTo(until);
    },
  };
}
