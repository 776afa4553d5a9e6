import { isPlace } from '../../model/place.ts';
import { once, type Parsed, parsed } from './parsed.ts';
import { extraPlaces, fillers, nothing, risky } from './place.data.ts';

const languages = 'en de fr nl es it pl ru pt sv da cs tr no fi ro hu sk hr bg uk el ar fa he zh zh-Hant ja ko'.split(
  ' ',
);
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** DD, SU and other codes of former countries are known by name but no longer in use. */
const isCurrent = (code: string): boolean =>
  code !== 'EU' && code !== 'WW' && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;

/** Names of every country in the languages above, as the Unicode data have them, and the usual other names. */
const names = once(() => {
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => isPlace(code) && isCurrent(code));
  const map = new Map<string, string>();
  for (const language of languages) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = fold(names.of(code) ?? '');
      if ((name.length > 2 || /^[^a-z]{2}$/.test(name)) && !map.has(name)) map.set(name, code);
    }
  }
  for (const [code, list] of Object.entries(extraPlaces)) for (const name of list.split('|')) map.set(fold(name), code);
  return map;
});
const longestName = 7;

interface Word {
  readonly text: string;
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  /** Index of the comma-separated part that holds the word, and whether the word is all of it. */
  readonly alone: boolean;
}

const separator = /[,;/|&+•·\n→>()[\]{}]|\s[-–—]\s|\s(?:and|und|et|y|e|en|och|i|и)\s/iu;

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let from = 0;
  for (const part of text.split(separator)) {
    const start = text.indexOf(part, from);
    const inside = [...part.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’.][\p{L}\p{M}\p{N}]+)*\.?/gu)];
    const listed = inside.length === 1 || inside.every(([word]) => /^[A-Z]{2}$/.test(word) && isPlace(word));
    for (const match of inside) {
      words.push({
        text: match[0],
        folded: fold(match[0]),
        start: start + match.index,
        end: start + match.index + match[0].length,
        alone: listed,
      });
    }
    from = start + part.length;
  }
  return words;
}

const aliases: Readonly<Record<string, string>> = {
  UK: 'GB',
  USA: 'US',
  EL: 'GR',
  UAE: 'AE',
  WORLDWIDE: 'WW',
  'U.S.A': 'US',
  'U.S': 'US',
  'U.K': 'GB',
  'E.U': 'EU',
  KSA: 'SA',
  RSA: 'ZA',
  ROK: 'KR',
  PRC: 'CN',
};

function codeOf(word: Word): string | null {
  const text = word.text.replace(/\.$/, '');
  const upper = word.alone && !risky.has(text.toUpperCase()) ? text.toUpperCase() : text;
  const code = aliases[upper] ?? upper;
  if (!isPlace(code) || (code.length !== 2 && !aliases[upper])) return null;
  return risky.has(code) && upper === code && !word.alone ? null : code;
}

interface Hit {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** Regional indicator pairs: 🇩🇪 is DE. */
function flags(text: string): Hit[] {
  return [...text.matchAll(/[\u{1f1e6}-\u{1f1ff}]{2}/gu)].flatMap((match) => {
    const code = [...match[0]]
      .map((letter) => String.fromCharCode((letter.codePointAt(0) ?? 0) - 0x1f1e6 + 65))
      .join('');
    return isPlace(code)
      ? [{ code: code === 'UK' ? 'GB' : code, start: match.index, end: match.index + match[0].length }]
      : [];
  });
}

function nameAt(words: readonly Word[], first: number): { readonly hit: Hit; readonly size: number } | null {
  const word = words[first];
  if (!word) return null;
  for (let size = Math.min(longestName, words.length - first); size > 0; size -= 1) {
    const run = words.slice(first, first + size);
    const code = names().get(run.flatMap(({ folded }) => folded || []).join(' '));
    if (code) return { hit: { code, start: word.start, end: run.at(-1)?.end ?? word.end }, size };
  }
  const code = codeOf(word);
  return code ? { hit: { code, start: word.start, end: word.end }, size: 1 } : null;
}

function spelt(text: string): { readonly hits: Hit[]; readonly strange: number } {
  const words = wordsOf(text);
  const hits: Hit[] = [];
  let strange = 0;
  for (let index = 0; index < words.length; ) {
    const found = nameAt(words, index);
    if (found) hits.push(found.hit);
    else if (!fillers.has(words[index]?.folded ?? '')) strange += 1;
    index += found?.size ?? 1;
  }
  return { hits, strange };
}

/** What follows "except" is not shipped to. */
const exclusion =
  /(?<![\p{L}])(?:except(?:ion)?s?|excluding|excl\.?|but not|not to|no(?=\s+\p{L})|without|ohne|außer|ausser|ausgenommen|sauf|hors|excepto|salvo|menos|excluso|tranne|escluso|behalve|zonder|uitgezonderd|oprócz|poza|кроме)(?![\p{L}])/iu;

/**
 * The places that a field names, as ISO 3166-1 alpha-2 codes, EU (also for "Europe") or WW, each once and in order: names in some thirty languages, codes,
 * flags. Exceptions ("EU except UK") are left out. null when no place is named or when most words are no part of a place.
 */
export function parsePlaces(text: string): Parsed<string[]> | null {
  if (text.length > 2_000) return null;
  const cut = exclusion.exec(text);
  const given = cut && cut.index > 0 ? text.slice(0, cut.index) : text;
  if (nothing.has(fold(given)) && fold(given) !== '') return null;
  const { hits, strange } = spelt(given.replace(/[\u{1f1e6}-\u{1f1ff}]/gu, ' '));
  const all = [...flags(given).filter((flag) => !hits.some((hit) => hit.code === flag.code)), ...hits].sort(
    (a, b) => a.start - b.start,
  );
  const value = [...new Set(all.map((hit) => hit.code))];
  if (value.length === 0 || strange > 2 + hits.length) return null;
  const span = { start: all[0]?.start ?? 0, end: Math.max(...all.map((hit) => hit.end)) };
  const rule = cut ? 'place:with-exception' : 'place:names';
  return parsed(text, span, value, rule, strange === 0 ? 0.98 : 0.7);
}
