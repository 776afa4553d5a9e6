import type { SessionHint } from '../crawler/session-cookies.ts';
import type { Lexicon } from '../extractors/lexicon/lexicon.ts';
import type { Clock } from '../model/clock.ts';
import type { Rates } from '../model/money.ts';
import type { Archive } from '../model/ports.ts';
import type { Storage } from '../storage/port.ts';
import type { Reading } from './reading/reading.ts';

/** The wired parts that the steps of the pipeline work with. */
export interface Parts {
  readonly storage: Storage;
  readonly archive: Archive;
  readonly lexicon: Lexicon;
  readonly profileNames: readonly string[];
  readonly rates: Rates;
  /** Reads pages from strangers; see app/reading/pool.ts. */
  readonly reading: Reading;
  /** What the profile of a source says of its sessions. */
  readonly sessionHint: (profile: string | null) => SessionHint | null;
  readonly clock: Clock;
  /** Names of the receivers that are told when a source needs a person. */
  readonly operators?: readonly string[];
  /** The budget of sources that name none of their own; none when absent or null. */
  readonly pagesPerDay?: number | null;
  /** How long a source is held without a word from whoever visits it. */
  readonly leaseMs: number;
  /** Called at each named boundary of the pipeline; tests end the process here. */
  readonly step: (name: StepName) => void;
}

/** The boundaries between the steps of one page, in order. */
export const stepNames = ['fetched', 'archived', 'extracted', 'recorded', 'settled'] as const;
export type StepName = (typeof stepNames)[number];
