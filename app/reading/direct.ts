import { extract } from '../../extractors/extract.ts';
import type { Lexicon } from '../../extractors/lexicon/lexicon.ts';
import type { CompiledProfile } from '../../extractors/sites/compile.ts';
import type { Extraction, PageInput } from '../../extractors/types.ts';
import { GiveUp, LeadlineError } from '../../model/errors.ts';
import type { Reading } from './reading.ts';

export interface DirectParts {
  readonly profiles: readonly CompiledProfile[];
  readonly lexicon: Lexicon;
}

/** What extract() gives, with a refusal as a value. Throws `profile-missing` for an unknown name. */
export function readPage(parts: DirectParts, input: PageInput, name: string | null): Extraction | GiveUp {
  const profile = name === null ? 'auto' : parts.profiles.find((each) => each.name === name);
  if (!profile) throw new LeadlineError('profile-missing', `There is no site profile "${name}"`);
  try {
    return extract(input, { ...parts, profile });
  } catch (error) {
    if (error instanceof GiveUp) return error;
    throw error;
  }
}

/** Reads in this process, without caps: for tests. */
export const createDirectReading = (parts: DirectParts): Reading => ({
  read: async (input, profile) => readPage(parts, input, profile),
  close: async () => {},
});
