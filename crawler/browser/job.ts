import type { Exchange } from '../../model/capture.ts';
import type { CookieJar } from '../fetch/cookies.ts';
import type { Fetch, FetchRequest } from '../fetch/http.ts';
import type { Identity } from '../fetch/identity.ts';

/** What a page may do while it is drawn. */
export interface Permitted {
  readonly scripts: boolean;
  readonly images: boolean;
  /** A CSS selector; the page is done when something matches. null: when it asks for nothing more. */
  readonly wait: string | null;
}

/** What drawing one page may cost. Milliseconds of real time, bytes, counts. */
export interface DrawLimits {
  /** From the first byte given to the browser to the page at rest. */
  readonly totalMs: number;
  /** Without a request for so long a page counts as at rest. */
  readonly quietMs: number;
  /** A page that keeps asking for ever new things is taken as it stands after this. */
  readonly settleMs: number;
  /** The browser has to answer a question about the page within this; a script that never ends lets it not. */
  readonly replyMs: number;
  readonly requests: number;
  readonly bytes: number;
  readonly drawnBytes: number;
  /** Memory of the process that runs the page. */
  readonly memoryBytes: number;
  /** Height of the picture, in pixels. */
  readonly pictureHeight: number;
}

export const defaultDrawLimits: DrawLimits = {
  totalMs: 60_000,
  quietMs: 100,
  settleMs: 15_000,
  replyMs: 5_000,
  requests: 60,
  bytes: 24 << 20,
  drawnBytes: 8 << 20,
  memoryBytes: 512 << 20,
  pictureHeight: 4_000,
};

/** One page to be drawn: its document is fetched already. */
export interface Job {
  readonly source: string;
  readonly identity: Identity;
  readonly cookies: CookieJar;
  readonly document: Exchange;
  readonly permitted: Permitted;
  readonly isInside: (url: string) => boolean;
  /** How everything that the page asks for is fetched. */
  readonly fetch: Fetch;
  readonly signal?: FetchRequest['signal'];
}

/** What became of the page, and what it was made from beside its document. `url` may be another one: scripts may lead on. */
export interface Drawn {
  readonly url: string;
  readonly html: Uint8Array;
  /** A JPEG. */
  readonly picture: Uint8Array;
  readonly materials: readonly Exchange[];
}
