import type { SubstanceMatch } from '../../model/listing.ts';
import { deniedBefore, type SubstanceContext } from './context.ts';
import { type GoodsHit, goodsIn } from './goods.ts';
import { growsDrug, hempWord } from './growing.ts';
import { guess, matchOf } from './guess.ts';
import { hitsIn, type TermHit } from './hits.ts';
import type { Lexicon } from './lexicon.ts';
import { nearestTerm } from './spelling.ts';
import { overrules } from './supplement.data.ts';
import { foldTerm, type Token, tokenise } from './tokens.ts';
import { findUnlisted, matchOfUnlisted } from './unlisted.ts';
import { unmask } from './unmask.ts';

const amount =
  /(?<![\p{L}\p{N}])(?:\d+(?:[.,]\d+)?|[½¼¾]) ?(?:k?g|gr|grams?|gramm|grammes?|gram[oi]s?|mg|ug|µg|mcg|oz|ounces?|lbs?|kilos?|ml|pills?|tab(?:let)?s?|caps(?:ules)?|blotters?|x|×|г|гр|кг|мг|шт)(?![\p{L}])|(?<![\p{L}])(?:oz|ounce|gram|gramm|kilo|kg)(?![\p{L}])/iu;

/** True when the text states an amount of something. */
export const statesAmount = (text: string): boolean => amount.test(text);

/** Every term of the lexicon in a text, left to right, that is not denied there ("no fentanyl"). */
export const findTerms = (text: string, lexicon: Lexicon): TermHit[] => hitsIn(text, tokenise(text), lexicon);

