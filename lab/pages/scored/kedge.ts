// Only ever scored, never looked at while the extractor is developed.
import { categoryIn } from '../categories.data.ts';
import { feedbackOn } from '../feedback.ts';
import { type Html, html, longDate, nothing } from '../html.ts';
import { countryOptions, decimal, placesIn } from '../print.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from '../shown.ts';
import { offersOf, openStall, type Seller, type Stall, shownWare, type Ware } from '../ware.ts';
import { type KedgeWords, kedgeWords } from './kedge.data.ts';

const name = 'Kedge Bazaar';

interface Shop {
  readonly stall: Stall;
  readonly words: KedgeWords;
}

const path = ({ words }: Shop, rest: string): string => `/${words.code}/${rest}`;
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + path(shop, `offer/${ware.id}`);
const dollars = (amount: number): string => `USD ${decimal(amount, 'en')}`;
const places = ({ words }: Shop, codes: readonly string[]): string => placesIn(codes, words.code, words.worldwide);
const bitcoin = (shop: Shop, amount: number): string => `≈ ${shop.stall.convert(amount, 'BTC').toFixed(5)} BTC`;

const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  const rate = (of: 'BTC' | 'XMR' | 'EUR') => html`<li><a href="#">${of} ${dollars(stall.rate(of, 'USD'))}</a></li>`;
  return html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="utf-8"><title>${title} | ${name}</title><link rel="stylesheet" href="/css/bootstrap.min.css"></head><body>
<nav class="navbar navbar-default"><div class="container-fluid"><div class="navbar-header"><a class="navbar-brand" href="/">${name}</a></div>
<ul class="nav navbar-nav"><li><a href="${path(shop, '')}">${words.all}</a></li><li><a href="${path(shop, 'orders')}">${words.orders}</a></li><li><a href="${path(shop, 'rules')}">${words.rules}</a></li></ul>
<ul class="nav navbar-nav navbar-right">${(['BTC', 'XMR', 'EUR'] as const).map(rate)}<li><a href="${path(shop, 'wallet')}">${words.balance}: 0.00000 BTC</a></li><li><a href="${path(shop, 'me')}">${words.account}</a></li></ul></div></nav>
<div class="container"><div class="row"><div class="col-md-3"><div class="panel panel-default"><div class="panel-heading">${words.browse}</div><div class="list-group">${stall.categories.map((each, at) => html`<a class="list-group-item" href="${path(shop, `c/${each}`)}">${categoryIn(words.code, each)} <span class="badge">${at * 37 + 12}</span></a>`)}</div></div>
<form class="panel panel-default"><div class="panel-body"><div class="form-group"><label>${words.country}</label><select class="form-control" name="from"><option>${words.any}</option>${countryOptions(words.code)}</select></div><button class="btn btn-primary">${words.find}</button></div></form></div>
<div class="col-md-9">${content}</div></div></div><footer class="container"><p class="text-muted">${name}</p></footer></body></html>`
    .html;
};

const seller = (shop: Shop, who: Seller): Html =>
  html`${shop.words.by} <a href="${path(shop, `u/${encodeURIComponent(who.handle)}`)}">${who.handle}</a> <span class="label label-info">${shop.words.level} ${who.level}</span> <small>(${who.sales} ${shop.words.sales}, ${who.score.toFixed(1)}%)</small>`;

const media = (shop: Shop, ware: Ware): Html =>
  html`<div class="media"><div class="media-left"><a href="${path(shop, `offer/${ware.id}`)}"><img class="media-object" src="/thumb/${ware.id}.jpg" alt=""></a></div><div class="media-body"><h4 class="media-heading"><a href="${path(shop, `offer/${ware.id}`)}">${ware.title}</a></h4><p>${seller(shop, ware.seller)}</p><p class="text-muted">${shop.words.origin}: ${places(shop, ware.from)} &middot; ${shop.words.destination}: ${places(shop, ware.to)}</p></div><div class="media-right"><strong>${dollars(ware.amount)}</strong><br><small>${bitcoin(shop, ware.amount)}</small></div></div>`;

const shownMedia = (shop: Shop, ware: Ware): ShownListing => shownWare(ware, itemUrl(shop, ware));

function index(shop: Shop, rest: string, title: string, wares: readonly Ware[]): MarketPage {
  const list =
    wares.length > 0
      ? html`${wares.map((ware) => media(shop, ware))}`
      : html`<div class="alert alert-info">${shop.words.none}</div>`;
  const content = html`<div class="page-header"><h2>${title}</h2></div>${list}`;
  return shownPage('index', shop.stall.origin + path(shop, rest), frame(shop, title, content), {
    truth: { listings: wares.map((ware) => shownMedia(shop, ware)) },
  });
}

const term = (label: string, value: Html | string): Html => html`<dt>${label}</dt><dd>${value}</dd>`;

function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const similar = stall.wares.filter((each) => each.category === ware.category && each.id !== ware.id).slice(0, 3);
  const category = categoryIn(words.code, ware.category);
  const content = html`<ol class="breadcrumb"><li><a href="${path(shop, '')}">${words.all}</a></li><li><a href="${path(shop, `c/${ware.category}`)}">${category}</a></li><li class="active">${ware.title}</li></ol>
