import type { Element } from 'domhandler';
import type { Page } from '../document.ts';
import { currencyNamed } from '../fields/currency.ts';
import { fieldOfLabel } from './labels.ts';
import type { Line, Lines } from './lines.ts';
import type { Zone } from './zones.ts';

/** Sums over all lines before each line, so that any stretch is counted by one subtraction. */
interface Sums {
  readonly over: (count: (line: Line) => number) => (from: number, to: number) => number;
}

function sumsOf(lines: Lines): Sums {
  return {
    over(count) {
      const sums = [0];
      for (const line of lines.all) sums.push((sums.at(-1) ?? 0) + count(line));
      return (from, to) => (sums[to] ?? 0) - (sums[from] ?? 0);
    },
  };
}

const letters = (text: string): number => text.replace(/[^\p{L}]+/gu, '').length;
const holders = new Set('ul ol dl table tbody tr td div section p span select center menu li fieldset'.split(' '));

const isHolder = (element: Element): boolean => holders.has(element.name) || element.name.includes('-');

/** Lists of short links with nothing said beside them: categories, menus, lists of vendors, mirrors. */
function linkLists(page: Page, lines: Lines): Element[] {
  const { over } = sumsOf(lines);
  const met = new Set<Element>();
  const fresh = (link: Element | null): boolean => link !== null && !met.has(link) && Boolean(met.add(link));
  const links = over((line) => line.pieces.filter((piece) => fresh(piece.link)).length);
  const linked = over((line) => line.pieces.reduce((sum, piece) => sum + (piece.link ? letters(piece.text) : 0), 0));
  const all = over((line) => letters(line.text));
  const moneys = over((line) => (line.moneys().length > 0 ? 1 : 0));
  return page.elements().filter((element) => {
    if (!isHolder(element)) return false;
    const [from, to] = lines.range(element);
    const count = links(from, to);
    if (count < 5 || to - from < 3 || moneys(from, to) > 1) return false;
    const text = linked(from, to);
    return text / Math.max(1, all(from, to)) > 0.88 && text / count < 24;
  });
}

const names =
  /(?<!\p{L})(?:bitcoins?|moneros?|litecoin|ethereum|dollar|euro|pound|franken|rubel|złoty|рубль|доллар|евро|美元|欧元|比特币|btc|xmr|ltc|eth|bch)(?!\p{L})/iu;

/** The currency of a line such as "EUR 8328.04", "1 BTC = $61,000" or "British Pound (GBP)"; null for other lines. */
function ratedCurrency(line: Line): string | null {
  if (line.text.length > 48 || !(/[A-Z]{3}|\p{Sc}/u.test(line.text) || names.test(line.text))) return null;
  const words = line.text.match(/\p{L}[\p{L}$]*|[$€£¥₽฿₿]/gu) ?? [];
  const known = words.map((word) => currencyNamed(word)?.currency ?? (names.test(word) ? word.toLowerCase() : null));
  const strange = words.filter((_, index) => known[index] === null).join('').length;
  return strange > 14 ? null : (known.find((currency) => currency !== null) ?? null);
}

const isNumber = (text: string): boolean => /^[\d\s.,'()=≈+%-]+$/.test(text);

/** Tables of exchange rates and balances: currencies with a number each, at least three, and nothing else. A row of prices after its label is none. */
function rateTables(page: Page, lines: Lines): Element[] {
  const currencies = lines.all.map(ratedCurrency);
  const { over } = sumsOf(lines);
  const rated = over((line) => (currencies[line.index] ? 1 : 0));
  const numbers = over((line) => (isNumber(line.text) ? 1 : 0));
  return page.elements().filter((element) => {
    if (!isHolder(element)) return false;
    const [from, to] = lines.range(element);
    if (rated(from, to) < 3 || rated(from, to) + numbers(from, to) < 0.75 * (to - from)) return false;
    if (new Set(currencies.slice(from, to).filter(Boolean)).size < 3) return false;
    const inside = lines.all.slice(from, to);
    const before = lines.all[from - 1]?.text ?? '';
    return !isPriceList(inside, before);
  });
}

/** Amounts of coins other than one say what something costs; a rate tells what one coin is worth. */
function isPriceList(lines: readonly Line[], before: string): boolean {
  if (fieldOfLabel(before) === 'price' || lines.some((line) => fieldOfLabel(line.text) === 'price')) return true;
  const moneys = lines.flatMap((line) => line.moneys().map((money) => money.value));
  if (moneys.some(({ amount }) => Number(amount) === 0)) return false;
  const coins = moneys.filter(({ currency }) => /^(?:BTC|XMR|LTC|ETH|BCH)$/.test(currency));
  return coins.length > 0 && coins.every(({ amount }) => Number(amount) !== 1 && Number(amount) < 50);
}

/** The lines with the zones that only their content tells: lists of links, exchange rates. */
export function withZones(page: Page, lines: Lines): Lines {
  const zones: Zone[] = lines.all.map((line) => line.zone);
  const mark = (elements: readonly Element[], zone: Zone) => {
    for (const element of elements) {
      const [from, to] = lines.range(element);
      for (let index = from; index < to; index += 1)
        if (zones[index] === 'main' || zones[index] === 'side') zones[index] = zone;
    }
  };
  mark(linkLists(page, lines), 'menu');
  mark(rateTables(page, lines), 'rates');
  const all = lines.all.map((line, index) => ({ ...line, zone: zones[index] ?? line.zone }));
  return { all, range: lines.range, within: (element) => all.slice(...lines.range(element)) };
}
