import { type BilgeWords, bilgeWords } from './bilge.data.ts';
import { categoryIn } from './categories.data.ts';
import { type Html, html } from './html.ts';
import { placesIn } from './print.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from './shown.ts';
import { offersOf, openStall, type Stall, shownWare, type Ware } from './ware.ts';

const name = 'Sentina';

interface Shop {
  readonly stall: Stall;
  readonly words: BilgeWords;
}

const itemLink = ({ words }: Shop, ware: Ware): string => `/${words.code}/art_${ware.id}.html`;
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
/** CHF 1'250.50 */
const money = (amount: number): string => `CHF ${amount.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, "'")}`;
const places = ({ words }: Shop, codes: readonly string[]): string => placesIn(codes, words.code, words.worldwide);

const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  return html`<html lang="${words.code}"><head><meta charset="utf-8"><title>${title} ~ ${name}</title></head><body>
<table width="900" align="center"><tr><td colspan="2"><table width="100%"><tr><td><h1>${name}</h1></td><td align="right"><a href="/${words.code}/">${words.home}</a> <a href="/${words.code}/cart.html">${words.basket} (CHF 0.00)</a> <a href="/${words.code}/how.html">${words.how}</a></td></tr></table></td></tr>
<tr><td width="170" valign="top"><table>${stall.categories.map((each) => html`<tr><td><a href="/${words.code}/cat_${each}.html">${categoryIn(words.code, each)}</a></td></tr>`)}</table>
<table border="1"><tr><th colspan="2">${words.rates}</th></tr><tr><td>1 BTC</td><td>${money(stall.rate('BTC', 'CHF'))}</td></tr><tr><td>1 XMR</td><td>${money(stall.rate('XMR', 'CHF'))}</td></tr><tr><td>1 EUR</td><td>${money(stall.rate('EUR', 'CHF'))}</td></tr></table></td>
<td valign="top">${content}</td></tr>
<tr><td colspan="2" align="center"><font size="1">${name}, 2022-2026</font></td></tr></table></body></html>`.html;
};

/** Three goods stand side by side in each row of the table: a cell is a good, a row is not. Price and package are one string. */
const cell = (shop: Shop, ware: Ware): Html =>
  html`<td width="33%" align="center" valign="top"><a href="${itemLink(shop, ware)}"><img src="/foto/${ware.id}s.jpg" border="0"></a><br><a href="${itemLink(shop, ware)}"><b>${ware.title}</b></a><br>${money(ware.amount)} / ${ware.steps[0].label}<br><font size="1">${shop.words.available}: ${ware.stock}</font></td>`;

const grid = (shop: Shop, wares: readonly Ware[]): Html => {
  const rows = Array.from({ length: Math.ceil(wares.length / 3) }, (_, at) => wares.slice(at * 3, at * 3 + 3));
  return html`<table width="100%" cellspacing="8">${rows.map((row) => html`<tr>${row.map((ware) => cell(shop, ware))}</tr>`)}</table>`;
};

/** One seller owns the shop and is named nowhere. */
const shown = (shop: Shop, ware: Ware, more: Partial<ShownListing>): ShownListing =>
  shownWare(ware, itemUrl(shop, ware), { vendor: null, stock: ware.stock, ...more });
const shownCell = (shop: Shop, ware: Ware): ShownListing =>
  shown(shop, ware, { shipsFrom: [], shipsTo: [], offers: offersOf(ware).slice(0, 1) });

function index(shop: Shop, path: string, title: string, wares: readonly Ware[]): MarketPage {
  const content = html`<h2>${title}</h2>${wares.length > 0 ? grid(shop, wares) : html`<p>${shop.words.none}</p>`}`;
  return shownPage('index', shop.stall.origin + path, frame(shop, title, content), {
    truth: { listings: wares.map((ware) => shownCell(shop, ware)) },
  });
}

const fact = (label: string, value: string): Html =>
  html`<tr><td bgcolor="#dddddd">${label}</td><td>${value}</td></tr>`;

