import { type LoadedConfig, readText, siteFiles } from '../config/load.ts';
import { readYaml } from '../config/yaml.ts';
import { createLexicon, type Lexicon } from '../extractors/lexicon/lexicon.ts';
import { type CompiledProfile, compileProfile } from '../extractors/sites/compile.ts';
import { profileSchema } from '../extractors/sites/schema.ts';
import { LeadlineError } from '../model/errors.ts';

/** Reads and compiles one profile file. Throws `profile-invalid` with file, line and column. */
export const loadProfile = (file: string): CompiledProfile =>
  compileProfile(readYaml(readText(file), profileSchema, file, 'profile-invalid'));

/** Every profile, own ones first where names clash, in the order of their names. */
export const loadProfiles = (config: LoadedConfig): readonly CompiledProfile[] =>
  [...siteFiles(config.sites).values()].map(loadProfile);

export const readerNames = (config: LoadedConfig): readonly string[] => [...siteFiles(config.sites).keys()];

export interface Reader {
  readonly profile: CompiledProfile | 'generic' | 'auto';
  readonly profiles: readonly CompiledProfile[];
  readonly lexicon: Lexicon;
}

/** What extract() needs: one named profile, or all of them for "auto". Throws `profile-missing`. */
export function readerFor(config: LoadedConfig, name: string): Reader {
  const lexicon = createLexicon();
  if (name === 'auto') return { profile: 'auto', profiles: loadProfiles(config), lexicon };
  if (name === 'generic') return { profile: 'generic', profiles: [], lexicon };
  const file = siteFiles(config.sites).get(name);
  if (!file)
    throw new LeadlineError('profile-missing', `There is no site profile "${name}"`, {
      hint: `known: ${readerNames(config).join(', ')}`,
    });
  return { profile: loadProfile(file), profiles: [], lexicon };
}
