// Only ever scored, never looked at while the extractor is developed.
import { hash32 } from '../../random.ts';
import { categoryIn } from '../categories.data.ts';
import { feedbackOn } from '../feedback.ts';
import { dottedDate, type Html, html } from '../html.ts';
import { decimal, placesIn } from '../print.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from '../shown.ts';
import { offersOf, openStall, type Seller, type Stall, shownWare, type Ware } from '../ware.ts';
import { type LuffWords, luffWords } from './luff.data.ts';

const name = 'Lofée';

interface Shop {
  readonly stall: Stall;
  readonly words: LuffWords;
}

/** A class name as a build step leaves it: another one for each week. */
const cls = ({ stall }: Shop, what: string): string => `_${hash32(`${what}|${stall.week}`).toString(36)}`;
const link = ({ words }: Shop, rest: string): string => `/${words.code}/${rest}`;
const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
const itemLink = (shop: Shop, ware: Ware): string => link(shop, `a/${ware.id}-${slug(ware.title)}`);
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const euros = ({ words }: Shop, amount: number): string => `${decimal(amount, words.code)} €`;
const places = ({ words }: Shop, codes: readonly string[]): string => placesIn(codes, words.code, words.worldwide);
const monero = (shop: Shop, amount: number): string => `${shop.stall.convert(amount, 'XMR').toFixed(4)} XMR`;

const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  const c = (what: string) => cls(shop, what);
  return html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="utf-8"><title>${name} · ${title}</title></head><body><div id="root"><div class="${c('top')}"><div class="${c('brand')}"><a href="/">${name}</a></div><div class="${c('rates')}"><span>BTC ${euros(shop, stall.rate('BTC', 'EUR'))}</span><span>XMR ${euros(shop, stall.rate('XMR', 'EUR'))}</span></div><div class="${c('links')}"><a href="${link(shop, '')}">${words.home}</a><a href="${link(shop, 'basket')}">${words.basket} (0)</a><a href="${link(shop, 'letters')}">${words.letters}</a></div></div>
<div class="${c('warn')}">${words.warning}</div><div class="${c('body')}"><div class="${c('side')}">${stall.categories.map((each) => html`<div><a href="${link(shop, `r/${each}`)}">${categoryIn(words.code, each)}</a></div>`)}</div><div class="${c('main')}">${content}</div></div><div class="${c('foot')}">${name} 2025</div></div></body></html>`
    .html;
};

const seller = (shop: Shop, { handle, score }: Seller): Html =>
  html`<a href="${link(shop, `b/${encodeURIComponent(handle)}`)}">${handle}</a> <span>${score.toFixed(1)}% ${shop.words.trust}</span>`;

const tile = (shop: Shop, ware: Ware, mark: Html = html``): Html => {
  const c = (what: string) => cls(shop, what);
  return html`<div class="${c('tile')}">${mark}<div class="${c('pic')}"><a href="${itemLink(shop, ware)}"><img src="/m/${ware.id}.webp" alt=""></a></div><div class="${c('info')}"><div class="${c('name')}"><a href="${itemLink(shop, ware)}">${ware.title}</a></div><div class="${c('shop')}">${seller(shop, ware.seller)}</div><div class="${c('way')}">${places(shop, ware.from)} → ${places(shop, ware.to)}</div></div><div class="${c('cost')}"><div>${euros(shop, ware.amount)}</div><div>${monero(shop, ware.amount)}</div></div></div>`;
};

const shownTile = (shop: Shop, ware: Ware): ShownListing => shownWare(ware, itemUrl(shop, ware));

function index(shop: Shop, rest: string, title: string, wares: readonly Ware[]): MarketPage {
  const { words, stall } = shop;
  const sponsored = stall.wares.at(-1);
  const mark = html`<span class="${cls(shop, 'ad')}">${words.sponsored}</span>`;
  const first = sponsored && wares.length > 0 ? tile(shop, sponsored, mark) : html`<p>${words.none}</p>`;
  const content = html`<div class="${cls(shop, 'head')}">${title}</div>${first}${wares.map((ware) => tile(shop, ware))}`;
  return shownPage('index', stall.origin + link(shop, rest), frame(shop, title, content), {
    truth: {
      listings: wares.map((ware) => shownTile(shop, ware)),
      related: sponsored ? [shownTile(shop, sponsored)] : [],
    },
  });
}

const fact = (shop: Shop, label: string, value: Html | string): Html =>
  html`<div class="${cls(shop, 'fact')}"><span class="${cls(shop, 'label')}">${label}</span><span class="${cls(shop, 'value')}">${value}</span></div>`;

function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const c = (what: string) => cls(shop, what);
  const more = stall.wares.filter((each) => each.seller === ware.seller && each.id !== ware.id).slice(0, 2);
  const category = categoryIn(words.code, ware.category);
  const steps = ware.steps.map(
    (step) =>
      html`<div><label><input type="radio" name="q" value="${step.value}"> ${step.label} : ${euros(shop, step.amount)}</label></div>`,
  );
  const content = html`<div class="${c('head')}">${ware.title}</div><div class="${c('facts')}">${fact(shop, words.seller, seller(shop, ware.seller))}${fact(shop, words.fee, euros(shop, 1.5))}${fact(shop, words.cost, html`<b>${euros(shop, ware.amount)}</b> <i>${monero(shop, ware.amount)}</i>`)}${fact(shop, words.kind, category)}${fact(shop, words.sendsFrom, places(shop, ware.from))}${fact(shop, words.sendsTo, places(shop, ware.to))}${fact(shop, words.left, String(ware.stock))}${fact(shop, words.gone, String(ware.sold))}${fact(shop, words.mark, `${ware.rating.toFixed(1)} / 5`)}</div>
