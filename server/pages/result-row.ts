import { html } from 'hono/html';
import type { ItemSummary } from '../../app/api.ts';
import { spark } from '../charts/spark.ts';
import { quantity, shortDay } from '../format.ts';
import { holds, marked } from '../mark.ts';
import {
  bigUnitPrice,
  confidence,
  type Html,
  itemHref,
  none,
  pieceOf,
  priceText,
  quoted,
  state,
  substance,
  vendorHref,
} from '../parts.ts';

const matchedIn = (item: ItemSummary, field: string): readonly string[] =>
  item.matched.filter((each) => each.field === field).map((each) => each.text);

/** Fields whose match cannot be seen in the row itself. */
const unseen = new Set(['text', 'pgp', 'wallet', 'contact', 'hash', 'purity', 'sold', 'rating', 'qty']);

/** Where it matched outside the row, so that a hit is never a riddle. */
function why(item: ItemSummary): Html {
  const visible = [item.title, item.vendor ?? '', ...item.substances.map((each) => each.name)];
  const news = item.matched
    .filter((each) => unseen.has(each.field) && !visible.some((text) => holds(text, each.text)))
    .slice(0, 3);
  if (news.length === 0) return none;
  return html`<p class="why">Matched ${news.map((each, index) => html`${index > 0 ? ', ' : ''}${each.field} <mark>${quoted(each.text)}</mark>`)}</p>`;
}

const separated = (parts: readonly (Html | string)[]): Html =>
  html`${parts.map((part, index) => html`${index > 0 ? ' · ' : ''}${part}`)}`;

function facts(item: ItemSummary): Html {
  const substances = item.substances.slice(0, 3).map(substance);
  const parts = [
    ...(item.kind === 'listing' ? [] : [item.kind]),
    ...(substances.length > 0 ? [html`${substances.map((each, index) => html`${index > 0 ? ' ' : ''}${each}`)}`] : []),
    ...(item.form ? [item.form] : []),
    ...(item.gone ? [state('off', 'gone')] : []),
  ];
  return parts.length > 0 ? separated(parts) : html`<span class="soft">no substance recognised</span>`;
}

function price(item: ItemSummary): Html {
  if (item.kind === 'vendor' || (item.kind === 'message' && item.price === null)) return none;
  const amount = item.quantity
    ? html`<br> for ${quantity(item.quantity.value, item.quantity.max, item.quantity.unit, pieceOf(item.form))}`
    : none;
  return html`<b>${priceText(item)}</b>${amount}`;
}

function route(item: ItemSummary): Html {
  if (item.kind === 'message' && item.shipsFrom.length + item.shipsTo.length === 0) return none;
  const from = item.shipsFrom.join(', ') || 'unknown';
  const to =
    item.shipsTo.length > 3
      ? `${item.shipsTo.slice(0, 3).join(', ')} +${item.shipsTo.length - 3}`
      : item.shipsTo.join(', ');
  if (item.kind === 'vendor') return html`${from}`;
  return html`${from} <span class="vh">to</span><span aria-hidden="true">→</span><br> ${to || 'unknown'}`;
}

const vendor = (item: ItemSummary): Html =>
  item.kind === 'vendor'
    ? none
    : item.vendor === null
      ? html`<span class="soft">vendor unknown</span>`
      : html`<a href="${vendorHref(item.source, item.vendor, item.vendorId)}">${quoted(item.vendor)}</a>`;

/** One result; the order in the markup is the order in which it is read aloud. */
export const resultRow = (
  item: ItemSummary,
  now: string,
): Html => html`<li class="hit"><div class="main"><h3><a href="${itemHref(item)}">${quoted(marked(item.title, [...matchedIn(item, 'title'), ...matchedIn(item, 'text')]), item.language)}</a></h3><p>${facts(item)}</p>${why(item)}</div>
<div class="unit">${bigUnitPrice(item)}</div>
<div class="pq">${price(item)}</div>
<div class="chg">${spark(item, now)}</div>
<div class="route">${route(item)}</div>
<div class="vm">${vendor(item)}${item.kind === 'vendor' ? none : html`<br> `}<span class="soft">${item.market}</span></div>
<div class="seen"><b>${shortDay(item.lastSeen, now)}</b><br> since ${shortDay(item.firstSeen, now)}</div>
<div class="cf">${confidence(item.confidence)}</div></li>`;
