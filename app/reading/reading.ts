import type { Extraction, PageInput } from '../../extractors/types.ts';
import type { GiveUp } from '../../model/errors.ts';

/**
 * Reads pages: what they say, or why one is quarantined. `profile` is the name that a source states, or null to recognise it. Throws what
 * is no fault of the page: `stopped` when it is closed meanwhile, `readers-down` when no page can be read.
 */
export interface Reading {
  read(input: PageInput, profile: string | null): Promise<Extraction | GiveUp>;
  close(): Promise<void>;
}
