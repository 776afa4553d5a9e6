import type { SubstanceMatch } from '../../model/listing.ts';
import { classesOf, deniedAfter, deniedBefore, goodsIn, type SubstanceContext } from './context.ts';
import { type Entry, type Lexicon, type Tier, tiers } from './lexicon.ts';
import { nearestTerm } from './spelling.ts';
import { overrules } from './supplement.data.ts';
import { type Token, tokenise } from './tokens.ts';

export type { SubstanceContext } from './context.ts';

/** A term of the lexicon where it stands in a text. `ids` are the substances it may mean. */
export interface TermHit {
  readonly tier: Tier;
  readonly ids: readonly string[];
  readonly matched: string;
  readonly start: number;
  readonly end: number;
}

const maxTokens = 9;

/** Short words must not touch other letters or digits: the K of "K9" is no ketamine. */
const isWhole = (tier: Tier, key: string, first: Token, last: Token): boolean =>
  (first.hardStart && last.hardEnd) ||
  (tier === 'safe' &&
    key.length >= 3 &&
    /\p{L}{3}|\p{N}\p{L}|\p{L}\p{N}/u.test(key) &&
    !(first.key.length < 2 && !first.hardStart));

/** Last letters of the endings below; most words have none of them. */
const endings = 'sаеуымйвyęą';

/** Base forms that an inflected word may have: the English plural, Russian and Polish cases. */
function baseForms(key: string): string[] {
  if (key.length < 5 || !endings.includes(key.at(-1) ?? '')) return [];
  const last = key.slice(0, -1);
  if (/[a-z]s$/.test(key)) return [last];
  if (key.length < 6) return [];
  if (/[а-я](?:ом|ой|ов)$/.test(key)) return [key.slice(0, -2), `${key.slice(0, -2)}а`];
  if (/[а-я][аеуы]$/.test(key)) return [last, `${last}а`];
  return /[a-z][yęą]$/.test(key) ? [`${last}a`] : [];
}
/** Letters by which an inflected word may be longer than its base form. */
const longestEnding = 2;

/** The entry of a term, or of its base form. */
function entryOf(lexicon: Lexicon, key: string): Entry | null {
  return (
    lexicon.entry(key) ??
    baseForms(key)
      .map(lexicon.entry)
      .find((entry) => entry !== null) ??
    null
  );
}

interface Candidate {
  readonly tier: Tier;
  readonly ids: readonly string[];
  readonly size: number;
}

/** The longest term of the most certain tier that begins at a token. */
function termAt(tokens: readonly Token[], first: number, lexicon: Lexicon): Candidate | null {
  const from = tokens[first];
  if (!from) return null;
  const best: Partial<Record<Tier, Candidate>> = {};
  let key = '';
  for (let size = 1; size <= maxTokens; size += 1) {
    const last = tokens[first + size - 1];
    if (!last) break;
    key += last.key;
    if (key.length >= 4 && key.length > lexicon.longest(key.slice(0, 4)) + longestEnding) break;
    const entry = entryOf(lexicon, key);
    if (!entry) continue;
    for (const tier of tiers) {
      const ids = entry[tier];
      if (ids && isWhole(tier, key, from, last)) best[tier] = { tier, ids, size };
    }
  }
  return best.safe ?? best.ambiguous ?? best.stamp ?? best.weak ?? null;
}

const gap = (text: string, tokens: readonly Token[], index: number): string =>
  text.slice(tokens[index - 1]?.end ?? 0, tokens[index]?.start ?? text.length);

function isDenied(text: string, tokens: readonly Token[], first: number, size: number): boolean {
  const words = tokens.slice(Math.max(0, first - 3), first).map((token) => token.key);
  const next = tokens[first + size];
  const joined =
    /^\s?-\s?$/.test(gap(text, tokens, first + size)) ||
    (tokens[first + size + 1] === undefined && gap(text, tokens, first + size) === ' ');
  return (deniedBefore(words) && !/[,;|.!()[\]]/.test(gap(text, tokens, first))) || deniedAfter(next?.key, joined);
}

