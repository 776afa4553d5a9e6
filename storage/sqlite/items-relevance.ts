import type { Query } from '../../search/ast.ts';
import type { Sets } from './items-sets.ts';
import type { Words } from './items-words.ts';

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
  const total = sets.of({ kind: 'all' }).length;
  const points = wanted(query)
    .slice(0, mostLeaves)
    .flatMap((leaf) => {
      const everywhere = sets.having({ ...leaf, field: 'text' });
      const rarity = Math.log(1 + total / Math.max(1, everywhere.count));
      const inTitle = sets.having({ ...leaf, field: 'title' }).test;
      return leaf.field === 'text'
        ? [
            { test: everywhere.test, weight: rarity },
            { test: inTitle, weight: rarity * (titleWeight - 1) },
          ]
        : [{ test: inTitle, weight: rarity * titleWeight }];
    });
  return (n) => {
    let score = 0;
    for (const { test, weight } of points) if (test(n)) score += weight;
    return score;
  };
}
