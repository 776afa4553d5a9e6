import type { Query, Range } from './ast.ts';
import { standsAlone } from './words.ts';

type Numeric = Extract<Query, { kind: 'number' }>;
type Words = Extract<Query, { kind: 'words' }>;

function compare(range: Range, show: (value: number) => string, suffix: string): string {
  const { gt, gte, lt, lte } = range;
  const shown = (value: number): string => `${show(value)}${suffix}`;
  if (gte !== undefined && lte !== undefined) return `${shown(gte)}..${shown(lte)}`;
  if (gt !== undefined) return `>${shown(gt)}`;
  if (gte !== undefined) return `>=${shown(gte)}`;
  if (lt !== undefined) return `<${shown(lt)}`;
  return lte === undefined ? `*${suffix}` : `<=${shown(lte)}`;
}

/** Ranges that the language states in one part; others become two parts. */
function split(range: Range): readonly Range[] {
  const { gt, gte, lt, lte } = range;
  const low: Range = gt !== undefined ? { gt } : gte !== undefined ? { gte } : {};
  const high: Range = lt !== undefined ? { lt } : lte !== undefined ? { lte } : {};
  if ((gte !== undefined && lte !== undefined) || Object.keys(low).length === 0 || Object.keys(high).length === 0)
    return [range];
  return [low, high];
}

function number(node: Numeric): string {
  const per = node.per ?? '';
  const time = (ms: number): string => new Date(ms).toISOString();
  const parts: Readonly<Record<Numeric['field'], readonly [field: string, suffix: string]>> = {
    price: ['price', node.currency?.toLowerCase() ?? ''],
    priceUsd: ['price', 'usd'],
    priceEur: ['price', 'eur'],
    unitUsd: ['price', `usd/${per}`],
    unitEur: ['price', `eur/${per}`],
    qty: ['qty', per],
    purity: ['purity', ''],
    sold: ['sold', ''],
    rating: ['rating', ''],
    first: ['first', ''],
    seen: ['seen', ''],
    gone: ['gone', ''],
  };
  const [field, suffix] = parts[node.field];
  const show = field === 'first' || field === 'seen' || field === 'gone' ? time : String;
  const texts = split(node.range).map((range) => `${field}:${compare(range, show, suffix)}`);
  return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(' ')})`;
}

function wordsOf(node: Words): string {
  const field = node.field === 'title' ? 'title:' : '';
  if (node.slop > 0) return `${field}"${node.tokens.join(' ')}"~${node.slop}`;
  if (node.last === 'fuzzy') return `${field}${node.tokens.join('-')}~1`;
  if (node.last === 'prefix') return `${field}"${node.tokens.join(' ')}"*`;
  const [only = '', ...more] = node.tokens;
  return more.length === 0 && !standsAlone(only) ? `${field}${only}` : `${field}"${node.tokens.join(' ')}"`;
}

/** A query as text that reads back as the same query. */
export function toText(query: Query): string {
  const inner = (node: Query): string =>
    node.kind === 'and' || node.kind === 'or' ? `(${toText(node)})` : toText(node);
  switch (query.kind) {
    case 'all':
      return '*';
    case 'and':
      return query.nodes.map(inner).join(' ');
    case 'or':
      return query.nodes.map(inner).join(' OR ');
    case 'not':
      return `-${inner(query.node)}`;
    case 'words':
      return wordsOf(query);
    case 'keyword':
      return `${query.field}:"${query.value}"${query.prefix ? '*' : ''}`;
    case 'number':
      return number(query);
  }
}
