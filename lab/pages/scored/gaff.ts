// Only ever scored, never looked at while the extractor is developed.
import { categoryIn } from '../categories.data.ts';
import { feedbackOn } from '../feedback.ts';
import { dottedDate, type Html, html } from '../html.ts';
import { decimal, flag, placesIn } from '../print.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from '../shown.ts';
import { offersOf, openStall, type Seller, type Stall, shownWare, type Ware } from '../ware.ts';
import { type GaffWords, gaffWords } from './gaff.data.ts';

const name = 'Cangreja';

interface Shop {
  readonly stall: Stall;
  readonly words: GaffWords;
}

const link = ({ words }: Shop, rest: string): string => `/${words.code}/${rest}`;
const itemLink = (shop: Shop, ware: Ware): string => link(shop, `p/${ware.id}`);
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const dollars = (amount: number): string => `US$ ${decimal(amount, 'en')}`;
const monero = (shop: Shop, amount: number): string => shop.stall.convert(amount, 'XMR').toFixed(3);
/** Monero first, since this market counts in it; dollars behind it in parentheses. */
const money = (shop: Shop, amount: number): string => `${monero(shop, amount)} XMR (${dollars(amount)})`;
const placeNames = ({ words }: Shop, codes: readonly string[]): string => placesIn(codes, words.code, words.worldwide);
const flags = (shop: Shop, codes: readonly string[]): Html =>
  html`${codes.map((code) => html`<span title="${placeNames(shop, [code])}">${flag(code)}</span>`)}`;

