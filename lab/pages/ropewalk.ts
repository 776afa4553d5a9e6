import { categories } from '../catalogue.ts';
import { hash32 } from '../random.ts';
import { categoryIn } from './categories.data.ts';
import { dottedDate, type Html, html, nothing } from './html.ts';
import { cutAfter, noisy, placesIn } from './print.ts';
import { type RopewalkWords, ropewalkWords } from './ropewalk.data.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from './shown.ts';
import { offersOf, openStall, type Seller, type Stall, shownWare, type Ware } from './ware.ts';

const name = 'ROPEWALK';

interface Shop {
  readonly stall: Stall;
  readonly words: RopewalkWords;
}

/** No page says in which letters it is written. */
const unsaid = { contentType: 'text/html' } as const;

const itemLink = ({ words }: Shop, ware: Ware): string => `${words.path}/lot.cgi?n=${ware.id}`;
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const sellerLink = ({ words }: Shop, handle: string): string =>
  `${words.path}/user.cgi?u=${encodeURIComponent(handle)}`;
const places = ({ words }: Shop, codes: readonly string[]): string => placesIn(codes, words.code, words.worldwide);
const section = ({ words }: Shop, ware: Ware): string => categoryIn(words.code, ware.category);

/** A menu of every letter under every section: far longer than any list of results. */
const menu = ({ words }: Shop): Html =>
  html`<table border=0 cellspacing=1>${categories.map(
    (each) => html`<tr><td colspan=3><b>${categoryIn(words.code, each)}</b></td></tr>
${[1, 2, 3].map((row) => html`<tr>${[1, 2, 3].map((cell) => html`<td><a href="${words.path}/list.cgi?s=${each}${row}${cell}"><font size=1>${categoryIn(words.code, each)} ${row * cell} (${hash32(`${each}${row}${cell}`) % 60})</font></a></td>`)}</tr>`)}`,
  )}</table>`;

const course = ({ stall, words }: Shop): Html =>
  html`<table border=1 width="100%"><tr><th colspan=2>${words.course}</th></tr>${(['BTC', 'XMR', 'EUR'] as const).map((code) => html`<tr><td>1 ${code}</td><td align=right>${stall.rate(code, 'USD')} USD</td></tr>`)}</table>`;

const frame = (shop: Shop, title: string, content: Html): string =>
  html`<HTML><HEAD><TITLE>${title} - ${name}</TITLE></HEAD>
<BODY BGCOLOR="#202020" TEXT="#c0c0c0" LINK="#e0c060"><CENTER><FONT SIZE=6><B>${name}</B></FONT><BR>
<A HREF="${shop.words.path}/">${shop.words.all}</A> | <A HREF="/deposit.cgi">${shop.words.deposit}: 0.00 USD</A> | <A HREF="/basket.cgi">${shop.words.basket}</A> | <A HREF="/help.cgi">${shop.words.help}</A></CENTER>
<TABLE WIDTH="100%"><TR><TD VALIGN=top WIDTH=220>${course(shop)}${menu(shop)}</TD><TD VALIGN=top>
${content}
</TD></TR></TABLE></BODY></HTML>`.html;

/** Every row has the same id, a table of its own for the picture and the title, and one cell for both ends of the way. */
const row = (
  shop: Shop,
  ware: Ware,
): Html => html`<tr id="lot" bgcolor="${ware.id % 2 ? '#2a2a2a' : '#303030'}"><td><table><tr><td><img src="/t/${ware.id}.gif" width=40></td><td><a href="${itemLink(shop, ware)}">${ware.title}</a></td></tr></table></td>
<td id="seller"><a href="${sellerLink(shop, ware.seller.handle)}">${ware.seller.handle}</a><br><font size=1>${ware.seller.score.toFixed(1)}%</font></td><td>${places(shop, ware.from)} &rarr; ${places(shop, ware.to)}</td>
<td id="price" nowrap>${noisy(ware.amount)} USD<br>${shop.stall.convert(ware.amount, 'BTC').toFixed(6)}</td></tr>`;

