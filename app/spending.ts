import { type DayBudget, startOfDay } from '../crawler/politeness.ts';
import { iso } from '../model/clock.ts';
import type { Source } from '../model/source.ts';
import type { Parts } from './parts.ts';

/** Answers of a source since a moment (epoch ms), whichever worker asked for them: each is a capture, so none is forgotten when a worker dies. */
export const answersSince = ({ storage }: Pick<Parts, 'storage'>, source: string, at: number): Promise<number> =>
  storage.captures.count({ source, capturedAt: { gte: iso(at) } });

/** What a source may be asked for on a day, by itself or as all, and what of it was spent today; null where nothing limits it. */
export async function budgetOf(
  parts: Pick<Parts, 'storage' | 'clock' | 'pagesPerDay'>,
  { id, politeness }: Pick<Source, 'id' | 'politeness'>,
): Promise<DayBudget | null> {
  const perDay = politeness.pagesPerDay ?? parts.pagesPerDay ?? null;
  return perDay === null ? null : { perDay, spent: await answersSince(parts, id, startOfDay(parts.clock.now())) };
}
