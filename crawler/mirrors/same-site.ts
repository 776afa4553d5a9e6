/** What is known when a page comes from an address that has not yet shown that it is the source's. */
export interface SiteEvidence {
  /** Something was read of the source before, so there is something to compare with. */
  readonly isKnown: boolean;
  /** Records on the page, and how many of them are stored for the source under the same key and name. */
  readonly records: number;
  readonly stored: number;
  /** The document's title, "" where there is none. */
  readonly title: string;
  /** Words that all titles of the source share; empty where they share none. */
  readonly shared: readonly string[];
  /** The page is where the address begins. */
  readonly isFront: boolean;
  /** Whether the site profile that the source names knows such pages; null where it names none. */
  readonly knownToProfile: boolean | null;
}

/**
 * `same`: the page is of the source. `silent`: it says nothing either way, and holds no record. `unsure`: it holds records that may be another site's.
 * `other`: it is of another site, `reason` says by what.
 */
export type SiteVerdict =
  | { readonly kind: 'same' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unsure'; readonly reason: string }
  | { readonly kind: 'other'; readonly reason: string };

const wordsOf = (title: string): readonly string[] => title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words that all titles so far share, with one more title; null: there was none before. */
export function sharedWords(before: readonly string[] | null, title: string): readonly string[] {
  const words = new Set(wordsOf(title));
  return before === null ? [...words] : before.filter((word) => words.has(word));
}

const manyRecords = 5;

/**
 * Says whether a page is of the source that its address is listed for: by records that are stored already, by the words that all titles of the
 * source share, and, where titles share none, by the source's own profile. A copy that passes everything through looks the same: only a signed
 * list of addresses tells that one.
 */
export function judgeSite(evidence: SiteEvidence): SiteVerdict {
  const { isKnown, records, stored, title, shared, isFront, knownToProfile } = evidence;
  const words = new Set(wordsOf(title));
  const isTitled = shared.length > 0 && shared.every((word) => words.has(word));
  if (!isKnown || stored > 0 || isTitled) return { kind: 'same' };
  if (shared.length === 0 && knownToProfile === true) return { kind: 'same' };
  const named = shared.length === 0 ? '' : `, and its title "${title}" lacks "${shared.join(' ')}"`;
  if (records >= manyRecords || (records > 0 && shared.length > 0))
    return { kind: 'other', reason: `none of its ${records} records is known of this source${named}` };
  if (records > 0) return { kind: 'unsure', reason: `none of its ${records} records is known of this source` };
  if (isFront && shared.length > 0 && knownToProfile === false)
    return { kind: 'other', reason: `its front page is none that the profile of the source knows${named}` };
  return { kind: 'silent' };
}
