import type { Unit } from '../model/quantity.ts';
import type { Range } from './ast.ts';
import type { Fail } from './syntax-error.ts';

/** Units that a query may use, with their factor to the unit of the dimension. Tablets are never grams. */
const measures: Readonly<Record<string, readonly [unit: Unit, factor: number]>> = {
  g: ['g', 1],
  gram: ['g', 1],
  grams: ['g', 1],
  kg: ['g', 1_000],
  mg: ['g', 0.001],
  oz: ['g', 28.349523125],
  lb: ['g', 453.59237],
  ml: ['ml', 1],
  l: ['ml', 1_000],
  litre: ['ml', 1_000],
  liter: ['ml', 1_000],
  unit: ['unit', 1],
  units: ['unit', 1],
  pill: ['unit', 1],
  pills: ['unit', 1],
  tab: ['unit', 1],
  tabs: ['unit', 1],
  tablet: ['unit', 1],
  tablets: ['unit', 1],
  blotter: ['unit', 1],
  blotters: ['unit', 1],
  cap: ['unit', 1],
  caps: ['unit', 1],
  pc: ['unit', 1],
  pcs: ['unit', 1],
  piece: ['unit', 1],
  pieces: ['unit', 1],
  x: ['unit', 1],
  ug: ['ug', 1],
  mcg: ['ug', 1],
  µg: ['ug', 1],
  μg: ['ug', 1],
};
const symbols: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP' };
const decimal = '[-+]?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?';
const amount = new RegExp(`^([€$£])?(${decimal})([€$£]|[a-z]{3,5})?(?:/([a-zµμ]+))?$`, 'i');
const quantity = new RegExp(`^(${decimal})([a-zµμ]+)?$`, 'i');

/** What one side of a comparison denotes: a number, or a period from its first to its last instant. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}
export interface Part extends Bounds {
  readonly currency: string | null;
  readonly per: Unit | null;
}

export interface Comparison {
  readonly operator: '>' | '>=' | '<' | '<=' | '=' | '..';
  /** One text for an operator, two for a range; an open side is "". */
  readonly parts: readonly string[];
}

/** Splits `>=5`, `5`, `5..10`, `5..` and `..10`. */
export function readComparison(text: string): Comparison {
  const operator = /^(>=|<=|>|<|=)(.*)$/s.exec(text);
  if (operator) return { operator: operator[1] as Comparison['operator'], parts: [operator[2] ?? ''] }; // one of the alternatives above
  const dots = text.indexOf('..');
  if (dots >= 0) return { operator: '..', parts: [text.slice(0, dots), text.slice(dots + 2)] };
  return { operator: '=', parts: [text] };
}

/** The range that a comparison with these bounds selects. A missing bound is an open side. */
export function rangeOf(operator: Comparison['operator'], first: Bounds | null, second: Bounds | null = null): Range {
  switch (operator) {
    case '>':
      return first ? { gt: first.high } : {};
    case '>=':
      return first ? { gte: first.low } : {};
    case '<':
      return first ? { lt: first.low } : {};
    case '<=':
      return first ? { lte: first.high } : {};
    case '=':
      return first ? { gte: first.low, lte: first.high } : {};
    case '..':
      return { ...(first && { gte: first.low }), ...(second && { lte: second.high }) };
  }
}

const at = (value: number): Bounds => ({ low: value, high: value });

export function readNumber(text: string, position: number, fail: Fail): Part {
  const clean = text.replace(/%$/, '');
  if (!new RegExp(`^${decimal}$`, 'i').test(clean)) return fail(`"${text}" is no number`, position, commaHint(text));
  return { ...at(Number(clean)), currency: null, per: null };
}

const commaHint = (text: string): string =>
  /\d,\d/.test(text)
    ? `Write ${text.replace(/,(?=\d{3}(?!\d))/g, '').replace(',', '.')} with a point for decimals and no grouping`
    : 'Write a number such as 12.5';

const unitNames = 'g, kg, mg, oz, lb, ml, l, pills, tabs, ug';

function measure(name: string, position: number, fail: Fail): readonly [unit: Unit, factor: number] {
  const known = Object.hasOwn(measures, name.toLowerCase()) ? measures[name.toLowerCase()] : undefined;
  return known ?? fail(`There is no unit "${name}"`, position, `Units are ${unitNames}`);
}

/** `20eur/g`, `€20`, `100usd`, `2000eur/kg` (20 EUR/g). */
export function readPrice(text: string, position: number, fail: Fail): Part {
  const found = amount.exec(text);
  if (!found)
    return fail(
      `"${text}" is no price`,
      position,
      /\d,\d/.test(text) ? commaHint(text) : 'Write an amount with its currency, such as 100usd or 20eur/g',
    );
  const [, before, digits, after, per] = found;
  const [unit, factor] = per === undefined ? [null, 1] : measure(per, position, fail);
  const mark = before ?? after;
  return {
    ...at(Number(digits) / factor),
    currency: mark === undefined ? null : (symbols[mark] ?? mark.toUpperCase()),
    per: unit,
  };
}

/** `100g`, `0.5kg`, `200pills`. */
export function readQuantity(text: string, position: number, fail: Fail): Part {
  const found = quantity.exec(text);
  if (!found)
    return fail(
      `"${text}" is no quantity`,
      position,
      `Write a number and a unit, such as 100g; units are ${unitNames}`,
    );
  const [, digits, name] = found;
  if (name === undefined) return { ...at(Number(digits)), currency: null, per: null };
  const [per, factor] = measure(name, position, fail);
  return { ...at(Number(digits) * factor), currency: null, per };
}
