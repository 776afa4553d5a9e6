import { html } from 'hono/html';
import type { SourceView } from '../../app/api.ts';
import type { Wall } from '../../model/observation.ts';
import { count, moment } from '../format.ts';
import { type Html, none, section, state } from '../parts.ts';

const words: Readonly<Record<Wall, string>> = {
  login: 'asks for a login',
  captcha: 'asks for a captcha',
  queue: 'waiting room',
  banned: 'refuses the account or circuit',
  maintenance: 'closed for maintenance',
  'rate-limit': 'too many requests',
};

type WallView = SourceView['pace']['walls'][number];

/** "asks for a login 12, waiting room 3", with what stands there now. */
export const wallsText = (views: readonly WallView[]): Html =>
  views.length === 0
    ? html`<span class="soft">none</span>`
    : html`${views.map(({ wall, answers, standsSince }, place) => html`${place > 0 ? ', ' : none}${words[wall]} ${count(answers)}${standsSince ? html` ${state('warn', 'stands')}` : none}`)}`;

const row = ({ wall, answers, firstAt, lastAt, standsSince }: WallView): Html =>
  html`<tr><th scope="row">${words[wall]}</th><td class="num" data-l="answers">${count(answers)}</td><td class="nb" data-l="first">${moment(firstAt)}</td><td class="nb" data-l="last">${moment(lastAt)}</td><td class="full" data-l="now">${standsSince ? html`${state('warn', 'stands')} since ${moment(standsSince)}` : html`<span class="soft">pages answered since</span>`}</td></tr>`;

/** Which walls stood before the pages of a source, how often and since when. */
export const wallSection = ({ pace: { walls } }: SourceView): Html =>
  walls.length === 0
    ? none
    : section(
        'walls',
        'Walls',
        'Answers that were no content; they are kept as evidence and counted, never read',
        html`<table class="stack dense"><thead><tr><th>Wall</th><th class="num">Answers</th><th>First</th><th>Last</th><th>Now</th></tr></thead><tbody>${walls.map(row)}</tbody></table>`,
      );
