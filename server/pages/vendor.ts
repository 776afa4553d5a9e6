import { html } from 'hono/html';
import type { ItemSummary, ItemView, VendorView } from '../../app/api.ts';
import type { Vendor } from '../../model/vendor.ts';
import { count, day, groups, moment, places, plural, shortDay } from '../format.ts';
import {
  bigUnitPrice,
  confidence,
  type Html,
  itemHref,
  none,
  priceText,
  quoted,
  searchHref,
  section,
  state,
  substance,
} from '../parts.ts';
import { term } from '../query-terms.ts';
import { evidence } from './evidence.ts';
import { fields } from './item-fields.ts';

const vendorOf = (view: VendorView): Vendor | null =>
  view.item?.current?.kind === 'vendor' ? view.item.current.value : null;

function facts(view: VendorView, vendor: Vendor | null): Html {
  const onSale = view.listings.filter((each) => each.gone === null).length;
  const substances = new Set(view.listings.flatMap((each) => each.substances.map((one) => one.id)));
  const from = [...new Set([...(vendor?.shipsFrom ?? []), ...view.listings.flatMap((each) => each.shipsFrom)])];
  return html`<dl class="facts"><div><dt>On sale</dt><dd>${count(onSale)}<small>of ${plural(view.listings.length, 'listing')} ever</small></dd></div><div><dt>Substances</dt><dd>${count(substances.size)}<small>recognised</small></dd></div><div><dt>Ships from</dt><dd>${from.slice(0, 4).join(', ') || 'unknown'}<small>${from.length > 0 ? places(from.slice(0, 3)) : 'not stated'}</small></dd></div>${vendor?.sales == null ? none : html`<div><dt>Sales stated</dt><dd>${count(vendor.sales)}<small>the site says</small></dd></div>`}${vendor?.rating == null ? none : html`<div><dt>Rating</dt><dd>${count(vendor.rating, 2)}<small>of 5</small></dd></div>`}</dl>`;
}

const row = (item: ItemSummary, now: string): Html =>
  html`<tr><th scope="row" class="full"><a class="src" href="${itemHref(item)}">${quoted(item.title, item.language)}</a></th><td>${item.substances.slice(0, 2).map((each) => html`${substance(each)} `)}</td><td class="num" data-l="unit price">${bigUnitPrice(item)}</td><td class="num" data-l="price">${item.price ? priceText(item) : '–'}</td><td class="nb" data-l="seen">${shortDay(item.firstSeen, now)} – ${shortDay(item.lastSeen, now)}</td><td>${item.gone ? state('off', 'gone') : state('ok', item.kind === 'listing' ? 'on sale' : 'seen')}</td></tr>`;

const rowsShown = 30;

function offers(view: VendorView, kind: 'listing' | 'message', now: string): Html {
  const items = kind === 'listing' ? view.listings : view.messages;
  if (items.length === 0 && kind === 'message') return none;
  const all = searchHref(`kind:${kind} ${term('vendor', view.handle)} ${term('source', view.source)}`);
  const fact =
    items.length > rowsShown
      ? html`Newest ${count(rowsShown)} of ${count(items.length)}. <a href="${all}">All</a>`
      : html`<a href="${all}">Search these</a>`;
  const table = html`<table class="stack"><thead><tr><th>${kind === 'listing' ? 'Listing' : 'Message'}</th><th>Substance</th><th class="num">Unit price</th><th class="num">Price</th><th>Seen</th><th>State</th></tr></thead><tbody>${items.slice(0, rowsShown).map((item) => row(item, now))}</tbody></table>`;
  return section(
    `${kind}s`,
    kind === 'listing' ? 'Listings' : 'Messages',
    fact,
    items.length > 0
      ? table
      : html`<p class="note quiet"><b>No listing of this vendor was seen.</b> <a href="/sources#${view.source}">See the source</a></p>`,
  );
}

const reasons = { pgp: 'the same PGP key', wallet: 'the same wallet', contact: 'the same contact' } as const;

const linkRow = (link: VendorView['links'][number]): Html =>
  html`<tr><th scope="row" class="src"><a href="${itemHref(link.vendor)}">${quoted(link.vendor.title)}</a></th><td>${link.vendor.market}</td><td>${reasons[link.by]}</td><td class="full"><span class="fpr">${link.by === 'pgp' ? groups(link.value) : quoted(link.value)}</span></td><td class="nb" data-l="seen">${day(link.vendor.firstSeen)} – ${day(link.vendor.lastSeen)}</td></tr>`;

