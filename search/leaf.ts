import { isPlace, placeName } from '../model/place.ts';
import type { KeywordField, NumberField, Query } from './ast.ts';
import type { Calendar } from './calendar.ts';
import { readDate } from './dates.ts';
import type { Lexeme } from './lex.ts';
import { type Part, rangeOf, readComparison, readNumber, readPrice, readQuantity } from './measure.ts';
import { type Fail, nearestName } from './syntax-error.ts';
import { fold, standsAlone, words } from './words.ts';

export interface LeafContext {
  readonly fail: Fail;
  readonly now: number;
  readonly calendar: Calendar;
  readonly resolveSubstance: (term: string) => readonly string[];
}
export interface Leaf {
  readonly query: Query;
  /** Its meaning in plain words, where the query alone no longer tells it. */
  readonly reads: string | null;
}
export type Value = Extract<Lexeme, { kind: 'word' | 'phrase' }>;

const kinds = {
  title: 'words',
  text: 'words',
  vendor: 'keyword',
  market: 'keyword',
  source: 'keyword',
  kind: 'keyword',
  substance: 'keyword',
  class: 'keyword',
  form: 'keyword',
  country: 'keyword',
  to: 'keyword',
  lang: 'keyword',
  price: 'number',
  qty: 'number',
  purity: 'number',
  sold: 'number',
  rating: 'number',
  seen: 'date',
  first: 'date',
  gone: 'date',
  pgp: 'keyword',
  wallet: 'keyword',
  contact: 'keyword',
  hash: 'keyword',
  state: 'keyword',
  id: 'keyword',
} as const;
export type FieldName = keyof typeof kinds;
export const fieldNames: readonly string[] = Object.keys(kinds);
export const isField = (name: string): name is FieldName => Object.hasOwn(kinds, name);

const closed: Readonly<Record<string, readonly string[]>> = {
  kind: ['listing', 'vendor', 'message'],
  state: ['on-sale', 'gone'],
};
const shortestPrefix = 3;
const longestSlop = 100;

const only = (query: Query, reads: string | null = null): Leaf => ({ query, reads });

interface Ending {
  readonly text: string;
  readonly last: 'exact' | 'prefix' | 'fuzzy';
  readonly slop: number;
}

function ending(value: Value, { fail }: LeafContext): Ending {
  const { at, text } = value;
  if (value.kind === 'phrase') {
    if (value.suffix === '*') return { text, last: 'prefix', slop: 0 };
    const slop = value.suffix === '' ? 0 : Number(value.suffix.slice(1) || Number.NaN);
    if (!(slop <= longestSlop))
      fail(
        `"…"${value.suffix} needs a distance from 1 to ${longestSlop}`,
        at,
        'Write "a b"~5 for words at most 5 words apart',
      );
    return { text, last: 'exact', slop };
  }
  if (/[\p{L}\p{N}]\*+[\p{L}\p{N}]/u.test(text))
    fail(
      '* stands for any ending, so it can only come last',
      at + text.indexOf('*'),
      'Put the text in quotes to search for it as it is',
    );
  const fuzzy = /^(.*[\p{L}\p{M}\p{N}\p{S}])~(\d*)$/su.exec(text);
  if (fuzzy && fuzzy[2] !== '' && fuzzy[2] !== '1')
    fail(
      'Only ~1 is understood: one letter more, less, other or swapped',
      at + text.length - (fuzzy[2]?.length ?? 0),
      `Write ${fuzzy[1]}~1`,
    );
  if (fuzzy) return { text: fuzzy[1] ?? '', last: 'fuzzy', slop: 0 };
  return { text, last: /[\p{L}\p{M}\p{N}\p{S}]\*$/u.test(text) ? 'prefix' : 'exact', slop: 0 };
}

/** Words in the title or in all the text; null when there is no letter, digit or emoji in it, and `all` for `*`. */
export function readWords(field: 'title' | 'text', value: Value, context: LeafContext): Leaf | null {
  if (value.kind === 'word' && value.text === '*') return only({ kind: 'all' });
  const { text, last, slop } = ending(value, context);
  const tokens = words(text);
  const final = tokens.at(-1);
  if (final === undefined) return null;
  const needsLetters = last !== 'exact' && !standsAlone(final);
  if (needsLetters && [...final].length < shortestPrefix) {
    const mark = last === 'prefix' ? '*' : '~1';
    context.fail(
      `${mark} needs at least ${shortestPrefix} letters before it`,
      value.at,
      `Write more letters, or ${final} without ${mark}`,
    );
  }
  const distinct = new Set(tokens).size;
  return only({ kind: 'words', field, tokens, last: needsLetters ? last : 'exact', slop: distinct > 1 ? slop : 0 });
}

const placesByName = (): ReadonlyMap<string, string> => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter(isPlace);
  return new Map(codes.map((code) => [fold(placeName(code)), code.toLowerCase()]));
};
/** English names of all places, folded. */
export const placeNames = (): readonly string[] => [...placesByName().keys()];

const placeAliases: Readonly<Record<string, string>> = {
  uk: 'gb',
  usa: 'us',
  europe: 'eu',
  worldwide: 'ww',
  holland: 'nl',
};

function keywordValue(field: KeywordField, raw: string): string {
  const value = fold(raw);
  if (field === 'pgp' || field === 'hash') return value.replace(/^0x/, '').replaceAll(' ', '');
  if ((field === 'country' || field === 'to') && value.length !== 2)
    return placeAliases[value] ?? placesByName().get(value) ?? value;
  return (field === 'country' || field === 'to' ? placeAliases[value] : undefined) ?? value;
}

