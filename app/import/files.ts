import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errorText, LeadlineError } from '../../model/errors.ts';

/** A file to be taken in, or an entry of a folder that cannot be opened, with the reason. */
export interface Entry {
  readonly path: string;
  readonly problem: string | null;
  /** Named by the caller itself, not found in a folder. */
  readonly named: boolean;
}

/** Folders that were walked already are left out, so that a link to a folder above ends. */
function* below(path: string, named: boolean, walked: Set<string>): Generator<Entry> {
  try {
    if (!statSync(path).isDirectory()) {
      yield { path, problem: null, named };
      return;
    }
    const real = realpathSync(path);
    if (walked.has(real)) return;
    walked.add(real);
    for (const name of readdirSync(path).sort()) yield* below(join(path, name), false, walked);
  } catch (error) {
    yield { path, problem: `it cannot be read: ${errorText(error)}`, named };
  }
}

/** Every file below the given paths, folders in the order of their names. Throws `file-unreadable` at once when one of `paths` does not exist. */
export function filesBelow(paths: readonly string[]): Generator<Entry> {
  for (const path of paths) {
    try {
      statSync(path);
    } catch (cause) {
      throw new LeadlineError('file-unreadable', `${path} cannot be read: ${errorText(cause)}`, {
        where: path,
        hint: 'nothing was taken in',
        cause,
      });
    }
  }
  const walked = new Set<string>();
  return (function* () {
    for (const path of paths) yield* below(path, true, walked);
  })();
}

export type ImportFormat = 'page' | 'warc' | 'telegram';

const byEnding: readonly (readonly [RegExp, ImportFormat])[] = [
  [/\.warc(\.gz)?$/i, 'warc'],
  [/\.json$/i, 'telegram'],
  [/\.(x?html?|php|aspx?)$/i, 'page'],
];

const byStart: readonly (readonly [RegExp, ImportFormat])[] = [
  [/^WARC\/1\.\d/, 'warc'],
  [/^(<\?xml[^>]*>)?\s*(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body)[\s>]/i, 'page'],
];

function startOf(file: string): string {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(2_048);
      return bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}

/**
 * What a file is, by its ending, else by how it begins: programs that mirror a site name files after their addresses (`viewlisting.php?id=12`,
 * `item`). null when it is nothing that can be imported.
 */
export function formatOf(file: string): ImportFormat | null {
  const ending = byEnding.find(([pattern]) => pattern.test(file));
  if (ending) return ending[1];
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
  const start = startOf(file)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  return byStart.find(([pattern]) => pattern.test(start))?.[1] ?? null;
}
