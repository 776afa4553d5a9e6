import { placeName } from '../model/place.ts';
import type { Query, Range } from './ast.ts';

type Keyword = Extract<Query, { kind: 'keyword' }>;
type Numeric = Extract<Query, { kind: 'number' }>;

const keywordNames: Readonly<Record<Keyword['field'], string>> = {
  vendor: 'vendor',
  market: 'on',
  source: 'from source',
  kind: 'kind',
  substance: 'substance',
  class: 'class',
  form: 'form',
  country: 'ships from',
  to: 'ships to',
  lang: 'in language',
  pgp: 'PGP key',
  wallet: 'wallet',
  contact: 'contact',
  hash: 'hash',
  state: 'state',
  id: 'id',
};

const minute = 60_000;
const day = 86_400_000;
const instant = (ms: number): string => {
  const text = new Date(ms).toISOString();
  return ms % day === 0
    ? text.slice(0, 10)
    : ms % minute === 0
      ? `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`
      : `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`;
};

/** A range in words: "from 5 to 10", "over 5", "at least 5", "any" when it is open. */
function span(range: Range, show: (value: number) => string, suffix: string): string {
  const { gt, gte, lt, lte } = range;
  const low = gt !== undefined ? `over ${show(gt)}` : gte !== undefined ? `at least ${show(gte)}` : null;
  const high = lt !== undefined ? `under ${show(lt)}` : lte !== undefined ? `at most ${show(lte)}` : null;
  if (gte !== undefined && lte !== undefined)
    return gte === lte ? `${show(gte)}${suffix}` : `from ${show(gte)} to ${show(lte)}${suffix}`;
  const parts = [low, high].filter((part) => part !== null);
  return parts.length === 0 ? 'known' : `${parts.join(' and ')}${suffix}`;
}

const wholeDays = (gte: number, lte: number): boolean => gte % day === 0 && (lte + 1) % day === 0;

function time(node: Numeric): string {
  const name = { first: 'first seen', seen: 'last seen', gone: 'gone' }[node.field as 'first' | 'seen' | 'gone']; // only called for these
  const { gt, gte, lt, lte } = node.range;
  if (gte !== undefined && lte !== undefined && wholeDays(gte, lte)) {
    const last = instant(lte + 1 - day);
    return gte + day === lte + 1 ? `${name} on ${last}` : `${name} from ${instant(gte)} to ${last}`;
  }
  const low = gt !== undefined ? `after ${instant(gt)}` : gte !== undefined ? `since ${instant(gte)}` : null;
  const high = lt !== undefined ? `before ${instant(lt)}` : lte !== undefined ? `until ${instant(lte)}` : null;
  const parts = [low, high].filter((part) => part !== null);
  return `${name} ${parts.length === 0 ? 'at a known time' : parts.join(' and ')}`;
}

const perNames = { g: 'g', ml: 'ml', unit: 'piece', ug: 'µg' } as const;

function number(node: Numeric): string {
  const show = (value: number): string => String(Number(value.toPrecision(12)));
  const per = node.per ? perNames[node.per] : '';
  switch (node.field) {
    case 'first':
    case 'seen':
    case 'gone':
      return time(node);
    case 'price':
      return `price ${span(node.range, show, node.currency ? ` ${node.currency}` : ' in the currency shown')}`;
    case 'priceUsd':
      return `price ${span(node.range, show, ' USD')}`;
    case 'priceEur':
      return `price ${span(node.range, show, ' EUR')}`;
    case 'unitUsd':
      return `unit price ${span(node.range, show, ` USD per ${per}`)}`;
    case 'unitEur':
      return `unit price ${span(node.range, show, ` EUR per ${per}`)}`;
    case 'qty':
      return `quantity ${span(node.range, show, per === '' ? '' : ` ${per}`)}`;
    case 'purity':
      return `purity ${span(node.range, show, ' %')}`;
    case 'sold':
      return `sold ${span(node.range, show, '')}`;
    case 'rating':
      return `rating ${span(node.range, show, ' of 5')}`;
  }
}

function wordsOf(node: Extract<Query, { kind: 'words' }>): string {
  const quoted = `“${node.tokens.join(' ')}${node.last === 'prefix' ? '…' : ''}”`;
  const how = node.last === 'fuzzy' ? ` or one letter off` : node.slop > 0 ? ` at most ${node.slop} words apart` : '';
  return `${quoted}${how}${node.field === 'title' ? ' in the title' : ''}`;
}

function keyword(node: Keyword): string {
  const place =
    (node.field === 'country' || node.field === 'to') && node.value.length === 2
      ? placeName(node.value.toUpperCase())
      : null;
  if (node.field === 'state' && !node.prefix) return node.value === 'gone' ? 'gone' : 'still on sale';
  return `${keywordNames[node.field]} ${place ?? node.value}${node.prefix ? '…' : ''}`;
}

/** A query in plain words. `said` holds the words of parts that say more than the query does, such as "in the last 7 days". */
export function describe(query: Query, said: ReadonlyMap<Query, string> = new Map()): string {
  const inner = (node: Query): string => {
    const text = describe(node, said);
    return node.kind === 'and' || (node.kind === 'or' && node.nodes.length > 1) ? `(${text})` : text;
  };
  const known = said.get(query);
  if (known !== undefined) return known;
  switch (query.kind) {
    case 'all':
      return 'everything';
    case 'and':
      return query.nodes.length === 0 ? 'everything' : query.nodes.map(inner).join(', ');
    case 'or':
      return query.nodes.length === 0 ? 'nothing' : `any of ${query.nodes.map(inner).join(', ')}`;
    case 'not':
      return `without ${inner(query.node)}`;
    case 'words':
      return wordsOf(query);
    case 'keyword':
      return keyword(query);
    case 'number':
      return number(query);
  }
}
