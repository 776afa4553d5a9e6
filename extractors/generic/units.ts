import { type Element, isTag } from 'domhandler';
import type { Page } from '../document.ts';
import { lineOf } from '../text.ts';
import { fieldOfLabel } from './labels.ts';
import type { Line, Lines } from './lines.ts';
import { hrefKey, kindOfLink } from './links.ts';
import type { Pair } from './pair.ts';
import { pairsIn, pairsUnder } from './pairs.ts';
import type { Parts, Region } from './regions.ts';

/** A text of a record that could be its title or its vendor: a link, or a line. `key`: units of one make over all records share it. */
export interface Unit {
  readonly text: string;
  readonly element: Element;
  readonly link: Element | null;
  readonly line: Line;
  readonly key: string;
  /** `h1` to `h6` around it are 1 to 6; bold is 7; 0 for plain text. */
  readonly weight: number;
  readonly order: number;
}

/** One record of a region before its fields are chosen. */
export interface Row {
  readonly parts: Parts;
  readonly lines: readonly Line[];
  readonly units: readonly Unit[];
  readonly pairs: readonly Pair[];
}

export function weightOf(element: Element, stop: readonly Element[] = []): number {
  for (let node: Element | null = element; node; node = node.parent && isTag(node.parent) ? node.parent : null) {
    if (/^h[1-6]$/.test(node.name)) return Number(node.name.slice(1));
    if (node.name === 'strong' || node.name === 'b') return 7;
    if (stop.includes(node) || (node.name !== 'a' && node.name !== 'span' && node.name !== 'font' && node !== element))
      break;
  }
  return 0;
}

function pathIn(parts: Parts, element: Element): string {
  const names: string[] = [];
  for (
    let node: Element | null = element;
    node && names.length < 20;
    node = node.parent && isTag(node.parent) ? node.parent : null
  ) {
    names.unshift(node.name);
    if (parts.includes(node)) break;
  }
  return names.join('/');
}

/** The text of a link, or its tool tip where the text is cut short. */
export function linkText(link: Element): string {
  const text = lineOf([link], { limit: 400 });
  const cut = /^(.*?)\s*(?:\.{2,}|…)$/u.exec(text);
  const whole = (link.attribs.title ?? link.attribs['data-original-title'] ?? '').replace(/\s+/g, ' ').trim();
  return cut?.[1] !== undefined && whole.length > text.length && whole.startsWith(cut[1].trim()) ? whole : text;
}

function unitsOf(page: Page, lines: Lines, parts: Parts, own: readonly Line[]): Unit[] {
  const units: Unit[] = [];
  const seen = new Set<Element>();
  const add = (unit: Omit<Unit, 'order'>) => {
    if (unit.text && unit.text.length < 400) units.push({ ...unit, order: units.length });
  };
  for (const line of own) {
    const plain = line.pieces.filter((piece) => !piece.made);
    for (const { link } of plain) {
      if (!link || seen.has(link)) continue;
      seen.add(link);
      const [from, to] = lines.range(link);
      if (to - from > 1) continue;
      const key = `${pathIn(parts, link)} ${kindOfLink(page, link)} ${hrefKey(page, link)}`;
      add({ text: linkText(link), element: link, link, line, key, weight: weightOf(link, parts) });
    }
    const [first] = plain;
    const whole =
      first?.link &&
      plain.every((piece) => piece.link === first.link) &&
      lines.range(first.link)[1] - lines.range(first.link)[0] < 2;
    if (first && !whole)
      add({
        text: line.text,
        element: line.block,
        link: null,
        line,
        key: `${pathIn(parts, line.block)} line`,
        weight: weightOf(first.element, parts),
      });
  }
  return units;
}

const tagsOf = (element: Element): Element[] =>
  element.children.filter(isTag).filter((child) => child.name !== 'script' && child.name !== 'br');

/** The parts of a row: its children, or those of the one child that wraps them all. */
function cellsOf(row: Element): readonly Element[] {
  const children = tagsOf(row);
  const [only] = children;
  return only && children.length === 1 && tagsOf(only).length > 0 ? cellsOf(only) : children;
}

/** What stands before an element on its level and the levels above it, nearest first. */
function rowsBefore(element: Element): Element[] {
  const rows: Element[] = [];
  let node: Element | null = element;
  for (let level = 0; node && level < 4; level += 1) {
    const up: Element | null = node.parent && isTag(node.parent) ? node.parent : null;
    const before: Element[] = up ? tagsOf(up).slice(0, tagsOf(up).indexOf(node)) : [];
    rows.push(
      ...before
        .slice(-3)
        .reverse()
        .flatMap((row) => [row, ...tagsOf(row).slice(0, 2)]),
    );
    node = up;
  }
  return rows;
}

/** The labels above a column: a row before the records, of as many parts, that are labels. */
function headsOf(lines: Lines, region: Region): readonly string[] {
  const first = region.records[0]?.[0];
  if (!first) return [];
  const width = cellsOf(first).length;
  for (const row of rowsBefore(first)) {
    const cells = cellsOf(row);
    const [from, to] = lines.range(row);
    if (cells.length !== width || width < 2 || to - from > width + 1) continue;
    const heads = cells.map((cell) => lineOf([cell], { limit: 60 }));
    if (heads.filter((head) => fieldOfLabel(head) !== null).length >= 2) return heads;
  }
  return [];
}

const neverTitles = new Set([
  'vendor',
  'handle',
  'category',
  'shipsFrom',
  'shipsTo',
  'payment',
  'stock',
  'sold',
  'rating',
]);

/** Texts of what stands beside labels: no record is named by its vendor or its category. */
function labelledTexts(pairs: readonly Pair[]): ReadonlySet<string> {
  const plain = pairs.filter(
    ({ fields, how, link }) =>
      neverTitles.has(fields[0] ?? '') && (how !== 'phrase' || (fields[0] === 'vendor' && link !== null)),
  );
  return new Set(plain.flatMap((pair) => [pair.value, ...linksIn(pair)]));
}

/** The texts of the links that a labelled value is or holds. */
function linksIn({ how, link, element }: Pair): string[] {
  if (link) return [lineOf([link], { limit: 400 })];
  if (how !== 'cell' && how !== 'head') return [];
  return element.name === 'a'
    ? [lineOf([element], { limit: 400 })]
    : anchorsIn(element).map((each) => lineOf([each], { limit: 400 }));
}

const anchorsIn = (element: Element): Element[] =>
  element.children.filter(isTag).flatMap((child) => (child.name === 'a' ? [child] : anchorsIn(child)));

/** The records of a region with their lines, units and labelled values. */
export function rowsOf(page: Page, lines: Lines, region: Region): Row[] {
  const heads = headsOf(lines, region);
  return region.records.map((parts) => {
    const own = parts
      .flatMap((part) => lines.within(part))
      .filter((line) => line.zone === 'main' || line.zone === 'side');
    const cells = heads.length > 0 ? parts.flatMap((part) => cellsOf(part)) : [];
    const under = cells.length === heads.length ? pairsUnder(heads, cells, (cell) => lines.range(cell)[0]) : [];
    const pairs = [...under, ...pairsIn({ lines: own })];
    const values = labelledTexts(pairs);
    return {
      parts,
      lines: own,
      units: unitsOf(page, lines, parts, own).filter((unit) => !values.has(unit.text)),
      pairs,
    };
  });
}
