import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrendPoint } from '../../app/api.ts';
import { priceLine } from '../../server/charts/price-line.ts';
import { gaps, monthLabels, runs, scaleTo, ticksOf } from '../../server/charts/scale.ts';
import { spark } from '../../server/charts/spark.ts';
import { trendChart } from '../../server/charts/trend.ts';
import { prometheus } from '../../server/metrics.ts';
import { now, summaryOf } from './fake-items.ts';
import { fakeLeadline } from './fake-leadline.ts';
import { first } from './fake-records.ts';

const point = (value: number | null, index: number): TrendPoint => ({
  period: `2026-W${index + 10}`,
  start: new Date(Date.UTC(2026, 2, 2) + index * 604_800_000).toISOString(),
  value,
  n: 10,
  vendors: 5,
  low: value,
  high: value,
  coverage: value === null ? 0.2 : 0.9,
});
const chart = async (values: readonly (number | null)[]) =>
  String(await trendChart({ key: 'a', label: '<a>', unit: 'EUR/g', points: values.map(point) }));

describe('a scale', () => {
  it('starts at zero, ends at or above the highest value and has few round steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (highest) => {
        const scale = scaleTo(highest);
        expect(scale.top).toBeGreaterThanOrEqual(highest * 0.999);
        expect(ticksOf(scale).length).toBeLessThanOrEqual(5);
      }),
    );
    expect(scaleTo(0)).toEqual({ step: 1, top: 1 });
  });

  it('is cut into runs and gaps that cover every position once', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer())), (values) => {
        const has = (value: number | null) => value !== null;
        const covered = [
          ...runs(values, has).flatMap((run) => run.map((each) => each.index)),
          ...gaps(values, has).flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, step) => from + step),
          ),
        ];
        expect(covered.sort((a, b) => a - b)).toEqual(values.map((_, index) => index));
      }),
    );
  });

  it('names the first position of a month, and no two that would overlap', () => {
    const days = Array.from({ length: 400 }, (_, index) =>
      new Date(Date.UTC(2025, 0, 1) + index * 86_400_000).toISOString(),
    );
    const labels = monthLabels(days, (iso) => iso.slice(0, 7), 6);
    expect(labels.length).toBeLessThanOrEqual(7);
    expect(labels.every((label, index) => index === 0 || label.index - (labels[index - 1]?.index ?? 0) >= 40)).toBe(
      true,
    );
  });
});

describe('a line', () => {
  it('is never joined over a period without a figure, which is hatched', async () => {
    const svg = await chart([1, 2, null, 3, 4]);
    const line = /<path class="l" d="([^"]+)"/.exec(svg)?.[1] ?? '';
    expect(line.match(/M/g)).toHaveLength(2);
    expect(svg.match(/fill="url\(#gap\)"/g)).toHaveLength(1);
    expect(svg).toContain('no figure for 1 of 5 periods');
    expect(svg).toContain('&lt;a&gt;');
  });

  it('can have no figure at all', async () => {
    expect(await chart([null, null])).toContain('no figure in any period');
  });

  it('of prices stays open where the item was not seen', async () => {
    const days = ['2026-08-01', '2026-08-08', '2026-08-15', '2026-10-01', '2026-10-08'];
    const svg = String(
      await priceLine(
        days.map((day) => ({ day, value: 10 })),
        '€/g',
        now,
        String,
      ),
    );
    expect((/<path class="l" d="([^"]+)"/.exec(svg)?.[1] ?? '').match(/M/g)).toHaveLength(2);
    expect(svg.match(/not seen<\/text>/g)).toHaveLength(1);
    expect(priceLine([{ day: '2026-08-01', value: 1 }], '€', now, String)).toBeNull();
  });

  it('of a result row says the change in words', async () => {
    expect(String(await spark(summaryOf(first), now))).toContain('▼ 18 %');
    expect(String(await spark({ ...summaryOf(first), prices: [] }, now))).toBe('');
  });
});

describe('the metrics', () => {
  it('are well-formed Prometheus text with each family described once', async () => {
    const text = prometheus(await fakeLeadline().status());
    const lines = text.trimEnd().split('\n');
    const valid =
      /^(# (HELP|TYPE) leadline_[a-z_]+ .+|leadline_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+]+)$/;
    expect(lines.filter((line) => !valid.test(line))).toEqual([]);
    const types = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]);
    expect(new Set(types).size).toBe(types.length);
    expect(text).toContain('leadline_source_addresses{source="halyard",state="captured"} 620');
  });
});
