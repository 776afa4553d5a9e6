import type { TrendPoint, TrendSeries } from './trends.ts';

export interface TrendDrawing {
  /** Shown above the chart and read aloud; say what is counted and how. */
  readonly title: string;
}

const width = 960;
const left = 64;
const right = 220;
const plotWidth = width - left - right;
const plotHeight = 240;
const panelGap = 72;
const top = 92;
const lineHeight = 18;
const colours = ['#1b439c', '#8a4b00', '#17653a', '#b3221b', '#5b3a8c', '#00687a', '#7a5c00', '#8c2f6b'];
const dashes = ['', '7 3', '2 3', '9 3 2 3'];

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
    .replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
const round = (value: number): string => String(Number(value.toFixed(2)));

/** A round number at or above the largest value, with a step that divides it in four or five. */
function niceTop(largest: number): { readonly max: number; readonly step: number } {
  if (!(largest > 0)) return { max: 1, step: 1 };
  const magnitude = 10 ** Math.floor(Math.log10(largest / 4));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((each) => each * 5 >= largest) ?? largest;
  return { max: Math.ceil(largest / step) * step, step };
}

interface Panel {
  readonly unit: string;
  readonly series: readonly TrendSeries[];
  readonly y: number;
}

/** A series in another unit gets its own panel: euros a gram and euros a piece share no axis. */
function panelsOf(series: readonly TrendSeries[]): readonly Panel[] {
  const units = [...new Set(series.map((each) => each.unit))];
  const heights = units.map((unit) =>
    Math.max(plotHeight, series.filter((each) => each.unit === unit).length * lineHeight),
  );
  return units.map((unit, index) => ({
    unit,
    series: series.filter((each) => each.unit === unit),
    y: top + heights.slice(0, index).reduce((sum, height) => sum + height + panelGap, 0),
  }));
}

const xOf = (index: number, count: number): number => left + (plotWidth * (index + 0.5)) / count;

/** Lines that stop at every gap; a value between two gaps is a dot. */
function pathOf(points: readonly TrendPoint[], y: (value: number) => number): string {
  let drawing = false;
  const steps = points.map((point, index) => {
    if (point.value === null) {
      drawing = false;
      return '';
    }
    const at = `${round(xOf(index, points.length))} ${round(y(point.value))}`;
    const step = drawing ? `L${at}` : `M${at}h0`;
    drawing = true;
    return step;
  });
  return steps.join('');
}

function bandOf(points: readonly TrendPoint[], y: (value: number) => number, colour: string): string {
  return points
    .map((point, index) =>
      point.low === null || point.high === null
        ? ''
        : `<path d="M${round(xOf(index, points.length))} ${round(y(point.low))}V${round(y(point.high))}" stroke="${colour}" stroke-opacity="0.25" stroke-width="4"/>`,
    )
    .join('');
}

/** Periods in which nothing could be measured for any series. */
function gapsOf({ series, y }: Panel): string {
  const count = series[0]?.points.length ?? 0;
  const gaps = Array.from({ length: count }, (_, index) => index).filter((index) =>
    series.every((each) => (each.points[index]?.value ?? null) === null),
  );
  return gaps
    .map(
      (index) =>
        `<rect x="${round(left + (plotWidth * index) / count)}" y="${y}" width="${round(plotWidth / count)}" height="${plotHeight}" fill="url(#gap)"/>`,
    )
    .join('');
}

function axes({ series, unit, y: start }: Panel, max: number, step: number): string {
  const points = series[0]?.points ?? [];
  const every = Math.max(1, Math.ceil(points.length / 8));
  const rows = Array.from({ length: Math.round(max / step) + 1 }, (_, index) => index * step);
  const lines = rows.map((value) => {
    const at = round(start + plotHeight * (1 - value / max));
    return `<path d="M${left} ${at}H${left + plotWidth}" stroke="#d6dbdf"/><text x="${left - 8}" y="${at}" dy="4" text-anchor="end">${round(value)}</text>`;
  });
  const labels = points.map((point, index) =>
    index % every === 0
      ? `<text x="${round(xOf(index, points.length))}" y="${start + plotHeight + 20}" text-anchor="middle">${escaped(point.period)}</text>`
      : '',
  );
  return `<text x="${left}" y="${start - 12}" font-weight="bold">${escaped(unit)}</text>${lines.join('')}${labels.join('')}`;
}

function panel(each: Panel): string {
  const values = each.series.flatMap(({ points }) => points.flatMap((point) => [point.value ?? 0, point.high ?? 0]));
  const { max, step } = niceTop(values.reduce((largest, value) => Math.max(largest, value), 0));
  const y = (value: number): number => each.y + plotHeight * (1 - value / max);
  const lines = each.series.map(({ points, label }, index) => {
    const colour = colours[index % colours.length] ?? '#000';
    const dash = dashes[Math.floor(index / 2) % dashes.length] ?? '';
    const stroke = `stroke="${colour}" stroke-width="2" stroke-linecap="round"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}`;
    const keyY = each.y + 6 + index * lineHeight;
    const key = `<path d="M${left + plotWidth + 16} ${keyY}h28" ${stroke}/><text x="${left + plotWidth + 52}" y="${keyY + 4}">${escaped(label.slice(0, 24))}</text>`;
    return `<g>${bandOf(points, y, colour)}<path d="${pathOf(points, y)}" fill="none" stroke-linejoin="round" ${stroke}><title>${escaped(label)}</title></path>${key}</g>`;
  });
  return `<g>${gapsOf(each)}${axes(each, max, step)}${lines.join('')}</g>`;
}

const summary = (series: readonly TrendSeries[]): string =>
  series
    .map(({ label, unit, points }) => {
      const known = points.filter((point) => point.value !== null);
      const [first, last] = [known[0], known.at(-1)];
      return first && last
        ? `${label}: ${round(first.value ?? 0)} ${unit} in ${first.period}, ${round(last.value ?? 0)} in ${last.period}.`
        : `${label}: not measured.`;
    })
    .join(' ');

/** The series as one SVG picture: a line each, panels by unit, scales from zero, gaps hatched and never joined. */
export function trendSvg(series: readonly TrendSeries[], { title }: TrendDrawing): string {
  const panels = panelsOf(series);
  const last = panels.at(-1);
  const height = last ? last.y + Math.max(plotHeight, last.series.length * lineHeight) + 56 : top + 40;
  const empty = last ? '' : `<text x="${left}" y="${top}">Nothing matches, so there is nothing to draw.</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="trend-title trend-text" font-family="system-ui, sans-serif" font-size="12" fill="#14191e">`,
    `<title id="trend-title">${escaped(title)}</title><desc id="trend-text">${escaped(summary(series) || 'No data.')}</desc>`,
    '<defs><pattern id="gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="#87919a" stroke-width="1.5"/></pattern></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/><text x="${left}" y="26" font-size="13">${escaped(title.length > 140 ? `${title.slice(0, 139)}…` : title)}</text>`,
    `<rect x="${left}" y="36" width="14" height="10" fill="url(#gap)"/><text x="${left + 20}" y="45">no completed crawl, not zero</text>`,
    ...panels.map(panel),
    empty,
    '</svg>\n',
  ].join('');
}
