import type { Element } from 'domhandler';
import { once } from '../fields/parsed.ts';
import { isFee, isRate } from './fees.ts';
import { fieldOfLabel, fieldsOfLabel } from './labels.ts';
import type { Line, Lines } from './lines.ts';

/** A line whose amount is what an offer costs: no fee, no postage, no balance, not zero. */
export const pricesIn = (line: Line): readonly { readonly max: string | null }[] =>
  (line.zone === 'main' || line.zone === 'side') &&
  !/^(?:fee|other)$/.test(fieldOfLabel(line.text.split(/[:：]/)[0] ?? '') ?? '')
    ? line.moneys().filter((money) => Number(money.value.amount) > 0 && !isFee(line, money) && !isRate(line, money))
    : [];

const amounts = /[\d.,]+ ?(?:\p{L}+\.?)?/gu;
const chatter =
  /^(?:buy(?: now)?|order(?: now)?|view|details?|more|add to (?:cart|basket|favou?rites)|show|open|info|message|contact|kaufen|ansehen|acheter|voir|ver|comprar|vedi|bekijk|koop|zobacz|kup|купить|подробнее|смотреть|购买|查看|详情)[\s!.»→>]*$/iu;

/** "2C-B", "4-FA": names that begin as amounts do. */
const chemical =
  /(?<![\p{L}\d.,-])(?:2c-\p{L}|\d{1,2}[A-Z]{0,2}-(?!(?:USD|EUR|GBP|BTC|XMR|LTC|ETH)\b)[A-Z]{1,6}(?!\p{Ll}))/u;

/** A text that could name an offer: some letters that are neither amounts nor labels nor the words on a button. */
export function isTitleLike(text: string): boolean {
  if (text.length < 3 || text.length > 320 || chatter.test(text)) return false;
  const [, label] = /^([^:：]{2,34})[:：]/u.exec(text) ?? [];
  if (label && fieldsOfLabel(label).length > 0 && fieldOfLabel(label) !== 'title') return false;
  if (chemical.test(text)) return true;
  const rest = text.replace(amounts, ' ').replace(/[^\p{L}]+/gu, '');
  const enough = /\p{sc=Han}/u.test(rest) ? 2 : 3;
  return rest.length >= enough && fieldsOfLabel(text).length === 0;
}

/** Counts of prices and names in any stretch of lines, by one subtraction each. */
export interface Sights {
  readonly prices: (element: Element) => number;
  readonly names: (element: Element) => number;
  readonly between: (from: number, to: number) => { readonly prices: number; readonly names: number };
}

export function sightsOf(lines: Lines): Sights {
  const sums = once(() => {
    const prices = [0];
    const names = [0];
    for (const line of lines.all) {
      const usable = line.zone === 'main' || line.zone === 'side';
      prices.push((prices.at(-1) ?? 0) + (usable && pricesIn(line).length > 0 ? 1 : 0));
      names.push((names.at(-1) ?? 0) + (usable && isTitleLike(line.text) ? 1 : 0));
    }
    return { prices, names };
  });
  const count = (list: readonly number[], from: number, to: number) => (list[to] ?? 0) - (list[from] ?? 0);
  const between = (from: number, to: number) => ({
    prices: count(sums().prices, from, to),
    names: count(sums().names, from, to),
  });
  return {
    between,
    prices: (element) => between(...lines.range(element)).prices,
    names: (element) => between(...lines.range(element)).names,
  };
}
