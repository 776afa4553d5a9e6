import type { SourceView } from '../../app/api.ts';
import { now } from './fake-items.ts';

/** How a source that ended its last turn so spends its requests. */
export const paceOf = (outcome: SourceView['turns'][number]['outcome']): SourceView['pace'] => ({
  pagesLastHour: 212,
  pagesLastDay: 1_514,
  limitPerHour: 1_440,
  limitShare: 212 / 1_440,
  budget: { perDay: 2_000, spentToday: 1_204 },
  errors: outcome === 'failed' ? [{ code: 'host-unreachable', addresses: 61 }] : [],
  walls:
    outcome === 'parked'
      ? [
          {
            wall: 'login',
            answers: 4,
            firstAt: '2026-11-02T08:00:00.000Z',
            lastAt: now,
            standsSince: '2026-11-24T08:00:00.000Z',
          },
        ]
      : [],
  outdated: { part: 4, of: 76, share: 4 / 76, low: 0.021, high: 0.128 },
});
