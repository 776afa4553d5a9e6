import { type Element, isTag } from 'domhandler';
import type { Page } from '../document.ts';

/** What trees look like, read once a page: tag paths from the root and the shape of what an element contains. */
export interface Shapes {
  readonly path: (element: Element) => number;
  readonly shape: (element: Element) => number;
  readonly size: (element: Element) => number;
  /** 0 to 1: how much of two elements' trees can be laid over each other, order kept. */
  readonly likeness: (a: Element, b: Element) => number;
}

/** Deeper tags hardly tell two records apart and cost most. */
const deepest = 5;
const widest = 40;

const tagsOf = (element: Element): Element[] => element.children.filter(isTag);
const skipped = new Set(['br', 'script', 'style', 'wbr', 'option']);
const kept = (element: Element): Element[] => tagsOf(element).filter((child) => !skipped.has(child.name));

/** Simple tree matching (Yang 1991): the largest number of tags in an order-keeping match of two trees with equal roots. */
function matching(a: Element, b: Element, depth: number, same: (x: Element, y: Element) => number | null): number {
  if (a.name !== b.name) return 0;
  if (depth === 0) return 1;
  const known = same(a, b);
  if (known !== null) return known;
  const [left, right] = [kept(a).slice(0, widest), kept(b).slice(0, widest)];
  let before = new Array<number>(right.length + 1).fill(0);
  for (const x of left) {
    const row = [0];
    right.forEach((y, index) => {
      const met = (before[index] ?? 0) + matching(x, y, depth - 1, same);
      row.push(Math.max(met, before[index + 1] ?? 0, row[index] ?? 0));
    });
    before = row;
  }
  return 1 + (before.at(-1) ?? 0);
}

function treeSize(element: Element, depth: number): number {
  if (depth === 0) return 1;
  return kept(element)
    .slice(0, widest)
    .reduce((sum, child) => sum + treeSize(child, depth - 1), 1);
}

function internNames() {
  const ids = new Map<string, number>();
  return (name: string): number => {
    const known = ids.get(name) ?? ids.size + 1;
    ids.set(name, known);
    return known;
  };
}

export function shapesOf(page: Page): Shapes {
  const intern = internNames();
  const paths = new Map<Element, number>();
  for (const element of page.elements()) {
    const above = element.parent && isTag(element.parent) ? (paths.get(element.parent) ?? 0) : 0;
    paths.set(element, intern(`${above}/${element.name}`));
  }
  const shapes = new Map<Element, number>();
  const sizes = new Map<Element, number>();
  const shape = (element: Element): number => {
    const known = shapes.get(element);
    if (known !== undefined) return known;
    const made = intern(`${element.name}(${kept(element).map(shape).join()})`);
    shapes.set(element, made);
    return made;
  };
  const size = (element: Element): number => {
    const known = sizes.get(element) ?? treeSize(element, deepest);
    sizes.set(element, known);
    return known;
  };
  const same = (a: Element, b: Element): number | null => (shape(a) === shape(b) ? size(a) : null);
  return {
    path: (element) => paths.get(element) ?? 0,
    shape,
    size,
    likeness(a, b) {
      if (a.name !== b.name) return 0;
      if (shape(a) === shape(b)) return 1;
      return (2 * matching(a, b, deepest, same)) / (size(a) + size(b));
    },
  };
}
