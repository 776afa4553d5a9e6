import type { Exchange } from '../model/capture.ts';
import type { Clock } from '../model/clock.ts';
import type { ErrorCode } from '../model/errors.ts';
import type { Link, UrlRecord } from '../model/frontier.ts';
import type { PageState, Wall } from '../model/observation.ts';
import type { CookieJar } from './fetch/cookies.ts';
import type { Fetch } from './fetch/http.ts';
import type { Identity } from './fetch/identity.ts';
import type { Frontier } from './frontier.ts';
import { type Mirrors, openMirrors } from './mirrors/mirrors.ts';
import type { Gate } from './politeness.ts';
import { defaultRetry, type RetryRule } from './retry.ts';
import { noSigns, type Signs } from './signed-in.ts';
import { defaultWallLimits, noWall, type WallLimits, type WallState } from './walls.ts';

/** A wall that a page turned out to be; walls.ts decides what follows. */
export interface Stop {
  readonly wall: Wall;
  readonly code: ErrorCode;
  readonly message: string;
  /** The wait that the page or its server asks for. */
  readonly afterMs?: number | null;
  /** Where the page asks to be read again, if elsewhere. */
  readonly next?: string | null;
}

/** What the pipeline made of one address. `links` also for an unchanged page, since they say what is still offered. */
export interface Handled {
  readonly page: PageState;
  readonly links: readonly Link[];
  /** Ids of what was read on the page. Absent: not known, so each page counts as one that showed something. */
  readonly shows?: readonly string[];
  /** How many things it told that were not known. Absent: nobody counted. */
  readonly news?: number;
  readonly state: 'captured' | 'unchanged' | 'quarantined';
  readonly reason: string | null;
  readonly capture: string | null;
  /** Why the address that answered is not taken for one of the source's: it served another site. */
  readonly otherSite?: string | null;
  readonly stop?: Stop | null;
  /** Whether the page offers to log out; absent where that says nothing. */
  readonly offersLogout?: boolean;
}

/**
 * Archives, reads and records one answer, whatever its status; the last exchange is the answer, those before it are redirects. GiveUp
 * quarantines the address; any other error ends the turn and is thrown by it.
 */
export type Handle = (exchanges: readonly [Exchange, ...Exchange[]], record: UrlRecord) => Promise<Handled>;

export interface TurnOptions {
  readonly source: string;
  readonly frontier: Frontier;
  readonly fetch: Fetch;
  readonly identity: Identity;
  readonly cookies: CookieJar;
  readonly gate: Gate;
  /** Absent: every page is read where its address says. */
  readonly mirrors?: Mirrors;
  readonly clock: Clock;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  readonly handle: Handle;
  /** Stores changed records, in order; called after every page, never twice at once. */
  readonly save: (records: readonly UrlRecord[]) => Promise<void>;
  /** Aborted: the pages in flight are finished, nothing new begins. */
  readonly signal?: AbortSignal;
  readonly retry?: RetryRule;
  /** Failed fetches in a row, of any address, after which the source is left alone for `restMs`. */
  readonly breakerAfter?: number;
  readonly restMs?: number;
  /** The longest wait for a retry within the turn; a longer one ends it as `later`. */
  readonly maxWaitMs?: number;
  readonly wallLimits?: WallLimits;
}

type Outcome = 'complete' | 'partial' | 'parked' | 'failed' | 'later';

export interface TurnReport {
  readonly outcome: Outcome;
  readonly code: ErrorCode | null;
  readonly reason: string | null;
  /** Addresses by state; `duplicate`: links that led to an address already known; `trapped`: addresses of the source that are left out as traps. */
  readonly counts: Readonly<Record<UrlRecord['state'] | 'duplicate' | 'trapped', number>>;
  readonly requests: number;
  /** Answers that were walls, by kind. */
  readonly walls?: Readonly<Partial<Record<Wall, number>>>;
  /** Not worth another turn before this moment (epoch ms), if known. */
  readonly retryAt: number | null;
}

export type End = Pick<TurnReport, 'outcome' | 'code' | 'reason' | 'retryAt'>;

/** Where a waiting room is asked again: on the host that gave the place; `own` false: at another address than the page that waits. */
export interface LinePlace {
  readonly url: string;
  readonly own: boolean;
}

/** An address before which a wall stands that may be its own. */
export interface Held {
  readonly record: UrlRecord;
  readonly code: ErrorCode;
}

/** A turn under way. Mutable; private to the crawler. */
export interface Turn {
  readonly options: TurnOptions &
    Required<Pick<TurnOptions, 'mirrors' | 'retry' | 'breakerAfter' | 'restMs' | 'maxWaitMs' | 'wallLimits'>>;
  /** Pages that were asked for and are not settled yet. */
  readonly inFlight: Set<Promise<void>>;
  /** Those of them that have not answered yet. */
  fetching: number;
  /** Kept when the next page answers or is settled. */
  changed: PromiseWithResolvers<void>;
  end: End | null;
  fatal: { readonly error: unknown } | null;
  requests: number;
  good: number;
  failuresInARow: number;
  lastFailure: string | null;
  walls: WallState;
  readonly wallsSeen: Partial<Record<Wall, number>>;
  /** Pages that ask for a person although others may not: judged by the next page. */
  readonly held: Held[];
  /** The number of the last visit begun when the first of them was seen. */
  heldAt: number;
  /** Visits begun so far, which tells what was asked before and after a wall was seen. */
  begun: number;
  /** The one page of a waiting room that is asked again, where, and when. */
  line: { readonly record: UrlRecord; readonly place: LinePlace; readonly until: number } | null;
  /** Where the next page is asked for, when its place in a line says so. */
  place: LinePlace | null;
  /** Pages that ended as closed ones in this turn; they wait again when the session turns out to have ended. */
  readonly doubtful: UrlRecord[];
  lastGood: UrlRecord | null;
  signs: Signs;
  /** Pages read since one offered to log out. */
  readonly readLately: UrlRecord[];
  /** The last page that offered to log out, and whether it is asked again because others no longer do. */
  signed: { readonly record: UrlRecord; readonly asked: boolean } | null;
  /** The held page for which a good one was asked again. */
  probed: string | null;
  saving: Promise<void>;
}

/** The first reason to end counts. */
export function endTurn(turn: Turn, end: Partial<End> & Pick<End, 'outcome'>): void {
  turn.end ??= { code: null, reason: null, retryAt: null, ...end };
}

export function beginTurn(options: TurnOptions): Turn {
  const mirrors = openMirrors({ source: { id: options.source, addresses: [] }, known: [], now: options.clock.now() });
  return {
    options: {
      mirrors,
      retry: defaultRetry,
      breakerAfter: 8,
      restMs: 900_000,
      maxWaitMs: 60_000,
      wallLimits: defaultWallLimits,
      ...options,
    },
    inFlight: new Set(),
    fetching: 0,
    changed: Promise.withResolvers(),
    end: null,
    fatal: null,
    requests: 0,
    good: 0,
    failuresInARow: 0,
    lastFailure: null,
    walls: noWall,
    wallsSeen: {},
    held: [],
    heldAt: 0,
    begun: 0,
    line: null,
    place: null,
    doubtful: [],
    lastGood: null,
    signs: noSigns,
    readLately: [],
    signed: null,
    probed: null,
    saving: Promise.resolve(),
  };
}
