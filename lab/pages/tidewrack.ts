import { categoryIn } from './categories.data.ts';
import { type Html, html, longDate, nothing } from './html.ts';
import { decimal, flag } from './print.ts';
import { type Market, type MarketPage, type ShownListing, type ShownOffer, shownPage } from './shown.ts';
import { type TidewrackWords, tidewrackWords } from './tidewrack.data.ts';
import { offersOf, openStall, type Seller, type Stall, shownWare, type Ware } from './ware.ts';

const name = 'Tidewrack';

interface Shop {
  readonly stall: Stall;
  readonly words: TidewrackWords;
}

const itemLink = ({ words }: Shop, ware: Ware): string => `${words.path}/p/${ware.id.toString(36)}`;
const itemUrl = (shop: Shop, ware: Ware): string => shop.stall.origin + itemLink(shop, ware);
const shopLink = ({ words }: Shop, { handle }: Seller): string => `${words.path}/@${handle}`;
const money = (amount: number): string => `${decimal(amount, 'de')} €`;
const flags = (codes: readonly string[]): string => codes.map(flag).join(' ');

/** The site's name is the only h1 of every page, and comes first in every title. */
const frame = (shop: Shop, title: string, content: Html): string => {
  const { words, stall } = shop;
  return html`<!doctype html><html lang="${words.code}" class="dark"><head><meta charset="utf-8"><title>${name} · ${title}</title></head>
<body class="bg-zinc-900 text-zinc-100 antialiased"><div class="sticky top-0 flex items-center justify-between px-6 h-14"><h1 class="text-xl font-bold"><a href="/">${name}</a></h1><div class="flex gap-2 text-xs text-zinc-400"><span>BTC ${money(stall.rate('BTC', 'EUR'))}</span><span>XMR ${money(stall.rate('XMR', 'EUR'))}</span></div><div class="flex gap-4"><a class="hover:underline" href="${words.path}/orders">0</a><a class="hover:underline" href="/sign-out">⏻</a></div></div>
<div class="flex gap-2 overflow-x-auto px-6 py-2">${stall.categories.map((each) => html`<a class="rounded-full px-3 py-1 bg-zinc-800" href="${words.path}/c/${each}">${categoryIn(words.code, each)}</a>`)}</div>
<div class="mx-auto max-w-7xl px-6">${content}</div></body></html>`.html;
};

/** More than 120 pieces are "300+". */
const stockOf = (ware: Ware): number => (ware.stock > 120 ? 300 : ware.stock);
const stockText = (ware: Ware): string => (ware.stock > 120 ? '300+' : String(ware.stock));

/** No label anywhere: a picture, a title, who sells it with a share of good reviews, price and package in one string, flags, counts. */
const tile = (shop: Shop, ware: Ware): Html => {
  const { words } = shop;
  return html`<div class="flex flex-col rounded-xl bg-zinc-800 p-4 gap-2 shadow"><a class="block h-32 rounded bg-cover" style="background-image:url(/m/${ware.id}.webp)" href="${itemLink(shop, ware)}"></a>
<a class="font-semibold line-clamp-2" href="${itemLink(shop, ware)}">${ware.title}</a>
<div class="flex text-sm gap-1"><a class="text-sky-400" href="${shopLink(shop, ware.seller)}">${ware.seller.handle}</a><span class="text-zinc-500">${ware.seller.score.toFixed(1)}%</span></div>
<div class="text-lg">${money(ware.amount)} / ${ware.steps[0].label}</div>
<div class="flex justify-between text-sm"><span>${flags(ware.from)} → ${flags(ware.to)}</span><span>${stockText(ware)} ${words.units}</span></div></div>`;
};

const grid = (shop: Shop, wares: readonly Ware[]): Html =>
  html`<div class="grid grid-cols-2 md:grid-cols-4 gap-4">${wares.map((ware) => tile(shop, ware))}</div>`;

