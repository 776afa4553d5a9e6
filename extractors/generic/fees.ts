import { currencyNamed, isDearCoin } from '../fields/currency.ts';
import type { ParsedMoney } from '../fields/money.ts';
import { parsePlaces } from '../fields/place.ts';
import { fieldOfLabel } from './labels.ts';
import type { Line } from './lines.ts';

const feeWords =
  /shipping|postage|delivery|express|tracked|escrow fee|\bfees?\b|deposit|balance|withdraw|wallet|commission|minimum|coupon|discount|versand|porto|gebühr|guthaben|livraison|frais|solde|envío|comisión|spedizione|verzend|wysyłk|dostaw|prowizj|opłat|доставк|комисси|баланс|frete|taxa|saldo|frakt|doprava|poštovné|运费|手续费|余额|邮费/iu;

/** Postage that costs nothing, and words that lead to a place: neither says what an amount beside them is for. */
const noFee =
  /(?:\bfree|gratis|kostenlos\p{L}*|versandkostenfrei|inkl?(?:usive)?\.?|incl(?:uding|us[eo])?\.?|бесплатн\p{L}*|gratuit\p{L}*|darmow\p{L}*|zdarma)[ -]*(?:\p{L}+ )?\p{L}*|\p{L}+ (?:gratis|gratuite?|inklusive|included|inclus[ea]?|incluido)|(?:shipping|delivery|versand|lieferung|livraison|envíos?|spedizione|verzend\p{L}*|wysyłka|dostawa|доставка|отправка|frete|frakt)(?: only)? (?:from|to|aus|nach|von|ab|in|de|depuis|vers|desde|a|hacia|da|verso|vanuit|uit|naar|z|ze|do|из|в|para|från|till)(?!\p{L}).*/giu;

const label = /(?:^|[\s(|·•])(\p{L}+(?: \p{L}+){0,2})\s*[:：]\s*/gu;

/** A label of postage followed by places, "Shipping: Germany to Europe", tells a route. */
function withoutRoutes(text: string): string {
  const marks = [...text.matchAll(label)];
  return marks.reduceRight((rest, mark, index) => {
    const end = marks[index + 1]?.index ?? text.length;
    const value = text.slice(mark.index + mark[0].length, end);
    const isRoute = feeWords.test(mark[1] ?? '') && (parsePlaces(value.slice(0, 120))?.confidence ?? 0) >= 0.7;
    return isRoute ? `${rest.slice(0, mark.index)} ${rest.slice(end)}` : rest;
  }, text);
}

const speaksOfFee = (text: string): boolean =>
  feeWords.test(text) && feeWords.test(withoutRoutes(text).replace(noFee, ' '));

const reach = 60;

/** Where the last name that is a link ends before `at`: the words in a name say nothing about the amount after it. */
function afterName(line: Line, at: number): number {
  const name = line.pieces.filter((piece) => piece.link !== null && piece.start < at).at(-1);
  return name && !/^(?:fee|other)$/.test(fieldOfLabel(name.text) ?? '')
    ? Math.min(at, name.start + name.text.length)
    : Math.max(0, at - reach);
}

/** Words of postage, fees and balances in the same part of a line as the amount. */
export function isFee(line: Line, { start, end }: ParsedMoney): boolean {
  const { text } = line;
  const before = text.slice(afterName(line, start), start).replace(/\s*(?:[-–—:=]\s*)?[+(]?\s*$/u, '');
  if (speaksOfFee(before.split(/\s[-–—|·•/]\s|[;|•·]/u).at(-1) ?? '')) return true;
  const linked = line.pieces.some((piece) => piece.link !== null && piece.start < start);
  return !linked && text.length < 80 && speaksOfFee(text.slice(end));
}

/** "1 BTC = 61,000 $", "$1 = 0.0023 LTC", "XMR/USD: 161": what a coin is worth, either side of it. */
export function isRate(line: Line, money: ParsedMoney): boolean {
  const moneys = line.moneys();
  const at = moneys.indexOf(money);
  const equals = (left: ParsedMoney | undefined, right: ParsedMoney | undefined): boolean =>
    left !== undefined &&
    right !== undefined &&
    left.value.currency !== right.value.currency &&
    (Number(left.value.amount) === 1 || Number(right.value.amount) === 1) &&
    /^\s*[=≈~:–-]\s*$/.test(line.text.slice(left.end, right.start));
  if (equals(money, moneys[at + 1]) || equals(moneys[at - 1], money)) return true;
  const between = line.text.slice(moneys[at - 1]?.end ?? 0, money.start);
  const word = /^[\s|(·•,;]*([\p{L}$€£]{1,10})(?:\/\p{L}{3})?\s*[=≈:/]?\s*$/u.exec(between)?.[1];
  const named = word ? currencyNamed(word)?.currency : undefined;
  return named !== undefined && named !== money.value.currency && isDearCoin(named);
}
