/** Decimal numbers as strings: exact, no exponent, no grouping. */

const digitBlocks = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10];

function plainCharacter(character: string): string {
  const code = character.charCodeAt(0);
  const zero = digitBlocks.find((first) => code >= first && code <= first + 9);
  if (zero !== undefined) return String.fromCharCode(48 + code - zero);
  if (/[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/.test(character)) return ' ';
  if (/[\u2018\u2019\u02bc\u00b4`\u2032]/.test(character)) return "'";
  if (/[\u2010-\u2015\u2212\ufe58\uff0d]/.test(character)) return '-';
  if (character === '\uff0e') return '.';
  return character === '\uff0c' ? ',' : character;
}

/** Digits of other scripts, spaces, apostrophes and dashes in their ASCII form. The length does not change, so offsets hold in both texts. */
export const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class means "not ASCII, and tab".
  text.replace(/[^\u0000-\u0008\u000a-\u007f]|`/g, plainCharacter);

/** Moves the decimal point of a plain decimal by `power` places to the right (negative: to the left). */
export function scale(decimal: string, power: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const point = whole.length + power;
  const digits = whole + fraction;
  const padded = '0'.repeat(Math.max(0, -point)) + digits + '0'.repeat(Math.max(0, point - digits.length));
  const at = Math.max(0, point);
  return tidy(`${padded.slice(0, at) || '0'}.${padded.slice(at)}`);
}

/** No leading zeros but one, no lonely point. Trailing zeros stay: they were printed. */
function tidy(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const head = whole.replace(/^0+(?=\d)/, '') || '0';
  return fraction ? `${head}.${fraction}` : head;
}

/** 12.499999999998 and 3.4000000000000001 are sums of binary floats: the run of nines or zeros is cut where it begins. */
function withoutFloatNoise(decimal: string): string {
  const match = /^(\d+)\.(\d*?)(9{7,}|0{7,})\d{0,4}$/.exec(decimal);
  if (!match || decimal.length < 14) return decimal;
  const [, whole = '0', fraction = '', run = ''] = match;
  if (run.startsWith('0')) return tidy(`${whole}.${fraction}`);
  const digits = (BigInt(whole + fraction) + 1n).toString().padStart(fraction.length + 1, '0');
  const at = digits.length - fraction.length;
  return tidy(`${digits.slice(0, at)}.${digits.slice(at)}`);
}

export interface DecimalOptions {
  /** The decimal mark of the site; `auto` decides by the digits. */
  readonly decimal?: 'auto' | ',' | '.' | undefined;
  /** How one mark before exactly three digits is read when nothing else tells. */
  readonly three?: 'group' | 'decimal' | undefined;
}

const western = /^[1-9]\d{0,2}(?:[.,' \u066c]\d{3})+$/;
const indian = /^[1-9]\d?(?:[,]\d{2})*[,]\d{3}$/;
const oneMark = (text: string): boolean => new Set(text.replace(/\d/g, '')).size === 1;
const isGrouped = (text: string): boolean => (western.test(text) && oneMark(text)) || indian.test(text);
const ungrouped = (text: string): string | null =>
  /^\d+$/.test(text) ? text : isGrouped(text) ? text.replace(/\D/g, '') : null;

function readExponent(token: string): string | null | undefined {
  const match = /^(\d+(?:[.,]\d+)?)e([+-]?\d{1,2})$/i.exec(token);
  return match ? scale((match[1] ?? '').replace(',', '.'), Number(match[2])) : undefined;
}

/** True when the last mark of a number that is written with one mark only parts the fraction. */
function markIsDecimal(whole: string, mark: string, fraction: string, options: DecimalOptions): boolean {
  if (fraction.length !== 3 || !/^[1-9]\d{0,2}$/.test(whole)) return true;
  if (options.decimal && options.decimal !== 'auto') return options.decimal === mark;
  return options.three === 'decimal';
}

/**
 * The value of a number as printed in any usual locale: `1.234,56`, `1,234.56`, `1 234,56`, `1'250.50`, `12,34,567.80`, `3.2E-4`. A group cannot
 * follow a lone 0. null when the marks fit no locale. The token must be plain (see `plain`).
 */
export function parseDecimal(token: string, options: DecimalOptions = {}): string | null {
  const exponent = readExponent(token);
  if (exponent !== undefined) return exponent;
  const arabic = /^([\d\u066c,]+)\u066b(\d+)$/.exec(token);
  if (arabic) return join(arabic[1] ?? '', arabic[2] ?? '');
  const match = /^(.*?)([.,])(\d+)$/.exec(token);
  if (!match) return ungrouped(token);
  const [, whole = '', mark = '', fraction = ''] = match;
  if (whole === '') return join('0', fraction);
  if (/^\d+$/.test(whole))
    return markIsDecimal(whole, mark, fraction, options) ? join(whole, fraction) : whole + fraction;
  if (whole.includes(mark)) return isGrouped(token) ? token.replace(/\D/g, '') : null;
  return join(whole, fraction);
}

function join(whole: string, fraction: string): string | null {
  const head = ungrouped(whole);
  return head === null ? null : withoutFloatNoise(tidy(`${head}.${fraction}`));
}

/** Source of a regular expression for one number as `parseDecimal` reads it; without flags i and u assumptions. */
export const numberSource =
  "(?:\\d+(?:[.,]\\d+)?[eE][+-]?\\d{1,2}(?![\\d\\p{L}])|[1-9]\\d{0,2}(?: \\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d+(?:[.,'\\u066b\\u066c]\\d+)*|(?<![\\d.,])[.,]\\d+)";
