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

/** Runs `work` in one transaction: all of it is on the disk when this returns, or nothing of it happened when it throws. */
export function transaction<T>(statements: Statements, work: () => T): T {
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

/** Applies the writes in order, all or none, under the lease if one is given. One answer a write: false only for a create that was there. */
export function commitWrites(
  statements: Statements,
  tables: Tables,
  writes: readonly Write[],
  lease?: Lease,
): readonly boolean[] {
  try {
    return transaction(statements, () => {
      if (lease) holdLease(statements, lease);
      return writes.map((write) => apply(tables, write));
    });
  } catch (error) {
    tables.forget();
    throw error;
  }
}
