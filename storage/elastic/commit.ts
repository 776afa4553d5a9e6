import { LeadlineError } from '../../model/errors.ts';
import type { Lease } from '../../model/ports.ts';
import { createPoint } from './commit-points.ts';
import { keyOf, type Reference, readAll, type Seen } from './documents.ts';
import type { LeaseRows } from './lease-rows.ts';
import { leaseKey, leaseLost } from './leases.ts';
import type { Locks } from './locks.ts';
import { check, type Intent, type Plan, plan, referenceOf } from './plan.ts';
import { type Applied, apply, complete, encode, type Ground, type Point, refusal, undo } from './redo.ts';
import type { Undecided } from './undecided.ts';

export interface CommitParts extends Ground {
  readonly rows: LeaseRows;
  readonly locks: Locks;
  /** A new name for a commit. */
  readonly name: () => string;
  readonly undecided: Undecided;
  readonly shadows: {
    /** Whether this process writes to indices that nobody else sees yet. */
    readonly active: boolean;
    /** To be called before the documents of these indices are read for a write. */
    touching(names: readonly Reference['name'][]): Promise<void>;
    /** Says that a write was half done, so that the whole cannot be kept. */
    broken(): void;
  };
}

type Checked = ReturnType<typeof check>;

const distinct = (references: readonly Reference[]): readonly Reference[] => [
  ...new Map(references.map((each) => [keyOf(each), each])).values(),
];

/** What the writes answer, once it is known which came too late; throws when the commit was refused. */
function answersOf({ answers }: Plan, { late, refused }: Applied): readonly boolean[] {
  if (refused !== null) throw refusal(refused);
  return answers.map((answer, at) => answer && !late.has(at));
}

const always = async () => ({ kind: 'open' }) as const;

/**
 * Writes of several documents, all or none, on a server that knows no transactions: what is to be done is written down in one document first (the
 * commit point), then done; who finds it undone, does it. Under a lease that document is the lease itself, so a worker who lost it cannot commit.
 */
export function createCommit(parts: CommitParts) {
  const { elastic, indices, rows, locks, shadows, undecided } = parts;

  async function read(references: readonly Reference[]): Promise<ReadonlyMap<string, Seen>> {
    let seen = await readAll(elastic, indices, references);
    while (await undecided.settle(seen)) seen = await readAll(elastic, indices, references);
    return new Map(references.flatMap((each, at) => (seen[at] ? [[keyOf(each), seen[at]] as const] : [])));
  }

  /** Nobody else sees the indices that this writes to, or there is one document only, which needs no record. */
  async function directly(commit: string, made: Plan): Promise<readonly boolean[]> {
    try {
      const applied = await apply(parts, commit, made.changes, always);
      undecided.ended(commit);
      if (applied.refused !== null && made.changes.length > 1) await undo(parts, commit, made.changes);
      return answersOf(made, applied);
    } catch (error) {
      if (shadows.active && !(error instanceof LeadlineError && ['conflict', 'usage'].includes(error.code)))
        shadows.broken();
      throw error;
    }
  }

  async function finish(point: Point, made: Plan): Promise<Applied> {
    const applied = await complete(parts, point, made.changes);
    undecided.ended(point.commit);
    return applied;
  }

  async function alone(checked: Checked, references: readonly Reference[]): Promise<readonly boolean[]> {
    const commit = parts.name();
    const made = plan(checked, await read(references), commit);
    if (made.changes.length === 0) return made.answers;
    if (made.changes.length === 1 || shadows.active) return directly(commit, made);
    const point = createPoint(parts, commit);
    await point.begin(await encode(made.changes));
    return answersOf(made, await finish(point, made));
  }

  /** The lease and the documents, both as they are once the commit before is applied. */
  async function readUnder(lease: Lease, references: readonly Reference[]) {
    const [row, documents] = await Promise.all([rows.read(lease.source), read(references)]);
    if (row.row?.epoch !== lease.epoch) throw leaseLost(lease.source);
    const wasSettled = rows.isSettled(lease.source, row);
    const seen = await rows.ready(lease.source, row);
    if (seen.row?.epoch !== lease.epoch) throw leaseLost(lease.source);
    return { row: seen.row, seen, documents: wasSettled ? documents : await read(references) };
  }

  /** A conflict with what the next holder wrote is told as the loss of the lease that it comes from. */
  async function planned(lease: Lease, make: () => Plan): Promise<Plan> {
    try {
      return make();
    } catch (error) {
      if ((await rows.read(lease.source)).row?.epoch !== lease.epoch) throw leaseLost(lease.source);
      throw error;
    }
  }

  async function underLease(
    checked: Checked,
    references: readonly Reference[],
    lease: Lease,
  ): Promise<readonly boolean[]> {
    const { source } = lease;
    for (;;) {
      const { row, seen, documents } = await readUnder(lease, references);
      const commit = undecided.nameUnder(parts.name(), source);
      const made = await planned(lease, () => plan(checked, documents, commit));
      if (made.changes.length === 0) return made.answers;
      if (shadows.active) return directly(commit, made);
      const record = await encode(made.changes);
      if (await rows.swap(source, seen, { ...row, pending: commit, refused: null, record }))
        return answersOf(made, await finish(rows.point(source, commit), made));
    }
  }

  return async (intents: readonly Intent[], lease?: Lease): Promise<readonly boolean[]> => {
    const checked = check(intents);
    const references = distinct(intents.map(referenceOf));
    const keys = [...references.map(keyOf), ...(lease ? [leaseKey(lease.source)] : [])];
    return locks.run(keys, async () => {
      await shadows.touching(references.map(({ name }) => name));
      return lease ? underLease(checked, references, lease) : alone(checked, references);
    });
  };
}
