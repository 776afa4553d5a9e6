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
const plainRun = /[0-9]+|[A-Za-z]+/g;
/** Chinese parts no words: every character is one. */
const hanRun = /\p{Script=Han}|\p{N}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+|\p{Extended_Pictographic}/gu;
const isHan = /\p{Script=Han}/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the class means "plain ASCII".
const isAscii = /^[\u0000-\u007f]*$/;

type Writable = { -readonly [key in keyof Token]: Token[key] };

/** The words, numbers and pictographs of a text, in order, with their places in it. */
export function tokenise(text: string): Token[] {
  const han = isHan.test(text);
  const pattern = han ? hanRun : isAscii.test(text) ? plainRun : run;
  const tokens: Writable[] = [];
  pattern.lastIndex = 0;
  let previous: Writable | null = null;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const word = match[0];
    const start = match.index;
    const isCharacter = han && isHan.test(word);
    const hardStart: boolean = isCharacter || previous === null || previous.end !== start;
    if (previous && !hardStart) previous.hardEnd = false;
    if (previous && isCharacter) previous.hardEnd = true;
    previous = { key: foldTerm(word) || word, start, end: start + word.length, hardStart, hardEnd: true };
    tokens.push(previous);
  }
  return tokens;
}
