import type { KeywordField, NumberField, Query, Range } from './ast.ts';
import { describingFields, rareFields } from './keywords.ts';

/**
 * A query over these tables, `n` being the row of an item:
 * `item_facts f` with one column a number field, `per`, `currency`, `qtyUnit`, and one column a keyword field of `columnFields`, which
 * holds its values between line breaks; `items(n, id)`; `item_keywords(field, value, n)` with the rare ones; `item_words`, an FTS5 table of `title`
 * and `text`.
 * Read it as `SELECT row FROM from WHERE where`; no row comes twice.
 */
export interface SqliteQuery {
  readonly row: string;
  readonly from: string;
  readonly where: string;
  readonly values: readonly (string | number)[];
}

/** Keyword fields whose values stand in a column of the facts. */
export const columnFields = describingFields;

type Words = Extract<Query, { kind: 'words' }>;
type Keyword = Extract<Query, { kind: 'keyword' }>;
/** The tokens of the index within one edit of a token. */
export type Vocabulary = (token: string) => readonly string[];

/** The same node is compiled several times while a plan is chosen. */
function remembering(lookUp: Vocabulary): Vocabulary {
  const known = new Map<string, readonly string[]>();
  return (token) => {
    const found = known.get(token) ?? lookUp(token);
    known.set(token, found);
    return found;
  };
}

