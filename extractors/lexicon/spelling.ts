import type { Lexicon } from './lexicon.ts';
import { foldTerm } from './tokens.ts';

const shortest = 7;
const indexes = new WeakMap<Lexicon, ReadonlyMap<string, ReadonlySet<string>>>();

const deletions = (word: string): string[] =>
  Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1));

/** Slang is too close to ordinary words; only names of the trade and of chemistry are looked for in other spellings. */
const isFormal = (key: string, name: string): boolean =>
  key.slice(0, 3) === name.slice(0, 3) || /(?:ine?|one?|ana|ol|am|ate?|fil|al|il)$/.test(key);

/** Every safe one-word term and every form of it with one letter left out (symmetric deletion: two words at distance 1 share a form). */
function buildIndex(lexicon: Lexicon): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map<string, Set<string>>();
  for (const { id, name, terms } of lexicon.substances) {
    for (const term of terms) {
      const key = foldTerm(term);
      if (key.length < shortest || !/^\p{L}+$/u.test(term) || !isFormal(key, foldTerm(name))) continue;
      for (const form of [key, ...deletions(key)]) index.set(form, (index.get(form) ?? new Set()).add(id));
    }
  }
  return index;
}

function indexOf(lexicon: Lexicon): ReadonlyMap<string, ReadonlySet<string>> {
  const known = indexes.get(lexicon) ?? buildIndex(lexicon);
  indexes.set(lexicon, known);
  return known;
}

/** The substance whose own name of six letters has two neighbours swapped in this word ("herion"). */
function swappedName(key: string, lexicon: Lexicon): string | null {
  for (let at = 0; at < key.length - 1; at += 1) {
    const word = key.slice(0, at) + key.charAt(at + 1) + key.charAt(at) + key.slice(at + 2);
    const [id, ...more] = lexicon.entry(word)?.safe ?? [];
    if (id && more.length === 0 && foldTerm(lexicon.byId(id)?.name ?? '') === word) return id;
  }
  return null;
}

/** The one substance of which a word of seven letters or more is a name with one letter missing, added, wrong or swapped with its neighbour (of six letters: swapped); else null. */
export function nearestTerm(key: string, lexicon: Lexicon): string | null {
  if (key.length < shortest - 1 || !/^\p{L}+$/u.test(key) || lexicon.entry(key)) return null;
  if (key.length < shortest) return swappedName(key, lexicon);
  const index = indexOf(lexicon);
  const ids = new Set([key, ...deletions(key)].flatMap((form) => [...(index.get(form) ?? [])]));
  const [id] = ids;
  return ids.size === 1 && id !== undefined ? id : null;
}