const table = (shop: Shop, wares: readonly Ware[]): Html => {
  const { words } = shop;
  return html`<table width="100%" cellpadding=4><tr><th>${words.item}</th><th>${words.seller}</th><th>${words.route}</th><th>${words.price}</th></tr>
${wares.map((ware) => row(shop, ware))}
</table>`;
};

const shownRow = (shop: Shop, ware: Ware): ShownListing => shownWare(ware, itemUrl(shop, ware));

function index(shop: Shop, path: string, title: string, wares: readonly Ware[]): MarketPage {
  const content = wares.length > 0 ? table(shop, wares) : html`<p><i>${shop.words.empty}</i>`;
  return shownPage('index', shop.stall.origin + path, frame(shop, title, html`<h3>${title}</h3>${content}`), {
    ...unsaid,
    truth: { listings: wares.map((ware) => shownRow(shop, ware)) },
  });
}

/** The front page: three lots side by side in each row of the table, so that a cell is a lot and a row is not. */
function front(shop: Shop, wares: readonly Ware[]): MarketPage {
  const { words, stall } = shop;
  const cell = (ware: Ware): Html =>
    html`<td align=center width="33%"><a href="${itemLink(shop, ware)}"><img src="/t/${ware.id}.gif"></a><br><a href="${itemLink(shop, ware)}">${ware.title}</a><br><a href="${sellerLink(shop, ware.seller.handle)}">${ware.seller.handle}</a><br><b>${ware.amount.toFixed(2)} USD</b></td>`;
  const rows = [0, 3, 6].map((at) => html`<tr>${wares.slice(at, at + 3).map(cell)}</tr>`);
  const content = html`<h3>${words.all}</h3><table width="100%">${rows}</table>`;
  return shownPage('index', `${stall.origin}${words.path}/`, frame(shop, words.all, content), {
    ...unsaid,
    truth: {
      listings: wares.slice(0, 9).map((ware) => shownWare(ware, itemUrl(shop, ware), { shipsFrom: [], shipsTo: [] })),
    },
  });
}

/** The same list as the connection breaks in the middle of its last row, after the title. */
function brokenIndex(shop: Shop, wares: readonly Ware[]): MarketPage {
  const whole = index(shop, `${shop.words.path}/list.cgi?p=2`, shop.words.all, wares);
  const listings = whole.truth.listings.slice(0, -1);
  const related = whole.truth.listings.slice(-1);
  return { ...whole, html: cutAfter(whole.html, '<td id="seller"><a '), truth: { ...whole.truth, listings, related } };
}

const fact = (label: string, value: Html | string): Html =>
  html`<tr><td align=right><font color="#909090">${label}</font></td><td>${value}</td></tr>`;

const steps = ({ words }: Shop, ware: Ware): Html =>
  html`<table border=1><tr><th colspan=2>${words.steps}</th></tr><tr><th>${words.amount}</th><th>${words.price}</th></tr>${ware.steps.map((step) => html`<tr><td>${step.label}</td><td>${step.amount.toFixed(2)} USD</td></tr>`)}</table>`;

function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const content = html`<table width="100%"><tr><td colspan=2><font size=4><b>${ware.title}</b></font></td></tr>
<tr><td width=200 valign=top><img src="/p/${ware.id}.jpg"></td><td valign=top><table>
${fact(words.seller, html`<a href="${sellerLink(shop, ware.seller.handle)}">${ware.seller.handle}</a> (${ware.seller.sales} / ${ware.seller.score.toFixed(1)}%)`)}
${fact(words.section, section(shop, ware))}
${fact(words.fee, `${(ware.amount * 0.02).toFixed(2)} USD`)}
${fact(words.postage, '+3.50 USD')}
${fact(words.price, html`<b>${noisy(ware.amount)} USD</b> (${stall.convert(ware.amount, 'BTC').toFixed(6)})`)}
${fact(words.from, places(shop, ware.from))}${fact(words.to, places(shop, ware.to))}
${fact(words.stock, String(ware.stock))}${fact(words.sold, String(ware.sold))}
</table>${steps(shop, ware)}</td></tr></table><h4>${words.about}</h4><p>${ware.description.split('\n').map((line) => html`${line}<br>`)}`;
  const truth = shownWare(ware, itemUrl(shop, ware), {
    category: section(shop, ware),
    stock: ware.stock,
    sold: ware.sold,
    offers: offersOf(ware),
  });
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), {
    ...unsaid,
    truth: { listings: [truth] },
  });
}

