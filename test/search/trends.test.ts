import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, createCalendar } from '../../search/calendar.ts';
import { chapman } from '../../search/coverage.ts';
import { median, medianInterval } from '../../search/median.ts';
import { periodOf, periodsBetween } from '../../search/periods.ts';
import { trendCsv } from '../../search/trend-csv.ts';
import { trendSvg } from '../../search/trend-svg.ts';
import {
  type Crawl,
  computeTrend,
  type TrendOptions,
  type TrendSeries,
  type TrendSighting,
} from '../../search/trends.ts';

const seen = (item: string, at: string, more: Partial<TrendSighting> = {}): TrendSighting => ({
  item,
  source: 'bazaar',
  day: at.slice(0, 10),
  firstAt: at,
  lastAt: at,
  vendor: 'v',
  substances: ['mdma'],
  unitUsd: null,
  unitEur: null,
  per: null,
  ...more,
});
async function* stream(sightings: readonly TrendSighting[]) {
  yield* sightings;
}
const crawl = (at: string, complete = true, source = 'bazaar'): Crawl => ({ source, at, complete });
const context = (crawls: readonly Crawl[] = []) => ({
  crawls,
  classOf: () => 'stimulant',
  label: (key: string) => key.toUpperCase(),
});
const trend = (
  sightings: readonly TrendSighting[],
  options: Partial<TrendOptions> = {},
  crawls: readonly Crawl[] = [],
): Promise<readonly TrendSeries[]> =>
  computeTrend(stream(sightings), { metric: 'listings', by: 'none', every: 'week', ...options }, context(crawls));
const values = (series: readonly TrendSeries[], at = 0) =>
  Object.fromEntries((series[at]?.points ?? []).map((point) => [point.period, point.value]));

describe('periods', () => {
  it('keeps a day whole when the clocks change', async () => {
    const sightings = [seen('a', '2025-10-25T22:30:00Z'), seen('b', '2025-10-26T22:30:00Z')];
    expect(values(await trend(sightings, { every: 'day' }))).toEqual({ '2025-10-25': 1, '2025-10-26': 1 });
    expect(values(await trend(sightings, { every: 'day', zone: 'Europe/Berlin' }))).toEqual({ '2025-10-26': 2 });
  });
  it('counts ISO weeks over New Year', async () => {
    const sightings = ['2015-12-28', '2016-01-01', '2016-01-04'].map((day, index) =>
      seen(String(index), `${day}T12:00:00Z`),
    );
    const [series] = await trend(sightings);
    expect(series?.points.map(({ period, start, value }) => [period, start.slice(0, 10), value])).toEqual([
      ['2015-W53', '2015-12-28', 2],
      ['2016-W01', '2016-01-04', 1],
    ]);
  });
  it('follow each other without gap or overlap, in any zone', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((index) => addDays('1990-01-01', index));
    fc.assert(
      fc.property(
        days,
        fc.nat(60),
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        (day, length, every) => {
          const last = addDays(day, length);
          const periods = periodsBetween(day, last, every);
          for (let each = day; each <= last; each = addDays(each, 1))
            expect(periods.map((period) => period.name)).toContain(periodOf(each, every).name);
          expect(new Set(periods.map((period) => period.name)).size).toBe(periods.length);
        },
      ),
      { numRuns: 200 },
    );
    for (const zone of [
      'UTC',
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'America/Havana',
    ]) {
      const calendar = createCalendar(zone);
      for (let day = '2011-12-01'; day < '2012-04-15'; day = addDays(day, 1)) {
        const start = calendar.startOf(day);
        expect(calendar.dayOf(start - 1) < calendar.dayOf(start), `${zone} ${day}`).toBe(true);
      }
    }
  });
});

describe('counting', () => {
  it('counts a listing once a period, and vendors by source', async () => {
    const sightings = [
      seen('a', '2026-09-01T10:00:00Z'),
      seen('a', '2026-09-02T10:00:00Z'),
      seen('b', '2026-09-02T10:00:00Z'),
      seen('c', '2026-09-03T10:00:00Z', { source: 'forum' }),
      seen('d', '2026-09-03T10:00:00Z', { vendor: null }),
    ];
    expect(values(await trend(sightings))).toEqual({ '2026-W36': 4 });
    expect(values(await trend(sightings, { metric: 'vendors' }))).toEqual({ '2026-W36': 2 });
  });
  it('tells a crawl that found nothing from no crawl', async () => {
    const sightings = [seen('a', '2026-09-01T10:00:00Z'), seen('a', '2026-09-22T10:00:00Z')];
    const crawls = [
      crawl('2026-09-01T10:00:00Z'),
      crawl('2026-09-08T10:00:00Z'),
      crawl('2026-09-15T10:00:00Z', false),
      crawl('2026-09-22T10:00:00Z'),
      crawl('2026-09-22T10:00:00Z', true, 'forum'),
    ];
    const series = await trend(sightings, {}, crawls);
    expect(values(series)).toEqual({ '2026-W36': 1, '2026-W37': 0, '2026-W38': null, '2026-W39': 1 });
    expect(series[0]?.points.map((point) => point.coverage)).toEqual([0.5, 0.5, 0, 1]);
  });
  it('takes the median unit price over listings, each with its own median, in one unit only', async () => {
    const price = (item: string, day: number, unitEur: number, per = 'g') =>
      seen(item, `2026-09-0${day}T10:00:00Z`, { unitEur, per });
    const sightings = [
      price('a', 1, 10),
      price('a', 2, 30),
      price('a', 3, 20),
      price('b', 1, 40),
      price('c', 1, 60),
      price('d', 1, 2, 'unit'),
    ];
    const [series] = await trend(sightings, { metric: 'price', by: 'substance' });
    expect(series).toMatchObject({ key: 'mdma', label: 'MDMA', unit: 'EUR/g' });
    expect(series?.points[0]).toMatchObject({ value: 40, n: 3, low: null, high: null });
  });
  it('splits by substance, class and market, most listings first', async () => {
    const sightings = [
      seen('a', '2026-09-01T10:00:00Z', { substances: ['mdma', 'mda'] }),
      seen('b', '2026-09-01T10:00:00Z'),
      seen('c', '2026-09-01T10:00:00Z', { substances: [] }),
    ];
    expect((await trend(sightings, { by: 'substance' })).map((each) => each.key)).toEqual(['mdma', 'mda', 'unknown']);
    expect((await trend(sightings, { by: 'substance', limit: 1 })).length).toBe(1);
    expect((await trend(sightings, { by: 'class' })).map((each) => each.points[0]?.value)).toEqual([2, 1]);
    expect((await trend(sightings, { by: 'market' })).map((each) => each.key)).toEqual(['bazaar']);
  });
});

