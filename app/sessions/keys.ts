import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { LoadedConfig } from '../../config/load.ts';
import { errorText, LeadlineError } from '../../model/errors.ts';
import { keyLength, type SealKey, sealKey } from './seal.ts';

/** The current key, then those that seal what a rotation has not reached yet. */
export type Keys = readonly [SealKey, ...SealKey[]];

/** Where keys come from. Every method throws `session-key`. */
export interface KeySource {
  /** With `make`, a key file that is not there is made. With `fresh`, what was read before does not count. */
  read(options?: { readonly make?: boolean; readonly fresh?: boolean }): Promise<Keys>;
  /** Makes a new key the current one, beside those before; null where keys are made elsewhere. */
  readonly add: (() => Promise<Keys>) | null;
  /** Forgets every key but the current one; null where keys are kept elsewhere. */
  readonly forgetOlder: (() => Promise<void>) | null;
  /** For people: which file, or which command. */
  readonly where: string;
}

const fault = (message: string, where: string, cause?: unknown): LeadlineError =>
  new LeadlineError('session-key', message, { where, ...(cause === undefined ? {} : { cause }) });

/** Hexadecimal digits or base64, one key a line. The text itself never stands in an error. */
function parseKeys(text: string, where: string): Keys {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [first, ...older] = lines.map((line) => {
    const bytes = Buffer.from(line, /^[0-9a-f]{64}$/i.test(line) ? 'hex' : 'base64');
    if (bytes.length !== keyLength)
      throw fault(`A key for sessions has ${bytes.length} bytes instead of ${keyLength}`, where);
    return sealKey(bytes);
  });
  if (!first) throw fault('There is no key for sessions in it', where);
  return [first, ...older];
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const header = '# Leadline seals the sessions of sources with this key. Who has it and the store has the sessions.\n';

/** Written aside and forced to the disk, for its owner only; `place` then moves it. */
function writeAside(file: string, keys: readonly SealKey[], place: (draft: string) => void): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const handle = openSync(draft, 'w', 0o600);
    writeSync(handle, header + keys.map(({ bytes }) => `${bytes.toString('hex')}\n`).join(''));
    fsyncSync(handle);
    closeSync(handle);
    place(draft);
  } catch (error) {
    throw fault(`The key file cannot be written: ${codeOf(error) || errorText(error)}`, file, error);
  } finally {
    rmSync(draft, { force: true });
  }
}

const newKey = (): SealKey => sealKey(randomBytes(keyLength));

/** Linked, not moved, into place: two first starts agree on one key. */
const makeFile = (file: string): void =>
  writeAside(file, [newKey()], (draft) => {
    try {
      linkSync(draft, file);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  });

function readFile(file: string, make: boolean): Keys {
  try {
    return parseKeys(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof LeadlineError) throw error;
    if (codeOf(error) !== 'ENOENT') throw fault(`The key file cannot be read: ${codeOf(error)}`, file, error);
    if (!make) throw fault('The key file that sealed the sessions is not there', file, error);
  }
  makeFile(file);
  return readFile(file, false);
}

function fileKeys(file: string): KeySource {
  const replace = (keys: readonly SealKey[]) => writeAside(file, keys, (draft) => renameSync(draft, file));
  return {
    where: file,
    read: async ({ make = false } = {}) => readFile(file, make),
    async add() {
      const keys: Keys = [newKey(), ...readFile(file, true)];
      replace(keys);
      return keys;
    },
    async forgetOlder() {
      replace(readFile(file, false).slice(0, 1));
    },
  };
}

const commandMs = 30_000;

/** What the command prints stays here: an error says only how it ended. */
const outputOf = ([program = '', ...words]: readonly string[], where: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      program,
      words,
      { encoding: 'utf8', timeout: commandMs, maxBuffer: 65_536, shell: false },
      (error, output) => {
        if (!error) return resolve(output);
        const how = error.killed ? 'was ended after 30 s' : `ended with ${error.code ?? 'an error'}`;
        reject(fault(`The command that prints the key for sessions ${how}`, where));
      },
    );
    child.stdin?.on('error', () => undefined).end();
  });

function commandKeys(command: readonly string[]): KeySource {
  const where = `sessions.keyCommand (${command[0]})`;
  let known: Promise<Keys> | null = null;
  return {
    where,
    add: null,
    forgetOlder: null,
    read({ fresh = false } = {}) {
      if (fresh || known === null) {
        const asked = outputOf(command, where).then((text) => parseKeys(text, where));
        asked.catch(() => {
          if (known === asked) known = null; // asked again the next time
        });
        known = asked;
      }
      return known;
    },
  };
}

/** The file of the key where the configuration names no other. */
export const keyFileOf = ({ sessions, data }: Pick<LoadedConfig, 'sessions' | 'data'>): string =>
  sessions.keyFile ?? join(data, 'session.key');

export const openKeys = (config: Pick<LoadedConfig, 'sessions' | 'data'>): KeySource =>
  config.sessions.keyCommand === null ? fileKeys(keyFileOf(config)) : commandKeys(config.sessions.keyCommand);
