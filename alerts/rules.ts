import type { Subscription } from '../model/alert.ts';
import type { Query } from '../search/ast.ts';
import type { SearchDocument } from '../search/document.ts';
import { keywordFields, valuesOf } from '../search/keywords.ts';

/** A subscription with its query, read once. */
export interface Rule {
  readonly subscription: Subscription;
  readonly query: Query;
}

/** A subscription whose query cannot be read any more; it fires nothing, and somebody has to be told. */
export interface BrokenRule {
  readonly subscription: Subscription;
  readonly error: unknown;
}

/** Reads the queries of all subscriptions; one that fails does not silence the others. */
export function readRules(
  subscriptions: readonly Subscription[],
  parse: (query: string) => Query,
): { readonly rules: readonly Rule[]; readonly broken: readonly BrokenRule[] } {
  const rules: Rule[] = [];
  const broken: BrokenRule[] = [];
  for (const subscription of subscriptions) {
    try {
      rules.push({ subscription, query: parse(subscription.query) });
    } catch (error) {
      broken.push({ subscription, error });
    }
  }
  return { rules, broken };
}

const keyOf = (field: string, value: string): string => `${field}\u0000${value}`;

interface Cover {
  /** A document that matches holds at least one of these. */
  readonly keys: readonly string[];
  /** How often a document is expected to hold one; only the order matters. */
  readonly cost: number;
}

/** A long word is rarer than a short one: a guess that needs no statistics and costs nothing but speed when it is wrong. */
const wordCost = (token: string): number => 1 / (1 + token.length);

const stemLength = 2;
const stemKey = (field: string, token: string): string => keyOf(`${field}*`, token.slice(0, stemLength));

function wordsCover({ field, tokens, last }: Extract<Query, { kind: 'words' }>): Cover | null {
  const exact = last === 'exact' ? tokens : tokens.slice(0, -1);
  const [rarest] = [...exact].sort((a, b) => b.length - a.length);
  if (rarest !== undefined) return { keys: [keyOf(field, rarest)], cost: wordCost(rarest) };
  const [beginning = ''] = tokens;
  return last === 'prefix' && beginning.length >= stemLength ? { keys: [stemKey(field, beginning)], cost: 0.5 } : null;
}

/** keywordFields is in the order of how few documents share a value. */
const keywordCover = ({ field, value, prefix }: Extract<Query, { kind: 'keyword' }>): Cover | null =>
  prefix
    ? null
    : { keys: [keyOf(`=${field}`, value)], cost: ((keywordFields.indexOf(field) + 1) / keywordFields.length) ** 2 };

const cheapest = (covers: readonly (Cover | null)[]): Cover | null =>
  covers.reduce((best, each) => (best === null || (each !== null && each.cost < best.cost) ? each : best), null);

function union(covers: readonly (Cover | null)[]): Cover | null {
  const all = covers.filter((cover) => cover !== null);
  if (all.length < covers.length) return null;
  return { keys: all.flatMap(({ keys }) => keys), cost: all.reduce((sum, { cost }) => sum + cost, 0) };
}

/** Keys of which every matching document holds at least one, or null where no such set exists. */
function coverOf(query: Query): Cover | null {
  switch (query.kind) {
    case 'words':
      return wordsCover(query);
    case 'keyword':
      return keywordCover(query);
    case 'and':
      return cheapest(query.nodes.map(coverOf));
    case 'or':
      return union(query.nodes.map(coverOf));
    case 'all':
    case 'not':
    case 'number':
      return null;
  }
}

function* wordKeys(field: 'title' | 'text', words: string): Generator<string> {
  for (const token of words.split(' ')) {
    yield keyOf(field, token);
    yield stemKey(field, token);
  }
}

function* keysOf(document: SearchDocument): Generator<string> {
  yield* wordKeys('title', document.title);
  yield* wordKeys('text', document.text);
  for (const field of keywordFields) for (const value of valuesOf(document, field)) yield keyOf(`=${field}`, value);
}

/**
 * The rules that could match one of the documents, in their given order: each rule waits under one word or value that it cannot do without,
 * so that a document meets only the few rules that share one with it. Never leaves out a rule that matches.
 */
export function createRuleIndex(rules: readonly Rule[]): (documents: readonly SearchDocument[]) => readonly Rule[] {
  const waiting = new Map<string, number[]>();
  const always: number[] = [];
  for (const [index, { query }] of rules.entries()) {
    const cover = coverOf(query);
    if (cover === null) always.push(index);
    for (const key of new Set(cover?.keys)) {
      const others = waiting.get(key);
      if (others) others.push(index);
      else waiting.set(key, [index]);
    }
  }
  return (documents) => {
    const found = new Set(always);
    for (const document of documents)
      for (const key of keysOf(document)) for (const index of waiting.get(key) ?? []) found.add(index);
    return [...found].sort((a, b) => a - b).flatMap((index) => rules[index] ?? []);
  };
}