function links(view: VendorView): Html {
  const table = html`<table class="stack"><thead><tr><th>Name</th><th>Source</th><th>Because of</th><th>Value</th><th>Seen</th></tr></thead><tbody>${view.links.map(linkRow)}</tbody></table>`;
  const quiet = html`<p class="note quiet"><b>No other name shares a key, wallet or contact with this one.</b> That is no proof that there is none.</p>`;
  return section(
    'links',
    'Perhaps the same person elsewhere',
    'Two names stay two until a person decides; anybody can copy a key.',
    view.links.length > 0 ? table : quiet,
  );
}

const splitContact = (contact: string): readonly [string, string] => {
  const at = contact.indexOf(':');
  return at < 0 ? ['contact', contact] : [contact.slice(0, at), contact.slice(at + 1)];
};

const keys = (vendor: Vendor): Html =>
  section(
    'keys',
    'PGP keys',
    'As far as this vendor’s pages print them',
    vendor.pgp.length > 0
      ? html`<table><tbody>${vendor.pgp.map((key) => html`<tr><td><span class="fpr">${groups(key)}</span></td><td class="num"><a href="${searchHref(term('pgp', key))}">Search<span class="vh"> this key</span></a></td></tr>`)}</tbody></table>`
      : html`<p class="note quiet"><b>No key was published.</b></p>`,
  );

const identifiers = (vendor: Vendor): Html => {
  const all = [
    ...vendor.contacts.map((value) => ['contact', value, splitContact(value)] as const),
    ...vendor.wallets.map((value) => ['wallet', value, splitContact(value)] as const),
  ];
  return section(
    'contacts',
    'Contacts and wallets',
    'As published',
    all.length > 0
      ? html`<table><tbody>${all.map(([field, value, [kind, text]]) => html`<tr><th scope="row">${kind}</th><td class="mono">${quoted(text)}</td><td class="num"><a href="${searchHref(term(field, value))}">Search<span class="vh"> ${text}</span></a></td></tr>`)}</tbody></table>`
      : html`<p class="note quiet"><b>None was published.</b></p>`,
  );
};

function lede(view: VendorView, vendor: Vendor | null): Html {
  const joined = vendor?.joined ? ` Joined ${day(vendor.joined)}, as the site says.` : '';
  const seen = view.summary
    ? ` Seen from ${day(view.summary.firstSeen)} to ${moment(view.summary.lastSeen)}.`
    : ' Known from listings only: no page of this vendor was captured.';
  return html`<p class="lede">On <a href="/sources#${view.source}">${view.market}</a>.${seen}${joined}</p>`;
}

const status = (view: VendorView): Html =>
  view.summary === null
    ? state('off', 'from listings only')
    : view.summary.gone
      ? state('off', 'gone')
      : state('ok', 'seen');

/** A vendor on one source: what is sold, how to reach the person, and which other names share a key. `proof` is the item behind it. */
export function vendorPage(view: VendorView, proof: ItemView | null, now: string): Html {
  const vendor = vendorOf(view);
  const about = vendor?.description
    ? section(
        'written',
        'As written',
        'Words of the source',
        html`<blockquote class="quote">${quoted(vendor.description, view.item?.language ?? null)}</blockquote>`,
      )
    : none;
  return html`<p class="crumb"><a href="/">Search</a> · <a href="${searchHref('kind:vendor')}">vendors</a></p>
<div class="row"><h1 class="title">${quoted(view.handle)}</h1>${status(view)}${view.summary ? confidence(view.summary.confidence) : none}</div>
${lede(view, vendor)}${facts(view, vendor)}
<div class="tools"><a class="btn go" href="/alerts?${new URLSearchParams({ query: term('vendor', view.handle), name: `${view.handle} anywhere`.slice(0, 80) })}#new">Alert me on this name anywhere</a><span class="exp">${view.item ? html`<a href="/api/v1/vendors/${view.item.id}">JSON</a>` : none}</span></div>
${links(view)}${offers(view, 'listing', now)}${offers(view, 'message', now)}
${vendor ? html`<div class="half">${keys(vendor)}${identifiers(vendor)}</div>` : none}
${proof ? html`<div class="half">${html`<div>${fields(proof)}${about}</div>`}<div>${evidence(proof)}</div></div>` : about}`;
}
