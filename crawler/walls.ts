import type { Wall } from '../model/observation.ts';

/** Limits of what is borne before a turn ends. Times in milliseconds. */
export interface WallLimits {
  /** Looks at one queue page, in number and in time, before the turn goes on later. */
  readonly lineTries: number;
  readonly lineMs: number;
  /** The wait between two looks: the page's own wish within these bounds, or `lineEveryMs` where it has none. */
  readonly lineEveryMs: number;
  readonly lineLeastMs: number;
  readonly lineMostMs: number;
  /** Answers in a row that say "too many requests" before the turn goes on later. */
  readonly limited: number;
  /** How many times slower than its usual pace a source is visited at most. */
  readonly slowest: number;
  /** Rests before the next turn, where the site states none. */
  readonly restMs: Readonly<Record<'queue' | 'maintenance' | 'rate-limit', number>>;
}

const minute = 60_000;

export const defaultWallLimits: WallLimits = {
  lineTries: 60,
  lineMs: 20 * minute,
  lineEveryMs: 30_000,
  lineLeastMs: 1_000,
  lineMostMs: 5 * minute,
  limited: 4,
  slowest: 64,
  restMs: { queue: 10 * minute, maintenance: 30 * minute, 'rate-limit': 15 * minute },
};

/** What is waited for now. */
type Stands =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'line'; readonly since: number; readonly tries: number }
  | { readonly kind: 'limited'; readonly inARow: number };

/**
 * Walls of one source during one turn. `suspected`: a page asked for a person, which may be that page's own doing; the next page tells, whatever stands
 * in between. `pace`: how many times slower than usual the source is visited.
 */
export interface WallState {
  readonly suspected: boolean;
  readonly stands: Stands;
  readonly pace: number;
}

export const noWall: WallState = { suspected: false, stands: { kind: 'nothing' }, pace: 1 };

/**
 * What an answer was; errors say nothing about walls. `alone`: no other page could tell more, as at the source's own address.
 * `afterMs`: the wait that the page or its server asks for.
 */
export type Sight =
  | { readonly kind: 'page' }
  | { readonly kind: 'wall'; readonly wall: Wall; readonly alone: boolean; readonly afterMs: number | null };

/**
 * What follows for the address that was answered, and for the turn.
 * `go on`: the address ends as it would without walls, and one that was held before is not to blame.
 * `hold`: it waits for what the next page says. `line`: it alone is asked again at `until`. `slow`: it is asked again later, and all others slower.
 * `stop`: it waits for another turn, after a person (`parked`) or after `afterMs`.
 */
export type Action =
  | { readonly do: 'go on' }
  | { readonly do: 'hold' }
  | { readonly do: 'line'; readonly until: number }
  | { readonly do: 'slow'; readonly afterMs: number | null; readonly blame: boolean }
  | { readonly do: 'stop'; readonly outcome: 'parked' | 'later'; readonly afterMs: number };

interface Step {
  readonly state: WallState;
  readonly action: Action;
}

/** Walls that nobody but a person can open. */
export const isForPerson = (wall: Wall): boolean => wall === 'login' || wall === 'captcha' || wall === 'banned';

const nothing: Stands = { kind: 'nothing' };
const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Each good page takes back a fifth of the slowness. */
const recovered = (pace: number): number => (pace * 0.8 <= 1.05 ? 1 : pace * 0.8);

const onPage = ({ pace }: WallState): Step => ({
  state: { suspected: false, stands: nothing, pace: recovered(pace) },
  action: { do: 'go on' },
});

/** Two pages in a row that ask for a person mean that no page will do without one. */
function onPerson(state: WallState, alone: boolean): Step {
  if (alone || state.suspected)
    return {
      state: { ...state, suspected: false, stands: nothing },
      action: { do: 'stop', outcome: 'parked', afterMs: 0 },
    };
  return { state: { ...state, suspected: true, stands: nothing }, action: { do: 'hold' } };
}

function onQueue(state: WallState, afterMs: number | null, now: number, limits: WallLimits): Step {
  const line = state.stands.kind === 'line' ? state.stands : { kind: 'line' as const, since: now, tries: 0 };
  const tries = line.tries + 1;
  const until = now + clamp(afterMs ?? limits.lineEveryMs, limits.lineLeastMs, limits.lineMostMs);
  if (tries > limits.lineTries || until - line.since > limits.lineMs) {
    const rest = limits.restMs.queue;
    return { state: { ...state, stands: nothing }, action: { do: 'stop', outcome: 'later', afterMs: rest } };
  }
  return { state: { ...state, stands: { ...line, tries } }, action: { do: 'line', until } };
}

function onLimit(state: WallState, afterMs: number | null, limits: WallLimits): Step {
  const inARow = state.stands.kind === 'limited' ? state.stands.inARow + 1 : 1;
  const pace = Math.min(limits.slowest, state.pace * 2);
  if (inARow >= limits.limited) {
    const rest = Math.max(afterMs ?? 0, limits.restMs['rate-limit']);
    return { state: { ...state, stands: nothing, pace }, action: { do: 'stop', outcome: 'later', afterMs: rest } };
  }
  // The first refusal after good pages may be this address's own; those that follow are the source's.
  const action: Action = { do: 'slow', afterMs, blame: inARow === 1 };
  return { state: { ...state, stands: { kind: 'limited', inARow }, pace }, action };
}

/** The next state of a source's walls, and what to do, after one answer at `now` (epoch ms). Pure. */
export function afterSight(state: WallState, sight: Sight, now: number, limits: WallLimits): Step {
  if (sight.kind === 'page') return onPage(state);
  switch (sight.wall) {
    case 'login':
    case 'captcha':
    case 'banned':
      return onPerson(state, sight.alone);
    case 'queue':
      return onQueue(state, sight.afterMs, now, limits);
    case 'rate-limit':
      return onLimit(state, sight.afterMs, limits);
    case 'maintenance': {
      const afterMs = Math.max(sight.afterMs ?? 0, limits.restMs.maintenance);
      return { state: { ...state, stands: nothing }, action: { do: 'stop', outcome: 'later', afterMs } };
    }
  }
}
