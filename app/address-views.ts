import type { Decision, Mention } from '../model/candidate.ts';
import type { Mirror, MirrorList } from '../model/mirror.ts';
import type { Source } from '../model/source.ts';

/** One address of a source and how it has answered, in the order of use. */
export interface MirrorView extends Omit<Mirror, 'id' | 'source' | 'firstByteMs' | 'proven' | 'title'> {
  readonly medianFirstByteMs: number | null;
}
/** What came of the list that the source's staff signs. */
export interface MirrorListView extends Pick<MirrorList, 'signedAt' | 'refusal'> {
  readonly list: string;
  /** null: not looked at yet. */
  readonly checkedAt: string | null;
  readonly addresses: number;
}

/** An onion address that pages name and nobody watches. */
export interface CandidateView {
  readonly address: string;
  /** null: it stands on a signed list only. */
  readonly firstSeen: string | null;
  readonly lastDay: string | null;
  /** Pages that name it, each counted once. */
  readonly pages: number;
  readonly sources: readonly { readonly source: string; readonly pages: number }[];
  /** The first few mentions, oldest first. */
  readonly evidence: readonly Pick<Mention, 'source' | 'url' | 'capture' | 'at' | 'context'>[];
  /** Sources whose signed list names it. */
  readonly signedBy: readonly string[];
  /** A known address that it looks like without being it: most likely a trap. */
  readonly lookAlike: { readonly host: string; readonly source: string; readonly words: string } | null;
  readonly decision: Pick<Decision, 'decision' | 'at' | 'reason'> | null;
}
export interface CandidatesRequest {
  /** Those that a person has decided on, instead of those that wait. */
  readonly decided?: boolean;
  readonly limit?: number;
}
export interface CandidatesAnswer {
  readonly candidates: readonly CandidateView[];
  readonly total: number;
}
export interface ApproveRequest {
  /** Of a source that is there: the address becomes one of its mirrors. Else of a new one. */
  readonly id: string;
  readonly name?: string;
  readonly kind?: Source['kind'];
  /** Visit a new source at once; it is paused otherwise. */
  readonly active?: boolean;
  /** Although it looks like a known address. */
  readonly trust?: boolean;
}

/** Where a source is found. */
export interface SourceAddresses {
  readonly mirrors: readonly MirrorView[];
  /** null: the source has none. */
  readonly mirrorList: MirrorListView | null;
}

/** What people ask of, and decide on, addresses that pages name. */
export interface Candidates {
  candidates(request?: CandidatesRequest): Promise<CandidatesAnswer>;
  /** Throws `not-found`, `look-alike` or `usage`. */
  approve(address: string, request: ApproveRequest): Promise<Source>;
  /** Throws `not-found`. */
  reject(address: string, reason: string | null): Promise<Decision>;
}
