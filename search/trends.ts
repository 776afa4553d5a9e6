import { type Calendar, createCalendar } from './calendar.ts';
import { median, medianInterval } from './median.ts';
import { type Every, type Period, periodOf, periodsBetween, startOf } from './periods.ts';

/** One item as it was offered on one UTC day. With `firstAt` and `lastAt` (ISO 8601) it is also placed on the days of other zones. */
export interface TrendSighting {
  readonly item: string;
  readonly source: string;
  readonly day: string;
  readonly firstAt?: string | undefined;
  readonly lastAt?: string | undefined;
  readonly vendor: string | null;
  readonly substances: readonly string[];
  readonly unitUsd: number | null;
  readonly unitEur: number | null;
  readonly per: string | null;
}
/** One visit of a source; only a complete one can say that something is not there. */
export interface Crawl {
  readonly source: string;
  readonly at: string;
  readonly complete: boolean;
}
export interface TrendOptions {
  readonly metric: 'listings' | 'vendors' | 'price';
  readonly by: 'substance' | 'class' | 'market' | 'none';
  readonly every: Every;
  readonly zone?: string;
  readonly currency?: 'EUR' | 'USD';
  /** Most series, those with the most listings first; 12 when absent. */
  readonly limit?: number;
}
export interface TrendContext {
  readonly crawls: readonly Crawl[];
  readonly classOf: (substance: string) => string;
  readonly label: (key: string) => string;
}
/** `value` null: nothing could be measured in that period, which is not zero. `low` and `high`: a 95 % interval of the median. */
export interface TrendPoint {
  readonly period: string;
  readonly start: string;
  readonly value: number | null;
  readonly n: number;
  readonly vendors: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Share of the sources that completed a crawl in the period, 0 to 1. */
  readonly coverage: number;
}
export interface TrendSeries {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly points: readonly TrendPoint[];
}

interface Cell {
  lastItem: string;
  listings: number;
  readonly vendors: Set<string>;
  /** Unit prices by unit, one an item: its median in the period. */
  readonly prices: Map<string, number[]>;
  /** Unit prices of `lastItem`, which the next item or the end adds to `prices`. */
  open: { readonly per: string; readonly values: number[] } | null;
}
type Series = Map<string, Cell>;

const defaultLimit = 12;

function keysOf(sighting: TrendSighting, { by }: TrendOptions, { classOf }: TrendContext): readonly string[] {
  const known = sighting.substances.length > 0 ? sighting.substances : ['unknown'];
  switch (by) {
    case 'none':
      return ['all'];
    case 'market':
      return [sighting.source];
    case 'substance':
      return [...new Set(known)];
    case 'class':
      return [...new Set(known.map((id) => (id === 'unknown' ? id : classOf(id))))];
  }
}

/** The days of the zone on which the item was seen: one, or two where the UTC day holds the midnight of the zone. */
const daysOf = (sighting: TrendSighting, calendar: Calendar): readonly string[] => {
  const moments = [sighting.firstAt, sighting.lastAt].filter((at) => at !== undefined);
  return moments.length === 0 ? [sighting.day] : [...new Set(moments.map((at) => calendar.dayOf(Date.parse(at))))];
};

function cellOf(series: Map<string, Series>, key: string, period: string): Cell {
  const cells = series.get(key) ?? new Map<string, Cell>();
  series.set(key, cells);
  const cell = cells.get(period) ?? { lastItem: '', listings: 0, vendors: new Set(), prices: new Map(), open: null };
  cells.set(period, cell);
  return cell;
}

function closeItem(cell: Cell): void {
  const value = cell.open && median([...cell.open.values].sort((a, b) => a - b));
  if (!cell.open || value === null) return;
  const prices = cell.prices.get(cell.open.per) ?? [];
  prices.push(value);
  cell.prices.set(cell.open.per, prices);
  cell.open = null;
}

function count(cell: Cell, sighting: TrendSighting, price: number | null): void {
  if (cell.lastItem !== sighting.item) {
    closeItem(cell);
    cell.listings++;
    cell.lastItem = sighting.item;
  }
  if (sighting.vendor !== null) cell.vendors.add(`${sighting.source}|${sighting.vendor}`);
  if (price === null || sighting.per === null) return;
  if (cell.open?.per === sighting.per) cell.open.values.push(price);
  else cell.open = { per: sighting.per, values: [price] };
}

