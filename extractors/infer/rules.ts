import type { Element } from 'domhandler';
import { isTag } from 'domhandler';
import { compileSelector } from '../document.ts';
import { parsePlaces } from '../fields/place.ts';
import { fieldsOfLabel } from '../generic/labels.ts';
import { labelKey } from '../labels.ts';
import { compileCascade } from '../sites/compile.ts';
import { fieldParsers } from '../sites/parsers.ts';
import { readCascade } from '../sites/read.ts';
import type { FieldName, Rule } from '../sites/schema.ts';
import { lineOf } from '../text.ts';
import { sameValue } from './same.ts';
import type { Target } from './sample.ts';
import { type Costed, selectorsFor, tokensOf } from './selectors.ts';

/** A rule that may find a field, and how likely it is to survive a new layout (less is better). */
interface Candidate {
  readonly rule: Rule;
  readonly cost: number;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const holds = (nodes: readonly unknown[], element: Element): boolean => {
  for (
    let node: unknown = element;
    node;
    node = isTag(node as Element) ? (node as Element).parent : null // parents may be documents
  )
    if (nodes.includes(node)) return true;
  return false;
};

/** A place, a number or a way through the site is the value of something, no label. */
const mayLabel = (label: string): boolean =>
  label.length <= 32 &&
  /\p{L}/u.test(label) &&
  !/[\d›»>/]/.test(label) &&
  (fieldsOfLabel(label).length > 0 || parsePlaces(label) === null);

/** Names of the record and of the site; what stands after them on one page says nothing of others. */
const ownNames = ({ sample }: Target): ReadonlySet<string> =>
  new Set(
    [
      ...sample.extraction.drafts.flatMap(({ provenance }) => [provenance.title, provenance.handle, provenance.vendor]),
    ].flatMap((origin) => (origin ? [labelKey(origin.raw)] : [])),
  );

const alike: Readonly<Record<string, readonly string[]>> = {
  handle: ['vendor'],
  sales: ['sold'],
  shipsFrom: ['route'],
  shipsTo: ['route'],
  price: ['offers'],
};

/** A label that is known to name the field costs nothing, an unknown one much, and one that names another field more. */
function strangeness(label: string, field: FieldName): number {
  const known: readonly string[] = fieldsOfLabel(label);
  if (known.includes(field) || alike[field]?.some((other) => known.includes(other))) return 0;
  return known.length > 0 && !known.includes('other') ? 6 : 4;
}

/** Labels whose value is, or holds, the element. */
function labelRules(target: Target, field: FieldName): Candidate[] {
  const { scope, element, raw } = target;
  if (!element) return [];
  const found: Candidate[] = [];
  for (const { label, nodes, text } of scope.labels.after({ has: () => true }, scope.element)) {
    const inside = holds(nodes, element) || nodes.some((node) => isTag(node) && holds([element], node));
    const said = text ?? lineOf(nodes, { limit: 2_000 });
    if (!inside || !said.includes(raw.split('\n')[0] ?? '') || !mayLabel(label) || ownNames(target).has(label))
      continue;
    const strange = strangeness(label, field);
    found.push({ rule: { after: label }, cost: 0.5 + strange });
    for (const token of tokensOf(element)
      .filter((each) => each.cost < 3.6)
      .slice(0, 3))
      found.push({ rule: { after: label, select: token.source }, cost: 0.6 + strange + token.cost * 0.1 });
    for (const landmark of landmarks(element, scope.element))
      found.push({ rule: { within: landmark.source, after: label }, cost: 0.55 + strange + landmark.cost * 0.1 });
  }
  return found;
}

/** Named ancestors, nearest first. */
function landmarks(element: Element, scope: Element | null): Costed[] {
  const found: Costed[] = [];
  for (let node = element.parent; node && isTag(node) && node !== scope && found.length < 6; node = node.parent)
    found.push(
      ...tokensOf(node)
        .filter((token) => token.cost < 2.5)
        .slice(0, 2),
    );
  return found;
}

/** What stands in an attribute: flags, icons, machine-readable prices and dates. */
function attributeRules(target: Target, selectors: readonly Costed[]): Candidate[] {
  const { element } = target;
  if (!element) return [];
  const attrs = Object.keys(element.attribs).filter((attr) =>
    /^(?:alt|title|content|datetime|value|aria-label|data-[a-z-]+)$/.test(attr),
  );
  const written = attrs.flatMap((attr) =>
    selectors.slice(0, 12).map(({ source, cost }) => ({ rule: { select: source, attr }, cost: cost + 0.3 })),
  );
  const flag = [
    { attr: 'src', regex: '([A-Za-z]{2})\\.\\w{3,4}$' },
    { attr: 'class', regex: '(?:flag|fi|country)[-_ ](?:icon[-_ ])?([a-z]{2})(?: |$)' },
  ].filter(({ attr }) => element.attribs[attr]);
  return [
    ...written,
    ...flag.flatMap((part) =>
      selectors.slice(0, 12).map(({ source, cost }) => ({ rule: { select: source, ...part }, cost: cost + 0.6 })),
    ),
  ];
}

/** Expressions that cut the value out of the text around it. */
function cuts({ element, raw }: Target): string[] {
  if (!element || !raw) return [];
  const text = lineOf([element], { limit: 4_000 });
  const at = text.indexOf(raw);
  const cut: string[] = [];
  if (at >= 0 && text !== raw) {
    const [before, after] = [text.slice(0, at).trim(), text.slice(at + raw.length).trim()];
    const [left, right] = [before.split(/\s+/).at(-1) ?? '', after.split(/\s+/)[0] ?? ''];
    const from = left ? `${escaped(left)}\\s*` : '^';
    if (after && after.length <= 40) cut.push(`${before ? from : '^'}(.+?)\\s*${escaped(after)}$`);
    if (before && before.length <= 40) cut.push(`^${escaped(before)}\\s*(.+?)${right ? `\\s*${escaped(right)}` : '$'}`);
    cut.push(`${from}(.+?)${right ? `\\s*${escaped(right)}` : '$'}`);
    if (left && !right) cut.push(`${from}(.+)$`);
    if (right) cut.push(`${from}([^${/^[\w]/.test(right) ? '(|/,' : escaped(right[0] ?? '(')}]+)`);
  }
  return cut;
}

const arrows = [
  '^(.+?)\\s*(?:→|⇒|->|=>|➔|➝|»|›|>)',
  '(?:→|⇒|->|=>|➔|➝|»|›|>)\\s*(.+)$',
  '^([^/|(]+)',
  '[:：]\\s*(.+)$',
];

const documentTitle = compileSelector('title');

/** The page's title in its head, without what every page adds to it. */
function pageTitleRules(target: Target): Candidate[] {
  const { page, element } = target.scope;
  const title = element ? undefined : page.select(documentTitle)[0];
  if (!title) return [];
  return [
    { rule: { select: 'title' }, cost: 3 },
    ...cuts({ ...target, element: title }).map((regex, index) => ({
      rule: { select: 'title', regex },
      cost: 3.2 + index * 0.3,
    })),
  ];
}

/** Further elements that say just the value: a name stands in a heading and beside its label. */
function twins({ scope, element, value }: Target): Element[] {
  if (typeof value !== 'string' || value.length > 120) return [];
  const said = (each: Element) => lineOf([each], { limit: value.length + 40 }) === value;
  return scope.page
    .elements(scope.element)
    .filter((each) => each !== element && each.name !== 'option' && said(each))
    .slice(0, 3);
}

/** On a record's own page other links of its kind lead to other records, so an address is no name for the title. */
const isDoubtful = (field: FieldName, { scope }: Target, { rule }: Candidate): boolean =>
  field === 'title' && scope.element === null && (rule.select ?? '').includes('[href*=');

/** Everything that may find a target's value in one element. */
function candidatesIn(target: Target, field: FieldName): Candidate[] {
  const { element, scope } = target;
  if (!element) return [];
  const selectors = element === scope.element ? [] : selectorsFor(element, scope.element);
  const plain = selectors.map(({ source, cost }) => ({ rule: { select: source }, cost }));
  const labelled = labelRules(target, field);
  const shapes = [...cuts(target), ...(field === 'title' || field === 'description' ? [] : arrows)];
  const whole = element === scope.element ? [{ rule: {}, cost: 3 }] : [];
  const cut = [...labelled.slice(0, 6), ...plain.slice(0, 14), ...whole].flatMap(({ rule, cost }) =>
    shapes.map((regex, index) => ({ rule: { ...rule, regex }, cost: cost + 1 + index * 0.1 })),
  );
  const own = plain
    .slice(0, 10)
    .map(({ rule, cost }) => ({ rule: { ...rule, text: 'own' as const }, cost: cost + 0.4 }));
  return [...labelled, ...plain, ...own, ...attributeRules(target, selectors), ...cut];
}

/** Everything that may find a target's value. */
function candidatesFor(target: Target, field: FieldName): Candidate[] {
  const elsewhere = twins(target).flatMap((element) =>
    candidatesIn({ ...target, element }, field).map(({ rule, cost }) => ({ rule, cost: cost + 0.2 })),
  );
  const found = [...(field === 'title' ? pageTitleRules(target) : []), ...candidatesIn(target, field), ...elsewhere];
  return found.map((each) => (isDoubtful(field, target, each) ? { ...each, cost: each.cost + 2 } : each));
}

interface Tried extends Candidate {
  readonly hits: ReadonlySet<Target>;
  readonly wrong: number;
  readonly extra: number;
}

function tryOut({ rule, cost }: Candidate, field: FieldName, targets: readonly Target[]): Tried {
  const hits = new Set<Target>();
  const cascade = compileCascade(['draft'], rule);
  let [wrong, extra] = [0, 0];
  for (const target of targets) {
    const found = readCascade(cascade, fieldParsers[field], target.scope, target.sample.context);
    if (found === null || typeof found === 'string') continue;
    const { value } = found;
    if (target.value === null) extra += 1;
    else if (sameValue(value, target.value)) hits.add(target);
    else wrong += 1;
  }
  return { rule, cost, hits, wrong, extra };
}

/** Where the generic reader found nothing, a rule that finds something may be right or wrong: half a fault. */
const merit = ({ hits, wrong, extra }: Tried): number => hits.size - 2 * wrong - 0.5 * extra;
const better = (a: Tried, b: Tried): number => merit(b) - merit(a) || a.cost - b.cost;

/** The rules drafted for one field. `found` of `wanted` values of the generic reader come out the same. */
export interface Drafted {
  readonly rules: readonly Rule[];
  readonly found: number;
  readonly wanted: number;
  readonly wrong: number;
  /** Of the first rule: how unlikely it is to survive a new layout. */
  readonly cost: number;
  /** How sure the generic reader was on average. */
  readonly sure: number;
}

const mostTargets = 60;

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const cheapest = new Map<string, Candidate>();
  for (const each of candidates) {
    const name = JSON.stringify(each.rule);
    if ((cheapest.get(name)?.cost ?? Number.POSITIVE_INFINITY) > each.cost) cheapest.set(name, each);
  }
  return [...cheapest.values()].sort((a, b) => a.cost - b.cost);
}

