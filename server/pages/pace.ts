import { html } from 'hono/html';
import type { SourceView } from '../../app/api.ts';
import { count, percent } from '../format.ts';
import { type Html, none, quoted, section } from '../parts.ts';
import { wallsText } from './walls.ts';

const soft = (words: string): Html => html`<span class="soft">${words}</span>`;

const limitText = ({ pace }: SourceView): Html =>
  pace.limitShare === null || pace.limitPerHour === null
    ? soft('no limit')
    : html`${percent(pace.limitShare)} ${soft(`of ${count(pace.limitPerHour)} an hour`)}`;

const budgetText = ({ pace }: SourceView): Html =>
  pace.budget === null
    ? soft('none')
    : html`<b>${count(pace.budget.spentToday)}</b> ${soft(`of ${count(pace.budget.perDay)} today`)}`;

const outdatedText = ({ pace: { outdated } }: SourceView): Html =>
  outdated === null
    ? soft('not measured')
    : html`${percent(outdated.share)} ${soft(`(${percent(outdated.low)}–${percent(outdated.high)}), ${count(outdated.of)} visits`)}`;

const errorsText = ({ pace: { errors } }: SourceView): Html =>
  errors.length === 0
    ? soft('none')
    : html`${errors.slice(0, 4).map(({ code, addresses }, place) => html`${place > 0 ? ', ' : none}${quoted(code)} ${count(addresses)}`)}`;

const row = (view: SourceView): Html =>
  html`<tr><th scope="row">${view.source.name}</th><td class="num" data-l="last hour">${count(view.pace.pagesLastHour)}</td><td class="num" data-l="last day">${count(view.pace.pagesLastDay)}</td><td data-l="pace used">${limitText(view)}</td><td data-l="budget">${budgetText(view)}</td><td data-l="out of date">${outdatedText(view)}</td><td class="full" data-l="errors">${errorsText(view)}</td><td class="full" data-l="walls">${wallsText(view.pace.walls)}</td></tr>`;

/** How requests are spent: pace, budget and what they cost, for sources that are visited. */
export function paceSection(views: readonly SourceView[]): Html {
  const visited = views.filter(({ source }) => source.via === 'tor');
  if (visited.length === 0) return none;
  return section(
    'pace',
    'Requests',
    'Pages that answered',
    html`<table class="stack"><thead><tr><th>Source</th><th class="num">Last hour</th><th class="num">Last day</th><th>Pace used</th><th>Budget</th><th>Out of date</th><th>Errors</th><th>Walls</th></tr></thead><tbody>${visited.map(row)}</tbody></table><p class="cap">Out of date: the share of known pages, drawn by lot in the last turns, that had something new; with its 95 % interval.</p>`,
  );
}
