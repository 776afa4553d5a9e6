import type { SourceView } from '../../app/api.ts';
import type { State } from '../parts.ts';

interface Health {
  readonly rank: number;
  readonly mark: State;
  readonly words: string;
}

/** The state of a source in words, with its place in the order: worst first. */
export function healthOf(view: SourceView): Health {
  const last = view.turns[0];
  if (view.source.state === 'parked') return { rank: 0, mark: 'bad', words: 'needs a person' };
  if (view.source.state === 'closed') return { rank: 4, mark: 'off', words: 'closed' };
  if (view.source.state === 'paused') return { rank: 3, mark: 'off', words: 'paused' };
  if (last?.outcome === 'failed' || last?.outcome === 'parked') return { rank: 1, mark: 'bad', words: 'failing' };
  const { budget } = view.pace;
  if (last?.outcome === 'later' && budget !== null && budget.spentToday >= budget.perDay)
    return { rank: 3, mark: 'ok', words: 'collecting, budget of today used' };
  if (last?.outcome === 'later') return { rank: 2, mark: 'warn', words: 'waiting to try again' };
  if (last?.outcome === 'partial') return { rank: 1, mark: 'warn', words: 'partly collected' };
  if (last?.drift?.length) return { rank: 1, mark: 'warn', words: 'layout may have changed' };
  if (view.source.via === 'import') return { rank: 3, mark: 'ok', words: 'filled by import' };
  if (!last) return { rank: 2, mark: 'warn', words: 'not visited yet' };
  return { rank: 3, mark: 'ok', words: 'collecting' };
}
