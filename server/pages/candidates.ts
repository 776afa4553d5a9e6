import { html } from 'hono/html';
import type { CandidatesAnswer, CandidateView } from '../../app/address-views.ts';
import type { LeadlineError } from '../../model/errors.ts';
import { count, moment, plural } from '../format.ts';
import { type Html, none, quoted, section, state } from '../parts.ts';
import { sourceHref } from './source.ts';

export interface CandidatesPageView {
  readonly waiting: CandidatesAnswer;
  readonly decided: CandidatesAnswer;
  readonly token: string;
  /** Ids of sources, to which an address may be added. */
  readonly sources: readonly string[];
  readonly fault: LeadlineError | null;
}

const evidence = (view: CandidateView): Html =>
  view.evidence.length === 0
    ? html`<p class="soft">No page names it.</p>`
    : html`<ul class="plain">${view.evidence.map((each) => html`<li><span class="soft">${moment(each.at)}, <a href="${sourceHref(each.source)}">${each.source}</a>, <code>${each.url}</code></span><br>${quoted(each.context)}<br><a class="small" href="/api/v1/captures/${encodeURIComponent(each.capture)}">the capture</a></li>`)}</ul>`;

const warning = ({ lookAlike, signedBy }: CandidateView): Html =>
  html`${lookAlike ? html`<p class="note bad"><b>Most likely a trap.</b> ${quoted(lookAlike.words)}</p>` : none}${signedBy.length > 0 ? html`<p class="small">${state('ok', `on the list that ${signedBy.join(', ')} has signed`)}</p>` : none}`;

const fields = (name: string, address: string, token: string): Html =>
  html`<input type="hidden" name="address" value="${address}"><input type="hidden" name="token" value="${token}"><input type="hidden" name="deed" value="${name}">`;

function forms(view: CandidateView, { token }: CandidatesPageView, at: number): Html {
  const trust = view.lookAlike
    ? html`<div class="f w12"><label><input type="checkbox" name="trust" value="yes"> I compared every letter with a list that the site has signed</label></div>`
    : none;
  return html`<form class="form" method="post" action="/candidates">${fields('approve', view.address, token)}
<div class="f w6"><label for="c${at}">Source</label><input id="c${at}" name="id" required maxlength="64" pattern="[a-z0-9][a-z0-9-]*" list="ids" value="${view.signedBy[0] ?? ''}" autocomplete="off"><small>One that is there gets a further address; a new name makes a new source, which is paused.</small></div>
<div class="f w3"><label for="k${at}">Kind of a new one</label><select id="k${at}" name="kind"><option>market</option><option>forum</option><option>channel</option></select></div>${trust}
<div class="save w12"><button class="go">Approve</button></div></form>
<form class="form" method="post" action="/candidates">${fields('reject', view.address, token)}
<div class="f w6"><label for="r${at}">Why not</label><input id="r${at}" name="reason" maxlength="200" autocomplete="off"></div><div class="save w12"><button>Reject</button></div></form>`;
}

const entry = (view: CandidateView, page: CandidatesPageView, at: number): Html =>
  html`<article class="sec" aria-labelledby="a${at}"><h3 id="a${at}"><code>${view.address}</code></h3>${warning(view)}
<p class="small">${plural(view.pages, 'page')} of ${view.sources.map(({ source, pages }) => `${source} (${count(pages)})`).join(', ') || 'no source'}${view.firstSeen ? html`, first ${moment(view.firstSeen)}, last ${view.lastDay}` : none}</p>
${evidence(view)}${view.decision ? html`<p class="small">${state('off', view.decision.decision)} ${moment(view.decision.at)}${view.decision.reason ? html`: ${quoted(view.decision.reason)}` : none}</p>` : none}<details class="open"><summary>Decide</summary>${forms(view, page, at)}</details></article>`;

/** Onion addresses that pages name and nobody watches, with what names them, for a person to decide. */
export function candidatesPage(page: CandidatesPageView): Html {
  const { waiting, decided, fault } = page;
  const shown = waiting.candidates.map((view, at) => entry(view, page, at));
  const before = decided.candidates.map((view, at) => entry(view, page, waiting.candidates.length + at));
  return html`<h1>Candidates</h1><p class="lede">${plural(waiting.total, 'onion address', 'onion addresses')} that pages name and nobody watches.</p>
<p class="small">Nothing is asked of them before a person approves. <a href="/sources">All sources</a></p>
${fault ? html`<p class="note bad" role="alert"><b>Not done: ${fault.message.replace(/\.$/, '')}.</b> ${fault.hint}</p>` : none}
<datalist id="ids">${page.sources.map((id) => html`<option value="${id}"></option>`)}</datalist>
${section('waiting', 'To decide', 'On signed lists first, then by how many sources and pages name them', shown.length > 0 ? html`${shown}` : html`<p class="note quiet"><b>No page names an unknown onion address.</b></p>`)}
${before.length > 0 ? section('decided', 'Rejected', 'May be approved all the same', html`${before}`) : none}`;
}
