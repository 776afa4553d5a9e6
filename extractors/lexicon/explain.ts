import { readTitle, type TitleReading } from '../titles.ts';
import { findSubstances, spell } from './find.ts';
import { goodsIn } from './goods.ts';
import { everyHit } from './hits.ts';
import type { Lexicon } from './lexicon.ts';
import { findUnlisted } from './unlisted.ts';

/** One thing that the lexicon sees in a text, whether or not it counts in the end. */
export interface Sight {
  readonly start: number;
  readonly end: number;
  readonly matched: string;
  /** Why: "certain term", "ambiguous term", "pill stamp", "needs a category", "unlisted", "goods: around", … */
  readonly rule: string;
  /** Substances that it may mean; empty for goods. */
  readonly ids: readonly string[];
  /** True for what the words beside it deny. */
  readonly denied: boolean;
}

export interface Explanation {
  readonly text: string;
  readonly sights: readonly Sight[];
  /** What counts in the end. `unlisted`: the lexicon does not know it. */
  readonly substances: readonly {
    readonly id: string;
    readonly class: string;
    readonly confidence: number;
    readonly matched: string;
    readonly unlisted: boolean;
  }[];
  readonly reading: TitleReading;
}

const rules = {
  safe: 'certain term',
  ambiguous: 'ambiguous term: needs an amount, a category or a second term',
  picture: 'picture on blotters: needs a strength in micrograms',
  stamp: 'pill stamp: needs a number of pieces and a strength',
  weak: 'slang: needs a category that agrees',
} as const;

/** What is found in a text, where, and by which rule. */
export function explain(raw: string, lexicon: Lexicon, category: string | null = null): Explanation {
  const { text, tokens } = spell(raw, lexicon);
  const cut = (start: number, end: number) => ({ start, end, matched: raw.slice(start, end) });
  const terms = everyHit(text, tokens, lexicon).map(
    ({ hit, denied }): Sight => ({ ...cut(hit.start, hit.end), rule: rules[hit.tier], ids: hit.ids, denied }),
  );
  const goods = goodsIn(tokens).map(
    ({ kind, start, end }): Sight => ({ ...cut(start, end), rule: `goods: ${kind}`, ids: [], denied: false }),
  );
  const unlisted = findUnlisted(text, lexicon).map(
    ({ id, class: group, start, end }): Sight => ({
      ...cut(start, end),
      rule: `unlisted: built like a ${group}`,
      ids: [id],
      denied: false,
    }),
  );
  return {
    text: raw,
    sights: [...terms, ...goods, ...unlisted].sort((a, b) => a.start - b.start || b.end - a.end),
    substances: findSubstances(raw, lexicon, { category }).map((one) => ({
      ...one,
      unlisted: lexicon.byId(one.id) === null,
    })),
    reading: readTitle(raw, lexicon),
  };
}