describe('the interval of a median', () => {
  it('needs six values and takes the ranks of the binomial distribution', () => {
    const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
    expect(medianInterval(upTo(5))).toBeNull();
    expect(medianInterval(upTo(6))).toEqual({ low: 1, high: 6 });
    expect(medianInterval(upTo(10))).toEqual({ low: 2, high: 9 });
    expect(medianInterval(upTo(20))).toEqual({ low: 6, high: 15 });
    expect(medianInterval(upTo(100))).toEqual({ low: 40, high: 61 });
    expect(medianInterval(upTo(2_000))).toEqual({ low: 956, high: 1_045 });
  });
  it('holds the median, and the median halves the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 6, maxLength: 200 }), (numbers) => {
        const sorted = [...numbers].sort((a, b) => a - b);
        const middle = median(sorted) ?? Number.NaN;
        const interval = medianInterval(sorted);
        expect(interval && interval.low <= middle && middle <= interval.high).toBe(true);
        expect(sorted.filter((each) => each < middle).length).toBeLessThanOrEqual(sorted.length / 2);
      }),
    );
  });
});

describe('coverage', () => {
  it('agrees with a worked example', () => {
    const { estimate, error, low, high } = chapman(200, 150, 60);
    expect(estimate).toBeCloseTo(496.56, 1);
    expect(error ** 2).toBeCloseTo((201 * 151 * 140 * 90) / (61 ** 2 * 62), 6);
    expect(low).toBeGreaterThan(290);
    expect(low < estimate && estimate < high).toBe(true);
  });
  it('is never below what was seen, and certain when one way saw all of the other', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (first, second, overlap) => {
        const both = Math.min(overlap, first, second);
        const { low, estimate, high } = chapman(first, second, both);
        expect(low).toBeGreaterThanOrEqual(first + second - both - 1e-9);
        expect(high).toBeGreaterThanOrEqual(Math.floor(estimate));
      }),
    );
    expect(chapman(80, 80, 80)).toMatchObject({ estimate: 80, low: 80, high: 80 });
  });
});

describe('files', () => {
  const point = {
    period: '2026-W36',
    start: '2026-08-31T00:00:00.000Z',
    value: 2,
    n: 2,
    vendors: 1,
    low: null,
    high: null,
    coverage: 1,
  };
  const gap = { ...point, period: '2026-W37', value: null, n: 0, coverage: 0 };
  const series = [
    { key: 'x', label: '=<b>&"', unit: 'listings', points: [point, gap, point] },
    { key: 'y', label: 'y', unit: 'EUR/g', points: [gap, point, gap] },
  ];
  it('leaves gaps empty in CSV', () => {
    const lines = trendCsv(series).split('\n');
    expect(lines[0]).toBe('series,label,unit,period,start,value,n,vendors,low,high,coverage');
    expect(lines[1]).toBe(`x,"'=<b>&""",listings,2026-W36,2026-08-31T00:00:00.000Z,2,2,1,,,1`);
    expect(lines[2]).toContain('2026-W37,2026-08-31T00:00:00.000Z,,0,');
  });
  it('draws no line over a gap, a panel for each unit, and text as text', () => {
    const svg = trendSvg(series, { title: 'T <1>' });
    expect(svg).not.toContain('<b>');
    expect(svg).toContain('T &#60;1&#62;');
    expect(svg.match(/>EUR\/g</g)?.length).toBe(1);
    const drawn = [...svg.matchAll(/<path d="(M[^"]*h0[^"]*)"/g)].map((match) => match[1] ?? '');
    expect(drawn.map((path) => path.split('M').length - 1)).toEqual([2, 1]);
    expect(svg).not.toContain('style=');
    expect(trendSvg([], { title: 'none' })).toContain('nothing to draw');
  });
});
