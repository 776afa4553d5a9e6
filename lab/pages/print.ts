import { type Html, html } from './html.ts';

/** 1,250.00 as a language prints it. */
export const decimal = (amount: number, language: string, digits = 2): string =>
  amount.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** What arithmetic in binary leaves of a price: 44.99999999999999 for 45. */
export const noisy = (amount: number): string =>
  amount % 2 < 1 ? `${(amount - 0.01).toFixed(2)}999999999996` : `${amount}`;

/** Place codes as names in a language; `worldwide` is that language's word for everywhere. */
export const placesIn = (codes: readonly string[], language: string, worldwide: string, between = ', '): string => {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return codes.map((code) => (code === 'WW' ? worldwide : (names.of(code) ?? code))).join(between);
};

/** A flag of two regional indicator letters; the globe for everywhere. */
export const flag = (code: string): string =>
  code === 'WW' ? '🌍' : String.fromCodePoint(...[...code].map((letter) => 0x1f1e6 + letter.charCodeAt(0) - 65));

/** Countries for the select lists of search forms. */
const listed = 'AU AT BE CA CN CZ DK FI FR DE HU IE IT NL NZ NO PL PT ES SE CH GB US'.split(' ');
export const countryOptions = (language: string): readonly Html[] => {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return listed.map((code) => html`<option value="${code}">${names.of(code) ?? code}</option>`);
};

/** The first `share` of a page's text, as a broken connection leaves it. */
export const cutAfter = (page: string, mark: string): string => {
  const at = page.lastIndexOf(mark);
  return at < 0 ? page : page.slice(0, at + mark.length);
};