const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  return html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="utf-8"><title>${title} – ${name}</title><meta name="viewport" content="width=device-width"></head><body><header class="site-header"><a class="logo" href="/"><strong>${name}</strong></a><nav><a href="${link(shop, '')}">${words.shop}</a> <a href="${link(shop, 'basket')}">${words.basket} · 0</a> <a href="${link(shop, 'inbox')}">${words.inbox}</a> <a href="${link(shop, 'help')}">${words.help}</a></nav><p class="rate">1 XMR = ${dollars(stall.rate('XMR', 'USD'))}</p></header><aside><ul>${stall.categories.map((each) => html`<li><a href="${link(shop, `s/${each}`)}">${categoryIn(words.code, each)}</a></li>`)}</ul></aside><main>${content}</main><footer><small>${name}</small></footer></body></html>`
    .html;
};

/** The whole card is one link. */
const card = (shop: Shop, ware: Ware): Html =>
  html`<li class="product-card"><a href="${itemLink(shop, ware)}"><figure><img src="/c/${ware.id}.jpg" alt=""></figure><h3>${ware.title}</h3><p class="seller">${shop.words.vendor} <b>${ware.seller.handle}</b></p><p class="route">${flags(shop, ware.from)} → ${flags(shop, ware.to)}</p><p class="price">${money(shop, ware.amount)}</p></a></li>`;

const shownCard = (shop: Shop, ware: Ware): ShownListing =>
  shownWare(ware, itemUrl(shop, ware), { price: { amount: Number(monero(shop, ware.amount)), currency: 'XMR' } });

function index(shop: Shop, rest: string, title: string, wares: readonly Ware[]): MarketPage {
  const { words } = shop;
  const list = html`<p class="sort"><a href="?o=price">${words.sort}</a></p><ul class="grid">${wares.map((ware) => card(shop, ware))}</ul>`;
  const content = html`<h1>${title}</h1>${wares.length > 0 ? list : html`<p>${words.none}</p>`}`;
  return shownPage('index', shop.stall.origin + link(shop, rest), frame(shop, title, content), {
    truth: { listings: wares.map((ware) => shownCard(shop, ware)) },
  });
}

const pair = (label: string, value: Html | string): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;

function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const seen = stall.wares.filter((each) => each.id !== ware.id).slice(-3);
  const category = categoryIn(words.code, ware.category);
  const who = html`<a href="${link(shop, `u/${encodeURIComponent(ware.seller.handle)}`)}">${ware.seller.handle}</a> · ${ware.seller.score.toFixed(1)}%`;
  const packs = ware.steps.map((step) => html`<li>${step.label} — ${dollars(step.amount)}</li>`);
  const content = html`<article><h1>${ware.title}</h1><img src="/c/${ware.id}.jpg" alt=""><dl>${pair(words.vendor, who)}${pair(words.price, money(shop, ware.amount))}${pair(words.category, category)}${pair(words.from, placeNames(shop, ware.from))}${pair(words.to, placeNames(shop, ware.to))}${pair(words.stock, String(ware.stock))}${pair(words.sold, String(ware.sold))}${pair(words.rating, `★ ${ware.rating.toFixed(1)} / 5`)}</dl><h2>${words.packs}</h2><ul class="packs">${packs}</ul><form method="post"><button>${words.add}</button></form><section><h2>${words.about}</h2>${ware.description.split('\n').map((each) => html`<p>${each}</p>`)}</section></article><section><h2>${words.voices}</h2>${feedbackOn(ware).map(({ buyer, text, amount, at }) => html`<blockquote>${text}<footer>${buyer}, ${dottedDate(at)}, ${dollars(amount)}</footer></blockquote>`)}</section><section><h2>${words.seen}</h2><ul>${seen.map((each) => card(shop, each))}</ul></section>`;
  const truth = {
    ...shownCard(shop, ware),
    category,
    stock: ware.stock,
    sold: ware.sold,
    rating: ware.rating,
    offers: offersOf(ware),
  };
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), {
    truth: { listings: [truth], related: seen.map((each) => shownCard(shop, each)) },
  });
}

function profile(shop: Shop, who: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === who.handle).slice(0, 4);
  const content = html`<h1>${who.handle}</h1><dl>${pair(words.joined, dottedDate(who.joinedAt))}${pair(words.sold, String(who.sales))}${pair(words.rating, `★ ${who.rating.toFixed(1)} / 5`)}</dl><p>${who.description}</p><ul class="grid">${own.map((ware) => card(shop, ware))}</ul>`;
  const url = stall.origin + link(shop, `u/${encodeURIComponent(who.handle)}`);
  return shownPage('vendor', url, frame(shop, who.handle, content), {
    truth: {
      vendor: { handle: who.handle, sales: who.sales, rating: who.rating },
      related: own.map((ware) => shownCard(shop, ware)),
    },
  });
}

function others(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (rest: string) => stall.origin + link(shop, rest);
  const gate = (content: Html) =>
    html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="utf-8"><title>${name}</title></head><body><main><h1>${name}</h1>${content}</main></body></html>`
      .html;
  const form = html`<form method="post"><p><label>${words.user} <input name="u"></label></p><p><label>${words.password} <input type="password" name="p"></label></p><button>${words.enter}</button></form>`;
  const captcha = html`<form method="post"><p>${words.human}</p><img src="/k.png" alt=""><input name="k"><button>→</button></form>`;
  return [
    shownPage('login', url('enter'), gate(form)),
    shownPage('captcha', url('k'), gate(captcha)),
    shownPage('queue', url('q'), gate(html`<p>${words.queue}</p>`), { status: 503 }),
    shownPage('not-found', url('p/0'), frame(shop, '404', html`<h1>404</h1><p>${words.lost}</p>`), { status: 404 }),
    shownPage('other', url('help'), frame(shop, words.help, html`<h1>${words.help}</h1><p>${words.answer}</p>`)),
    shownPage('other', url('inbox'), frame(shop, words.inbox, html`<h1>${words.inbox}</h1><p>${words.emptyInbox}</p>`)),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers, categories } = shop.stall;
  const { code, shop: title } = shop.words;
  const inSection = (each: Stall['categories'][number]) => {
    const those = wares.filter((ware) => ware.category === each);
    return index(shop, `s/${each}`, categoryIn(code, each), those);
  };
  return [
    index(shop, '', title, wares.slice(0, 16)),
    ...categories.slice(0, 2).map(inSection),
    index(shop, 'f', title, []),
    ...wares.slice(0, 10).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 4).map((each) => profile(shop, each)),
    ...others(shop),
  ];
}

/** Gaff ("Cangreja"): cards that are one link each in Spanish and Chinese, monero before dollars, flags, definition lists, goods seen before under each. */
export const gaff: Market = (world, week) => {
  const stall = openStall(world, { market: 'gaff', currency: 'USD', count: 28, week });
  return gaffWords.flatMap((words) => pagesOf({ stall, words }));
};
