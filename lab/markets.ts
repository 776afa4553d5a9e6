import type { World } from './nouns.ts';
import { gunwale } from './pages/gunwale.ts';
import { served } from './pages/known.ts';
import { lanternfish } from './pages/lanternfish.ts';
import { ropewalk } from './pages/ropewalk.ts';
import { saltstore } from './pages/saltstore.ts';
import { bilge } from './pages/scored/bilge.ts';
import { capstan } from './pages/scored/capstan.ts';
import { foghorn } from './pages/scored/foghorn.ts';
import { mizzen } from './pages/scored/mizzen.ts';
import type { Market, MarketPage } from './pages/shown.ts';
import { tidewrack } from './pages/tidewrack.ts';

/** Markets that the generic reader is developed on. */
const develop = { ...served, lanternfish, ropewalk, saltstore, gunwale, tidewrack } satisfies Record<string, Market>;
/** Markets that are only ever scored: nobody who works on the reader looks at lab/pages/scored/ or at what it misses there. */
const scored = { mizzen, capstan, bilge, foghorn } satisfies Record<string, Market>;

const all = { ...develop, ...scored };
export type GeneratedMarket = keyof typeof all;

const isMarket = (name: string): name is GeneratedMarket => Object.hasOwn(all, name);
export const developMarkets: readonly GeneratedMarket[] = Object.keys(develop).filter(isMarket);
export const scoredMarkets: readonly GeneratedMarket[] = Object.keys(scored).filter(isMarket);

/** Every page that one market shows in a week, with what a reader must find there. No server; the same arguments give the same pages. */
export const renderMarket = (name: GeneratedMarket, world: World, week: number): readonly MarketPage[] =>
  all[name](world, week);
