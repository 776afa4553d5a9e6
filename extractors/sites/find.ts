import { type AnyNode, type Element, isTag } from 'domhandler';
import type { Page, Selector } from '../document.ts';
import type { Labels } from '../labels.ts';
import { lineOf, ownText, type TextOptions, textOf } from '../text.ts';
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

/** A raw value and the rule that found it. */
export interface Found {
  readonly raw: string;
  readonly rule: CompiledRule;
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

/** The places that a rule means, each a run of nodes; `text` where only a part of the run is meant. */
export function* places(
  rule: CompiledRule,
  scope: Scope,
): Generator<{ readonly nodes: readonly AnyNode[]; readonly text: string | null }> {
  const { page } = scope;
  const within = rule.within ? page.first(rule.within, scope.element) : scope.element;
  if (within === undefined) return;
  if (rule.after) {
    for (const pair of scope.labels.after(rule.after, within)) {
      if (!rule.select) yield { nodes: pair.nodes, text: rule.attr === null && !rule.drop ? pair.text : null };
      else for (const element of selectAmong(page, pair.nodes, rule.select)) yield { nodes: [element], text: null };
    }
  } else if (rule.select) {
    for (const element of page.select(rule.select, within)) yield { nodes: [element], text: null };
  } else yield { nodes: within ? [within] : page.root.children, text: null };
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
  for (let at: AnyNode | null = node; at; at = at.parent)
    if (isTag(at) && /^(?:del|s|strike)$/.test(at.name)) return true;
  return false;
}

/** After so many places without a readable value a rule gives up; hostile pages repeat a label thousands of times. */
const mostPlaces = 50;

/** The non-empty raw values that one rule finds, in document order. */
export function* rawValues(rule: CompiledRule, scope: Scope, manner: Manner): Generator<string> {
  if (rule.value !== null) yield rule.value;
  else if (rule.url) {
    const raw = fromAddress(rule, scope.page);
    if (raw) yield raw;
  } else {
    let tried = 0;
    for (const place of places(rule, scope)) {
      if (manner.current && place.nodes.every(isStruck)) continue;
      if (!rule.all && tried++ === mostPlaces) return;
      const raw = narrowed(rule, place.text ?? rawOf(rule, scope.page, place.nodes, manner));
      if (raw) yield raw;
    }
  }
}

/** What each rule of a cascade finds first, or all of it joined where the rule says so. */
export function* candidates(cascade: CompiledCascade, scope: Scope, manner: Manner): Generator<Found> {
  for (const rule of cascade) {
    if (rule.all) {
      const raw = [...rawValues(rule, scope, manner)].join(rule.join);
      if (raw) yield { raw, rule };
    } else for (const raw of rawValues(rule, scope, manner)) yield { raw, rule };
  }
}

/** The first raw value of a cascade on one line, or null. */
export function firstRaw(cascade: CompiledCascade | null, scope: Scope): string | null {
  if (!cascade) return null;
  for (const found of candidates(cascade, scope, { lines: false, current: true })) return found.raw;
  return null;
}

/** True when every part of a test holds on the page. */
export function holds(test: CompiledTest, page: Page, status: number): boolean {
  if (test.status !== null && test.status !== status) return false;
  if (test.url && !(page.url && test.url.test(page.url.pathname + page.url.search))) return false;
  if (test.text !== null && !page.html.includes(test.text)) return false;
  return !test.select || page.first(test.select) !== undefined;
}
