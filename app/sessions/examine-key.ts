import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { LoadedConfig } from '../../config/load.ts';
import { LeadlineError } from '../../model/errors.ts';
import { keyFileOf, openKeys } from './keys.ts';
import { openPlainFiles } from './plain-files.ts';

export interface KeyFinding {
  readonly ok: boolean;
  readonly found: string;
  /** What to do; empty when there is nothing to mend. */
  readonly mend: string;
}

const isWithin = (folder: string, file: string): boolean => !relative(folder, file).startsWith('..');

/** Warnings on a key file that is there: each works, and is to be thought about. */
function remarksOn(file: string, data: string, keys: number): readonly (readonly [string, string])[] {
  const open = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  return [
    ...(open ? [['others on this machine can read it', `chmod 600 ${file}`] as const] : []),
    ...(keys > 1
      ? [['a rotation was interrupted', 'leadline source session rotate brings it to its end'] as const]
      : []),
    ...(isWithin(data, file)
      ? [
          [
            'it lies beside the sessions that it opens',
            'move it out of the data folder and name it in sessions.keyFile',
          ] as const,
        ]
      : []),
  ];
}

/** Whether the key of sessions can be had and is kept well. Makes none. A warning is `ok` and has something to mend. */
export async function examineKey(config: Pick<LoadedConfig, 'sessions' | 'data'>): Promise<KeyFinding> {
  const file = keyFileOf(config);
  const plain = openPlainFiles(join(config.data, 'sessions')).sources();
  if (plain.length > 0)
    return {
      ok: true,
      found: `sessions of ${plain.join(', ')} lie unsealed in the data folder`,
      mend: 'they are sealed at the next visit; leadline source run visits now',
    };
  if (config.sessions.keyCommand === null && !existsSync(file))
    return { ok: true, found: 'none yet; it is made with the first session', mend: '' };
  try {
    const keys = await openKeys(config).read();
    if (config.sessions.keyCommand !== null)
      return { ok: true, found: `${config.sessions.keyCommand[0]} prints it`, mend: '' };
    const remarks = remarksOn(file, config.data, keys.length);
    return {
      ok: true,
      found: [file, ...remarks.map(([what]) => what)].join('; '),
      mend: remarks.map(([, mend]) => mend).join('; '),
    };
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error;
    return { ok: false, found: error.message, mend: error.hint };
  }
}
