// Only ever scored, never looked at while the extractor is developed.
import { categoryIn } from '../categories.data.ts';
import { feedbackOn } from '../feedback.ts';
import { dottedDate, type Html, html } from '../html.ts';
import { countryOptions, decimal, flag, placesIn } from '../print.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from '../shown.ts';
import { offersOf, openStall, type Seller, type Stall, shownWare, type Ware } from '../ware.ts';
import { type ThwartWords, thwartWords } from './thwart.data.ts';

const name = 'БАНКА';

interface Shop {
  readonly stall: Stall;
  readonly words: ThwartWords;
}

const link = ({ words }: Shop, query: string): string => `/index.php?lang=${words.code}&${query}`;
const itemLink = (shop: Shop, ware: Ware): string => link(shop, `page=tovar&id=${ware.id}`);
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const roubles = (amount: number): string => `${decimal(amount, 'ru')} ₽`;
const places = ({ words }: Shop, codes: readonly string[]): string => placesIn(codes, words.code, words.worldwide);
const row = (label: string, value: Html | string): Html =>
  html`<tr><td class="l" width="35%">${label}</td><td class="r">${value}</td></tr>`;

const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  return html`<html lang="${words.code}"><head><title>${title} - ${name}</title></head><body bgcolor="#eeeeee"><center><table width="980" border="0" cellpadding="4"><tr><td colspan="2" bgcolor="#224466"><font color="white" size="5">${name}</font> <font color="white">BTC: ${roubles(stall.rate('BTC', 'RUB'))} | XMR: ${roubles(stall.rate('XMR', 'RUB'))} | USD: ${roubles(stall.rate('USD', 'RUB'))}</font></td></tr>
<tr><td colspan="2"><a href="${link(shop, 'page=main')}">${words.home}</a> | <a href="${link(shop, 'page=news')}">${words.news}</a> | <a href="${link(shop, 'page=orders')}">${words.orders}</a> | <a href="${link(shop, 'page=cabinet')}">${words.cabinet}</a></td></tr>
<tr><td width="180" valign="top"><b>${words.group}</b><br>${stall.categories.map((each, at) => html`<a href="${link(shop, `page=list&g=${each}`)}">${categoryIn(words.code, each)}</a> (${at * 23 + 9})<br>`)}<form><b>${words.from2}</b><br><select name="c">${countryOptions(words.code)}</select><br><input type="submit" value="${words.find}"></form></td><td valign="top">${content}</td></tr></table></center></body></html>`
    .html;
};

const seller = (shop: Shop, { handle, sales }: Seller): Html =>
  html`<a href="${link(shop, `page=shop&name=${encodeURIComponent(handle)}`)}">${handle}</a> (${sales})`;

const line = (shop: Shop, ware: Ware): Html =>
  html`<tr><td><a href="${itemLink(shop, ware)}">${ware.title}</a></td><td>${seller(shop, ware.seller)}</td><td align="center">${ware.from.map(flag).join(' ')}</td><td>${places(shop, ware.to)}</td><td align="right" nowrap>${roubles(ware.amount)}</td><td align="right">${ware.stock}</td></tr>`;

const shownLine = (shop: Shop, ware: Ware): ShownListing => shownWare(ware, itemUrl(shop, ware), { stock: ware.stock });

function index(shop: Shop, query: string, title: string, wares: readonly Ware[]): MarketPage {
  const { words } = shop;
  const heads = [words.goods, words.seller, words.from, words.to, words.cost, words.left];
  const table = html`<table border="1" cellspacing="0" width="100%"><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr>${wares.map((ware) => line(shop, ware))}</table><p>« 1 <a href="${link(shop, `${query}&p=2`)}">2</a> <a href="${link(shop, `${query}&p=3`)}">3</a> »</p>`;
  const content = html`<h2>${title}</h2>${wares.length > 0 ? table : html`<p>${words.none}</p>`}`;
  return shownPage('index', shop.stall.origin + link(shop, query), frame(shop, title, content), {
    truth: { listings: wares.map((ware) => shownLine(shop, ware)) },
  });
}

