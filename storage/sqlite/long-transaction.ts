import { LeadlineError } from '../../model/errors.ts';
import type { Statements } from './statements.ts';

/**
 * Runs work of any length in one transaction, of which every commit within it becomes a part. `forget` drops what is kept in memory of writes that
 * did not happen.
 */
export async function longTransaction<T>(
  statements: Statements,
  forget: () => void,
  work: () => Promise<T>,
): Promise<T> {
  statements.run('BEGIN IMMEDIATE');
  try {
    const result = await work();
    // Rolled back behind our back by a full disk whose error somebody swallowed: nothing of the work is there.
    if (!statements.db.isTransaction)
      throw new LeadlineError('disk-full', 'The database could not hold the whole work', {
        hint: 'free some space and call the command again; nothing was changed',
      });
    statements.run('COMMIT');
    return result;
  } catch (error) {
    if (statements.db.isTransaction) statements.run('ROLLBACK');
    forget();
    throw error;
  }
}
