import { falls, hash32 } from '../random.ts';
import { slugOf } from '../world.ts';
import { categoryIn } from './categories.data.ts';
import { type Html, html, nothing } from './html.ts';
import { decimal } from './print.ts';
import { type SaltstoreWords, saltstoreWords } from './saltstore.data.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from './shown.ts';
import { offersOf, openStall, type Stall, shownWare, type Ware } from './ware.ts';

const name = 'De Zoutpakhuis';

interface Shop {
  readonly stall: Stall;
  readonly words: SaltstoreWords;
}

const itemLink = ({ words }: Shop, ware: Ware): string => `${words.path}/product/${slugOf(ware)}-${ware.id}/`;
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const category = ({ words }: Shop, ware: Ware): string => categoryIn(words.code, ware.category);

/** The mark-up in which such shops wrap every amount. */
const amount = ({ words }: Shop, value: number): Html =>
  html`<span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol">&euro;</span>&nbsp;${decimal(value, words.code)}</bdi></span>`;

const last = (ware: Ware): number => ware.steps[ware.steps.length - 1]?.amount ?? ware.amount;
const hasRange = (ware: Ware): boolean => last(ware) !== ware.amount;
const isReduced = (ware: Ware): boolean => !hasRange(ware) && falls(0.6, `sale|${ware.id}`);

/** A range from the smallest to the largest amount, the old price crossed out before the new one, or one price. */
function price(shop: Shop, ware: Ware): Html {
  if (hasRange(ware))
    return html`<span class="price">${amount(shop, ware.amount)} &ndash; ${amount(shop, last(ware))}</span>`;
  if (isReduced(ware))
    return html`<span class="price"><del>${amount(shop, ware.amount * 1.25)}</del> <ins>${amount(shop, ware.amount)}</ins></span>`;
  return html`<span class="price">${amount(shop, ware.amount)}</span>`;
}

const stars = ({ words }: Shop, ware: Ware): Html =>
  html`<div class="star-rating" role="img" aria-label="${words.rated.replace('{}', ware.rating.toFixed(2))}"><span style="width:${ware.rating * 20}%">${words.rated.replace('{}', ware.rating.toFixed(2))}</span></div>`;

const entry = (shop: Shop, ware: Ware): Html => {
  const { words } = shop;
  return html`<li class="product type-product post-${ware.id} status-publish ${isReduced(ware) ? 'sale ' : ''}product_cat-${ware.category}"><a href="${shop.stall.origin}${itemLink(shop, ware)}" class="woocommerce-LoopProduct-link">${isReduced(ware) ? html`<span class="onsale">${words.sale}</span>` : nothing}<img src="/wp-content/uploads/${ware.id}-300x300.jpg" alt="${ware.title}"><h2 class="woocommerce-loop-product__title">${ware.title}</h2>${stars(shop, ware)}
${price(shop, ware)}</a><a href="${hasRange(ware) ? itemLink(shop, ware) : `?add-to-cart=${ware.id}`}" class="button" rel="nofollow">${hasRange(ware) ? words.choose : words.add}</a></li>`;
};

const shelf = (shop: Shop, wares: readonly Ware[]): Html =>
  html`<ul class="products columns-4">${wares.map((ware) => entry(shop, ware))}</ul>`;

const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  return html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="UTF-8"><title>${title} &#8211; ${name}</title><link rel="stylesheet" href="/wp-content/themes/storefront/style.css"></head>
<body class="woocommerce"><header><div class="site-title"><a href="/">${name}</a></div><p class="site-description">Fijn zout sinds 2021</p>
<ul class="menu"><li><a href="${words.path}/shop/">${words.shop}</a></li><li><a href="${words.path}/account/">${words.account}</a></li><li><a href="${words.path}/contact/">${words.contact}</a></li><li><a class="cart-contents" href="${words.path}/cart/">&euro;&nbsp;0,00 <span class="count">0 items</span></a></li></ul></header>
<div class="content-area"><main>${content}</main></div>
<aside class="widget-area"><h3>${words.filter}</h3><form>${words.price}: <span class="from">&euro;&nbsp;5</span> &mdash; <span class="to">&euro;&nbsp;4.200</span></form><h3>${words.categories}</h3><ul>${stall.categories.map((each) => html`<li class="cat-item"><a href="${words.path}/product-category/${each}/">${categoryIn(words.code, each)}</a> <span class="count">(${hash32(each) % 40})</span></li>`)}</ul></aside>
<footer><p>${words.free}</p><p>&copy; ${name}</p></footer></body></html>`.html;
};

/** One seller owns the shop, so its pages name none; nor do they say where parcels come from. */
const shown = (shop: Shop, ware: Ware, more: Partial<ShownListing> = {}): ShownListing =>
  shownWare(ware, itemUrl(shop, ware), { vendor: null, shipsFrom: [], shipsTo: [], rating: ware.rating, ...more });
const row = (shop: Shop, ware: Ware): ShownListing => shown(shop, ware);

function index(shop: Shop, path: string, title: string, wares: readonly Ware[]): MarketPage {
  const { words } = shop;
  const list = html`<p class="woocommerce-result-count">${words.showing} (${wares.length})</p><form class="woocommerce-ordering"><select name="orderby"><option>${words.sort}</option></select></form>${shelf(shop, wares)}`;
  const content = wares.length > 0 ? list : html`<p class="woocommerce-info">${words.none}</p>`;
  return shownPage(
    'index',
    shop.stall.origin + path,
    frame(shop, title, html`<h1 class="page-title">${title}</h1>${content}`),
    {
      truth: { listings: wares.map((ware) => row(shop, ware)) },
    },
  );
}

/** Price steps are options of a select list, with their prices where there are several. */
const choice = (shop: Shop, ware: Ware): Html =>
  hasRange(ware)
    ? html`<form class="variations_form"><table class="variations"><tr><th><label for="pa_amount">${shop.words.amount}</label></th><td><select id="pa_amount" name="attribute_pa_amount"><option value="">${shop.words.option}</option>${ware.steps.map((step) => html`<option value="${step.label}">${step.label} &ndash; &euro; ${decimal(step.amount, shop.words.code)}</option>`)}</select></td></tr></table></form>`
    : nothing;

function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const others = stall.wares.filter((each) => each.category === ware.category && each.id !== ware.id).slice(0, 4);
  const content = html`<nav class="woocommerce-breadcrumb"><a href="/">Home</a> / <a href="${words.path}/product-category/${ware.category}/">${category(shop, ware)}</a> / ${ware.title}</nav>
