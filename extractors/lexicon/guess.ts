import type { SubstanceMatch } from '../../model/listing.ts';
import { classesOf } from './context.ts';
import type { TermHit } from './hits.ts';
import type { Lexicon } from './lexicon.ts';

interface Score {
  readonly id: string;
  readonly hit: TermHit;
  readonly points: number;
  readonly terms: number;
  readonly strong: number;
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
/** Never sold by volume: a litre of "snow" is none. */
const solids = new Set(
  'cannabis cocaine crack-cocaine mdma amphetamine methamphetamine heroin hashish mephedrone'.split(' '),
);

const rank = (id: string): number => (common.includes(id) ? common.indexOf(id) : common.length);

/** Marks on tablets and pictures on blotters. */
const isMark = (hit: TermHit): boolean => hit.tier === 'stamp' || hit.tier === 'picture';

function scoreOf(id: string, hits: readonly TermHit[], fits: boolean): Score | null {
  const own = hits.filter((hit) => hit.ids.includes(id));
  const strong = own.filter((hit) => hit.tier === 'ambiguous');
  const hit = strong[0] ?? own.find(isMark) ?? own[0];
  if (!hit || (strong.length === 0 && !fits && !isMark(hit))) return null;
  const terms = new Set(
    own.filter((one) => one.tier !== 'weak' || strong.length > 0).map((one) => one.matched.toLowerCase()),
  ).size;
  const alone = strong.filter((one) => one.ids.length === 1).length;
  return {
    id,
    hit,
    terms,
    strong: strong.length,
    points: strong.length * 2 + alone + (own.length - strong.length) * 0.3 + (fits ? 4 : 0),
  };
}

interface Surroundings {
  readonly measured: boolean;
  readonly dosed: boolean;
  /** A strength in micrograms. */
  readonly micrograms: boolean;
  readonly category: string | null;
  /** Only a volume is stated. */
  readonly poured: boolean;
  /** Ordinary goods are named: one ambiguous word beside them offers nothing. */
  readonly ordinary: boolean;
}

/** The substance that the uncertain terms of a text agree on best, when the surroundings allow it. */
export function guess(hits: readonly TermHit[], lexicon: Lexicon, context: Surroundings): SubstanceMatch[] {
  const classes = classesOf(context.category);
  const usable = hits.filter(
    (hit) =>
      hit.tier !== 'safe' && (hit.tier !== 'stamp' || context.dosed) && (hit.tier !== 'picture' || context.micrograms),
  );
  const ids = new Set(usable.flatMap((hit) => hit.ids));
  const scores = [...ids].flatMap((id) => {
    const fits = classes.has(lexicon.byId(id)?.class ?? '');
    const misfits = (classes.size > 0 && !fits) || (context.poured && !fits && solids.has(id));
    const score = misfits ? null : scoreOf(id, usable, fits);
    const isClear = fits || (context.ordinary ? context.measured && score !== null && score.strong > 1 : false);
    const isPlain = !context.ordinary && (context.measured || (score !== null && score.terms > 1));
    return score && (isClear || isPlain) ? [{ ...score, fits }] : [];
  });
  const [best] = scores.sort((a, b) => b.points - a.points || rank(a.id) - rank(b.id) || a.hit.start - b.hit.start);
  if (!best) return [];
  const confidence = best.fits ? 0.85 : best.terms > 1 ? 0.75 : best.hit.ids.length === 1 ? 0.6 : 0.5;
  return [matchOf(best.id, best.hit.matched, confidence, lexicon)];
}

export const matchOf = (id: string, matched: string, confidence: number, lexicon: Lexicon): SubstanceMatch => ({
  id,
  class: lexicon.byId(id)?.class ?? 'other',
  confidence,
  matched,
});
