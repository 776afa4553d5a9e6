import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** True for root, whom Elasticsearch refuses: it then runs as nobody. */
export const isRoot = process.getuid?.() === 0;

/** Where downloads are kept for the next run. Root's own folder is closed to the user that the server runs as. */
const cacheFolder: string =
  process.env.LEADLINE_CACHE ?? (isRoot ? '/var/cache/leadline' : join(homedir(), '.cache', 'leadline'));

export const isCached = (name: string): boolean => existsSync(join(cacheFolder, name));

/** A folder of the cache. The first to need it makes it aside and moves it into place, so that two runs, or a broken one, leave no half of it. */
export async function cached(name: string, make: (draft: string) => Promise<void>): Promise<string> {
  const path = join(cacheFolder, name);
  if (existsSync(path)) return path;
  mkdirSync(cacheFolder, { recursive: true });
  chmodSync(cacheFolder, 0o755);
  const draft = join(cacheFolder, `${name}.${randomBytes(4).toString('hex')}`);
  mkdirSync(draft, { mode: 0o755 });
  try {
    await make(draft);
    renameSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return path;
}
