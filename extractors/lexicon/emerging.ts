import { parseMoneys } from '../fields/money.ts';
import { blank, matchesOf, once } from '../fields/parsed.ts';
import { unitNamed } from '../fields/units.ts';
import { spell } from './find.ts';
import { createForms } from './forms.ts';
import { goodsIn } from './goods.ts';
import { everyHit } from './hits.ts';
import type { Lexicon } from './lexicon.ts';
import { foldTerm } from './tokens.ts';
import { findUnlisted } from './unlisted.ts';

/** A listing or message as the finder of new terms sees it. */
export interface TermText {
  readonly id: string;
  /** Who offers it, across the pages of one source. */
  readonly vendor: string;
  /** ISO 8601. */
  readonly firstSeen: string;
  readonly text: string;
}

/** A term that the lexicon does not know and that a part of the corpus uses more than the rest does. */
export interface EmergingTerm {
  readonly term: string;
  /** The class that the name is built like, with how sure that is; null for other words. */
  readonly chemical: { readonly class: string; readonly confidence: number } | null;
  /** Log-likelihood of the difference between the part and the rest; 10.83 is one chance in a thousand. */
  readonly keyness: number;
  readonly texts: number;
  readonly textsElsewhere: number;
  readonly vendors: number;
  readonly firstSeen: string;
  /** Ids of the first texts that use it. */
  readonly evidence: readonly string[];
  /** What stands beside it most often. */
  readonly neighbours: readonly string[];
}

interface Seen {
  readonly shown: string;
  readonly chemical: EmergingTerm['chemical'];
  texts: number;
  elsewhere: number;
  firstSeen: string;
  readonly vendors: Set<string>;
  readonly evidence: { readonly id: string; readonly at: string }[];
  readonly neighbours: Map<string, number>;
}

interface Word {
  readonly key: string;
  readonly shown: string;
  readonly start: number;
  readonly end: number;
  readonly chemical: EmergingTerm['chemical'];
  /** The lexicon, the forms, the units or the goods know it. */
  readonly known: boolean;
}

