import { type Exchange, header } from '../model/capture.ts';
import { GiveUp, LeadlineError, NeedsOperator, TryLater } from '../model/errors.ts';
import type { UrlRecord } from '../model/frontier.ts';
import { limitOf, meetWall, noteSigns, passWalls, slowDown } from './at-wall.ts';
import type { Fetched } from './fetch/http.ts';
import type { HeaderList } from './fetch/request.ts';
import type { Ending } from './frontier.ts';
import { goneReason } from './recrawl.ts';
import { retryAfterMs, waitAfter } from './retry.ts';
import { endTurn, type Handled, type Stop, type Turn } from './turn-state.ts';

/** One address and what came of asking for it. `begun`: the number of the visit. `elsewhere`: a waiting room was asked at another address. */
interface Visited {
  readonly record: UrlRecord;
  readonly fetched: Fetched;
  readonly begun: number;
  readonly elsewhere: boolean;
}

/** Asks only for what changed since the capture that the record names. */
function conditions(record: UrlRecord): HeaderList {
  if (record.lastCapture === null) return [];
  return [
    ...(record.etag === null ? [] : [['If-None-Match', record.etag] as const]),
    ...(record.lastModified === null ? [] : [['If-Modified-Since', record.lastModified] as const]),
  ];
}

const describe = (error: LeadlineError): string => `${error.code}: ${error.message}`;

const settle = (turn: Turn, record: UrlRecord, ending: Ending): void =>
  turn.options.frontier.settle(record, ending, turn.options.clock.now());

/** Many failures in a row are the source's trouble, not the page's; a long rest is better spent without holding the source. */
function restWhenAsked(turn: Turn, error: TryLater, now: number): void {
  const { gate, breakerAfter, restMs, maxWaitMs } = turn.options;
  const asked = error.afterMs ?? 0;
  if (turn.failuresInARow >= breakerAfter) {
    const reason = `${turn.failuresInARow} fetches in a row failed, the last one: ${error.message}`;
    endTurn(turn, { outcome: 'later', code: error.code, reason, retryAt: now + Math.max(restMs, asked) });
  } else if (asked > maxWaitMs) {
    endTurn(turn, { outcome: 'later', code: error.code, reason: error.message, retryAt: now + asked });
  } else if (asked > 0) gate.rest(asked);
}

/** Another attempt later, or failed when there were enough. */
function tryLater(turn: Turn, record: UrlRecord, error: TryLater): void {
  const { frontier, clock, random, retry } = turn.options;
  const now = clock.now();
  const attempt = record.attempts + 1;
  turn.failuresInARow += 1;
  turn.lastFailure = describe(error);
  if (attempt >= retry.maxAttempts) settle(turn, record, { state: 'failed', reason: describe(error) });
  else frontier.retry(record, describe(error), now + waitAfter(error, attempt, retry, random));
  restWhenAsked(turn, error, now);
}

const proxyRestMs = 60_000;

/** What a failed fetch means for the address and for the turn. Errors that are none of ours are thrown on. */
function fetchFailed(turn: Turn, record: UrlRecord, error: unknown): void {
  const { frontier, clock } = turn.options;
  if (!(error instanceof LeadlineError)) throw error;
  if (error.code === 'proxy-down' || error instanceof NeedsOperator) {
    frontier.release(record);
    // A proxy is mostly back soon, and asking it costs no site anything.
    const retryAt = error.code === 'proxy-down' ? clock.now() + proxyRestMs : null;
    endTurn(turn, { outcome: 'failed', code: error.code, reason: error.message, retryAt });
  } else if (error.code === 'stopped') {
    frontier.release(record);
    endTurn(turn, { outcome: 'partial', code: 'stopped', reason: error.message });
  } else if (error instanceof TryLater) {
    tryLater(turn, record, error);
  } else {
    turn.lastFailure = describe(error);
    settle(turn, record, { state: 'failed', reason: describe(error) });
  }
}

const isTransient = (status: number): boolean => status === 408 || status === 425 || status === 429 || status >= 500;
const isMissing = (status: number): boolean => status === 404 || status === 410;

/** An error status is never content, whatever the page under it looks like. */
function endingOf(handled: Handled, answer: Exchange): Ending {
  const { status, headers } = answer.response;
  const { state, reason, capture } = handled;
  if (state === 'quarantined') return { state, reason: reason ?? `page: ${handled.page}`, capture };
  if (status >= 400 && !isMissing(status)) return { state: 'failed', reason: `http-status: HTTP ${status}`, capture };
  const gone = isMissing(status) || handled.page === 'not-found';
  const validators =
    status === 200 ? { etag: header(headers, 'etag'), lastModified: header(headers, 'last-modified') } : {};
  const told = { shown: handled.page, ...(handled.news === undefined ? {} : { news: handled.news }) };
  return { state, reason: gone ? goneReason : reason, capture, ...told, ...validators };
}

/** HTTP authentication guards single pages; a site's own login is a page. */
const isGuarded = ({ response }: Exchange): boolean =>
  response.status === 401 && header(response.headers, 'www-authenticate') !== null;