<div class="panel panel-default"><div class="panel-heading"><h3 class="panel-title">${ware.title}</h3></div><div class="panel-body"><div class="row"><div class="col-sm-4"><img src="/img/${ware.id}.jpg" alt=""></div><div class="col-sm-8"><p>${seller(shop, ware.seller)}</p><dl class="dl-horizontal">${term(words.price, html`${dollars(ware.amount)} <small>${bitcoin(shop, ware.amount)}</small>`)}${term(words.category, category)}${term(words.origin, places(shop, ware.from))}${term(words.destination, places(shop, ware.to))}${term(words.stock, String(ware.stock))}${term(words.sold, String(ware.sold))}${term(words.rating, `${ware.rating.toFixed(1)} / 5`)}</dl>
<table class="table table-condensed"><thead><tr><th>${words.quantity}</th><th>${words.each}</th></tr></thead><tbody>${ware.steps.map((step) => html`<tr><td>${step.label}</td><td>${dollars(step.amount)}</td></tr>`)}</tbody></table>
<form method="post"><label>${words.postage}</label><select name="post"><option>${words.post} + USD 6.50</option></select><button class="btn btn-success">${words.order}</button></form></div></div></div></div>
<h4>${words.description}</h4><div class="well">${ware.description.split('\n').map((line) => html`<p>${line}</p>`)}</div>
<h4>${words.reviews}</h4><table class="table"><tbody>${feedbackOn(ware).map(({ buyer, text, amount, at }) => html`<tr><td>${buyer}</td><td>${text}</td><td>${dollars(amount)}</td><td>${longDate(at)}</td></tr>`)}</tbody></table>
<h4>${words.similar}</h4>${similar.map((each) => media(shop, each))}`;
  const truth = {
    ...shownMedia(shop, ware),
    category,
    stock: ware.stock,
    sold: ware.sold,
    rating: ware.rating,
    offers: offersOf(ware),
  };
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), {
    truth: { listings: [truth], related: similar.map((each) => shownMedia(shop, each)) },
  });
}

function vendor(shop: Shop, who: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === who.handle).slice(0, 5);
  const content = html`<div class="page-header"><h2>${who.handle} <span class="label label-info">${words.level} ${who.level}</span></h2></div><dl class="dl-horizontal">${term(words.member, longDate(who.joinedAt))}${term(words.sold, String(who.sales))}${term(words.rating, `${who.rating.toFixed(1)} / 5`)}</dl><h4>${words.about}</h4><div class="well">${who.description}</div>${who.key === null ? nothing : html`<pre>${who.key}</pre>`}${own.map((ware) => media(shop, ware))}`;
  return shownPage(
    'vendor',
    stall.origin + path(shop, `u/${encodeURIComponent(who.handle)}`),
    frame(shop, who.handle, content),
    {
      truth: {
        vendor: { handle: who.handle, sales: who.sales, rating: who.rating },
        related: own.map((ware) => shownMedia(shop, ware)),
      },
    },
  );
}

function others(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (rest: string) => stall.origin + path(shop, rest);
  const bare = (content: Html) =>
    html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="utf-8"><title>${name}</title></head><body><div class="container"><h2>${name}</h2>${content}</div></body></html>`
      .html;
  const form = html`<form method="post"><input name="u" placeholder="${words.user}"><input type="password" name="p" placeholder="${words.password}"><button>${words.login}</button></form>`;
  const captcha = html`<form method="post"><label>${words.human}</label><img src="/captcha.png" alt=""><input name="c"><button>OK</button></form>`;
  return [
    shownPage('login', url('login'), bare(form)),
    shownPage('captcha', url('check'), bare(captcha)),
    shownPage('banned', url('me'), bare(html`<div class="alert alert-danger">${words.banned}</div>`), { status: 403 }),
    shownPage('not-found', url('offer/0'), frame(shop, '404', html`<h2>404</h2><p>${words.gone}</p>`), { status: 404 }),
    shownPage(
      'other',
      url('orders'),
      frame(shop, words.orders, html`<h2>${words.orders}</h2><p>${words.noOrders}</p>`),
    ),
    shownPage('other', url('rules'), frame(shop, words.rules, html`<h2>${words.rules}</h2><p>${words.rule}</p>`)),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers, categories } = shop.stall;
  const { code, all } = shop.words;
  const inCategory = (each: Stall['categories'][number]) =>
    index(
      shop,
      `c/${each}`,
      categoryIn(code, each),
      wares.filter((ware) => ware.category === each),
    );
  return [
    index(shop, '', all, wares.slice(0, 15)),
    ...categories.slice(0, 2).map(inCategory),
    index(shop, 'find', all, []),
    ...wares.slice(0, 10).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 4).map((each) => vendor(shop, each)),
    ...others(shop),
  ];
}

/** Kedge: a bazaar of panels and media lists in English and German, prices in dollars with bitcoin under them, counts of deals behind each seller. */
export const kedge: Market = (world, week) => {
  const stall = openStall(world, { market: 'kedge', currency: 'USD', count: 30, week });
  return kedgeWords.flatMap((words) => pagesOf({ stall, words }));
};
