import { falls } from '../random.ts';
import { categoryIn } from './categories.data.ts';
import { feedbackOn } from './feedback.ts';
import { type FoghornWords, foghornWords } from './foghorn.data.ts';
import { dottedDate, type Html, html, nothing } from './html.ts';
import { countryOptions, cutAfter, decimal, flag, noisy, placesIn } from './print.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from './shown.ts';
import { offersOf, openStall, type Seller, type Stall, shownWare, type Ware } from './ware.ts';

const name = 'Foghorn';

interface Shop {
  readonly stall: Stall;
  readonly words: FoghornWords;
}

const itemLink = ({ words }: Shop, ware: Ware): string => `/${words.code}/ad/${ware.id}`;
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const storeLink = ({ words }: Shop, { handle }: Seller): string => `/${words.code}/store/${encodeURIComponent(handle)}`;
const pounds = (amount: number): string => `£${decimal(amount, 'en')}`;
const last = (ware: Ware): number => ware.steps[ware.steps.length - 1]?.amount ?? ware.amount;

/** Name and version of the market stand in the h1 and in the title of every page, before anything else. */
const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  return html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="utf-8"><title>${name} 2.1 - ${title}</title></head><body>
<header><h1>${name} 2.1</h1><p>${words.warning}</p><nav>${stall.categories.map((each) => html`<a href="/${words.code}/in/${each}">${categoryIn(words.code, each)}</a> `)}</nav></header>
<section class="filter"><h3>${words.filter}</h3><form><dl><dt>${words.country}</dt><dd><select name="c">${countryOptions(words.code)}</select></dd><dt>${words.minimum}</dt><dd><input name="p" value="£0.00"></dd></dl><button>${words.apply}</button></form></section>
<section class="content">${content}</section>
<footer><dl><dt>BTC</dt><dd>${pounds(stall.rate('BTC', 'GBP'))}</dd><dt>XMR</dt><dd>${pounds(stall.rate('XMR', 'GBP'))}</dd></dl></footer></body></html>`
    .html;
};

/** Five currencies in one row, the market's own first; of a range the lower end first. */
const prices = (shop: Shop, ware: Ware): Html => {
  const of = (to: 'USD' | 'EUR' | 'BTC' | 'XMR') => shop.stall.convert(ware.amount, to);
  if (last(ware) !== ware.amount && falls(0.4, `range|${ware.id}`))
    return html`<span>${pounds(ware.amount)} - ${pounds(last(ware))}</span>`;
  return html`<span>${pounds(ware.amount)}</span> <span>$${decimal(of('USD'), 'en')}</span> <span>€${decimal(of('EUR'), 'en')}</span> <span>${of('BTC').toFixed(6)} BTC</span> <span>${of('XMR').toFixed(4)} XMR</span>`;
};

const seller = (shop: Shop, who: Seller): Html =>
  html`<a href="${storeLink(shop, who)}">${who.handle}</a> <small>${who.sales} | ${who.score.toFixed(1)}%</small>`;

/** Where it comes from and goes to: flags beside each other, with an arrow. */
const way = (ware: Ware): string => `${ware.from.map(flag).join('')} ➜ ${ware.to.map(flag).join('')}`;

const block = (shop: Shop, ware: Ware): Html =>
  html`<div id="ad"><div><div><h4><a href="${itemLink(shop, ware)}">${ware.title}</a></h4><div>${seller(shop, ware.seller)}</div></div><div><p>${prices(shop, ware)}</p><p>${way(ware)}</p></div></div></div>`;

const shownBlock = (shop: Shop, ware: Ware): ShownListing => shownWare(ware, itemUrl(shop, ware));

function index(shop: Shop, path: string, title: string, wares: readonly Ware[]): MarketPage {
  const content = html`<h2>${title}</h2>${wares.length > 0 ? wares.map((ware) => block(shop, ware)) : html`<p>${shop.words.none}</p>`}`;
  return shownPage('index', shop.stall.origin + path, frame(shop, title, content), {
    truth: { listings: wares.map((ware) => shownBlock(shop, ware)) },
  });
}

const remarks = (ware: Ware): Html =>
  html`<div>${feedbackOn(ware).map(({ buyer, text, amount, at }) => html`<div><p>${text}</p><p>${buyer} - ${pounds(amount)} - ${dottedDate(at)}</p></div>`)}</div>`;

/** A list whose last block and all after it never arrived. */
function broken(shop: Shop, wares: readonly Ware[]): MarketPage {
  const whole = index(shop, `/${shop.words.code}/all/2`, shop.words.all, wares);
  const listings = whole.truth.listings.slice(0, -1);
  const related = whole.truth.listings.slice(-1);
  return {
    ...whole,
    html: cutAfter(whole.html, '<div id="ad"><div><div><h4>'),
    truth: { ...whole.truth, listings, related },
  };
}

const places = ({ words }: Shop, codes: readonly string[]): string => placesIn(codes, words.code, words.worldwide);

function item(shop: Shop, ware: Ware): MarketPage {
  const { words } = shop;
  const content = html`<h2>${ware.title}</h2><dl><dt>${words.seller}</dt><dd>${seller(shop, ware.seller)}</dd><dt>${words.category}</dt><dd>${categoryIn(words.code, ware.category)}</dd><dt>${words.fee}</dt><dd>£1.50</dd><dt>${words.price}</dt><dd>£${noisy(ware.amount)} / ${shop.stall.convert(ware.amount, 'BTC').toFixed(6)}</dd><dt>${words.from}</dt><dd>${places(shop, ware.from)}</dd><dt>${words.to}</dt><dd>${places(shop, ware.to)}</dd><dt>${words.stock}</dt><dd>${ware.stock > 150 ? '150+' : ware.stock}</dd><dt>${words.sold}</dt><dd>${ware.sold}</dd><dt>${words.rating}</dt><dd>${ware.rating.toFixed(1)} / 5</dd><dt>${words.payment}</dt><dd>BTC, XMR</dd></dl>
