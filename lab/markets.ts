import type { World } from './nouns.ts';
import { bilge } from './pages/bilge.ts';
import { capstan } from './pages/capstan.ts';
import { foghorn } from './pages/foghorn.ts';
import { gunwale } from './pages/gunwale.ts';
import { served } from './pages/known.ts';
import { lanternfish } from './pages/lanternfish.ts';
import { mizzen } from './pages/mizzen.ts';
import { ropewalk } from './pages/ropewalk.ts';
import { saltstore } from './pages/saltstore.ts';
import { gaff } from './pages/scored/gaff.ts';
import { kedge } from './pages/scored/kedge.ts';
import { luff } from './pages/scored/luff.ts';
import { thwart } from './pages/scored/thwart.ts';
import type { Market, MarketPage } from './pages/shown.ts';
import { tidewrack } from './pages/tidewrack.ts';

/** Markets that the generic reader is developed on. */
const develop = {
  ...served,
  lanternfish,
  ropewalk,
  saltstore,
  gunwale,
  tidewrack,
  mizzen,
  capstan,
  bilge,
  foghorn,
} satisfies Record<string, Market>;
/** Markets that are only ever scored: nobody who works on the reader looks at lab/pages/scored/ or at what it misses there. */
const scored = { kedge, luff, thwart, gaff } satisfies Record<string, Market>;

const all = { ...develop, ...scored };
export type GeneratedMarket = keyof typeof all;

const isMarket = (name: string): name is GeneratedMarket => Object.hasOwn(all, name);
export const developMarkets: readonly GeneratedMarket[] = Object.keys(develop).filter(isMarket);
export const scoredMarkets: readonly GeneratedMarket[] = Object.keys(scored).filter(isMarket);

/** Every page that one market shows in a week, with what a reader must find there. No server; the same arguments give the same pages. */
export const renderMarket = (name: GeneratedMarket, world: World, week: number): readonly MarketPage[] =>
  all[name](world, week);
