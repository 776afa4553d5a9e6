import { falls } from '../random.ts';
import { categoryIn } from './categories.data.ts';
import { type GunwaleWords, gunwaleWords } from './gunwale.data.ts';
import { dottedDate, type Html, html, nothing } from './html.ts';
import { countryOptions, decimal, placesIn } from './print.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from './shown.ts';
import { offersOf, openStall, type Seller, type Stall, shownWare, type Ware } from './ware.ts';

const name = 'Gunwale';

interface Shop {
  readonly stall: Stall;
  readonly words: GunwaleWords;
}

const itemLink = ({ words }: Shop, ware: Ware): string => `${words.path}/viewoffer.php?f=3&t=${ware.id}`;
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const memberLink = ({ words }: Shop, { handle }: Seller): string =>
  `${words.path}/memberlist.php?mode=viewprofile&un=${encodeURIComponent(handle)}`;
const money = ({ words }: Shop, amount: number): string => `${decimal(amount, words.code)} €`;
const places = ({ words }: Shop, codes: readonly string[]): string => placesIn(codes, words.code, words.worldwide);
const section = ({ words }: Shop, ware: Ware): string => categoryIn(words.code, ware.category);

const searchForm = ({ words }: Shop): Html =>
  html`<form class="search-box" action="${words.path}/search.php"><fieldset><legend>${words.search}</legend><label>${words.country}: <select name="c">${countryOptions(words.code)}</select></label> <label>${words.price}: <input name="lo" value="0,00 €"> - <input name="hi" value="500,00 €"></label></fieldset></form>`;

const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  return html`<!DOCTYPE html><html dir="ltr" lang="${words.code}"><head><meta charset="utf-8"><title>${name} - ${title}</title><base href="${stall.origin}/"></head>
<body id="phpbb" class="nojs ltr"><div id="wrap"><div id="page-header"><div class="headerbar"><h1>${name}</h1><p>${words.warning}</p>${searchForm(shop)}</div>
<ul class="linklist navlinks"><li class="breadcrumbs"><a href="${words.path}/index.php">${words.board}</a></li><li><a href="${words.path}/faq.php">FAQ</a></li><li><a href="${words.path}/memberlist.php">${words.members}</a></li><li><a href="${words.path}/ucp.php?mode=logout">[ reader ]</a></li></ul></div>
<div id="page-body">${content}</div>
<div id="page-footer"><ul>${stall.categories.map((each) => html`<li><a href="${words.path}/viewsection.php?f=${each}">${categoryIn(words.code, each)}</a></li>`)}</ul><div class="copyright">Gunwale, UTC+2</div></div></div></body></html>`
    .html;
};

const row = (shop: Shop, ware: Ware): Html => {
  const { words } = shop;
  return html`<li class="row bg${(ware.id % 2) + 1}"><dl class="row-item topic_read"><dt><div class="list-inner"><a href=".${itemLink(shop, ware)}" class="topictitle">${ware.title}</a><br>${words.by} <a href="${memberLink(shop, ware.seller)}" class="username-coloured">${ware.seller.handle}</a> &raquo; ${dottedDate(ware.listedAt)}</div></dt>
<dd class="posts">${money(shop, ware.amount)}</dd><dd class="views">${ware.sold}</dd><dd class="lastpost"><span>${places(shop, ware.from)} &rarr; ${places(shop, ware.to)}</span></dd></dl></li>`;
};

const sponsored = ({ words }: Shop): Html =>
  html`<li class="row announce"><dl class="row-item"><dt><div class="list-inner"><a href="/go.php?b=4" class="topictitle">VPN -50% : 12 mois pour 29,00 €</a><br>${words.adverts}</div></dt><dd class="posts"></dd><dd class="views"></dd><dd class="lastpost"></dd></dl></li>`;

const list = (shop: Shop, wares: readonly Ware[]): Html => {
  const { words } = shop;
  return html`<div class="forumbg"><div class="inner"><ul class="topiclist"><li class="header"><dl class="row-item"><dt><div class="list-inner">${words.offers}</div></dt><dd class="posts">${words.price}</dd><dd class="views">${words.sold}</dd><dd class="lastpost"><span>${words.route}</span></dd></dl></li></ul>
<ul class="topiclist topics">${sponsored(shop)}${wares.map((ware) => row(shop, ware))}</ul></div></div>`;
};

const shownRow = (shop: Shop, ware: Ware): ShownListing => shownWare(ware, itemUrl(shop, ware), { sold: ware.sold });

