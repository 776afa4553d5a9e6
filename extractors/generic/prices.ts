import type { Money } from '../../model/money.ts';
import type { ParsedMoney } from '../fields/money.ts';
import type { Line } from './lines.ts';
import { currentOf } from './old-prices.ts';
import { type Finding, tidyMoney } from './sheet.ts';
import { pricesIn } from './sights.ts';

const marked = /(?:^|[\s_-])(?:price|prices|cost|amount|preis|prix|precio|prezzo|prijs|cena)(?:$|[\s_-])/i;

const isMarked = (line: Line): boolean =>
  marked.test(line.block.attribs.class ?? '') ||
  line.block.attribs.itemprop === 'price' ||
  line.pieces.some(({ element }) => marked.test(element.attribs.class ?? '') || element.attribs.itemprop === 'price');

/** Letters beside the amount: a line with more tells something and happens to name an amount. */
const mostWords = 48;

/** The first amount of a line that is a price, with the title's own amounts blanked out; of a range its lower end, for what an offer costs begins there. */
function priceOf(line: Line, title: string, inRow: boolean): Finding<Money> | null {
  if (title && line.text === title) return null;
  const text = title && line.text.includes(title) ? line.text.replace(title, ' '.repeat(title.length)) : line.text;
  if (pricesIn(line).length === 0) return null;
  const moneys = currentOf(
    text,
    line.moneysIn(text.slice(0, 500)).filter((money) => Number(money.value.amount) > 0),
  );
  const [first] = moneys;
  if (!first) return null;
  if (first.max !== null)
    return { value: tidyMoney(first.value), raw: line.text, rule: 'price from', sure: 0.6, element: line.block };
  const words = moneys.reduce((rest, money) => rest.replace(money.raw, ' '), text).replace(/[^\p{L}]+/gu, '').length;
  if (words > mostWords && !(inRow && standsAlone(line, first))) return null;
  return {
    value: tidyMoney(first.value),
    raw: line.text,
    rule: isMarked(line) ? 'marked price' : 'price',
    sure: isMarked(line) ? 0.93 : 0.85,
    element: line.block,
  };
}

/** An amount that has an element of its own. A whole record may be one line, with a style sheet to part its fields. */
const standsAlone = (line: Line, money: ParsedMoney): boolean =>
  line.pieces.some((piece) => piece.text === money.raw.trim() || piece.text.replace(money.raw.trim(), '').length < 4);

/** The price that stands without a label: the first in a place marked as a price, else the first at all. `inRow`: the lines are one record of a list. */
export function unlabelledPrice(lines: readonly Line[], title: string, inRow = false): Finding<Money> | null {
  const found = lines.flatMap((line) => {
    const price = priceOf(line, title, inRow);
    return price ? [{ line, price }] : [];
  });
  const best = found.find(({ line }) => isMarked(line)) ?? found[0];
  return best?.price ?? null;
}
