import { type LoadedConfig, readText, siteFiles } from '../../config/load.ts';
import { readYaml } from '../../config/yaml.ts';
import type { SessionHint } from '../../crawler/session-cookies.ts';
import { profileSchema } from '../../extractors/sites/schema.ts';
import { parseDuration } from '../../model/duration.ts';
import { LeadlineError } from '../../model/errors.ts';

/** A profile that cannot be read gives no hint here; whoever reads pages with it says what is wrong. */
function hintIn(file: string): SessionHint | null {
  try {
    const { session } = readYaml(readText(file), profileSchema, file, 'profile-invalid');
    if (!session) return null;
    return {
      maxAgeMs: session.maxAge === undefined ? null : parseDuration(session.maxAge),
      cookie: session.cookie ?? null,
    };
  } catch (error) {
    if (error instanceof LeadlineError) return null;
    throw error;
  }
}

/** What the profile of a source says of sessions; each file is read once. */
export function sessionHints(config: Pick<LoadedConfig, 'sites'>): (profile: string | null) => SessionHint | null {
  const known = new Map<string, SessionHint | null>();
  return (profile) => {
    if (profile === null) return null;
    if (!known.has(profile)) {
      const file = siteFiles(config.sites).get(profile);
      known.set(profile, file === undefined ? null : hintIn(file));
    }
    return known.get(profile) ?? null;
  };
}
