import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filters, hasTerm, term, topTerms, withField, withoutTerm, withTerm } from '../../server/query-terms.ts';

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const part = fc.oneof(
  word,
  word.map((each) => `-${each}`),
  fc.tuple(word, word).map(([a, b]) => `"${a} ${b}"`),
  fc.tuple(word, word).map(([a, b]) => `(${a} OR ${b})`),
  fc.tuple(word, word).map(([a, b]) => `${a}:"${b} x"`),
);
const query = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(' '));

describe('the parts of a query', () => {
  it('keep phrases and groups whole', () => {
    expect(topTerms('a "b c"~5 (d OR e) f:"g h"  -i')).toEqual(['a', '"b c"~5', '(d OR e)', 'f:"g h"', '-i']);
    expect(topTerms('')).toEqual([]);
    expect(topTerms('a "open b')).toEqual(['a', '"open b']);
  });

  it('give the query back when joined', () => {
    fc.assert(fc.property(query, (text) => topTerms(text).join(' ') === text));
  });
});

describe('a link that edits a query', () => {
  it('adds and removes one part and leaves the rest as it was', () => {
    fc.assert(
      fc.property(query, word, (text, value) => {
        const added = term('market', value);
        fc.pre(!topTerms(text).includes(added));
        const narrowed = withTerm(text, added);
        expect(hasTerm(narrowed, added)).toBe(true);
        expect(withoutTerm(narrowed, added)).toBe(text);
        expect(withTerm(narrowed, added)).toBe(narrowed);
      }),
    );
  });

  it('puts alternatives in brackets', () => {
    expect(withTerm('a OR b', 'class:nitazene')).toBe('(a OR b) class:nitazene');
    expect(hasTerm('a OR class:nitazene', 'class:nitazene')).toBe(false);
  });

  it('starts from nothing where everything was asked for', () => {
    expect(withTerm('*', 'lang:de')).toBe('lang:de');
    expect(withTerm(' ', 'lang:de')).toBe('lang:de');
  });

  it('replaces an earlier range of the same field', () => {
    expect(withField('a first:>2020 b', 'first', 'first:2026-01-01..2026-01-07')).toBe(
      'a b first:2026-01-01..2026-01-07',
    );
  });

  it('quotes a value that is no single word', () => {
    expect(term('market', 'Slack Tide')).toBe('market:"Slack Tide"');
    expect(term('vendor', 'tallow&son')).toBe('vendor:"tallow&son"');
    expect(term('vendor', 'a"b')).toBe('vendor:"a b"');
    expect(term('lang', 'de')).toBe('lang:de');
  });

  it('offers fields and exclusions as filters, unless alternatives make them ambiguous', () => {
    expect(filters('a -b c:d')).toEqual(['-b', 'c:d']);
    expect(filters('a OR -b')).toEqual([]);
  });
});
