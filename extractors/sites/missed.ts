import { compileSelector, type Page, type Selector } from '../document.ts';
import { labelKey, readLabels } from '../labels.ts';
import { lineOf } from '../text.ts';
import type { PageInput } from '../types.ts';
import { classify } from './classify.ts';
import type { CompiledFields, CompiledPage, CompiledProfile, CompiledRule, CompiledTest } from './compile.ts';
import { contextOf } from './context.ts';
import { holds, narrowed, places, rawOf, type Scope } from './find.ts';
import { type FieldContext, fieldParsers } from './parsers.ts';
import type { FieldName } from './schema.ts';

/** A rule that gave nothing on a page, and why. `record` names the page type or its rows. */
export interface Miss {
  readonly record: string;
  readonly field: string;
  readonly rule: string;
  readonly reason: string;
}

const quote = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** How many elements the beginning of a selector matches, so that one sees which part of it fails. */
function lastGood(page: Page, selector: Selector, scope: Scope['element']): string {
  const parts = selector.source.replace(/^>\s*/, '').split(/\s+(?![^[(]*[\])])/);
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const start = parts.slice(0, length).join(' ');
    if (/[>+~,]$/.test(start)) continue;
    try {
      const count = page.select(compileSelector(start), scope).length;
      if (count > 0) return `; ${quote(start)} alone matches ${plural(count, 'element')}`;
    } catch {
      // A part of a list or of a bracket is no selector of its own.
    }
  }
  return '';
}

const noElement = (page: Page, selector: Selector, scope: Scope['element']): string =>
  `nothing matches ${quote(selector.source)}${lastGood(page, selector, scope)}`;

function noLabel(rule: CompiledRule, scope: Scope, within: Scope['element']): string {
  const found = new Set<string>();
  const values = new Set<string>();
  for (const { label, text, nodes } of scope.labels.after({ has: () => true }, within)) {
    if (!label || values.has(label)) continue;
    if (found.size < 12) found.add(label);
    values.add(labelKey(text ?? lineOf(nodes)));
  }
  const wanted = [...(rule.after ?? [])].map(quote).join(' or ');
  return `no label ${wanted} with a value; labels there: ${[...found].map(quote).join(', ') || 'none'}`;
}

/** Why a rule finds no raw text, or, where it finds some, why that is no value of the field. */
export function whyNothing(rule: CompiledRule, name: FieldName, scope: Scope, context: FieldContext): string {
  const { page } = scope;
  const parser = fieldParsers[name];
  if (rule.url)
    return `the address ${quote(page.url ? page.url.pathname + page.url.search : '')} does not fit ${rule.url}`;
  const within = rule.within ? page.select(rule.within, scope.element)[0] : scope.element;
  if (rule.within && within === undefined) return noElement(page, rule.within, scope.element);
  const found = places(rule, scope);
  if (found.length === 0) {
    if (rule.after && [...scope.labels.after(rule.after, within ?? null)].length === 0)
      return noLabel(rule, scope, within ?? null);
    return rule.select ? noElement(page, rule.select, within ?? null) : 'there is no such place';
  }
  const raws = found.map((place) => place.text ?? rawOf(rule, page, place.nodes, parser)).filter(Boolean);
  const [raw] = raws;
  if (raw === undefined)
    return `${plural(found.length, 'element')} found, ${rule.attr ? `none with the attribute ${quote(rule.attr)}` : 'all without text'}`;
  const kept = raws.map((text) => narrowed(rule, text)).find(Boolean);
  if (kept === undefined) return `found ${quote(raw)}, which does not fit ${rule.regex}`;
  const read = parser.parse(kept, { ...context, currency: rule.currency ?? context.currency, scale: rule.of });
  return read ? `gives ${quote(kept)}` : `found ${quote(kept)}, which cannot be read as ${name}`;
}

function missesIn(fields: CompiledFields, record: string, scope: Scope, context: FieldContext): Miss[] {
  return [...fields].flatMap(([field, cascade]) => {
    const reasons = cascade.map((rule) => ({
      record,
      field,
      rule: rule.name,
      reason: whyNothing(rule, field, scope, context),
    }));
    return reasons.some(({ reason }) => reason.startsWith('gives ')) ? [] : reasons;
  });
}

/** Rows that miss a field are told of once, with their number; the reason is that of the first. */
function missesInRows(page: Page, type: CompiledPage, scope: Scope, context: FieldContext): Miss[] {
  return type.rows.flatMap((rows, at) => {
    const record = `${type.name} rows ${at}`;
    const elements = page.select(rows.select);
    if (elements.length === 0)
      return [
        {
          record,
          field: 'rows',
          rule: `pages.${type.name}.rows.${at}.select`,
          reason: noElement(page, rows.select, null),
        },
      ];
    const counted = new Map<string, { readonly miss: Miss; readonly count: number }>();
    for (const element of elements) {
      for (const miss of missesIn(rows.fields, record, { ...scope, element }, context)) {
        const known = counted.get(miss.rule);
        counted.set(miss.rule, { miss: known?.miss ?? miss, count: (known?.count ?? 0) + 1 });
      }
    }
    return [...counted.values()].map(({ miss, count }) => ({
      ...miss,
      reason: `${count} of ${plural(elements.length, 'row')}: ${miss.reason}`,
    }));
  });
}

function testReason(test: CompiledTest, page: Page, status: number): string {
  const said = [
    test.status === null ? null : `status ${test.status}`,
    test.text === null ? null : `text ${quote(test.text)}`,
    test.url === null ? null : `address ${test.url}`,
    test.select === null ? null : `element ${quote(test.select.source)}`,
  ].filter(Boolean);
  return `${said.join(' and ')} ${holds(test, page, status) ? 'is' : 'is not'} there`;
}

const failed = (
  record: string,
  field: string,
  rule: string,
  tests: readonly CompiledTest[],
  page: Page,
  status: number,
): Miss[] =>
  tests.some((test) => holds(test, page, status))
    ? []
    : tests.map((test, at) => ({ record, field, rule: `${rule}.${at}`, reason: testReason(test, page, status) }));

/** Every rule of a profile that gave nothing on a page, with the reason: marker, page types, fields and rows. For people who write profiles. */
export function missesOf(input: PageInput, page: Page, profile: CompiledProfile): readonly Miss[] {
  const marker = failed('profile', 'marker', 'marker', profile.marker, page, input.status);
  const { type, state } = classify(profile, page, input.status);
  if (!type)
    return [
      ...marker,
      ...(state === 'other'
        ? profile.pages.flatMap(({ name, when }) =>
            failed('page', name, `pages.${name}.when`, when, page, input.status),
          )
        : []),
    ];
  const scope: Scope = { page, labels: readLabels(page), element: null };
  const context = contextOf(profile, input, page);
  const offers =
    type.offers && page.select(type.offers.select).length === 0
      ? [
          {
            record: type.name,
            field: 'offers',
            rule: `pages.${type.name}.offers.select`,
            reason: noElement(page, type.offers.select, null),
          },
        ]
      : [];
  return [
    ...marker,
    ...missesIn(type.fields, type.name, scope, context),
    ...offers,
    ...missesInRows(page, type, scope, context),
  ];
}
