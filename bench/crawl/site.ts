import { weekStart } from '../../lab/calendar.ts';
import type { World } from '../../lab/nouns.ts';
import { halyard } from '../../lab/pages/halyard.ts';
import type { Site } from '../../lab/pages/site.ts';
import { createWorld, isLive } from '../../lab/world.ts';

const week = 6;

/** Halyard as large as it has to be: the markets of several worlds under one roof, with keys and handles that do not clash. */
function largeWorld(listings: number): World {
  const first = createWorld({ seed: 1, size: 'full' });
  const all: { listings: World['listings'][number][]; vendors: World['vendors'][number][] } = {
    listings: [],
    vendors: [],
  };
  for (let seed = 1; all.listings.length < listings; seed += 1) {
    const world = seed === 1 ? first : createWorld({ seed, size: 'full' });
    const live = world.listings.filter((listing) => listing.site === 'halyard' && isLive(listing, week));
    const handle = (name: string) => `${name}${seed}`;
    for (const listing of live.slice(0, listings - all.listings.length))
      all.listings.push({ ...listing, key: `${seed}${listing.key}`, vendor: handle(listing.vendor) });
    for (const vendor of world.vendors.filter(({ site }) => site === 'halyard'))
      all.vendors.push({ ...vendor, handle: handle(vendor.handle) });
  }
  return { ...first, ...all };
}

/** Every page of the market by its path. */
export interface Pages {
  readonly bodies: ReadonlyMap<string, string>;
  /** Paths of the pages of listings. */
  readonly listings: readonly string[];
}

const linksOf = (body: string): readonly string[] =>
  [...body.matchAll(/href="(\/[^"]*)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'));

/** The market with so many listings, walked from its front page and kept: the server then only sends what is ready. */
export function marketPages(listings: number): Pages {
  const world = largeWorld(listings);
  const site: Site = halyard(world);
  const bodies = new Map<string, string>();
  const seen = new Set<string>(['/']);
  for (const path of seen) {
    const url = new URL(path, 'http://site.invalid');
    const { status, body } = site({ path: url.pathname, query: url.searchParams, now: weekStart(week) });
    if (status !== 200) continue;
    bodies.set(path, body);
    for (const link of linksOf(body)) seen.add(link);
  }
  return { bodies, listings: world.listings.map(({ key }) => `/viewlisting.php?id=${key}`) };
}
