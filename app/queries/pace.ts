import type { Source } from '../../model/source.ts';
import { type Politeness, politenessSchema } from '../../model/source.ts';
import { type Share, shareOf } from '../../search/coverage.ts';
import type { TurnRecord } from '../../storage/port.ts';
import type { Parts } from '../parts.ts';
import { answersSince, budgetOf } from '../spending.ts';
import { type WallView, wallViews } from './walls.ts';

const hour = 3_600_000;

/** How fast a source is read, against what is allowed, and what it costs in failures. */
export interface Pace {
  readonly pagesLastHour: number;
  readonly pagesLastDay: number;
  /** Pages an hour at the pace that politeness allows, and the share of it that the last hour used; null where nothing limits it. */
  readonly limitPerHour: number | null;
  readonly limitShare: number | null;
  readonly budget: { readonly perDay: number; readonly spentToday: number } | null;
  /** Addresses that failed or were quarantined, by the code of the reason, the commonest first. */
  readonly errors: readonly { readonly code: string; readonly addresses: number }[];
  /** The walls that answered, the newest first. */
  readonly walls: readonly WallView[];
  /** Known pages that had something new when they were visited by lot in the last turns: how much of what is stored is out of date. */
  readonly outdated: Share | null;
}

/** On average a pause is longer by half of the jitter. */
const limitOf = ({ minIntervalMs, jitter }: Politeness): number | null =>
  minIntervalMs === 0 ? null : hour / (minIntervalMs * (1 + jitter / 2));

const codeOf = (reason: string | null): string =>
  reason?.startsWith('trap: ') ? reason : (reason?.split(/:\s/)[0] ?? 'unknown');

async function errorsOf({ storage }: Parts, source: string): Promise<Pace['errors']> {
  const counts = new Map<string, number>();
  for await (const { reason } of storage.urls.each({ source, state: { in: ['failed', 'quarantined'] } }))
    counts.set(codeOf(reason), (counts.get(codeOf(reason)) ?? 0) + 1);
  return [...counts].map(([code, addresses]) => ({ code, addresses })).sort((a, b) => b.addresses - a.addresses);
}

function outdatedOf(turns: readonly TurnRecord[]): Share | null {
  const lots = turns.flatMap(({ lot }) => lot ?? []);
  const visits = lots.reduce((sum, lot) => sum + lot.visits, 0);
  return visits === 0
    ? null
    : shareOf(
        lots.reduce((sum, lot) => sum + lot.changed, 0),
        visits,
      );
}

/** `turns`: the last ones of the source. */
export async function paceOf(parts: Parts, source: Source, turns: readonly TurnRecord[]): Promise<Pace> {
  const now = parts.clock.now();
  const pagesLastHour = await answersSince(parts, source.id, now - hour);
  const limitPerHour = source.via === 'tor' ? limitOf(politenessSchema.parse(source.politeness)) : null;
  const budget = source.via === 'tor' ? await budgetOf(parts, source) : null;
  return {
    pagesLastHour,
    pagesLastDay: await answersSince(parts, source.id, now - 24 * hour),
    limitPerHour: limitPerHour === null ? null : Math.round(limitPerHour),
    limitShare: limitPerHour === null ? null : Math.min(1, pagesLastHour / limitPerHour),
    budget: budget && { perDay: budget.perDay, spentToday: budget.spent },
    errors: await errorsOf(parts, source.id),
    walls: await wallViews(parts, source.id),
    outdated: outdatedOf(turns),
  };
}
