/** Time as an argument: the real clock in production, the lab's calendar in the demo and in tests. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Resolves after `ms` milliseconds of this clock; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const iso = (ms: number): string => new Date(ms).toISOString();

const week = 7 * 86_400_000;
const mondayEpoch = Date.UTC(1970, 0, 5);

/** Start of the ISO week (Monday, 00:00 UTC) that holds `ms`. */
export const startOfWeek = (ms: number): number => Math.floor((ms - mondayEpoch) / week) * week + mondayEpoch;

/** ISO 8601 week name, such as 2015-W53. */
export function isoWeek(ms: number): string {
  const thursday = new Date(startOfWeek(ms) + 3 * 86_400_000);
  const year = thursday.getUTCFullYear();
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / week) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
