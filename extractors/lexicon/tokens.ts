import { matchesOf } from '../fields/parsed.ts';

const greek: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ψ: 'psi',
  ω: 'omega',
};

/** The form in which terms are compared: NFKC, small letters, Greek spelt out, ё as е, only letters, marks and digits. "3-MMC", "3 MMC" and "3mmc" are one. */
export function foldTerm(text: string): string {
  if (/^[a-z0-9]+$/.test(text)) return text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class means "plain ASCII".
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[αβγδεκλμψω]/g, (letter) => greek[letter] ?? letter)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

/** A run of letters or of digits. `hardStart` and `hardEnd` tell that no letter or digit touches it, so that "k" in "k9" can be told from a word "k". */
export interface Token {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly hardStart: boolean;
  readonly hardEnd: boolean;
}

const run = /\p{N}+|[\p{L}\p{M}]+|\p{Extended_Pictographic}/gu;
/** Chinese parts no words: every character is one. */
const hanRun = /\p{Script=Han}|\p{N}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+|\p{Extended_Pictographic}/gu;
const isHan = /\p{Script=Han}/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the class means "plain ASCII".
const isAscii = /^[\u0000-\u007f]*$/;

type Writable = { -readonly [key in keyof Token]: Token[key] };

function byPattern(text: string, pattern: RegExp, isCharacter: (word: string) => boolean): Token[] {
  const tokens: Writable[] = [];
  let previous: Writable | null = null;
  for (const match of matchesOf(pattern, text)) {
    const word = match[0];
    const start = match.index;
    const apart = isCharacter(word);
    const hardStart: boolean = apart || previous === null || previous.end !== start;
    if (previous) previous.hardEnd = hardStart;
    previous = { key: foldTerm(word) || word, start, end: start + word.length, hardStart, hardEnd: true };
    tokens.push(previous);
  }
  return tokens;
}

/** 1 for a digit, 2 for a letter, 0 for anything else of plain ASCII. */
const sortOf = (code: number): 0 | 1 | 2 => {
  if (code >= 48 && code <= 57) return 1;
  const small = code | 32;
  return small >= 97 && small <= 122 ? 2 : 0;
};

/** The same for plain ASCII, which most titles are, several times faster. */
function byCode(text: string): Token[] {
  const tokens: Writable[] = [];
  const small = text.toLowerCase();
  let start = 0;
  let open = sortOf(text.charCodeAt(0));
  for (let at = 1; at <= text.length; at += 1) {
    const sort = at < text.length ? sortOf(text.charCodeAt(at)) : 0;
    if (sort === open) continue;
    const last = tokens.at(-1);
    if (open !== 0)
      tokens.push({ key: small.slice(start, at), start, end: at, hardStart: last?.end !== start, hardEnd: sort === 0 });
    start = at;
    open = sort;
  }
  return tokens;
}

/** The words, numbers and pictographs of a text, in order, with their places in it. */
export function tokenise(text: string): Token[] {
  if (isAscii.test(text)) return text === '' ? [] : byCode(text);
  return isHan.test(text) ? byPattern(text, hanRun, (word) => isHan.test(word)) : byPattern(text, run, () => false);
}
