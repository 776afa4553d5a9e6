import { isAmongAdvertisements, isAmongRelated } from './page-names.ts';
import type { Reading, RowFacts, Table } from './rows.ts';

/** The lines from a list's first record to its last. */
function spanOf({ lines }: Reading, rows: readonly RowFacts[]): readonly [number, number] {
  const ranges = rows.flatMap(({ row }) => row.parts.map((part) => lines.range(part)));
  return [Math.min(...ranges.map(([from]) => from)), Math.max(...ranges.map(([, to]) => to))];
}

/** What makes a short list beside the main one offers beyond doubt. */
const isSure = ({ facts, link, named }: RowFacts): boolean =>
  facts.price !== null &&
  link !== null &&
  named?.unit.link === link &&
  (facts.vendor !== null || facts.offers.length > 0);

/** Another list of offers on the page that stands wholly before or after the best one, such as featured offers; none of what is merely related. */
export function otherTable(reading: Reading, best: Table, tables: readonly Table[]): Table | null {
  const [first, last] = spanOf(reading, best.rows);
  const apart = tables.filter((table) => {
    if (table === best || table.rows.length < 2 || !table.rows.every(isSure)) return false;
    const [from, to] = spanOf(reading, table.rows);
    return (to <= first || from >= last) && !isAmongRelated(reading, from) && !isAmongAdvertisements(reading, from);
  });
  return apart.sort((a, b) => b.score - a.score)[0] ?? null;
}
