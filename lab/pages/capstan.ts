import { categories } from '../catalogue.ts';
import { falls } from '../random.ts';
import { type CapstanWords, capstanWords } from './capstan.data.ts';
import { categoryIn } from './categories.data.ts';
import { feedbackOn } from './feedback.ts';
import { dottedDate, type Html, html, nothing } from './html.ts';
import { decimal } from './print.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from './shown.ts';
import { offersOf, openStall, type Seller, type Stall, shownWare, type Ware } from './ware.ts';

const name = 'Kabestan';

interface Shop {
  readonly stall: Stall;
  readonly words: CapstanWords;
}

const itemLink = ({ words }: Shop, ware: Ware): string => `/${words.code}/?oferta=${ware.id}`;
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const sellerLink = ({ words }: Shop, { handle }: Seller): string => `/${words.code}/?kto=${encodeURIComponent(handle)}`;
const money = (amount: number): string => `${decimal(amount, 'de')} zł`;
/** Countries as codes in brackets; the whole world as a word. */
const places = ({ words }: Shop, codes: readonly string[]): string =>
  codes.map((code) => (code === 'WW' ? words.worldwide : `[${code}]`)).join(' ');

/** All sections with three sub-sections each: longer than any list of offers. */
const menu = ({ words }: Shop): Html =>
  html`<ul id="menu">${categories.map((each) => html`<li><a href="/${words.code}/?k=${each}">${categoryIn(words.code, each)}</a><ul>${[1, 2, 3].map((part) => html`<li><a href="/${words.code}/?k=${each}${part}">${categoryIn(words.code, each)} ${'I'.repeat(part)}</a></li>`)}</ul></li>`)}</ul>`;

const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  return html`<!DOCTYPE html>
<html lang="${words.code}"><head><meta http-equiv="content-type" content="text/html; charset=utf-8"><title>${name} | ${title}</title></head>
<body><h1>${name}</h1><ul><li><a href="/${words.code}/">${words.home}</a></li><li><a href="/${words.code}/?koszyk">${words.cart}</a></li><li><a href="/wyloguj">X</a></li></ul>
<ul><li>BTC ${money(stall.rate('BTC', 'PLN'))}</li><li>XMR ${money(stall.rate('XMR', 'PLN'))}</li><li>EUR ${money(stall.rate('EUR', 'PLN'))}</li></ul>
${menu(shop)}
<p><b>${words.warning}</b></p>
${content}
</body></html>`.html;
};

/** One line of text for each offer, its parts held apart by bars; every line has the same id. */
const line = (shop: Shop, ware: Ware): Html => {
  const { words } = shop;
  return html`<li id="oferta"><a href="${itemLink(shop, ware)}">${ware.title}</a> | ${money(ware.amount)} | <a href="${sellerLink(shop, ware.seller)}">${ware.seller.handle}</a> (${ware.seller.score.toFixed(1)}%) | ${places(shop, ware.from)} -&gt; ${places(shop, ware.to)} | ${words.sold}: ${ware.sold}</li>`;
};

const lines = (shop: Shop, wares: readonly Ware[]): Html => {
  const { words } = shop;
  return html`<ul>${wares.map((ware, at) => (at % 7 === 4 ? html`<li id="oferta"><a href="/r/1">${words.advertTitle}</a> | ${words.advert}</li>${line(shop, ware)}` : line(shop, ware)))}</ul>`;
};

const shownLine = (shop: Shop, ware: Ware): ShownListing => shownWare(ware, itemUrl(shop, ware), { sold: ware.sold });

function index(shop: Shop, path: string, title: string, wares: readonly Ware[]): MarketPage {
  const content = html`<h2>${title}</h2>${wares.length > 0 ? lines(shop, wares) : html`<p>${shop.words.none}</p>`}`;
  return shownPage('index', shop.stall.origin + path, frame(shop, title, content), {
    truth: { listings: wares.map((ware) => shownLine(shop, ware)) },
  });
}

const stockOf = (ware: Ware): number => (ware.stock > 99 ? 100 : ware.stock);

function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const content = html`<h2>${ware.title}</h2><ul><li>${words.seller}: <a href="${sellerLink(shop, ware.seller)}">${ware.seller.handle}</a> (${ware.seller.score.toFixed(1)}%)</li><li>${words.category}: <a href="/${words.code}/?k=${ware.category}">${categoryIn(words.code, ware.category)}</a></li><li>${words.commission}: ${money(ware.amount * 0.03)}</li><li>${words.delivery}: +${money(14.9)}</li><li>${words.price}: <b>${money(ware.amount)}</b> (${stall.convert(ware.amount, 'BTC').toFixed(7)})</li><li>${words.from}: ${places(shop, ware.from)}</li><li>${words.to}: ${places(shop, ware.to)}</li><li>${words.stock}: ${ware.stock > 99 ? '100+' : ware.stock} ${words.pieces}</li><li>${words.sold}: ${ware.sold} ${words.pieces}</li><li>${words.rating}: ${decimal(ware.rating, words.code, 1)}/5</li></ul>
<form method="post"><label>${words.choose} <select name="ile">${ware.steps.map((step, at) => html`<option value="${at}">${step.label} = ${money(step.amount)}</option>`)}</select></label> <input type="submit" value="${words.order}"></form>
<h3>${words.about}</h3>${ware.description.split('\n').map((text) => html`<p>${text}</p>`)}<ul>${feedbackOn(ware).map((each) => html`<li>${each.buyer} | ${each.text} | ${money(each.amount)} | ${dottedDate(each.at)}</li>`)}</ul>`;
  const truth = shownWare(ware, itemUrl(shop, ware), {
    category: categoryIn(words.code, ware.category),
    stock: stockOf(ware),
    sold: ware.sold,
    rating: ware.rating,
    offers: offersOf(ware),
  });
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), { truth: { listings: [truth] } });
}

