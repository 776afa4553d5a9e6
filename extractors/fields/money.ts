import type { Money } from '../../model/money.ts';
import type { Quantity } from '../../model/quantity.ts';
import {
  codeBeforeSource,
  currencyAtHome,
  currencyNamed,
  isDearCoin,
  localSource,
  nameSource,
  symbolSource,
} from './currency.ts';
import { numberSource, parseDecimal, plain, scale } from './decimal.ts';
import { once, type Parsed } from './parsed.ts';
import { alternation, unitNamed, unitSource } from './units.ts';

export interface MoneyOptions {
  /** ISO code or ticker of the site, for amounts printed without a currency and for a bare `$` or `kr`. */
  readonly defaultCurrency?: string | undefined;
  readonly decimal?: 'auto' | ',' | '.' | undefined;
  /** What a bare `$`, `kr` or `Fr.` means on the page, where `defaultCurrency` is not known: a number without any sign stays none. */
  readonly home?: string | undefined;
}

/** An amount. With `max` the text states a range and `value` is its lower end. `per` is set for a price of one unit: "2.50 EUR/g". */
export interface ParsedMoney extends Parsed<Money> {
  readonly per: Quantity | null;
  readonly max: string | null;
}

const patterns = once(() => ({
  hint: new RegExp(`${symbolSource}|(?<![\\p{L}])(?:${nameSource}|${localSource})(?![\\p{L}])`, 'iu'),
  amount: new RegExp(
    `(?:(?:(?<symbol>${symbolSource})|(?<![\\p{L}\\p{N}])(?<code>${codeBeforeSource}|${localSource}|Rs\\.?))[ :]{0,2}|(?<![\\p{L}\\p{N}]|\\d[.,]))(?<number>${numberSource})` +
      `(?<thousand> ?k(?![\\p{L}\\p{N}]))?(?: ?[,.]-{1,2})?(?<after>(?: (?:${symbolSource})(?!\\d)|(?:${symbolSource})|(?<gap> ?)(?:${nameSource}|${localSource})(?![\\p{L}\\p{N}])))?`,
    'giu',
  ),
  per: new RegExp(
    `^ ?(?:(?:/|per(?!\\p{L})|pro(?!\\p{L})|je(?!\\p{L})|par(?!\\p{L})|por(?!\\p{L})|al(?!\\p{L})|an?(?!\\p{L})|za(?!\\p{L})|за(?!\\p{L})|p\\.?/|le(?!\\p{L})|la(?!\\p{L})) ?(?<unit>${unitSource()})(?![\\p{L}\\p{N}])|(?<each>each|apiece|ea|p/p|das stück|pièce|per stuk|cad))(?![\\p{L}\\p{N}])`,
    'iu',
  ),
  lowBefore: new RegExp(
    `(?<![\\p{L}\\p{N}.,$€£-])(?<number>${numberSource}) ?(?:-|–|~|${alternation(['to', 'bis', 'à', 'a', 'до', 'do', 'tot', 'hasta'])}) ?$`,
    'iu',
  ),
  highAfter: new RegExp(`^ ?(?:-|~|to|bis|à|до) ?(?<number>${numberSource})(?! ?[\\p{L}%×$€£])`, 'iu'),
  between: /^ ?(?:-|~|to|bis|à|a|до|do|tot|hasta|and|und|et) ?$/iu,
}));

interface Amount {
  readonly amount: string;
  readonly currency: string;
  readonly start: number;
  readonly end: number;
  readonly prefix: boolean;
  readonly suffix: boolean;
  readonly rule: string;
}

function currencyOf(name: string, home: string | undefined): { currency: string; scale: number } | null {
  const local = currencyAtHome(name, home);
  return local ? { currency: local, scale: 0 } : currencyNamed(name);
}

/** "0.9EU" names a currency, "2 EU countries" does not. */
const namesRegion = (name: string, gap: string | undefined): boolean => /^eu$/i.test(name) && gap !== '';

