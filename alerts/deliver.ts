import type { Alert, Delivery, Subscription } from '../model/alert.ts';
import { type Clock, iso } from '../model/clock.ts';
import { errorText } from '../model/errors.ts';
import type { Item } from '../model/item.ts';
import type { Notice } from '../model/notice.ts';
import type { Collection, Version } from '../model/ports.ts';
import { messageOf, noticeMessageOf } from './message.ts';
import type { Answer, Message, Notifier } from './notifier.ts';

const minute = 60_000;
/** Longer than any attempt: what a worker took and did not finish is free again after this time. */
const claimMs = 5 * minute;
const attemptMs = 2 * minute;
const firstWaitMs = 10_000;
const longestWaitMs = 6 * 60 * minute;
/** With the waits above about two and a half days. */
export const mostAttempts = 20;

/** Milliseconds before the attempt after the `attempts`-th: doubling from 10 s to 6 h, 25 % up or down. `random` in [0, 1). */
export const waitAfter = (attempts: number, random: number): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** (attempts - 1)) * (0.75 + random / 2);

export interface DelivererParts {
  readonly alerts: Collection<Alert>;
  readonly deliveries: Collection<Delivery>;
  readonly notices: Collection<Notice>;
  readonly subscriptions: Collection<Subscription>;
  readonly items: { get(id: string): Promise<{ readonly item: Item } | null> };
  readonly notifiers: Readonly<Record<string, Notifier>>;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface DeliveryCounts {
  readonly delivered: number;
  /** Attempts that failed and will be made again. */
  readonly retried: number;
  readonly failed: number;
}

export interface Deliverer {
  /** Makes every attempt that is due at `now`. Safe beside other workers and safe to interrupt; what was begun is repeated later. */
  runDue(now?: number, signal?: AbortSignal): Promise<DeliveryCounts>;
}

interface Claimed {
  readonly delivery: Delivery;
  readonly version: Version;
  readonly message: Message | null;
}

/** The state after one attempt. */
function settled(delivery: Delivery, answer: Answer, now: number, random: number): Delivery {
  const at = iso(now);
  const attempts = [...delivery.attempts, { at, ok: answer.ok, answer: answer.answer }];
  if (answer.ok) return { ...delivery, state: 'delivered', attempts, nextAt: at };
  if (!answer.retry || attempts.length >= mostAttempts) return { ...delivery, state: 'failed', attempts, nextAt: at };
  const wait = Math.max(waitAfter(attempts.length, random), Math.min(answer.afterMs ?? 0, longestWaitMs));
  return { ...delivery, attempts, nextAt: iso(now + Math.ceil(wait)) };
}

async function attempt(
  notifier: Notifier | undefined,
  messages: readonly Message[],
  signal: AbortSignal | undefined,
): Promise<Answer> {
  if (!notifier) return { ok: false, retry: true, answer: 'leadline.yaml names no such receiver' };
  const limit = AbortSignal.timeout(attemptMs);
  try {
    return await notifier.notify(messages, signal ? AbortSignal.any([limit, signal]) : limit);
  } catch (error) {
    return { ok: false, retry: true, answer: errorText(error) };
  }
}

/** No wait is that long: a clock that ran ahead, or a capture that is dated in the future, made such a plan. */
const tooFarAhead = (now: number): string => iso(now + 2 * longestWaitMs);
const isDue = (nextAt: string, now: number): boolean => nextAt <= iso(now) || nextAt > tooFarAhead(now);

/** Takes one delivery for this worker by its version; null when another worker was quicker. */
async function claim(parts: DelivererParts, id: string, now: number): Promise<Claimed | null> {
  const stored = await parts.deliveries.get(id);
  if (stored?.value.state !== 'waiting' || !isDue(stored.value.nextAt, now)) return null;
  const taken = { ...stored.value, nextAt: iso(now + claimMs) };
  if (!(await parts.deliveries.put(id, taken, stored.version))) return null;
  return { delivery: taken, version: stored.version + 1, message: await messageFor(parts, taken.alert) };
}

/** What is stored under the id, an alert or a notice; null when neither is. */
async function messageFor(parts: DelivererParts, id: string): Promise<Message | null> {
  const alert = (await parts.alerts.get(id))?.value ?? null;
  if (alert === null) {
    const notice = (await parts.notices.get(id))?.value ?? null;
    return notice && noticeMessageOf(notice);
  }
  const subscription = (await parts.subscriptions.get(alert.subscription))?.value ?? null;
  const item = (await parts.items.get(alert.item))?.item ?? null;
  return messageOf(alert, subscription, item);
}

async function claimDue(parts: DelivererParts, to: string, now: number): Promise<readonly Claimed[]> {
  const limit = parts.notifiers[to]?.most ?? 1;
  const claimed: Claimed[] = [];
  for (const nextAt of [{ lte: iso(now) }, { gt: tooFarAhead(now) }]) {
    const where = { to, state: 'waiting', nextAt };
    const due = await parts.deliveries.find({ where, order: [['nextAt', 'asc']], limit: limit - claimed.length });
    for (const { id } of due.values) {
      const taken = await claim(parts, id, now);
      if (taken) claimed.push(taken);
    }
    if (claimed.length >= limit) break;
  }
  return claimed;
}

type Outcome = keyof DeliveryCounts;

/** A result that comes after another worker took over is dropped: the other one's attempt, under the same id, is on record instead. */
async function settle(parts: DelivererParts, { delivery, version }: Claimed, answer: Answer): Promise<Outcome> {
  const next = settled(delivery, answer, parts.clock.now(), parts.random());
  await parts.deliveries.put(delivery.id, next, version);
  return next.state === 'waiting' ? 'retried' : next.state;
}

const vanished: Answer = { ok: false, retry: false, answer: 'the alert is no longer stored' };

/** Serves one receiver until nothing is due or it fails: a dead one costs one attempt a run, not one for each alert that waits. */
async function serve(
  parts: DelivererParts,
  to: string,
  now: number,
  signal?: AbortSignal,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  while (!signal?.aborted) {
    const claimed = await claimDue(parts, to, now);
    const messages = claimed.flatMap(({ message }) => message ?? []);
    if (claimed.length === 0) break;
    const answer = messages.length === 0 ? vanished : await attempt(parts.notifiers[to], messages, signal);
    for (const each of claimed) outcomes.push(await settle(parts, each, each.message ? answer : vanished));
    if (!answer.ok && answer.retry) break;
  }
  return outcomes;
}

/** Everybody who may be owed something, also receivers that were taken out of the configuration. */
async function receiversOf(parts: DelivererParts): Promise<readonly string[]> {
  const names = new Set(Object.keys(parts.notifiers));
  for await (const { notify } of parts.subscriptions.each()) for (const name of notify) names.add(name);
  return [...names];
}

/**
 * Delivers recorded alerts at least once, each receiver on its own: the delivery record is claimed by its version before an attempt and
 * settled after it, so that a crash repeats an attempt under the same id and never loses one.
 */
export function createDeliverer(parts: DelivererParts): Deliverer {
  return {
    runDue: async (now = parts.clock.now(), signal) => {
      const names = await receiversOf(parts);
      const runs = await Promise.allSettled(names.map((to) => serve(parts, to, now, signal)));
      const broken = runs.find((run) => run.status === 'rejected');
      if (broken) throw broken.reason;
      const outcomes = runs.flatMap((run) => (run.status === 'fulfilled' ? run.value : []));
      const count = (kind: Outcome): number => outcomes.filter((outcome) => outcome === kind).length;
      return { delivered: count('delivered'), retried: count('retried'), failed: count('failed') };
    },
  };
}