/** Every term of the lexicon in `text`, left to right, that is not denied ("no fentanyl") and that names no other goods ("ketamine test kit"). */
export function findTerms(text: string, lexicon: Lexicon): TermHit[] {
  const tokens = tokenise(text);
  const hits: TermHit[] = [];
  for (let index = 0; index < tokens.length; ) {
    const found = termAt(tokens, index, lexicon);
    const first = tokens[index];
    const last = tokens[index + (found?.size ?? 1) - 1];
    if (found && first && last && !isDenied(text, tokens, index, found.size)) {
      hits.push({
        tier: found.tier,
        ids: found.ids,
        matched: text.slice(first.start, last.end),
        start: first.start,
        end: last.end,
      });
    }
    index += found?.tier === 'safe' || found?.tier === 'ambiguous' ? found.size : 1;
  }
  return hits;
}

const amount =
  /(?<![\p{L}\p{N}])(?:\d+(?:[.,]\d+)?|[½¼¾]) ?(?:k?g|gr|grams?|gramm|grammes?|gram[oi]s?|mg|ug|µg|mcg|oz|ounces?|lbs?|kilos?|ml|pills?|tab(?:let)?s?|caps(?:ules)?|blotters?|x|×|г|гр|кг|мг|шт)(?![\p{L}])|(?<![\p{L}])(?:oz|ounce|gram|gramm|kilo|kg)(?![\p{L}])/iu;

/** True when the text states an amount of something. */
export const statesAmount = (text: string): boolean => amount.test(text);

interface Score {
  readonly id: string;
  readonly hit: TermHit;
  readonly points: number;
  readonly terms: number;
}

/** Substances in the order in which a word that may mean several is understood first. */
const common = [
  'cannabis',
  'cocaine',
  'mdma',
  'amphetamine',
  'methamphetamine',
  'heroin',
  'ketamine',
  'lsd',
  'hashish',
  'psilocybin-mushrooms',
  'alprazolam',
  'oxycodone',
  'thc-vape',
  'cannabis-concentrate',
  'cannabis-edibles',
  'ghb',
  'dmt',
  'mephedrone',
];
const rank = (id: string): number => (common.includes(id) ? common.indexOf(id) : common.length);

function scoreOf(id: string, hits: readonly TermHit[], fits: boolean): Score | null {
  const own = hits.filter((hit) => hit.ids.includes(id));
  const strong = own.filter((hit) => hit.tier === 'ambiguous');
  const hit = strong[0] ?? own[0];
  if (!hit || (strong.length === 0 && !fits && hit.tier !== 'stamp')) return null;
  const terms = new Set(
    own.filter((one) => one.tier !== 'weak' || strong.length > 0).map((one) => one.matched.toLowerCase()),
  ).size;
  const alone = strong.filter((one) => one.ids.length === 1).length;
  return { id, hit, terms, points: strong.length * 2 + alone + (own.length - strong.length) * 0.3 + (fits ? 4 : 0) };
}

/** The substance that the uncertain terms of a text agree on best, when the surroundings allow it. */
function guess(
  hits: readonly TermHit[],
  lexicon: Lexicon,
  context: Required<Pick<SubstanceContext, 'measured' | 'dosed'>> & { readonly category: string | null },
): SubstanceMatch[] {
  const classes = classesOf(context.category);
  const usable = hits.filter((hit) => hit.tier !== 'safe' && (hit.tier !== 'stamp' || context.dosed));
  const ids = new Set(usable.flatMap((hit) => hit.ids));
  const scores = [...ids].flatMap((id) => {
    const fits = classes.has(lexicon.byId(id)?.class ?? '');
    const score = classes.size > 0 && !fits ? null : scoreOf(id, usable, fits);
    return score && (context.measured || fits || score.terms > 1) ? [{ ...score, fits }] : [];
  });
  const [best] = scores.sort((a, b) => b.points - a.points || rank(a.id) - rank(b.id) || a.hit.start - b.hit.start);
  if (!best) return [];
  const confidence = best.fits ? 0.85 : best.terms > 1 ? 0.75 : best.hit.ids.length === 1 ? 0.6 : 0.5;
  return [matchOf(best.id, best.hit.matched, confidence, lexicon)];
}

