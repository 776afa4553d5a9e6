import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { LoadedConfig } from '../config/load.ts';
import { serversOf } from '../config/servers.ts';
import type { DataFolder } from '../storage/data-folder.ts';
import type { Storage } from '../storage/port.ts';
import { openSqlite } from '../storage/sqlite/open.ts';

export type StorageKind = LoadedConfig['storage'];

interface OpenStorageOptions {
  readonly config: LoadedConfig;
  readonly folder: DataFolder;
  readonly readOnly: boolean;
}

/** The store that leadline.yaml names, behind the one port. The servers' clients are loaded only where they are used. */
export async function openStorage({ config, folder, readOnly }: OpenStorageOptions): Promise<Storage> {
  if (config.storage === 'embedded') return openSqlite(folder.database, { readOnly });
  const { openElastic } = await import('../storage/elastic/open.ts');
  return openElastic({ ...serversOf(config, process.env).elastic, readOnly });
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
