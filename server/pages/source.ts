import { html } from 'hono/html';
import type { AccountView, SourceView } from '../../app/api.ts';
import { formatDuration } from '../../model/duration.ts';
import type { LeadlineError } from '../../model/errors.ts';
import { type HandIn, handInWords } from '../../model/session.ts';
import { count, moment, plural } from '../format.ts';
import { type Html, none, quoted, type State, searchHref, section, state } from '../parts.ts';
import { term } from '../query-terms.ts';
import { healthOf } from './health.ts';
import { mirrorSection } from './mirrors.ts';
import { wallSection } from './walls.ts';

export interface SourcePageView {
  readonly view: SourceView;
  readonly token: string;
  /** What became of the form that was just sent. */
  readonly handedIn: HandIn | null;
  readonly fault: LeadlineError | null;
}

const marks: Readonly<Record<AccountView['state'], readonly [State, string]>> = {
  ready: ['ok', 'may go'],
  resting: ['off', 'rests'],
  parked: ['bad', 'needs a person'],
};

export const sourceHref = (id: string): string => `/sources/${encodeURIComponent(id)}`;

function sessionCell({ session, warning }: AccountView): Html {
  if (!session) return html`<span class="soft">none</span>`;
  const since = session.handedInAt
    ? `handed in ${moment(session.handedInAt)}`
    : `set by the site, ${moment(session.changedAt)}`;
  const ends = session.endsAt ? `, ends ${moment(session.endsAt)}` : '';
  return html`${plural(session.cookies, 'cookie')}, ${since}${ends}${warning ? html`<br>${state('warn', warning)}` : none}`;
}

const accountRow = (view: AccountView): Html => {
  const [mark, words] = marks[view.state];
  const busy = Math.round(view.busyMsToday / 60_000) * 60_000;
  return html`<tr><th scope="row">${view.account ?? html`<span class="soft">none named</span>`}</th><td class="full">${state(mark, words)}${view.reason ? html`<br><span class="soft">${quoted(view.reason)}</span>` : none}${view.readyAt ? html`<br><span class="soft">again from ${moment(view.readyAt)}</span>` : none}</td><td class="num" data-l="pages today">${count(view.pagesToday)}</td><td class="num" data-l="used today">${busy === 0 ? '–' : formatDuration(busy)}</td><td class="full" data-l="session">${sessionCell(view)}</td></tr>`;
};

const accounts = ({ accounts: views }: SourceView): Html =>
  section(
    'accounts',
    'Accounts',
    'Each has a circuit, a session and limits of its own. Values of cookies are never shown.',
    html`<table class="stack dense"><thead><tr><th>Account</th><th>State</th><th class="num">Pages today</th><th class="num">Used today</th><th>Session</th></tr></thead><tbody>${views.map(accountRow)}</tbody></table>`,
  );

function choice(views: readonly AccountView[]): Html {
  const names = views.flatMap(({ account }) => (account === null ? [] : [account]));
  if (names.length === 0) return none;
  return html`<div class="f w3"><label for="s1">Account</label><select id="s1" name="account">${names.map((name) => html`<option value="${name}">${name}</option>`)}</select></div>`;
}

function outcome({ handedIn, fault }: SourcePageView): Html {
  if (fault)
    return html`<p class="note bad" role="alert"><b>Not taken: ${fault.message.replace(/\.$/, '')}.</b> ${fault.hint}</p>`;
  if (!handedIn) return none;
  return html`<p class="note" role="status"><b>${handInWords(handedIn)}.</b> The source is visited again with it.</p>`;
}

const handInForm = (page: SourcePageView): Html => {
  const href = sourceHref(page.view.source.id);
  return section(
    'session',
    'Hand a session in',
    'Log in with a browser through Tor, and save the cookies of this site',
    html`${outcome(page)}<form class="form" method="post" action="${href}/session" enctype="multipart/form-data">
<div class="f w12"><label for="s2">Cookie file</label><input id="s2" type="file" name="file"><small>A cookies.txt (Netscape), a list of cookies (JSON), or a storage state of Playwright. At most 1 MB.</small></div>
<div class="f w12"><label for="s3">Or its text</label><textarea id="s3" name="text" class="mono" rows="4" spellcheck="false" autocomplete="off"></textarea></div>
${choice(page.view.accounts)}<input type="hidden" name="token" value="${page.token}">
<div class="save w12"><button class="go">Seal and use it</button><span class="small soft">Sealed before it is stored. Cookies of other sites are left out. <code>leadline source login ${page.view.source.id}</code> does the same.</span></div></form>`,
  );
};

const resumeForm = ({ view: { source, accounts: views }, token }: SourcePageView): Html =>
  source.state === 'active' && views.every(({ state: standing }) => standing !== 'parked')
    ? none
    : html`<form method="post" action="${sourceHref(source.id)}/resume"><input type="hidden" name="token" value="${token}"><div class="save"><button class="go">Resume</button><span class="small soft">Visit it again without a new session, such as after a captcha was solved or a ban was lifted.</span></div></form>`;

/** One source: its accounts, and the forms by which a person brings it back. */
export function sourcePage(page: SourcePageView): Html {
  const { source } = page.view;
  const { mark, words } = healthOf(page.view);
  const forms =
    source.via === 'tor'
      ? html`${wallSection(page.view)}${mirrorSection(page.view)}${accounts(page.view)}${handInForm(page)}${resumeForm(page)}`
      : none;
  return html`<h1>${source.name}</h1><p class="lede">${source.kind}, ${state(mark, words)}${source.reason ? html`: ${quoted(source.reason)}` : none}</p>
<p class="small"><a href="${searchHref(term('source', source.id))}">What it offers</a> · <a href="/sources">All sources</a></p>
${source.via === 'import' ? html`<p class="note quiet"><b>This source is only fed by imports.</b> <code>leadline import PATH --source ${source.id}</code></p>` : forms}`;
}
