import type { Fail } from './syntax-error.ts';

/** A piece of a query. `at` counts UTF-16 units from 0. A word or phrase right after a field is its value. */
export type Lexeme =
  | { readonly kind: 'open' | 'close' | 'or' | 'and' | 'not' | 'end'; readonly at: number }
  | { readonly kind: 'field'; readonly name: string; readonly at: number }
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'phrase'; readonly text: string; readonly suffix: string; readonly at: number };

const quotes = /["“”„]/;
const operators: Readonly<Record<string, 'or' | 'and' | 'not'>> = { OR: 'or', AND: 'and', NOT: 'not' };
const mostLexemes = 1_000;

interface Step {
  readonly lexeme: Lexeme;
  readonly next: number;
}

function phrase(text: string, at: number, fail: Fail): Step {
  const rest = text.slice(at + 1);
  const end = rest.search(quotes);
  if (end < 0) fail('The quotation mark is not closed', at, 'Add " at the end of the phrase');
  const after = at + 1 + end + 1;
  const suffix = /^(?:~\d*|\*)/.exec(text.slice(after))?.[0] ?? '';
  return { lexeme: { kind: 'phrase', text: rest.slice(0, end), suffix, at }, next: after + suffix.length };
}

function word(text: string, at: number): Step {
  const run = /^[^\s()"“”„]+/.exec(text.slice(at))?.[0] ?? '';
  const operator = operators[run];
  return { lexeme: operator ? { kind: operator, at } : { kind: 'word', text: run, at }, next: at + run.length };
}

function step(text: string, at: number, value: boolean, fail: Fail): Step {
  const letter = text[at] ?? '';
  if (letter === '(') return { lexeme: { kind: 'open', at }, next: at + 1 };
  if (letter === ')') return { lexeme: { kind: 'close', at }, next: at + 1 };
  if (quotes.test(letter)) return phrase(text, at, fail);
  if (value)
    return { ...word(text, at), lexeme: { kind: 'word', text: /^[^\s()"“”„]+/.exec(text.slice(at))?.[0] ?? '', at } };
  if (letter === '-' && /^-[^\s)]/.test(text.slice(at, at + 2))) return { lexeme: { kind: 'not', at }, next: at + 1 };
  const field = /^([A-Za-z]+):(?=[^\s)])/.exec(text.slice(at));
  if (field?.[1]) return { lexeme: { kind: 'field', name: field[1], at }, next: at + field[0].length };
  return word(text, at);
}

/** The pieces of a query, with an `end` as the last. */
export function lex(text: string, fail: Fail): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  let value = false;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at++;
      continue;
    }
    const { lexeme, next } = step(text, at, value, fail);
    lexemes.push(lexeme);
    if (lexemes.length > mostLexemes)
      fail(`The query has more than ${mostLexemes} parts`, at, 'Split it into several queries');
    value = lexeme.kind === 'field';
    at = next;
  }
  return [...lexemes, { kind: 'end', at: text.length }];
}
