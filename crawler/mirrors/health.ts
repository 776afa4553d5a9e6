import { iso } from '../../model/clock.ts';
import { type Mirror, mirrorId } from '../../model/mirror.ts';

const minute = 60_000;
const firstRestMs = 5 * minute;
const longestRestMs = 24 * 60 * minute;
const keptTimes = 21;

export const newMirror = (source: string, address: string): Mirror => ({
  id: mirrorId(source, address),
  source,
  address,
  standing: 'listed',
  reason: null,
  lastGoodAt: null,
  lastFailureAt: null,
  lastFailure: null,
  failuresInARow: 0,
  restUntil: null,
  firstByteMs: [],
  proven: false,
  title: null,
});

export const afterGood = (mirror: Mirror, now: number, firstByteMs: number | null): Mirror => ({
  ...mirror,
  lastGoodAt: iso(now),
  failuresInARow: 0,
  restUntil: null,
  firstByteMs: firstByteMs === null ? mirror.firstByteMs : [...mirror.firstByteMs, firstByteMs].slice(-keptTimes),
});

/** Each failure in a row doubles the rest: 5, 10, 20 minutes, up to a day. */
export const afterFailure = (mirror: Mirror, code: string, now: number): Mirror => ({
  ...mirror,
  lastFailureAt: iso(now),
  lastFailure: code,
  failuresInARow: mirror.failuresInARow + 1,
  restUntil: iso(now + Math.min(longestRestMs, firstRestMs * 2 ** Math.min(20, mirror.failuresInARow))),
});

/** Median time to the first byte in ms; null before any answer. */
export function medianFirstByte({ firstByteMs }: Pick<Mirror, 'firstByteMs'>): number | null {
  const sorted = [...firstByteMs].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[Math.max(0, sorted.length % 2 === 1 ? middle : middle - 1)], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const time = (at: string | null): number => (at === null ? 0 : Date.parse(at));

/** Lower is better: not resting before resting, on the list before lost; a resting one the sooner its rest ends. */
function rank(mirror: Mirror, now: number): number {
  const rests = time(mirror.restUntil) > now;
  return (rests ? 2 : 0) + (mirror.standing === 'lost' ? 1 : 0);
}

/**
 * Which addresses to use, the best first: those that do not rest, the one most recently good first, then in the order of the source file.
 * Addresses that served another site are not among them.
 */
export function inOrderOfUse(mirrors: readonly Mirror[], now: number): readonly Mirror[] {
  return mirrors
    .filter(({ standing }) => standing !== 'other-site')
    .sort(
      (a, b) =>
        rank(a, now) - rank(b, now) ||
        (time(a.restUntil) > now ? time(a.restUntil) - time(b.restUntil) : 0) ||
        time(b.lastGoodAt) - time(a.lastGoodAt),
    );
}
