import type { UrlRecord } from '../model/frontier.ts';

/** Waiting records in the order in which they are fetched: due ones by priority, then in the order of arrival. */
export interface Queue {
  push(record: UrlRecord): void;
  /** The next record that is due; null when none is. */
  pop(now: number): UrlRecord | null;
  /** When the first record that is not yet due will be, as epoch ms. */
  nextDueAt(): number | null;
}

export function createQueue(): Queue {
  const ready = new Map<number, UrlRecord[]>();
  let delayed: { readonly at: number; readonly record: UrlRecord }[] = [];

  function place(record: UrlRecord): void {
    const line = ready.get(record.priority) ?? [];
    line.push(record);
    ready.set(record.priority, line);
  }
  function release(now: number): void {
    if (!delayed.some(({ at }) => at <= now)) return;
    for (const { at, record } of delayed) if (at <= now) place(record);
    delayed = delayed.filter(({ at }) => at > now);
  }
  return {
    push(record) {
      const at = Date.parse(record.dueAt);
      delayed.push({ at, record });
    },
    pop(now) {
      release(now);
      const priorities = [...ready.keys()];
      if (priorities.length === 0) return null;
      const first = Math.min(...priorities);
      const line = ready.get(first) ?? [];
      const record = line.shift() ?? null;
      if (line.length === 0) ready.delete(first);
      return record;
    },
    nextDueAt: () => (delayed.length === 0 ? null : Math.min(...delayed.map(({ at }) => at))),
  };
}
