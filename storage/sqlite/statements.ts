import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { explaining } from './failure.ts';

export type Row = Record<string, unknown>;

/** A database with its prepared statements; every error that it throws is explained. */
export interface Statements {
  readonly db: DatabaseSync;
  readonly path: string;
  /** Answers how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** Answers the number of the new row. */
  insert(sql: string, ...values: SQLInputValue[]): number;
  get(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all(sql: string, ...values: SQLInputValue[]): Row[];
  exec(sql: string): void;
}

const most = 500;

/** Statements are compiled once per text; the oldest are dropped beyond 500, since conditions come in many forms. */
export function createStatements(db: DatabaseSync, path: string): Statements {
  const cache = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = cache.get(sql);
    if (known) return known;
    const made = db.prepare(sql);
    for (const oldest of cache.size >= most ? [...cache.keys()].slice(0, 100) : []) cache.delete(oldest);
    cache.set(sql, made);
    return made;
  };
  return {
    db,
    path,
    run: (sql, ...values) => explaining(path, () => Number(prepare(sql).run(...values).changes)),
    insert: (sql, ...values) => explaining(path, () => Number(prepare(sql).run(...values).lastInsertRowid)),
    get: (sql, ...values) => explaining(path, () => prepare(sql).get(...values)),
    all: (sql, ...values) => explaining(path, () => prepare(sql).all(...values)),
    exec: (sql) => explaining(path, () => db.exec(sql)),
  };
}