/** "BTC accepted, XMR 10g" names no price: after a code, a number with a unit is an amount of goods. */
function isMeasure(match: RegExpExecArray, isCode: boolean): boolean {
  const rest = match.input.slice(match.index + match[0].length, match.index + match[0].length + 12);
  return /^\p{L}/u.test(rest) || (isCode && /^ (?:k?g|mg|ug|oz|ml|x|pills|tabs)(?!\p{L})/iu.test(rest));
}

/**
 * A name after an amount that has a sign or code in front belongs to it when it says more ("$35 CAD"), says the same, or what a coin costs ("BTC 61,204 USD");
 * not when the next number or rate is its own ("€42.00 BTC 0.0121", "XMR/USD 104 BTC/USD 14000") or when a sign says something else.
 */
function ownsSuffix(match: RegExpExecArray, home: string | undefined): boolean {
  const { symbol, code, after = '' } = match.groups ?? {};
  const suffix = after.trim();
  const front = currencyOf(symbol ?? code ?? '', home)?.currency ?? null;
  const back = currencyOf(suffix, home)?.currency ?? null;
  if (front === null || back === null) return true;
  if (symbol === suffix || currencyAtHome(symbol ?? '', back) === back) return true;
  const end = match.index + match[0].length;
  const next = match.input.slice(end, end + 5);
  if (/^[ :]{1,2}\d/.test(next) || /^\/[A-Z]{3}(?!\p{L})/u.test(next)) return false;
  return front === back || symbol === undefined;
}

function readAmount(match: RegExpExecArray, owns: boolean, options: MoneyOptions): Amount | null {
  const groups = match.groups ?? {};
  const prefix = groups.symbol ?? groups.code ?? '';
  const suffixRaw = (groups.after ?? '').trim();
  const suffix = !owns || namesRegion(suffixRaw, groups.gap) ? '' : suffixRaw;
  const home = options.defaultCurrency ?? options.home;
  const named = (suffix && currencyOf(suffix, home)) || (prefix && currencyOf(prefix, home));
  if (!named || (suffix === '' && isMeasure(match, groups.code !== undefined))) return null;
  const three = isDearCoin(named.currency) ? 'decimal' : 'group';
  const decimal = parseDecimal(groups.number ?? '', { decimal: options.decimal, three });
  if (decimal === null) return null;
  const used = suffix && currencyOf(suffix, home) ? match[0].length : match[0].length - (groups.after ?? '').length;
  return {
    amount: scale(decimal, named.scale + (groups.thousand ? 3 : 0)),
    currency: named.currency,
    start: match.index,
    end: match.index + match[0].slice(0, used).trimEnd().length,
    prefix: prefix !== '',
    suffix: suffix !== '',
    rule: groups.symbol || /^\P{L}+$/u.test(suffix) ? 'money:symbol' : 'money:code',
  };
}

function amountsIn(text: string, options: MoneyOptions): Amount[] {
  const { amount, hint } = patterns();
  if (!hint.test(text)) return [];
  const found: Amount[] = [];
  amount.lastIndex = 0;
  for (let match = amount.exec(text); match; match = amount.exec(text)) {
    const owns = ownsSuffix(match, options.defaultCurrency ?? options.home);
    if (!owns) amount.lastIndex -= match.groups?.after?.length ?? 0;
    const read = readAmount(match, owns, options);
    if (read && Number.isFinite(Number(read.amount)) && read.amount.length <= 40) found.push(read);
  }
  return found;
}

interface Span {
  readonly amount: Amount;
  readonly min: string;
  readonly max: string | null;
  readonly start: number;
  readonly end: number;
}

const single = (amount: Amount): Span => ({
  amount,
  min: amount.amount,
  max: null,
  start: amount.start,
  end: amount.end,
});
const less = (a: string, b: string): boolean => Number(a) < Number(b);

/** Characters beside an amount in which the other end of its range is looked for. */
const reach = 48;

