import { type Exchange, header } from '../model/capture.ts';
import { type ErrorCode, TryLater } from '../model/errors.ts';
import type { UrlRecord } from '../model/frontier.ts';
import { isActing } from './links.ts';
import { retryAfterMs, waitAfter } from './retry.ts';
import { afterPage, isDoubtful, noSigns } from './signed-in.ts';
import { endTurn, type Handled, type LinePlace, type Stop, type Turn } from './turn-state.ts';
import { type Action, afterSight, isForPerson, type Sight } from './walls.ts';

/** A refusal that needs no page to be understood. */
export function limitOf({ response }: Exchange, now: number): Stop | null {
  const afterMs = retryAfterMs(header(response.headers, 'retry-after'), now);
  return response.status === 429
    ? {
        wall: 'rate-limit',
        code: 'rate-limited',
        message: 'The site answers that there were too many requests.',
        afterMs,
      }
    : null;
}

function see(turn: Turn, sight: Sight): Action {
  const { gate, clock, wallLimits } = turn.options;
  const { state, action } = afterSight(turn.walls, sight, clock.now(), wallLimits);
  if (state.pace !== turn.walls.pace) gate.slow(state.pace);
  turn.walls = state;
  return action;
}

/** The server says that it can do no more, again and again: it is asked less often. */
export function slowDown(turn: Turn): void {
  const { gate, wallLimits } = turn.options;
  const pace = Math.min(wallLimits.slowest, turn.walls.pace * 2);
  turn.walls = { ...turn.walls, pace };
  gate.slow(pace);
}

/** Asked again behind the others, but not without end: while other pages answer, the wall is the page's own. False: it was asked often enough. */
function behindOthers(turn: Turn, record: UrlRecord, code: ErrorCode, at: number, blame: boolean): boolean {
  const { frontier, retry, clock } = turn.options;
  if (!blame || turn.good === 0) frontier.postpone(record, code, at);
  else if (record.attempts + 1 < retry.maxAttempts) frontier.retry(record, code, at);
  else {
    frontier.settle(record, { state: 'quarantined', reason: code }, clock.now());
    return false;
  }
  return true;
}

const behindMs = 60_000;

/** A page was read, so walls that stood before others were those pages' own. */
export function clearHeld(turn: Turn): void {
  const { frontier, clock } = turn.options;
  for (const { record, code } of turn.held.splice(0)) {
    if (code === 'captcha') behindOthers(turn, record, code, clock.now() + behindMs, true);
    else {
      frontier.settle(record, { state: 'quarantined', reason: code }, clock.now());
      turn.doubtful.push(record);
    }
  }
}

/** Asked before the first suspected page was seen, so it says nothing of what came after. */
const isOlder = (turn: Turn, begun: number): boolean => turn.held.length > 0 && begun <= turn.heldAt;

/** A page was read. `begun`: the number of its visit; what was asked before a wall was seen says nothing about that wall. */
export function passWalls(turn: Turn, begun: number): void {
  if (turn.line || isOlder(turn, begun)) return;
  see(turn, { kind: 'page' });
  clearHeld(turn);
}

/** Gives back what a wall held up. */
export function releaseHeld(turn: Turn): void {
  const { frontier } = turn.options;
  for (const { record, code } of turn.held.splice(0)) frontier.stop(record, code);
  if (turn.line) frontier.stop(turn.line.record, 'queue');
  turn.line = null;
}

/** Only a person can help: everything that the wall stood before waits, also pages that were taken for closed ones while the session ended. */
function park(turn: Turn, record: UrlRecord, stop: Stop): void {
  const { frontier, clock } = turn.options;
  releaseHeld(turn);
  frontier.stop(record, stop.code);
  for (const each of turn.doubtful.splice(0)) frontier.again(each, clock.now());
  endTurn(turn, { outcome: 'parked', code: stop.code, reason: stop.message });
}

/** Where the waiting room wants to be read again: only at the source, and only where reading does nothing. */
function placeOf(turn: Turn, { next }: Stop, answered: string): LinePlace {
  const elsewhere = next && next !== answered && turn.options.frontier.isInside(next) && !isActing(next);
  return elsewhere ? { url: next, own: false } : { url: answered, own: true };
}

function slow(turn: Turn, record: UrlRecord, stop: Stop, action: Extract<Action, { do: 'slow' }>): void {
  const { gate, clock, random, retry, maxWaitMs } = turn.options;
  const now = clock.now();
  const { afterMs, blame } = action;
  turn.lastFailure = `${stop.code}: ${stop.message}`;
  const attempt = turn.walls.stands.kind === 'limited' ? turn.walls.stands.inARow : 1;
  const wait = waitAfter(new TryLater(stop.code, stop.message, { afterMs }), attempt, retry, random);
  behindOthers(turn, record, stop.code, now + wait, blame);
  if ((afterMs ?? 0) > maxWaitMs)
    endTurn(turn, { outcome: 'later', code: stop.code, reason: stop.message, retryAt: now + (afterMs ?? 0) });
  else gate.rest(wait);
}

