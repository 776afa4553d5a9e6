import type { GoodsHit } from './goods.ts';
import type { TermHit } from './hits.ts';

/** Words of the seed trade beside which a strain is a strain, and "weed" is no weed of the garden. */
const trade =
  /(?<!\p{L})(?:fem|feminised|feminized|feminisiert\p{L}*|f[eé]minis[eé]e?s?|feminizadas?|femminizzat[ie]|feminizowan\p{L}+|фемин\p{L}+|auto ?flower\p{L}*|autoflorecientes?|autos|автоцвет\p{L}*|strains?|indica|sativa|photoperiod|regular|weed|marijuana|cannabis|marihuana|thc)(?!\p{L})/iu;
/** Said of nothing but hemp plants. */
const hempOnly =
  /(?<!\p{L})(?:fem|auto ?flower\p{L}*|autoflorecientes?|feminised|feminized|femminizzat[ie]|féminisées?|автоцвет\p{L}*|феминизирован\p{L}*)(?!\p{L})/iu;
const vegetable = /cucumber|gurke|concombre|pepino|cetriol|ogór|огур|melon|squash|zucchini|papaya|pumpkin|tomato/iu;
const food = /^(?:hemp|hanf|chanvre|hennep|c[aá]ñamo|canapa|konopie|конопл[яи])/iu;
const fungi = /^(?:spor|esp|grow|kweek|zarodn|спор|孢子)/iu;

interface Surroundings {
  /** A mass is stated: seed by the kilogram is food or fodder. */
  readonly weighed: boolean;
}

/** Whether what is sold for growing grows one of the drugs that are named with it: seeds of cannabis, spores and grow kits of mushrooms. */
export function growsDrug(good: GoodsHit, text: string, hits: readonly TermHit[], { weighed }: Surroundings): boolean {
  if (good.kind !== 'growing') return false;
  const means = (id: string, hit: TermHit): boolean => hit.tier !== 'weak' && hit.ids.includes(id);
  if (fungi.test(text.slice(good.start, good.end)))
    return hits.some((hit) => hit.tier === 'safe' && means('psilocybin-mushrooms', hit));
  const inTrade = trade.test(text);
  return (
    !weighed &&
    hits.some((hit) => means('cannabis', hit) && !food.test(hit.matched) && (hit.tier === 'safe' || inTrade))
  );
}

/** The word in a text on seeds that only seeds of cannabis have beside them, whatever the strain is called. */
export const hempWord = (text: string, { weighed }: Surroundings): string | null =>
  weighed || vegetable.test(text) ? null : (hempOnly.exec(text)?.[0] ?? null);
