import type { LabListing, LabVendor, World } from '../nouns.ts';
import { onionName } from '../onion.ts';
import { publicKeys } from '../public-keys.data.ts';
import { waysOf } from '../vendors.ts';
import { priceIn } from '../world.ts';
import { dottedDate, type Html, html, nothing, placeNames, slice } from './html.ts';
import { type MarketView, marketView, page, remember, type Site, tierPrice } from './site.ts';

const euros = (amount: string): string =>
  `${Number(amount).toLocaleString('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} €`;
const offerLink = (listing: LabListing): string => `/angebot/${listing.key}`;
const vendorLink = (handle: string): string => `/verkaeufer/${encodeURIComponent(handle)}`;
const categoryLink = (name: string): string => `/kategorie/${name.toLowerCase()}`;

const frame = (view: MarketView, title: string, content: Html): Html => html`<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>${title} – Nordkai</title></head>
<body><h1 class="marke"><a href="/">Nordkai</a></h1>
<ul class="menue"><li><a href="/">Startseite</a></li><li><a href="/verkaeufer">Verkäufer</a></li><li><a href="/warenkorb">Warenkorb</a></li><li><a href="/nachrichten">Nachrichten</a></li><li><a href="/abmelden">Abmelden</a></li></ul>
<ul class="kategorien">${view.categories.map((name) => html`<li><a href="${categoryLink(name)}">${name}</a></li>`)}</ul>
<div class="inhalt">
${content}
</div>
<p class="warnung">Achtung vor Phishing: Prüft die Adresse, bevor ihr euch anmeldet.</p>
<p class="fuss">Nordkai – der ruhige Hafen. <a href="/hilfe-alt">Alte Hilfe</a> <a href="http://${onionName('nordkai nebenan')}/">Nachbarn</a> <a href="https://spiegel.example/nordkai">Spiegel</a></p>
</body></html>`;

/** The price stands in the second list, after the facts, as the shop prints it. */
const entry = (
  view: MarketView,
  listing: LabListing,
): Html => html`<li class="eintrag"><h3><a href="${offerLink(listing)}">${listing.title}</a></h3>
<dl><dt>Verkäufer</dt><dd><a href="${vendorLink(listing.vendor)}">${listing.vendor}</a></dd><dt>Preis</dt><dd>${euros(priceIn(listing, view.week))}</dd><dt>Versand aus</dt><dd>${placeNames(listing.shipsFrom, 'de')}</dd><dt>Versand nach</dt><dd>${placeNames(listing.shipsTo, 'de')}</dd></dl></li>`;

const list = (view: MarketView, listings: readonly LabListing[]): Html =>
  html`<ol class="angebote">${listings.map((listing) => entry(view, listing))}</ol>`;

const pager = (link: string, { page: number, pages }: { page: number; pages: number }): Html =>
  pages < 2
    ? nothing
    : html`<p class="seiten">Seite ${number} von ${pages}${number < pages ? html` <a class="weiter" href="${link}?seite=${number + 1}">Weiter</a>` : nothing}</p>`;

const missing = (view: MarketView) =>
  page(frame(view, 'Nicht gefunden', html`<h2>Fehler 404</h2><p>Diese Seite gibt es nicht oder nicht mehr.</p>`), 404);

function category(view: MarketView, name: string, number: string | null) {
  const found = view.categories.find((each) => each.toLowerCase() === name);
  if (!found) return missing(view);
  const part = slice(view.inCategory(found), number, 50);
  return page(frame(view, found, html`<h2>${found}</h2>${list(view, part.values)}${pager(categoryLink(found), part)}`));
}

