import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { LeadlineError } from '../model/errors.ts';

/** Where everything of one Leadline lives. Only the owner can read the secret. */
export interface DataFolder {
  readonly path: string;
  readonly database: string;
  readonly archive: string;
  /** The file of inbox receivers without a path of their own. */
  readonly inbox: string;
  /** 32 random bytes, made once: the key of digests that stand in the place of secrets. */
  secret(): Buffer;
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const unwritable = (path: string, cause: unknown): LeadlineError =>
  new LeadlineError('disk-full', `The data folder cannot be written (${codeOf(cause)})`, {
    where: path,
    hint: 'free some space, check its permissions, or use another --data folder',
    cause,
  });

/** Written aside and linked into place, so that two first starts agree on one secret and a crash leaves no half of it. */
function makeSecret(path: string): void {
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, randomBytes(32));
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readSecret(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw unwritable(path, error);
  }
  try {
    makeSecret(path);
    return readFileSync(path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function make(folder: string, archive: string): void {
  try {
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(folder, 0o700);
    mkdirSync(archive, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/**
 * Makes the folder where it is missing, unless it is only read: a mistyped path leaves no folder behind. Throws `disk-full` when it cannot be
 * written.
 */
export function openDataFolder(path: string, { readOnly = false } = {}): DataFolder {
  const folder = resolve(path);
  const archive = join(folder, 'archive');
  if (!readOnly) make(folder, archive);
  return {
    path: folder,
    database: join(folder, 'leadline.db'),
    archive,
    inbox: join(folder, 'inbox.jsonl'),
    secret: () => readSecret(join(folder, 'secret')),
  };
}
