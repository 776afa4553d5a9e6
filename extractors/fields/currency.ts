/** How currencies are written. `before` and `after` say on which side of the amount a name may stand. */
export interface CurrencyName {
  readonly currency: string;
  /** Power of ten of the named unit: -3 for mBTC. */
  readonly scale: number;
}

const symbols: Readonly<Record<string, string>> = {
  US$: 'USD',
  U$S: 'USD',
  AU$: 'AUD',
  A$: 'AUD',
  CA$: 'CAD',
  C$: 'CAD',
  NZ$: 'NZD',
  HK$: 'HKD',
  S$: 'SGD',
  R$: 'BRL',
  MX$: 'MXN',
  NT$: 'TWD',
  $: 'USD',
  '＄': 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '￡': 'GBP',
  '₿': 'BTC',
  Ƀ: 'BTC',
  '฿': 'BTC',
  '₽': 'RUB',
  '₴': 'UAH',
  '₺': 'TRY',
  '₹': 'INR',
  '₩': 'KRW',
  '₪': 'ILS',
  '₫': 'VND',
  '₦': 'NGN',
  '₱': 'PHP',
  '₸': 'KZT',
  '¥': 'JPY',
  ɱ: 'XMR',
  Ł: 'LTC',
  Ξ: 'ETH',
  '₮': 'USDT',
};

const codes =
  'USD EUR GBP CHF AUD CAD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN RSD RUB UAH BYN KZT GEL INR CNY JPY KRW HKD TWD SGD THB VND PHP IDR MYR BRL MXN ARS COP CLP PEN ZAR NGN ILS AED SAR ' +
  'BTC XBT XMR LTC ETH USDT USDC BCH ZEC DOGE TRX BNB';
/** Codes that are words of ordinary text in small letters. */
const shouted = 'TRY DASH SOL TON ADA XRP MAD EGP IRR PKR';

const words: Readonly<Record<string, string>> = {
  EUR: 'euro|euros|eu|eurs|евро|ευρώ',
  USD: 'dollar|dollars|us dollar|us dollars|bucks|usd\\$|dólar|dólares|dolar|dolarów|доллар|доллара|долларов',
  GBP: 'quid|pounds sterling|pound sterling|gb pounds',
  CHF: 'sfr|franken|schweizer franken',
  PLN: 'zł|zl|zloty|złoty|złote|złotych|zlotych',
  CZK: 'kč',
  RUB: 'руб|рубль|рубля|рублей|р|rub|rubles|roubles|rubel',
  UAH: 'грн|гривен|hryvnia',
  KZT: 'тенге|тг',
  RON: 'lei|leu',
  BGN: 'лв|leva',
  RSD: 'дин|dinara',
  TRY: 'tl|lira|liras',
  SEK: 'svenska kronor|kronor',
  DKK: 'danske kroner',
  NOK: 'norske kroner',
  INR: 'rs|rupees|rupee',
  CNY: 'rmb|yuan|元',
  JPY: 'yen|円',
  HUF: 'forint',
  BTC: 'bitcoin|bitcoins|биткоин|биткоинов',
  XMR: 'monero|moneros',
  LTC: 'litecoin|litecoins',
  ETH: 'ether|ethereum',
  USDT: 'tether',
  BCH: 'bitcoin cash',
  AUD: 'aussie dollars|australian dollars',
  CAD: 'canadian dollars',
};

const scaled: readonly (readonly [name: string, currency: string, scale: number])[] = [
  ['mBTC', 'BTC', -3],
  ['millibitcoin', 'BTC', -3],
  ['millibitcoins', 'BTC', -3],
  ['uBTC', 'BTC', -6],
  ['µBTC', 'BTC', -6],
  ['μBTC', 'BTC', -6],
  ['satoshi', 'BTC', -8],
  ['satoshis', 'BTC', -8],
  ['sats', 'BTC', -8],
  ['mXMR', 'XMR', -3],
  ['gwei', 'ETH', -9],
];

const wordNames: ReadonlyMap<string, CurrencyName> = new Map<string, CurrencyName>([
  ...Object.entries(words).flatMap(([currency, names]) =>
    names.split('|').map((name) => [name, { currency, scale: 0 }] as const),
  ),
  ...codes
    .split(' ')
    .map((code) => [code.toLowerCase(), { currency: code === 'XBT' ? 'BTC' : code, scale: 0 }] as const),
  ...scaled.map(([name, currency, scale]) => [name.toLowerCase(), { currency, scale }] as const),
]);
const shoutedNames = new Set(shouted.split(' '));

/** What a symbol, code or word names; null for anything else. Ambiguous kroner and pounds of weight name nothing. */
export function currencyNamed(name: string): CurrencyName | null {
  const symbol = symbols[name] ?? symbols[name.toUpperCase()];
  if (symbol) return { currency: symbol, scale: 0 };
  if (shoutedNames.has(name)) return { currency: name, scale: 0 };
  return wordNames.get(name.toLowerCase().replace(/\s+/g, ' ')) ?? null;
}

const escaped = (text: string): string => text.replace(/[$\\^.*+?()[\]{}|]/g, '\\$&');
const longestFirst = (names: readonly string[]): string =>
  [...names]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');

const lettered = Object.keys(symbols).filter((symbol) => /^\p{L}/u.test(symbol));
const signs = Object.keys(symbols).filter((symbol) => !/^\p{L}/u.test(symbol));

/** Sources of regular expressions (flags i and u). */
export const symbolSource = `(?:(?<!\\p{L})(?:${longestFirst(lettered)})|${longestFirst(signs)})`;
const caseless = longestFirst([...wordNames.keys()].map((name) => name.replace('\\$', '$')));
export const nameSource = `(?:${caseless}|${shouted.replaceAll(' ', '|')})`;
export const codeBeforeSource = longestFirst([...codes.split(' '), ...scaled.map(([name]) => name)]);

const dollars = new Set(['USD', 'AUD', 'CAD', 'NZD', 'SGD', 'HKD', 'MXN', 'TWD']);
const crowns = new Set(['SEK', 'NOK', 'DKK', 'ISK']);

/** Signs that only tell a currency where something else on the site speaks for it: crowns, francs, and forints, whose sign is also that of feet. */
export const localSource = '(?:kr\\.?|fr\\.|ft)';
const local: readonly (readonly [sign: RegExp, currencies: ReadonlySet<string>])[] = [
  [/^kr\.?$/i, crowns],
  [/^fr\.$/i, new Set(['CHF'])],
  [/^ft$/i, new Set(['HUF'])],
];

/** A bare `$`, `kr`, `Fr.` or `¥` means the site's own currency where that is one of the kind. */
export function currencyAtHome(symbol: string, home: string | undefined): string | null {
  if (!home) return null;
  if (symbol === '$' && dollars.has(home)) return home;
  if (symbol === '¥' && home === 'CNY') return home;
  if (symbol === '฿' && home === 'THB') return home;
  return local.some(([sign, currencies]) => sign.test(symbol) && currencies.has(home)) ? home : null;
}

const dearCoins = new Set(['BTC', 'XMR', 'LTC', 'ETH', 'BCH', 'ZEC', 'BNB', 'DASH', 'SOL']);
/** True for a coin that is worth so much that "1.250" of it is a fraction and no thousand. */
export const isDearCoin = (currency: string): boolean => dearCoins.has(currency);
