import { LeadlineError } from '../../model/errors.ts';
import { collectionNames, collections, type Declaration } from '../collections.ts';
import type { Statements } from './statements.ts';
import { quoted } from './where.ts';

/** Grows by one with every change of the tables that an older Leadline cannot read. Since 2, what is searched of items takes less room. */
const schemaVersion = 2;

const types = { text: 'TEXT', integer: 'INTEGER', real: 'REAL', boolean: 'INTEGER' } as const;

/** One table a collection: id, version, body (JSON) and a column for each declared field. */
function tableSql(name: string, { fields, indexes }: Pick<Declaration<unknown>, 'fields' | 'indexes'>): string {
  const columns = Object.entries(fields).map(([field, type]) => `${quoted(field)} ${types[type]}`);
  const all = ['id TEXT NOT NULL PRIMARY KEY', 'version INTEGER NOT NULL', ...columns, 'body TEXT NOT NULL'];
  const index = indexes.map(
    (each) =>
      `CREATE INDEX IF NOT EXISTS ${quoted(`${name}_${each.join('_')}`)} ON ${quoted(name)} (${[...each, 'id'].map(quoted).join(', ')});`,
  );
  return `CREATE TABLE IF NOT EXISTS ${quoted(name)} (${all.join(', ')}) STRICT;\n${index.join('\n')}`;
}

const leasesSql = `
CREATE TABLE IF NOT EXISTS leases (
  source TEXT NOT NULL PRIMARY KEY, dueAt INTEGER NOT NULL, epoch INTEGER NOT NULL, until INTEGER NOT NULL, planned INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS leases_dueAt ON leases (dueAt, source);`;

export const storedVersion = (statements: Statements): number =>
  Number(statements.get('PRAGMA user_version')?.user_version ?? 0);

/** Throws `storage-version` when the file was written by a newer Leadline. */
export function refuseNewer(statements: Statements): void {
  const found = storedVersion(statements);
  if (found <= schemaVersion) return;
  throw new LeadlineError('storage-version', `The database has format ${found}; this Leadline knows ${schemaVersion}`, {
    where: statements.path,
    hint: 'update Leadline, or use another --data folder',
  });
}

/** Creates the tables of the collections and the leases where they are missing, in one transaction. */
export function createTables(statements: Statements): void {
  const tables = collectionNames.map((name) => tableSql(name, collections[name]));
  statements.exec(`BEGIN IMMEDIATE;\n${tables.join('\n')}\n${leasesSql}\nCOMMIT;`);
}

/** The tables of items are there, but in the form of an older Leadline. */
export const hasOlderItems = (statements: Statements): boolean =>
  storedVersion(statements) > 0 && storedVersion(statements) < schemaVersion;

/** The database was made by an older Leadline, which had fewer tables or other ones. */
export function isOutdated(statements: Statements): boolean {
  if (hasOlderItems(statements)) return true;
  const known = new Set(statements.all("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) => name));
  return collectionNames.some((name) => !known.has(name));
}

/** Says that every table is there; until then a reader finds no database. */
export function sealVersion(statements: Statements): void {
  if (storedVersion(statements) !== schemaVersion) statements.exec(`PRAGMA user_version = ${schemaVersion}`);
}