function offer(view: MarketView, key: string) {
  const listing = view.listing(key);
  if (!listing) return missing(view);
  const price = priceIn(listing, view.week);
  const steps = listing.tiers.map((tier) => html`<li>${tier.label}: ${euros(tierPrice(price, tier.factor))}</li>`);
  return page(
    frame(
      view,
      listing.title,
      html`<h2 class="titel">${listing.title}</h2>
<dl class="angaben">
<dt>Verkäufer</dt><dd><a href="${vendorLink(listing.vendor)}">${listing.vendor}</a></dd>
<dt>Kategorie</dt><dd><a href="${categoryLink(listing.category)}">${listing.category}</a></dd>
<dt>Preis</dt><dd>${euros(price)}</dd>
<dt>Versand aus</dt><dd>${placeNames(listing.shipsFrom, 'de')}</dd>
<dt>Versand nach</dt><dd>${placeNames(listing.shipsTo, 'de')}</dd>
<dt>Eingestellt am</dt><dd>${dottedDate(listing.listedAt)}</dd>
</dl>
<h3>Mengen und Preise</h3><ul class="staffel">${steps}</ul>
<h3>Beschreibung</h3><div class="beschreibung">${listing.description.split('\n').map((line) => html`<p>${line}</p>`)}</div>
<p><a href="/warenkorb/hinzu/${listing.key}">In den Warenkorb</a> <a href="/nachrichten/neu?an=${listing.vendor}">Nachricht schreiben</a> <a href="/merken/${listing.key}">Merken</a></p>`,
    ),
  );
}

const keyOf = (vendor: LabVendor): Html => {
  const key = vendor.pgp === null ? undefined : publicKeys[vendor.pgp];
  return key ? html`<h3>PGP-Schlüssel</h3><pre>${key.block}</pre>` : nothing;
};

function seller(view: MarketView, handle: string, number: string | null) {
  const vendor = view.vendor(handle);
  if (!vendor) return missing(view);
  const part = slice(view.ofVendor(vendor.handle), number, 50);
  const days = 1 + (vendor.sales % 6);
  const ways = waysOf(vendor).map((each) => html`<p>${each}</p>`);
  return page(
    frame(
      view,
      vendor.handle,
      html`<h2 class="name">${vendor.handle}</h2>
<dl class="angaben"><dt>Dabei seit</dt><dd>${dottedDate(vendor.joinedAt)}</dd><dt>Zuletzt gesehen</dt><dd>${days === 1 ? 'vor 1 Tag' : `vor ${days} Tagen`}</dd><dt>Bewertung</dt><dd>${vendor.rating.toFixed(1).replace('.', ',')} von 5</dd><dt>Verkäufe</dt><dd>${vendor.sales.toLocaleString('de-DE')}</dd><dt>Standort</dt><dd>${placeNames([vendor.country], 'de')}</dd></dl>
<div class="ueber"><p>${vendor.description}</p>${ways}</div>${keyOf(vendor)}
<h3>Angebote</h3>${list(view, part.values)}${pager(vendorLink(vendor.handle), part)}`,
    ),
  );
}

const home = (view: MarketView) =>
  page(
    frame(
      view,
      'Willkommen',
      html`<h2>Neu am Kai</h2>${list(
        view,
        view.categories.flatMap((name) => view.inCategory(name).slice(0, 2)),
      )}`,
    ),
  );

const sellers = (view: MarketView) =>
  page(
    frame(
      view,
      'Verkäufer',
      html`<h2>Verkäufer</h2><ul class="liste">${view.vendors.map((vendor) => html`<li><a href="${vendorLink(vendor.handle)}">${vendor.handle}</a></li>`)}</ul>`,
    ),
  );

/** Nordkai: definition lists in German, German numbers, dotted and relative dates. */
export function nordkai(world: World): Site {
  const viewAt = remember((now) => marketView(world, 'nordkai', now));
  return ({ path, query, now }) => {
    const view = viewAt(now);
    const [, first = '', second = ''] = path.split('/').map(decodeURIComponent);
    if (path === '/') return home(view);
    if (first === 'kategorie') return category(view, second, query.get('seite'));
    if (first === 'angebot') return offer(view, second);
    if (first === 'verkaeufer' && second === '') return sellers(view);
    if (first === 'verkaeufer') return seller(view, second, query.get('seite'));
    return missing(view);
  };
}
