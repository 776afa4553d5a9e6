import { categoryIn } from './categories.data.ts';
import { type Html, html, nothing } from './html.ts';
import { type MizzenWords, mizzenWords } from './mizzen.data.ts';
import { countryOptions, decimal, placesIn } from './print.ts';
import { type Market, type MarketPage, type ShownListing, shownPage } from './shown.ts';
import { offersOf, openStall, type Seller, type Stall, shownWare, type Ware } from './ware.ts';

const name = 'Mizzen 后桅';

interface Shop {
  readonly stall: Stall;
  readonly words: MizzenWords;
}

/** The server says which kind of page it is, but nobody says in which letters. */
const unsaid = { contentType: 'text/html' } as const;

const itemLink = ({ words }: Shop, ware: Ware): string => `/${words.code}/goods/${ware.id}`;
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const merchantLink = ({ words }: Shop, { handle }: Seller): string =>
  `/${words.code}/merchant/${encodeURIComponent(handle)}`;
const money = (amount: number): string => `${decimal(amount, 'en')} USDT`;
const places = ({ words }: Shop, codes: readonly string[]): string =>
  placesIn(codes, words.code, words.worldwide, words.code === 'zh' ? '、' : ', ');

const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  return html`<!doctype html><html lang="${words.code}"><head><title>${title}_${name}</title></head>
<body><mz-app><mz-top><a href="/${words.code}/">${name}</a><mz-ticker><mz-pair><b>BTC</b><i>${decimal(stall.rate('BTC', 'USDT'), 'en')}</i></mz-pair><mz-pair><b>XMR</b><i>${decimal(stall.rate('XMR', 'USDT'), 'en')}</i></mz-pair><mz-pair><b>CNY</b><i>${decimal(stall.rate('CNY', 'USDT'), 'en', 4)}</i></mz-pair></mz-ticker>
<mz-balance>${words.balance}: 0.00 USDT</mz-balance><a href="/exit">${words.exit}</a></mz-top>
<mz-notice>${words.warning}</mz-notice>
<mz-body><mz-aside><form action="/${words.code}/find"><label>${words.searchFrom}</label><select name="o">${countryOptions(words.code)}</select><label>${words.price}</label><input name="a" placeholder="0.00"><input name="b" placeholder="999.00"><button>${words.find}</button></form>
<mz-tree>${stall.categories.map((each) => html`<a href="/${words.code}/k/${each}">${categoryIn(words.code, each)}</a>`)}</mz-tree></mz-aside><mz-main>${content}</mz-main></mz-body></mz-app></body></html>`
    .html;
};

/** A card inside a card: the merchant's own stands in the good's. */
const card = (shop: Shop, ware: Ware): Html => {
  const { words } = shop;
  return html`<mz-card><mz-pic><a href="${itemLink(shop, ware)}"><img src="/pic/${ware.id}" alt=""></a></mz-pic><mz-info><mz-name><a href="${itemLink(shop, ware)}">${ware.title}</a></mz-name>
<mz-card kind="merchant"><a href="${merchantLink(shop, ware.seller)}">${ware.seller.handle}</a><mz-lv>Lv.${ware.seller.level}</mz-lv><mz-n>(${ware.seller.sales})</mz-n></mz-card>
<mz-kv><mz-k>${words.from}</mz-k><mz-v>${places(shop, ware.from)}</mz-v></mz-kv><mz-kv><mz-k>${words.to}</mz-k><mz-v>${places(shop, ware.to)}</mz-v></mz-kv></mz-info>
<mz-cost><mz-now>${money(ware.amount)}</mz-now><mz-alt>${shop.stall.convert(ware.amount, 'XMR').toFixed(5)}</mz-alt><mz-did>${words.sold} ${ware.sold}</mz-did></mz-cost></mz-card>`;
};

const advert = ({ words }: Shop): Html =>
  html`<mz-card kind="ad"><mz-pic><a href="/jump/3"><img src="/pic/ad3" alt=""></a></mz-pic><mz-info><mz-name><a href="/jump/3">${words.advert}</a></mz-name></mz-info></mz-card>`;

const shownCard = (shop: Shop, ware: Ware): ShownListing => shownWare(ware, itemUrl(shop, ware), { sold: ware.sold });

function index(shop: Shop, path: string, title: string, wares: readonly Ware[]): MarketPage {
  const { words } = shop;
  const cards = wares.map((ware, at) => (at % 6 === 3 ? html`${advert(shop)}${card(shop, ware)}` : card(shop, ware)));
  const content = html`<mz-head>${title}</mz-head>${wares.length > 0 ? html`<mz-list>${cards}</mz-list>` : html`<mz-empty>${words.none}</mz-empty>`}`;
  return shownPage('index', shop.stall.origin + path, frame(shop, title, content), {
    ...unsaid,
    truth: { listings: wares.map((ware) => shownCard(shop, ware)) },
  });
}

const fact = (label: string, value: Html | string): Html =>
  html`<mz-kv><mz-k>${label}</mz-k><mz-v>${value}</mz-v></mz-kv>`;