function user(shop: Shop, seller: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === seller.handle).slice(0, 5);
  const content = html`<font size=4><b>${seller.handle}</b></font><table>
${fact(words.joined, dottedDate(seller.joinedAt))}${fact(words.deals, String(seller.sales))}${fact(words.rating, `${seller.rating.toFixed(1)} / 5`)}</table>
<p>${seller.description}</p>${seller.key === null ? nothing : html`<h4>${words.key}</h4><pre>${seller.key}</pre>`}${table(shop, own)}`;
  return shownPage('vendor', stall.origin + sellerLink(shop, seller.handle), frame(shop, seller.handle, content), {
    ...unsaid,
    truth: {
      vendor: { handle: seller.handle, sales: seller.sales, rating: seller.rating },
      related: own.map((ware) => shownRow(shop, ware)),
    },
  });
}

const naked = (title: string, content: Html): string =>
  html`<HTML><HEAD><TITLE>${title} - ${name}</TITLE></HEAD><BODY><CENTER><FONT SIZE=6>${name}</FONT>${content}</CENTER></BODY></HTML>`
    .html;

function walls(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (path: string) => stall.origin + words.path + path;
  const directory = html`<table>${stall.sellers.map((each) => html`<tr><td><a href="${sellerLink(shop, each.handle)}">${each.handle}</a></td><td>${each.sales}</td><td>${each.score.toFixed(1)}%</td></tr>`)}</table>`;
  const form = html`<form action="/in.cgi" method=post><table><tr><td>${words.login}<td><input name=l><tr><td>${words.password}<td><input name=p type=password><tr><td colspan=2><input type=submit value="${words.enter}"></table></form>`;
  const robot = html`<form action="/robot.cgi" method=post>${words.robot}<br><img src="/c.gif"><br><input name=captcha size=6><input type=submit value=OK></form>`;
  return [
    shownPage('login', url('/in.cgi'), naked(words.enter, form), unsaid),
    shownPage('captcha', url('/robot.cgi'), naked('?', robot), unsaid),
    shownPage('queue', url('/q.cgi'), naked('...', html`<p>${words.wait}`), unsaid),
    shownPage('not-found', url('/lot.cgi?n=1'), frame(shop, '404', html`<p>404. ${words.gone}`), {
      ...unsaid,
      status: 404,
    }),
    shownPage('other', url('/users.cgi'), frame(shop, words.seller, directory), { ...unsaid, also: ['index'] }),
    shownPage(
      'other',
      url('/help.cgi'),
      frame(
        shop,
        words.help,
        html`<h3>${words.help}</h3><p>${words.fee}: 2%<p>${words.postage}: 3.50 USD<p>${words.deposit}: BTC, XMR`,
      ),
      unsaid,
    ),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers } = shop.stall;
  const { path, all } = shop.words;
  return [
    front(shop, wares),
    index(shop, `${path}/list.cgi?p=1`, all, wares.slice(9, 20)),
    brokenIndex(shop, wares.slice(14)),
    index(shop, `${path}/list.cgi?s=other99`, all, []),
    ...wares.slice(0, 12).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 5).map((each) => user(shop, each)),
    ...walls(shop),
  ];
}

/**
 * Ropewalk: tables inside tables without a class, in English and Russian. No charset anywhere (the
 * Russian pages are in windows-1251), a menu longer than any list, both ends of the
 * way in one cell, the same ids on every row, prices with what binary arithmetic leaves of them, a bare amount of bitcoin after them, fees
 * before them, a list that the connection cut short, lots side by side in the cells of a row.
 */
export const ropewalk: Market = (world, week) => {
  const stall = openStall(world, { market: 'ropewalk', currency: 'USD', count: 24, week });
  return ropewalkWords.flatMap((words) =>
    pagesOf({ stall, words }).map((page) => (words.code === 'ru' ? { ...page, charset: 'windows-1251' } : page)),
  );
};
