import type { Query } from '../../search/ast.ts';
import type { SearchDocument } from '../../search/document.ts';
import type { Statements } from './statements.ts';

/** Whether a row meets a condition. */
export type Test = (n: number) => boolean;

export type Words = Extract<Query, { kind: 'words' }>;

/** The rows that a condition selects, as a test and their number. */
export interface Selected {
  readonly test: Test;
  readonly count: number;
}

/** Words that stand in many items, each with its rows in memory: there are few of them, and the full text index takes longest for just these. */
export interface FrequentWords {
  /** The rows that have the word; null for anything but a single word that many items have. */
  of(query: Words): Selected | null;
  written(n: number, document: SearchDocument): void;
  forget(): void;
}

/** A share of all items that counts as many. */
const share = 1 / 20;
const mostKept = 256;

/** One bit a row. */
interface Rows {
  readonly field: Words['field'];
  readonly token: string;
  bits: Uint8Array;
  count: number;
}

const isIn = (bits: Uint8Array, n: number): boolean => (((bits[n >> 3] ?? 0) >> (n & 7)) & 1) === 1;

function set(rows: Rows, n: number, value: boolean): void {
  const at = n >> 3;
  if (at >= rows.bits.length) {
    if (!value) return;
    const grown = new Uint8Array(at + 4_096);
    grown.set(rows.bits);
    rows.bits = grown;
  }
  const bit = 1 << (n & 7);
  rows.count += Number(value) - Number(isIn(rows.bits, n));
  rows.bits[at] = value ? (rows.bits[at] ?? 0) | bit : (rows.bits[at] ?? 0) & ~bit;
}

export function selected(found: Uint32Array): Selected {
  const bits = bitsOf(found);
  return { test: (n) => isIn(bits, n), count: found.length };
}

function bitsOf(found: Uint32Array): Uint8Array {
  let most = 0;
  for (const n of found) if (n > most) most = n;
  const bits = new Uint8Array((most >> 3) + 4_096);
  for (const n of found) bits[n >> 3] = (bits[n >> 3] ?? 0) | (1 << (n & 7));
  return bits;
}

interface Asking {
  /** Asks the database. */
  rowsOf(query: Words): Uint32Array;
  /** That of all items. */
  count(): number;
  /** With fewer items than this the index is fast enough. */
  readonly from: number;
}

export function createFrequentWords(statements: Statements, { rowsOf, count, from }: Asking): FrequentWords {
  const kept = new Map<string, Rows>();

  const isFrequent = (token: string, all: number): boolean =>
    Number(statements.get('SELECT doc FROM item_vocabulary WHERE term = ?', token)?.doc ?? 0) > all * share;

  function rowsFor(query: Words, token: string): Rows | null {
    const key = `${query.field} ${token}`;
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known); // the one that was used longest ago stands first
      return known;
    }
    const all = count();
    if (all < from || !isFrequent(token, all)) return null;
    for (const oldest of kept.size >= mostKept ? [...kept.keys()].slice(0, 1) : []) kept.delete(oldest);
    const found = rowsOf(query);
    const made = { field: query.field, token, bits: bitsOf(found), count: found.length };
    kept.set(key, made);
    return made;
  }

  return {
    of: (query) => {
      const [token, ...more] = query.tokens;
      if (token === undefined || more.length > 0 || query.last !== 'exact') return null;
      const rows = rowsFor(query, token);
      return rows && { test: (n) => isIn(rows.bits, n), count: rows.count };
    },
    written: (n, document) => {
      if (kept.size === 0) return;
      const words = { title: new Set(document.title.split(' ')), text: new Set(document.text.split(' ')) };
      for (const rows of kept.values()) set(rows, n, words[rows.field].has(rows.token));
    },
    forget: () => kept.clear(),
  };
}
