const day = 86_400_000;
/** Milliseconds of one week. */
export const weekMs = 7 * day;
/** Monday of week 1. */
const calendarStart = Date.UTC(2026, 5, 1);

/** First moment of a week, counted from 1. Weeks before 1 lie before the calendar and are the sites' past. */
export const weekStart = (week: number): number => calendarStart + (week - 1) * weekMs;
/** The week that holds a moment; 1 at the earliest. */
export const weekAt = (ms: number): number => Math.max(1, Math.floor((ms - calendarStart) / weekMs) + 1);
