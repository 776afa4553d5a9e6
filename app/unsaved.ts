import type { UrlRecord } from '../model/frontier.ts';
import type { Write } from '../storage/port.ts';

/** So many are written at once even when no page comes along. */
export const mostUnsaved = 500;

/**
 * Address records that wait for the next commit, so that a page costs one. Until then a crash only makes their pages be read again.
 * `written` forgets those of the last `writes`.
 */
export function createUnsaved() {
  const waiting = new Map<string, UrlRecord>();
  let included: readonly UrlRecord[] = [];
  return {
    size: () => waiting.size,
    add(records: readonly UrlRecord[]): void {
      for (const record of records) waiting.set(record.id, record);
    },
    writes(): readonly Write[] {
      included = [...waiting.values()];
      return included.map((record) => ({ do: 'put', collection: 'urls', id: record.id, value: record }));
    },
    written(): void {
      for (const record of included) if (waiting.get(record.id) === record) waiting.delete(record.id);
    },
  };
}

export type Unsaved = ReturnType<typeof createUnsaved>;
