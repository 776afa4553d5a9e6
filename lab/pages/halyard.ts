import type { LabListing, LabVendor, World } from '../nouns.ts';
import { onionName } from '../onion.ts';
import { publicKeys } from '../public-keys.data.ts';
import { rateIn } from '../rates.ts';
import { waysOf } from '../vendors.ts';
import { priceIn } from '../world.ts';
import { clockTime, type Html, html, longDate, nothing, placeNames, raw, slice } from './html.ts';
import { type MarketView, marketView, page, remember, type Site, type SiteRequest, tierPrice } from './site.ts';

const dollars = (amount: string): string =>
  `$${Number(amount).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

interface Halyard {
  readonly world: World;
  readonly view: MarketView;
  readonly now: number;
}

const coins = ({ world, view }: Halyard, amount: string): string =>
  `${(Number(amount) / rateIn(world.rates, 'BTC', view.week)).toFixed(5)} BTC`;

const categoryLink = (name: string): string => `/category.php?c=${encodeURIComponent(name.toLowerCase())}`;
const listingLink = (listing: LabListing): string => `/viewlisting.php?id=${listing.key}`;
const vendorLink = (handle: string): string => `/viewvendor.php?name=${encodeURIComponent(handle)}`;

const rateTable = ({ world, view }: Halyard): Html => html`<table class="rates" cellspacing=0>
<tr><th colspan=2>Exchange rates</th></tr>
${(['BTC', 'XMR', 'EUR', 'GBP'] as const).map((code) => html`<tr><td>1 ${code}</td><td>$${rateIn(world.rates, code, view.week).toFixed(2)}</td></tr>`)}
</table>`;

const sideBar = (halyard: Halyard): Html => html`<td class="side" valign="top" width=190>
<b>Categories</b><br>
<ul class="cats">${halyard.view.categories.map((name) => html`<li><a href="${categoryLink(name)}">${name}</a> (${halyard.view.inCategory(name).length})`)}</ul>
${rateTable(halyard)}
<p class="warn">Beware of phishing! Check the address of this page against our signed mirror list before you enter anything.</p>
</td>`;

const frame = (
  halyard: Halyard,
  title: string,
  content: Html,
): Html => html`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>${title} :: Halyard</title>
<link rel="stylesheet" href="/css/main.css"></head>
<body bgcolor="#eef2f4">
<div id="top"><h1><a href="/index.php">Halyard</a></h1>
<div class="nav"><a href="/index.php">Home</a> | <a href="/vendors.php">Vendors</a> | <a href="/rules.php">Rules</a> | <a href="/orders.php">Orders</a> | <a href="/cart.php">Cart (0)</a> | <a href="/messages.php">Messages</a> | <a href="/logout.php">Log out</a></div></div>
<table id="page" width="100%"><tr>${sideBar(halyard)}<td valign="top" class="content">
${content}
</td></tr></table>
<div id="foot">Halyard market &copy; sailors since 2024 - <a href="/old-faq.php">old FAQ</a> - <a href="http://${onionName('someone else')}/">partner site</a> - <a href="https://mirror-list.example/halyard">mirror list</a></div>
</body></html>`;

const row = (halyard: Halyard, listing: LabListing): Html => {
  const price = priceIn(listing, halyard.view.week);
  return html`<tr class="offer"><td class="t"><a href="${listingLink(listing)}">${listing.title}</a></td>
<td class="v"><a href="${vendorLink(listing.vendor)}">${listing.vendor}</a></td>
<td class="p" nowrap>${dollars(price)}<br><small>${coins(halyard, price)}</small></td><td class="f">${placeNames(listing.shipsFrom, 'en')}</td><td class="d">${placeNames(listing.shipsTo, 'en')}</td></tr>`;
};

const table = (
  halyard: Halyard,
  listings: readonly LabListing[],
): Html => html`<table class="offers" border=0 cellpadding=3>
<tr><th>Item</th><th>Vendor</th><th>Price</th><th>Ships from</th><th>Ships to</th></tr>
${listings.map((listing) => row(halyard, listing))}
</table>`;

const pager = (link: string, { page: number, pages }: { page: number; pages: number }): Html =>
  pages < 2
    ? nothing
    : html`<div class="pages">Page ${number} of ${pages} ${number > 1 ? html`<a href="${link}&page=${number - 1}">&laquo; previous</a>` : nothing} ${number < pages ? html`<a class="next" href="${link}&page=${number + 1}">next &raquo;</a>` : nothing}</div>`;

function category(halyard: Halyard, query: URLSearchParams) {
  const name = halyard.view.categories.find((each) => each.toLowerCase() === query.get('c'));
  if (!name) return missing(halyard);
  const part = slice(halyard.view.inCategory(name), query.get('page'), 50);
  return page(
    frame(halyard, name, html`<h2>${name}</h2>${table(halyard, part.values)}${pager(categoryLink(name), part)}`),
  );
}

const label = (name: string, value: Html | string): Html =>
  html`<tr><td class="label"><b>${name}:</b></td><td>${value}</td></tr>`;
const lines = (text: string): readonly Html[] => text.split('\n').map((line) => html`${line}<br>`);

function listing(halyard: Halyard, query: URLSearchParams) {
  const found = halyard.view.listing(query.get('id') ?? '');
  if (!found) return missing(halyard);
  const price = priceIn(found, halyard.view.week);
  const options = found.tiers.map(
    (tier, index) => html`<option value="${index}">${tier.label} - ${dollars(tierPrice(price, tier.factor))}`,
  );
  return page(
    frame(
      halyard,
      found.title,
      html`<h2 class="title">${found.title}</h2>
