import type { Element } from 'domhandler';
import { currencyNamed, isDearCoin } from '../fields/currency.ts';
import type { ParsedMoney } from '../fields/money.ts';
import { once } from '../fields/parsed.ts';
import { fieldOfLabel, fieldsOfLabel } from './labels.ts';
import type { Line, Lines } from './lines.ts';

const feeWords =
  /shipping|postage|delivery|express|tracked|escrow fee|\bfees?\b|deposit|balance|withdraw|wallet|commission|minimum|coupon|discount|versand|porto|gebühr|guthaben|livraison|frais|solde|envío|comisión|spedizione|verzend|wysyłk|dostaw|prowizj|opłat|доставк|комисси|баланс|frete|taxa|saldo|运费|手续费|余额|邮费/iu;

/** A line whose amount is what an offer costs: no fee, no postage, no balance, not zero. */
export const pricesIn = (line: Line): readonly { readonly max: string | null }[] =>
  (line.zone === 'main' || line.zone === 'side') &&
  !/^(?:fee|other)$/.test(fieldOfLabel(line.text.split(/[:：]/)[0] ?? '') ?? '')
    ? line
        .moneys()
        .filter((money) => Number(money.value.amount) > 0 && !isFee(line, money.start) && !isRate(line, money))
    : [];

/** "1 BTC = 61,000 $", "$1 = 0.0023 LTC", "XMR/USD: 161": what a coin is worth, either side of it. */
function isRate(line: Line, money: ParsedMoney): boolean {
  const moneys = line.moneys();
  const at = moneys.indexOf(money);
  const equals = (left: ParsedMoney | undefined, right: ParsedMoney | undefined): boolean =>
    left !== undefined &&
    right !== undefined &&
    left.value.currency !== right.value.currency &&
    (Number(left.value.amount) === 1 || Number(right.value.amount) === 1) &&
    /^\s*[=≈~:–-]\s*$/.test(line.text.slice(left.end, right.start));
  if (equals(money, moneys[at + 1]) || equals(moneys[at - 1], money)) return true;
  const word = /(?:^|[\s|(])([\p{L}$€£]{1,10})(?:(?:\/\p{L}{3})?\s*[=≈:]\s*|\/)$/u.exec(
    line.text.slice(0, money.start),
  )?.[1];
  const named = word ? currencyNamed(word)?.currency : undefined;
  return named !== undefined && named !== money.value.currency && isDearCoin(named);
}

/** Words of postage and fees in the same part of a line as the amount. A title may speak of "free shipping" and be followed by its price. */
function isFee(line: Line, at: number): boolean {
  const { text } = line;
  const before = text.slice(Math.max(0, at - 40), at).replace(/\s*(?:[-–—:=]\s*)?[+(]?\s*$/u, '');
  const part = before.split(/\s[-–—|·•/]\s|[;|•·]/u).at(-1) ?? '';
  const separate = /\s[-–—|·•]\s*$/u.test(text.slice(0, at));
  const linked = line.pieces.some((piece) => piece.link !== null && piece.start < at);
  if (!(separate && linked) && feeWords.test(part)) return true;
  return (
    !linked && text.length < 80 && feeWords.test(text.slice(at)) && !/free|gratis|incl|inkl/iu.test(text.slice(at))
  );
}

const amounts = /[\d.,]+ ?(?:\p{L}+\.?)?/gu;
const chatter =
  /^(?:buy(?: now)?|order(?: now)?|view|details?|more|add to (?:cart|basket|favou?rites)|show|open|info|message|contact|kaufen|ansehen|acheter|voir|ver|comprar|vedi|bekijk|koop|zobacz|kup|купить|подробнее|смотреть|购买|查看|详情)[\s!.»→>]*$/iu;

/** A text that could name an offer: some letters that are neither amounts nor labels nor the words on a button. */
export function isTitleLike(text: string): boolean {
  if (text.length < 3 || text.length > 320 || chatter.test(text)) return false;
  const [, label] = /^([^:：]{2,34})[:：]/u.exec(text) ?? [];
  if (label && fieldsOfLabel(label).length > 0 && fieldOfLabel(label) !== 'title') return false;
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