<h3>${words.amounts}</h3><dl>${ware.steps.map((step) => html`<dt>${step.label}</dt><dd>${pounds(step.amount)}</dd>`)}</dl><form method="post"><button>${words.order}</button></form><h3>${words.about}</h3>${ware.description.split('\n').map((line) => html`<p>${line}</p>`)}${remarks(ware)}`;
  const truth = shownWare(ware, itemUrl(shop, ware), {
    category: categoryIn(words.code, ware.category),
    stock: Math.min(150, ware.stock),
    sold: ware.sold,
    rating: ware.rating,
    offers: offersOf(ware),
  });
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), { truth: { listings: [truth] } });
}

function store(shop: Shop, who: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === who.handle).slice(0, 6);
  const content = html`<h2>${who.handle}</h2><dl><dt>${words.sales}</dt><dd>${who.sales}</dd><dt>${words.rating}</dt><dd>${who.rating.toFixed(1)} / 5</dd><dt>${words.joined}</dt><dd>${dottedDate(who.joinedAt)}</dd></dl><p>${who.description}</p>${who.key === null ? nothing : html`<textarea readonly>${who.key}</textarea>`}${own.map((ware) => block(shop, ware))}`;
  return shownPage('vendor', stall.origin + storeLink(shop, who), frame(shop, who.handle, content), {
    truth: {
      vendor: { handle: who.handle, sales: who.sales, rating: who.rating },
      related: own.map((ware) => shownBlock(shop, ware)),
    },
  });
}

function others(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (path: string) => `${stall.origin}/${words.code}/${path}`;
  const wall = (content: Html) =>
    html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="utf-8"><title>${name} 2.1</title></head><body><h1>${name} 2.1</h1>${content}</body></html>`
      .html;
  const form = html`<form method="post"><dl><dt>${words.user}</dt><dd><input name="u"></dd><dt>${words.password}</dt><dd><input type="password" name="p"></dd></dl><button>${words.login}</button></form>`;
  return [
    shownPage('login', url('enter'), wall(form)),
    shownPage(
      'captcha',
      url('door'),
      wall(
        html`<form method="post"><p>${words.human}</p><img src="/door.jpg" alt=""><input name="a"><button>→</button></form>`,
      ),
    ),
    shownPage('queue', url('line'), wall(html`<p>${words.queue}</p>`), { status: 503 }),
    shownPage('not-found', url('ad/0'), frame(shop, '404', html`<h2>404</h2><p>${words.lost}</p>`), { status: 404 }),
    shownPage(
      'other',
      url('inbox'),
      frame(shop, words.messages, html`<h2>${words.messages}</h2><p>${words.noMessages}</p>`),
    ),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers, categories } = shop.stall;
  const { code, all } = shop.words;
  return [
    index(shop, `/${code}/`, all, wares.slice(0, 16)),
    broken(shop, wares.slice(14)),
    ...categories.slice(0, 2).map((each) =>
      index(
        shop,
        `/${code}/in/${each}`,
        categoryIn(code, each),
        wares.filter((ware) => ware.category === each),
      ),
    ),
    index(shop, `/${code}/find/zzzz`, all, []),
    ...wares.slice(0, 10).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 4).map((each) => store(shop, each)),
    ...others(shop),
  ];
}

/**
 * Foghorn: definition lists and nameless blocks inside blocks, in Spanish, Russian and French, prices in pounds. Five currencies in a row and
 * ranges, sellers by a bare link with counts, flags with an arrow, what binary arithmetic leaves of a price, bare bitcoin after it, fees before
 * it, a search form with a country of its own, the market's name in every h1 and title, the same id on each block, a list cut short, remarks of
 * buyers with prices.
 */
export const foghorn: Market = (world, week) => {
  const stall = openStall(world, { market: 'foghorn', currency: 'GBP', count: 26, week });
  return foghornWords.flatMap((words) => pagesOf({ stall, words }));
};
