import { type Element, isTag } from 'domhandler';
import type { Page } from '../document.ts';
import type { Lines } from './lines.ts';
import type { Shapes } from './shapes.ts';
import type { Sights } from './sights.ts';

/** Elements that stand side by side and make up one record. */
export type Parts = readonly Element[];

/** Records of one kind on a page, in document order. */
export interface Region {
  readonly records: readonly Parts[];
  readonly how: 'path' | 'tree' | 'runs';
  /** How many more records there are than are read. */
  readonly left: number;
}

/** What the finders look at. */
export interface Ground {
  readonly page: Page;
  readonly lines: Lines;
  readonly sights: Sights;
  readonly shapes: Shapes;
}

const mostRecords = 500;
const ignored = new Set(['html', 'body', 'option', 'select', 'br', 'hr', 'input', 'script', 'style']);

/** An element that could be a whole record: it prints a price and something that could be a name. */
const isWhole = ({ sights }: Ground, element: Element): boolean =>
  !ignored.has(element.name) && sights.prices(element) > 0 && sights.names(element) > 0;

const regionOf = (elements: readonly Element[], how: Region['how']): Region => ({
  records: elements.slice(0, mostRecords).map((element) => [element]),
  how,
  left: Math.max(0, elements.length - mostRecords),
});

/** Tag-path clustering: elements with the same tags on the way from the root belong together, wherever they hang. */
export function regionsByPath(ground: Ground): Region[] {
  const groups = new Map<number, Element[]>();
  for (const element of ground.page.elements()) {
    if (!isWhole(ground, element)) continue;
    const path = ground.shapes.path(element);
    const group = groups.get(path);
    if (group) group.push(element);
    else groups.set(path, [element]);
  }
  return [...groups.values()].filter((group) => group.length > 1).map((group) => regionOf(group, 'path'));
}

const parentsWithPrices = ({ page, sights }: Ground): Element[] =>
  page.elements().filter((element) => sights.prices(element) > 1 && element.children.filter(isTag).length > 1);

const alike = 0.5;

/** Siblings whose trees fit over each other (after MDR and DEPTA); what stands between them, such as an advertisement, is passed over. */
export function regionsByTree(ground: Ground): Region[] {
  return parentsWithPrices(ground).flatMap((parent) => {
    const clusters: Element[][] = [];
    for (const child of parent.children) {
      if (!isTag(child) || !isWhole(ground, child)) continue;
      const home = clusters.find(([first, ...rest]) => {
        const last = rest.at(-1) ?? first;
        return (
          first &&
          last &&
          (ground.shapes.likeness(last, child) >= alike || ground.shapes.likeness(first, child) >= alike)
        );
      });
      if (home) home.push(child);
      else if (clusters.length < 12) clusters.push([child]);
    }
    return clusters.filter((cluster) => cluster.length > 1).map((cluster) => regionOf(cluster, 'tree'));
  });
}

const longestRun = 14;

/** The stretches from each child of one kind to the next. */
function runsFrom(children: readonly Element[], isHead: (child: Element) => boolean): Parts[] {
  const heads = children.flatMap((child, index) => (isHead(child) ? [index] : []));
  const gaps = heads.slice(1).map((at, index) => at - (heads[index] ?? 0));
  const last = Math.min(longestRun, ...(gaps.length > 0 ? [Math.max(...gaps)] : [longestRun]));
  return heads.map((at, index) => children.slice(at, Math.min(heads[index + 1] ?? at + last, at + longestRun)));
}

/** Records made of several siblings: a heading row and its details, or a heading and the paragraphs after it. Each kind of child that names something may begin one. */
export function regionsByRuns(ground: Ground): Region[] {
  const { sights, shapes, lines } = ground;
  return parentsWithPrices(ground).flatMap((parent) => {
    const children = parent.children.filter(isTag).filter((child) => !ignored.has(child.name));
    if (children.length < 4 || children.length > 3_000) return [];
    const kinds = new Map<string, Element[]>();
    for (const child of children) {
      if (sights.names(child) === 0 || sights.prices(child) > 0) continue;
      for (const kind of [child.name, `${child.name} ${shapes.shape(child)}`])
        kinds.set(kind, [...(kinds.get(kind) ?? []), child]);
    }
    return [...kinds.values()]
      .filter((heads) => heads.length > 1 && heads.length < mostRecords)
      .map((heads): Region => {
        const known = new Set(heads);
        const runs = runsFrom(children, (child) => known.has(child));
        const whole = runs.filter((run) => {
          const [from] = lines.range(run[0] ?? parent);
          const [, to] = lines.range(run.at(-1) ?? parent);
          const seen = sights.between(from, to);
          return seen.prices > 0 && seen.names > 0;
        });
        return { records: whole, how: 'runs', left: 0 };
      })
      .filter((region) => region.records.length > 1);
  });
}

interface Rated {
  readonly region: Region;
  readonly count: number;
  readonly lines: number;
}

function rate(ground: Ground, region: Region): Rated {
  const spans = region.records.map(
    (parts) => [ground.lines.range(parts[0] as Element)[0], ground.lines.range(parts.at(-1) as Element)[1]] as const,
  );
  return { region, count: region.records.length, lines: spans.reduce((sum, [from, to]) => sum + to - from, 0) };
}

export type Finder = (ground: Ground) => Region[];

/** All finders together: what one misses another finds; the reader of rows judges by what the records say. */
export const finders: readonly Finder[] = [regionsByPath, regionsByTree, regionsByRuns];

/** Candidate regions, most records first; of equal numbers the one that takes in more of the page. */
export function regionsOf(ground: Ground, by: readonly Finder[] = finders): Region[] {
  return by
    .flatMap((find) => find(ground))
    .map((region) => rate(ground, region))
    .sort((a, b) => b.count - a.count || b.lines - a.lines)
    .map(({ region }) => region);
}
