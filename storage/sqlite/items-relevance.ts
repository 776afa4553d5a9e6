import type { Query } from '../../search/ast.ts';
import type { Sets } from './items-sets.ts';

type Words = Extract<Query, { kind: 'words' }>;

const titleWeight = 3;
const mostLeaves = 16;

/** The words that a match may have; excluded ones do not count. */
function wanted(query: Query): readonly Words[] {
  switch (query.kind) {
    case 'words':
      return [query];
    case 'and':
    case 'or':
      return query.nodes.flatMap(wanted);
    default:
      return [];
  }
}

/**
 * How well a row meets the words of a query: the sum over them of ln(1 + items / items with it), the rarer the more, and three times that in
 * the title. Plain enough to be the same on every store.
 */
export function relevance(query: Query, sets: Sets): (n: number) => number {
  const leaves = wanted(query).slice(0, mostLeaves);
  if (leaves.length === 0) return () => 0;
  const all = sets.of({ kind: 'all' });
  const total = all.length;
  const scores = new Float64Array((all.at(-1) ?? 0) + 1);
  const add = (set: Uint32Array, weight: number): void => {
    for (const n of set) scores[n] = (scores[n] ?? 0) + weight;
  };
  for (const leaf of leaves) {
    const everywhere = sets.of({ ...leaf, field: 'text' });
    const rarity = Math.log(1 + total / Math.max(1, everywhere.length));
    if (leaf.field === 'text') add(everywhere, rarity);
    add(sets.of({ ...leaf, field: 'title' }), rarity * (leaf.field === 'text' ? titleWeight - 1 : titleWeight));
  }
  return (n) => scores[n] ?? 0;
}