function readKeyword(field: KeywordField, value: Value, context: LeafContext): Leaf {
  const prefix = value.kind === 'phrase' ? value.suffix === '*' : value.text.endsWith('*');
  const raw = value.kind === 'word' && prefix ? value.text.slice(0, -1) : value.text;
  const text = keywordValue(field, value.kind === 'word' ? raw.replace(/^=/, '') : raw);
  if (text === '')
    context.fail(`${field}: needs a value`, value.at, `Write it without a space, such as ${field}:value`);
  if (prefix && [...text].length < 2)
    context.fail('* needs at least 2 letters before it', value.at, 'Write more letters');
  const allowed = closed[field];
  if (allowed && !prefix && !allowed.includes(text)) {
    const near = nearestName(text, allowed);
    context.fail(
      `${field}: has no value "${value.text}"`,
      value.at,
      `${near ? `Did you mean ${field}:${near}? ` : ''}Values are ${allowed.join(', ')}`,
    );
  }
  if (field !== 'substance' || prefix) return only({ kind: 'keyword', field, value: text, prefix });
  const ids = [...new Set(context.resolveSubstance(value.text).map(fold))];
  const nodes = (ids.length === 0 ? [text] : ids).map(
    (id): Query => ({ kind: 'keyword', field, value: id, prefix: false }),
  );
  const [first, ...more] = nodes;
  const query: Query = first && more.length === 0 ? first : { kind: 'or', nodes };
  return only(query, ids.length > 0 && !ids.includes(text) ? `substance ${ids.join(' or ')} (“${value.text}”)` : null);
}

const readers = {
  price: readPrice,
  qty: readQuantity,
  purity: readNumber,
  sold: readNumber,
  rating: readNumber,
} as const;

function priceField(
  { currency, per }: Pick<Part, 'currency' | 'per'>,
  value: Value,
  fail: Fail,
): { readonly field: NumberField; readonly currency?: string } {
  const converted = currency === 'USD' ? 'Usd' : currency === 'EUR' ? 'Eur' : null;
  if (per !== null && converted === null)
    fail('A unit price is compared in EUR or USD', value.at, 'Write it such as price:<20eur/g');
  if (per !== null) return { field: converted === 'Usd' ? 'unitUsd' : 'unitEur' };
  if (converted) return { field: converted === 'Usd' ? 'priceUsd' : 'priceEur' };
  return currency === null ? { field: 'price' } : { field: 'price', currency };
}

function readNumeric(field: keyof typeof readers, value: Value, context: LeafContext): Leaf {
  const { fail } = context;
  const known = value.text.startsWith('*'); // price:* and price:*xmr: there is one
  const { operator, parts } = readComparison(known ? `1${value.text.slice(1)}` : value.text);
  if (parts.every((part) => part === '')) fail(`${field}: needs a number`, value.at, `Write it such as ${field}:>=10`);
  const read = parts.map((part) => (part === '' ? null : readers[field](part, value.at, fail)));
  const [first = null, second = null] = read;
  const { currency, per } = {
    currency: second?.currency ?? first?.currency ?? null,
    per: second?.per ?? first?.per ?? null,
  };
  for (const part of read) {
    if (!part) continue;
    if ((part.currency !== null && part.currency !== currency) || (part.per !== null && part.per !== per)) {
      fail('Both sides of a range need the same unit', value.at, 'Write the unit once, at the end');
    }
  }
  const range = known ? {} : rangeOf(operator, first, second);
  const named = field === 'price' ? priceField({ currency, per }, value, fail) : { field };
  return only({ kind: 'number', ...named, range, ...(per === null ? {} : { per }) });
}

const dateWords = { seen: 'seen', first: 'first seen', gone: 'gone' } as const;

function readTime(field: keyof typeof dateWords, value: Value, { fail, now, calendar }: LeafContext): Leaf {
  if (value.text === '*') return only({ kind: 'number', field, range: {} });
  const { operator, parts } = readComparison(value.text);
  if (parts.every((part) => part === ''))
    fail(`${field}: needs a date`, value.at, `Write it such as ${field}:>-7d or ${field}:2026-09-01`);
  const read = parts.map((part) => (part === '' ? null : readDate(part, value.at, now, calendar, fail)));
  const [first = null, second = null] = read;
  const since = operator === '=' && first?.ago ? '>=' : operator;
  const range = rangeOf(since, first, second);
  const reads =
    !first?.ago || since === '..'
      ? null
      : since.startsWith('>')
        ? `${dateWords[field]} in the last ${first.ago}`
        : `${dateWords[field]} more than ${first.ago} ago`;
  return only({ kind: 'number', field, range }, reads);
}

/** `field:value`. Throws `query-syntax` at the value when it cannot be one of that field. */
export function readField(field: FieldName, value: Value, context: LeafContext): Leaf {
  switch (field) {
    case 'title':
    case 'text':
      return (
        readWords(field, value, context) ??
        context.fail(`${field}: needs a letter or a digit`, value.at, `Write it such as ${field}:word`)
      );
    case 'price':
    case 'qty':
    case 'purity':
    case 'sold':
    case 'rating':
      return readNumeric(field, value, context);
    case 'seen':
    case 'first':
    case 'gone':
      return readTime(field, value, context);
    default:
      return readKeyword(field, value, context);
  }
}
