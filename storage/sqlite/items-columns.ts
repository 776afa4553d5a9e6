import { columnFields } from '../../search/to-sqlite.ts';
import type { Statements } from './statements.ts';

export const numericColumns = ['first', 'seen', 'priceEur', 'priceUsd', 'unitEur', 'unitUsd'] as const;
export type NumericColumn = (typeof numericColumns)[number];

/** One field of every item: `codes[n]` names a list of values in `lists`; code 0 is an empty row. */
interface Coded {
  readonly codes: Uint32Array;
  readonly lists: readonly (readonly string[])[];
}

/** Columns of the items in memory, indexed by row; each is read from the store when it is first asked for. */
export interface Columns {
  ids(): readonly string[];
  /** Every row that holds an item, in ascending order. */
  rows(): Uint32Array;
  /** NaN where there is no value. */
  numbers(column: NumericColumn): Float64Array;
  coded(field: CodedField): Coded;
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

/** `market` is what a query is compared with, `marketName` what is shown. */
const codedFields = [...columnFields, 'marketName', 'per'] as const;
export type CodedField = (typeof codedFields)[number];

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

interface Memory {
  ids: string[] | null;
  readonly numbers: Map<NumericColumn, Float64Array>;
  readonly coded: Map<CodedField, CodedColumn>;
  rows: Uint32Array | null;
}

interface Read {
  readonly rows: readonly number[];
  readonly lists: readonly unknown[][];
  /** One more than the last row. */
  readonly size: number;
}

/** Several columns in one pass over a table, each as one JSON array, which is several times faster than rows. */
function read(statements: Statements, table: 'items' | 'item_facts', columns: readonly string[]): Read {
  const selected = ['n', ...columns].map((column, index) => `json_group_array("${column}") AS c${index}`);
  const row = statements.get(`SELECT coalesce(max(n), 0) AS last, ${selected.join(', ')} FROM ${table}`);
  const parse = (index: number): unknown[] => JSON.parse(String(row?.[`c${index}`])) as unknown[]; // a JSON array of one column
  return {
    rows: parse(0).map(Number),
    lists: columns.map((_, index) => parse(index + 1)),
    size: Number(row?.last) + 1,
  };
}

function readIds(statements: Statements): string[] {
  const { rows, lists, size } = read(statements, 'items', ['id']);
  const ids: string[] = new Array<string>(size).fill('');
  for (const [index, n] of rows.entries()) ids[n] = String(lists[0]?.[index]);
  return ids;
}

/** Rows that were never written are holes, or empty. */
function filledRows(ids: readonly string[]): Uint32Array {
  const found = new Uint32Array(ids.length);
  let count = 0;
  for (let n = 0; n < ids.length; n++) if (ids[n]) found[count++] = n;
  return found.subarray(0, count);
}

function readNumbers(statements: Statements, memory: Memory): void {
  const { rows, lists, size } = read(statements, 'item_facts', numericColumns);
  for (const [at, column] of numericColumns.entries()) {
    const found = new Float64Array(size + spare).fill(Number.NaN);
    for (const [index, n] of rows.entries()) {
      const value = lists[at]?.[index];
      if (typeof value === 'number') found[n] = value;
    }
    memory.numbers.set(column, found);
  }
}

function readCoded(statements: Statements, memory: Memory): void {
  const { rows, lists, size } = read(statements, 'item_facts', codedFields);
  for (const [at, field] of codedFields.entries()) {
    const column: CodedColumn = { codes: new Uint32Array(size + spare), lists: [[]], known: new Map() };
    for (const [index, n] of rows.entries()) column.codes[n] = codeOf(column, String(lists[at]?.[index] ?? ''));
    memory.coded.set(field, column);
  }
}

/** Takes over one row as it is stored now; a row that is not there (any more) is in no set of matches either. */
function readRow(statements: Statements, memory: Memory, n: number): void {
  const row = statements.get('SELECT id, item_facts.* FROM items JOIN item_facts USING (n) WHERE n = ?', n);
  if (!row) return;
  if (memory.ids) memory.ids[n] = String(row.id);
  memory.rows = null;
  for (const [name, column] of memory.numbers) {
    const value = row[name];
    const grown = grownFloats(column, n);
    grown[n] = typeof value === 'number' ? value : Number.NaN;
    memory.numbers.set(name, grown);
  }
  for (const [field, column] of memory.coded) {
    column.codes = grownCodes(column.codes, n);
    column.codes[n] = codeOf(column, String(row[field] ?? ''));
  }
}

export function createColumns(statements: Statements): Columns {
  const memory: Memory = { ids: null, rows: null, numbers: new Map(), coded: new Map() };
  const touched = new Set<number>();
  const forget = (): void => {
    memory.ids = null;
    memory.rows = null;
    memory.numbers.clear();
    memory.coded.clear();
    touched.clear();
  };
  return {
    ids: () => {
      memory.ids ??= readIds(statements);
      return memory.ids;
    },
    rows: () => {
      memory.ids ??= readIds(statements);
      memory.rows ??= filledRows(memory.ids);
      return memory.rows;
    },
    numbers: (column) => {
      if (memory.numbers.size === 0) readNumbers(statements, memory);
      return memory.numbers.get(column) ?? new Float64Array();
    },
    coded: (field) => {
      if (memory.coded.size === 0) readCoded(statements, memory);
      return memory.coded.get(field) ?? { codes: new Uint32Array(), lists: [] };
    },
    touch: (n) => {
      if (memory.ids || memory.numbers.size > 0 || memory.coded.size > 0) touched.add(n);
    },
    forget,
    sync: () => {
      if (touched.size > mostTouched) forget();
      for (const n of touched) readRow(statements, memory, n);
      touched.clear();
    },
  };
}
