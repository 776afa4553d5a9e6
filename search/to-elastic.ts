import type { KeywordField, NumberField, Query, Range } from './ast.ts';

/**
 * A query in the server's own language, over documents with these fields: `title` and `text` (split at white space only), one keyword field for each
 * keyword of a query with the values that valuesOf() gives, `key` for the id, one number field for each number of a query, `per`, `qtyUnit`, `currency`.
 */
export type ElasticQuery = Readonly<Record<string, unknown>>;

type Words = Extract<Query, { kind: 'words' }>;
type Numeric = Extract<Query, { kind: 'number' }>;
interface Token {
  readonly token: string;
  readonly how: Words['last'];
}

const nothing: ElasticQuery = { match_none: {} };
const everything: ElasticQuery = { match_all: {} };

/** Every term that a beginning or one edit means, not only the first fifty: rewritten to all of them. */
const openEnded = (field: string, { token, how }: Token): ElasticQuery =>
  how === 'prefix'
    ? { prefix: { [field]: { value: token, rewrite: 'constant_score' } } }
    : { fuzzy: { [field]: { value: token, fuzziness: 1, transpositions: true, rewrite: 'constant_score' } } };

const span = (field: string, part: Token): ElasticQuery =>
  part.how === 'exact' ? { span_term: { [field]: part.token } } : { span_multi: { match: openEnded(field, part) } };

/** In a near search equal tokens count once. */
const distinct = (parts: readonly Token[]): readonly Token[] =>
  parts.filter((part, at) => parts.findIndex(({ token, how }) => token === part.token && how === part.how) === at);

function wordsQuery({ field, tokens, last, slop }: Words): ElasticQuery {
  const all = tokens.map((token, at): Token => ({ token, how: at === tokens.length - 1 ? last : 'exact' }));
  const parts = slop > 0 ? distinct(all) : all;
  const [only, second] = parts;
  if (!only) return nothing;
  if (!second) return only.how === 'exact' ? { term: { [field]: only.token } } : openEnded(field, only);
  if (slop === 0 && last === 'exact') return { match_phrase: { [field]: tokens.join(' ') } };
  return { span_near: { clauses: parts.map((part) => span(field, part)), slop, in_order: slop === 0 } };
}

const fieldOf = (field: KeywordField): string => (field === 'id' ? 'key' : field);

const keywordQuery = ({ field, value, prefix }: Extract<Query, { kind: 'keyword' }>): ElasticQuery =>
  prefix ? { prefix: { [fieldOf(field)]: { value } } } : { term: { [fieldOf(field)]: value } };

const rangeQuery = (field: NumberField, range: Range): ElasticQuery =>
  Object.values(range).some((value) => value !== undefined) ? { range: { [field]: range } } : { exists: { field } };

function numberQuery({ field, range, per, currency }: Numeric): ElasticQuery {
  const filter = [
    rangeQuery(field, range),
    ...(per === undefined ? [] : [{ term: { [field === 'qty' ? 'qtyUnit' : 'per']: per } }]),
    ...(currency === undefined ? [] : [{ term: { currency } }]),
  ];
  return filter.length === 1 && filter[0] ? filter[0] : { bool: { filter } };
}

/** AND in AND and OR in OR are one: the server takes no more than thirty levels. */
const flat = (kind: 'and' | 'or', nodes: readonly Query[]): readonly Query[] =>
  nodes.flatMap((node) => (node.kind === kind ? flat(kind, node.nodes) : [node]));

/** A query that selects, and gives no points. The same set as matches() finds; a missing value is no match, and so meets every NOT. */
export function toElastic(query: Query): ElasticQuery {
  switch (query.kind) {
    case 'all':
      return everything;
    case 'words':
      return wordsQuery(query);
    case 'keyword':
      return keywordQuery(query);
    case 'number':
      return numberQuery(query);
    case 'not':
      return query.node.kind === 'not' ? toElastic(query.node.node) : { bool: { must_not: [toElastic(query.node)] } };
    case 'or': {
      const nodes = flat('or', query.nodes);
      return nodes.length === 0 ? nothing : { bool: { should: nodes.map(toElastic), minimum_should_match: 1 } };
    }
    case 'and': {
      const nodes = flat('and', query.nodes);
      if (nodes.length === 0) return everything;
      const without = nodes.flatMap((node) => (node.kind === 'not' ? [toElastic(node.node)] : []));
      return { bool: { filter: nodes.filter(({ kind }) => kind !== 'not').map(toElastic), must_not: without } };
    }
  }
}

const titleWeight = 2;
const mostLeaves = 16;

/** The words that a match may have; excluded ones do not count. */
function wanted(query: Query): readonly Words[] {
  switch (query.kind) {
    case 'words':
      return [query];
    case 'and':
    case 'or':
      return query.nodes.flatMap(wanted);
    default:
      return [];
  }
}

/** Gives points to what a query selects: for each of its words the server's own, the rarer the more, and more in the title. */
export const toElasticScores = (query: Query): readonly ElasticQuery[] =>
  wanted(query)
    .slice(0, mostLeaves)
    .flatMap((leaf) => [
      wordsQuery(leaf),
      ...(leaf.field === 'text'
        ? [{ bool: { must: [wordsQuery({ ...leaf, field: 'title' })], boost: titleWeight } }]
        : []),
    ]);
