import type { UrlRecord } from '../model/frontier.ts';

/** Waiting records in the order in which they are fetched: due ones by urgency, the greatest first, then in the order of arrival. */
export interface Queue {
  push(record: UrlRecord): void;
  /** The next record that is due; null when none is. */
  pop(now: number): UrlRecord | null;
  /** When the first record that is not yet due will be, as epoch ms. */
  nextDueAt(): number | null;
}

/** A binary heap: `before` says which of two comes out first. */
function createHeap<T>(before: (a: T, b: T) => boolean) {
  const values: T[] = [];
  const isBefore = (a: number, b: number): boolean => {
    const [first, second] = [values[a], values[b]];
    return first !== undefined && second !== undefined && before(first, second);
  };
  function swap(a: number, b: number): void {
    const [first, second] = [values[a], values[b]];
    if (first === undefined || second === undefined) return;
    values[a] = second;
    values[b] = first;
  }
  function rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isBefore(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  }
  function sink(): void {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let first = at;
      if (isBefore(left, first)) first = left;
      if (isBefore(right, first)) first = right;
      if (first === at) return;
      swap(at, first);
      at = first;
    }
  }
  return {
    first: (): T | undefined => values[0],
    push(value: T): void {
      values.push(value);
      rise(values.length - 1);
    },
    pop(): T | undefined {
      swap(0, values.length - 1);
      const value = values.pop();
      sink();
      return value;
    },
  };
}

interface Place {
  readonly record: UrlRecord;
  readonly at: number;
  readonly urgency: number;
  readonly arrival: number;
}

/** `urgency` is asked once for each record, when it is pushed. */
export function createQueue(urgency: (record: UrlRecord) => number): Queue {
  const ready = createHeap<Place>(
    (a, b) => a.urgency > b.urgency || (a.urgency === b.urgency && a.arrival < b.arrival),
  );
  const delayed = createHeap<Place>((a, b) => a.at < b.at || (a.at === b.at && a.arrival < b.arrival));
  let arrivals = 0;
  return {
    push(record) {
      delayed.push({ record, at: Date.parse(record.dueAt), urgency: urgency(record), arrival: arrivals++ });
    },
    pop(now) {
      for (let first = delayed.first(); first && first.at <= now; first = delayed.first()) {
        delayed.pop();
        ready.push(first);
      }
      return ready.pop()?.record ?? null;
    },
    nextDueAt: () => delayed.first()?.at ?? null,
  };
}
