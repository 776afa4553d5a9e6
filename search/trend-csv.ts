import { stringify } from 'csv-stringify/sync';
import { safeText } from './export.ts';
import type { TrendSeries } from './trends.ts';

const header = ['series', 'label', 'unit', 'period', 'start', 'value', 'n', 'vendors', 'low', 'high', 'coverage'];

/** One line a point; an empty value is a gap. */
export const trendCsv = (series: readonly TrendSeries[]): string =>
  stringify([
    header,
    ...series.flatMap(({ key, label, unit, points }) =>
      points.map((point) => [
        safeText(key),
        safeText(label),
        unit,
        point.period,
        point.start,
        point.value,
        point.n,
        point.vendors,
        point.low,
        point.high,
        Number(point.coverage.toFixed(4)),
      ]),
    ),
  ]);