function index(shop: Shop, path: string, title: string, wares: readonly Ware[]): MarketPage {
  const content = wares.length > 0 ? list(shop, wares) : html`<div class="panel"><p>${shop.words.none}</p></div>`;
  return shownPage('index', shop.stall.origin + path, frame(shop, title, html`<h2>${title}</h2>${content}`), {
    truth: { listings: wares.map((ware) => shownRow(shop, ware)) },
  });
}

/** The list for slow connections: a line of text for each offer. */
function plainIndex(shop: Shop, wares: readonly Ware[]): MarketPage {
  const { words, stall } = shop;
  const line = (ware: Ware): Html =>
    html`<li><a href=".${itemLink(shop, ware)}">${ware.title}</a> - ${money(shop, ware.amount)} - ${words.by} <a href="${memberLink(shop, ware.seller)}">${ware.seller.handle}</a> - ${places(shop, ware.from)} &rarr; ${places(shop, ware.to)}</li>`;
  const content = html`<h2>${words.offers}</h2><ul>${wares.map(line)}</ul>`;
  return shownPage('index', `${stall.origin}${words.path}/archive.php`, frame(shop, words.offers, content), {
    truth: { listings: wares.map((ware) => shownWare(ware, itemUrl(shop, ware))) },
  });
}

const profile = (shop: Shop, seller: Seller, rank: string): Html =>
  html`<dl class="postprofile"><dt><a href="${memberLink(shop, seller)}" class="username">${seller.handle}</a></dt><dd class="profile-rank">${rank}</dd><dd class="profile-posts"><strong>${shop.words.postsLabel}:</strong> ${seller.sales * 2}</dd><dd class="profile-joined"><strong>${shop.words.joined}:</strong> ${dottedDate(seller.joinedAt)}</dd></dl>`;

const fact = (label: string, value: string): Html => html`<strong>${label} :</strong> ${value}<br>`;
const stockOf = (ware: Ware): number => (ware.stock > 90 ? 300 : ware.stock);

/** The offer is the first post; the others are what buyers wrote under it. */
function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const reader = stall.sellers.find(({ handle }) => handle !== ware.seller.handle) ?? ware.seller;
  const content = html`<p class="breadcrumbs"><a href="${words.path}/index.php">${words.board}</a> &#8249; <a href="${words.path}/viewsection.php?f=${ware.category}">${section(shop, ware)}</a></p><h2 class="topic-title"><a href="${itemLink(shop, ware)}">${ware.title}</a></h2>
<div class="post has-profile bg2"><div class="inner">${profile(shop, ware.seller, words.rank)}<div class="postbody"><h3 class="first"><a href="#p1">${ware.title}</a></h3><div class="content">${fact(words.section, section(shop, ware))}${fact(words.price, money(shop, ware.amount))}${fact(words.fees, '+ 4,90 €')}${fact(words.from, places(shop, ware.from))}${fact(words.to, places(shop, ware.to))}${fact(words.stock, stockOf(ware) === 300 ? '300+' : String(ware.stock))}${fact(words.delivered, String(ware.sold))}<br>${words.list} :<br>${ware.steps.map((step) => html`${step.label} - ${money(shop, step.amount)}<br>`)}<br>${ware.description.split('\n').map((line) => html`${line}<br>`)}</div><form method="post" action="${words.path}/buy.php"><input type="submit" value="${words.buy}"></form><div class="signature">${words.warning}</div></div></div></div>
<div class="post has-profile bg1"><div class="inner">${profile(shop, reader, '')}<div class="postbody"><h3><a href="#p2">Re: ${ware.title}</a></h3><div class="content">${words.reply}</div></div></div></div>`;
  const truth = shownWare(ware, itemUrl(shop, ware), {
    category: section(shop, ware),
    stock: stockOf(ware),
    sold: ware.sold,
    offers: offersOf(ware),
  });
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), { truth: { listings: [truth] } });
}

