import { type FacetField, facetFields } from '../port.ts';
import type { Statements } from './statements.ts';

export const numericColumns = ['first', 'seen', 'priceEur', 'priceUsd', 'unitEur', 'unitUsd'] as const;
export type NumericColumn = (typeof numericColumns)[number];

/** One field of every item: `codes[n]` names a list of values in `lists`; code 0 is an empty row. */
export interface Coded {
  readonly codes: Uint32Array;
  readonly lists: readonly (readonly string[])[];
}

/** Columns of the items in memory, indexed by row; each is read from the store when it is first asked for. */
export interface Columns {
  ids(): readonly string[];
  /** NaN where there is no value. */
  numbers(column: NumericColumn): Float64Array;
  coded(field: FacetField): Coded;
  /** The row was written: it is read again before the next use, so that a write that was rolled back leaves no trace. */
  touch(n: number): void;
  /** Reads everything again at its next use. */
  forget(): void;
  /** Brings the columns up to date. */
  sync(): void;
}

interface CodedColumn {
  codes: Uint32Array;
  readonly lists: (readonly string[])[];
  readonly known: Map<string, number>;
}

/** Beyond this many rows, reading all again is cheaper than one by one. */
const mostTouched = 20_000;
const spare = 4_096;

const sqlOf = (field: FacetField): string => (field === 'market' ? 'marketName' : field);

function codeOf(column: CodedColumn, text: string): number {
  const known = column.known.get(text);
  if (known !== undefined) return known;
  const code = column.lists.push(text.split('\n').filter((value) => value !== '')) - 1;
  column.known.set(text, code);
  return code;
}

const grownFloats = (old: Float64Array, size: number): Float64Array => {
  if (old.length > size) return old;
  const grown = new Float64Array(size + spare).fill(Number.NaN);
  grown.set(old);
  return grown;
};
const grownCodes = (old: Uint32Array, size: number): Uint32Array => {
  if (old.length > size) return old;
  const grown = new Uint32Array(size + spare);
  grown.set(old);
  return grown;
};

export function createColumns(statements: Statements): Columns {
  let ids: string[] | null = null;
  const numbers = new Map<NumericColumn, Float64Array>();
  const coded = new Map<FacetField, CodedColumn>();
  const touched = new Set<number>();

  /** Several columns in one pass over the facts, each as one JSON array, which is several times faster than rows. */
  const read = (
    columns: readonly string[],
  ): { readonly rows: readonly number[]; readonly lists: readonly unknown[][] } => {
    const selected = ['n', ...columns].map((column, index) => `json_group_array("${column}") AS c${index}`);
    const row = statements.get(`SELECT ${selected.join(', ')} FROM item_facts`);
    const parse = (index: number): unknown[] => JSON.parse(String(row?.[`c${index}`])) as unknown[]; // a JSON array of one column
    return { rows: parse(0).map(Number), lists: columns.map((_, index) => parse(index + 1)) };
  };
  const size = (): number => Number(statements.get('SELECT coalesce(max(n), 0) AS n FROM item_facts')?.n);

  const readIds = (): string[] => {
    const found: string[] = new Array<string>(size() + 1).fill('');
    const { rows, lists } = read(['id']);
    for (const [index, n] of rows.entries()) found[n] = String(lists[0]?.[index]);
    return found;
  };
  const readAllNumbers = (): void => {
    const { rows, lists } = read(numericColumns);
    for (const [at, column] of numericColumns.entries()) {
      const found = new Float64Array(size() + 1 + spare).fill(Number.NaN);
      const list = lists[at] ?? [];
      for (const [index, n] of rows.entries()) {
        const value = list[index];
        if (typeof value === 'number') found[n] = value;
      }
      numbers.set(column, found);
    }
  };
  const readAllCoded = (): void => {
    const { rows, lists } = read(facetFields.map(sqlOf));
    for (const [at, field] of facetFields.entries()) {
      const column: CodedColumn = { codes: new Uint32Array(size() + 1 + spare), lists: [[]], known: new Map() };
      const list = lists[at] ?? [];
      for (const [index, n] of rows.entries()) column.codes[n] = codeOf(column, String(list[index]));
      coded.set(field, column);
    }
  };

  const readAgain = (n: number): void => {
    const row = statements.get('SELECT * FROM item_facts WHERE n = ?', n);
    if (!row) return;
    if (ids) ids[n] = String(row.id);
    for (const [name, column] of numbers) {
      const value = row[name];
      const grown = grownFloats(column, n);
      grown[n] = typeof value === 'number' ? value : Number.NaN;
      numbers.set(name, grown);
    }
    for (const [field, column] of coded) {
      column.codes = grownCodes(column.codes, n);
      column.codes[n] = codeOf(column, String(row[sqlOf(field)]));
    }
  };
  const forget = (): void => {
    ids = null;
    numbers.clear();
    coded.clear();
    touched.clear();
  };
  const numbersOf = (column: NumericColumn): Float64Array => {
    if (numbers.size === 0) readAllNumbers();
    return numbers.get(column) ?? new Float64Array();
  };
  const codedOf = (field: FacetField): Coded => {
    if (coded.size === 0) readAllCoded();
    return coded.get(field) ?? { codes: new Uint32Array(), lists: [] };
  };
  return {
    ids: () => {
      ids ??= readIds();
      return ids;
    },
    numbers: numbersOf,
    coded: codedOf,
    touch: (n) => {
      if (ids || numbers.size > 0 || coded.size > 0) touched.add(n);
    },
    forget,
    sync: () => {
      if (touched.size > mostTouched) forget();
      for (const n of touched) readAgain(n);
      touched.clear();
    },
  };
}
