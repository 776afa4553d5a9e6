import { LeadlineError } from '../model/errors.ts';

/** Days as an IANA time zone counts them; a day is `YYYY-MM-DD`. */
export interface Calendar {
  readonly zone: string;
  dayOf(ms: number): string;
  /** The first instant of the day, in epoch milliseconds. */
  startOf(day: string): number;
}

const hour = 3_600_000;
const utcStart = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day `days` later, by the calendar. */
export const addDays = (day: string, days: number): string =>
  new Date(utcStart(day) + days * 24 * hour).toISOString().slice(0, 10);

const utc: Calendar = { zone: 'UTC', dayOf: (ms) => new Date(ms).toISOString().slice(0, 10), startOf: utcStart };

function formatter(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch (cause) {
    throw new LeadlineError('usage', `There is no time zone "${zone}"`, {
      hint: 'Use an IANA name such as Europe/Berlin, or UTC',
      cause,
    });
  }
}

/** Throws `usage` when the zone is unknown. */
export function createCalendar(zone = 'UTC'): Calendar {
  if (zone === 'UTC') return utc;
  const format = formatter(zone);
  const wall = (ms: number): { readonly day: string; readonly offset: number } => {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const day = `${part.year}-${part.month}-${part.day}`;
    const local = Date.parse(`${day}T${part.hour}:${part.minute}:${part.second}Z`);
    return { day, offset: local - Math.floor(ms / 1000) * 1000 };
  };
  const dayOf = (ms: number): string => wall(ms).day;
  const startOf = (day: string): number => {
    const midnight = utcStart(day);
    const guess = midnight - wall(midnight).offset;
    let start = midnight - wall(guess).offset;
    while (dayOf(start) < day) start += hour / 2; // midnight does not exist where clocks go forward at 00:00
    while (dayOf(start - 1) === day) start -= hour / 2;
    return start;
  };
  return { zone, dayOf, startOf };
}
