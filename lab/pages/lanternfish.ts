import { hash32 } from '../random.ts';
import { categoryIn } from './categories.data.ts';
import { feedbackOn } from './feedback.ts';
import { type Html, html, longDate, nothing, raw } from './html.ts';
import { type LanternfishWords, lanternfishWords } from './lanternfish.data.ts';
import { countryOptions, decimal } from './print.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from './shown.ts';
import { openStall, type Seller, type Stall, shownWare, type Ware } from './ware.ts';

const name = 'Lanternfish';

interface Shop {
  readonly stall: Stall;
  readonly words: LanternfishWords;
}

const itemLink = ({ words }: Shop, ware: Ware): string => `${words.path}/listing/${ware.id}`;
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const userLink = ({ words }: Shop, handle: string): string => `${words.path}/user/${handle}`;
const places = (codes: readonly string[]): string => codes.map((code) => (code === 'WW' ? 'WW' : code)).join(', ');

/** The column that stands before everything: rates first, then a search form with labels of its own. */
const side = ({
  stall,
  words,
}: Shop): Html => html`<div class="col-md-3"><div class="card mb-3"><div class="card-header">${words.rates}</div>
<ul class="list-group list-group-flush">${(['BTC', 'XMR'] as const).map((code) => html`<li class="list-group-item">${code} <span class="float-right">$${decimal(stall.rate(code, 'USD'), 'en')}</span></li>`)}
<li class="list-group-item">EUR <span class="float-right">$${decimal(stall.rate('EUR', 'USD'), 'en', 3)}</span></li></ul></div>
<form class="card card-body" action="${words.path}/search"><h6>${words.search}</h6><input name="q" class="form-control">
<label>${words.searchFrom}</label><select name="from" class="form-control"><option>${words.any}</option>${countryOptions(words.code)}</select>
<label>${words.searchTo}</label><select name="to" class="form-control"><option>${words.any}</option>${countryOptions(words.code)}</select>
<label>${words.minimum}</label><input name="min" placeholder="0.00 USD" class="form-control"><button class="btn btn-primary">${words.go}</button></form>
<div class="list-group">${stall.categories.map((each) => html`<a class="list-group-item list-group-item-action" href="${words.path}/c/${each}">${categoryIn(words.code, each)} <span class="badge badge-pill">${hash32(each) % 900}</span></a>`)}</div></div>`;

/** What pages carry along for their looks: nothing to read, but a lot of it. */
const icons = raw(
  Array.from(
    { length: 60 },
    (_, at) => `.icon-${at}{background:url(data:image/png;base64,${'iVBORw0KGgoAAAANSUhEUgAA'.repeat(6)});width:16px}`,
  ).join('\n'),
);

/** Text that no reader sees: left over from other pages, or laid out for those who copy. */
const unseen = ({ words }: Shop): Html =>
  html`<!-- ${words.price}: USD 777.00 --><div style="display:none"><p>${words.seller}: nobody</p><p>${words.price}: USD 9999.00</p><p>${words.origin}: Antarctica</p></div><template><h5 class="card-title"><a href="/listing/0">Template</a></h5><b>$1.00</b></template>`;

const frame = (shop: Shop, title: string, content: Html): string =>
  html`<!DOCTYPE html>
<html lang="${shop.words.code}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${name} Market - ${title}</title><link rel="stylesheet" href="/css/bootstrap.min.css">
<style>${icons}</style><script>var price = {"amount": 9999, "vendor": "nobody"};</script></head>
<body>${unseen(shop)}<nav class="navbar navbar-expand"><h1 class="navbar-brand h4"><a href="/">${name} Market</a></h1><ul class="navbar-nav"><li class="nav-item"><a class="nav-link" href="/orders">0</a></li><li class="nav-item"><a class="nav-link" href="/wallet">0.00000000 BTC / $0.00</a></li><li class="nav-item"><a class="nav-link" href="/logout">&times;</a></li></ul></nav>
<div class="container-fluid"><div class="row">${side(shop)}<div class="col-md-9">
${content}
</div></div></div></body></html>`.html;

const seller = (shop: Shop, { handle, sales, score, level }: Seller): Html =>
  html`<a href="${userLink(shop, handle)}">${handle}</a> (${sales}) [${score.toFixed(1)}%] <span class="badge badge-info">Level ${level}</span>`;

