import { type Element, isTag } from 'domhandler';
import type { Facts } from '../facts.ts';
import { parsePlaces } from '../fields/place.ts';
import { keep, type Sheet } from './sheet.ts';
import type { Row } from './units.ts';

interface Routed {
  readonly row: Row;
  readonly facts: Facts;
  readonly sheet: Sheet;
}

/** Where an element stands in its record: tags and places among siblings, alike for the same column of every row. */
function placeIn({ parts }: Row, element: Element): string {
  const steps: string[] = [];
  for (let node: Element | null = element; node && steps.length < 16; ) {
    const part = parts.indexOf(node);
    const siblings: readonly Element[] = (node.parent?.children ?? []).filter(isTag);
    steps.unshift(part >= 0 ? `${part}` : `${node.name}${siblings.indexOf(node)}`);
    node = part >= 0 || !node.parent || !isTag(node.parent) ? null : node.parent;
  }
  return steps.join('/');
}

const fewest = 3;

/** The place where most rows have "Germany → Europe". */
function routeColumn(rows: readonly Routed[]): string | null {
  const counts = new Map<string, number>();
  for (const { row, sheet } of rows) {
    if (sheet.notes.provenance.shipsFrom?.rule !== 'generic:arrow') continue;
    const { raw } = sheet.notes.provenance.shipsFrom;
    const line = row.lines.find((each) => each.text.includes(raw) && each.text.length < 80);
    const place = line ? placeIn(row, line.block) : null;
    if (place) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best && best[1] >= fewest ? best[0] : null;
}

/** In a column of routes, a place that stands alone is where the offer comes from. */
export function withColumnRoutes<T extends Routed>(rows: readonly T[]): readonly T[] {
  const column = routeColumn(rows);
  if (column === null) return rows;
  return rows.map((each) => {
    const { row, facts, sheet } = each;
    if (facts.shipsFrom.length + facts.shipsTo.length > 0) return each;
    const line = row.lines.find(({ block, text }) => text.length < 60 && placeIn(row, block) === column);
    const places = line ? parsePlaces(line.text) : null;
    if (!line || !places || places.confidence < 0.9) return each;
    const found = { value: places.value, raw: line.text, rule: 'column of routes', sure: 0.8, element: line.block };
    return { ...each, facts: { ...facts, shipsFrom: keep(sheet, 'shipsFrom', found) ?? [] } };
  });
}
