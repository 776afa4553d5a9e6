import { LeadlineError } from '../../model/errors.ts';
import { writeAll } from './bulk.ts';
import { nothing, readAll, type Stored } from './documents.ts';
import { writesOf } from './plan.ts';
import { complete, decode, type Ground, type Point, undo } from './redo.ts';

type StoredPoint = Stored & { readonly at?: number; readonly refused?: string; readonly record?: string };

const atOnce = 20;
const begun = 1;
const refusedAt = 2;
const ended = 3;

interface NewPoint extends Point {
  /** Decides on the commit: from here on it happens, whoever dies. */
  begin(record: string): Promise<void>;
}

/** The commit point of a commit without a lease: a document of its own, gone when the commit is at its end. */
export function createPoint({ elastic, indices }: Ground, commit: string): NewPoint {
  const reference = { name: 'commits' as const, id: commit };
  const put = async (revision: number, source: object | null): Promise<void> => {
    const index = indices.commits.name;
    const [outcome] = await writeAll(elastic, [
      { index, id: commit, revision, source: source && JSON.stringify(source) },
    ]);
    indices.commits.touched();
    if (outcome?.kind === 'poison')
      throw new LeadlineError('usage', `Elasticsearch refuses the record of a commit: ${outcome.reason}`, {
        hint: 'write less at once',
      });
  };
  const mark = { key: commit, version: 1, write: writesOf(commit, []) };
  let refusedFor: string | null = null;
  return {
    commit,
    begin: (record) => put(begun, { ...mark, at: elastic.clock.now(), record }),
    standing: async () => {
      const [seen = nothing] = await readAll(elastic, indices, [reference]);
      const source = seen.source as StoredPoint | null; // written by this point
      if (source === null) return { kind: 'settled' };
      return source.refused === undefined ? { kind: 'open' } : { kind: 'refused', reason: source.refused };
    },
    refuse: async (reason) => {
      refusedFor = reason;
      const [seen = nothing] = await readAll(elastic, indices, [reference], true);
      if (seen.source !== null && seen.source.removed === undefined)
        await put(refusedAt, { ...seen.source, refused: reason });
    },
    // That it was refused has to be known to a slower process which believes that it succeeded.
    end: () => put(ended, refusedFor === null ? null : { ...mark, removed: elastic.clock.now(), refused: refusedFor }),
  };
}

/** Brings one commit to its end, if it is not there yet. */
export async function settleCommit(ground: Ground, commit: string): Promise<void> {
  const [seen = nothing] = await readAll(ground.elastic, ground.indices, [{ name: 'commits', id: commit }], true);
  const source = seen.source as StoredPoint | null; // written by a point
  if (source?.record === undefined) return;
  const changes = await decode(source.record);
  const point = createPoint(ground, commit);
  if (source.refused === undefined) await complete(ground, point, changes);
  else {
    await point.refuse(source.refused);
    await undo(ground, commit, changes);
    await point.end();
  }
}

/** Brings commits to their end whose process did not, those that began before `before` (epoch ms). Answers how many. */
export async function settleCommits(ground: Ground, before: number): Promise<number> {
  const { elastic, indices } = ground;
  let settled = 0;
  for (;;) {
    indices.commits.touched();
    await indices.commits.refreshed();
    const { hits } = await elastic.ask((client) =>
      client.search<Stored>({
        index: indices.commits.name,
        query: { range: { at: { lt: before } } },
        sort: [{ at: 'asc' }, { key: 'asc' }],
        size: atOnce,
        _source: ['key'],
      }),
    );
    const commits = hits.hits.flatMap(({ _source }) => _source?.key ?? []);
    for (const commit of commits) await settleCommit(ground, commit);
    settled += commits.length;
    if (commits.length < atOnce) return settled;
  }
}
