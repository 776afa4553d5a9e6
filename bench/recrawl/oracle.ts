import { weekStart } from '../../lab/calendar.ts';
import type { MarketName, World } from '../../lab/nouns.ts';
import { marketView } from '../../lab/pages/site.ts';
import { priceIn } from '../../lab/world.ts';
import type { Seen } from './score.ts';

/** Rows of one list page, as the markets of the lab print them. */
const perPage: Readonly<Record<MarketName, number>> = { halyard: 50, fathom: 48, nordkai: 50 };

type Change = { -readonly [Key in keyof Seen]: Seen[Key] } & { readonly week: number };

/** What changed in a market when a week began, by the page that shows it: an end only at the listing's own page, all else in its category. */
function changesOf(world: World, site: MarketName, week: number): ReadonlyMap<string, readonly string[]> {
  const pages = new Map<string, string[]>();
  const show = (page: string, change: string) => pages.set(page, [...(pages.get(page) ?? []), change]);
  const view = marketView(world, site, weekStart(week));
  for (const category of view.categories) {
    for (const [place, listing] of view.inCategory(category).entries()) {
      const page = `${category} ${Math.floor(place / perPage[site])}`;
      if (listing.firstWeek === week) show(page, `first ${listing.key}`);
      else if (priceIn(listing, week) !== priceIn(listing, week - 1)) show(page, `price ${listing.key}`);
    }
  }
  for (const listing of world.listings)
    if (listing.site === site && listing.lastWeek === week - 1) show(listing.key, `gone ${listing.key}`);
  return pages;
}

/**
 * What nobody can do better: an oracle that knows every morning what changed where, and asks for the pages that show the most of it. Vendors and the
 * few listings that no category shows are left out. Weeks begin at midnight, requests are made at noon.
 */
export function askOracle(world: World, site: MarketName, perDay: number, weeks: number): readonly Seen[] {
  const changes: Change[] = [];
  let open = new Map<string, Change[]>();
  for (let week = 2; week <= weeks; week += 1) {
    if (site === world.closing.site && week >= world.closing.week) break;
    // What nobody saw in time of new offers and prices is shown elsewhere now; ends can be seen for ever.
    open = new Map([...open].filter(([, waiting]) => waiting.every(({ what }) => what === 'gone')));
    for (const [page, shown] of changesOf(world, site, week)) {
      const found = shown.map((text): Change => ({ what: whatOf(text), delayDays: null, week }));
      changes.push(...found);
      open.set(page, [...(open.get(page) ?? []), ...found]);
    }
    for (let weekday = 0; weekday < 7; weekday += 1) {
      const best = [...open].sort(([, a], [, b]) => b.length - a.length).slice(0, perDay);
      for (const [page, shown] of best) {
        for (const change of shown) change.delayDays = (week - change.week) * 7 + weekday + 0.5;
        open.delete(page);
      }
    }
  }
  return changes;
}

const whatOf = (text: string): Seen['what'] =>
  text.startsWith('first') ? 'first' : text.startsWith('price') ? 'price' : 'gone';