function member(shop: Shop, seller: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === seller.handle).slice(0, 5);
  const content = html`<h2 class="memberlist-title">${words.sign} ${seller.handle}</h2><div class="panel"><dl class="details"><dt>${words.user}:</dt><dd><span style="color:#AA0000">${seller.handle}</span></dd><dt>${words.joined}:</dt><dd>${dottedDate(seller.joinedAt)}</dd><dt>${words.sales}:</dt><dd>${seller.sales}</dd><dt>${words.score}:</dt><dd>${decimal(seller.rating, words.code, 1)} / 5</dd></dl><div class="signature">${seller.description}</div>${seller.key === null ? nothing : html`<div class="codebox"><pre><code>${seller.key}</code></pre></div>`}</div>${list(shop, own)}`;
  const url = stall.origin + memberLink(shop, seller);
  return shownPage('vendor', url, frame(shop, `${words.sign} ${seller.handle}`, content), {
    truth: {
      vendor: { handle: seller.handle, sales: seller.sales, rating: seller.rating },
      related: own.map((ware) => shownRow(shop, ware)),
    },
  });
}

const naked = ({ words }: Shop, title: string, content: Html): string =>
  html`<!DOCTYPE html><html dir="ltr" lang="${words.code}"><head><meta charset="utf-8"><title>${name} - ${title}</title></head><body id="phpbb"><h1>${name}</h1><p>${words.warning}</p>${content}</body></html>`
    .html;

function walls(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (path: string) => stall.origin + words.path + path;
  const form = html`<form action="./ucp.php?mode=login" method="post"><div class="panel"><h2 class="login-title">${words.login}</h2><dl><dt><label>${words.user}:</label></dt><dd><input name="username"></dd></dl><dl><dt><label>${words.password}:</label></dt><dd><input type="password" name="password"></dd></dl><input type="submit" value="${words.login}"></div></form>`;
  const code = html`<form method="post"><fieldset><p>${words.human}</p><img src="./ucp.php?mode=confirm" alt=""><input name="confirm_code" size="8" maxlength="8"><input type="submit"></fieldset></form>`;
  const people = html`<h2>${words.members}</h2><table class="table1"><thead><tr><th>${words.user}</th><th>${words.postsLabel}</th><th>${words.joined}</th></tr></thead><tbody>${stall.sellers.map((each) => html`<tr><td><a href="${memberLink(shop, each)}">${each.handle}</a></td><td>${each.sales * 2}</td><td>${dottedDate(each.joinedAt)}</td></tr>`)}</tbody></table>`;
  return [
    shownPage('login', url('/ucp.php?mode=login'), naked(shop, words.login, form)),
    shownPage('captcha', url('/enter.php'), naked(shop, '?', code)),
    shownPage('banned', url('/index.php?b'), naked(shop, '403', html`<p>${words.banned}</p>`), { status: 403 }),
    shownPage(
      'not-found',
      url('/viewoffer.php?t=1'),
      frame(shop, 'Information', html`<div class="panel" id="message"><p>${words.lost}</p></div>`),
      { status: 404 },
    ),
    shownPage(
      'other',
      url('/faq.php'),
      frame(shop, words.faq, html`<h2>${words.faq}</h2><p>${words.fees}: 4,90 €</p><p>${words.warning}</p>`),
    ),
    shownPage('other', url('/memberlist.php'), frame(shop, words.members, people), { also: ['index'] }),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers, categories } = shop.stall;
  const { path, board } = shop.words;
  return [
    index(shop, `${path}/viewsection.php?f=all`, board, wares.slice(0, 18)),
    ...categories.slice(0, 3).map((each) =>
      index(
        shop,
        `${path}/viewsection.php?f=${each}`,
        categoryIn(shop.words.code, each),
        wares.filter((ware) => ware.category === each),
      ),
    ),
    plainIndex(shop, wares.slice(8, 22)),
    index(shop, `${path}/search.php?q=zzzz`, board, []),
    ...wares.slice(0, 12).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 5).map((each) => member(shop, each)),
    ...walls(shop),
  ];
}

/**
 * Gunwale: a shop on the software of a message board, in French and English. An offer is the first post of a topic, its seller the author,
 * its price steps plain lines of text; some titles hold a price of their own; a search form with prices and an "Origin country", a warning of
 * phishing with a price in it on every page, sponsored rows, counts such as 300+,
 * addresses that count from a base element, a list of plain lines for slow connections.
 */
export const gunwale: Market = (world, week) => {
  const stall = openStall(world, {
    market: 'gunwale',
    currency: 'EUR',
    count: 30,
    week,
    priceInTitle: ({ title, key, site }, amount) =>
      falls(0.3, `${site}|${key}|titled`) ? `${title} (promo ${Math.max(2, Math.round(amount * 0.3))}€ sample)` : null,
  });
  return gunwaleWords.flatMap((words) => pagesOf({ stall, words }));
};
