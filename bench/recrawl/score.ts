import { weekStart } from '../../lab/calendar.ts';
import type { LabListing, World } from '../../lab/nouns.ts';
import { truthOf } from '../../lab/truth.ts';
import type { Item } from '../../model/item.ts';

/** One true change of a market, and how long after it a crawler knew; null: never. */
export interface Seen {
  readonly what: 'first' | 'price' | 'gone';
  readonly delayDays: number | null;
}

const day = 86_400_000;

function seenAt(item: Item, what: Seen['what'], from: number, amount: string | null): number | null {
  if (what === 'first') return Date.parse(item.firstSeen);
  if (what === 'gone')
    return item.events
      .filter(({ reason, at }) => reason === 'gone' && Date.parse(at) >= from)
      .map(({ at }) => Date.parse(at))
      .reduce<number | null>((first, at) => first ?? at, null);
  const point = item.prices.find(({ at, price }) => Date.parse(at) >= from && Number(price.amount) === Number(amount));
  return point ? Date.parse(point.at) : null;
}

/** The changes of listings and vendors after the first week, each with its delay. A price that was changed again unseen is lost. */
export function changesSeen(world: World, items: readonly Item[], weeks: number, markets: readonly string[]): Seen[] {
  const truth = truthOf(world, weeks);
  const byKey = new Map(items.map((item) => [`${item.source}|${item.kind}|${item.key}`, item] as const));
  return truth.events
    .filter((event) => event.week > 1 && event.record !== 'message' && markets.includes(event.site))
    .map((event): Seen => {
      const from = weekStart(event.week);
      const item = byKey.get(`${event.site}|${event.record}|${event.key}`);
      const next = truth.events.find(
        ({ record, key, site, reason, week }) =>
          event.reason === 'price' &&
          reason !== 'first' &&
          week > event.week &&
          key === event.key &&
          site === event.site &&
          record === event.record,
      );
      const at = item ? seenAt(item, event.reason, from, event.reason === 'price' ? event.after : null) : null;
      const late = at !== null && next !== undefined && at >= weekStart(next.week);
      return { what: event.reason, delayDays: at === null || late ? null : (at - from) / day };
    });
}

/** Ends that were told of listings that still stood: how many of how many. */
export function wrongEnds(world: World, items: readonly Item[]): { readonly wrong: number; readonly told: number } {
  const lives = new Map<string, LabListing>(world.listings.map((each) => [`${each.site}|${each.key}`, each] as const));
  let [wrong, told] = [0, 0];
  for (const item of items) {
    const life = item.kind === 'listing' ? lives.get(`${item.source}|${item.key}`) : undefined;
    for (const { reason, at } of item.events) {
      if (!life || reason !== 'gone') continue;
      told += 1;
      if (Date.parse(at) < weekStart(life.lastWeek + 1)) wrong += 1;
    }
  }
  return { wrong, told };
}

export const seenOf = (changes: readonly Seen[]): readonly number[] =>
  changes.flatMap(({ delayDays }) => (delayDays === null ? [] : [delayDays]));
