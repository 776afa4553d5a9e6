import { type Clock, realClock } from '../../model/clock.ts';

/** The real clock, shifted into the lab's calendar; it jumps from week to week, in all processes at once. */
export interface ShiftedClock extends Clock {
  shift: number;
}

export const createShiftedClock = (shift: number): ShiftedClock => {
  const clock: ShiftedClock = { shift, now: () => Date.now() + clock.shift, sleep: realClock.sleep };
  return clock;
};
