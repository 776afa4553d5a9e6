import { type AnyNode, type Element, isTag } from 'domhandler';
import type { Page, Selector } from '../document.ts';
import type { Labels } from '../labels.ts';
import { lineOf, ownText, struck, type TextOptions, textOf } from '../text.ts';
import type { CompiledCascade, CompiledRule, CompiledTest } from './compile.ts';

/** Where rules look: one page, or one row of it. */
export interface Scope {
  readonly page: Page;
  readonly labels: Labels;
  readonly element: Element | null;
}

/** How the text of a field is taken: with its lines, and with struck-out text left out. */
export interface Manner {
  readonly lines: boolean;
  readonly current: boolean;
}

const elementsOf = (nodes: readonly AnyNode[]): Element[] => nodes.filter(isTag);

/** Matches inside `nodes`, the nodes themselves included. */
function selectAmong(page: Page, nodes: readonly AnyNode[], selector: Selector): Element[] {
  return elementsOf(nodes).flatMap((element) => [
    ...(selector.matches(element) ? [element] : []),
    ...page.select(selector, element),
  ]);
}

function textOptions(rule: CompiledRule, page: Page, manner: Manner, top: readonly AnyNode[]): TextOptions {
  const { drop } = rule;
  const limit = manner.lines ? 200_000 : 10_000;
  if (!drop) return { current: manner.current, limit };
  const dropped = new Set(elementsOf(top).flatMap((element) => page.select(drop, element)));
  return { current: manner.current, limit, drop: (element) => dropped.has(element) };
}

export function rawOf(rule: CompiledRule, page: Page, nodes: readonly AnyNode[], manner: Manner): string {
  const [first] = elementsOf(nodes);
  if (rule.attr !== null) return first?.attribs[rule.attr]?.trim() ?? '';
  if (rule.own) return first ? ownText(first) : '';
  const options = textOptions(rule, page, manner, nodes);
  return manner.lines ? textOf(nodes, options) : lineOf(nodes, options);
}

/** A run of nodes that a rule means; `text` where only a part of it is meant. */
interface Place {
  readonly nodes: readonly AnyNode[];
  readonly text: string | null;
}

/** Hands the places that a rule means to `take`, in document order, until it says that it has enough. */
function eachPlace(rule: CompiledRule, scope: Scope, take: (place: Place) => boolean): void {
  const { page } = scope;
  const within = rule.within ? page.first(rule.within, scope.element) : scope.element;
  if (within === undefined) return;
  if (rule.after) {
    for (const pair of scope.labels.after(rule.after, within)) {
      if (!rule.select) {
        if (take({ nodes: pair.nodes, text: rule.attr === null && !rule.drop ? pair.text : null })) return;
      } else if (selectAmong(page, pair.nodes, rule.select).some((element) => take({ nodes: [element], text: null })))
        return;
    }
  } else if (!rule.select) take({ nodes: within ? [within] : page.root.children, text: null });
  else for (const element of page.select(rule.select, within)) if (take({ nodes: [element], text: null })) return;
}

/** All places that a rule means, in document order. */
export function places(rule: CompiledRule, scope: Scope): readonly Place[] {
  const found: Place[] = [];
  eachPlace(rule, scope, (place) => {
    found.push(place);
    return false;
  });
  return found;
}

export function narrowed(rule: CompiledRule, raw: string): string {
  if (!rule.regex) return raw;
  const match = rule.regex.exec(raw);
  const part = match ? (match.groups?.key ?? match[1] ?? match[0]).trim() : '';
  return rule.attr === 'href' ? decoded(part) : part;
}

function fromAddress(rule: CompiledRule, page: Page): string {
  const match = page.url && rule.url ? rule.url.exec(page.url.pathname + page.url.search) : null;
  return match ? decoded(match.groups?.key ?? match[1] ?? match[0]) : '';
}

/** Percent-encoding undone where it is valid. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

/** Inside text that is struck out, such as an old price. */
function isStruck(node: AnyNode): boolean {
  for (let at: AnyNode | null = node; at; at = at.parent) if (isTag(at) && struck.includes(at.name)) return true;
  return false;
}

/** After so many places without a readable value a rule gives up; hostile pages repeat a label thousands of times. */
const mostPlaces = 50;

/** Hands the non-empty raw values that one rule finds to `take`, in document order, until it says that it has enough. */
function eachRaw(rule: CompiledRule, scope: Scope, manner: Manner, take: (raw: string) => boolean): void {
  if (rule.value !== null) take(rule.value);
  else if (rule.url) {
    const raw = fromAddress(rule, scope.page);
    if (raw) take(raw);
  } else {
    let tried = 0;
    eachPlace(rule, scope, ({ nodes, text }) => {
      if (manner.current && scope.page.hasStruck && nodes.every(isStruck)) return false;
      if (!rule.all && tried++ === mostPlaces) return true;
      const raw = narrowed(rule, text ?? rawOf(rule, scope.page, nodes, manner));
      return raw !== '' && take(raw);
    });
  }
}

function joined(rule: CompiledRule, scope: Scope, manner: Manner): string {
  const parts: string[] = [];
  eachRaw(rule, scope, manner, (raw) => {
    parts.push(raw);
    return false;
  });
  return parts.join(rule.join);
}

/**
 * Offers what each rule of a cascade finds, one after the other, or all of it joined where the rule says so, until `read` makes something
 * of it; null when it never does.
 */
export function firstRead<T>(
  cascade: CompiledCascade,
  scope: Scope,
  manner: Manner,
  read: (raw: string, rule: CompiledRule) => T | null,
): T | null {
  let found: T | null = null;
  for (const rule of cascade) {
    const take = (raw: string): boolean => {
      found = read(raw, rule);
      return found !== null;
    };
    if (!rule.all) eachRaw(rule, scope, manner, take);
    else {
      const raw = joined(rule, scope, manner);
      if (raw) take(raw);
    }
    if (found !== null) return found;
  }
  return null;
}

const onOneLine: Manner = { lines: false, current: true };
const asItIs = (raw: string): string => raw;

/** The first raw value of a cascade on one line, or null. */
export const firstRaw = (cascade: CompiledCascade | null, scope: Scope): string | null =>
  cascade && firstRead(cascade, scope, onOneLine, asItIs);

/** True when every part of a test holds on the page. */
export function holds(test: CompiledTest, page: Page, status: number): boolean {
  if (test.status !== null && test.status !== status) return false;
  if (test.url && !(page.url && test.url.test(page.url.pathname + page.url.search))) return false;
  if (test.text !== null && !page.html.includes(test.text)) return false;
  return !test.select || page.first(test.select) !== undefined;
}
