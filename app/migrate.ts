import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import { LeadlineError } from '../model/errors.ts';
import { collectionNames, collections } from '../storage/collections.ts';
import { type DataFolder, openDataFolder } from '../storage/data-folder.ts';
import type { CollectionName, Storage, Write } from '../storage/port.ts';
import { openStorage, type StorageKind } from './storage.ts';

export interface MigrateOptions {
  readonly config: LoadedConfig;
  readonly to: StorageKind;
  /** Counts what would be copied, and writes nothing. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (text: string) => void;
}

/** One kind of record: how many there are, and a digest of all of them in the order of their ids. */
export interface Copied {
  readonly name: CollectionName | 'items';
  readonly count: number;
  readonly sha256: string;
}
export interface MigrateReport {
  readonly from: StorageKind;
  readonly to: StorageKind;
  readonly dryRun: boolean;
  readonly copied: readonly Copied[];
}

const batch = 500;
const noteOf = (folder: DataFolder): string => join(folder.path, 'migrating');

/** Throws `conflict` when a migration was begun and not finished: the store that it was filling would look whole, and is not. */
export function refuseHalfMigrated(folder: DataFolder, kind: StorageKind): void {
  const note = noteOf(folder);
  if (!existsSync(note) || readFileSync(note, 'utf8').trim() !== kind) return;
  throw new LeadlineError('conflict', `A migration into the ${kind} store was begun and did not come to its end`, {
    where: note,
    hint: `run leadline migrate --to ${kind} again, which begins anew; or set storage: ${other(kind)} in leadline.yaml: that store is whole`,
  });
}

const other = (kind: StorageKind): StorageKind => (kind === 'embedded' ? 'distributed' : 'embedded');

const isRecord = (value: unknown): value is { readonly id: string } =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

/** Every record of a kind with its id, in the order of ids. */
async function* recordsOf(storage: Storage, name: Copied['name']): AsyncGenerator<{ readonly id: string }> {
  for await (const value of name === 'items' ? storage.items.each() : storage[name].each())
    if (isRecord(value)) yield value;
}

async function digestOf(storage: Storage, name: Copied['name']): Promise<Copied> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const record of recordsOf(storage, name)) {
    hash.update(`${JSON.stringify(record)}\n`);
    count += 1;
  }
  return { name, count, sha256: hash.digest('hex') };
}

async function writeOf(from: Storage, name: Copied['name'], id: string, value: unknown): Promise<Write> {
  if (name !== 'items') return { do: 'create', collection: name, id, value };
  const [stored, document] = await Promise.all([from.items.get(id), from.items.document(id)]);
  if (!stored || !document)
    throw new LeadlineError('conflict', `The item ${id} changed while it was copied`, {
      hint: 'stop every Leadline that works on this data and run the migration again',
    });
  return { do: 'item', item: stored.item, document, expected: 0 };
}

/** Copies one kind of record; the numbers and digests of both stores have to agree. */
async function copy(from: Storage, to: Storage, name: Copied['name'], options: MigrateOptions): Promise<Copied> {
  let waiting: { readonly id: string }[] = [];
  let done = 0;
  const flush = async () => {
    options.signal?.throwIfAborted();
    await to.commit(await Promise.all(waiting.map((value) => writeOf(from, name, value.id, value))));
    done += waiting.length;
    waiting = [];
    options.onProgress?.(`${name}: ${done} copied`);
  };
  for await (const record of recordsOf(from, name)) {
    waiting.push(record);
    if (waiting.length === batch) await flush();
  }
  if (waiting.length > 0) await flush();
  const [source, target] = [await digestOf(from, name), await digestOf(to, name)];
  if (source.sha256 === target.sha256) return target;
  throw new LeadlineError(
    'conflict',
    `${name}: ${source.count} records were copied as ${target.count}, or not as they are`,
    {
      hint: 'stop every Leadline that works on this data and run the migration again; the store that was copied from is unchanged',
    },
  );
}

async function empty(storage: Storage): Promise<void> {
  await storage.clearDerived();
  for (const name of collectionNames.filter((each) => !collections[each].derived)) {
    const ids: string[] = [];
    for await (const { id } of recordsOf(storage, name)) ids.push(id);
    for (let start = 0; start < ids.length; start += batch)
      await storage.commit(
        ids.slice(start, start + batch).map((id): Write => ({ do: 'remove', collection: name, id })),
      );
  }
}

/** A store that was never a half of a migration is not emptied without being asked. */
async function prepare(to: Storage, folder: DataFolder, kind: StorageKind): Promise<void> {
  const isHalf = existsSync(noteOf(folder)) && readFileSync(noteOf(folder), 'utf8').trim() === kind;
  if (!isHalf && ((await to.sources.count()) > 0 || (await to.captures.count()) > 0))
    throw new LeadlineError('exists', `The ${kind} store holds records already`, {
      hint:
        kind === 'embedded'
          ? `move ${folder.database} away first`
          : 'choose another elastic.prefix, or delete the indices of this one, first',
    });
  writeFileSync(noteOf(folder), `${kind}\n`, { mode: 0o600 });
  if (isHalf) await empty(to);
}

async function copyPlans(from: Storage, to: Storage): Promise<void> {
  for await (const { id } of from.sources.each()) {
    const at = await from.leases.planned(id);
    if (at !== null) await to.leases.schedule(id, at);
  }
}

const all: readonly Copied['name'][] = [...collectionNames, 'items'];

/**
 * Copies everything from one store into the other, which has to be empty or the half of an earlier attempt. The archive stays where it is and the store
 * that is copied from is only read. Throws `exists`, or `conflict` when something else wrote meanwhile.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateReport> {
  const { config, to: kind, dryRun = false } = options;
  const folder = openDataFolder(config.data);
  const from = await openStorage({ config: { ...config, storage: other(kind) }, folder, readOnly: true });
  try {
    if (dryRun) {
      const copied: Copied[] = [];
      for (const name of all) copied.push(await digestOf(from, name));
      return { from: other(kind), to: kind, dryRun, copied };
    }
    const to = await openStorage({ config: { ...config, storage: kind }, folder, readOnly: false });
    try {
      await prepare(to, folder, kind);
      const copied: Copied[] = [];
      for (const name of all) copied.push(await copy(from, to, name, options));
      await copyPlans(from, to);
      rmSync(noteOf(folder));
      return { from: other(kind), to: kind, dryRun, copied };
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}
