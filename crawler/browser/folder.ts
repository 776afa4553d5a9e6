import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'leadline-browser-';
const remove = (path: string): void => rmSync(path, { recursive: true, force: true });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Folders of processes that were killed before they could take them away. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent).filter((each) => each.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length).split('-')[0]);
    if (!(owner > 0) || isAlive(owner)) continue;
    const path = join(parent, name);
    try {
      const profile = readFileSync(join(path, 'profile'), 'utf8');
      if (profile.startsWith(join(parent, 'playwright'))) remove(profile);
    } catch {
      // It ended before it had one.
    }
    remove(path);
  }
}

/** A home that a browser may fill and nobody keeps. */
export interface BrowserFolder {
  readonly env: Readonly<Record<string, string>>;
  /** Notes the browser's own profile folder, so that a later process takes it away when this one is killed. */
  note(commandLine: string): void;
  remove(): void;
}

export function makeFolder(parent: string = tmpdir()): BrowserFolder {
  sweep(parent);
  const path = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  const at = (name: string) => {
    mkdirSync(join(path, name), { mode: 0o700 });
    return join(path, name);
  };
  return {
    // Nothing else of our environment: no proxy, no secret, no home of a person.
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      LANG: 'en_US.UTF-8',
      HOME: at('home'),
      TMPDIR: at('tmp'),
      XDG_CONFIG_HOME: at('config'),
      XDG_CACHE_HOME: at('cache'),
      ...(process.env.DISPLAY ? { DISPLAY: process.env.DISPLAY } : {}),
      ...(process.env.XAUTHORITY ? { XAUTHORITY: process.env.XAUTHORITY } : {}),
    },
    note(commandLine) {
      const profile = /--user-data-dir=([^\0]+)/.exec(commandLine)?.[1];
      if (profile) writeFileSync(join(path, 'profile'), profile);
    },
    remove: () => remove(path),
  };
}
