import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeadlineError } from '../../model/errors.ts';
import type { Query } from '../../search/ast.ts';
import { combine, parseQuery } from '../../search/parse.ts';
import { toText } from '../../search/to-text.ts';
import { query } from './documents.ts';

const now = Date.UTC(2026, 10, 25, 12);
const day = 86_400_000;
const aliases: Readonly<Record<string, readonly string[]>> = {
  xtc: ['mdma'],
  blues: ['alprazolam', 'oxycodone'],
  mdma: ['mdma'],
};
const options = { now, resolveSubstance: (term: string) => aliases[term] ?? [] };
const parse = (text: string): Query => parseQuery(text, options).query;
const reads = (text: string): string => parseQuery(text, options).reads;
const word = (token: string, more: object = {}): Query => ({
  kind: 'words',
  field: 'text',
  tokens: [token],
  last: 'exact',
  slop: 0,
  ...more,
});
const number = (field: string, range: object, more: object = {}) => ({ kind: 'number', field, range, ...more });

function fault(text: string): LeadlineError {
  try {
    parseQuery(text, options);
  } catch (error) {
    if (error instanceof LeadlineError) return error;
    throw error;
  }
  throw new Error(`${text} was understood`);
}

describe('words and operators', () => {
  it('binds words closer than OR', () =>
    expect(parse('a1 b1 OR c1')).toEqual({
      kind: 'or',
      nodes: [{ kind: 'and', nodes: [word('a1'), word('b1')] }, word('c1')],
    }));
  it('reads a hyphen inside a word as part of a phrase and before a word as without', () => {
    expect(parse('2C-B')).toEqual(word('2c', { tokens: ['2c', 'b'] }));
    expect(parse('mdma -pills')).toEqual({ kind: 'and', nodes: [word('mdma'), { kind: 'not', node: word('pills') }] });
    expect(parse('mdma NOT pills')).toEqual(parse('mdma -pills'));
  });
  it('knows prefixes, near misses and words near each other', () => {
    expect(parse('ketam*')).toEqual(word('ketam', { last: 'prefix' }));
    expect(parse('ketamin~1')).toEqual(word('ketamin', { last: 'fuzzy' }));
    expect(parse('"a1 b1"~5')).toEqual(word('a1', { tokens: ['a1', 'b1'], slop: 5 }));
  });
  it('leaves out lone signs, and finds everything for nothing or a star', () => {
    expect(parse('mdma & - pills')).toEqual(parse('mdma pills'));
    for (const all of ['', '   ', '*']) expect(parse(all)).toEqual({ kind: 'all' });
  });
  it('applies a field to a group', () =>
    expect(parse('country:(nl OR de)')).toEqual(parse('country:nl OR country:de')));
});

describe('fields', () => {
  it('converts units inside their dimension', () => {
    expect(parse('price:<20000eur/kg')).toEqual(parse('price:<20eur/g'));
    expect(parse('price:<20eur/g')).toEqual(number('unitEur', { lt: 20 }, { per: 'g' }));
    expect(parse('price:>€100')).toEqual(number('priceEur', { gt: 100 }));
    expect(parse('price:1..2xmr')).toEqual(number('price', { gte: 1, lte: 2 }, { currency: 'XMR' }));
    expect(parse('qty:>=0.5kg')).toEqual(number('qty', { gte: 500 }, { per: 'g' }));
    expect(parse('qty:>=100pills')).toEqual(number('qty', { gte: 100 }, { per: 'unit' }));
  });
  it('counts relative dates from now and takes a day as a whole', () => {
    expect(parse('seen:>-7d')).toEqual(number('seen', { gt: now - 7 * day }));
    const first = Date.UTC(2026, 8, 1);
    expect(parse('first:2026-09-01..2026-09-30')).toEqual(number('first', { gte: first, lte: first + 30 * day - 1 }));
    expect(parse('first:2026-09')).toEqual(parse('first:2026-09-01..2026-09-30'));
    expect(parse('first:>2026-09-01')).toEqual(number('first', { gt: first + day - 1 }));
  });
  it('begins days in the zone that is asked for', () => {
    const { query: berlin } = parseQuery('first:2025-10-26', { now, zone: 'Europe/Berlin' });
    expect(berlin).toEqual(number('first', { gte: Date.UTC(2025, 9, 25, 22), lte: Date.UTC(2025, 9, 26, 23) - 1 }));
  });
  it('resolves aliases of substances, and says so', () => {
    expect(parse('substance:xtc')).toEqual(parse('substance:mdma'));
    expect(parse('substance:blues')).toEqual(parse('substance:alprazolam OR substance:oxycodone'));
    expect(reads('substance:xtc')).toBe('substance mdma (“xtc”)');
  });
  it('knows countries by name', () => {
    expect(parse('country:netherlands')).toEqual(parse('country:NL'));
    expect(parse('to:"United States"')).toEqual(parse('to:us'));
    expect(parse('country:uk')).toEqual(parse('country:gb'));
  });
  it('keeps colons inside a value', () =>
    expect(parse('contact:telegram:@name')).toMatchObject({ field: 'contact', value: 'telegram:@name' }));
});