function item(shop: Shop, ware: Ware): MarketPage {
  const { words } = shop;
  const category = categoryIn(words.code, ware.category);
  const options = ware.steps.map((step) => html`<option>${step.label} – ${roubles(step.amount)}</option>`);
  const content = html`<h2>${ware.title}</h2><table border="1" cellspacing="0" cellpadding="3" width="100%">${row(words.seller, seller(shop, ware.seller))}${row(words.group, category)}${row(words.delivery, roubles(400))}${row(words.cost, html`<b>${roubles(ware.amount)}</b>`)}${row(words.from, places(shop, ware.from))}${row(words.to, places(shop, ware.to))}${row(words.left, String(ware.stock))}${row(words.sold, String(ware.sold))}${row(words.rating, `${ware.rating.toFixed(1)} / 5`)}${row(words.amount, html`<form method="post"><select name="f">${options}</select> <input type="submit" value="${words.buy}"></form>`)}</table>
<h3>${words.about}</h3>${ware.description.split('\n').map((each) => html`${each}<br>`)}<h3>${words.comments}</h3><table width="100%">${feedbackOn(ware).map(({ buyer, text, amount, at }) => html`<tr><td>${dottedDate(at)}</td><td>${buyer}</td><td>${text}</td><td>${roubles(amount)}</td></tr>`)}</table>`;
  const truth = {
    ...shownLine(shop, ware),
    category,
    sold: ware.sold,
    rating: ware.rating,
    offers: offersOf(ware),
  };
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), { truth: { listings: [truth] } });
}

function store(shop: Shop, who: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === who.handle).slice(0, 5);
  const content = html`<h2>${words.seller}: ${who.handle}</h2><table border="1" cellspacing="0" width="100%">${row(words.registered, dottedDate(who.joinedAt))}${row(words.deals, String(who.sales))}${row(words.rating, `${who.rating.toFixed(1)} / 5`)}</table><p>${who.description}</p><table border="1" width="100%">${own.map((ware) => line(shop, ware))}</table>`;
  const url = stall.origin + link(shop, `page=shop&name=${encodeURIComponent(who.handle)}`);
  return shownPage('vendor', url, frame(shop, who.handle, content), {
    truth: {
      vendor: { handle: who.handle, sales: who.sales, rating: who.rating },
      related: own.map((ware) => shownLine(shop, ware)),
    },
  });
}

function others(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (query: string) => stall.origin + link(shop, query);
  const gate = (content: Html) =>
    html`<html lang="${words.code}"><head><title>${name}</title></head><body><center><h1>${name}</h1><form method="post">${content}</form></center></body></html>`
      .html;
  const form = html`<table>${row(words.user, html`<input name="l">`)}${row(words.password, html`<input type="password" name="p">`)}</table><input type="submit" value="${words.enter}">`;
  const captcha = html`${words.human}<br><img src="/code.php"><br><input name="code"><input type="submit" value="OK">`;
  return [
    shownPage('login', url('page=login'), gate(form)),
    shownPage('captcha', url('page=code'), gate(captcha)),
    shownPage('not-found', url('page=tovar&id=0'), frame(shop, '404', html`<h2>${words.lost}</h2>`), { status: 404 }),
    shownPage('other', url('page=news'), frame(shop, words.news, html`<h2>${words.news}</h2>${words.newsText}`)),
    shownPage('other', url('page=orders'), frame(shop, words.orders, html`<h2>${words.orders}</h2>${words.noOrders}`)),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers, categories } = shop.stall;
  const { code, list } = shop.words;
  const inGroup = (each: Stall['categories'][number]) => {
    const those = wares.filter((ware) => ware.category === each);
    return index(shop, `page=list&g=${each}`, categoryIn(code, each), those);
  };
  return [
    index(shop, 'page=list', list, wares.slice(0, 20)),
    ...categories.slice(0, 2).map(inGroup),
    index(shop, 'page=list&q=zzz', list, []),
    ...wares.slice(0, 10).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 4).map((each) => store(shop, each)),
    ...others(shop),
  ];
}

/** Thwart ("БАНКА"): tables in tables in Russian and Polish, roubles, columns under headings, a cell for each fact, a select list as price steps. */
export const thwart: Market = (world, week) => {
  const stall = openStall(world, { market: 'thwart', currency: 'RUB', count: 30, week });
  return thwartWords.flatMap((words) => pagesOf({ stall, words }));
};