const firstStep = (ware: Ware): readonly ShownOffer[] => offersOf(ware).slice(0, 1);
const shownTile = (shop: Shop, ware: Ware): ShownListing =>
  shownWare(ware, itemUrl(shop, ware), { stock: stockOf(ware), offers: firstStep(ware) });

/** A heading, how many there are, and the tiles. */
function index(shop: Shop, path: string, title: string, wares: readonly Ware[]): MarketPage {
  const { words } = shop;
  const content = html`<div class="flex items-baseline gap-2 py-4"><span class="text-2xl">${title}</span><span class="text-zinc-500">${wares.length} ${words.results}</span></div>${wares.length > 0 ? grid(shop, wares) : html`<div class="rounded-xl border border-dashed p-12 text-center text-zinc-500">${words.none}</div>`}`;
  return shownPage('index', shop.stall.origin + path, frame(shop, title, content), {
    truth: { listings: wares.map((ware) => shownTile(shop, ware)) },
  });
}

const fact = (label: string, value: Html | string): Html =>
  html`<div class="flex justify-between py-1"><span class="text-zinc-500">${label}</span><span>${value}</span></div>`;

/** Each step with what a single unit comes to, which is no price of anything on sale. */
const steps = (ware: Ware): Html =>
  html`<div class="grid grid-cols-3 gap-2">${ware.steps.map((step) => html`<button class="rounded-lg border p-2" name="q" value="${step.label}"><span class="block font-medium">${step.label}</span><span class="block">${money(step.amount)}</span><span class="block text-xs text-zinc-500">${money(step.amount / step.value)}/${step.unit === 'unit' ? '1' : step.unit}</span></button>`)}</div>`;

function item(shop: Shop, ware: Ware): MarketPage {
  const { words, stall } = shop;
  const content = html`<div class="grid md:grid-cols-2 gap-8 py-8"><div class="rounded-xl bg-cover h-96" style="background-image:url(/m/${ware.id}.webp)"></div><div class="flex flex-col gap-4"><div class="text-3xl font-semibold">${ware.title}</div><div class="text-2xl text-emerald-400">${money(ware.amount)}</div>
<div class="divide-y">${fact(words.soldBy, html`<a class="text-sky-400" href="${shopLink(shop, ware.seller)}">${ware.seller.handle}</a> <span>${ware.seller.score.toFixed(1)}%</span>`)}${fact(words.category, categoryIn(words.code, ware.category))}${fact(words.origin, flags(ware.from))}${fact(words.target, flags(ware.to))}${fact(words.stock, `${stockText(ware)} ${words.units}`)}${fact(words.soldCount, String(ware.sold))}${fact(words.rating, `${ware.rating.toFixed(1)}/5 (${1 + (ware.sold % 70)})`)}${fact(words.commission, '2,5 %')}${fact(words.shipping, money(5))}</div>
<div class="text-sm text-zinc-500">${words.quantities}</div><form method="post">${steps(ware)}<button class="rounded-lg bg-emerald-600 px-6 py-3">${words.buy}</button></form><div class="font-mono text-xs">${stall.convert(ware.amount, 'XMR').toFixed(4)}</div></div></div>
<div class="prose prose-invert"><div class="text-xl">${words.about}</div>${ware.description.split('\n').map((line) => html`<p>${line}</p>`)}</div>`;
  const truth = shownWare(ware, itemUrl(shop, ware), {
    category: categoryIn(words.code, ware.category),
    stock: stockOf(ware),
    sold: ware.sold,
    rating: ware.rating,
    offers: offersOf(ware),
  });
  return shownPage('listing', itemUrl(shop, ware), frame(shop, ware.title, content), { truth: { listings: [truth] } });
}

