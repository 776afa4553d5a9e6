import { html } from 'hono/html';
import type { AlertView, BackTest, DeliveryView } from '../../app/api.ts';
import type { Delivery, Subscription } from '../../model/alert.ts';
import type { LeadlineError } from '../../model/errors.ts';
import { count, moment, plural, shortDay } from '../format.ts';
import { arrowed, type Html, itemHref, none, quoted, searchHref, section, state, unitPriceOf } from '../parts.ts';
import { type AlertDraft, alertForm } from './alert-form.ts';

export interface AlertsView {
  readonly subscriptions: readonly Subscription[];
  readonly alerts: readonly AlertView[];
  readonly total: number;
  readonly next: string | null;
  readonly deliveries: readonly DeliveryView[];
  /** The subscription whose alerts are shown alone, or null for all. */
  readonly only: string | null;
  readonly draft: AlertDraft;
  readonly receivers: readonly string[];
  readonly backTest: BackTest | null;
  readonly fault: LeadlineError | null;
  readonly saved: string | null;
  readonly token: string;
  readonly now: string;
}

const reasonWords = (reason: string): string => reason.replace('-', ' ');

function muteForm(each: Subscription, token: string): Html {
  return html`<form method="post" action="/alerts/mute"><input type="hidden" name="token" value="${token}"><input type="hidden" name="subscription" value="${each.id}"><input type="hidden" name="muted" value="${each.muted ? 'no' : 'yes'}"><button class="plain">${each.muted ? 'Unmute' : 'Mute'}<span class="vh"> ${each.name}</span></button></form>`;
}

function subscriptionRow(each: Subscription, view: AlertsView): Html {
  const current = view.only === each.id;
  return html`<tr${current ? html` class="on" aria-current="true"` : none}><th scope="row" class="full"><a href="/alerts?subscription=${each.id}#recent">${quoted(each.name)}</a><br><code class="soft"><bdi>${each.query || '*'}</bdi></code></th><td data-l="on">${each.on.map(reasonWords).join(', ')}</td><td class="nb">${each.muted ? state('off', 'muted') : state('ok', 'on')}</td><td class="full" data-l="to">${each.notify.length > 0 ? each.notify.join(', ') : 'this page only'}</td><td class="nb" data-l="since">${shortDay(each.createdAt, view.now)}</td><td class="nb"><a href="${searchHref(each.query)}">Search<span class="vh"> ${each.name}</span></a></td><td>${muteForm(each, view.token)}</td></tr>`;
}

function subscriptions(view: AlertsView): Html {
  if (view.subscriptions.length === 0)
    return html`<p class="note sp"><b>There is no alert yet.</b> <a href="#new">Create the first one</a>: it fires as soon as a listing, vendor or message matches.</p>`;
  return html`<section class="sec" aria-label="All alerts"><table class="stack"><thead><tr><th>Name and query</th><th>Fires on</th><th>State</th><th>Sent to</th><th>Since</th><th><span class="vh">Search</span></th><th><span class="vh">Mute</span></th></tr></thead><tbody>${view.subscriptions.map((each) => subscriptionRow(each, view))}</tbody></table></section>`;
}

const deliveryState = (delivery: Delivery): Html =>
  state(
    delivery.state === 'delivered' ? 'ok' : delivery.state === 'failed' ? 'bad' : 'warn',
    `${delivery.to}: ${delivery.state}`,
  );

function alertRow({ alert, subscription, item, deliveries }: AlertView): Html {
  const unit = item ? unitPriceOf(item) : null;
  const why = alert.matched
    .slice(0, 4)
    .map((each, index) => html`${index > 0 ? ', ' : ''}${each.field} <mark>${quoted(each.text)}</mark>`);
  const title = item
    ? html`<a class="src" href="${itemHref(item)}">${quoted(alert.title, item.language)}</a>`
    : html`<span class="src">${quoted(alert.title)}</span>`;
  return html`<tr><td class="nb">${moment(alert.at)}</td><td class="nb">${reasonWords(alert.reason)}${alert.detail ? html`<br><span class="soft">${quoted(arrowed(alert.detail))}</span>` : none}</td><td class="full">${title}<br><span class="soft">${why.length > 0 ? html`matched ${why}` : 'matched every item'}</span></td><td class="soft">${item ? html`${item.vendor === null ? 'vendor unknown' : quoted(item.vendor)}, ${item.market}` : 'item not in the index'}</td><td class="num nb">${unit ? `${unit.amount} ${unit.unit}` : '–'}</td><td>${subscription ? quoted(subscription.name) : 'a removed alert'}</td><td>${deliveries.length > 0 ? deliveries.map((each) => html`${deliveryState(each)} `) : html`<span class="soft">this page only</span>`}</td></tr>`;
}

