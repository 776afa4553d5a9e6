import { LeadlineError } from '../../model/errors.ts';
import { documentId, writeAll } from './bulk.ts';
import { readAll, type Stored, searched } from './documents.ts';
import { writesOf } from './plan.ts';
import { complete, decode, type Ground, type Point, undo } from './redo.ts';

/** Who visits a source, when it is due, and the last commit under its lease, which may still have to be applied. `until` 0: nobody holds it. */
export interface Row {
  readonly dueAt: number;
  readonly planned: number | null;
  readonly epoch: number;
  readonly until: number;
  readonly pending: string | null;
  /** Why the pending commit is to be taken back. */
  readonly refused: string | null;
  /** The last commits that were taken back, each with the reason, so that a slower process does not believe that its one succeeded. */
  readonly undone: readonly string[];
  readonly record: string | null;
}

export interface SeenRow {
  readonly revision: number;
  readonly row: Row | null;
  readonly write: readonly string[];
}

export const emptyRow: Row = {
  dueAt: 0,
  planned: null,
  epoch: 0,
  until: 0,
  pending: null,
  refused: null,
  undone: [],
  record: null,
};

const keptUndone = 8;

type StoredRow = Stored & Partial<{ [Field in keyof Row]: Row[Field] }>;

const rowOf = (source: StoredRow): Row => ({
  dueAt: source.dueAt ?? 0,
  planned: source.planned ?? null,
  epoch: source.epoch ?? 0,
  until: source.until ?? 0,
  pending: source.pending ?? null,
  refused: source.refused ?? null,
  undone: source.undone ?? [],
  record: source.record ?? null,
});

const withoutNulls = (row: Row): object =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

export interface LeaseRows {
  read(source: string, whole?: boolean): Promise<SeenRow>;
  /** False, and nothing written, when the row is no longer the one that was seen. */
  swap(source: string, seen: SeenRow, next: Row): Promise<boolean>;
  /** The row with its last commit applied and forgotten: what is written upon it drops a record that nobody needs any more. */
  ready(source: string, seen?: SeenRow): Promise<SeenRow>;
  /** Whether the last commit under the lease was known to be applied when the row was read. */
  isSettled(source: string, seen: SeenRow): boolean;
  /** Reads, changes and writes the row until nobody came in between. `change` throws, or answers null, to leave it. */
  change(source: string, change: (row: Row | null) => Row | null): Promise<Row | null>;
  /** The commit point of a commit under the lease of a source. */
  point(source: string, commit: string): Point;
}

/** `name` gives each write a name of its own. */
export function createLeaseRows(ground: Ground, name: () => string): LeaseRows {
  const { elastic, indices } = ground;
  /** The last commit of each source that this process knows to be done with. */
  const done = new Map<string, string>();

  async function read(source: string, whole = false): Promise<SeenRow> {
    const [seen] = await readAll(elastic, indices, [{ name: 'leases', id: source }], whole);
    if (!seen?.source) return { revision: seen?.revision ?? 0, row: null, write: seen?.write ?? [] };
    return { revision: seen.revision, row: rowOf(seen.source as StoredRow), write: seen.write }; // swap wrote it
  }

  async function swap(source: string, seen: SeenRow, next: Row): Promise<boolean> {
    const mine = name();
    const write = writesOf(mine, seen.write);
    const document = { key: searched(source), version: 1, write, ...withoutNulls(next) };
    const operation = {
      index: indices.leases.name,
      id: documentId(source),
      revision: seen.revision + 1,
      source: JSON.stringify(document),
    };
    const [outcome] = await writeAll(elastic, [operation]);
    indices.leases.touched();
    if (outcome?.kind === 'poison') throw new LeadlineError('usage', `A lease cannot be written: ${outcome.reason}`);
    // A request that was repeated after a lost answer finds itself written.
    return outcome?.kind === 'written' || (await read(source)).write.includes(mine);
  }

  function point(source: string, commit: string): Point {
    return {
      commit,
      standing: async () => {
        const { row } = await read(source);
        if (row?.pending !== commit) {
          const undone = row?.undone.find((each) => each.startsWith(`${commit}\n`));
          return undone === undefined
            ? { kind: 'settled' }
            : { kind: 'refused', reason: undone.slice(commit.length + 1) };
        }
        return row.refused === null ? { kind: 'open' } : { kind: 'refused', reason: row.refused };
      },
      refuse: async (reason) => {
        for (;;) {
          const seen = await read(source, true);
          if (seen.row?.pending !== commit || seen.row.refused !== null) return;
          const undone = [`${commit}\n${reason}`, ...seen.row.undone].slice(0, keptUndone);
          if (await swap(source, seen, { ...seen.row, refused: reason, undone })) return;
        }
      },
      end: async () => {
        done.set(source, commit);
      },
    };
  }

  async function settle(source: string, commit: string): Promise<void> {
    const { row } = await read(source, true);
    if (row?.pending !== commit || row.record === null) return;
    const changes = await decode(row.record);
    if (row.refused !== null) await undo(ground, commit, changes);
    else await complete(ground, point(source, commit), changes);
    done.set(source, commit);
  }

  const dropped = (row: Row): Row => ({ ...row, pending: null, refused: null, record: null });

  async function ready(source: string, first?: SeenRow): Promise<SeenRow> {
    for (let seen = first ?? (await read(source)); ; seen = await read(source)) {
      const { row } = seen;
      if (!row || row.pending === null) return seen;
      if (done.get(source) === row.pending) return { ...seen, row: dropped(row) };
      await settle(source, row.pending);
    }
  }

  return {
    read,
    swap,
    ready,
    isSettled: (source, { row }) => !row || row.pending === null || done.get(source) === row.pending,
    point,
    change: async (source, change) => {
      for (;;) {
        const seen = await ready(source);
        const next = change(seen.row);
        if (next === null) return null;
        if (await swap(source, seen, next)) return next;
      }
    },
  };
}
