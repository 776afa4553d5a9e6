import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LeadlineError } from '../../model/errors.ts';
import { collectionNames, collections } from '../collections.ts';
import type { Storage } from '../port.ts';
import { createTable, toCollection } from './collection.ts';
import { createCommit, transaction } from './commit.ts';
import { corrupt, explaining } from './failure.ts';
import { createItems } from './items.ts';
import { renewItems } from './items-renew.ts';
import { createLeases } from './leases.ts';
import { takeLock } from './lock.ts';
import { longTransaction } from './long-transaction.ts';
import { createTables, hasOlderItems, isOutdated, refuseNewer, sealVersion, storedVersion } from './schema.ts';
import { createStatements, type Statements } from './statements.ts';

export interface SqliteOptions {
  /** Reads beside a process that writes; needs a database that exists. */
  readonly readOnly?: boolean;
}

/** A full check reads the whole file: always after a bad end, else only while it takes no more than a moment. */
const alwaysCheckedBytes = 64 << 20;
const busyMs = 10_000;

function checkIntegrity(statements: Statements, pragma: 'quick_check' | 'integrity_check'): void {
  const rows = statements.all(`PRAGMA ${pragma}(5)`).map((row) => String(Object.values(row)[0]));
  if (rows.length !== 1 || rows[0] !== 'ok') throw corrupt(statements.path, rows.join('; '));
}

const missing = (path: string): LeadlineError =>
  new LeadlineError('not-found', 'There is no database yet', {
    where: path,
    hint: 'run `leadline start`, `leadline import` or `leadline demo` first, or name another folder with --data',
  });

function prepareReader(statements: Statements): void {
  refuseNewer(statements);
  if (storedVersion(statements) === 0) throw missing(statements.path);
}

/** A reader makes no tables; those of a newer Leadline are made by a writer for a moment. Throws `storage-locked` while an older one runs. */
function renew(path: string): void {
  const outdated = opened(path, { readOnly: true }, (statements) => {
    prepareReader(statements);
    const lacking = isOutdated(statements);
    statements.db.close();
    return lacking;
  });
  if (outdated) void openSqlite(path).close(); // done before it returns
}

function prepareWriter(statements: Statements, endedWell: boolean): void {
  // 8 MB of pages: more of them made no crawl faster, and a crawling worker has to get along with 200 MB.
  statements.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY');
  refuseNewer(statements);
  if (!endedWell || statSync(statements.path).size <= alwaysCheckedBytes) checkIntegrity(statements, 'quick_check');
  // Checkpoints copy pages and sync twice; 32 MB between them make them rare while a crawl commits every page.
  statements.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 8000');
  createTables(statements);
  if (hasOlderItems(statements)) renewItems(statements);
}

/**
 * Makes a new file readable by its owner only, since the folder may be one that others can open; SQLite gives its journals the same rights.
 * A file that exists is not touched: closing a handle on it would drop the locks of this process.
 */
function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // It exists, or cannot be made; then SQLite says why.
  }
}

/** Opens the database, hands it to `use` and closes it again when that fails. */
function opened<T>(path: string, options: { readonly readOnly: boolean }, use: (statements: Statements) => T): T {
  const db = explaining(path, () => new DatabaseSync(path, { ...options, timeout: busyMs }));
  try {
    return use(createStatements(db, path));
  } catch (error) {
    db.close();
    throw error;
  }
}

function assemble(statements: Statements, endedWell: boolean, close: () => void): Storage {
  const table = <T extends object>(name: string, declaration: Parameters<typeof createTable<T>>[2]) =>
    createTable(statements, name, declaration);
  const of = {
    sources: table('sources', collections.sources),
    urls: table('urls', collections.urls),
    captures: table('captures', collections.captures),
    observations: table('observations', collections.observations),
    sightings: table('sightings', collections.sightings),
    turns: table('turns', collections.turns),
    subscriptions: table('subscriptions', collections.subscriptions),
    alerts: table('alerts', collections.alerts),
    deliveries: table('deliveries', collections.deliveries),
    mirrors: table('mirrors', collections.mirrors),
    mirrorlists: table('mirrorlists', collections.mirrorlists),
    mentions: table('mentions', collections.mentions),
    candidates: table('candidates', collections.candidates),
    decisions: table('decisions', collections.decisions),
    walls: table('walls', collections.walls),
    notices: table('notices', collections.notices),
    workers: table('workers', collections.workers),
    sessions: table('sessions', collections.sessions),
    accounts: table('accounts', collections.accounts),
    identities: table('identities', collections.identities),
  };
  const items = createItems(statements.db);
  sealVersion(statements);
  const derived = collectionNames.filter((name) => collections[name].derived);
  return {
    sources: toCollection(of.sources),
    urls: toCollection(of.urls),
    captures: toCollection(of.captures),
    observations: toCollection(of.observations),
    sightings: toCollection(of.sightings),
    turns: toCollection(of.turns),
    subscriptions: toCollection(of.subscriptions),
    alerts: toCollection(of.alerts),
    deliveries: toCollection(of.deliveries),
    mirrors: toCollection(of.mirrors),
    mirrorlists: toCollection(of.mirrorlists),
    mentions: toCollection(of.mentions),
    candidates: toCollection(of.candidates),
    decisions: toCollection(of.decisions),
    walls: toCollection(of.walls),
    notices: toCollection(of.notices),
    workers: toCollection(of.workers),
    sessions: toCollection(of.sessions),
    accounts: toCollection(of.accounts),
    identities: toCollection(of.identities),
    items,
    leases: createLeases(statements),
    commit: createCommit(statements, { of, writeItem: items.writeItem, forget: items.forget }),
    check: async () => checkIntegrity(statements, 'integrity_check'),
    clearDerived: async () =>
      transaction(statements, () => {
        for (const name of derived) statements.run(`DELETE FROM ${name}`);
        items.clear();
      }),
    atomically: (work) => longTransaction(statements, items.forget, work),
    endedWell,
    close: async () => close(),
  };
}

const once = (work: () => void): (() => void) => {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
};

/**
 * The embedded store in one file. One process writes at a time; others may read. Throws `storage-locked`, `storage-version`,
 * `storage-corrupt`, `disk-full`, or `not-found` when a reader finds no database. Beside the file lies `<path>-lock`; neither may be
 * opened by other means in this process, since closing such a handle would drop the locks on it.
 */
export function openSqlite(path: string, options: SqliteOptions = {}): Storage {
  if (options.readOnly) {
    if (!existsSync(path)) throw missing(path);
    renew(path);
    return opened(path, { readOnly: true }, (statements) => {
      prepareReader(statements);
      return assemble(
        statements,
        true,
        once(() => statements.db.close()),
      );
    });
  }
  for (const file of [path, `${path}-lock`]) makePrivate(file);
  const lock = takeLock(`${path}-lock`);
  try {
    return opened(path, { readOnly: false }, (statements) => {
      prepareWriter(statements, lock.endedWell);
      const close = () => {
        statements.db.close();
        lock.release(true);
      };
      return assemble(statements, lock.endedWell, once(close));
    });
  } catch (error) {
    lock.release(lock.endedWell);
    throw error;
  }
}
