import { errorText } from '../model/errors.ts';
import type { UrlRecord } from '../model/frontier.ts';
import { clearHeld, probe, releaseHeld } from './at-wall.ts';
import { beginTurn, type End, endTurn, type Turn, type TurnOptions, type TurnReport } from './turn-state.ts';
import { visitPage } from './visit.ts';

export type { Handle, Handled, Stop, TurnOptions, TurnReport } from './turn-state.ts';

/** One writer at a time, so that an older state never follows a newer one. */
function flush(turn: Turn): Promise<void> {
  turn.saving = turn.saving.then(async () => {
    const records = turn.options.frontier.drain();
    if (records.length > 0) await turn.options.save(records);
  });
  return turn.saving;
}

function fail(turn: Turn, error: unknown): void {
  turn.fatal ??= { error };
  endTurn(turn, { outcome: 'failed', reason: errorText(error) });
}

/** The site sees no more of a page once it has answered: its place is free then, while the page is still read and stored. */
function start(turn: Turn, record: UrlRecord): void {
  turn.fetching += 1;
  let isFetching = true;
  const answered = () => {
    if (isFetching) {
      turn.fetching -= 1;
      turn.options.gate.leave();
    }
    isFetching = false;
    turn.changed.resolve();
    turn.changed = Promise.withResolvers();
  };
  const work = visitPage(turn, record, answered)
    .then(() => flush(turn))
    .catch((error) => fail(turn, error))
    .finally(() => {
      turn.inFlight.delete(work);
      answered();
    });
  turn.inFlight.add(work);
}

/**
 * Pages that have answered may wait to be stored, as many as may be asked for at once, so that a slow disk slows the crawl down. Where one page is asked
 * for at a time, what it turns out to be is known before the next.
 */
function mayBegin({ fetching, inFlight, held, options: { gate } }: Turn): boolean {
  // The next page tells whether the source needs a person; until then no more are asked for.
  if (held.length > 0) return inFlight.size === 0;
  const most = gate.maxInFlight === 1 ? 1 : 2 * gate.maxInFlight;
  return fetching < gate.maxInFlight && inFlight.size < most;
}

/** Waits for the pace of the source, then begins with the page; gives it back when the turn is over by then. */
async function admit(turn: Turn, record: UrlRecord): Promise<void> {
  const { gate, frontier, signal } = turn.options;
  const admission = await gate.enter(signal).catch(() => null);
  if (admission?.kind === 'go' && turn.end === null && !signal?.aborted) return start(turn, record);
  frontier.release(record);
  if (admission?.kind === 'go') gate.leave();
  else if (admission?.kind === 'quiet') {
    endTurn(turn, { outcome: 'later', reason: 'Quiet hours of the source.', retryAt: admission.until });
  } else if (admission?.kind === 'spent-today') {
    const reason = `The ${admission.pages} pages of one day are used up.`;
    endTurn(turn, { outcome: 'later', reason, retryAt: admission.until });
  } else if (admission?.kind === 'spent') {
    endTurn(turn, { outcome: 'partial', reason: `The ${admission.pages} pages of one turn are used up.` });
  }
}

/** Nothing is due and nothing in flight: wait for a retry, look for vanished pages, or be done. */
async function idle(turn: Turn): Promise<void> {
  const { frontier, clock, signal, maxWaitMs } = turn.options;
  if (probe(turn)) return;
  clearHeld(turn);
  const now = clock.now();
  const dueAt = frontier.nextDueAt();
  if (dueAt !== null && dueAt - now > maxWaitMs) {
    endTurn(turn, { outcome: 'later', reason: turn.lastFailure, retryAt: dueAt });
  } else if (dueAt !== null) {
    await clock.sleep(Math.max(1, dueAt - now), signal).catch(() => undefined);
  } else if (frontier.sweep(now) === 0) {
    const nothing = turn.good === 0 && turn.lastFailure !== null;
    endTurn(turn, nothing ? { outcome: 'failed', reason: turn.lastFailure } : { outcome: 'complete' });
  }
}

/** Waits in line: nothing else of the source is asked for, and the same page again when it is time. */
async function standInLine(turn: Turn, line: NonNullable<Turn['line']>): Promise<void> {
  const { clock, signal } = turn.options;
  if (turn.inFlight.size > 0) return Promise.race(turn.inFlight);
  const ms = line.until - clock.now();
  if (ms > 0) await clock.sleep(ms, signal).catch(() => undefined);
  if (signal?.aborted) return;
  turn.line = null;
  turn.place = line.place;
  return admit(turn, line.record);
}

async function step(turn: Turn): Promise<void> {
  const { frontier, clock, signal } = turn.options;
  if (signal?.aborted) return endTurn(turn, { outcome: 'partial', code: 'stopped', reason: 'The turn was stopped.' });
  if (turn.line) return standInLine(turn, turn.line);
  const record = mayBegin(turn) ? frontier.next(clock.now()) : null;
  if (record) return admit(turn, record);
  if (turn.inFlight.size > 0) return turn.changed.promise;
  return idle(turn);
}

function report(turn: Turn, end: End): TurnReport {
  const { frontier } = turn.options;
  const counts = { ...frontier.counts(), duplicate: frontier.offered().repeated, trapped: frontier.trapped() };
  return { ...end, counts, requests: turn.requests, walls: turn.wallsSeen };
}

/**
 * Visits what is due of one source until nothing waits, a wall stands in the way, the pages of the turn are used up, or the signal is
 * aborted. Everything that still waits stays waiting. Throws what `handle` or `save` throw, after the pages in flight have ended.
 */
export async function runTurn(options: TurnOptions): Promise<TurnReport> {
  const turn = beginTurn(options);
  while (turn.end === null) await step(turn);
  await Promise.all(turn.inFlight);
  releaseHeld(turn);
  if (turn.fatal) throw turn.fatal.error;
  await flush(turn);
  return report(turn, turn.end);
}
