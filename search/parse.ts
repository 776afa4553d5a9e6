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

/** What is read so far: the place in the pieces, and the words of parts that say more than the query does. */
interface Reading {
  readonly lexemes: readonly Lexeme[];
  readonly fail: Fail;
  readonly context: LeafContext;
  readonly said: Map<Query, string>;
  position: number;
  terms: number;
}
/** How deep the reader is, and the field that a group belongs to. */
interface Place {
  readonly depth: number;
  readonly field: FieldName | null;
}

const current = ({ lexemes, position }: Reading): Lexeme => lexemes[position] ?? { kind: 'end', at: 0 };

function deeper({ fail }: Reading, { depth, field }: Place, at: number): Place {
  if (depth >= deepest) fail(`Parentheses and exclusions nest deeper than ${deepest}`, at, 'Write it flatter');
  return { depth: depth + 1, field };
}

function leaf(reading: Reading, { query, reads }: Leaf, at: number): Query {
  reading.terms++;
  if (reading.terms > mostTerms)
    reading.fail(`The query has more than ${mostTerms} terms`, at, 'Split it into several queries');
  if (reads !== null) reading.said.set(query, reads);
  return query;
}

/** Terms joined by OR; null when there is none. */
function any(reading: Reading, place: Place): Query | null {
  const nodes: Query[] = [];
  for (;;) {
    const { at } = current(reading);
    const node = every(reading, place);
    const more = current(reading).kind === 'or';
    if (node) nodes.push(node);
    else if (more || nodes.length > 0) {
      reading.fail('OR needs something on both sides', at, 'Remove OR, or write the other term');
    }
    if (!more) return nodes.length === 0 ? null : combine('or', nodes);
    reading.position++;
  }
}

/** Terms side by side; null when there is none. */
function every(reading: Reading, place: Place): Query | null {
  const nodes: Query[] = [];
  for (;;) {
    const { kind } = current(reading);
    if (kind === 'end' || kind === 'close' || kind === 'or') break;
    if (kind === 'and') reading.position++;
    else {
      const node = one(reading, place);
      if (node) nodes.push(node);
    }
  }
  return nodes.length === 0 ? null : combine('and', nodes);
}

function group(reading: Reading, place: Place): Query {
  const { at } = current(reading);
  const { fail } = reading;
  const inside = deeper(reading, place, at);
  reading.position++;
  const inner = any(reading, inside);
  if (current(reading).kind !== 'close') fail('The parenthesis is not closed', at, 'Add ) at the end of the group');
  reading.position++;
  return inner ?? fail('The parentheses are empty', at, 'Write something between them, or remove them');
}

function excluded(reading: Reading, place: Place): Query {
  const { at } = current(reading);
  const inside = deeper(reading, place, at);
  reading.position++;
  const node = one(reading, inside);
  return node
    ? { kind: 'not', node }
    : reading.fail('There is nothing to exclude here', at, 'Write a word right after - or NOT');
}

function unknownField(name: string, at: number, fail: Fail): never {
  const near = nearestName(name, fieldNames);
  const others = `Put the whole in quotes; fields are ${fieldNames.join(', ')}`;
  return fail(`There is no field "${name}"`, at, near ? `Did you mean ${near}: ? Or put the whole in quotes` : others);
}

function fieldValue(reading: Reading, name: string, at: number, depth: number): Query | null {
  const { fail, context } = reading;
  const known = name.toLowerCase();
  if (!isField(known)) return unknownField(name, at, fail);
  reading.position++;
  const value = current(reading);
  if (value.kind === 'open') return group(reading, { depth, field: known });
  if (value.kind !== 'word' && value.kind !== 'phrase') {
    return fail(`${known}: needs a value`, at, `Write it without a space, such as ${known}:value`);
  }
  reading.position++;
  return leaf(reading, readField(known, value, context), at);
}

/** One term; null for signs that mean nothing alone. */
function one(reading: Reading, place: Place): Query | null {
  const piece = current(reading);
  switch (piece.kind) {
    case 'open':
      return group(reading, place);
    case 'not':
      return excluded(reading, place);
    case 'field':
      return fieldValue(reading, piece.name, piece.at, place.depth);
    case 'word':
    case 'phrase': {
      reading.position++;
      const { context } = reading;
      const found = place.field === null ? readWords('text', piece, context) : readField(place.field, piece, context);
      return found && leaf(reading, found, piece.at);
    }
    default:
      return reading.fail('Something is missing here', piece.at);
  }
}

function readAll(reading: Reading): Query {
  const { lexemes, fail } = reading;
  const query = any(reading, { depth: 0, field: null });
  const rest = current(reading);
  if (rest.kind === 'close') fail('This parenthesis closes nothing', rest.at, 'Remove it, or add ( before');
  if (!query && lexemes.length > 1) {
    fail('There is no letter and no digit to search for', lexemes[0]?.at ?? 0, 'Write a word; * finds everything');
  }
  return query ?? { kind: 'all' };
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
  const said = new Map<Query, string>();
  const query = readAll({ lexemes: lex(text, fail), fail, context, said, position: 0, terms: 0 });
  return { query, reads: describe(query, said) };
}
