import { html } from 'hono/html';
import type { TrendAnswer, TrendPoint, TrendRequest, TrendSeries } from '../../app/api.ts';
import type { LeadlineError } from '../../model/errors.ts';
import { changeWords, figure, lowCoverage, measured, smallTrend, trendChart, unitWords } from '../charts/trend.ts';
import { count, day, percent, plural } from '../format.ts';
import { type Html, none, section, state } from '../parts.ts';
import { queryError } from './query-error.ts';

export interface TrendView {
  readonly request: TrendRequest;
  /** Key of the series shown large; null for the first. */
  readonly chosen: string | null;
  readonly every: boolean;
}

const choices = {
  metric: [
    ['price', 'Median unit price'],
    ['listings', 'Listings on sale'],
    ['vendors', 'Vendors'],
  ],
  by: [
    ['substance', 'substance'],
    ['class', 'class'],
    ['market', 'source'],
    ['none', 'all together'],
  ],
  every: [
    ['week', 'week'],
    ['day', 'day'],
    ['month', 'month'],
  ],
  currency: [
    ['EUR', 'euro'],
    ['USD', 'US dollar'],
  ],
} as const;

const select = (id: string, name: keyof typeof choices, words: string, current: string): Html =>
  html`<div class="f w2"><label for="${id}">${words}</label><select id="${id}" name="${name}">${choices[name].map(([value, text]) => html`<option value="${value}"${value === current ? ' selected' : ''}>${text}</option>`)}</select></div>`;

const form = ({ request }: TrendView): Html =>
  html`<form class="form noprint tform" method="get" action="/trends">${select('t1', 'metric', 'Measure', request.metric)}<div class="f w3"><label for="t2">Query</label><input id="t2" name="q" class="mono" value="${request.query}" spellcheck="false" autocomplete="off" placeholder="everything"></div>${select('t3', 'by', 'By', request.by)}${select('t4', 'every', 'Every', request.every)}${select('t5', 'currency', 'Money in', request.currency ?? 'EUR')}<div class="f"><button class="go">Show</button></div></form>`;

/** The parameters of a trend, as pages and API share them. */
function trendParameters(request: TrendRequest): URLSearchParams {
  return new URLSearchParams({
    q: request.query,
    metric: request.metric,
    by: request.by,
    every: request.every,
    currency: request.currency ?? 'EUR',
  });
}

const metricWords = { price: 'median unit price', listings: 'listings on sale', vendors: 'vendors' } as const;

const interval = (point: TrendPoint, unit: string): string =>
  point.low === null || point.high === null ? '–' : `${figure(point.low, unit)}–${figure(point.high, unit)}`;

function lede(series: TrendSeries): Html {
  const last = series.points.findLast(measured);
  if (!last) return html`<p class="lede">No period had enough to give a figure.</p>`;
  const range = last.low === null ? '' : `95 % interval ${interval(last, series.unit).replace('–', ' to ')}; `;
  return html`<p class="lede">${figure(last.value ?? 0, series.unit)} ${unitWords(series.unit)} in ${last.period} (${range}${plural(last.n, 'listing')}, ${plural(last.vendors, 'vendor')}). ${changeWords(series)}.</p>`;
}

const coverageCell = (share: number): Html =>
  share < lowCoverage ? state('bad', percent(share)) : html`${percent(share)}`;

const numberRow = (point: TrendPoint, unit: string): Html =>
  html`<tr><th scope="row" class="nb">${point.period}<span class="vh">, from</span> <span class="soft k narrowcut">${day(point.start)}</span></th>${point.value === null ? html`<td class="num soft" colspan="2">no figure</td>` : html`<td class="num"><b>${figure(point.value, unit)}</b></td><td class="num">${interval(point, unit)}</td>`}<td class="num">${count(point.n)}</td><td class="num narrowcut">${count(point.vendors)}</td><td class="num">${coverageCell(point.coverage)}</td></tr>`;

function numbers(series: TrendSeries, view: TrendView): Html {
  const newest = [...series.points].reverse();
  const shown = view.every ? newest : newest.slice(0, 17);
  const all = new URLSearchParams([...trendParameters(view.request), ['s', series.key], ['all', '1']]);
  const fact =
    shown.length < newest.length
      ? html`Latest ${count(shown.length)} of ${count(newest.length)}. <a href="/trends?${all}#numbers">All of them</a>`
      : html`${plural(newest.length, 'period')}`;
  return section(
    'numbers',
    'The numbers',
    fact,
    html`<table class="dense"><thead><tr><th>Period</th><th class="num">${unitWords(series.unit)}</th><th class="num">95 %</th><th class="num">n</th><th class="num narrowcut">Vendors</th><th class="num">Coverage</th></tr></thead><tbody>${shown.map((point) => numberRow(point, series.unit))}</tbody></table>`,
  );
}

