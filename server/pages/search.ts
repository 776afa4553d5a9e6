import { html } from 'hono/html';
import type { ItemSummary, SearchAnswer, SourceView } from '../../app/api.ts';
import type { LeadlineError } from '../../model/errors.ts';
import type { SortField } from '../../storage/port.ts';
import { histogram } from '../charts/histogram.ts';
import { count, day, plural } from '../format.ts';
import { type Html, none } from '../parts.ts';
import { filters, topTerms, withField, withoutTerm } from '../query-terms.ts';
import { facets } from './facets.ts';
import { hintNotes, queryError } from './query-error.ts';
import { queryHelp } from './query-help.ts';
import { resultRow } from './result-row.ts';

export const pageSize = 30;

export interface SearchView {
  readonly query: string;
  readonly sort: SortField;
  readonly from: number;
  readonly now: string;
}

/** The address of a search; what is the default stays out of it. */
export function hrefFor(view: Pick<SearchView, 'query'> & Partial<SearchView>): string {
  const parameters = new URLSearchParams();
  if (view.query !== '') parameters.set('q', view.query);
  if (view.sort && view.sort !== 'seen') parameters.set('sort', view.sort);
  if (view.from) parameters.set('from', String(view.from));
  const text = parameters.toString();
  return text === '' ? '/' : `/?${text}`;
}

const sorts: readonly (readonly [SortField, string])[] = [
  ['seen', 'newest first'],
  ['first', 'by first sighting'],
  ['unit', 'by unit price'],
  ['price', 'by price'],
  ['relevance', 'best match first'],
];

const reading = (reads: string): Html =>
  html`<span>Reads as: <bdi>${reads}</bdi>${/[.!?]$/.test(reads) ? '' : '.'}</span>`;

/** The box, what it reads as, and help; on every state of the page. */
const queryBox = (
  view: SearchView,
  reads: string | null,
  hints: readonly string[],
): Html => html`<form class="q" method="get" action="/" role="search"><label class="vh" for="q">Search</label><input id="q" name="q" value="${view.query}" autocomplete="off" spellcheck="false" autocapitalize="off">${view.sort === 'seen' ? none : html`<input type="hidden" name="sort" value="${view.sort}">`}<button class="go">Search</button></form>
<div class="under">${reads === null ? none : reading(reads)}<details class="open"><summary>Query help</summary>${queryHelp}</details></div>${hintNotes(hints)}`;

function chips(view: SearchView): Html {
  const parts = filters(view.query);
  if (parts.length === 0) return none;
  return html`<div class="chips"><span class="faint">Filters</span>${parts.map((part) => html`<a class="chip" href="${hrefFor({ ...view, from: 0, query: withoutTerm(view.query, part) })}"><bdi>${part}</bdi><span class="vh"> remove</span></a>`)}</div>`;
}

/** Says which sources are silent: a search cannot find what was not collected. */
function silence(sources: readonly SourceView[]): Html {
  const silent = sources.filter(({ source }) => source.state === 'parked' || source.state === 'closed');
  if (silent.length === 0) return none;
  const head = silent.length === 1 ? 'One source is silent' : `${count(silent.length)} sources are silent`;
  const words = silent.slice(0, 3).map(({ source }) => {
    const since = source.lastSuccessAt ? ` since ${day(source.lastSuccessAt)}` : '';
    return source.state === 'closed'
      ? `${source.name} is closed${since}.`
      : `${source.name} waits for a person${since}.`;
  });
  return html`<p class="note"><b>${head}, so what is offered there since then is missing here.</b> ${words.join(' ')} <a href="/sources">See sources</a></p>`;
}

const weekEnd = (start: string): string => new Date(Date.parse(start) + 6 * 86_400_000).toISOString().slice(0, 10);

function rangeForm(view: SearchView, answer: SearchAnswer): Html {
  const first = answer.histogram[0]?.start.slice(0, 10) ?? '';
  const last = answer.histogram.at(-1);
  const end = last ? weekEnd(last.start) : '';
  return html`<form class="range" method="get" action="/"><input type="hidden" name="q" value="${view.query}"><label for="d1">First seen from</label><input id="d1" name="after-day" inputmode="numeric" value="${first}"><label for="d2">to</label><input id="d2" name="before-day" inputmode="numeric" value="${end}"><button>Apply</button></form>`;
}

function tools(view: SearchView, total: number): Html {
  const query = new URLSearchParams({ q: view.query });
  const alert = new URLSearchParams({ query: view.query });
  return html`<div class="tools"><a class="btn go" href="/alerts?${alert}#new">Create alert</a><a class="btn" href="/trends?${query}">Show trend</a><span class="exp"><span class="faint">All ${count(total)} as</span><a href="/api/v1/export.csv?${query}">CSV</a><a href="/api/v1/export.jsonl?${query}">JSONL</a><a href="/api/v1/search?${query}">API call</a></span></div>`;
}