function store(shop: Shop, seller: Seller): MarketPage {
  const { words, stall } = shop;
  const own = stall.wares.filter((ware) => ware.seller.handle === seller.handle).slice(0, 8);
  const content = html`<div class="flex items-center gap-4 py-8"><div class="rounded-full h-16 w-16 bg-zinc-700"></div><div><div class="text-2xl">${seller.handle}</div><div class="flex gap-4 text-sm text-zinc-400"><span>${words.sales}: ${seller.sales}</span><span>${words.rating}: ${seller.rating.toFixed(1)}/5</span><span>${words.since}: ${longDate(seller.joinedAt)}</span></div></div></div><p>${seller.description}</p>${seller.key === null ? nothing : html`<pre class="text-xs">${seller.key}</pre>`}${grid(shop, own)}`;
  return shownPage('vendor', stall.origin + shopLink(shop, seller), frame(shop, seller.handle, content), {
    truth: {
      vendor: { handle: seller.handle, sales: seller.sales, rating: seller.rating },
      related: own.map((ware) => shownTile(shop, ware)),
    },
  });
}

const naked = ({ words }: Shop, title: string, content: Html): string =>
  html`<!doctype html><html lang="${words.code}"><head><meta charset="utf-8"><title>${name} · ${title}</title></head><body class="grid place-items-center h-screen bg-zinc-900"><div class="w-80"><h1 class="text-xl">${name}</h1>${content}</div></body></html>`
    .html;

function walls(shop: Shop): readonly MarketPage[] {
  const { words, stall } = shop;
  const url = (path: string) => stall.origin + words.path + path;
  const form = html`<form method="post" class="space-y-4"><input class="w-full" name="a" placeholder="${words.user}"><input class="w-full" name="b" type="password" placeholder="${words.password}"><button class="w-full">${words.login}</button></form>`;
  const code = html`<form method="post"><p>${words.human}</p><div class="h-24 bg-cover" style="background-image:url(data:image/png;base64,iVBORw0KGgo=)"></div><input name="x" maxlength="5"><button>OK</button></form>`;
  return [
    shownPage('login', url('/login'), naked(shop, words.login, form)),
    shownPage('captcha', url('/gate'), naked(shop, '1/1', code)),
    shownPage('queue', url('/queue'), naked(shop, '…', html`<p>${words.queue}</p>`), { status: 503 }),
    shownPage('not-found', url('/p/0'), frame(shop, '404', html`<div class="text-6xl">404</div><p>${words.lost}</p>`), {
      status: 404,
    }),
    shownPage(
      'other',
      url('/orders'),
      frame(shop, words.orders, html`<div class="text-2xl">${words.orders}</div><p>${words.noOrders}</p>`),
    ),
    shownPage(
      'other',
      url('/rules'),
      frame(
        shop,
        words.rules,
        html`<div class="text-2xl">${words.rules}</div><p>${words.commission}: 2,5 %</p><p>${words.shipping}: ${money(5)}</p>`,
      ),
    ),
  ];
}

function pagesOf(shop: Shop): readonly MarketPage[] {
  const { wares, sellers, categories } = shop.stall;
  const { path, featured } = shop.words;
  return [
    index(shop, `${path}/`, featured, wares.slice(0, 20)),
    ...categories.slice(0, 3).map((each) =>
      index(
        shop,
        `${path}/c/${each}`,
        categoryIn(shop.words.code, each),
        wares.filter((ware) => ware.category === each),
      ),
    ),
    index(shop, `${path}/s/zzzz`, 'zzzz', []),
    ...wares.slice(0, 12).map((ware) => item(shop, ware)),
    ...sellers.slice(0, 5).map((each) => store(shop, each)),
    ...walls(shop),
  ];
}

/**
 * Tidewrack: utility classes and nothing but blocks, in Portuguese and Chinese. Rows without a single label, countries as flags, price and
 * package in one string, prices of single grams beside the steps, a bare amount of monero, rates in the head of the page, counts such as 300+.
 */
export const tidewrack: Market = (world, week) => {
  const stall = openStall(world, { market: 'tidewrack', currency: 'EUR', count: 30, week });
  return tidewrackWords.flatMap((words) => pagesOf({ stall, words }));
};