interface Sql {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** No text holds this token. */
const never = '"^"';
const deepestMatch = 30;
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function wordsMatch(node: Words, vocabulary: Vocabulary): string {
  const { tokens, slop } = node;
  const final = tokens.at(-1);
  if (final === undefined) return never;
  const before = tokens.slice(0, -1);
  const star = node.last === 'prefix' ? ' *' : '';
  const endings = node.last === 'fuzzy' ? vocabulary(final) : [final];
  const one = (ending: string): string => {
    if (slop === 0) return `${quote([...before, ending].join(' '))}${star}`;
    const exact = [...new Set(node.last === 'exact' ? [...before, ending] : before)];
    const parts = [...exact.map(quote), ...(node.last === 'exact' ? [] : [`${quote(ending)}${star}`])];
    return parts.length === 1 ? (parts[0] ?? never) : `NEAR(${parts.join(' ')}, ${slop + parts.length - 2})`;
  };
  return endings.length === 0 ? never : `{${node.field}} : (${endings.map(one).join(' OR ')})`;
}

/** One FTS5 expression for a subtree of words, or null where it needs SQL: other leaves, a NOT without a positive side, too deep. */
function matchOf(node: Query, vocabulary: Vocabulary, depth = 0): string | null {
  if (depth > deepestMatch) return null;
  if (node.kind === 'words') return wordsMatch(node, vocabulary);
  if (node.kind !== 'and' && node.kind !== 'or') return null;
  const excluded = node.kind === 'and' ? node.nodes.flatMap((each) => (each.kind === 'not' ? [each.node] : [])) : [];
  const positive = node.kind === 'and' ? node.nodes.filter((each) => each.kind !== 'not') : node.nodes;
  const parts = positive.map((each) => matchOf(each, vocabulary, depth + 1));
  const without = excluded.map((each) => matchOf(each, vocabulary, depth + 1));
  if (parts.length === 0 || parts.includes(null) || without.includes(null)) return null;
  const joined = `(${parts.join(node.kind === 'and' ? ' AND ' : ' OR ')})`;
  return without.length === 0 ? joined : `(${joined} NOT (${without.join(' OR ')}))`;
}

function rangeSql(column: string, { gt, gte, lt, lte }: Range): Sql {
  const tests = [
    ['>', gt],
    ['>=', gte],
    ['<', lt],
    ['<=', lte],
  ] as const;
  const used = tests.flatMap(([operator, value]) =>
    value === undefined ? [] : [{ sql: `${column} ${operator} ?`, value }],
  );
  if (used.length === 0) return { sql: `${column} IS NOT NULL`, values: [] };
  return { sql: used.map((each) => each.sql).join(' AND '), values: used.map((each) => each.value) };
}

function numberSql(node: Extract<Query, { kind: 'number' }>): Sql {
  const column = (name: NumberField): string => `f."${name}"`;
  const range = rangeSql(column(node.field), node.range);
  const per =
    node.per === undefined ? [] : [{ sql: `${node.field === 'qty' ? 'f."qtyUnit"' : 'f."per"'} = ?`, value: node.per }];
  const currency = node.currency === undefined ? [] : [{ sql: 'f."currency" = ?', value: node.currency }];
  const more = [...per, ...currency];
  return {
    sql: `(${[range.sql, ...more.map((each) => each.sql)].join(' AND ')})`,
    values: [...range.values, ...more.map((each) => each.value)],
  };
}

const inColumn = (field: KeywordField): boolean => (columnFields as readonly string[]).includes(field);

function keywordSql(node: Keyword): Sql {
  const { field, value, prefix } = node;
  if (field === 'id')
    return { sql: `f.n IN (SELECT n FROM items WHERE ${prefix ? 'instr(id, ?) = 1' : 'id = ?'})`, values: [value] };
  if (inColumn(field)) return { sql: `instr(f."${field}", ?) > 0`, values: [prefix ? `\n${value}` : `\n${value}\n`] };
  const test = prefix ? 'instr(value, ?) = 1' : 'value = ?';
  return { sql: `f.n IN (SELECT n FROM item_keywords WHERE field = ? AND ${test})`, values: [field, value] };
}

/** Binary trees of AND and OR, since SQLite limits the depth of a chain. */
function balanced(parts: readonly Sql[], operator: 'AND' | 'OR'): Sql {
  if (parts.length === 1 && parts[0]) return parts[0];
  if (parts.length === 0) return { sql: operator === 'AND' ? 'TRUE' : 'FALSE', values: [] };
  const middle = parts.length >> 1;
  const left = balanced(parts.slice(0, middle), operator);
  const right = balanced(parts.slice(middle), operator);
  return { sql: `(${left.sql} ${operator} ${right.sql})`, values: [...left.values, ...right.values] };
}

/** A test of one row of `item_facts f`. A missing value is no match, and so meets every NOT. */
function conditionOf(node: Query, vocabulary: Vocabulary): Sql {
  const match = matchOf(node, vocabulary);
  if (match !== null) return { sql: 'f.n IN (SELECT rowid FROM item_words WHERE item_words MATCH ?)', values: [match] };
  switch (node.kind) {
    case 'and':
      return balanced(
        node.nodes.map((each) => conditionOf(each, vocabulary)),
        'AND',
      );
    case 'or':
      return balanced(
        node.nodes.map((each) => conditionOf(each, vocabulary)),
        'OR',
      );
    case 'not': {
      const inner = conditionOf(node.node, vocabulary);
      return { sql: `((${inner.sql}) IS NOT TRUE)`, values: inner.values };
    }
    case 'number':
      return numberSql(node);
    case 'keyword':
      return keywordSql(node);
    default:
      return { sql: 'TRUE', values: [] };
  }
}

const isExact = (node: Query): node is Keyword => node.kind === 'keyword' && !node.prefix;

/** The rarest exact keyword among `nodes` that has an index. */
function rarest(nodes: readonly Query[]): Keyword | null {
  for (const field of rareFields) {
    const found = nodes.find((node) => isExact(node) && node.field === field);
    if (found && isExact(found)) return found;
  }
  return null;
}

function fromKeyword(driver: Keyword, rest: readonly Query[], vocabulary: Vocabulary): SqliteQuery {
  const [source, test, values] =
    driver.field === 'id'
      ? ['items d', 'd.id = ?', [driver.value]]
      : ['item_keywords d', 'd.field = ? AND d.value = ?', [driver.field, driver.value]];
  if (rest.length === 0) return { row: 'd.n', from: source, where: test, values };
  const condition = balanced(
    rest.map((node) => conditionOf(node, vocabulary)),
    'AND',
  );
  return {
    row: 'd.n',
    from: `${source} CROSS JOIN item_facts f ON f.n = d.n`,
    where: `${test} AND ${condition.sql}`,
    values: [...values, ...condition.values],
  };
}

function fromWords(match: string, rest: readonly Query[], vocabulary: Vocabulary): SqliteQuery {
  const where = 'item_words MATCH ?';
  if (rest.length === 0) return { row: 'item_words.rowid', from: 'item_words', where, values: [match] };
  const condition = balanced(
    rest.map((node) => conditionOf(node, vocabulary)),
    'AND',
  );
  return {
    row: 'item_words.rowid',
    from: 'item_words CROSS JOIN item_facts f ON f.n = item_words.rowid',
    where: `${where} AND ${condition.sql}`,
    values: [match, ...condition.values],
  };
}

/**
 * The rows that meet a query, the same as matches() finds. It starts from the rarest thing that every match must have (a rare keyword, then words)
 * and tests the rest row by row.
 */
export function toSqlite(query: Query, lookUp: Vocabulary): SqliteQuery {
  const vocabulary = remembering(lookUp);
  const nodes = query.kind === 'and' ? query.nodes : [query];
  const rare = rarest(nodes);
  if (rare)
    return fromKeyword(
      rare,
      nodes.filter((node) => node !== rare),
      vocabulary,
    );
  const texts = nodes.filter((node) => matchOf(node, vocabulary) !== null);
  const withExclusions = nodes.filter(
    (node) => texts.includes(node) || (node.kind === 'not' && matchOf(node.node, vocabulary) !== null),
  );
  const match = texts.length > 0 ? matchOf({ kind: 'and', nodes: withExclusions }, vocabulary) : null;
  if (match !== null)
    return fromWords(
      match,
      nodes.filter((node) => !withExclusions.includes(node)),
      vocabulary,
    );
  const condition = conditionOf(query, vocabulary);
  return { row: 'f.n', from: 'item_facts f', where: condition.sql, values: condition.values };
}