const matchOf = (id: string, matched: string, confidence: number, lexicon: Lexicon): SubstanceMatch => ({
  id,
  class: lexicon.byId(id)?.class ?? 'other',
  confidence,
  matched,
});

const isGeneral = (id: string, lexicon: Lexicon): boolean =>
  /^(?:Synthetic|Legal high|.* unspecified|Opioids|Benzodiazepines|Anabolic steroids|Nitazene|Cathinone)/i.test(
    lexicon.byId(id)?.name ?? '',
  );

/** A class, or cannabis beside hashish, says nothing more where something of it is named. */
function withoutParents(matches: readonly SubstanceMatch[], lexicon: Lexicon): SubstanceMatch[] {
  return matches.filter((one) => {
    const others = matches.filter((other) => other !== one);
    if (others.some((other) => overrules[other.id]?.includes(one.id))) return false;
    return !(others.length > 0 && isGeneral(one.id, lexicon));
  });
}

function certain(hits: readonly TermHit[], lexicon: Lexicon): SubstanceMatch[] {
  const byId = new Map<string, SubstanceMatch>();
  for (const hit of hits) {
    if (hit.tier !== 'safe') continue;
    const known = hit.ids.length === 1 ? 0.95 : 0.7;
    for (const id of hit.ids) {
      const old = byId.get(id);
      byId.set(
        id,
        old ? { ...old, confidence: Math.max(old.confidence, 0.98) } : matchOf(id, hit.matched, known, lexicon),
      );
    }
  }
  return withoutParents([...byId.values()], lexicon);
}

function misspelt(text: string, lexicon: Lexicon): SubstanceMatch[] {
  const found = new Map<string, SubstanceMatch>();
  for (const token of tokenise(text)) {
    const id = token.hardStart && token.hardEnd ? nearestTerm(token.key, lexicon) : null;
    if (id && !found.has(id)) found.set(id, matchOf(id, text.slice(token.start, token.end), 0.7, lexicon));
  }
  return [...found.values()];
}

function fromCategory(category: string | null, lexicon: Lexicon): SubstanceMatch[] {
  if (!category) return [];
  const hits = findTerms(category, lexicon).filter((hit) => hit.tier === 'safe');
  const matches = certain(hits, lexicon).filter((match) => !isGeneral(match.id, lexicon));
  return matches.length === 1 ? matches.map((match) => ({ ...match, confidence: 0.5 })) : [];
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Test kits on one line of a price list say nothing about the next line. */
const sameSentence = (text: string, a: Place, b: Place): boolean =>
  !/\n|[.!?]\s/.test(text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)));

/**
 * The substances that a title, a message or another short text offers. A safe term names its substance; an ambiguous one ("speed", "K") needs an
 * amount, a category that agrees or a second term; a category alone counts last, with confidence 0.5. Goods around drugs (test kits, scales, books,
 * seeds) and what is denied ("no fentanyl") name nothing.
 */
export function findSubstances(text: string, lexicon: Lexicon, context: SubstanceContext = {}): SubstanceMatch[] {
  const all = findTerms(text, lexicon);
  const goods = goodsIn(text).filter(
    (good) => !all.some((hit) => hit.tier === 'safe' && hit.start <= good.start && hit.end >= good.end),
  );
  const hits = goods.length === 0 ? all : all.filter((hit) => !goods.some((good) => sameSentence(text, good, hit)));
  const named = certain(hits, lexicon);
  if (named.length > 0) return named;
  const category = context.category ?? null;
  const measured = context.measured ?? statesAmount(text);
  const dosed = context.dosed ?? /\d ?[mu]g(?!\p{L})/iu.test(text);
  const guessed = guess(hits, lexicon, { measured, dosed, category });
  if (guessed.length > 0 || goods.length > 0) return guessed;
  const near = misspelt(text, lexicon);
  return near.length > 0 ? near : fromCategory(category, lexicon);
}
