import { html } from 'hono/html';
import type { SearchAnswer } from '../../app/api.ts';
import { count, monthYear, plural } from '../format.ts';
import { type Html, none } from '../parts.ts';
import { at, monthLabels, scaleTo, share } from './scale.ts';

const height = 60;
const most = 104;
/** Narrower than this the axis does not get, so that two weeks are no two walls. */
const fewest = 20;

type Week = SearchAnswer['histogram'][number];

function bar(week: Week, index: number, top: number, href: string): Html {
  const size = (height * week.count) / top;
  if (week.count === 0) return none;
  return html`<a tabindex="-1" href="${href}" aria-label="${week.week}: ${count(week.count)}"><rect class="bar" x="${index * 10 + 1}" y="${at(height + 12 - size)}" width="8" height="${at(size)}"/></a>`;
}

/** Matches by week of first sighting; each bar leads to its week. The newest 104 weeks at most; null for less than two. */
export function histogram(weeks: readonly Week[], hrefOf: (week: Week) => string, what: string): Html | null {
  const shown = weeks.slice(-most);
  const first = shown[0];
  const last = shown.at(-1);
  if (!first || !last || shown.length < 2) return null;
  const { top } = scaleTo(Math.max(...shown.map((week) => week.count)), 5);
  const slots = Math.max(shown.length, fewest);
  const width = slots * 10;
  const total = shown.reduce((sum, week) => sum + week.count, 0);
  const labels = monthLabels(
    shown.map((week) => week.start),
    monthYear,
  );
  return html`<figure class="chart histo"><svg height="112" role="group" aria-label="${plural(total, what)} by week of first sighting, from ${first.week} to ${last.week}; ${count(top)} a week at the top of the scale."><svg x="0" y="16" width="100%" height="76" viewBox="0 0 ${width} 76" preserveAspectRatio="none"><line class="g" x1="0" x2="${width}" y1="12" y2="12"/>${shown.map((week, index) => bar(week, index, top, hrefOf(week)))}<line class="z" x1="0" x2="${width}" y1="72" y2="72"/></svg><text class="halo" x="0" y="24">${count(top)} a week</text>${labels.map((label) => html`<text x="${share(label.index, slots)}" y="108">${label.text}</text>`)}</svg></figure>`;
}
