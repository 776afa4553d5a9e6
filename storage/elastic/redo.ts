import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { LeadlineError } from '../../model/errors.ts';
import { documentId, type Outcome, writeAll } from './bulk.ts';
import type { Elastic } from './client.ts';
import { nothing, readAll, type Seen, searched } from './documents.ts';
import type { Indices } from './indices.ts';
import { type Change, rebased, timeOf } from './plan.ts';

export interface Ground {
  readonly elastic: Elastic;
  readonly indices: Indices;
}

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const quick = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** The changes of a commit as one value: three lines a change, packed. */
export async function encode(changes: readonly Change[]): Promise<string> {
  const lines = changes.flatMap(({ source, before, ...rest }) => [JSON.stringify(rest), source, before ?? '']);
  return (await compress(lines.join('\n'), quick)).toString('base64');
}

export async function decode(record: string): Promise<readonly Change[]> {
  const lines = (await decompress(Buffer.from(record, 'base64'))).toString().split('\n');
  return Array.from({ length: Math.floor(lines.length / 3) }, (_, n) => {
    const [rest = '{}', source = '', before = ''] = lines.slice(n * 3, n * 3 + 3);
    return { ...JSON.parse(rest), source, before: before === '' ? null : before } as Change; // written by encode
  });
}

/** How it stands with a commit that was decided on: still to be applied, applied by somebody, or refused by somebody. */
export type Standing = { readonly kind: 'open' | 'settled' } | { readonly kind: 'refused'; readonly reason: string };

export interface Applied {
  /** The writes whose record was written by somebody else in between, so that they are not new. */
  readonly late: ReadonlySet<number>;
  /** Why the commit cannot be applied; then nothing of it may stay. */
  readonly refused: string | null;
}

type Next = { readonly kind: 'done' | 'late' | 'conflict' } | { readonly kind: 'again'; readonly change: Change };

/** What a change that came too late means, by what is stored now. */
function next(change: Change, seen: Seen, commit: string): Next {
  if (seen.write.includes(commit)) return { kind: 'done' };
  if (change.meaning === 'item') return { kind: 'conflict' };
  if (change.meaning === 'exact' || (change.meaning === 'create' && seen.source)) return { kind: 'late' };
  return { kind: 'again', change: rebased(change, seen) };
}

const poisoned = (changes: readonly Change[], outcomes: readonly Outcome[]): string | null => {
  const at = outcomes.findIndex(({ kind }) => kind === 'poison');
  const outcome = outcomes[at];
  const change = changes[at];
  return outcome?.kind === 'poison' && change
    ? `Elasticsearch refuses the record ${change.id} of ${change.name}: ${outcome.reason}`
    : null;
};

const operation = (indices: Indices, { name, id, revision, source }: Change) => ({
  index: indices[name].name,
  id: documentId(id),
  revision,
  source,
});

/**
 * Applies the changes of a commit, which may have been applied before, in part or as a whole, by this or another process. Each change is bound to
 * what its document was when the commit was decided on; so a process that was frozen meanwhile changes nothing that is newer.
 */
export async function apply(
  { elastic, indices }: Ground,
  commit: string,
  changes: readonly Change[],
  standing: () => Promise<Standing>,
): Promise<Applied> {
  const late = new Set<number>();
  for (let open = changes; open.length > 0; ) {
    for (const { name } of open) indices[name].touched();
    const outcomes = await writeAll(
      elastic,
      open.map((change) => operation(indices, change)),
    );
    for (const { name } of open) indices[name].touched();
    const refused = poisoned(open, outcomes);
    if (refused !== null) return { late, refused };
    const stale = open.filter((_, at) => outcomes[at]?.kind === 'stale');
    if (stale.length === 0) break;
    const seen = await readAll(elastic, indices, stale);
    // Asked after the reading: if another process settles the commit from here on, the revisions just read are no longer the stored ones.
    const stands = await standing();
    if (stands.kind === 'settled') break;
    if (stands.kind === 'refused') return { late, refused: stands.reason };
    const again: Change[] = [];
    for (const [at, change] of stale.entries()) {
      const then = next(change, seen[at] ?? nothing, commit);
      if (then.kind === 'conflict') return { late, refused: `Item ${change.id} was changed by someone else meanwhile` };
      if (then.kind === 'late') late.add(change.at);
      if (then.kind === 'again') again.push(then.change);
    }
    open = again;
  }
  return { late, refused: null };
}

/** What was before a change; where nothing was, a mark, so that a slower process cannot bring the change back. */
function reverted(change: Change, seen: Seen, commit: string): Change {
  const { id, before } = change;
  const removed = { key: searched(id), version: 0, write: seen.write, removed: timeOf(commit) };
  return { ...change, revision: seen.revision + 1, source: before ?? JSON.stringify(removed) };
}

/** Takes back what a refused commit has written and nobody has written over. */
export async function undo({ elastic, indices }: Ground, commit: string, changes: readonly Change[]): Promise<void> {
  const seen = await readAll(elastic, indices, changes);
  const mine = changes.flatMap((change, at) => {
    const now = seen[at];
    return now?.write[0] === commit ? [operation(indices, reverted(change, now, commit))] : [];
  });
  for (const { name } of changes) indices[name].touched();
  await writeAll(elastic, mine);
  for (const { name } of changes) indices[name].touched();
}

/** The document that a commit is decided by: once it is written, the commit happens; until it is ended, anybody may bring it to its end. */
export interface Point {
  readonly commit: string;
  standing(): Promise<Standing>;
  /** Decides that nothing of the commit stays. */
  refuse(reason: string): Promise<void>;
  end(): Promise<void>;
}

/** Brings a commit that was decided on to its end. Answers why it was refused, if it was; then nothing of it is left. */
export async function complete(ground: Ground, point: Point, changes: readonly Change[]): Promise<Applied> {
  const applied = await apply(ground, point.commit, changes, point.standing);
  if (applied.refused !== null) {
    await point.refuse(applied.refused);
    await undo(ground, point.commit, changes);
  }
  await point.end();
  return applied;
}

export const refusal = (reason: string): LeadlineError =>
  new LeadlineError(reason.startsWith('Item ') ? 'conflict' : 'usage', reason, {
    hint: reason.startsWith('Item ')
      ? 'read it again and repeat the change'
      : 'nothing of this commit was written; the record has to be changed',
  });