function seller(shop: Shop, who: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === who.handle).slice(0, 6);
  const content = html`<h2>${who.handle}</h2><ul><li>${words.since}: ${dottedDate(who.joinedAt)}</li><li>${words.deals}: ${who.sales}</li><li>${words.rating}: ${decimal(who.rating, words.code, 1)}/5</li></ul><p>${who.description}</p>${who.key === null ? nothing : html`<pre>${who.key}</pre>`}<h3>${words.all}</h3>${lines(shop, own)}`;
  return shownPage('vendor', stall.origin + sellerLink(shop, who), frame(shop, who.handle, content), {
    truth: {
      vendor: { handle: who.handle, sales: who.sales, rating: who.rating },
      related: own.map((ware) => shownLine(shop, ware)),
    },
  });
}

const naked = ({ words }: Shop, content: Html): string =>
  html`<!DOCTYPE html><html lang="${words.code}"><head><meta http-equiv="content-type" content="text/html; charset=utf-8"><title>${name}</title></head><body><h1>${name}</h1><p><b>${words.warning}</b></p>${content}</body></html>`
    .html;

function others(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (path: string) => `${stall.origin}/${words.code}/${path}`;
  const form = html`<form method="post"><ul><li>${words.user}: <input name="nazwa"></li><li>${words.password}: <input type="password" name="haslo"></li></ul><input type="submit" value="${words.login}"></form>`;
  const code = html`<form method="post"><p>${words.human}:</p><p><img src="/obrazek"></p><input name="kod" size="5"><input type="submit" value="OK"></form>`;
  const directory = html`<h2>${words.seller}</h2><ul>${stall.sellers.map((each) => html`<li><a href="${sellerLink(shop, each)}">${each.handle}</a> | ${words.deals}: ${each.sales} | ${decimal(each.rating, words.code, 1)}/5</li>`)}</ul>`;
  return [
    shownPage('login', url('?logowanie'), naked(shop, form)),
    shownPage('captcha', url('?kod'), naked(shop, code)),
    shownPage('banned', url('?b'), naked(shop, html`<p>${words.banned}</p>`), { status: 403 }),
    shownPage('not-found', url('?oferta=1'), frame(shop, '404', html`<h2>404</h2><p>${words.lost}</p>`), {
      status: 404,
    }),
    shownPage('other', url('?koszyk'), frame(shop, words.cart, html`<h2>${words.cart}</h2><p>${words.cartEmpty}</p>`)),
    shownPage('other', url('?wszyscy'), frame(shop, words.seller, directory), { also: ['index'] }),
    shownPage(
      'other',
      url('?zasady'),
      frame(
        shop,
        words.rules,
        html`<h2>${words.rules}</h2><ol><li>${words.commission}: 3 %</li><li>${words.delivery}: ${money(14.9)}</li></ol>`,
      ),
    ),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers, categories: own } = shop.stall;
  const { code, all } = shop.words;
  return [
    index(shop, `/${code}/`, all, wares.slice(0, 22)),
    ...own.slice(0, 3).map((each) =>
      index(
        shop,
        `/${code}/?k=${each}`,
        categoryIn(code, each),
        wares.filter((ware) => ware.category === each),
      ),
    ),
    index(shop, `/${code}/?q=zzzz`, all, []),
    ...wares.slice(0, 12).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 5).map((each) => seller(shop, each)),
    ...others(shop),
  ];
}

/**
 * Capstan ("Kabestan"): nothing but plain lists, in Polish and German, prices in złoty. An offer is one line of text with bars between its
 * parts, the same id on each; the menu is a longer list of the same make; a select list of price steps, countries as codes in brackets, fees
 * before the price, bare bitcoin after it, advertisements with a price, a warning with a price on every page, a
 * second price in titles, remarks of buyers in lines like those of offers, a directory of sellers.
 */
export const capstan: Market = (world, week) => {
  const stall = openStall(world, {
    market: 'capstan',
    currency: 'PLN',
    count: 28,
    week,
    priceInTitle: ({ title, key, site }) => (falls(0.2, `${site}|${key}|gift`) ? `${title} + gratis 20 zł` : null),
  });
  return capstanWords.flatMap((words) => pagesOf({ stall, words }));
};
