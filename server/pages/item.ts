import { html } from 'hono/html';
import type { ItemSummary, ItemView } from '../../app/api.ts';
import { priceLine } from '../charts/price-line.ts';
import { count, daysBetween, moment, money, plural, priceDigits, quantity, shortDay, unitName } from '../format.ts';
import {
  type Html,
  none,
  pieceOf,
  priceText,
  quoted,
  searchHref,
  section,
  state,
  substance,
  unitPriceOf,
  vendorHref,
} from '../parts.ts';
import { term } from '../query-terms.ts';
import { evidence, foundBy } from './evidence.ts';
import { fields, whatChanged } from './item-fields.ts';
import { offersTable } from './offers.ts';

const onSale = (summary: ItemSummary): Html =>
  summary.gone === null ? state('ok', summary.kind === 'listing' ? 'on sale' : 'seen') : state('off', 'gone');

const seller = (summary: ItemSummary): Html =>
  summary.vendor === null
    ? html`vendor unknown`
    : html`${summary.kind === 'message' ? 'posted' : 'sold'} by <a href="${vendorHref(summary.source, summary.vendor, summary.vendorId)}">${quoted(summary.vendor)}</a>`;

function lede(summary: ItemSummary): Html {
  const substances = summary.substances.slice(0, 6).map(substance);
  return html`<p class="lede">${substances.length > 0 ? html`${substances.map((each) => html`${each} `)}· ` : none}${summary.form ? `${summary.form} · ` : ''}${seller(summary)} on <a href="/sources#${summary.source}">${summary.market}</a> · ${onSale(summary)}</p>`;
}

const amountOf = (summary: ItemSummary): string =>
  summary.quantity
    ? quantity(summary.quantity.value, summary.quantity.max, summary.quantity.unit, pieceOf(summary.form))
    : 'quantity unknown';

function otherMoney(summary: ItemSummary): string {
  const price = summary.price;
  if (!price) return 'none stated';
  const others = [
    price.eur !== null && price.currency !== 'EUR' ? money(price.eur, 'EUR') : null,
    price.usd !== null && price.currency !== 'USD' ? money(price.usd, 'USD') : null,
  ].filter((each) => each !== null);
  return others.length > 0 ? `${others.join(' · ')} that day` : 'no rate known for that day';
}

function facts(view: ItemView, now: string): Html {
  const { summary } = view;
  const unit = unitPriceOf(summary);
  const hero = unit
    ? html`<div class="hero"><dt>Unit price, ${amountOf(summary)}</dt><dd>${unit.amount} <i>${unit.unit}</i></dd></div>`
    : none;
  const price = summary.price
    ? html`<div><dt>Price</dt><dd>${priceText(summary)}<small>${otherMoney(summary)}</small></dd></div>`
    : none;
  const days = daysBetween(summary.firstSeen, summary.lastSeen);
  return html`<dl class="facts">${hero}${price}<div><dt>Seen</dt><dd>${plural(days, 'day')}<small>${shortDay(summary.firstSeen, now)} to ${shortDay(summary.lastSeen, now)}, ${plural(view.captures, 'capture')}</small></dd></div><div><dt>Version</dt><dd>${count(summary.version)}<small>grows with every change</small></dd></div></dl>`;
}

const tools = (summary: ItemSummary): Html =>
  html`<div class="tools"><a class="btn go" href="/alerts?${new URLSearchParams({ query: alertQuery(summary), name: `Like: ${summary.title}`.slice(0, 80) })}#new">Alert me on more like this</a>${summary.substances[0] ? html`<a class="btn" href="${searchHref(term('substance', summary.substances[0].id))}">All ${summary.substances[0].name}</a>` : none}<span class="exp"><a href="/api/v1/items/${summary.id}">JSON</a><a href="/api/v1/items/${summary.id}/observations">All observations</a></span></div>`;

/** What "more like this" means: the same substance from the same vendor, as far as they are known. */
function alertQuery(summary: ItemSummary): string {
  const parts = [
    ...(summary.substances[0] ? [term('substance', summary.substances[0].id)] : []),
    ...(summary.vendor ? [term('vendor', summary.vendor)] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : `"${summary.title.replaceAll('"', ' ').slice(0, 60)}"`;
}

function offers(view: ItemView): Html {
  const content = view.item.current;
  const listing =
    content?.kind === 'listing' ? content.value : content?.kind === 'message' ? content.value.offer : null;
  if (!listing || listing.offers.length === 0) return none;
  const when = view.capture ? `As on the page of ${moment(view.capture.capturedAt)}. ` : '';
  return section('offers', 'Offers', `${when}Discount is against the first step.`, offersTable(listing, view.summary));
}

function line(view: ItemView, now: string): Html {
  const { summary } = view;
  const unit = summary.unitPrice;
  const withUnit = view.sightings.flatMap((each) =>
    each.unitEur === null ? [] : [{ day: each.day, value: each.unitEur }],
  );
  const withPrice = view.sightings.flatMap((each) =>
    each.priceEur === null ? [] : [{ day: each.day, value: each.priceEur }],
  );
  const sightings = unit && withUnit.length > 1 ? withUnit : withPrice;
  const per = sightings === withUnit && unit ? `€/${unitName(unit.per, pieceOf(summary.form))}` : '€';
  const chart = priceLine(sightings, per, now, priceDigits);
  if (!chart) return none;
  const title = per === '€' ? 'Price over time' : `Unit price of the ${amountOf(summary)} offer`;
  return section(
    'line',
    title,
    `Each dot is one day on which it was seen, n = ${count(sightings.length)}. Starts at zero; not joined over a gap.`,
    chart,
  );
}

function writtenText(view: ItemView): Html {
  const content = view.item.current;
  const text =
    content?.kind === 'listing' || content?.kind === 'vendor'
      ? content.value.description
      : (content?.value.text ?? null);
  if (!text) return none;
  return section(
    'written',
    'As written',
    'Words of the source',
    html`<blockquote class="quote">${quoted(text, view.item.language)}</blockquote>`,
  );
}

const vendorBox = (summary: ItemSummary): Html =>
  summary.vendor === null
    ? none
    : section(
        'vendor',
        summary.kind === 'message' ? 'Author' : 'Vendor',
        html`<a href="${vendorHref(summary.source, summary.vendor, summary.vendorId)}">Open</a>`,
        html`<p class="vname src">${quoted(summary.vendor)}</p><p class="small"><a href="${searchHref(`${term('vendor', summary.vendor)} ${term('source', summary.source)}`)}">Everything by this name on ${summary.market}</a></p>`,
      );

/** A listing or a message: what it offers, how its price moved, where every value came from, and the proof. */
export const itemPage = (
  view: ItemView,
  now: string,
): Html => html`<p class="crumb"><a href="/">Search</a> · ${view.summary.kind} <span class="mono">${view.summary.key}</span></p>
<div class="two"><div>
<h1 class="title">${quoted(view.summary.title, view.summary.language)}</h1>
${lede(view.summary)}${facts(view, now)}${tools(view.summary)}
${view.summary.kind === 'message' ? writtenText(view) : none}${offers(view)}${line(view, now)}${fields(view)}${whatChanged(view)}${view.summary.kind === 'message' ? none : writtenText(view)}
</div><aside class="side" aria-label="Evidence, vendor and alerts">${evidence(view)}${vendorBox(view.summary)}${foundBy(view.alerts)}</aside></div>`;