function succeed(turn: Turn, visited: Visited, handled: Handled, ending: Ending): void {
  const { record, fetched, begun } = visited;
  const { frontier, clock } = turn.options;
  turn.good += 1;
  turn.lastGood = record;
  passWalls(turn, begun);
  noteSigns(turn, record, handled);
  frontier.noteYield(record, handled.shows ?? [record.id], clock.now());
  frontier.add(handled.links, { ...record, url: fetched.finalUrl }, clock.now());
  if (fetched.redirects > 0) frontier.arrive(fetched.finalUrl, ending, clock.now());
}

/** What stands in the way, if anything does; the server's own wish to wait counts where the page states none. */
function stopOf(turn: Turn, handled: Handled, answer: Exchange): Stop | null {
  const limit = limitOf(answer, turn.options.clock.now());
  if (!handled.stop || isGuarded(answer)) return limit;
  const afterMs =
    handled.stop.afterMs ?? retryAfterMs(header(answer.response.headers, 'retry-after'), turn.options.clock.now());
  return { ...handled.stop, afterMs };
}

function conclude(turn: Turn, visited: Visited, handled: Handled): void {
  const { record, fetched, elsewhere } = visited;
  const { frontier, clock } = turn.options;
  const answer = fetched.exchanges.at(-1) ?? fetched.exchanges[0];
  const { status, headers } = answer.response;
  const stop = stopOf(turn, handled, answer);
  if (handled.otherSite) {
    onOtherSite(turn, record, fetched, handled.otherSite);
  } else if (stop) {
    turn.failuresInARow = 0;
    meetWall(turn, record, stop, { answered: fetched.finalUrl, begun: visited.begun });
  } else if (elsewhere) {
    // The waiting room let us through; now the page itself is asked for.
    frontier.add(handled.links, { ...record, url: fetched.finalUrl }, clock.now());
    frontier.release(record);
  } else if (isTransient(status)) {
    const afterMs = retryAfterMs(header(headers, 'retry-after'), clock.now());
    if (status === 503 && turn.failuresInARow > 0) slowDown(turn);
    tryLater(turn, record, new TryLater('http-status', `HTTP ${status}`, { afterMs, where: record.url }));
  } else {
    turn.failuresInARow = 0;
    const ending = endingOf(handled, answer);
    settle(turn, record, ending);
    if (ending.state === 'failed') turn.lastFailure = ending.reason;
    if (ending.state === 'captured' || ending.state === 'unchanged') succeed(turn, visited, handled, ending);
  }
}

async function handlePage(turn: Turn, visited: Visited): Promise<void> {
  const { record, fetched } = visited;
  try {
    const handled = await turn.options.handle(fetched.exchanges, record);
    noteAnswer(turn, fetched, handled);
    conclude(turn, visited, handled);
  } catch (error) {
    if (!(error instanceof GiveUp)) throw error;
    turn.failuresInARow = 0;
    turn.lastFailure = describe(error);
    settle(turn, record, { state: 'quarantined', reason: describe(error) });
  }
}

/** A host that answers with 5xx stands, but serves nothing; one that shows a wall is at work. */
function noteAnswer(turn: Turn, { exchanges }: Fetched, { stop }: Handled): void {
  const { mirrors, clock } = turn.options;
  const { url, response } = exchanges.at(-1) ?? exchanges[0];
  if (response.status < 500 || stop) mirrors.good(url, response.firstByteMs ?? null, clock.now());
  else mirrors.failed(url, new TryLater('http-status', `HTTP ${response.status}`), clock.now());
}

/** The page waits for an address that is really the source's; without one the turn is over. */
function onOtherSite(turn: Turn, record: UrlRecord, fetched: Fetched, reason: string): void {
  const { frontier, mirrors, clock } = turn.options;
  mirrors.refuse(fetched.finalUrl, reason, clock.now());
  frontier.release(record);
  if (mirrors.isSpent()) endTurn(turn, { outcome: 'failed', code: 'other-site', reason });
}

/** Fetches one address, hands it to the pipeline, and tells the frontier how it ended. `answered` is called when the whole answer is there. */
export async function visitPage(turn: Turn, record: UrlRecord, answered: () => void): Promise<void> {
  const { source, fetch, identity, cookies, frontier, mirrors, clock } = turn.options;
  const { place } = turn;
  turn.place = null;
  turn.begun += 1;
  const { begun } = turn;
  const url = place?.url ?? mirrors.urlOf(record.url);
  let fetched: Fetched;
  try {
    fetched = await fetch({
      source,
      url,
      identity,
      cookies,
      headers: place?.own === false ? [] : conditions(record),
      isInside: frontier.isInside,
      page: record.page,
    });
  } catch (error) {
    turn.requests += 1;
    if (error instanceof LeadlineError) mirrors.failed(url, error, clock.now());
    return fetchFailed(turn, record, error);
  }
  answered();
  // What a browser made of a page was never asked for.
  turn.requests += fetched.exchanges.filter(({ request }) => request !== null).length;
  return handlePage(turn, { record, fetched, begun, elsewhere: place?.own === false });
}
