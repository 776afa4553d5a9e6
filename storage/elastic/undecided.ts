import { settleCommit } from './commit-points.ts';
import { readAll, type Seen } from './documents.ts';
import type { LeaseRows } from './lease-rows.ts';
import { keptMs, timeOf } from './plan.ts';
import type { Ground } from './redo.ts';

export interface Undecided {
  /** The name of a commit under a lease, which says whose document it is decided by. */
  nameUnder(name: string, source: string): string;
  /** Notes that a commit is at its end. */
  ended(commit: string): void;
  /**
   * Brings to their end the commits that wrote these documents last. Answers whether any was still under way, so that the documents have to be read
   * again: what is built on a commit that is then refused would keep a part of it.
   */
  settle(seen: readonly Seen[]): Promise<boolean>;
}

const remembered = 20_000;
const mark = '@';

/** Knows which commits may still be under way. */
export function createUndecided(ground: Ground, rows: LeaseRows): Undecided {
  const { elastic, indices } = ground;
  const known = new Set<string>();

  function ended(commit: string): void {
    known.add(commit);
    if (known.size > remembered) for (const oldest of known.values().take(remembered / 2)) known.delete(oldest);
  }

  async function settleAlone(commits: readonly string[]): Promise<number> {
    if (commits.length === 0) return 0;
    const references = commits.map((id) => ({ name: 'commits' as const, id }));
    const points = await readAll(elastic, indices, references);
    const open = commits.filter((_, at) => points[at]?.source && points[at].source.removed === undefined);
    for (const commit of open) await settleCommit(ground, commit);
    return open.length;
  }

  async function settleUnder(commit: string): Promise<number> {
    const source = commit.slice(commit.indexOf(mark) + 1);
    const seen = await rows.read(source);
    if (seen.row?.pending !== commit || rows.isSettled(source, seen)) return 0;
    await rows.ready(source, seen);
    return 1;
  }

  return {
    nameUnder: (name, source) => `${name}${mark}${source}`,
    ended,
    settle: async (seen) => {
      const since = elastic.clock.now() - keptMs;
      const last = new Set(seen.flatMap(({ write }) => write[0] ?? []));
      const doubtful = [...last].filter((commit) => !known.has(commit) && timeOf(commit) > since);
      const under = doubtful.filter((commit) => commit.includes(mark));
      let open = await settleAlone(doubtful.filter((commit) => !commit.includes(mark)));
      for (const commit of under) open += await settleUnder(commit);
      for (const commit of doubtful) ended(commit);
      return open > 0;
    },
  };
}