<form method="post"><div>${words.steps}</div>${steps}<button>${words.buy}</button></form><div class="${c('text')}"><div>${words.text}</div>${ware.description.split('\n').map((line) => html`<p>${line}</p>`)}</div>
<div class="${c('said')}"><div>${words.said}</div>${feedbackOn(ware).map(({ buyer, text, amount, at }) => html`<div><span>${buyer}</span> <span>${dottedDate(at)}</span> <span>${euros(shop, amount)}</span><p>${text}</p></div>`)}</div><div>${words.more}</div>${more.map((each) => tile(shop, each))}`;
  const truth = {
    ...shownTile(shop, ware),
    category,
    stock: ware.stock,
    sold: ware.sold,
    rating: ware.rating,
    offers: offersOf(ware),
  };
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), {
    truth: { listings: [truth], related: more.map((each) => shownTile(shop, each)) },
  });
}

function boutique(shop: Shop, who: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === who.handle).slice(0, 4);
  const content = html`<div class="${cls(shop, 'head')}">${who.handle}</div><div class="${cls(shop, 'facts')}">${fact(shop, words.since, dottedDate(who.joinedAt))}${fact(shop, words.sales, String(who.sales))}${fact(shop, words.mark, `${who.rating.toFixed(1)} / 5`)}</div><p>${who.description}</p>${own.map((ware) => tile(shop, ware))}`;
  const url = stall.origin + link(shop, `b/${encodeURIComponent(who.handle)}`);
  return shownPage('vendor', url, frame(shop, who.handle, content), {
    truth: {
      vendor: { handle: who.handle, sales: who.sales, rating: who.rating },
      related: own.map((ware) => shownTile(shop, ware)),
    },
  });
}

function others(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (rest: string) => stall.origin + link(shop, rest);
  const bare = (content: Html) =>
    html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="utf-8"><title>${name}</title></head><body><div class="${cls(shop, 'gate')}"><div>${name}</div>${content}</div></body></html>`
      .html;
  const form = html`<form method="post"><div><label>${words.user}</label><input name="u"></div><div><label>${words.password}</label><input type="password" name="p"></div><button>${words.enter}</button></form>`;
  const captcha = html`<p>${words.human}</p><form method="post"><img src="/h.png" alt=""><input name="h"><button>→</button></form>`;
  return [
    shownPage('login', url('enter'), bare(form)),
    shownPage('captcha', url('human'), bare(captcha)),
    shownPage('queue', url('wait'), bare(html`<p>${words.wait}</p>`), { status: 503 }),
    shownPage('not-found', url('a/0'), frame(shop, words.home, html`<div>${words.lost}</div>`), { status: 404 }),
    shownPage('other', url('letters'), frame(shop, words.letters, html`<p>${words.noLetters}</p>`)),
    shownPage('other', url('basket'), frame(shop, words.basket, html`<p>${words.empty}</p>`)),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers, categories } = shop.stall;
  const { code, offers } = shop.words;
  const inCategory = (each: Stall['categories'][number]) => {
    const those = wares.slice(0, -1).filter((ware) => ware.category === each);
    return index(shop, `r/${each}`, categoryIn(code, each), those);
  };
  return [
    index(shop, '', offers, wares.slice(0, 12)),
    ...categories.slice(0, 2).map(inCategory),
    index(shop, 's', offers, []),
    ...wares.slice(0, 10).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 4).map((each) => boutique(shop, each)),
    ...others(shop),
  ];
}

/** Luff ("Lofée"): divs with hashed class names in French and Portuguese, euros with monero beside, radio buttons as price steps, a paid place among results. */
export const luff: Market = (world, week) => {
  const stall = openStall(world, { market: 'luff', currency: 'EUR', count: 28, week });
  return luffWords.flatMap((words) => pagesOf({ stall, words }));
};