/** `answered`: the address that showed the wall. `begun`: the number of the visit. */
interface Answered {
  readonly answered: string;
  readonly begun: number;
}

/** What a wall means for the address before which it stands, and for the turn. */
export function meetWall(turn: Turn, record: UrlRecord, stop: Stop, { answered, begun }: Answered): void {
  const { frontier, clock } = turn.options;
  const { wall, code } = stop;
  turn.wallsSeen[wall] = (turn.wallsSeen[wall] ?? 0) + 1;
  // Pages that were under way when the line began are no second place in it.
  if (wall === 'queue' && turn.line) {
    frontier.release(record);
    return;
  }
  if (isForPerson(wall) && isOlder(turn, begun) && !frontier.isSeed(record)) {
    turn.held.push({ record, code });
    return;
  }
  const action = see(turn, { kind: 'wall', wall, alone: frontier.isSeed(record), afterMs: stop.afterMs ?? null });
  if (action.do === 'hold') {
    turn.held.push({ record, code });
    turn.heldAt = turn.begun;
  } else if (action.do === 'line') turn.line = { record, place: placeOf(turn, stop, answered), until: action.until };
  else if (action.do === 'slow') slow(turn, record, stop, action);
  else if (action.do === 'go on') frontier.release(record);
  else if (action.outcome === 'parked') park(turn, record, stop);
  else if (!otherTells(turn, record, code)) leave(turn, record, stop, clock.now() + action.afterMs);
}

/** The turn goes on later, unless the wall proves to be the page's own. */
function leave(turn: Turn, record: UrlRecord, { wall, code, message }: Stop, retryAt: number): void {
  const { frontier } = turn.options;
  if (frontier.isSeed(record)) frontier.stop(record, code);
  else if (!behindOthers(turn, record, code, retryAt + behindMs, wall !== 'rate-limit')) return;
  releaseHeld(turn);
  endTurn(turn, { outcome: 'later', code, reason: message, retryAt });
}

/** No page was read in this turn, so the wall may be of this one address alone: a page that was good is asked before the turn is given up. */
function otherTells(turn: Turn, record: UrlRecord, code: ErrorCode): boolean {
  const { frontier, clock } = turn.options;
  if (turn.good > 0 || frontier.isSeed(record) || turn.probed === record.id) return false;
  turn.probed = record.id;
  if (!frontier.lookAgain(null, clock.now())) return false;
  frontier.postpone(record, code, clock.now() + behindMs);
  return true;
}

/** One suspected page is left, and no other to compare it with: a page that was good is asked once more. True when one is. */
export function probe(turn: Turn): boolean {
  const { frontier, clock } = turn.options;
  const suspected = turn.held.find(({ code }) => code !== 'captcha');
  if (!suspected || turn.probed === suspected.record.id) return false;
  turn.probed = suspected.record.id;
  return frontier.lookAgain(turn.lastGood, clock.now());
}

/** The page that is asked again offers nothing either: the session is over, and what was read since is read once more with the next one. */
function endSession(turn: Turn, record: UrlRecord): void {
  const { frontier, clock } = turn.options;
  releaseHeld(turn);
  for (const each of [...turn.readLately.splice(0), record]) frontier.again(each, clock.now());
  const reason =
    'The pages no longer offer to log out, so the session has ended; log in with a browser and hand it in (leadline source login).';
  endTurn(turn, { outcome: 'parked', code: 'login-required', reason });
}

/** Whether others than this page have to be compared with a page that offered to log out. */
function countSigns(turn: Turn, record: UrlRecord, page: string, offers: boolean): boolean {
  turn.signs = afterPage(turn.signs, { id: record.id, kind: page, offers });
  if (offers) turn.readLately.splice(0);
  else if (turn.signs.missing.at(-1) === record.id) turn.readLately.push(record);
  return isDoubtful(turn.signs);
}

/** Sessions that end without a login being shown are told by the link to log out that is gone. */
export function noteSigns(turn: Turn, record: UrlRecord, { offersLogout, page, state }: Handled): void {
  const { frontier, clock } = turn.options;
  if (offersLogout === undefined) return;
  const wasAsked = turn.signed?.asked === true && turn.signed.record.id === record.id;
  if (wasAsked && !offersLogout) {
    endSession(turn, record);
    return;
  }
  if (wasAsked) turn.signs = noSigns;
  const isDoubt = state === 'captured' && countSigns(turn, record, page, offersLogout);
  // When seeds were read says when a round began, so none is asked again.
  if (offersLogout && !frontier.isSeed(record)) turn.signed = { record, asked: false };
  if (!isDoubt || turn.signed === null || turn.signed.asked) return;
  turn.signed = { ...turn.signed, asked: true };
  frontier.again(turn.signed.record, clock.now());
}