/** The unit that most prices of a series are stated in; ties by name. */
function commonUnit(cells: Series): string | null {
  const counts = new Map<string, number>();
  for (const cell of cells.values()) {
    for (const [per, prices] of cell.prices) counts.set(per, (counts.get(per) ?? 0) + prices.length);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
}

type Measured = Pick<TrendPoint, 'value' | 'n' | 'vendors' | 'low' | 'high'>;

function measure(
  cell: Cell | undefined,
  metric: TrendOptions['metric'],
  per: string | null,
  crawled: boolean,
): Measured {
  const nothing = { n: 0, vendors: 0, low: null, high: null };
  if (!cell) return { ...nothing, value: metric !== 'price' && crawled ? 0 : null };
  const vendors = cell.vendors.size;
  if (metric !== 'price')
    return { value: metric === 'listings' ? cell.listings : vendors, n: cell.listings, vendors, low: null, high: null };
  const prices = [...(per === null ? [] : (cell.prices.get(per) ?? []))].sort((a, b) => a - b);
  const interval = medianInterval(prices);
  return { value: median(prices), n: prices.length, vendors, low: interval?.low ?? null, high: interval?.high ?? null };
}

/** Which sources were looked at in which period. A source that is never crawled (imported) counts where it was seen. */
interface Looks {
  readonly looked: Map<string, Set<string>>;
  readonly crawled: ReadonlySet<string>;
  readonly sources: Set<string>;
  readonly days: string[];
}

function crawlsByPeriod(crawls: readonly Crawl[], every: Every, calendar: Calendar): Looks {
  const looks: Looks = {
    looked: new Map(),
    crawled: new Set(crawls.map((each) => each.source)),
    sources: new Set(crawls.map((each) => each.source)),
    days: [],
  };
  for (const crawl of crawls) {
    if (!crawl.complete) continue;
    const day = calendar.dayOf(Date.parse(crawl.at));
    looks.days.push(day);
    look(looks, periodOf(day, every).name, crawl.source);
  }
  return looks;
}

function look({ looked }: Looks, period: string, source: string): void {
  looked.set(period, (looked.get(period) ?? new Set()).add(source));
}

function pointsOf(
  key: string,
  cells: Series,
  periods: readonly Period[],
  looks: Looks,
  options: TrendOptions,
  calendar: Calendar,
) {
  const per = options.metric === 'price' ? commonUnit(cells) : null;
  const points = periods.map((period): TrendPoint => {
    const looked = looks.looked.get(period.name);
    const sources = options.by === 'market' ? Number(looked?.has(key) ?? false) : (looked?.size ?? 0);
    const measured = measure(cells.get(period.name), options.metric, per, sources > 0);
    const of = options.by === 'market' ? 1 : Math.max(1, looks.sources.size);
    return { period: period.name, start: startOf(period, calendar), ...measured, coverage: sources / of };
  });
  return { per, points };
}

const unitOf = (options: TrendOptions, per: string | null): string =>
  options.metric === 'price' ? `${options.currency ?? 'EUR'}/${per ?? '?'}` : options.metric;

/**
 * Series by key from sightings in the order of items and days, which are read once; memory grows with keys and periods, and with listings
 * for the price. The number of listings or vendors seen in a period, or the median of the unit prices (one a listing, its median in the
 * period, in the unit most stated). Periods without a completed crawl are gaps.
 */
export async function computeTrend(
  sightings: AsyncIterable<TrendSighting>,
  options: TrendOptions,
  context: TrendContext,
): Promise<readonly TrendSeries[]> {
  const calendar = createCalendar(options.zone);
  const looks = crawlsByPeriod(context.crawls, options.every, calendar);
  const series = new Map<string, Series>();
  for await (const sighting of sightings) {
    const price = options.currency === 'USD' ? sighting.unitUsd : sighting.unitEur;
    for (const day of daysOf(sighting, calendar)) {
      const period = periodOf(day, options.every).name;
      looks.days.push(day);
      if (!looks.crawled.has(sighting.source)) {
        looks.sources.add(sighting.source);
        look(looks, period, sighting.source);
      }
      for (const key of keysOf(sighting, options, context)) count(cellOf(series, key, period), sighting, price);
    }
    if (looks.days.length > 1_000) looks.days.splice(0, looks.days.length, ...extremes(looks.days));
  }
  for (const cells of series.values()) for (const cell of cells.values()) closeItem(cell);
  const [first, last] = extremes(looks.days);
  const periods = first === undefined || last === undefined ? [] : periodsBetween(first, last, options.every);
  return [...series]
    .map(([key, cells]) => ({ key, cells, size: [...cells.values()].reduce((sum, cell) => sum + cell.listings, 0) }))
    .sort((a, b) => b.size - a.size || (a.key < b.key ? -1 : 1))
    .slice(0, options.limit ?? defaultLimit)
    .map(({ key, cells }) => {
      const { per, points } = pointsOf(key, cells, periods, looks, options, calendar);
      return { key, label: context.label(key), unit: unitOf(options, per), points };
    });
}

function extremes(days: readonly string[]): readonly string[] {
  const sorted = [...days].sort();
  const first = sorted[0];
  const last = sorted.at(-1);
  return first === undefined || last === undefined ? [] : [first, last];
}

const periodNames: Readonly<Record<Every, string>> = {
  day: 'day',
  week: 'ISO week (from Monday)',
  month: 'calendar month',
};

/** How the figures come about, to be printed beside them. */
export function methodOf(options: TrendOptions): string {
  const what = {
    listings: 'Number of different listings seen',
    vendors: 'Number of different vendors (a handle on one source) with a listing seen',
    price: `Median unit price in ${options.currency ?? 'EUR'} of the main offers, one price a listing (its median in the period), in the unit most stated for the series; the band is a 95 % interval by order statistics, given from six prices on`,
  }[options.metric];
  return `${what}, by ${periodNames[options.every]} in ${options.zone ?? 'UTC'}. A period in which no crawl was completed is left open. Coverage: sources that completed one in the period, of all; listings that were not seen are not estimated.`;
}
