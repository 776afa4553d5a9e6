import { LeadlineError } from '../../model/errors.ts';
import type { Item } from '../../model/item.ts';
import type { Lease, Version } from '../../model/ports.ts';
import type { SearchDocument } from '../../search/document.ts';
import type { CollectionName, Write } from '../port.ts';
import type { Table } from './collection.ts';
import { holdLease } from './leases.ts';
import type { Statements } from './statements.ts';

export interface Tables {
  readonly of: Readonly<Record<CollectionName, Table<object>>>;
  /** Throws `conflict` when `expected` is not the stored version. */
  writeItem(item: Item, document: SearchDocument, expected: Version): void;
  /** Brings what is kept in memory back to what is stored, after writes were rolled back. */
  readonly forget: () => void;
}

const record = (write: { readonly collection: string; readonly id: string; readonly value: unknown }): object => {
  if (typeof write.value === 'object' && write.value !== null) return write.value;
  throw new LeadlineError('usage', `A record of ${write.collection} has to be an object`, { where: write.id });
};

function apply(tables: Tables, write: Write): boolean {
  switch (write.do) {
    case 'item':
      tables.writeItem(write.item, write.document, write.expected);
      return true;
    case 'create':
      return tables.of[write.collection].create(write.id, record(write));
    case 'put':
      return tables.of[write.collection].put(write.id, record(write));
    case 'remove':
      tables.of[write.collection].remove(write.id);
      return true;
  }
}

function part<T>(statements: Statements, work: () => T): T {
  statements.run('SAVEPOINT part');
  try {
    const result = work();
    statements.run('RELEASE part');
    return result;
  } catch (error) {
    // A full disk rolls the whole transaction back by itself.
    if (statements.db.isTransaction) {
      statements.run('ROLLBACK TO part');
      statements.run('RELEASE part');
    }
    throw error;
  }
}

/**
 * Runs `work` in one transaction: all of it is on the disk when this returns, or nothing of it happened when it throws. Within `atomically` it is
 * a part of that: all of it or nothing, on the disk with the whole.
 */
export function transaction<T>(statements: Statements, work: () => T): T {
  if (statements.db.isTransaction) return part(statements, work);
  statements.run('BEGIN IMMEDIATE');
  try {
    const result = work();
    statements.run('COMMIT');
    return result;
  } catch (error) {
    if (statements.db.isTransaction) statements.run('ROLLBACK');
    throw error;
  }
}

/** A crawl does not write so much at once, a load does. */
const manyWrites = 1_000;
/** A load writes all over the indexes, a crawl in few places: only the one is faster with a large cache of pages. */
const loadingCacheKb = 65_536;

/** One caller's writes, waiting for the next transaction. */
interface Waiting {
  readonly writes: readonly Write[];
  readonly lease: Lease | undefined;
  readonly resolve: (created: readonly boolean[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Applies one caller's writes inside the transaction of all: all of them, or none. */
function applyOne(statements: Statements, tables: Tables, { writes, lease }: Waiting): readonly boolean[] {
  statements.run('SAVEPOINT one');
  try {
    if (lease) holdLease(statements, lease);
    return writes.map((write) => apply(tables, write));
  } catch (error) {
    if (statements.db.isTransaction) statements.run('ROLLBACK TO one');
    tables.forget();
    throw error;
  } finally {
    if (statements.db.isTransaction) statements.run('RELEASE one');
  }
}

/**
 * Applies each caller's writes in order, all or none, under the lease if one is given. Callers that come in the same moment share one
 * transaction, and so one wait for the disk; nobody is answered before it is over. One answer a write: false only for a create that was there.
 */
export function createCommit(statements: Statements, tables: Tables) {
  let waiting: Waiting[] = [];
  let isLoading = false;

  function flush(): void {
    const group = waiting;
    waiting = [];
    if (!isLoading && group.reduce((sum, { writes }) => sum + writes.length, 0) >= manyWrites) {
      isLoading = true;
      statements.run(`PRAGMA cache_size = ${-loadingCacheKb}`);
    }
    const answers: (() => void)[] = [];
    try {
      transaction(statements, () => {
        for (const one of group) {
          try {
            const created = applyOne(statements, tables, one);
            answers.push(() => one.resolve(created));
          } catch (error) {
            if (!statements.db.isTransaction) throw error;
            answers.push(() => one.reject(error));
          }
        }
      });
    } catch (error) {
      tables.forget();
      for (const one of group) one.reject(error);
      return;
    }
    for (const answer of answers) answer();
  }

  return (writes: readonly Write[], lease?: Lease): Promise<readonly boolean[]> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ writes, lease, resolve, reject });
    });
}
