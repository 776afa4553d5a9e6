import { moreTerms } from './more-terms.data.ts';
import { substanceTable } from './substances.data.ts';
import { blotterPictures, pillStamps, tradeNames } from './supplement.data.ts';
import { foldTerm } from './tokens.ts';

/** `terms` name it alone; `ambiguous` need a unit, a price or a second term; `weak` need a category that agrees. */
export interface Substance {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  /** A new psychoactive substance. */
  readonly nps: boolean;
  readonly terms: readonly string[];
  readonly ambiguous: readonly string[];
  readonly weak: readonly string[];
}

export const tiers = ['safe', 'ambiguous', 'stamp', 'picture', 'weak'] as const;
export type Tier = (typeof tiers)[number];

/** What a folded term may mean, by how much it needs beside it. */
export type Entry = Readonly<Partial<Record<Tier, readonly string[]>>>;

export interface Lexicon {
  readonly version: string;
  readonly substances: readonly Substance[];
  byId(id: string): Substance | null;
  /** Ids of the substances that a term, a name or an id means, certain ones alone where there are any. For aliases in queries. */
  resolve(term: string): string[];
  /** By folded term (`foldTerm`). */
  entry(key: string): Entry | null;
  /** Length of the longest folded term that begins with these four letters; 0 when there is none. */
  longest(prefix: string): number;
}

const split = (cell: string | undefined): string[] => (cell ?? '').split('|').filter((term) => term !== '');

function readRow(line: string, group: string): Substance {
  const [id = '', name = '', nps, terms, ambiguous, weak] = line.split('\t');
  return {
    id,
    name,
    class: group,
    nps: nps === '1',
    terms: [...split(terms), ...split(moreTerms.safe[id])],
    ambiguous: [...split(ambiguous), ...split(tradeNames[id]), ...split(moreTerms.ambiguous[id])],
    weak: split(weak),
  };
}

/** The substances that come with Leadline. */
export const builtInSubstances = (): Substance[] =>
  Object.entries(substanceTable).flatMap(([group, table]) => table.split('\n').map((line) => readRow(line, group)));

type Building = Map<string, Partial<Record<Tier, string[]>>>;

/** A name that reads as an amount, such as the "25G" of 25G-NBOMe, would be found in every title that sells 25 g. */
const amountLike = /^\d+(?:g|kg|mg|ml|oz|x)$/;

function add(entries: Building, tier: Tier, term: string, id: string): void {
  const key = foldTerm(term) || term;
  if (amountLike.test(key)) return;
  const entry = entries.get(key) ?? {};
  const ids = entry[tier] ?? [];
  if (!ids.includes(id)) entries.set(key, { ...entry, [tier]: [...ids, id] });
}

/** Sellers leave accents out: "hachis" for "hachís". Short words would become others. */
function withoutAccents(term: string): string | null {
  const bare = term
    .normalize('NFD')
    .replace(/(?<=[a-z])\p{M}/giu, '')
    .replaceAll('ł', 'l');
  return bare !== term.normalize('NFD') && foldTerm(bare).length >= 5 ? bare.normalize('NFC') : null;
}

/** Adds the forms without accents where they are free. */
function addBare(entries: Building, substances: readonly Substance[]): void {
  for (const { id, terms } of substances) {
    for (const term of terms) {
      const bare = withoutAccents(term);
      if (bare !== null && !entries.has(foldTerm(bare))) add(entries, 'safe', bare, id);
    }
  }
}

function indexTerms(substances: readonly Substance[]): Building {
  const entries: Building = new Map();
  for (const substance of substances) {
    for (const term of substance.terms) add(entries, 'safe', term, substance.id);
    for (const term of substance.ambiguous) add(entries, 'ambiguous', term, substance.id);
    for (const term of substance.weak) add(entries, 'weak', term, substance.id);
  }
  if (substances.some((substance) => substance.id === 'mdma'))
    for (const stamp of split(pillStamps)) add(entries, 'stamp', stamp, 'mdma');
  if (substances.some((substance) => substance.id === 'lsd'))
    for (const picture of split(blotterPictures)) add(entries, 'picture', picture, 'lsd');
  addBare(entries, substances);
  return entries;
}

function longestByPrefix(keys: Iterable<string>): Map<string, number> {
  const longest = new Map<string, number>();
  for (const key of keys) {
    const prefix = key.slice(0, 4);
    longest.set(prefix, Math.max(longest.get(prefix) ?? 0, key.length));
  }
  return longest;
}

/** A look-up over `substances`, by default those that come with Leadline. Building takes some 30 ms; keep it. */
export function createLexicon(substances: readonly Substance[] = builtInSubstances()): Lexicon {
  const byId = new Map(substances.map((substance) => [substance.id, substance]));
  const entries = indexTerms(substances);
  const longest = longestByPrefix(entries.keys());
  return {
    version: 'lexicon@1',
    substances,
    byId: (id) => byId.get(id) ?? null,
    entry: (key) => entries.get(key) ?? null,
    longest: (prefix) => longest.get(prefix) ?? 0,
    resolve: (term) => {
      const id = term.trim().toLowerCase();
      if (byId.has(id)) return [id];
      const entry = entries.get(foldTerm(term));
      const ids = entry?.safe ?? entry?.ambiguous ?? entry?.weak ?? [];
      return [...ids];
    },
  };
}
