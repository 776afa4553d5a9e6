import { plain } from './decimal.ts';
import { monthNamed } from './months.ts';
import { type Parsed, parsed } from './parsed.ts';
import { agoIn, dayWordIn, isNow, type Step } from './relative-date.ts';

export interface DateOptions {
  /** ISO 8601: when the page was captured. Relative dates and dates without a year count from here, never from the clock. */
  readonly reference: string;
  /** The order of day, month and year in figures, as the site's profile states it. */
  readonly order?: 'dmy' | 'mdy' | 'ymd' | undefined;
  /** ISO 639-1, for month names that two languages understand differently. */
  readonly language?: string | null | undefined;
}

interface Day {
  readonly year: number;
  readonly month: number;
  /** null when only the month is known. */
  readonly day: number | null;
  readonly rule: string;
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
}

const two = (value: number): string => String(value).padStart(2, '0');
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const isDay = (year: number, month: number, day: number | null): boolean =>
  year >= 1970 &&
  year <= 2199 &&
  month >= 1 &&
  month <= 12 &&
  (day === null || (day >= 1 && day <= daysIn(year, month)));
const fullYear = (digits: string): number => (digits.length === 4 ? Number(digits) : 2000 + Number(digits));
const stamp = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace('.000Z', 'Z')
    .replace(/\.\d{3}Z$/, 'Z');
const spanOf = (match: RegExpExecArray): { readonly start: number; readonly end: number } => ({
  start: match.index,
  end: match.index + match[0].length,
});

function isoDay(text: string): Day | null {
  const match = /(?<!\d)(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?![\d])/.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[3]), match[4] ? Number(match[4]) : null];
  return isDay(year, month, day)
    ? { year, month, day, rule: 'date:iso', confidence: day === null ? 0.85 : 0.98, ...spanOf(match) }
    : null;
}

/** 03.11.2026 in the order of the site; the other order only where the stated one is impossible. */
function figures(text: string, order: 'dmy' | 'mdy' | 'ymd'): Day | null {
  const match = /(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d])/.exec(text);
  if (!match) return null;
  const [a, b, c] = [Number(match[1]), Number(match[3]), match[4] ?? ''];
  const readings = { dmy: [fullYear(c), b, a], mdy: [fullYear(c), a, b], ymd: [2000 + a, b, Number(c)] } as const;
  const tried =
    order === 'ymd' && c.length === 4 ? (['dmy', 'mdy'] as const) : ([order, order === 'mdy' ? 'dmy' : 'mdy'] as const);
  for (const [index, name] of tried.entries()) {
    const [year, month, day] = readings[name];
    if (isDay(year, month, day))
      return { year, month, day, rule: `date:${name}`, confidence: index === 0 ? 0.95 : 0.8, ...spanOf(match) };
  }
  return null;
}

const ordinal = '(?:st|nd|rd|th|er|º|ª|\\.)?';
const particle = "(?:of |de |del |d[’']|di )?";
const dayFirst = new RegExp(
  `(?<![\\p{L}\\p{N}])(\\d{1,2})${ordinal}[ -]?${particle}([\\p{L}\\p{M}]{2,12})\\.?,?(?:[ -]{1,2}(?:de |del |of )?(\\d{4})|[ -]?['’](\\d{2}))?(?![\\p{L}\\p{N}])`,
  'giu',
);
const monthFirst =
  /(?<![\p{L}\p{N}])([\p{L}\p{M}]{3,12})\.?[ -](\d{1,2})(?:st|nd|rd|th)?(?:,? ?(?<=[, ])(\d{4}))?(?![\p{L}\p{N}:])/giu;
const monthYear =
  /(?<![\p{L}\p{N}])(?:([\p{L}\p{M}]{3,12})\.?,?[ -](?:de |del )?(\d{4})|(\d{4})[ -]([\p{L}\p{M}]{3,12})\.?(?:[ -](\d{1,2})(?![\d:]))?)(?![\p{L}\p{N}])/giu;

/** The latest year in which the day is not after the reference (a day of leeway for time zones). */
function yearBefore(month: number, day: number, reference: string): number {
  const now = Date.parse(reference);
  const year = new Date(now).getUTCFullYear();
  return Date.UTC(year, month - 1, day) > now + 86_400_000 ? year - 1 : year;
}

function namedDay(
  match: RegExpExecArray,
  name: string,
  day: number,
  year: string | undefined,
  options: DateOptions,
): Day | null {
  const month = monthNamed(name, options.language);
  if (month === null) return null;
  const known = year === undefined ? yearBefore(month, day, options.reference) : fullYear(year);
  if (!isDay(known, month, day)) return null;
  return {
    year: known,
    month,
    day,
    rule: year === undefined ? 'date:month-name-without-year' : 'date:month-name',
    confidence: year === undefined ? 0.7 : 0.96,
    ...spanOf(match),
  };
}

function first<T>(matches: Iterable<RegExpExecArray>, read: (match: RegExpExecArray) => T | null): T | null {
  for (const match of matches) {
    const value = read(match);
    if (value) return value;
  }
  return null;
}

function named(text: string, options: DateOptions): Day | null {
  const dayThenMonth = first(text.matchAll(dayFirst), (match) =>
    namedDay(match, match[2] ?? '', Number(match[1]), match[3] ?? match[4], options),
  );
  if (dayThenMonth) return dayThenMonth;
  const partial = first(text.matchAll(monthYear), (match) => {
    const month = monthNamed(match[1] ?? match[4] ?? '', options.language);
    const [year, day] = [Number(match[2] ?? match[3]), match[5] ? Number(match[5]) : null];
    return month !== null && isDay(year, month, day)
      ? { year, month, day, rule: 'date:year-and-month', confidence: 0.9, ...spanOf(match) }
      : null;
  });
  const monthThenDay = first(text.matchAll(monthFirst), (match) =>
    namedDay(match, match[1] ?? '', Number(match[2]), match[3], options),
  );
  return monthThenDay && !(partial && monthThenDay.rule.endsWith('year')) ? monthThenDay : partial;
}

