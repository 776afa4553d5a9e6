import type { World } from './nouns.ts';
import { gunwale } from './pages/gunwale.ts';
import { served } from './pages/known.ts';
import { lanternfish } from './pages/lanternfish.ts';
import { ropewalk } from './pages/ropewalk.ts';
import { saltstore } from './pages/saltstore.ts';
import type { Market, MarketPage } from './pages/shown.ts';
import { tidewrack } from './pages/tidewrack.ts';

/** Markets that the generic reader is developed on. */
const develop = { ...served, lanternfish, ropewalk, saltstore, gunwale, tidewrack } satisfies Record<string, Market>;

export type GeneratedMarket = keyof typeof develop;
const all: Readonly<Record<GeneratedMarket, Market>> = develop;

const isMarket = (name: string): name is GeneratedMarket => Object.hasOwn(all, name);
export const developMarkets: readonly GeneratedMarket[] = Object.keys(develop).filter(isMarket);

/** Every page that one market shows in a week, with what a reader must find there. No server; the same arguments give the same pages. */
export const renderMarket = (name: GeneratedMarket, world: World, week: number): readonly MarketPage[] =>
  all[name](world, week);
