import { DatabaseSync } from 'node:sqlite';
import { LeadlineError } from '../../model/errors.ts';
import { explained, explaining } from './failure.ts';

export interface Lock {
  /** False when the process before did not end in order, so that the database wants a full check. */
  readonly endedWell: boolean;
  /** Call last: notes whether the end was an orderly one and lets the next process in. */
  release(endedWell: boolean): void;
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === 5;

function holder(db: DatabaseSync): string {
  try {
    const row = db.prepare('SELECT pid FROM holder').get();
    return row ? `process ${String(row.pid)}` : 'another process';
  } catch {
    return 'another process';
  }
}

const locked = (db: DatabaseSync, path: string): LeadlineError =>
  new LeadlineError('storage-locked', `The data folder is in use by ${holder(db)}`, {
    where: path,
    hint: 'end that process first, or use another --data folder; searching works beside it',
  });

function take(db: DatabaseSync, path: string): boolean {
  db.exec('BEGIN IMMEDIATE');
  db.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, endedWell INTEGER)');
  const before = db.prepare('SELECT endedWell FROM holder').get();
  db.exec('DELETE FROM holder');
  db.prepare('INSERT INTO holder VALUES (?, 0)').run(process.pid);
  db.exec('COMMIT; BEGIN IMMEDIATE');
  if (holder(db) !== `process ${process.pid}`) throw locked(db, path);
  return before === undefined || before.endedWell === 1;
}

/**
 * Marks a data folder as in use by this process, by a write lock on a small file of its own: the system drops it however the process
 * ends, so no stale mark can keep a later one out, and everybody can read who holds it. Throws `storage-locked` with the process id.
 */
export function takeLock(path: string): Lock {
  const db = explaining(path, () => new DatabaseSync(path, { timeout: 0 }));
  try {
    const endedWell = take(db, path);
    return {
      endedWell,
      release: (well) => {
        try {
          db.prepare('UPDATE holder SET endedWell = ?').run(Number(well));
          db.exec('COMMIT');
        } catch {
          // On a full disk the note stays as it was: the next process checks the whole file, which costs time and loses nothing.
        } finally {
          db.close();
        }
      },
    };
  } catch (error) {
    const reason = isBusy(error) ? locked(db, path) : explained(error, path);
    db.close();
    throw reason;
  }
}
