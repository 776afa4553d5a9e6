import type { Lexicon } from './lexicon.ts';
import { foldTerm } from './tokens.ts';

/** Letters of other scripts that look like a Latin one, and the other way round for words in Cyrillic. */
const latinOf: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  н: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  α: 'a',
  ο: 'o',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ρ: 'p',
  τ: 't',
  χ: 'x',
};
const cyrillicOf: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  y: 'у',
  x: 'х',
};
/** Digits and signs that stand for letters; 1 is an i or an l. */
const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  $: 's',
  '@': 'a',
  '!': 'i',
};

const replaced = (word: string, table: Readonly<Record<string, string>>): string =>
  Array.from(word, (letter) => table[letter] ?? letter).join('');

/** Shorter words would be found in sizes, models and codes. */
const shortest = 4;

/** What a masked word may have been, the likeliest first. */
function readings(word: string): string[] {
  const small = word.toLowerCase();
  const hasCyrillic = /[\u0370-\u04ff]/.test(small);
  const hasLatin = /[a-z]/.test(small);
  const scripts = hasCyrillic
    ? [replaced(small, latinOf), ...(hasLatin ? [replaced(small, cyrillicOf)] : [])]
    : [small];
  return scripts.flatMap((one) =>
    /[\d$@!]/.test(one) ? [replaced(one, leet), replaced(one.replaceAll('1', 'l'), leet)] : [one],
  );
}

/** An ordinary Russian word may look like a Latin nickname; where no Latin letter stands, only a certain name counts. */
const isName = (key: string, lexicon: Lexicon, certain: boolean): boolean => {
  const entry = lexicon.entry(key);
  return entry?.safe !== undefined || (!certain && entry?.ambiguous !== undefined);
};

const word = /[\p{L}\p{N}$@!]{4,40}/gu;
/** A digit or sign between letters, or a letter of a script that has look-alikes. */
const mask = /\p{L}[\d$@!]{1,3}\p{L}|[\u0370-\u04ff]/u;

/** One word without its mask, in as many characters; the word itself when it is known as it stands or means nothing without the mask either. */
function unmaskWord(text: string, lexicon: Lexicon): string {
  const plain = text.replace(/!+$/, '');
  if (plain.length < shortest || !mask.test(plain)) return text;
  if (isName(foldTerm(plain), lexicon, false)) return text;
  const certain = !/[a-z]/i.test(plain);
  const found = readings(plain).find(
    (reading) =>
      reading.length === plain.length &&
      reading !== plain.toLowerCase() &&
      /^\p{L}+$/u.test(reading) &&
      isName(foldTerm(reading), lexicon, certain),
  );
  return found ? found + text.slice(plain.length) : text;
}

/** The text with names written in digits ("K3tamine") or in letters of another script ("Хanax") in plain letters. The length stays, so offsets hold. */
export const unmask = (text: string, lexicon: Lexicon): string =>
  /[\u0370-\u04ff]|\p{L}[\d$@!]/u.test(text) ? text.replace(word, (one) => unmaskWord(one, lexicon)) : text;