describe('errors', () => {
  it.each([
    ['mdma vender:x', 'column 6', 'Did you mean vendor:'],
    ['mdma "abc', 'column 6', 'Add "'],
    ['(mdma', 'column 1', 'Add )'],
    ['mdma)', 'column 5', 'Remove it'],
    ['mdma OR', 'column 8', 'Remove OR'],
    ['price:<12,5eur', 'column 7', '12.5'],
    ['price:<5xmr/g', 'column 7', '20eur/g'],
    ['qty:>5stone', 'column 5', 'kg'],
    ['seen:2026-02-30', 'column 6', '2026-09-01'],
    ['kind:lising', 'column 6', 'kind:listing'],
    ['ke*', 'column 1', 'more letters'],
    ['md*ma', 'column 3', 'quotes'],
    ['ketamin~3', 'column 9', '~1'],
    ['&&&', 'column 1', '*'],
  ])('%s: %s, with a fix', (text, where, fix) => {
    const error = fault(text);
    expect(error.code).toBe('query-syntax');
    expect(error.where).toBe(where);
    expect(error.hint).toContain(fix);
    const [, line = '', caret = ''] = error.message.split('\n');
    expect(line).toBe(`  ${text}`);
    expect(caret).toBe(`${' '.repeat(Number(where.slice(7)) + 1)}^`);
  });
  it('refuses what nests too deep', () => {
    expect(fault(`${'('.repeat(40)}a1${')'.repeat(40)}`).message).toContain('nest deeper');
    expect(fault(`${'-'.repeat(40)}a1`).message).toContain('nest deeper');
  });
  it('never fails in another way, whatever is typed', () => {
    const typed = fc.array(
      fc.constantFrom(
        'a',
        '"',
        '(',
        ')',
        '-',
        ':',
        '*',
        '~',
        '1',
        '..',
        'OR',
        ' ',
        'price:',
        '<',
        '>',
        '氯',
        'seen:',
        'vendor:',
        '\0',
        '\ud800',
      ),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          typed.map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            parseQuery(text, options);
          } catch (error) {
            if (!(error instanceof LeadlineError) || error.code !== 'query-syntax') throw error;
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

/** The query as the reader would have built it: what the language cannot say is left out. */
function readable(node: Query): Query {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.nodes.length === 0 ? { kind: 'all' } : combine(node.kind, node.nodes.map(readable));
    case 'not':
      return { kind: 'not', node: readable(node.node) };
    case 'words':
      return parse(
        toText({
          ...node,
          slop: node.last === 'exact' ? node.slop : 0,
          last: [...(node.tokens.at(-1) ?? '')].length < 3 ? 'exact' : node.last,
        }),
      );
    case 'keyword':
      return node.field === 'kind' || node.field === 'state'
        ? { ...node, prefix: false, value: node.field === 'kind' ? 'listing' : 'gone' }
        : node;
    default:
      return node;
  }
}

describe('printing', () => {
  it('gives text that reads back as the same query', () => {
    fc.assert(
      fc.property(query.map(readable), (meant) => {
        expect(parseQuery(toText(meant), { now }).query).toEqual(meant);
      }),
      { numRuns: 1_500, seed: 7 },
    );
  });
});

describe('the reading in words', () => {
  it.each([
    ['mdma -sample seen:>-90d', '“mdma”, without “sample”, seen in the last 90 days'],
    ['ketamine OR "special k"', 'any of “ketamine”, “special k”'],
    ['price:<20eur/g country:nl', 'unit price under 20 EUR per g, ships from Netherlands'],
    ['first:2026-09-01..2026-09-30', 'first seen from 2026-09-01 to 2026-09-30'],
    ['title:ketam* state:gone', '“ketam…” in the title, gone'],
    ['', 'everything'],
    ['kind:listing (lang:de OR lang:nl)', 'kind listing, (any of in language de, in language nl)'],
  ])('%s reads: %s', (text, said) => expect(reads(text)).toBe(said));
});