/** "10-20 EUR" and "$10-20": the amount with the bare number that belongs to it. */
function widen(text: string, amount: Amount, options: MoneyOptions): Span {
  const { lowBefore, highAfter } = patterns();
  const low = amount.prefix ? null : lowBefore.exec(text.slice(Math.max(0, amount.start - reach), amount.start));
  const min = low ? parseDecimal(low.groups?.number ?? '', options) : null;
  if (low && min !== null && less(min, amount.amount))
    return { amount, min, max: amount.amount, start: Math.max(0, amount.start - reach) + low.index, end: amount.end };
  const high = amount.suffix ? null : highAfter.exec(text.slice(amount.end, amount.end + reach));
  const max = high ? parseDecimal(high.groups?.number ?? '', options) : null;
  if (high && max !== null && less(amount.amount, max))
    return { amount, min: amount.amount, max, start: amount.start, end: amount.end + high[0].length };
  return single(amount);
}

/** "10 EUR - 20 EUR": two amounts of one currency with nothing but a dash between them. */
function joined(text: string, spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    const isRange =
      last &&
      last.max === null &&
      span.max === null &&
      last.amount.currency === span.amount.currency &&
      less(last.min, span.min) &&
      patterns().between.test(text.slice(last.end, span.start));
    if (isRange) out[out.length - 1] = { ...last, max: span.min, end: span.end };
    else out.push(span);
  }
  return out;
}

function perUnit(text: string, end: number): { readonly per: Quantity; readonly end: number } | null {
  const match = patterns().per.exec(text.slice(end, end + 40));
  if (!match) return null;
  const at = end + match[0].length;
  if (match.groups?.each) return { per: { value: 1, max: null, unit: 'unit' }, end: at };
  const unit = unitNamed(match.groups?.unit ?? '');
  if (!unit) return null;
  if (unit.dimension === 'mg') return { per: { value: unit.factor / 1000, max: null, unit: 'g' }, end: at };
  return { per: { value: unit.factor, max: null, unit: unit.dimension }, end: at };
}

/** Every amount of money in `text`, in order. A range is one entry with `max`; a number without a currency is none. */
export function parseMoneys(text: string, options: MoneyOptions = {}): ParsedMoney[] {
  const flat = plain(text);
  const spans = joined(
    flat,
    amountsIn(flat, options).map((amount) => widen(flat, amount, options)),
  );
  return spans.map(({ amount, min, max, start, end }) => {
    const unit = max === null ? perUnit(flat, end) : null;
    const last = unit?.end ?? end;
    return {
      value: { amount: min, currency: amount.currency },
      raw: text.slice(start, last),
      rule: max !== null ? 'money:range' : unit ? 'money:per-unit' : amount.rule,
      confidence: max !== null ? 0.6 : 0.98,
      start,
      end: last,
      per: unit?.per ?? null,
      max,
    };
  });
}

const bare = once(() => new RegExp(`^\\s*(?:[\\p{L} ]{1,20}:)?\\s*(?<number>${numberSource})(?:,-)?\\s*$`, 'iu'));

function bareAmount(text: string, options: MoneyOptions): ParsedMoney | null {
  const currency = options.defaultCurrency;
  const match = currency ? bare().exec(plain(text)) : null;
  const amount = match
    ? parseDecimal(match.groups?.number ?? '', {
        decimal: options.decimal,
        three: currency && isDearCoin(currency) ? 'decimal' : 'group',
      })
    : null;
  if (!currency || amount === null) return null;
  return {
    value: { amount, currency },
    raw: text,
    rule: 'money:default-currency',
    confidence: 0.8,
    start: 0,
    end: text.length,
    per: null,
    max: null,
  };
}

/**
 * The one price that `text` states. Several amounts: the first, with less confidence. A range, or a number without a currency (and no
 * `defaultCurrency`), is no price: null.
 */
export function parseMoney(text: string, options: MoneyOptions = {}): ParsedMoney | null {
  const all = parseMoneys(text, options);
  const first = all[0];
  if (!first) return bareAmount(text, options);
  if (first.max !== null) return null;
  return all.length === 1 ? first : { ...first, confidence: 0.75 };
}
