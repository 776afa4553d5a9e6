import { type Element, isTag } from 'domhandler';
import type { Money } from '../../model/money.ts';
import type { Provenance } from '../../model/observation.ts';
import { currencyNamed } from '../fields/currency.ts';
import { parseMoneys } from '../fields/money.ts';
import { type FieldContext, type FieldParser, moneyOptions, parsers } from '../sites/parsers.ts';
import { type OpenNotes, openNotes } from '../sites/read.ts';
import type { LabelField } from './labels.ts';
import type { Pair } from './pair.ts';

/** One record while it is read: its labelled values and where each taken value came from. */
export interface Sheet {
  readonly pairs: readonly Pair[];
  readonly context: FieldContext;
  readonly notes: OpenNotes;
}

export const sheetOf = (pairs: readonly Pair[], context: FieldContext): Sheet => ({
  pairs,
  context,
  notes: openNotes(),
});

/** The place of an element as a selector from the nearest id or the root. */
export function placeOf(element: Element | null): string {
  const steps: string[] = [];
  for (let node = element; node && steps.length < 24; node = node.parent && isTag(node.parent) ? node.parent : null) {
    const { name, parent } = node;
    const twins = (parent?.children ?? []).filter((child): child is Element => isTag(child) && child.name === name);
    steps.unshift(twins.length > 1 ? `${name}:nth-of-type(${twins.indexOf(node) + 1})` : name);
  }
  return steps.join(' > ') || 'page';
}

/** A value with what the page printed, the rule that read it and how sure that rule is. */
export interface Finding<T> {
  readonly value: T;
  readonly raw: string;
  readonly rule: string;
  readonly sure: number;
  readonly element: Element | null;
}

export const provenanceOf = <T>(found: Finding<T>): Provenance => ({
  raw: found.raw.slice(0, 500),
  rule: `generic:${found.rule}`,
  at: placeOf(found.element),
  confidence: Math.round(Math.min(0.99, found.sure) * 100) / 100,
});

/** Notes where a value came from and gives the value. */
export function keep<T>(sheet: Sheet, field: string, found: Finding<T> | null): T | null {
  if (!found) return null;
  sheet.notes.provenance[field] = provenanceOf(found);
  return found.value;
}

const ruleName = (pair: Pair): string => `label ${pair.how}`;

/** Pairs that may name a field: those whose label means it first, then those whose label may mean it too. */
export const pairsFor = (sheet: Sheet, field: LabelField): Pair[] => [
  ...sheet.pairs.filter((pair) => pair.fields[0] === field),
  ...sheet.pairs.filter((pair) => pair.fields[0] !== field && pair.fields.includes(field)),
];

/** Without the counts that tool tips beside a handle give: those are the vendor's, not the offer's. */
export function aboutOffer(pairs: readonly Pair[]): Pair[] {
  const vendors = new Set(pairs.filter((pair) => pair.fields.includes('vendor')).map((pair) => pair.line));
  return pairs.filter(
    (pair) => !(pair.how === 'tip' && vendors.has(pair.line) && /^(?:sold|rating)$/.test(pair.fields[0] ?? '')),
  );
}

/** The first labelled value that the parser reads. */
export function labelled<T>(
  sheet: Sheet,
  field: LabelField,
  parser: FieldParser<T>,
  accept = (_raw: string) => true,
): Finding<T> | null {
  for (const pair of pairsFor(sheet, field)) {
    if (!accept(pair.value)) continue;
    const read = parser.parse(pair.value, sheet.context);
    if (read)
      return {
        value: read.value,
        raw: read.raw ?? pair.value,
        rule: ruleName(pair),
        sure: pair.sure * Math.max(0.6, read.confidence),
        element: pair.element,
      };
  }
  return null;
}

const noisy = /^(\d+)\.(\d{9,})$/;

/** Amounts that a program printed with all its digits: 29.989999999999998 is 29.99. Coins keep eight decimals. */
export function tidyMoney(money: Money): Money {
  if (!noisy.test(money.amount)) return money;
  const coin = /^(?:BTC|XMR|LTC|ETH|BCH|ZEC|DASH)$/.test(money.currency);
  const rounded = Number(money.amount).toFixed(coin ? 8 : 2);
  return { ...money, amount: rounded.replace(/\.?0+$/, '') || '0' };
}

/** Counts need a number at the front: "12", "300+", "Sold: 7"; an address or a date is none. */
const isCount = (raw: string): boolean =>
  !/\d\s?\p{L}{1,8}\s(?:ago|old)\b|^(?:vor|il y a|hace|fa)\s|назад/iu.test(raw) &&
  (/^[^\p{L}\d]{0,4}[\d.,' ]+ ?[km]?\+?(?: ?\p{L}+){0,2}[.)]?$/iu.test(raw.trim()) ||
    /^[\d.,']+\+?(?:\s|$)/.test(raw.trim()));

export const countOf = (sheet: Sheet, field: LabelField): Finding<number> | null =>
  labelled(sheet, field, parsers.count, isCount);

const currencyOf = (unit: string | null): string | null => (unit ? (currencyNamed(unit)?.currency ?? null) : null);

/** The next line may be a sentence that happens to name an amount; one that begins with it is the value. */
const startsWithAmount = /^\P{L}{0,4}(?:\p{L}{1,6}\.?[\s:]?){0,2}\P{L}{0,3}\d/u;

/** A labelled price. Of a range the lower end, with less confidence: what an offer costs begins there. */
export function labelledPrice(sheet: Sheet): Finding<Money> | null {
  for (const pair of pairsFor(sheet, 'price')) {
    if (pair.how === 'next' && !startsWithAmount.test(pair.value)) continue;
    const currency = currencyOf(pair.unit) ?? sheet.context.currency;
    const read = parsers.price.parse(pair.value, { ...sheet.context, currency });
    const rule = ruleName(pair);
    if (read && Number(read.value.amount) > 0) {
      const sure = pair.sure * Math.min(1, read.confidence + 0.18);
      return { value: tidyMoney(read.value), raw: pair.value, rule, sure, element: pair.element };
    }
    const [first] = read ? [] : parseMoneys(pair.value.slice(0, 200), moneyOptions({ ...sheet.context, currency }));
    if (first && first.max !== null && Number(first.value.amount) > 0)
      return {
        value: tidyMoney(first.value),
        raw: pair.value,
        rule: `${rule} price from`,
        sure: 0.6,
        element: pair.element,
      };
  }
  return null;
}