function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const news = stall.wares.filter((each) => each.id !== ware.id).slice(0, 3);
  const content = html`<table><tr><td valign="top"><img src="/foto/${ware.id}.jpg"></td><td valign="top"><font size="5">${ware.title}</font><table cellpadding="3">${fact(words.code2, `S${ware.id}`)}${fact(words.category, categoryIn(words.code, ware.category))}${fact(words.postage, money(9))}${fact(words.price, money(ware.amount))}${fact(words.shipsFrom, places(shop, ware.from))}${fact(words.shipsTo, places(shop, ware.to))}${fact(words.available, String(ware.stock))}${fact(words.sold, String(ware.sold))}</table>
<table border="1"><tr><th colspan="2">${words.bulk}</th></tr><tr><td>${words.amount}</td><td>${words.total}</td></tr>${ware.steps.map((step) => html`<tr><td>${step.label}</td><td>${money(step.amount)}</td></tr>`)}</table><form method="post"><input name="n" value="1" size="2"><input type="submit" value="${words.buy}"></form></td></tr>
<tr><td colspan="2"><b>${words.about}</b><br>${ware.description.split('\n').map((line) => html`${line}<br>`)}</td></tr></table><hr><b>${words.offer}</b>${grid(shop, news)}`;
  const truth = shown(shop, ware, {
    category: categoryIn(words.code, ware.category),
    sold: ware.sold,
    offers: offersOf(ware),
  });
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), {
    truth: { listings: [truth], related: news.map((each) => shownCell(shop, each)) },
  });
}

function others(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (path: string) => `${stall.origin}/${words.code}/${path}`;
  const form = html`<form method="post"><table><tr><td>${words.user}</td><td><input name="u"></td></tr><tr><td>${words.password}</td><td><input type="password" name="p"></td></tr><tr><td></td><td><input type="submit" value="${words.login}"></td></tr></table></form>`;
  const wall = (content: Html) =>
    html`<html><head><meta charset="utf-8"><title>${name}</title></head><body><center><h1>${name}</h1>${content}</center></body></html>`
      .html;
  return [
    shownPage('login', url('login.html'), frame(shop, words.login, form)),
    shownPage(
      'captcha',
      url('gate.html'),
      wall(
        html`<form method="post"><p>${words.human}</p><img src="/k.png"><br><input name="k"><input type="submit"></form>`,
      ),
    ),
    shownPage('queue', url('q.html'), wall(html`<p>${words.wait}</p>`)),
    shownPage('not-found', url('art_0.html'), frame(shop, '404', html`<h2>404</h2>${words.lost}`), { status: 404 }),
    shownPage(
      'other',
      url('how.html'),
      frame(shop, words.how, html`<h2>${words.how}</h2><p>${words.postage}: ${money(9)}</p><p>BTC, XMR</p>`),
    ),
    shownPage(
      'other',
      url('cart.html'),
      frame(shop, words.basket, html`<h2>${words.basket}</h2><p>${words.empty}</p>`),
    ),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, categories } = shop.stall;
  const { code, home } = shop.words;
  return [
    index(shop, `/${code}/`, home, wares.slice(0, 18)),
    ...categories.slice(0, 3).map((each) =>
      index(
        shop,
        `/${code}/cat_${each}.html`,
        categoryIn(code, each),
        wares.filter((ware) => ware.category === each),
      ),
    ),
    index(shop, `/${code}/cat_none.html`, home, []),
    ...wares.slice(0, 14).map((ware) => item(shop, ware)),
    ...others(shop),
  ];
}

/**
 * Bilge ("Sentina"): the shop of one seller in tables, in Italian and Dutch, prices in francs with an apostrophe. Three goods in a row of cells,
 * price and package in one string, no seller named, postage before the price, rates beside it, other goods under each.
 */
export const bilge: Market = (world, week) => {
  const stall = openStall(world, { market: 'bilge', currency: 'CHF', count: 30, week });
  return bilgeWords.flatMap((words) => pagesOf({ stall, words }));
};
