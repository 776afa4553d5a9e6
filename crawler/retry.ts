import type { LeadlineError } from '../model/errors.ts';
import { TryLater } from '../model/errors.ts';

const day = 86_400_000;

/** How failed fetches are repeated: waits double from `baseMs` to `capMs`; after `maxAttempts` the address has failed. */
export interface RetryRule {
  readonly baseMs: number;
  readonly capMs: number;
  readonly maxAttempts: number;
}

export const defaultRetry: RetryRule = { baseMs: 5_000, capMs: 300_000, maxAttempts: 4 };

/**
 * Wait before attempt `attempt + 1` (attempt counts from 1), in milliseconds. The upper half of the doubled step is random: spread like
 * full jitter, yet a later wait is never shorter than an earlier one.
 */
export function backoffMs(attempt: number, rule: RetryRule, random: () => number): number {
  const step = Math.min(rule.capMs, rule.baseMs * 2 ** (attempt - 1));
  return Math.round(step * (0.5 + random() / 2));
}

/** A Retry-After header (seconds or an HTTP date) in milliseconds; null when absent, not positive, or longer than a day. */
export function retryAfterMs(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  const seconds = /^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1_000;
  return seconds > 0 && seconds * 1_000 <= day ? Math.ceil(seconds * 1_000) : null;
}

/** The wait after a failure: the server's wish when it is longer than our own step. */
export function waitAfter(error: LeadlineError, attempt: number, rule: RetryRule, random: () => number): number {
  const own = backoffMs(attempt, rule, random);
  return error instanceof TryLater && error.afterMs !== null ? Math.max(own, error.afterMs) : own;
}
