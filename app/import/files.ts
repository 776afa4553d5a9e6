import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LeadlineError } from '../../model/errors.ts';

/** Every file below the given paths, folders in the order of their names. Throws `file-unreadable`. */
export function* filesBelow(paths: readonly string[]): Generator<string> {
  for (const path of paths) {
    let folder: boolean;
    try {
      folder = statSync(path).isDirectory();
    } catch (cause) {
      throw new LeadlineError('file-unreadable', `${path} cannot be read: ${(cause as Error).message}`, {
        where: path,
        cause,
      });
    }
    if (folder)
      yield* filesBelow(
        readdirSync(path)
          .sort()
          .map((name) => join(path, name)),
      );
    else yield path;
  }
}

export type ImportFormat = 'page' | 'warc' | 'telegram';

const byEnding: readonly (readonly [RegExp, ImportFormat])[] = [
  [/\.warc(\.gz)?$/i, 'warc'],
  [/\.json$/i, 'telegram'],
  [/\.(x?html?|php|aspx?)$/i, 'page'],
];

/** What a file is, by its ending; null when it is nothing that can be imported. */
export const formatOf = (file: string): ImportFormat | null =>
  byEnding.find(([ending]) => ending.test(file))?.[1] ?? null;
