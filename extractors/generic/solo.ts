import { type Element, isTag } from 'domhandler';
import { compileSelector } from '../document.ts';
import { pairsIn } from './pairs.ts';
import { type Reading, readTable, type Table } from './rows.ts';
import type { Sights } from './sights.ts';
import { standingsIn } from './standing.ts';

/** A record is little more than its title and price; further lines are something else. */
const mostAdded = 6;
const ofVendors = new Set(['joined', 'lastActive', 'handle']);
const headings = compileSelector('h1, h2, h3');

/** Elements that are one record when they hold one. */
const whole = new Set(['li', 'tr', 'article']);

/** Climbs from the smallest element around a name and a price while no heading of something else comes in. */
function widest(reading: Reading, start: Element): Element {
  const { page, lines } = reading;
  const held = page.select(headings, start).length;
  const [first, last] = lines.range(start);
  let element = start;
  for (let up = start.parent; up && isTag(up) && !whole.has(element.name); up = up.parent) {
    const [from, to] = lines.range(up);
    if (to - from > last - first + mostAdded || page.select(headings, up).length > held || up.name === 'body') break;
    const added = lines.within(up).filter((line) => line.index < first || line.index >= last);
    if (standingsIn(added).length > 0) break;
    if (pairsIn({ lines: added }).some((pair) => ofVendors.has(pair.fields[0] ?? '') && pair.how !== 'phrase')) break;
    element = up;
  }
  return element;
}

/** A list with one offer has nothing that repeats: a title that links to the offer's own page, with a price beside it. */
export function soloTable(reading: Reading, sights: Sights): Table | null {
  const around = reading.page.elements().filter((element) => sights.prices(element) > 0 && sights.names(element) > 0);
  const parents = new Set(around.map((element) => element.parent));
  for (const element of around.filter((each) => !parents.has(each)).slice(0, 6)) {
    const table = readTable(reading, { records: [[widest(reading, element)]], how: 'tree', left: 0 });
    const [row] = table?.rows ?? [];
    if (table && row?.link && row.named?.unit.link === row.link) return table;
  }
  return null;
}
