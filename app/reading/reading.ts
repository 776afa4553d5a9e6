import { extract } from '../../extractors/extract.ts';
import type { Lexicon } from '../../extractors/lexicon/lexicon.ts';
import type { CompiledProfile } from '../../extractors/sites/compile.ts';
import type { Extraction, PageInput } from '../../extractors/types.ts';
import { GiveUp, LeadlineError } from '../../model/errors.ts';

/** Reads pages: what they say, or why one is quarantined. `profile` is the name that a source states, or null to recognise it. */
export interface Reading {
  read(input: PageInput, profile: string | null): Promise<Extraction | GiveUp>;
  close(): Promise<void>;
}

export interface ReadingParts {
  readonly profiles: readonly CompiledProfile[];
  readonly lexicon: Lexicon;
}

/** The named profile, or "auto": the first whose marker the page bears, else the generic reader. Throws `profile-missing`. */
export function chooseProfile(profiles: readonly CompiledProfile[], name: string | null): CompiledProfile | 'auto' {
  const named = name === null ? 'auto' : profiles.find((profile) => profile.name === name);
  if (named) return named;
  throw new LeadlineError('profile-missing', `There is no site profile "${name}"`, {
    hint: `known profiles: ${profiles.map((profile) => profile.name).join(', ')}`,
  });
}

/** What extract() gives, with a refusal as a value. */
export function readPage(parts: ReadingParts, input: PageInput, profile: string | null): Extraction | GiveUp {
  try {
    return extract(input, { ...parts, profile: chooseProfile(parts.profiles, profile) });
  } catch (error) {
    if (error instanceof GiveUp) return error;
    throw error;
  }
}

/** Reads in this process: for tests and for pages that a person saved. */
export const createDirectReading = (parts: ReadingParts): Reading => ({
  read: async (input, profile) => readPage(parts, input, profile),
  close: async () => {},
});
