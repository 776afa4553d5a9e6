/** Budgets that end an endless site. Counts; days for dates. */
export interface TrapLimits {
  readonly depth: number;
  readonly urlLength: number;
  readonly parameters: number;
  /** Sets of parameter names under one path. */
  readonly parameterSets: number;
  /** Addresses that differ only in numbers and tokens, when no profile vouches for them. */
  readonly perPattern: number;
  /** The same where the profile knows the page type. */
  readonly perKnownPattern: number;
  readonly futureDays: number;
  readonly calendarPages: number;
}

export const defaultTrapLimits: TrapLimits = {
  depth: 16,
  urlLength: 1_024,
  parameters: 12,
  parameterSets: 24,
  perPattern: 5_000,
  perKnownPattern: 100_000,
  futureDays: 62,
  calendarPages: 60,
};

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

/** a/b/a/b/a/b or x/x/x: a run of segments that comes three times in a row. */
function repeats(segments: readonly string[]): boolean {
  for (let length = 1; length * 3 <= segments.length; length += 1) {
    for (let from = 0; from + length * 3 <= segments.length; from += 1) {
      const run = (index: number) => segments.slice(from + index * length, from + (index + 1) * length).join('/');
      if (run(0) === run(1) && run(1) === run(2)) return true;
    }
  }
  return false;
}

const generalise = (text: string): string => text.replace(/[a-z0-9_-]{20,}/gi, '*').replace(/\d+/g, '#');

/** The shape of an address: numbers and long tokens stand for themselves no more, parameters only by name. */
export function patternOf(url: string): string {
  const { pathname, search } = new URL(url);
  const names =
    search === ''
      ? []
      : search
          .slice(1)
          .split('&')
          .map((pair) => generalise(pair.split('=')[0] ?? ''));
  return generalise(pathname) + (names.length > 0 ? `?${names.sort().join('&')}` : '');
}

const inPath = /\/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?=[/-]|$)/;

/** The month that a calendar page shows, as epoch ms, or null when the address names none. */
export function calendarMonth(url: string): number | null {
  const { pathname, searchParams } = new URL(url);
  const year = searchParams.get('year') ?? searchParams.get('y');
  const month = searchParams.get('month') ?? searchParams.get('m');
  if (/^\d{4}$/.test(year ?? '') && /^\d{1,2}$/.test(month ?? '')) return Date.UTC(Number(year), Number(month) - 1);
  const dated = [searchParams.get('date'), searchParams.get('day'), searchParams.get('month')].join(' ');
  const match = inPath.exec(pathname) ?? /\b((?:19|20)\d\d)-(\d\d)/.exec(dated);
  return match ? Date.UTC(Number(match[1]), Number(match[2]) - 1) : null;
}

/** The trap that one address shows by itself, or null. `now` in epoch ms. */
export function trapOf(url: string, depth: number, now: number, limits: TrapLimits): string | null {
  const { pathname, search } = new URL(url);
  if (url.length > limits.urlLength) return 'trap: address too long';
  if (repeats(segmentsOf(pathname))) return 'trap: repeating path';
  if (search.split('&').length > limits.parameters) return 'trap: too many parameters';
  if (depth > limits.depth) return 'trap: too deep';
  const month = calendarMonth(url);
  if (month !== null && month > now + limits.futureDays * 86_400_000) return 'trap: calendar';
  return null;
}

/** Remembers which addresses a source has offered, and says when one more is one too many. */
export interface Traps {
  /** `known`: a profile vouches for the page type. Counts the address unless it is refused. */
  check(url: string, depth: number, now: number, known: boolean): string | null;
  /** Counts an address of an earlier turn. */
  count(url: string): void;
}

const patternAndNames = (url: string) => {
  const pattern = patternOf(url);
  const [path = '', names = ''] = pattern.split('?');
  return { pattern, path, names };
};

export function createTraps(limits: TrapLimits = defaultTrapLimits): Traps {
  const perPattern = new Map<string, number>();
  const namesByPath = new Map<string, Set<string>>();
  const calendars = new Map<string, number>();
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);

  function count(url: string): void {
    const { pattern, path, names } = patternAndNames(url);
    add(perPattern, pattern);
    namesByPath.set(path, (namesByPath.get(path) ?? new Set()).add(names));
    if (calendarMonth(url) !== null) add(calendars, pattern);
  }
  function overBudget(url: string, known: boolean): string | null {
    const { pattern, path, names } = patternAndNames(url);
    const sets = namesByPath.get(path);
    if (!known && sets && !sets.has(names) && sets.size >= limits.parameterSets) return 'trap: ever-new parameters';
    if (!known && (calendars.get(pattern) ?? 0) >= limits.calendarPages) return 'trap: calendar';
    const allowed = known ? limits.perKnownPattern : limits.perPattern;
    return (perPattern.get(pattern) ?? 0) >= allowed ? 'trap: too many addresses of one pattern' : null;
  }
  return {
    count,
    check(url, depth, now, known) {
      const trap = trapOf(url, depth, now, limits) ?? overBudget(url, known);
      if (trap === null) count(url);
      return trap;
    },
  };
}
