import { html } from 'hono/html';
import type { Coverage, SourceView, Status } from '../../app/api.ts';
import { driftWords } from '../../model/drift.ts';
import { formatDuration } from '../../model/duration.ts';
import { count, moment, percent, plural } from '../format.ts';
import { type Html, none, quoted, type State, searchHref, section, state } from '../parts.ts';
import { term } from '../query-terms.ts';
import { healthOf } from './health.ts';
import { paceSection } from './pace.ts';
import { sourceHref } from './source.ts';

const worstFirst = (views: readonly SourceView[]): readonly SourceView[] =>
  [...views].sort((a, b) => healthOf(a).rank - healthOf(b).rank || a.source.name.localeCompare(b.source.name));

const endings = [
  ['captured', 'dk', 'new or changed page'],
  ['unchanged', 'bar', 'same bytes as before'],
  ['waiting', 'trk', 'found, not visited yet'],
  ['failed', 'badf', 'with a reason each'],
  ['quarantined', 'warnf', 'kept, but not read'],
  ['skipped', 'trk', 'by rule: cart, log-out, media'],
] as const;

const sum = (views: readonly SourceView[], name: string): number =>
  views.reduce((total, view) => total + (view.counts[name] ?? 0), 0);

function ledger(views: readonly SourceView[]): Html {
  const numbers = endings.map(([name, mark, words]) => ({ name, mark, words, n: sum(views, name) }));
  const total = numbers.reduce((all, each) => all + each.n, 0);
  let x = 0;
  const bars = numbers.map(({ mark, n }) => {
    const width = total === 0 ? 0 : (1_000 * n) / total;
    const bar = html`<rect class="${mark}" x="${x.toFixed(1)}" width="${Math.max(0, width - 1).toFixed(1)}" height="12"/>`;
    x += width;
    return bar;
  });
  return section(
    'ledger',
    'Every address accounted for',
    `${count(total)} = the sum below`,
    html`<svg class="ledger" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">${bars}</svg><dl class="facts tight">${numbers.map((each) => html`<div><dt>${each.name}</dt><dd>${count(each.n)}<small>${each.words}</small></dd></div>`)}</dl>`,
  );
}

const coverageText = (coverage: Coverage | null): Html =>
  coverage === null
    ? html`<span class="soft">not measured</span>`
    : html`<b>${percent(coverage.share)}</b> <span class="soft">of ${count(coverage.estimate)} (${count(coverage.low)}–${count(coverage.high)})</span><svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="trk" width="100" height="8"/><rect class="dk" width="${Math.round(100 * Math.min(1, coverage.share))}" height="8"/></svg>`;

function troubles(view: SourceView): string {
  const found = ['failed', 'quarantined'].flatMap((name) =>
    view.counts[name] ? [`${name} ${count(view.counts[name])}`] : [],
  );
  return found.join(', ') || 'none';
}

/** Sessions that end soon, and accounts that wait for a person while others go on. */
const accountNotes = ({ accounts, source }: SourceView): Html =>
  html`${accounts.flatMap(({ account, state: standing, warning }) => [
    ...(warning
      ? [
          html`<br>${state('warn', 'session')} <span class="soft">${account === null ? none : `of ${account} `}${warning}</span>`,
        ]
      : []),
    ...(standing === 'parked' && source.state === 'active'
      ? [html`<br>${state('bad', 'account')} <span class="soft">${account} needs a person</span>`]
      : []),
  ])}`;

const row = (view: SourceView): Html => {
  const health = healthOf(view);
  const { source } = view;
  return html`<tr id="${source.id}"><th scope="row"><a href="${sourceHref(source.id)}">${source.name}</a><br><span class="soft k">${source.kind}${source.via === 'import' ? ', by import' : ''}</span></th><td class="full">${state(health.mark, health.words)}${source.reason ? html`<br><span class="soft">${quoted(source.reason)}</span>` : none}${accountNotes(view)}</td><td class="nb" data-l="last good">${source.lastSuccessAt ? moment(source.lastSuccessAt) : 'never'}</td><td class="num" data-l="items"><a href="${searchHref(term('source', source.id))}"><b>${count(view.items)}</b></a></td><td class="num" data-l="captures">${count(view.captures)}</td><td class="full" data-l="troubles">${troubles(view)}</td><td class="num" data-l="coverage">${coverageText(view.coverage)}</td><td class="nb" data-l="next">${view.nextTurnAt ? moment(view.nextTurnAt) : source.state === 'active' && source.via === 'import' ? 'by hand' : 'not planned'}</td></tr>`;
};

const outcomes: Readonly<Record<SourceView['turns'][number]['outcome'], State>> = {
  complete: 'ok',
  partial: 'warn',
  later: 'warn',
  parked: 'bad',
  failed: 'bad',
};

