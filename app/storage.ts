import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { LoadedConfig } from '../config/load.ts';
import { type Servers, serversOf } from '../config/servers.ts';
import { type Clock, realClock } from '../model/clock.ts';
import type { BullTurnsOptions } from '../storage/bullmq/turns.ts';
import type { DataFolder } from '../storage/data-folder.ts';
import type { Storage } from '../storage/port.ts';
import { openSqlite } from '../storage/sqlite/open.ts';

export type StorageKind = LoadedConfig['storage'];

/** Each in milliseconds but the last; what is absent is as it should be. */
export interface TurnTimes
  extends Partial<Pick<BullTurnsOptions, 'lockMs' | 'stalledMs' | 'reconcileMs' | 'mostDeaths'>> {
  readonly leaseMs?: number;
}

interface OpenStorageOptions {
  readonly config: LoadedConfig;
  readonly folder: DataFolder;
  readonly readOnly: boolean;
  readonly clock?: Clock;
  readonly turns?: TurnTimes;
  /** What an operator should hear, one line each. */
  readonly log?: (line: string) => void;
}

/** A source on which workers die again and again waits for a person. */
async function park(storage: Storage, id: string, deaths: number): Promise<void> {
  const stored = await storage.sources.get(id);
  if (!stored) return;
  const reason = `${deaths} workers in a row died while they visited it; look at their logs, then: leadline source resume ${id}`;
  await storage.sources.put(id, { ...stored.value, state: 'parked', reason }, stored.version);
}

/** Puts Redis in front of the store's turns. */
async function withQueue(
  storage: Storage,
  { redis, elastic }: Servers,
  { clock = realClock, turns: times = {}, log = () => undefined }: OpenStorageOptions,
): Promise<Storage> {
  const { createBullTurns } = await import('../storage/bullmq/turns.ts');
  const { leaseMs: _, ...queueTimes } = times;
  const turns = await createBullTurns({
    ...queueTimes,
    ...redis,
    prefix: elastic.prefix,
    leases: storage.leases,
    sources: async function* () {
      for await (const { id } of storage.sources.each({ state: 'active', via: 'tor' })) yield id;
    },
    clock,
    onPoison: (source, deaths) => park(storage, source, deaths),
    log,
  });
  const close = async () => {
    await turns.close();
    await storage.close();
  };
  return { ...storage, leases: turns, close };
}

/** The store that leadline.yaml names, behind the one port. The servers' clients are loaded only where they are used. */
export async function openStorage(options: OpenStorageOptions): Promise<Storage> {
  const { config, folder, readOnly } = options;
  if (config.storage === 'embedded') return openSqlite(folder.database, { readOnly });
  const { openElastic } = await import('../storage/elastic/open.ts');
  const servers = serversOf(config, process.env);
  const storage = await openElastic({ ...servers.elastic, readOnly });
  if (readOnly) return storage;
  try {
    return await withQueue(storage, servers, options);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/**
 * Under which name this process writes archive files. The embedded store has one writer, which carries on its own file; many processes write side
 * by side, each from its first start on files of its own.
 */
export const archiveWorker = ({ storage }: LoadedConfig): string =>
  storage === 'embedded'
    ? 'w1'
    : `${
        hostname()
          .replace(/[^A-Za-z0-9]+/g, '')
          .slice(0, 24) || 'host'
      }.${process.pid}.${randomBytes(4).toString('hex')}`;