const sortLink = (view: SearchView, sort: SortField, words: string): Html =>
  view.sort === sort
    ? html`<span>${words} ↓</span>`
    : html`<a href="${hrefFor({ ...view, sort, from: 0 })}">${words}</a>`;

const head = (view: SearchView): Html =>
  html`<div class="hit hhead lbl" role="group" aria-label="Columns, some sort the results"><span>${sortLink(view, 'relevance', 'Item')}</span><span class="num">${sortLink(view, 'unit', 'Unit price')}</span><span class="num">${sortLink(view, 'price', 'Price')}</span><span>Unit price, 90 days</span><span>From → to</span><span>Vendor, source</span><span>${sortLink(view, 'seen', 'Seen')}</span><span>Sure</span></div>`;

function pager(view: SearchView, total: number, shown: number): Html {
  const from = view.from + 1;
  const to = view.from + shown;
  const order = sorts.find(([sort]) => sort === view.sort)?.[1] ?? '';
  const back =
    view.from > 0
      ? html`<a href="${hrefFor({ ...view, from: Math.max(0, view.from - pageSize) })}" rel="prev">Previous ${pageSize}</a>`
      : none;
  const next =
    to < total
      ? html`<a href="${hrefFor({ ...view, from: to })}" rel="next">Next ${Math.min(pageSize, total - to)}</a>`
      : none;
  return html`<nav class="pager" aria-label="Pages"><span>${count(from)}–${count(to)} of ${count(total)}, ${order}</span><span class="row">${back}${next}</span></nav>`;
}

/** Nothing found: which part to leave out, and an alert to hear of the first match. */
function nothing(view: SearchView): Html {
  const parts = topTerms(view.query);
  if (parts.length === 0)
    return html`<p class="note"><b>Nothing has been collected yet.</b> <a href="/sources">See what the sources are doing</a>, or <a href="/docs">read how to begin</a>.</p>`;
  const without = parts.length > 1 && !parts.includes('OR') ? parts.slice(0, 6) : [];
  const drop =
    without.length > 0
      ? html`Try without ${without.map((part) => html`<a class="chip" href="${hrefFor({ ...view, from: 0, query: withoutTerm(view.query, part) })}"><bdi>${part}</bdi></a> `)}`
      : html`<a href="/">Search everything</a>.`;
  return html`<p class="note"><b>No item matches ${parts.length > 1 ? `all ${count(parts.length)} parts of the query` : 'the query'}.</b> ${drop} <a href="/alerts?${new URLSearchParams({ query: view.query })}#new">Create an alert</a> to hear of the first one.</p>`;
}

const kindWords = (answer: SearchAnswer): string => {
  const kinds = answer.facets.kind ?? [];
  const only = kinds.length === 1 ? kinds[0]?.value : undefined;
  return only ?? 'item';
};

function lede(answer: SearchAnswer): Html {
  const kinds = (answer.facets.kind ?? []).map((bucket) => plural(bucket.count, bucket.value)).join(', ');
  const week = answer.histogram.at(-1);
  const news = week ? `${count(week.count)} first seen in the week of ${day(week.start)}.` : '';
  return html`<p class="lede">${kinds ? `${kinds}. ` : ''}${news}</p>`;
}

const list = (items: readonly ItemSummary[], view: SearchView): Html =>
  html`<h2 class="vh">Results</h2>${head(view)}<ol>${items.map((item) => resultRow(item, view.now))}</ol>`;

const foot = html`<p class="cap">Unit prices are converted to euro at that day’s rate; where none is known they stay as printed, as all other prices do. The hairline of a small line is its first price; every line reaches 30 % over and under it.</p>`;

/** The page of an answered query. */
export function searchPage(view: SearchView, answer: SearchAnswer, sources: readonly SourceView[]): Html {
  const hrefOf = (query: string) => hrefFor({ query, sort: view.sort });
  const bars = histogram(
    answer.histogram,
    (week) => hrefOf(withField(view.query, 'first', `first:${week.start.slice(0, 10)}..${weekEnd(week.start)}`)),
    kindWords(answer),
  );
  const results =
    answer.items.length === 0
      ? nothing(view)
      : html`${bars ?? none}${rangeForm(view, answer)}${tools(view, answer.total)}${list(answer.items, view)}${pager(view, answer.total, answer.items.length)}${foot}`;
  return html`${queryBox(view, answer.reads, answer.hints)}${chips(view)}
<div class="cols"><input type="checkbox" id="ff"><label class="fflab" for="ff">Show filters</label>
<a class="vh skip" href="#results">Skip to results</a>
${facets(answer, hrefOf)}
<div class="results" id="results" tabindex="-1"><h1>${plural(answer.total, kindWords(answer))}</h1>${lede(answer)}${silence(sources)}${results}</div></div>`;
}

/** The page of a query that cannot be read. */
export const searchErrorPage = (view: SearchView, error: LeadlineError): Html =>
  html`${queryBox(view, null, [])}<h1>The query has a mistake</h1><div class="sp">${queryError(error, view.query)}</div>`;