const word = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|[-'’](?=[\p{L}\p{N}])){2,39}/gu;
const longestText = 4_000;
const evidenceKept = 5;
const vendorsKept = 50;

const formWords = once(createForms);

/** The words of a text in order, prices blanked, each with whether it is known. */
function wordsOf(raw: string, lexicon: Lexicon): Word[] {
  const forms = formWords();
  const head = raw.slice(0, longestText);
  const priceless = parseMoneys(head).reduce((rest, money) => blank(rest, money, ' '), head);
  const { text, tokens } = spell(priceless, lexicon);
  const unlisted = findUnlisted(text, lexicon);
  const places = [...everyHit(text, tokens, lexicon).map(({ hit }) => hit), ...goodsIn(tokens)];
  return matchesOf(word, text).map((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    const name = unlisted.find((one) => one.start <= start && one.end >= end);
    const key = foldTerm(match[0]);
    const known =
      !name &&
      (!/\p{L}{2}/u.test(match[0]) ||
        /^\p{N}+\p{L}{1,3}$/u.test(match[0]) ||
        places.some((place) => place.start < end && start < place.end) ||
        unitNamed(match[0]) !== null ||
        forms.entry(key).length > 0);
    return {
      key,
      shown: match[0].toLowerCase(),
      start,
      end,
      chemical: name ? { class: name.class, confidence: name.confidence } : null,
      known,
    };
  });
}

interface Term {
  readonly key: string;
  readonly shown: string;
  readonly chemical: EmergingTerm['chemical'];
  readonly beside: readonly string[];
}

/** Unknown words, and pairs of them that stand side by side; each once, with the words around it. */
function termsOf(text: string, lexicon: Lexicon): Term[] {
  const words = wordsOf(text, lexicon);
  const terms = new Map<string, Term>();
  const put = (first: number, size: 1 | 2) => {
    const run = words.slice(first, first + size);
    const key = run.map((one) => one.key).join(' ');
    const beside = [...words.slice(Math.max(0, first - 2), first), ...words.slice(first + size, first + size + 2)];
    const chemical = run.length === 1 ? (run[0]?.chemical ?? null) : null;
    if (!terms.has(key))
      terms.set(key, {
        key,
        shown: run.map((one) => one.shown).join(' '),
        chemical,
        beside: beside.map((one) => one.shown),
      });
  };
  words.forEach((one, at) => {
    const next = words[at + 1];
    if (one.known) return;
    put(at, 1);
    if (next && !next.known && text.slice(one.end, next.start) === ' ') put(at, 2);
  });
  return [...terms.values()];
}

/**
 * Log-likelihood (G2) of `a` texts of `c` against `b` texts of `d` using a word, as in Rayson and Garside 2000; 0 when the part does not use it more
 * than the rest.
 */
export function keyness(a: number, b: number, c: number, d: number): number {
  if (c === 0 || d === 0 || a / c <= b / d) return 0;
  const expected = (total: number): number => (total * (a + b)) / (c + d);
  const part = (seen: number, total: number): number => (seen === 0 ? 0 : seen * Math.log(seen / expected(total)));
  return 2 * (part(a, c) + part(b, d));
}

/** One chance in a thousand that so large a difference is chance. */
const significant = 10.83;

export interface TermFinder {
  /** Takes in a text of the part that is asked about; all of them before the first of the rest. */
  part(text: TermText): void;
  /** Takes in a text of the rest of the corpus. */
  rest(text: TermText): void;
  /** The terms, chemical ones first, then by keyness. */
  terms(): EmergingTerm[];
}

function learn(seen: Map<string, Seen>, term: Term, text: TermText): void {
  const known = seen.get(term.key);
  const entry: Seen = known ?? {
    shown: term.shown,
    chemical: term.chemical,
    texts: 0,
    elsewhere: 0,
    firstSeen: text.firstSeen,
    vendors: new Set(),
    evidence: [],
    neighbours: new Map(),
  };
  if (!known) seen.set(term.key, entry);
  entry.texts += 1;
  if (text.firstSeen < entry.firstSeen) entry.firstSeen = text.firstSeen;
  if (entry.vendors.size < vendorsKept) entry.vendors.add(text.vendor);
  entry.evidence.push({ id: text.id, at: text.firstSeen });
  entry.evidence.sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
  entry.evidence.splice(evidenceKept);
  for (const word of term.beside) entry.neighbours.set(word, (entry.neighbours.get(word) ?? 0) + 1);
}

const isWidespread = (entry: Seen): boolean => entry.texts >= 2 && entry.vendors.size >= 2;

/** A pair says nothing more where one of its words never stands without the other, and the other way round. */
function withoutEchoes(terms: readonly EmergingTerm[]): EmergingTerm[] {
  const texts = new Map(terms.map((one) => [one.term, one.texts]));
  const pairs = terms.filter((one) => one.term.includes(' '));
  const covered = new Set(
    pairs.flatMap((pair) => pair.term.split(' ').filter((half) => texts.get(half) === pair.texts)),
  );
  return terms.filter((one) => one.chemical !== null || !covered.has(one.term));
}

/**
 * Finds terms outside the lexicon: a name that is built like those of a class of drugs, from one vendor on; any other word or pair of words that at
 * least two vendors use in at least two texts and that the part uses more than the rest does (keyness of 10.83 or more).
 */
export function createTermFinder(lexicon: Lexicon): TermFinder {
  const seen = new Map<string, Seen>();
  let [texts, others] = [0, 0];
  const termOf = (entry: Seen): EmergingTerm => ({
    term: entry.shown,
    chemical: entry.chemical,
    keyness: Number(keyness(entry.texts, entry.elsewhere, texts, others).toFixed(2)),
    texts: entry.texts,
    textsElsewhere: entry.elsewhere,
    vendors: entry.vendors.size,
    firstSeen: entry.firstSeen,
    evidence: entry.evidence.map((one) => one.id),
    neighbours: [...entry.neighbours]
      .sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
      .slice(0, 5)
      .map(([word]) => word),
  });
  return {
    part(text) {
      texts += 1;
      for (const term of termsOf(text.text, lexicon)) learn(seen, term, text);
    },
    rest(text) {
      others += 1;
      for (const { key } of termsOf(text.text, lexicon)) {
        const entry = seen.get(key);
        if (!entry) continue;
        entry.elsewhere += 1;
        if (text.firstSeen < entry.firstSeen) entry.firstSeen = text.firstSeen;
      }
    },
    terms() {
      const found = [...seen.values()]
        .filter((entry) => entry.chemical !== null || isWidespread(entry))
        .map(termOf)
        .filter((term) => term.chemical !== null || term.keyness >= significant);
      return withoutEchoes(found).sort(
        (a, b) =>
          (b.chemical?.confidence ?? 0) - (a.chemical?.confidence ?? 0) ||
          b.keyness - a.keyness ||
          a.term.localeCompare(b.term),
      );
    },
  };
}
