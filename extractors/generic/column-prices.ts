import { type Element, isTag } from 'domhandler';
import { compileSelector, type Page } from '../document.ts';
import { currencyNamed } from '../fields/currency.ts';
import { type MoneyOptions, type ParsedMoney, parseMoneys } from '../fields/money.ts';
import { lineOf } from '../text.ts';
import { fieldOfLabel, fieldsOfLabel, unitOfLabel } from './labels.ts';
import type { Line, Lines } from './lines.ts';

const tables = compileSelector('table');
const number = /^[\d.,' ]*\d$/;

const rowsOf = (table: Element): Element[] =>
  table.children
    .filter(isTag)
    .flatMap((child) =>
      child.name === 'tr' ? [child] : /^t(?:head|body|foot)$/.test(child.name) ? child.children.filter(isTag) : [],
    );
const cellsOf = (row: Element): Element[] => row.children.filter(isTag);

const statement =
  /(?:^|\s)(?:prices?|preise|prix|precios|prezzi|prijzen|ceny|цены|preços|priser)(?: \p{L}+){0,2} (?:in|en|em|w|в|i|v)[:\s]+(?:\p{L}+ )?(\p{Sc}|\p{L}{2,10})(?!\p{L})/iu;

/** The currency of all prices, where a page states it once: "All prices in USD". */
const statedUnit = (lines: readonly Line[]): string | null => {
  for (const { text } of lines) {
    const name = text.length < 160 ? statement.exec(text)?.[1] : undefined;
    if (name && currencyNamed(name)) return name;
  }
  return null;
};

/** The place of the column under "Price (USD)" or "PRICE $" in the heading row of a table, with its unit. */
function priceColumn(rows: readonly Element[], stated: string | null) {
  for (const row of rows.slice(0, 3)) {
    const heads = cellsOf(row).map((cell) => lineOf([cell], { limit: 60 }));
    if (heads.length < 2 || heads.filter((head) => fieldsOfLabel(head).length > 0).length < 2) continue;
    const at = heads.findIndex((head) => fieldOfLabel(head) === 'price');
    const unit = unitOfLabel(heads[at] ?? '') ?? stated;
    return at >= 0 && unit && currencyNamed(unit) ? { at, unit, width: heads.length } : null;
  }
  return null;
}

/** Bare numbers in a column whose heading states a currency are amounts in it. */
export function withColumnPrices(page: Page, lines: Lines, money: () => MoneyOptions): Lines {
  const units = new Map<number, string>();
  const stated = statedUnit(lines.all);
  for (const table of page.select(tables)) {
    const rows = rowsOf(table);
    const column = rows.length > 2 ? priceColumn(rows, stated) : null;
    if (!column) continue;
    for (const row of rows) {
      const cells = cellsOf(row);
      const cell = cells.length === column.width ? cells[column.at] : undefined;
      for (const line of cell ? lines.within(cell) : []) if (number.test(line.text)) units.set(line.index, column.unit);
    }
  }
  if (units.size === 0) return lines;
  const all = lines.all.map((line): Line => {
    const unit = units.get(line.index);
    if (!unit) return line;
    const read = (text: string): readonly ParsedMoney[] =>
      parseMoneys(number.test(text) ? `${text} ${unit}` : text, money());
    return { ...line, moneys: () => read(line.text), moneysIn: read };
  });
  return { all, range: lines.range, within: (element) => all.slice(...lines.range(element)) };
}