/** The market's own currency first, and four more after it. */
const prices = ({ stall }: Shop, ware: Ware): Html =>
  html`<b>$${decimal(ware.amount, 'en')}</b><div class="small text-muted">€${decimal(stall.convert(ware.amount, 'EUR'), 'en')} &middot; £${decimal(stall.convert(ware.amount, 'GBP'), 'en')} &middot; ${stall.convert(ware.amount, 'BTC').toFixed(8)} BTC &middot; ${stall.convert(ware.amount, 'XMR').toFixed(6)} XMR</div>`;

/** More than a hundred are shown as "100+". */
const shownStock = (ware: Ware): number => Math.min(100, ware.stock);
const stockText = (ware: Ware): string => (ware.stock > 100 ? '100+' : String(ware.stock));

const card = (shop: Shop, ware: Ware): Html => {
  const { words } = shop;
  return html`<div class="card product mb-3"><div class="card-body"><div class="row">
<div class="col-2"><a href="${itemLink(shop, ware)}"><img class="img-thumbnail" src="/img/${ware.id}.jpg" alt=""></a></div>
<div class="col-6"><h5 class="card-title"><a href="${itemLink(shop, ware)}">${ware.title}</a></h5>
<div class="card seller-card"><div class="card-body p-1">${seller(shop, ware.seller)}</div></div>
<small>${words.origin}: ${places(ware.from)} | ${words.target}: ${places(ware.to)}</small></div>
<div class="col-4 text-right">${prices(shop, ware)}<small>${stockText(ware)} ${words.left}, ${ware.sold} ${words.sold}</small></div>
</div></div></div>`;
};

const advert = (shop: Shop, title: string): Html =>
  html`<div class="card product promoted mb-3"><div class="card-body"><div class="row"><div class="col-2"><a href="/out/7"><img class="img-thumbnail" src="/img/banner.gif" alt=""></a></div><div class="col-6"><h5 class="card-title"><a href="/out/7">${title}</a></h5><small>${shop.words.promoted}</small></div><div class="col-4 text-right"></div></div></div></div>`;

const row = (shop: Shop, ware: Ware): ShownListing =>
  shownWare(ware, itemUrl(shop, ware), { stock: shownStock(ware), sold: ware.sold });

const cards = (shop: Shop, wares: readonly Ware[]): Html =>
  html`${wares.map((ware, index) => (index % 5 === 2 ? html`${advert(shop, 'Mixer with no logs - clean your coins here')}${card(shop, ware)}` : card(shop, ware)))}`;

function index(shop: Shop, path: string, title: string, wares: readonly Ware[]): MarketPage {
  const content = wares.length > 0 ? cards(shop, wares) : html`<div class="alert alert-info">${shop.words.none}</div>`;
  return shownPage('index', shop.stall.origin + path, frame(shop, title, html`<h3>${title}</h3>${content}`), {
    truth: { listings: wares.map((ware) => row(shop, ware)) },
  });
}

/** What buyers wrote, with the price each paid. */
const feedback = (wares: readonly Ware[], withTitle: boolean): Html =>
  html`<h5>Feedback</h5><table class="table table-striped">${wares.flatMap((ware) =>
    feedbackOn(ware).map(
      ({ buyer, text, amount, at }) =>
        html`<tr><td><span class="badge badge-success">+</span></td><td>${text}${withTitle ? html`<br><small>${ware.title}</small>` : nothing}</td><td>${buyer}</td><td>~ USD ${decimal(amount, 'en')}</td><td>${longDate(at)}</td></tr>`,
    ),
  )}</table>`;

const fact = (label: string, value: Html | string): Html =>
  html`<tr><td class="w-25 font-weight-bold">${label}</td><td>${value}</td></tr>`;

function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const btc = stall.convert(ware.amount, 'BTC').toFixed(8);
  const facts = html`<table class="table table-sm"><tbody>
${fact(words.klass, words.physical)}${fact(words.quantity, stockText(ware))}${fact(words.ends, words.never)}
${fact(words.categoryOf, categoryIn(words.code, ware.category))}
${fact(words.origin, places(ware.from))}${fact(words.target, places(ware.to))}${fact(words.payment, 'Escrow')}</tbody></table>`;
  const ship = html`<label>${words.options}</label><select name="ship" class="form-control">${[0, 4, 12].map((fee) => html`<option>Standard - ${7 - fee / 3} ${words.days} - USD +${fee.toFixed(2)} / item</option>`)}</select>`;
  const content = html`<div class="card"><div class="card-body"><h3>${ware.title}</h3><p>${words.seller}: ${seller(shop, ware.seller)}</p>${facts}
<form method="post" action="/order/${ware.id}">${ship}<p>${words.price}: <b>USD ${decimal(ware.amount, 'en')}</b></p><p>${btc} BTC</p><p>${stall.convert(ware.amount, 'XMR').toFixed(6)} XMR</p><button class="btn btn-success">${words.buy}</button></form></div></div>
<div class="card"><div class="card-header">${words.text}</div><div class="card-body">${ware.description.split('\n').map((line) => html`<p>${line}</p>`)}</div></div>${feedback([ware], false)}`;
  const truth = shownWare(ware, itemUrl(shop, ware), {
    stock: shownStock(ware),
    category: categoryIn(words.code, ware.category),
  });
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), { truth: { listings: [truth] } });
}

