import type { LabListing, LabVendor, World } from '../nouns.ts';
import { onionName } from '../onion.ts';
import { publicKeys } from '../public-keys.data.ts';
import { falls } from '../random.ts';
import { waysOf } from '../vendors.ts';
import { priceIn, slugOf } from '../world.ts';
import { type Html, html, longDate, nothing, placeNames, slice } from './html.ts';
import { type MarketView, marketView, page, remember, type Site, tierPrice } from './site.ts';

/** €45 or €1,250.50: no digits after the point when there are none. */
const euros = (amount: string): string =>
  `€${Number(amount).toLocaleString('en-US', { minimumFractionDigits: amount.endsWith('.00') ? 0 : 2 })}`;

const itemLink = (listing: LabListing): string => `/item/${slugOf(listing)}-${listing.key}`;
const sellerLink = (handle: string): string => `/seller/${encodeURIComponent(handle)}`;
const browseLink = (category: string): string => `/browse/${category.toLowerCase()}`;

const frame = (view: MarketView, title: string, content: Html): Html => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} | Fathom</title><link rel="stylesheet" href="/assets/app.css"></head>
<body class="fathom"><header class="bar"><a class="logo" href="/">Fathom</a>
<nav>${view.categories.map((name) => html`<a href="${browseLink(name)}">${name}</a>`)}</nav>
<div class="me"><a href="/wallet/deposit">€0.00</a> <a href="/basket">Basket</a> <a href="/inbox">Inbox</a> <a href="/logout">Sign out</a></div></header>
<main>${content}</main>
<footer><p>Fathom never asks for your key. If this page does, it is a phishing copy.</p>
<a href="/about">About</a> <a href="/status-page">Status</a> <a href="http://${onionName('fathom forum elsewhere')}/forum">Forum</a> <a href="https://tools.example/pgp">PGP guide</a></footer></body></html>`;

const card = (view: MarketView, listing: LabListing): Html => html`<article class="card" data-id="${listing.key}">
<a class="pic" href="${itemLink(listing)}"><img src="/media/${listing.key}.jpg" alt=""></a>
<a class="name" href="${itemLink(listing)}">${listing.title}</a>
<div class="by"><a href="${sellerLink(listing.vendor)}">${listing.vendor}</a>${falls(0.3, listing.vendor) ? html` <i class="badge trusted">trusted</i>` : nothing}</div>
<strong class="price">${euros(priceIn(listing, view.week))}</strong>
<span class="badge from">${placeNames(listing.shipsFrom, 'en')}</span><span class="badge to">${placeNames(listing.shipsTo, 'en')}</span>
</article>`;

const grid = (view: MarketView, listings: readonly LabListing[]): Html =>
  html`<section class="grid">${listings.map((listing) => card(view, listing))}</section>`;

const more = (link: string, { page: number, pages }: { page: number; pages: number }): Html =>
  number < pages ? html`<a rel="next" class="more" href="${link}/${number + 1}">Show more</a>` : nothing;

const gone = (view: MarketView) =>
  page(
    frame(
      view,
      'Listing removed',
      html`<section class="gone"><h1>Listing removed</h1><p>This listing is no longer available.</p></section>`,
    ),
  );
const lost = (view: MarketView) =>
  page(frame(view, 'Lost', html`<h1>Nothing at this depth</h1><p>404. The page you asked for was not found.</p>`), 404);

function browse(view: MarketView, category: string, number: string | null) {
  const name = view.categories.find((each) => each.toLowerCase() === category);
  if (!name) return lost(view);
  const part = slice(view.inCategory(name), number, 48);
  return page(frame(view, name, html`<h1>${name}</h1>${grid(view, part.values)}${more(browseLink(name), part)}`));
}

function item(view: MarketView, key: string) {
  const listing = view.listing(key);
  if (!listing) return gone(view);
  const price = priceIn(listing, view.week);
  const steps = listing.tiers.map(
    (tier) => html`<tr><td>${tier.label}</td><td>${euros(tierPrice(price, tier.factor))}</td></tr>`,
  );
  return page(
    frame(
      view,
      listing.title,
      html`<div class="crumbs"><a href="/">Home</a> &rsaquo; <a href="${browseLink(listing.category)}">${listing.category}</a></div>
<article class="item" data-id="${listing.key}"><h1>${listing.title}</h1>
<p class="seller">sold by <a href="${sellerLink(listing.vendor)}">${listing.vendor}</a></p>
<p class="big">${euros(price)}</p>
<div class="badges"><span class="badge from">${placeNames(listing.shipsFrom, 'en')}</span> <span class="badge to">${placeNames(listing.shipsTo, 'en')}</span> <span class="badge escrow">escrow</span></div>
<table class="steps"><tbody>${steps}</tbody></table>
<div class="prose">${listing.description.split('\n').map((line) => html`<p>${line}</p>`)}</div>
<a class="button" href="/basket/add/${listing.key}">Add to basket</a> <a href="/inbox/new?to=${listing.vendor}">Ask the seller</a> <a href="/watch/${listing.key}">Watch</a></article>`,
    ),
  );
}

const keyOf = (vendor: LabVendor): Html => {
  const key = vendor.pgp === null ? undefined : publicKeys[vendor.pgp];
  return key
    ? html`<details><summary>PGP key</summary><textarea readonly rows="12">${key.block}</textarea></details>`
    : nothing;
};

function seller(view: MarketView, handle: string, number: string | null) {
  const vendor = view.vendor(handle);
  if (!vendor) return lost(view);
  const part = slice(view.ofVendor(vendor.handle), number, 48);
  const ways = waysOf(vendor).map((each) => html`<li>${each}</li>`);
  return page(
    frame(
      view,
      vendor.handle,
      html`<section class="profile"><h1>${vendor.handle}</h1><p class="about">${vendor.description}</p>
<ul class="stats"><li class="score">${vendor.rating.toFixed(1)}/5</li><li class="sales">${vendor.sales} sales</li><li class="since">${longDate(vendor.joinedAt)}</li><li class="home">${placeNames([vendor.country], 'en')}</li></ul>
<ul class="ways">${ways}</ul>${keyOf(vendor)}</section>${grid(view, part.values)}${more(sellerLink(vendor.handle), part)}`,
    ),
  );
}

const home = (view: MarketView) =>
  page(
    frame(
      view,
      'Deep water',
      html`<h1>Fresh from the deep</h1>${grid(
        view,
        view.categories.flatMap((name) => view.inCategory(name).slice(0, 1)),
      )}
<aside class="sellers"><h2>Sellers</h2>${view.vendors.map((vendor) => html`<a href="${sellerLink(vendor.handle)}">${vendor.handle}</a>`)}</aside>`,
    ),
  );

/** Fathom: a card grid with badges and no labels, path addresses, prices in euros. A vanished item is a page with status 200. */
export function fathom(world: World): Site {
  const viewAt = remember((now) => marketView(world, 'fathom', now));
  return ({ path, now }) => {
    const view = viewAt(now);
    const [, first = '', second = '', third = null] = path.split('/').map(decodeURIComponent);
    if (path === '/') return home(view);
    if (first === 'browse') return browse(view, second, third);
    if (first === 'item') return item(view, second.slice(second.lastIndexOf('-') + 1));
    if (first === 'seller') return seller(view, second, third);
    if (path === '/about')
      return page(frame(view, 'About', html`<h1>About Fathom</h1><p>A market that keeps quiet.</p>`));
    return lost(view);
  };
}