<table class="facts">
${label('Vendor', html`<a href="${vendorLink(found.vendor)}">${found.vendor}</a> <a href="/message.php?to=${found.vendor}">[message]</a>`)}
${label('Category', html`<a href="${categoryLink(found.category)}">${found.category}</a>`)}
${label('Price', html`<span class="usd">${dollars(price)}</span> / ${coins(halyard, price)}`)}
${label('Ships from', placeNames(found.shipsFrom, 'en'))}
${label('Ships to', placeNames(found.shipsTo, 'en'))}
${label('Listed', longDate(found.listedAt))}
${label('Payment', 'BTC, XMR (escrow)')}
</table>
<form method="post" action="/order.php"><input type=hidden name=id value="${found.key}"><select name="tier" class="tiers">
${options}
</select> <input type="submit" value="Order now"></form>
<a href="/cart.php?add=${found.key}">add to cart</a> <a href="/favorite.php?id=${found.key}">favourite</a> <a href="/report.php?id=${found.key}">report</a>
<h3>Description</h3><div class="text">${lines(found.description)}</div>`,
    ),
  );
}

const keyBlock = (vendor: LabVendor): Html => {
  const key = vendor.pgp === null ? undefined : publicKeys[vendor.pgp];
  return key ? html`<h3>PGP</h3><pre class="pgp">${key.block}</pre>` : nothing;
};

function vendor(halyard: Halyard, query: URLSearchParams) {
  const found = halyard.view.vendor(query.get('name') ?? '');
  if (!found) return missing(halyard);
  const part = slice(halyard.view.ofVendor(found.handle), query.get('page'), 60);
  const contacts = waysOf(found).map((each) => html`${each}<br>`);
  return page(
    frame(
      halyard,
      found.handle,
      html`<h2 class="handle">${found.handle}</h2><table class="facts">
${label('Member since', longDate(found.joinedAt))}
${label('Last seen', `${longDate(halyard.now - 86_400_000)}, ${clockTime(found.joinedAt + found.sales * 60_000)}`)}
${label('Rating', `${found.rating.toFixed(1)} / 5`)}
${label('Sales', String(found.sales))}
${label('Ships from', placeNames([found.country], 'en'))}
</table><div class="about">${found.description}<br>${contacts}</div>${keyBlock(found)}
<h3>Offers of this vendor</h3>${table(halyard, part.values)}${pager(vendorLink(found.handle), part)}`,
    ),
  );
}

const missing = (halyard: Halyard) =>
  page(
    frame(
      halyard,
      'Not found',
      html`<h2>404 - this page does not exist</h2><p>The item may have been taken down by its vendor.`,
    ),
    404,
  );

const home = (halyard: Halyard) =>
  page(
    frame(
      halyard,
      'Welcome aboard',
      html`<h2>New on deck</h2>${table(
        halyard,
        halyard.view.categories.flatMap((name) => halyard.view.inCategory(name).slice(0, 2)),
      )}`,
    ),
  );

const vendors = (halyard: Halyard) =>
  page(
    frame(
      halyard,
      'Vendors',
      html`<h2>Vendors</h2><ul class="vendors">${halyard.view.vendors.map((each) => html`<li><a href="${vendorLink(each.handle)}">${each.handle}</a> - ${each.rating.toFixed(1)}`)}</ul>`,
    ),
  );

const rules = (halyard: Halyard) =>
  page(frame(halyard, 'Rules', raw('<h2>Rules</h2><p>No weapons. No poison. Finalize when your letter is there.</p>')));

/** Halyard: a table layout with labels and a side bar, PHP addresses, prices in US dollars and bitcoin. */
export function halyard(world: World): Site {
  const viewAt = remember((now) => marketView(world, 'halyard', now));
  return ({ path, query, now }: SiteRequest) => {
    const site: Halyard = { world, view: viewAt(now), now };
    if (path === '/' || path === '/index.php') return home(site);
    if (path === '/category.php') return category(site, query);
    if (path === '/viewlisting.php') return listing(site, query);
    if (path === '/viewvendor.php') return vendor(site, query);
    if (path === '/vendors.php') return vendors(site);
    if (path === '/rules.php') return rules(site);
    return missing(site);
  };
}
