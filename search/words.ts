/** Scripts written without spaces: each character is a token, so that any part of a text is found. */
const alone =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}';
const emoji = '\\p{Regional_Indicator}{2}|\\p{Extended_Pictographic}(?:\\u200D\\p{Extended_Pictographic})*';
const token = new RegExp(
  `${emoji}|[${alone}]\\p{M}*|(?:(?![${alone}])[\\p{L}\\p{N}])(?:(?![${alone}])[\\p{L}\\p{M}\\p{N}])*`,
  'gu',
);
const aloneToken = new RegExp(`^(?:[${alone}]|${emoji})`, 'u');

const longestToken = 64;
const longestKeyword = 256;

/** Letters that stand for others and have no decomposition. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
};

const cut = (text: string, length: number): string => {
  if (text.length <= length) return text;
  return [...text].slice(0, length).join('');
};

/** Compatibility forms and case are one; accents of Latin and Greek letters and the dots of ё go; invisible characters go. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
    .replace(/е\u0308/g, 'е')
    .replace(/[ßøłđðþæœıς]/g, (letter) => letters[letter] ?? letter)
    .replace(
      /\p{Me}|\p{EMod}|\p{Variation_Selector}|(?!\u200D)\p{Cf}|(?<!\p{Extended_Pictographic})\u200D|\u200D(?!\p{Extended_Pictographic})/gu,
      '',
    )
    .normalize('NFKC');
}

/**
 * The tokens of a text, in order; the same for documents and queries. A token is a run of letters, marks and digits (at most 64 code points),
 * one character of a script without spaces, or one emoji. Everything else separates.
 */
export function words(text: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
  if (/^[\x00-\x7F]*$/.test(text))
    return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map((each) => cut(each, longestToken));
  return (plain(text).match(token) ?? []).map((each) => cut(each, longestToken));
}

/** True for a token that is complete by itself: one character of a script without spaces, or an emoji. */
export const standsAlone = (word: string): boolean => aloneToken.test(word);

/** A keyword for comparison as a whole: compatibility forms, case and white space are one; letters of other scripts stay different. */
export function fold(text: string): string {
  const folded = text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/ +/g, ' ')
    .trim();
  return cut(folded, longestKeyword).trim();
}

const outsidePlane = /[\ud800-\udfff]/;

/** True when one insertion, removal, replacement or swap of neighbours turns `a` into `b`, or when they are equal. Counted in code points. */
export function withinOneEdit(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 2) return false;
  if (outsidePlane.test(a) || outsidePlane.test(b)) return isOneEdit([...a], [...b]);
  return Math.abs(a.length - b.length) < 2 && isOneEdit(a, b);
}

function isOneEdit(a: ArrayLike<string>, b: ArrayLike<string>): boolean {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.length - start - end;
  const right = b.length - start - end;
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