const isGeneral = (id: string, lexicon: Lexicon): boolean =>
  /^(?:Synthetic|Legal high|.* unspecified|Opioids|Benzodiazepines|Cutting agent|Anabolic steroids|Nitazene|Cathinone)/i.test(
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

function misspelt(tokens: readonly Token[], text: string, lexicon: Lexicon): SubstanceMatch[] {
  const found = new Map<string, SubstanceMatch>();
  for (const token of tokens) {
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

const within = (inner: Place, outer: Place): boolean => outer.start <= inner.start && outer.end >= inner.end;

/** Goods that are given away with the offer: "+ free grinder". */
const extra =
  /(?:free|gratis|bonus|gratuite?|gratuit[ao]|kostenlose[rsn]?|бесплатн\p{L}+|with|mit|avec|con|com|incl\.?|inklusive|plus|\+|&)\s*(?:a |an |one )?$/iu;

/** A name holds a word for goods ("fish scale"); a nickname that is the same word does not. */
const covers = (hit: TermHit, good: Place): boolean =>
  within(good, hit) && (hit.tier === 'safe' || hit.end - hit.start > good.end - good.start);

/** Goods that the text offers, and not those whose words belong to the name of a drug ("morning glory seeds", "fish scale"). */
const offeredGoods = (text: string, tokens: readonly Token[], hits: readonly TermHit[]): GoodsHit[] =>
  goodsIn(tokens).filter(
    (good) =>
      !hits.some((hit) => covers(hit, good)) && !extra.test(text.slice(Math.max(0, good.start - 20), good.start)),
  );

/** Whether goods deny every name beside them: those that go with drugs, and things with a name on them unless an amount is weighed out. */
const denies = (good: GoodsHit, weighed: boolean): boolean =>
  good.kind === 'around' || good.kind === 'growing' || (good.kind === 'media' && !weighed);

/** Names of substances in their surroundings: what goods deny is left out. */
const standing = (
  text: string,
  hits: readonly TermHit[],
  goods: readonly GoodsHit[],
  denying: readonly GoodsHit[],
  lexicon: Lexicon,
): readonly TermHit[] =>
  goods.length === 0
    ? hits
    : hits.filter(
        (hit) =>
          !isNickname(hit, lexicon) &&
          !goods.some((good) => within(hit, good)) &&
          !denying.some((good) => sameSentence(text, good, hit)),
      );

/** Several everyday words that together name a substance, such as "black tar": beside other goods they may mean just what they say. */
const isNickname = ({ tier, ids, matched }: TermHit, lexicon: Lexicon): boolean =>
  tier === 'safe' &&
  / /.test(matched) &&
  !ids.some((id) => foldTerm(lexicon.byId(id)?.name ?? '') === foldTerm(matched));

/** What the lexicon names, and names built like those of a class that are no part of one that it knows and are not denied. */
function named(
  hits: readonly TermHit[],
  text: string,
  denying: readonly GoodsHit[],
  lexicon: Lexicon,
): SubstanceMatch[] {
  const safe = hits.filter((hit) => hit.tier === 'safe');
  const unlisted = findUnlisted(text, lexicon).filter(
    (one) =>
      !denying.some((good) => sameSentence(text, good, one)) &&
      !safe.some((hit) => within(one, hit)) &&
      !deniedBefore(tokenise(text.slice(Math.max(0, one.start - 24), one.start)).map((token) => token.key)),
  );
  const known = safe.filter((hit) => !unlisted.some((one) => within(hit, one)));
  return [...certain(known, lexicon), ...unlisted.map(matchOfUnlisted)];
}

/**
 * The substances that a title, a message or another short text offers. A safe term names its substance; an ambiguous one ("speed", "K") needs an
 * amount, a category that agrees or a second term; a name that is only built like one of a class comes with its own name for an id; a category alone
 * counts last, with confidence 0.5. Goods around drugs (test kits, scales, books, seeds) and what is denied ("no fentanyl") name nothing.
 */
export const findSubstances = (text: string, lexicon: Lexicon, context: SubstanceContext = {}): SubstanceMatch[] =>
  substancesIn(spell(text, lexicon), lexicon, context);

/** The same for a text that is spelt already. */
export function substancesIn(
  { raw, text, tokens }: Spelt,
  lexicon: Lexicon,
  context: SubstanceContext,
): SubstanceMatch[] {
  const all = hitsIn(text, tokens, lexicon);
  const weighed = context.weighed ?? statesAmount(text);
  const offered = offeredGoods(text, tokens, all);
  const goods = offered.filter((good) => !growsDrug(good, text, all, { weighed }));
  const denying = goods.filter((good) => denies(good, weighed));
  const hits = standing(text, all, goods, denying, lexicon);
  const asWritten = (matches: readonly SubstanceMatch[]): SubstanceMatch[] =>
    text === raw ? [...matches] : matches.map((match) => ({ ...match, matched: written(raw, text, match.matched) }));
  const sure = named(hits, text, denying, lexicon);
  if (sure.length > 0) return asWritten(sure);
  const category = context.category ?? null;
  const grows = goods.length < offered.length;
  const measured = grows || (context.measured ?? statesAmount(text));
  const dosed = context.dosed ?? /\d ?[mu]g(?!\p{L})/iu.test(text);
  const guessed = guess(hits, lexicon, {
    measured,
    dosed,
    micrograms: /\d ?(?:ug|µg|μg|mcg|мкг)(?!\p{L})/iu.test(text),
    category,
    poured: context.poured ?? false,
    ordinary: goods.length > 0,
  });
  const hemp = offered.some((good) => good.kind === 'growing') ? hempWord(text, { weighed }) : null;
  if (guessed.length === 0 && hemp !== null) return [matchOf('cannabis', hemp, 0.6, lexicon)];
  if (guessed.length > 0 || goods.length > 0) return asWritten(guessed);
  const near = misspelt(tokens, text, lexicon);
  return near.length > 0 ? asWritten(near) : fromCategory(category, lexicon);
}

/** Whether goods are named that are no drugs. */
export const namesGoods = (text: string): boolean => goodsIn(tokenise(text)).length > 0;

/** A text, the same without masked names, and the tokens of that. */
export interface Spelt {
  readonly raw: string;
  readonly text: string;
  readonly tokens: readonly Token[];
}

export function spell(raw: string, lexicon: Lexicon): Spelt {
  const text = unmask(raw, lexicon);
  return { raw, text, tokens: tokenise(text) };
}

/** A match as it stands in the text before names were unmasked. */
function written(raw: string, text: string, matched: string): string {
  const at = text.indexOf(matched);
  return at < 0 ? matched : raw.slice(at, at + matched.length);
}
