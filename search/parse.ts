import type { Query } from './ast.ts';
import { createCalendar } from './calendar.ts';
import { describe } from './describe.ts';
import { type FieldName, fieldNames, isField, type Leaf, type LeafContext, readField, readWords } from './leaf.ts';
import { type Lexeme, lex } from './lex.ts';
import { type Fail, failAt, nearestName } from './syntax-error.ts';

export interface ParseOptions {
  /** Epoch milliseconds; relative dates count from here. */
  readonly now: number;
  /** Ids of the substances that a name or alias stands for. */
  readonly resolveSubstance?: (term: string) => readonly string[];
  /** IANA zone in which days begin; UTC when absent. */
  readonly zone?: string;
}

const deepest = 32;
const mostTerms = 500;

/** `and` and `or` in one level where they nest, and gone where they hold one node. */
export function combine(kind: 'and' | 'or', nodes: readonly Query[]): Query {
  const flat = nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node]));
  return flat.length === 1 && flat[0] ? flat[0] : { kind, nodes: flat };
}

interface Reader {
  readonly query: Query;
  readonly said: ReadonlyMap<Query, string>;
}

function read(lexemes: readonly Lexeme[], fail: Fail, context: LeafContext): Reader {
  const said = new Map<Query, string>();
  let position = 0;
  let terms = 0;
  const current = (): Lexeme => lexemes[position] ?? { kind: 'end', at: 0 };

  const leaf = ({ query, reads }: Leaf, at: number): Query => {
    if (++terms > mostTerms) fail(`The query has more than ${mostTerms} terms`, at, 'Split it into several queries');
    if (reads !== null) said.set(query, reads);
    return query;
  };

  const any = (depth: number, field: FieldName | null): Query | null => {
    const nodes: Query[] = [];
    for (;;) {
      const at = current().at;
      const node = every(depth, field);
      const more = current().kind === 'or';
      if (node) nodes.push(node);
      else if (more || nodes.length > 0)
        fail('OR needs something on both sides', at, 'Remove OR, or write the other term');
      if (!more) return nodes.length === 0 ? null : combine('or', nodes);
      position++;
    }
  };

  const every = (depth: number, field: FieldName | null): Query | null => {
    const nodes: Query[] = [];
    for (;;) {
      const { kind } = current();
      if (kind === 'end' || kind === 'close' || kind === 'or') break;
      if (kind === 'and') position++;
      else {
        const node = one(depth, field);
        if (node) nodes.push(node);
      }
    }
    return nodes.length === 0 ? null : combine('and', nodes);
  };

  const group = (depth: number, field: FieldName | null): Query => {
    const { at } = current();
    if (depth >= deepest) fail(`Parentheses and exclusions nest deeper than ${deepest}`, at, 'Write it flatter');
    position++;
    const inner = any(depth + 1, field);
    if (current().kind !== 'close') fail('The parenthesis is not closed', at, 'Add ) at the end of the group');
    position++;
    return inner ?? fail('The parentheses are empty', at, 'Write something between them, or remove them');
  };

  const excluded = (depth: number, field: FieldName | null): Query => {
    const { at } = current();
    if (depth >= deepest) fail(`Parentheses and exclusions nest deeper than ${deepest}`, at, 'Write it flatter');
    position++;
    const node = one(depth + 1, field);
    return node
      ? { kind: 'not', node }
      : fail('There is nothing to exclude here', at, 'Write a word right after - or NOT');
  };

  const fieldValue = (name: string, at: number, depth: number): Query | null => {
    const known = name.toLowerCase();
    if (!isField(known)) {
      const near = nearestName(known, fieldNames);
      return fail(
        `There is no field "${name}"`,
        at,
        near
          ? `Did you mean ${near}: ? Or put the whole in quotes`
          : `Put the whole in quotes; fields are ${fieldNames.join(', ')}`,
      );
    }
    position++;
    const value = current();
    if (value.kind === 'open') return group(depth, known);
    if (value.kind !== 'word' && value.kind !== 'phrase')
      return fail(`${known}: needs a value`, at, `Write it without a space, such as ${known}:value`);
    position++;
    return leaf(readField(known, value, context), at);
  };

  const one = (depth: number, field: FieldName | null): Query | null => {
    const piece = current();
    switch (piece.kind) {
      case 'open':
        return group(depth, field);
      case 'not':
        return excluded(depth, field);
      case 'field':
        return fieldValue(piece.name, piece.at, depth);
      case 'word':
      case 'phrase': {
        position++;
        const found = field === null ? readWords('text', piece, context) : readField(field, piece, context);
        return found && leaf(found, piece.at);
      }
      default:
        return fail('Something is missing here', piece.at);
    }
  };

  const query = any(0, null);
  const rest = current();
  if (rest.kind === 'close') fail('This parenthesis closes nothing', rest.at, 'Remove it, or add ( before');
  const meant = lexemes.length > 1;
  if (!query && meant)
    fail('There is no letter and no digit to search for', lexemes[0]?.at ?? 0, 'Write a word; * finds everything');
  return { query: query ?? { kind: 'all' }, said };
}

/**
 * Reads a query. `reads` says in plain words what was understood. Throws `query-syntax` with the column, a caret under it and a fix.
 */
export function parseQuery(text: string, options: ParseOptions): { readonly query: Query; readonly reads: string } {
  const fail = failAt(text);
  if (text.length > 10_000) fail('The query is longer than 10,000 characters', 0, 'Split it into several queries');
  const context: LeafContext = {
    fail,
    now: options.now,
    calendar: createCalendar(options.zone),
    resolveSubstance: options.resolveSubstance ?? (() => []),
  };
  const { query, said } = read(lex(text, fail), fail, context);
  return { query, reads: describe(query, said) };
}
