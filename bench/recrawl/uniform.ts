import { type Frontier, type FrontierOptions, openFrontier } from '../../crawler/frontier.ts';
import type { UrlRecord } from '../../model/frontier.ts';

const readAt = ({ lastFetchAt, discoveredAt }: UrlRecord): number => Date.parse(lastFetchAt ?? discoveredAt);

/** An address is known unless it was left out by a rule or its record is known to be gone. */
const isKnown = ({ state, reason }: UrlRecord): boolean => state !== 'skipped' && reason !== 'gone';

/**
 * A uniform recrawl: always the known address that was not read for longest, or that has been known for longest without being read, each at most
 * once a turn. It ends with the budget of the day; without one, when every address was read.
 */
export function openUniform(options: FrontierOptions): Frontier {
  const { lot: _, ...plain } = options;
  const frontier = openFrontier(plain);
  const known = new Map(Iterator.from(options.records).map((record) => [record.id, record] as const));
  const taken = new Set<string>();
  let unsaved: readonly UrlRecord[] = [];
  function catchUp(): void {
    const changed = frontier.drain();
    for (const record of changed) known.set(record.id, record);
    unsaved = [...unsaved, ...changed];
  }
  catchUp();
  return {
    ...frontier,
    next() {
      catchUp();
      let first: UrlRecord | null = null;
      for (const record of known.values()) {
        if (taken.has(record.id) || !isKnown(record)) continue;
        if (first === null || readAt(record) < readAt(first)) first = record;
      }
      if (first) taken.add(first.id);
      return first;
    },
    retry(record, reason, at) {
      frontier.retry(record, reason, at);
      taken.delete(record.id);
    },
    nextDueAt: () => null,
    sweep: () => 0,
    drain() {
      catchUp();
      const changed = unsaved;
      unsaved = [];
      return changed;
    },
  };
}
