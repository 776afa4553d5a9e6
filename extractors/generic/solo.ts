import { type Element, isTag } from 'domhandler';
import { compileSelector } from '../document.ts';
import { lineOf } from '../text.ts';
import { kindOfLink } from './links.ts';
import { pairsIn } from './pairs.ts';
import { type Reading, readTable, type Table } from './rows.ts';
import type { Sights } from './sights.ts';
import { standingsIn } from './standing.ts';
import { namesGoods, titleScore } from './titles.ts';

/** A record is little more than its title and price; further lines are something else. */
const mostAdded = 6;
/** The picture, the name and a button of one record lead to it; more links that name goods are a menu. */
const mostNames = 3;
const ofVendors = new Set(['joined', 'lastActive', 'handle']);
const headings = compileSelector('h1, h2, h3');
const anchors = compileSelector('a[href]');

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

/** The smallest elements that hold a price and a link whose text names goods. */
function namedByLink({ page, lexicon }: Reading, around: readonly Element[]): Element[] {
  const links = page.select(anchors).filter((link) => {
    const text = lineOf([link], { limit: 400 });
    return kindOfLink(page, link) === 'plain' && titleScore(text, lexicon) > 0.3 && namesGoods(text, lexicon);
  });
  const known = new Set(around);
  const holders = links.flatMap((link) => {
    let node: Element | null = link;
    while (node && !known.has(node)) node = node.parent && isTag(node.parent) ? node.parent : null;
    return node ? [node] : [];
  });
  const isRecord = (holder: Element) => holders.filter((each) => each === holder).length <= mostNames;
  return [...new Set(holders)].filter(
    (each) => isRecord(each) && !holders.some((other) => other !== each && isIn(other, each)),
  );
}

function isIn(inner: Element, outer: Element): boolean {
  for (let node = inner.parent; node && isTag(node); node = node.parent) if (node === outer) return true;
  return false;
}

/** A list with one offer has nothing that repeats: a title that links to the offer's own page, with a price beside it. */
export function soloTable(reading: Reading, sights: Sights): Table | null {
  const around = reading.page.elements().filter((element) => sights.prices(element) > 0 && sights.names(element) > 0);
  const parents = new Set(around.map((element) => element.parent));
  const widened = around.filter((each) => !parents.has(each)).slice(0, 6);
  const starts = [...widened.map((each) => widest(reading, each)), ...namedByLink(reading, around).slice(0, 4)];
  for (const element of starts) {
    const table = readTable(reading, { records: [[element]], how: 'tree', left: 0 });
    const [row] = table?.rows ?? [];
    if (table && row?.link && row.named?.unit.link === row.link) return table;
  }
  return null;
}