const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  CET: 60,
  CEST: 120,
  MSK: 180,
  EST: -300,
  EDT: -240,
  PST: -480,
  PDT: -420,
  BST: 60,
};
const time =
  /(?<![\d.])([01]?\d|2[0-3])(?::|h|(?<= [012]?\d)\.)([0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,9})?)?(?:\s?([ap])\.?m\.?(?!\p{L}))?(?:\s?(Z|UTC|GMT|CES?T|MSK|E[SD]T|P[SD]T|BST)?(?!\p{L})\s?([+-]\d{2}:?\d{2}|[+-]\d{1,2}(?!\d))?)?/iu;

/** Minutes since midnight UTC and the seconds; a stated zone is taken into account, none means UTC. */
function timeIn(text: string): { readonly minutes: number; readonly seconds: number } | null {
  const match = time.exec(text);
  if (!match) return null;
  const hour = (Number(match[1]) % (match[4] ? 12 : 24)) + (/p/i.test(match[4] ?? '') ? 12 : 0);
  const digits = (match[6] ?? '').replace(/[^\d]/g, '');
  const offset =
    digits === ''
      ? 0
      : digits.length <= 2
        ? Number(digits) * 60
        : Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  const zone = (zones[(match[5] ?? 'UTC').toUpperCase()] ?? 0) + ((match[6] ?? '').startsWith('-') ? -offset : offset);
  return { minutes: hour * 60 + Number(match[2]) - zone, seconds: Number(match[3] ?? 0) };
}

const stepMs: Readonly<Record<Step, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 0,
  year: 0,
};

/** A distance in days gives a day, in months a month, in years a year: no more than was said. */
function before(count: number, step: Step, reference: string): string | null {
  const now = Date.parse(reference);
  const date = new Date(now);
  if (step === 'month' || step === 'year') {
    const months = date.getUTCFullYear() * 12 + date.getUTCMonth() - count * (step === 'year' ? 12 : 1);
    const year = Math.floor(months / 12);
    if (year < 1970) return null;
    return step === 'year' ? String(year) : `${year}-${two((months % 12) + 1)}`;
  }
  const at = now - count * stepMs[step];
  if (!Number.isFinite(at) || at < 0) return null;
  return step === 'day' || step === 'week' ? stamp(at).slice(0, 10) : stamp(at);
}

function relative(text: string, options: DateOptions): Parsed<string> | null {
  const ago = agoIn(text);
  const value = ago ? before(ago.count, ago.step, options.reference) : null;
  if (ago && value) return parsed(text, ago, value, 'date:relative', 0.9);
  if (isNow(text))
    return parsed(text, { start: 0, end: text.length }, stamp(Date.parse(options.reference)), 'date:now', 0.85);
  const word = dayWordIn(text);
  if (!word) return null;
  const at = timeIn(text);
  const midnight = Math.floor(Date.parse(options.reference) / 86_400_000 - word.days) * 86_400_000;
  const when = at ? stamp(midnight + at.minutes * 60_000 + at.seconds * 1_000) : stamp(midnight).slice(0, 10);
  return parsed(text, { start: word.start, end: at ? text.length : word.end }, when, 'date:day-word', 0.9);
}

/** Seconds or milliseconds since 1970: 10 or 13 digits, between 2001 and 2100. */
function epoch(text: string): Parsed<string> | null {
  const match = /^\s*(\d{10}|\d{13})(?:\.\d+)?\s*$/.exec(text);
  const ms = match ? Number(match[1]) * (match[1]?.length === 10 ? 1_000 : 1) : Number.NaN;
  if (!match || !(ms >= 978_307_200_000 && ms < 4_102_444_800_000)) return null;
  return parsed(
    text,
    spanOf(match),
    stamp(ms),
    match[1]?.length === 10 ? 'date:epoch-seconds' : 'date:epoch-milliseconds',
    0.95,
  );
}

function absolute(flat: string, text: string, options: DateOptions): Parsed<string> | null {
  const day = isoDay(flat) ?? figures(flat, options.order ?? 'dmy') ?? named(flat, options);
  if (!day) return null;
  const month = `${day.year}-${two(day.month)}`;
  if (day.day === null) return parsed(text, day, month, day.rule, day.confidence);
  const at = timeIn(flat.slice(day.end).replace(/^T/, ' ')) ?? timeIn(flat.slice(0, day.start));
  const midnight = Date.UTC(day.year, day.month - 1, day.day);
  const value = at ? stamp(midnight + at.minutes * 60_000 + at.seconds * 1_000) : `${month}-${two(day.day)}`;
  return parsed(text, { start: at ? 0 : day.start, end: at ? text.length : day.end }, value, day.rule, day.confidence);
}

/**
 * The moment that a text states, as ISO 8601 cut to what is known: `2024-06-01T12:00:00Z`, `2024-06-01`, `2023-11`, `2021`. Reads ISO dates,
 * figures in the given order, month names in thirteen languages, relative dates in eleven, and seconds or milliseconds since 1970. No zone means UTC.
 */
export function parseDate(text: string, options: DateOptions): Parsed<string> | null {
  if (text.length > 400 || Number.isNaN(Date.parse(options.reference))) return null;
  const flat = plain(text);
  return epoch(flat) ?? relative(flat, options) ?? absolute(flat, text, options);
}
