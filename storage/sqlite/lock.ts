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

interface Holder {
  readonly pid: number;
  /** When the process began; null where an older Leadline wrote the note. */
  readonly since: string | null;
}

/** Who holds the folder, as far as its note can be read: it is being written at this moment, or a newer Leadline wrote it. */
function holderOf(db: DatabaseSync): Holder | null {
  try {
    const row = db.prepare('SELECT * FROM holder').get();
    if (!row) return null;
    return { pid: Number(row.pid), since: typeof row.since === 'string' ? row.since : null };
  } catch {
    return null;
  }
}

function locked(db: DatabaseSync, path: string): LeadlineError {
  const holder = holderOf(db);
  const since = holder?.since ? `, since ${holder.since.slice(0, 16).replace('T', ' ')} UTC` : '';
  const name = holder ? `process ${holder.pid}${since}` : 'another process';
  const stop = `stop it (Ctrl-C where it runs${holder ? `, or kill ${holder.pid}` : ''}) and call this again`;
  return new LeadlineError('storage-locked', `The data folder is in use by ${name}; one process writes at a time`, {
    where: path,
    hint: `where that is leadline start, its pages set and mute alerts; for all else ${stop}; what only reads (search, show, trend, export, status) works beside it`,
  });
}

/** When this process began, told by the system and not by the clock of the work, which may be a simulated one. */
const began = (): string => new Date(performance.timeOrigin).toISOString();

function take(db: DatabaseSync, path: string): boolean {
  db.exec('BEGIN IMMEDIATE');
  db.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, endedWell INTEGER)');
  const before = db.prepare('SELECT endedWell FROM holder').get();
  db.exec('DROP TABLE holder; CREATE TABLE holder (pid INTEGER, endedWell INTEGER, since TEXT)');
  db.prepare('INSERT INTO holder VALUES (?, 0, ?)').run(process.pid, began());
  db.exec('COMMIT; BEGIN IMMEDIATE');
  if (holderOf(db)?.pid !== process.pid) throw locked(db, path);
  return before === undefined || before.endedWell === 1;
}

/**
 * Marks a data folder as in use by this process, by a write lock on a small file of its own: the system drops it however the process
 * ends, so no stale mark can keep a later one out, and everybody can read who holds it. Throws `storage-locked` with the process id and since when.
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