const turnRow = (turn: SourceView['turns'][number]): Html =>
  html`<tr><td class="nb">${moment(turn.startedAt)}</td><td class="nb">${formatDuration(Math.max(0, Math.round((Date.parse(turn.endedAt) - Date.parse(turn.startedAt)) / 1_000)) * 1_000 || 1_000)}</td><td>${state(outcomes[turn.outcome], turn.outcome)}${turn.reason ? html` <span class="soft">${quoted(turn.reason)}</span>` : none}${(turn.drift ?? []).map((drift) => html`<br><span class="soft">${quoted(driftWords(drift))}</span>`)}</td><td class="soft">${
    Object.entries(turn.counts)
      .filter(([, n]) => n > 0)
      .map(([name, n]) => `${name} ${count(n)}`)
      .join(', ') || 'nothing due'
  }</td></tr>`;

const turns = (view: SourceView): Html =>
  html`<details class="open"><summary>${view.source.name}: ${view.turns.length === 1 ? 'last turn' : `last ${count(view.turns.length)} turns`}</summary><div class="scroll" tabindex="0" role="group" aria-label="Turns of ${view.source.name}, scrolls sideways"><table class="dense"><thead><tr><th>Started</th><th>Took</th><th>Outcome</th><th>Addresses</th></tr></thead><tbody>${view.turns.map(turnRow)}</tbody></table></div></details>`;

/** What a person has to do now, and nowhere else. */
function needsPerson(view: SourceView): Html {
  const { source } = view;
  const since = source.lastSuccessAt ? `Last good page ${moment(source.lastSuccessAt)}.` : 'No page was captured yet.';
  return html`<section class="login" aria-labelledby="parked-${source.id}"><div><h2 id="parked-${source.id}">${state('bad', `${source.name} needs a person`)}</h2><p class="small">${source.reason ? html`${quoted(source.reason)}. ` : none}${since} Logging in and captchas are left to a person.</p></div><div><p class="small">When the way is free again:</p><p><a href="${sourceHref(source.id)}">Hand a session in, or resume it</a></p><p><code>leadline source login ${source.id}</code></p></div></section>`;
}

const numberWords = (views: readonly SourceView[]): string => {
  const groups = new Map<string, number>();
  for (const view of views) groups.set(healthOf(view).words, (groups.get(healthOf(view).words) ?? 0) + 1);
  return [...groups].map(([words, n]) => `${count(n)} ${words}`).join(', ');
};

const heads = html`<thead><tr><th>Source</th><th>State</th><th>Last good page</th><th class="num">Items</th><th class="num">Captures</th><th>Troubles</th><th class="num">Coverage</th><th>Next turn</th></tr></thead>`;

/** Every source, worst first, with the ledger of addresses. */
export function sourcesPage(views: readonly SourceView[], status: Pick<Status, 'alerts' | 'captures'>): Html {
  const ordered = worstFirst(views);
  if (ordered.length === 0)
    return html`<h1>Sources</h1><p class="note sp"><b>No source is set up yet.</b> <code>leadline source add FILE.yaml</code> adds one, <code>leadline demo</code> shows how it looks. <a href="/docs">Read how to begin</a></p>`;
  const deliveries =
    status.alerts.failed > 0
      ? state('bad', `${count(status.alerts.failed)} failed`)
      : status.alerts.waiting > 0
        ? state('warn', `${count(status.alerts.waiting)} wait`)
        : state('ok', 'none waits');
  return html`<h1>Sources</h1><p class="lede">${plural(ordered.length, 'source')}: ${numberWords(ordered)}.</p>
${ordered.filter((view) => view.source.state === 'parked').map(needsPerson)}
${section('now', 'State now', 'Worst first. Coverage: share of the estimated listings that the last complete turn saw.', html`<table class="stack srcs">${heads}<tbody>${ordered.map(row)}</tbody></table><p class="cap">Coverage compares what lists show with what vendor pages show; its 95 % interval is printed, and the true share is that or less.</p>`)}
${paceSection(ordered)}
${ledger(ordered)}
<dl class="kv sp"><dt>Candidates</dt><dd><a href="/candidates">Onion addresses that pages name and nobody watches</a></dd><dt>Archive</dt><dd>${count(status.captures)} captures. <code>leadline evidence verify</code> checks every link of the chain.</dd><dt>Deliveries</dt><dd>${deliveries} <a href="/alerts#deliveries">see alerts</a></dd></dl>
${section('turns', 'Turns', 'Newest first', html`<div class="list">${ordered.filter((view) => view.turns.length > 0).map(turns)}</div>${ordered.some((view) => view.turns.length > 0) ? none : html`<p class="note quiet"><b>No turn was recorded yet.</b></p>`}`)}`;
}
