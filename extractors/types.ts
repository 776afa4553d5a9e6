import type { Link } from '../model/frontier.ts';
import type { Draft, Issue, PageState } from '../model/observation.ts';
import type { OnionMention } from './onions.ts';
import type { Refresh } from './refresh.ts';

/** One page as it was captured. `contentType` is the header with its charset, or "". */
export interface PageInput {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly url: string;
  /** ISO 8601; relative dates on the page count from here. */
  readonly capturedAt: string;
  readonly status: number;
}

/** What a page says: a pure function of its bytes, the profile and the lexicon. Drafts of walls and error pages are empty. */
export interface Extraction {
  readonly page: PageState;
  readonly confidence: number;
  /** `name@version` of the reader. */
  readonly profile: string;
  readonly language: string | null;
  readonly drafts: readonly Draft[];
  readonly links: readonly Link[];
  readonly issues: readonly Issue[];
  /** On walls: when and where the page asks to be read again, if it does. */
  readonly refresh?: Refresh;
  /** The document's title; absent where there is none. */
  readonly title?: string;
  /** Onion addresses of others that the page names; absent where there is none. */
  readonly onions?: readonly OnionMention[];
}
