import { html } from 'hono/html';
import { count, shortDay } from '../format.ts';
import { type Html, none } from '../parts.ts';
import { at, scaleTo, share, ticksOf } from './scale.ts';

const dayMs = 86_400_000;
const height = 150;
const topEdge = 20;

export interface Sighting {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly value: number;
}
interface Spot extends Sighting {
  /** Days since the first sighting. */
  readonly x: number;
}

/** A stretch is a gap when it is longer than two and a half usual distances between sightings and longer than two days. */
function gapLimit(spots: readonly Spot[]): number {
  const distances = spots.slice(1).map((spot, index) => spot.x - (spots[index]?.x ?? 0));
  const middle = distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 1;
  return Math.max(2, middle * 2.5);
}

const spotsOf = (sightings: readonly Sighting[]): readonly Spot[] => {
  const ordered = [...sightings].sort((a, b) => a.day.localeCompare(b.day));
  const first = Date.parse(ordered[0]?.day ?? '1970-01-01');
  return ordered.map((each) => ({ ...each, x: Math.round((Date.parse(each.day) - first) / dayMs) }));
};

function pathOf(spots: readonly Spot[], limit: number, y: (value: number) => number): string {
  return spots
    .map((spot, index) => {
      const before = spots[index - 1];
      const joined = before && spot.x - before.x <= limit;
      return joined ? `H${spot.x}V${at(y(spot.value))}` : `M${spot.x} ${at(y(spot.value))}`;
    })
    .join('');
}

const gapsOf = (spots: readonly Spot[], limit: number) =>
  spots.flatMap((spot, index) => {
    const before = spots[index - 1];
    return before && spot.x - before.x > limit ? [{ from: before, to: spot }] : [];
  });

function describe(
  spots: readonly Spot[],
  unit: string,
  now: string,
  priced: (value: number) => string,
  breaks: number,
): string {
  const first = spots[0];
  const last = spots.at(-1);
  if (!first || !last) return '';
  const pauses = breaks === 0 ? '' : `; not seen in ${breaks} ${breaks === 1 ? 'stretch' : 'stretches'} between`;
  return `From ${priced(first.value)} on ${shortDay(first.day, now)} to ${priced(last.value)} ${unit} on ${shortDay(last.day, now)}, ${spots.length} sightings${pauses}.`;
}

/** Prices by day as steps from zero; a stretch without a sighting stays open and hatched. Null for less than two sightings. */
export function priceLine(
  sightings: readonly Sighting[],
  unit: string,
  now: string,
  priced: (value: number) => string,
): Html | null {
  const spots = spotsOf(sightings);
  const first = spots[0];
  const last = spots.at(-1);
  if (!first || !last || spots.length < 2 || last.x === 0) return null;
  const scale = scaleTo(Math.max(...spots.map((spot) => spot.value)) * 1.05, 3);
  const y = (value: number) => height * (1 - value / scale.top);
  const limit = gapLimit(spots);
  const open = gapsOf(spots, limit);
  const ticks = ticksOf(scale).map((value) => ({ value, y: y(value) }));
  const marks = [0, 0.25, 0.5, 0.75].map((part) => ({
    part,
    day: new Date(Date.parse(first.day) + part * last.x * dayMs).toISOString(),
  }));
  return html`<figure class="chart"><svg height="200" role="img" aria-label="${describe(spots, unit, now, priced, open.length)}"><defs><pattern id="gap" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V5"/></pattern></defs>${open.map(
    (gap) =>
      html`<rect fill="url(#gap)" x="${share(gap.from.x, last.x)}" y="${topEdge}" width="${share(gap.to.x - gap.from.x, last.x)}" height="${height}"/>`,
  )}<svg x="0" y="${topEdge}" width="100%" height="151" viewBox="0 0 ${last.x} 151" preserveAspectRatio="none">${ticks.map((tick) => html`<line class="g" x1="0" x2="${last.x}" y1="${at(tick.y)}" y2="${at(tick.y)}"/>`)}<path class="l" d="${pathOf(spots, limit, y)}"/><line class="z" x1="0" x2="${last.x}" y1="150" y2="150"/></svg>${spots.length <= 200 ? spots.map((spot) => html`<circle class="pt" cx="${share(spot.x, last.x)}" cy="${at(topEdge + y(spot.value))}" r="2.25"/>`) : none}${ticks.map(
    (tick) =>
      html`<text class="halo" x="0" y="${at(topEdge + tick.y + (tick.y < 6 ? -4 : 14))}">${count(tick.value, 6)}${tick === ticks.at(-1) ? ` ${unit}` : ''}</text>`,
  )}${open.slice(0, 3).map((gap) => html`<text class="halo" x="${share((gap.from.x + gap.to.x) / 2, last.x)}" y="84" text-anchor="middle">not seen</text>`)}<text class="em halo" x="100%" y="${at(topEdge + Math.min(y(last.value) + 20, height - 6))}" text-anchor="end">${priced(last.value)} ${unit}</text>${marks.map((each) => html`<text x="${share(each.part, 1)}" y="188">${shortDay(each.day, now)}</text>`)}</svg></figure>`;
}
