import { isoWeek } from '../model/clock.ts';
import { addDays, type Calendar } from './calendar.ts';

export type Every = 'day' | 'week' | 'month';

/** A span of days. `first` is its first day; `name` is 2026-09-01, 2026-W36 or 2026-09. */
export interface Period {
  readonly name: string;
  readonly first: string;
}

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** The period that holds a day (YYYY-MM-DD). Weeks are ISO weeks: they begin on Monday and belong to the year of their Thursday. */
export function periodOf(day: string, every: Every): Period {
  if (every === 'day') return { name: day, first: day };
  if (every === 'month') return { name: day.slice(0, 7), first: `${day.slice(0, 7)}-01` };
  const weekday = (new Date(noon(day)).getUTCDay() + 6) % 7;
  return { name: isoWeek(noon(day)), first: addDays(day, -weekday) };
}

/** The period after this one. */
const nextPeriod = (period: Period, every: Every): Period =>
  periodOf(addDays(period.first, every === 'day' ? 1 : every === 'week' ? 7 : 32), every);

/** Every period from the one of the first day to that of the last, without a gap. */
export function periodsBetween(firstDay: string, lastDay: string, every: Every): readonly Period[] {
  const last = periodOf(lastDay, every);
  const periods: Period[] = [];
  for (let period = periodOf(firstDay, every); period.first <= last.first; period = nextPeriod(period, every))
    periods.push(period);
  return periods;
}

/** When the period begins, ISO 8601 in UTC. */
export const startOf = (period: Period, calendar: Calendar): string =>
  new Date(calendar.startOf(period.first)).toISOString();
