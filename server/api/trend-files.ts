import { stringify } from 'csv-stringify/sync';
import type { TrendAnswer } from '../../app/api.ts';

const columns = ['series', 'period', 'start', 'value', 'unit', 'n', 'vendors', 'low', 'high', 'coverage'];

/** One row a point; text that a spreadsheet would calculate is made harmless, numbers stay numbers. */
export function trendCsv(answer: TrendAnswer): string {
  const rows = answer.series.flatMap((series) =>
    series.points.map((point) => [
      series.label,
      point.period,
      point.start,
      point.value,
      series.unit,
      point.n,
      point.vendors,
      point.low,
      point.high,
      point.coverage,
    ]),
  );
  return stringify([columns, ...rows], { escape_formulas: true });
}

export const trendSvg = (answer: TrendAnswer): string =>
  `<svg xmlns="http://www.w3.org/2000/svg"><title>${answer.series.length} series</title></svg>`;
