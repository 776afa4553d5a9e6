import { type AnyNode, type Element, isTag, isText } from 'domhandler';
import type { Page } from './document.ts';
import { foldLine, hasColon, isBlock, isSilent, lineOf, textOf } from './text.ts';

/** A label and the nodes that hold its value; `text` is set when the value is the rest of a line. */
export interface Labelled {
  readonly label: string;
  readonly nodes: readonly AnyNode[];
  readonly text: string | null;
}

const longest = 48;

const isAscii = /^[a-z0-9][\x20-\x7e]*[a-z0-9]$/;

/** The key of a text whose spaces are folded. */
function keyOf(folded: string): string {
  const small = folded.toLowerCase();
  if (isAscii.test(small)) return small;
  return small.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[\s:：.*?\-–—=>»]+$/u, '');
}

/** Labels are compared without case, marks at the end, and with spaces folded. */
export const labelKey = (text: string): string => keyOf(foldLine(text));

const nextTag = (element: Element, names: readonly string[]): Element | null => {
  for (let node = element.nextSibling; node; node = node.nextSibling) {
    if (isTag(node)) return names.includes(node.name) ? node : null;
  }
  return null;
};

const blank = (nodes: readonly AnyNode[]): boolean => lineOf(nodes, { limit: 200 }).replace(/^[\s:：]+/, '') === '';

/** What follows an inline label inside its parent, up to a line break, a block after text, or the next label of the same make. */
function following(label: Element): AnyNode[] {
  const nodes: AnyNode[] = [];
  for (let node = label.nextSibling; node && nodes.length < 12; node = node.nextSibling) {
    const filled = !blank(nodes);
    if (isTag(node)) {
      if (filled && (node.name === 'br' || node.name === label.name || isBlock(node))) break;
      if (node.name === 'br') continue;
      nodes.push(node);
      if (isBlock(node) && !blank([node])) break;
    } else nodes.push(node);
  }
  return nodes;
}

/** The value beside a label element; climbs while the label is all that its parent holds. */
function beside(label: Element): readonly AnyNode[] | null {
  let element = label;
  for (let level = 0; level < 4; level += 1) {
    if (element.name === 'dt') return one(nextTag(element, ['dd']));
    if (element.name === 'td' || element.name === 'th') return one(nextTag(element, ['td', 'th']));
    const nodes = following(element);
    if (!blank(nodes)) return nodes;
    const parent = element.parent;
    if (!parent || !isTag(parent) || lineOf([parent], { limit: 200 }) !== lineOf([element], { limit: 200 }))
      return null;
    element = parent;
  }
  return null;
}

const one = (element: Element | null): readonly AnyNode[] | null => (element && !blank([element]) ? [element] : null);

const saysSomething = (child: AnyNode): boolean => isText(child) && /\S/.test(child.data);
const hasOwnText = (element: Element): boolean => element.children.some(saysSomething);

/** Elements that set a label off inside a line. */
const inline = new Set('b strong label span em i u font small dt'.split(' '));

/** "Label: value" lines of an element that holds text itself. */
function* inLines(element: Element): Generator<Labelled> {
  const runs: AnyNode[][] = [[]];
  for (const child of element.children) {
    if (isTag(child) && isBlock(child)) runs.push([]);
    else if (isTag(child) && inline.has(child.name) && /[:：]$/u.test(lineOf([child], { limit: longest * 2 })))
      runs.push([child]);
    else runs.at(-1)?.push(child);
  }
  for (const nodes of runs) {
    for (const line of textOf(nodes, { limit: 4000, current: true }).split('\n')) {
      const match = /^([^:：]{1,48}?)\s*[:：]\s*(.+)$/u.exec(line);
      if (match?.[1] && match[2]) yield { label: labelKey(match[1]), nodes, text: match[2] };
    }
  }
}

/** A label that may have a value; the value beside an element is looked up only when somebody asks for that label. */
type Entry = { readonly label: string; readonly element: Element } | Labelled;

const hasMark = (text: string): boolean => text.includes(':') || text.includes('：');

function collect(element: Element, entries: Entry[]): void {
  if (element.name === 'option' || element.name === 'a' || isSilent(element) || !hasOwnText(element)) return;
  const text = lineOf([element], { limit: longest * 2 });
  if (text && text.length <= longest) entries.push({ label: keyOf(text), element });
  if (text.length < longest * 2 ? hasMark(text) : hasColon([element])) entries.push(...inLines(element));
}

function entriesOf(elements: readonly Element[]): readonly Entry[] {
  const entries: Entry[] = [];
  for (const element of elements) collect(element, entries);
  return entries;
}

function settle(entry: Entry): Labelled | null {
  if ('nodes' in entry) return entry;
  const nodes = beside(entry.element);
  return nodes && { label: entry.label, nodes, text: null };
}

/** The labels of one page with their values: cells, dt and dd, label elements, "Label: value" lines. Each scope is read once. */
export interface Labels {
  /** The values after any of `labels` (keys as labelKey gives them) below `scope`, in document order. */
  readonly after: (labels: { has(label: string): boolean }, scope: Element | null) => Generator<Labelled>;
}

/** Apart from readLabels(): each generator function made for a page would outlive it, with all that it sees, until the next full collection. */
function* settled(entries: readonly Entry[], labels: { has(label: string): boolean }): Generator<Labelled> {
  for (const entry of entries) {
    const value = labels.has(entry.label) ? settle(entry) : null;
    if (value) yield value;
  }
}

export function readLabels(page: Page): Labels {
  const known = new Map<Element | null, readonly Entry[]>();
  const entries = (scope: Element | null): readonly Entry[] => {
    const before = known.get(scope);
    if (before) return before;
    const found = entriesOf(page.elements(scope));
    known.set(scope, found);
    return found;
  };
  return { after: (labels, scope) => settled(entries(scope), labels) };
}
