import { parseDuration } from '../model/duration.ts';
import { addDays, type Calendar } from './calendar.ts';
import type { Bounds } from './measure.ts';
import type { Fail } from './syntax-error.ts';

export interface DatePart extends Bounds {
  /** "7 days" for -7d: the distance from now, when the date was relative. */
  readonly ago: string | null;
}

const unitNames: Readonly<Record<string, string>> = { min: 'minute', h: 'hour', d: 'day', w: 'week' };
const hint = 'Write a day such as 2026-09-01, a month such as 2026-09, or a distance such as -7d (also h, w)';

const isDay = (day: string): boolean => {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === day;
};

const firstOfNextMonth = (month: string): string => {
  const [year = 0, index = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, index, 1)).toISOString().slice(0, 10);
};

const period = (from: string, to: string, calendar: Calendar): DatePart => ({
  low: calendar.startOf(from),
  high: calendar.startOf(to) - 1,
  ago: null,
});

function relative(text: string, now: number): DatePart | null {
  const found = /^-?(\d+(?:\.\d+)?)(min|h|d|w)$/i.exec(text);
  const ms = found && parseDuration(`${found[1]}${found[2]?.toLowerCase()}`);
  if (!found || ms === null) return null;
  const unit = unitNames[found[2]?.toLowerCase() ?? ''] ?? '';
  return { low: now - ms, high: now - ms, ago: found[1] === '1' ? unit : `${found[1]} ${unit}s` };
}

/** A date of a query as the period that it covers: an instant, a day, a month, a year, `today`, `yesterday`, or a distance from now. */
export function readDate(text: string, position: number, now: number, calendar: Calendar, fail: Fail): DatePart {
  const today = calendar.dayOf(now);
  const day = text === 'today' ? today : text === 'yesterday' ? addDays(today, -1) : text;
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    return isDay(day) ? period(day, addDays(day, 1), calendar) : fail(`The calendar has no ${day}`, position, hint);
  }
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return period(`${text}-01`, firstOfNextMonth(text), calendar);
  if (/^\d{4}$/.test(text))
    return period(`${text}-01-01`, `${String(Number(text) + 1).padStart(4, '0')}-01-01`, calendar);
  const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/i.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(instant)) return { low: instant, high: instant, ago: null };
  return relative(text, now) ?? fail(`"${text}" is no date`, position, hint);
}
