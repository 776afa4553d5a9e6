import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { errorText, NeedsOperator } from '../../model/errors.ts';

/** A tor that is installed here. `proofOfWork`: it can solve the puzzles of services that are under attack. */
export interface TorProgram {
  readonly path: string;
  readonly version: string;
  readonly proofOfWork: boolean;
}

const install = 'install it (Debian: apt-get install tor), or name it with tor.path in leadline.yaml';

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Packages put it where only root looks. */
const usualFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

function locate(name: string, path: string): string {
  if (isAbsolute(name)) {
    if (runs(name)) return name;
    throw new NeedsOperator('tor-missing', `There is no program at ${name}`, {
      hint: 'correct tor.path in leadline.yaml',
    });
  }
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), ...usualFolders];
  const found = folders.map((folder) => join(folder, name)).find(runs);
  if (found === undefined) throw new NeedsOperator('tor-missing', 'tor is not installed here', { hint: install });
  return found;
}

const run = promisify(execFile);

/** Finds tor by its name in the folders of `searchPath`, or by an absolute path, and asks what it can do. Throws `tor-missing`. */
export async function findTor(name: string, searchPath: string): Promise<TorProgram> {
  const path = locate(name, searchPath);
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
    const version = /^Tor version (\S+?)\.?\s/m.exec(stdout)?.[1];
    if (version === undefined) throw new Error(`it says "${stdout.slice(0, 80).trim()}"`);
    // A tor that is too old to know the question has no proof of work either.
    const modules = await run(path, ['--list-modules'], { timeout: 10_000 }).catch(() => ({ stdout: '' }));
    return { path, version, proofOfWork: /^pow: yes$/m.test(modules.stdout) };
  } catch (cause) {
    throw new NeedsOperator('tor-missing', `${path} is no tor that runs: ${errorText(cause)}`, {
      hint: install,
      cause,
    });
  }
}