function other(series: TrendSeries, view: TrendView): Html {
  const parameters = new URLSearchParams([...trendParameters(view.request), ['s', series.key]]);
  const last = series.points.findLast(measured);
  return html`<figure class="chart"><h3><a class="inkl" href="/trends?${parameters}">${series.label}</a><span class="nb">${last ? html`<b>${figure(last.value ?? 0, series.unit)}</b> ${unitWords(series.unit)}` : 'no figure'}</span></h3>${smallTrend(series)}<p class="soft">${changeWords(series)}. ${last ? `n = ${count(last.n)}` : ''}</p></figure>`;
}

const keys = html`<div class="key"><span><svg aria-hidden="true"><path class="l" d="M0 5H18"/></svg>figure</span><span><svg aria-hidden="true"><rect class="band" width="18" height="10"/></svg>95 % interval</span><span><svg aria-hidden="true"><rect class="bar" x="2" width="5" height="10"/><rect class="bar" x="9" y="2" width="5" height="8"/></svg>crawl coverage</span><span><svg aria-hidden="true"><rect class="badf" x="5" y="5" width="6" height="5"/></svg>coverage under 50 %</span></div>`;

const aside = (answer: TrendAnswer, series: TrendSeries): Html => {
  const { request } = answer;
  const command = `leadline trend '${request.query.replaceAll("'", "'\\''") || '*'}' --metric ${request.metric} --by ${request.by} --every ${request.every}`;
  const gapsInIt = series.points.filter((point) => point.value === null).length;
  return html`<aside class="side" aria-label="Method and cautions">${section('method', 'Method', '', html`<p class="small">${answer.method}</p>`)}${section('again', 'Compute it again', '', html`<p class="small"><code>${command}</code></p>`)}${section('care', 'Read with care', '', html`<ul class="list small"><li>These are asking prices and offers, not sales.</li>${gapsInIt > 0 ? html`<li>${plural(gapsInIt, 'period has', 'periods have')} no figure, and the line breaks there.</li>` : none}<li>Coverage is the share of the sources that completed a crawl in the period.</li></ul>`)}</aside>`;
};

function answered(view: TrendView, answer: TrendAnswer, chosen: TrendSeries): Html {
  const others = answer.series.filter((series) => series !== chosen);
  const parameters = trendParameters(view.request);
  return html`<h1>${chosen.label}: ${metricWords[view.request.metric]} by ${view.request.every}</h1>${lede(chosen)}
<figure class="chart tmain">${keys}${trendChart(chosen)}<figcaption>Scale starts at zero. Unit: ${unitWords(chosen.unit)}. A period without a completed crawl has no figure, which is not zero.</figcaption></figure>
<div class="tools noprint"><span class="faint">Download all ${count(answer.series.length)} series</span><a class="btn" href="/api/v1/trends.csv?${parameters}">CSV</a><a class="btn" href="/api/v1/trends.svg?${parameters}">SVG</a><span class="exp"><a href="/api/v1/trends?${parameters}">API call</a></span></div>
${others.length > 0 ? section('others', `${count(others.length)} others`, 'Scales differ; all begin at zero.', html`<div class="multi">${others.map((series) => other(series, view))}</div>`) : none}
<div class="two tnum"><div>${numbers(chosen, view)}</div>${aside(answer, chosen)}</div>`;
}

/** The form, one series large, the others small, and the numbers below. */
export function trendsPage(view: TrendView, answer: TrendAnswer): Html {
  const chosen = answer.series.find((series) => series.key === view.chosen) ?? answer.series[0];
  if (!chosen || chosen.points.length === 0)
    return html`${form(view)}<h1>Trends</h1><p class="note sp"><b>There is nothing to measure for this query yet.</b> <a href="/trends">Measure everything</a>, or <a href="/sources">see whether a source was crawled</a>.</p>`;
  return html`${form(view)}${answered(view, answer, chosen)}`;
}

export const trendErrorPage = (view: TrendView, error: LeadlineError): Html =>
  html`${form(view)}<h1>The query has a mistake</h1><div class="sp">${queryError(error, view.request.query)}</div>`;