function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const merchant = html`<a href="${merchantLink(shop, ware.seller)}">${ware.seller.handle}</a> Lv.${ware.seller.level} (${ware.seller.sales})`;
  const content = html`<mz-good><mz-title>${ware.title}</mz-title>${fact(words.merchant, merchant)}${fact(words.klass, categoryIn(words.code, ware.category))}${fact(words.fee, '1.00 USDT')}${fact(words.price, money(ware.amount))}<mz-alt>${stall.convert(ware.amount, 'XMR').toFixed(5)}</mz-alt>${fact(words.from, places(shop, ware.from))}${fact(words.to, places(shop, ware.to))}${fact(words.stock, String(ware.stock))}${fact(words.sold, String(ware.sold))}${fact(words.score, `${ware.rating.toFixed(1)} / 5`)}
<mz-tiers><mz-tier><mz-q>${words.amount}</mz-q><mz-p>${words.price}</mz-p></mz-tier>${ware.steps.map((step) => html`<mz-tier><mz-q>${step.label}</mz-q><mz-p>${money(step.amount)}</mz-p></mz-tier>`)}</mz-tiers>
<mz-buy><button>${words.buy}</button></mz-buy><mz-text><mz-head>${words.about}</mz-head>${ware.description.split('\n').map((line) => html`<p>${line}</p>`)}</mz-text></mz-good>`;
  const truth = shownWare(ware, itemUrl(shop, ware), {
    category: categoryIn(words.code, ware.category),
    stock: ware.stock,
    sold: ware.sold,
    rating: ware.rating,
    offers: offersOf(ware),
  });
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), {
    ...unsaid,
    truth: { listings: [truth] },
  });
}

function merchant(shop: Shop, seller: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === seller.handle).slice(0, 6);
  const content = html`<mz-who><mz-title>${seller.handle}</mz-title>${fact(words.deals, String(seller.sales))}${fact(words.score, `${seller.rating.toFixed(1)} / 5`)}<p>${seller.description}</p>${seller.key === null ? nothing : html`<pre>${seller.key}</pre>`}</mz-who><mz-list>${own.map((ware) => card(shop, ware))}</mz-list>`;
  return shownPage('vendor', stall.origin + merchantLink(shop, seller), frame(shop, seller.handle, content), {
    ...unsaid,
    truth: {
      vendor: { handle: seller.handle, sales: seller.sales, rating: seller.rating },
      related: own.map((ware) => shownCard(shop, ware)),
    },
  });
}

const naked = ({ words }: Shop, content: Html): string =>
  html`<!doctype html><html lang="${words.code}"><head><title>${name}</title></head><body><mz-gate><h1>${name}</h1>${content}</mz-gate></body></html>`
    .html;

function others(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (path: string) => `${stall.origin}/${words.code}${path}`;
  const form = html`<form method="post"><mz-row><label>${words.account}</label><input name="n"></mz-row><mz-row><label>${words.password}</label><input type="password" name="w"></mz-row><button>${words.signIn}</button></form>`;
  const code = html`<form method="post"><label>${words.code2}</label><img src="/code.png" alt="captcha"><input name="v" maxlength="4"><button>OK</button></form>`;
  return [
    shownPage('login', url('/in'), naked(shop, form), unsaid),
    shownPage('captcha', url('/check'), naked(shop, code), unsaid),
    shownPage('queue', url('/line'), naked(shop, html`<p>${words.queue}</p>`), unsaid),
    shownPage('not-found', url('/goods/1'), frame(shop, '404', html`<mz-head>404</mz-head><p>${words.lost}</p>`), {
      ...unsaid,
      status: 404,
    }),
    shownPage(
      'other',
      url('/help'),
      frame(
        shop,
        words.help,
        html`<mz-head>${words.help}</mz-head><p>${words.fee}: 1.00 USDT</p><p>${words.warning}</p>`,
      ),
      unsaid,
    ),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers, categories } = shop.stall;
  const { code, all } = shop.words;
  return [
    index(shop, `/${code}/`, all, wares.slice(0, 18)),
    ...categories.slice(0, 3).map((each) =>
      index(
        shop,
        `/${code}/k/${each}`,
        categoryIn(code, each),
        wares.filter((ware) => ware.category === each),
      ),
    ),
    index(shop, `/${code}/find?q=zzzz`, all, []),
    ...wares.slice(0, 12).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 5).map((each) => merchant(shop, each)),
    ...others(shop),
  ];
}

/**
 * Mizzen: elements of its own invention, in Chinese and English. No charset, a ticker of rates and a search form before the goods, cards inside
 * cards, sellers with level and count and no label in lists, a bare amount of monero after the price, a fee before it, advertisements.
 */
export const mizzen: Market = (world, week) => {
  const stall = openStall(world, { market: 'mizzen', currency: 'USDT', count: 28, week });
  return mizzenWords.flatMap((words) => pagesOf({ stall, words }));
};