function recent(view: AlertsView): Html {
  const name = view.subscriptions.find((each) => each.id === view.only)?.name;
  const all = view.only === null ? none : html` <a href="/alerts#recent">All alerts</a>`;
  const next =
    view.next === null
      ? none
      : html`<nav class="pager" aria-label="Pages"><span></span><a rel="next" href="/alerts?${new URLSearchParams({ after: view.next, ...(view.only ? { subscription: view.only } : {}) })}#recent">Older</a></nav>`;
  const table = html`<table class="stack"><thead><tr><th>When</th><th>Event</th><th>Item and why</th><th>Vendor, source</th><th class="num">Unit price</th><th>Alert</th><th>Sent</th></tr></thead><tbody>${view.alerts.map((each) => alertRow(each))}</tbody></table>${next}`;
  const quiet = html`<p class="note quiet"><b>Nothing has fired yet.</b> <a href="#new">Back-test a query</a> to see what it would have found.</p>`;
  return section(
    'recent',
    name ? html`Fired: ${quoted(name)}` : 'Fired',
    html`${plural(view.total, 'alert')}, newest first.${all}`,
    view.alerts.length > 0 ? table : quiet,
  );
}

function told({ about, alert }: DeliveryView): Html {
  if (about === null) return html`<span class="mono">${alert.slice(0, 12)}</span>`;
  const title =
    about.kind === null
      ? quoted(about.title)
      : html`<a class="src" href="${itemHref({ id: about.item, kind: about.kind })}">${quoted(about.title)}</a>`;
  const where = [about.vendor === null ? null : quoted(about.vendor), about.market].filter((each) => each !== null);
  return html`${title}<br><span class="soft">${shortAbout(about)}${where.map((each) => html`, ${each}`)}</span>`;
}

const shortAbout = ({ reason, at }: NonNullable<DeliveryView['about']>): string =>
  `${reasonWords(reason)} ${moment(at)}`;

function deliveryRow(delivery: DeliveryView): Html {
  const last = delivery.attempts.at(-1);
  const mark =
    delivery.state === 'delivered'
      ? state('ok', 'delivered')
      : delivery.state === 'failed'
        ? state('bad', 'failed')
        : state('warn', 'waiting');
  return html`<tr><td class="nb">${last ? moment(last.at) : '–'}</td><td class="mono">${delivery.to}</td><td>${mark}</td><td class="num" data-l="tries">${count(delivery.attempts.length)}</td><td class="full">${told(delivery)}</td><td>${delivery.why === null ? quoted(last?.answer ?? '') : html`<bdi>${delivery.why}</bdi>`}</td></tr>`;
}

/** Failed and waiting ones come first; of the others the newest are enough. */
const deliveriesShown = 12;
const order = { failed: 0, waiting: 1, delivered: 2 } as const;

function deliveries(view: AlertsView): Html {
  const sorted = [...view.deliveries].sort((a, b) => order[a.state] - order[b.state]).slice(0, deliveriesShown);
  const table = html`<table class="stack"><thead><tr><th>Last try</th><th>To</th><th>State</th><th class="num">Tries</th><th>Alert</th><th>Answer</th></tr></thead><tbody>${sorted.map(deliveryRow)}</tbody></table>`;
  return section(
    'deliveries',
    'Deliveries',
    'Newest, failed ones first. Each alert arrives at least once under one id.',
    sorted.length > 0
      ? table
      : html`<p class="note quiet"><b>Nothing was sent yet.</b> Receivers are named in <code>leadline.yaml</code>.</p>`,
  );
}

const lede = (view: AlertsView): string => {
  const muted = view.subscriptions.filter((each) => each.muted).length;
  const failed = view.deliveries.filter((each) => each.state === 'failed').length;
  return `${plural(view.subscriptions.length, 'alert')}${muted > 0 ? `, ${count(muted)} muted` : ''}. Fired ${count(view.total)} times${failed > 0 ? `; ${plural(failed, 'delivery', 'deliveries')} failed` : ''}.`;
};

/** Subscriptions, what fired and why, deliveries, and the form with its back-test. */
export const alertsPage = (
  view: AlertsView,
): Html => html`<div class="row spread"><div><h1>Alerts</h1><p class="lede">${lede(view)}</p></div><a class="btn go" href="#new">New alert</a></div>
${view.saved ? html`<p class="note quiet sp" role="status"><b>Saved “${quoted(view.saved)}”.</b> It fires from the next capture on.</p>` : none}
${subscriptions(view)}${alertForm(view)}${recent(view)}${deliveries(view)}`;
