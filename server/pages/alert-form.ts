import { html } from 'hono/html';
import type { BackTest } from '../../app/api.ts';
import type { LeadlineError } from '../../model/errors.ts';
import { type EventReason, eventReasons } from '../../model/item.ts';
import { count, plural, shortDay } from '../format.ts';
import { type Html, itemHref, none, quoted, searchHref, unitPriceOf } from '../parts.ts';
import { hintNotes, queryError } from './query-error.ts';

export interface AlertDraft {
  readonly name: string;
  readonly query: string;
  readonly on: readonly EventReason[];
  readonly notify: readonly string[];
}

export interface AlertFormView {
  readonly draft: AlertDraft;
  readonly receivers: readonly string[];
  readonly backTest: BackTest | null;
  readonly fault: LeadlineError | null;
  readonly token: string;
  readonly now: string;
}

/** How far back a new alert is tested. */
export const backTestDays = 90;

const reasonWords: Readonly<Record<EventReason, string>> = {
  'first-seen': 'first seen',
  price: 'price change',
  changed: 'any other change',
  gone: 'gone',
  back: 'back again',
};

const checkbox = (name: string, value: string, words: Html | string, checked: boolean): Html =>
  html`<label><input type="checkbox" name="${name}" value="${value}"${checked ? ' checked' : ''}>${words}</label>`;

function receivers(view: AlertFormView): Html {
  if (view.receivers.length === 0)
    return html`<p class="small soft">Alerts are kept on this page. Name receivers in <code>leadline.yaml</code> to have them sent as well.</p>`;
  return html`<div class="opts">${view.receivers.map((name) => checkbox('notify', name, name, view.draft.notify.includes(name)))}</div>`;
}

function reading(view: AlertFormView): Html {
  if (!view.backTest)
    return html`<small>The query language of the search page. <a href="/docs#query">Query help</a></small>`;
  return html`<small>Reads as: ${view.backTest.reads}. <a href="${searchHref(view.draft.query)}">Run as a search</a></small>${hintNotes(view.backTest.hints)}`;
}

function testRow(match: BackTest['matches'][number], now: string): Html {
  const unit = unitPriceOf(match.item);
  return html`<tr><td class="nb">${shortDay(match.at, now)}</td><td class="nb">${match.reason.replace('-', ' ')}</td><td class="full"><a class="src" href="${itemHref(match.item)}">${quoted(match.item.title, match.item.language)}</a></td><td class="soft">${match.item.vendor === null ? 'vendor unknown' : quoted(match.item.vendor)}, ${match.item.market}</td><td class="num nb">${unit ? `${unit.amount} ${unit.unit}` : '–'}</td></tr>`;
}

function tested(view: AlertFormView): Html {
  const test = view.backTest;
  if (view.fault)
    return html`<h3>Not saved</h3>${view.fault.code === 'query-syntax' ? queryError(view.fault, view.draft.query) : html`<p class="note bad"><b>${view.fault.message}.</b> ${view.fault.hint}</p>`}`;
  if (!test)
    return html`<p class="note quiet"><b>Test before saving.</b> The back-test runs the query over the last ${backTestDays} days and shows what would have fired.</p>`;
  const table = html`<table class="stack dense sp"><thead><tr><th>When</th><th>Event</th><th>Item</th><th>Vendor, source</th><th class="num">Unit price</th></tr></thead><tbody>${test.matches.slice(0, 12).map((match) => testRow(match, view.now))}</tbody></table>`;
  const shown = Math.min(12, test.matches.length);
  return html`<h3>Would have matched ${plural(test.total, 'item')} since ${shortDay(test.since, view.now)}</h3>${shown > 0 ? html`${table}<p class="cap">${shown < test.total ? `${count(shown)} of ${count(test.total)} shown. ` : ''}The same comparison decides about new pages.</p>` : html`<p class="note quiet"><b>Nothing matched in that time.</b> The alert would have stayed silent.</p>`}`;
}

/** The form of a new alert; "Test" is a plain GET, only "Save" writes. */
export const alertForm = (
  view: AlertFormView,
): Html => html`<section class="sec" id="new" aria-labelledby="new-title"><header><h2 id="new-title">New alert</h2><p>Back-tested over ${backTestDays} days before it is saved</p></header>
<div class="half ed"><div><form method="get" action="/alerts" id="af" class="form">
<div class="f w12"><label for="n1">Name</label><input id="n1" name="name" value="${view.draft.name}" autocomplete="off" maxlength="120"></div>
<div class="f w12"><label for="n2">Query</label><input id="n2" name="query" class="mono" value="${view.draft.query}" spellcheck="false" autocomplete="off">${reading(view)}</div>
<fieldset class="w12"><legend>Fires on</legend><div class="opts">${eventReasons.map((reason) => checkbox('on', reason, reasonWords[reason], view.draft.on.includes(reason)))}</div></fieldset>
<fieldset class="w12"><legend>Send to</legend>${receivers(view)}</fieldset>
<input type="hidden" name="token" value="${view.token}"></form></div>
<div>${tested(view)}</div></div>
<div class="save"><button form="af" formmethod="post" formaction="/alerts" class="go">Save alert</button><button form="af" name="do" value="test">Test</button>${view.draft.query || view.draft.name ? html`<a class="small" href="/alerts">Cancel</a>` : none}<span class="small soft">Every match is recorded once; each message is sent until it is answered.</span></div></section>`;