function user(shop: Shop, seller: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === seller.handle).slice(0, 6);
  const content = html`<div class="card"><div class="card-body"><h3>${seller.handle}</h3><span class="badge badge-info">Level ${seller.level}</span>
<table class="table">${fact(words.since, longDate(seller.joinedAt))}${fact(words.sales, String(seller.sales))}</table><h5>${words.about}</h5><p>${seller.description}</p>${seller.key === null ? nothing : html`<pre>${raw(seller.key)}</pre>`}</div></div>${cards(shop, own)}${feedback(own, true)}`;
  return shownPage('vendor', stall.origin + userLink(shop, seller.handle), frame(shop, seller.handle, content), {
    truth: { vendor: { handle: seller.handle, sales: seller.sales }, related: own.map((ware) => row(shop, ware)) },
  });
}

const naked = ({ words }: Shop, title: string, content: Html): string =>
  html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="utf-8"><title>${name} Market - ${title}</title></head><body><div class="container"><h1>${name} Market</h1>${content}</div></body></html>`
    .html;

function walls(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (path: string) => stall.origin + words.path + path;
  const form = html`<form method="post"><div class="form-group"><label>${words.user}</label><input name="u" class="form-control"></div><div class="form-group"><label>${words.password}</label><input type="password" name="p" class="form-control"></div><button class="btn">${words.signIn}</button></form>`;
  const picture = html`<form method="post"><p>${words.code2}</p><img src="data:image/png;base64,iVBORw0KGgo=" alt=""><input name="c" maxlength="6"><button>OK</button></form>`;
  return [
    shownPage('login', url('/login'), naked(shop, words.signIn, form)),
    shownPage('captcha', url('/enter'), naked(shop, 'DDoS', picture)),
    shownPage('queue', url('/wait'), naked(shop, '...', html`<p>${words.queue}</p>`)),
    shownPage('not-found', url('/listing/1'), frame(shop, '404', html`<h3>404</h3><p>${words.lost}</p>`), {
      status: 404,
    }),
    shownPage(
      'other',
      url('/rules'),
      frame(
        shop,
        words.rules,
        html`<h3>${words.rules}</h3><ol><li>Escrow 2.5 %</li><li>Finalize early: -1.00 USD</li><li>Vendor bond: $350.00</li></ol>`,
      ),
    ),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers, categories } = shop.stall;
  return [
    index(shop, `${shop.words.path}/search?q=`, shop.words.go, wares.slice(0, 16)),
    ...categories.slice(0, 3).map((each) =>
      index(
        shop,
        `${shop.words.path}/c/${each}`,
        categoryIn(shop.words.code, each),
        wares.filter((ware) => ware.category === each),
      ),
    ),
    index(shop, `${shop.words.path}/search?q=zzzz`, shop.words.go, []),
    ...wares.slice(0, 12).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 5).map((each) => user(shop, each)),
    ...walls(shop),
  ];
}

/** The same page in elements of the market's own invention, which no style of the browser knows as blocks. */
const redressed = (page: string): string => page.replace(/<(\/?)(div|span|small)\b/g, '<$1lf-$2');

/**
 * Lanternfish: cards of a well-known style sheet, in English and Spanish (the Spanish pages in custom elements). Rates and a search form with its own "Origin country" stand before
 * everything, five prices in a row, sellers without a label but with counts and levels, cards inside cards, advertisements among results,
 * the market's name in every h1 and title, shipping fees beside the price, counts such as 100+,
 * hidden text and comments with prices, remarks of buyers with the price that each paid.
 */
export const lanternfish: Market = (world, week) => {
  const stall = openStall(world, { market: 'lanternfish', currency: 'USD', count: 28, week });
  return lanternfishWords.flatMap((words) =>
    pagesOf({ stall, words }).map((page) => (words.code === 'es' ? { ...page, html: redressed(page.html) } : page)),
  );
};