<div class="product"><div class="images"><img src="/wp-content/uploads/${ware.id}.jpg" alt=""></div><div class="summary"><h1 class="product_title entry-title">${ware.title}</h1>${stars(shop, ware)}<p>${price(shop, ware)}</p>${choice(shop, ware)}<p class="stock in-stock">${ware.stock} ${words.stock}</p><form class="cart" method="post"><input type="number" name="quantity" value="1"><button name="add-to-cart" value="${ware.id}">${words.add}</button></form>
<div class="product_meta"><span class="sku_wrapper">SKU: <span class="sku">Z-${ware.id}</span></span> <span class="posted_in">${words.category}: <a href="${words.path}/product-category/${ware.category}/" rel="tag">${category(shop, ware)}</a></span></div></div>
<div class="tabs"><ul><li>${words.description}</li><li>${words.reviews} (${ware.sold % 30})</li></ul><div class="panel"><h2>${words.description}</h2>${ware.description.split('\n').map((line) => html`<p>${line}</p>`)}</div></div>
${others.length > 0 ? html`<section class="related products"><h2>${words.related}</h2>${shelf(shop, others)}</section>` : nothing}</div>`;
  const truth = shown(shop, ware, {
    category: category(shop, ware),
    stock: ware.stock,
    ...(hasRange(ware) ? { offers: offersOf(ware) } : {}),
  });
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), {
    truth: { listings: [truth], related: others.map((each) => row(shop, each)) },
  });
}

function others(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (path: string) => stall.origin + words.path + path;
  const form = html`<h1>${words.account}</h1><h2>${words.login}</h2><form class="woocommerce-form-login" method="post"><p><label>${words.user} *</label><input name="username"></p><p><label>${words.password} *</label><input type="password" name="password"></p><button name="login">${words.login}</button></form>`;
  const wall = html`<!DOCTYPE html><html lang="${words.code}"><head><meta charset="UTF-8"><title>${name}</title></head><body><p>${words.wall}</p><form method="post"><img src="/wall.php?img"><input name="answer" autocomplete="off"><input type="submit" value="&rarr;"></form></body></html>`;
  const empty = html`<h1>${words.cart}</h1><p class="cart-empty">&euro;&nbsp;0,00</p><a href="${words.path}/shop/">${words.shop}</a>`;
  return [
    shownPage('login', url('/account/'), frame(shop, words.account, form)),
    shownPage('captcha', url('/'), wall.html),
    shownPage('not-found', url('/product/weg/'), frame(shop, '404', html`<h1 class="page-title">${words.lost}</h1>`), {
      status: 404,
    }),
    shownPage(
      'other',
      url('/verzending/'),
      frame(shop, words.terms, html`<h1>${words.terms}</h1><p>${words.free}</p><p>BTC, XMR</p>`),
    ),
    shownPage('other', url('/cart/'), frame(shop, words.cart, empty)),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, categories } = shop.stall;
  const { path, shop: title } = shop.words;
  return [
    index(shop, `${path}/shop/`, title, wares.slice(0, 16)),
    ...categories.slice(0, 3).map((each) =>
      index(
        shop,
        `${path}/product-category/${each}/`,
        categoryIn(shop.words.code, each),
        wares.filter((ware) => ware.category === each),
      ),
    ),
    index(shop, `${path}/?s=zzzz&post_type=product`, title, []),
    ...wares.slice(0, 14).map((ware) => item(shop, ware)),
    ...others(shop),
  ];
}

/**
 * De Zoutpakhuis: the shop of one seller on a common shop system, in Dutch and French. No seller and no places are named; price ranges,
 * crossed-out prices, a select list of amounts, "12 in stock", a price filter beside the goods, related goods under each product.
 */
export const saltstore: Market = (world, week) => {
  const stall = openStall(world, { market: 'saltstore', currency: 'EUR', count: 30, week });
  return saltstoreWords.flatMap((words) => pagesOf({ stall, words }));
};