/** Candidates from a few targets far apart: what they have in common shows in any of them. */
function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, index) => index % step === 0).slice(0, count);
}

/** The rules that best give back what the generic reader found, at most three, surest kind first; null when none does. */
export function draftRules(field: FieldName, all: readonly Target[]): Drafted | null {
  const targets = spread(all, mostTargets);
  const wanted = targets.filter((target) => target.value !== null);
  const candidates = distinct(spread(wanted, 5).flatMap((target) => candidatesFor(target, field)));
  const tried = candidates.map((each) => tryOut(each, field, targets)).filter((each) => merit(each) > 0);
  const chosen: Tried[] = [];
  let left = new Set(wanted);
  for (let round = 0; round < 3 && left.size > 0; round += 1) {
    const open = left;
    const gain = (each: Tried) =>
      [...each.hits].filter((hit) => open.has(hit)).length - 2 * each.wrong - 0.5 * each.extra;
    const [best] = [...tried].sort((a, b) => (round === 0 ? better(a, b) : gain(b) - gain(a) || a.cost - b.cost));
    if (!best || gain(best) < Math.max(1, 0.1 * wanted.length)) break;
    chosen.push(best);
    left = new Set([...left].filter((target) => !best.hits.has(target)));
  }
  if (chosen.length === 0) return null;
  return {
    rules: chosen.map(({ rule }) => rule),
    found: wanted.length - left.size,
    wanted: wanted.length,
    cost: chosen[0]?.cost ?? 0,
    wrong: chosen.reduce((sum, { wrong }) => sum + wrong, 0),
    sure: wanted.reduce((sum, { sure }) => sum + sure, 0) / wanted.length,
  };
}
