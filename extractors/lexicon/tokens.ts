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

/** The words, numbers and pictographs of a text, in order, with their places in it. */
export function tokenise(text: string): Token[] {
  const matches = [...text.matchAll(run)];
  return matches.map((match, index) => {
    const word = match[0];
    const start = match.index;
    const end = start + word.length;
    const previous = matches[index - 1];
    const hardStart = previous === undefined || previous.index + previous[0].length !== start;
    return { key: foldTerm(word) || word, start, end, hardStart, hardEnd: matches[index + 1]?.index !== end };
  });
}
