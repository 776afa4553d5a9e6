import { type ErrorCode, LeadlineError } from '../../model/errors.ts';

/** Primary SQLite result codes that mean something to a person. */
const meanings: Readonly<Record<number, ErrorCode>> = {
  5: 'storage-locked',
  6: 'storage-locked',
  8: 'disk-full',
  10: 'disk-full',
  11: 'storage-corrupt',
  13: 'disk-full',
  14: 'disk-full',
  26: 'storage-corrupt',
};

const hints: Partial<Readonly<Record<ErrorCode, string>>> = {
  'storage-locked': 'end the other process, or use another --data folder',
  'disk-full': 'free some space or check the permissions of the data folder; what was saved before is safe',
  'storage-corrupt':
    'move the database file away and run `leadline reextract`: the archive holds everything that was captured; subscriptions and the delivery log come from a backup',
};

const said: Partial<Readonly<Record<ErrorCode, string>>> = {
  'storage-locked': 'Another process writes to the database',
  'disk-full': 'The database cannot be written',
  'storage-corrupt': 'The database is damaged',
};

export const corrupt = (path: string, detail: string): LeadlineError =>
  new LeadlineError('storage-corrupt', `The database is damaged: ${detail}`, {
    where: path,
    ...hintOf('storage-corrupt'),
  });

const hintOf = (code: ErrorCode): { hint?: string } => {
  const hint = hints[code];
  return hint === undefined ? {} : { hint };
};

const resultCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;

/** The error of a SQLite call as one for people; anything else unchanged. */
export function explained(error: unknown, path: string): unknown {
  const code = meanings[resultCode(error) ?? 0];
  if (!code || !(error instanceof Error)) return error;
  return new LeadlineError(code, `${said[code]}: ${error.message}`, { where: path, ...hintOf(code), cause: error });
}

/** Runs `work`; errors of SQLite come out explained. */
export function explaining<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explained(error, path);
  }
}
