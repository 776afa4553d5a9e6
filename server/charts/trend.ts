import { html } from 'hono/html';
import type { TrendPoint, TrendSeries } from '../../app/api.ts';
import { count, monthYear, percent, priceDigits } from '../format.ts';
import { type Html, none } from '../parts.ts';
import { at, gaps, monthLabels, runs, scaleTo, share, ticksOf } from './scale.ts';

const height = 280;
const topEdge = 28;
/** Periods with less coverage than this are marked. */
export const lowCoverage = 0.5;

export const measured = (point: TrendPoint): point is TrendPoint & { readonly value: number } => point.value !== null;
const banded = (point: TrendPoint): boolean => point.low !== null && point.high !== null && point.value !== null;

export const figure = (value: number, unit: string): string =>
  unit.includes('/') ? priceDigits(value) : count(value, 1);

/** A unit as people read it: "EUR/g" as "€/g", "USD/unit" as "$/piece". */
export const unitWords = (unit: string): string =>
  unit
    .replace(/^EUR\//, '€/')
    .replace(/^USD\//, '$/')
    .replace(/\/unit$/, '/piece')
    .replace(/\/ug$/, '/µg');

type Scale = (value: number) => number;

const linesOf = (points: readonly TrendPoint[], y: Scale): string =>
  runs(points, measured)
    .map((run) => {
      const path = run
        .map(({ index, value }, place) => `${place === 0 ? 'M' : 'L'}${index + 0.5} ${at(y(value.value ?? 0))}`)
        .join('');
      return run.length === 1 ? `${path}h.01` : path;
    })
    .join('');

const bandsOf = (points: readonly TrendPoint[], y: Scale): readonly string[] =>
  runs(points, banded)
    .filter((run) => run.length > 1)
    .map((run) => {
      const upper = run.map(({ index, value }) => `${index + 0.5} ${at(y(value.high ?? 0))}`);
      const lower = run.map(({ index, value }) => `${index + 0.5} ${at(y(value.low ?? 0))}`).reverse();
      return `M${[...upper, ...lower].join('L')}Z`;
    });

const highest = (points: readonly TrendPoint[]): number =>
  Math.max(0, ...points.flatMap((point) => [point.value ?? 0, point.high ?? 0]));

function describe(series: TrendSeries): string {
  const known = series.points.filter(measured);
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return `${series.label}: no figure in any period.`;
  const empty = series.points.length - known.length;
  return `${series.label}: ${figure(first.value, series.unit)} ${unitWords(series.unit)} in ${first.period}, ${figure(last.value, series.unit)} in ${last.period}${empty > 0 ? `; no figure for ${empty} of ${series.points.length} periods` : ''}.`;
}

const coverageBars = (points: readonly TrendPoint[]): Html =>
  html`<svg x="0" y="330" width="100%" height="47" viewBox="0 0 ${points.length} 47" preserveAspectRatio="none">${points.map(
    (point, index) =>
      html`<rect class="${point.coverage < lowCoverage ? 'badf' : 'bar'}" x="${at(index + 0.22)}" y="${at(46 - 46 * point.coverage)}" width=".56" height="${at(46 * point.coverage)}"/>`,
  )}<line class="g" x1="0" x2="${points.length}" y1="0" y2="0"/><line class="z" x1="0" x2="${points.length}" y1="46" y2="46"/></svg>`;

const defs = html`<defs><pattern id="gap" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V5"/></pattern></defs>`;

function lastWords(series: TrendSeries, y: Scale): Html {
  const index = series.points.findLastIndex(measured);
  const value = series.points[index]?.value;
  if (value === null || value === undefined) return none;
  const edge = (index + 0.5) / series.points.length;
  const x = share(edge, 1);
  const above = topEdge + y(series.points[index]?.high ?? value) - 8;
  return html`<circle class="pt" cx="${x}" cy="${at(topEdge + y(value))}" r="3.5"/><text class="em halo" x="${edge < 0.9 ? x : '100%'}" y="${at(above < 20 ? topEdge + y(value) + 24 : above)}" text-anchor="${edge < 0.1 ? 'start' : edge < 0.9 ? 'middle' : 'end'}">${figure(value, series.unit)} ${unitWords(series.unit)}</text>`;
}

/** One series large: line, 95 % interval, gaps hatched, coverage below. The line is never joined over a gap. */
export function trendChart(series: TrendSeries): Html {
  const { points } = series;
  const scale = scaleTo(highest(points) * 1.05);
  const y: Scale = (value) => height * (1 - value / scale.top);
  const ticks = ticksOf(scale);
  const open = gaps(points, measured);
  const labels = monthLabels(
    points.map((point) => point.start),
    monthYear,
    6,
  );
  return html`<svg height="398" role="img" aria-label="${describe(series)}">${defs}${open.map((gap) => html`<rect fill="url(#gap)" x="${share(gap.from, points.length)}" y="${topEdge}" width="${share(gap.to - gap.from + 1, points.length)}" height="${height}"/>`)}<svg x="0" y="${topEdge}" width="100%" height="281" viewBox="0 0 ${points.length} 281" preserveAspectRatio="none">${ticks.map((value) => html`<line class="g" x1="0" x2="${points.length}" y1="${at(y(value))}" y2="${at(y(value))}"/>`)}${bandsOf(points, y).map((path) => html`<path class="band" d="${path}"/>`)}<path class="l" d="${linesOf(points, y)}"/><line class="z" x1="0" x2="${points.length}" y1="${height}" y2="${height}"/></svg>${coverageBars(points)}${ticks.map((value) => html`<text class="halo" x="0" y="${at(topEdge + y(value) - 4)}">${count(value, 3)}${value === ticks.at(-1) ? ` ${unitWords(series.unit)}` : ''}</text>`)}<text class="halo" x="0" y="325">Crawl coverage, 100 %</text>${open.slice(0, 4).map((gap) => html`<text class="halo" x="${share((gap.from + gap.to + 1) / 2, points.length)}" y="250" text-anchor="middle">no figure</text>`)}${lastWords(series, y)}${labels.map((label) => html`<text x="${share(label.index, points.length)}" y="392">${label.text}</text>`)}</svg>`;
}

/** One series small, with its own scale from zero. */
export function smallTrend(series: TrendSeries): Html {
  const { points } = series;
  const { top } = scaleTo(highest(points) * 1.05);
  const y: Scale = (value) => 72 * (1 - value / top);
  const first = points[0];
  const last = points.at(-1);
  return html`<svg height="96" role="img" aria-label="${describe(series)}"><svg x="0" y="4" width="100%" height="73" viewBox="0 0 ${points.length} 73" preserveAspectRatio="none">${bandsOf(points, y).map((path) => html`<path class="band" d="${path}"/>`)}<path class="l" d="${linesOf(points, y)}"/><line class="z" x1="0" x2="${points.length}" y1="72" y2="72"/></svg>${first && last ? html`<text x="0" y="92">${monthYear(first.start)}</text><text x="100%" y="92" text-anchor="end">${monthYear(last.start)}</text>` : none}<text class="halo" x="0" y="73">0</text></svg>`;
}

/** "+15 % from first to last", or why there is none. */
export function changeWords(series: TrendSeries): string {
  const known = series.points.filter(measured);
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last || known.length < 2 || first.value === 0) return 'too few figures for a change';
  const change = last.value / first.value - 1;
  return `${change > 0 ? '+' : ''}${percent(change)} since ${first.period}`;
}
