import type { KeywordField, Query, Range } from './ast.ts';
import type { SearchDocument } from './document.ts';
import { valuesOf } from './keywords.ts';
import { withinOneEdit } from './words.ts';

/** Where a query met a document: the field and, for words, the document's tokens. */
export interface Match {
  readonly field: string;
  readonly text: string;
}
type Words = Extract<Query, { kind: 'words' }>;
type Numeric = Extract<Query, { kind: 'number' }>;
type Test = (token: string) => boolean;

/** The tests of a `words` node, one a token; in a near search equal tokens count once. */
function tokenTests(node: Words): readonly Test[] {
  const last = node.tokens.length - 1;
  const parts = node.tokens.map((token, index) => ({ token, how: index === last ? node.last : ('exact' as const) }));
  const different =
    node.slop === 0
      ? parts
      : parts.filter(
          (part, index) => parts.findIndex((other) => other.token === part.token && other.how === part.how) === index,
        );
  return different.map(({ token, how }) =>
    how === 'prefix'
      ? (word) => word.startsWith(token)
      : how === 'fuzzy'
        ? (word) => withinOneEdit(token, word)
        : (word) => word === token,
  );
}

function phraseAt(tests: readonly Test[], tokens: readonly string[]): readonly string[] | null {
  for (let start = 0; start + tests.length <= tokens.length; start++) {
    if (tests.every((test, offset) => test(tokens[start + offset] ?? '')))
      return tokens.slice(start, start + tests.length);
  }
  return null;
}

/** The tokens of a window of at most tests + slop tokens that holds each of them, in any order. */
function nearAt(tests: readonly Test[], tokens: readonly string[], slop: number): readonly string[] | null {
  for (let start = 0; start < tokens.length; start++) {
    if (!tests.some((test) => test(tokens[start] ?? ''))) continue;
    const window = tokens.slice(start, start + tests.length + slop);
    if (tests.every((test) => window.some(test)))
      return [...new Set(window.filter((word) => tests.some((test) => test(word))))];
  }
  return null;
}

function meetsWords(node: Words, tokens: readonly string[]): readonly Match[] | null {
  if (node.tokens.length === 0) return null;
  const tests = tokenTests(node);
  const found = node.slop > 0 ? nearAt(tests, tokens, node.slop) : phraseAt(tests, tokens);
  return (
    found &&
    (node.slop > 0
      ? found.map((text) => ({ field: node.field, text }))
      : [{ field: node.field, text: found.join(' ') }])
  );
}

function meetsKeyword(
  field: KeywordField,
  value: string,
  prefix: boolean,
  document: SearchDocument,
): readonly Match[] | null {
  const found = valuesOf(document, field).find((each) => (prefix ? each.startsWith(value) : each === value));
  return found === undefined ? null : [{ field, text: found }];
}

const within = (value: number, range: Range): boolean =>
  (range.gt === undefined || value > range.gt) &&
  (range.gte === undefined || value >= range.gte) &&
  (range.lt === undefined || value < range.lt) &&
  (range.lte === undefined || value <= range.lte);

const shown = (node: Numeric, value: number, document: SearchDocument): string => {
  if (node.field === 'first' || node.field === 'seen' || node.field === 'gone') return new Date(value).toISOString();
  if (node.field === 'qty') return `${value} ${document.qtyUnit ?? ''}`.trim();
  const currency = node.field.endsWith('Usd')
    ? 'USD'
    : node.field.endsWith('Eur')
      ? 'EUR'
      : node.field === 'price'
        ? document.currency
        : null;
  const per = node.field.startsWith('unit') ? `/${document.per}` : '';
  return currency === null ? String(value) : `${value} ${currency}${per}`;
};

function meetsNumber(node: Numeric, document: SearchDocument): readonly Match[] | null {
  const value = document[node.field];
  const unit = node.field === 'qty' ? document.qtyUnit : document.per;
  if (value === null || !within(value, node.range)) return null;
  if (node.per !== undefined && node.per !== unit) return null;
  if (node.currency !== undefined && node.currency !== document.currency) return null;
  const field = /^(price|unit)/.test(node.field) ? 'price' : node.field;
  return [{ field, text: shown(node, value, document) }];
}

/** The test of many queries against one document, whose tokens are split once. The answer is that of matches(). */
export function createMatcher(document: SearchDocument): (query: Query) => readonly Match[] | null {
  const split: { title?: readonly string[]; text?: readonly string[] } = {};
  const tokensOf = (field: 'title' | 'text'): readonly string[] => {
    split[field] ??= document[field] === '' ? [] : document[field].split(' ');
    return split[field];
  };
  const all = (nodes: readonly Query[]): readonly Match[] | null => {
    const met: Match[] = [];
    for (const node of nodes) {
      const found = meet(node);
      if (!found) return null;
      met.push(...found);
    }
    return met;
  };
  const meet = (query: Query): readonly Match[] | null => {
    switch (query.kind) {
      case 'all':
        return [];
      case 'and':
        return all(query.nodes);
      case 'or': {
        const found = query.nodes.map(meet).filter((each) => each !== null);
        return found.length === 0 ? null : found.flat();
      }
      case 'not':
        return meet(query.node) ? null : [];
      case 'words':
        return meetsWords(query, tokensOf(query.field));
      case 'keyword':
        return meetsKeyword(query.field, query.value, query.prefix, document);
      case 'number':
        return meetsNumber(query, document);
    }
  };
  return meet;
}

/**
 * What a query means: null when the document does not match, else where it met it (empty for a match by absence alone). Every store
 * answers with the same set.
 */
export const matches = (query: Query, document: SearchDocument): readonly Match[] | null =>
  createMatcher(document)(query);
