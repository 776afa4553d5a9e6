import { describe, expect, it } from 'vitest';
import { developMarkets, type GeneratedMarket, renderMarket, scoredMarkets } from '../../lab/markets.ts';
import type { MarketPage } from '../../lab/pages/shown.ts';
import { createWorld } from '../../lab/world.ts';

const world = createWorld({ seed: 1, size: 'small' });
const pagesOf = (markets: readonly GeneratedMarket[]): readonly MarketPage[] =>
  markets.flatMap((market) => [4, 9].flatMap((week) => renderMarket(market, world, week)));
const developed = pagesOf(developMarkets);
const scored = pagesOf(scoredMarkets);

const has =
  (pattern: RegExp, kind: MarketPage['kind'] = 'index') =>
  (page: MarketPage): boolean =>
    page.kind === kind && pattern.test(page.html);
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** What makes real markets hard to read, and how to see it on a page. */
const traps: Readonly<Record<string, (page: MarketPage) => boolean>> = {
  'rates stand before the price': ({ html, truth }) => {
    const price = truth.listings[0]?.title;
    return price !== undefined && html.search(/BTC/) >= 0 && html.search(/BTC/) < html.lastIndexOf(price);
  },
  'a search form asks for a country of its own': has(/<(?:label|dt)>[^<]*(?:country|País|Pays|Страна|国家)/i),
  'navigation is longer than the results': ({ html, kind, truth }) =>
    kind === 'index' && truth.listings.length > 0 && count(html, /<(?:a|option)\b/g) > truth.listings.length * 4,
  'a title holds a price': ({ truth }) => truth.listings.some(({ title }) => /\d\s?(?:€|zł)/.test(title)),
  'a price is a range': has(
    /(?:£|&euro;)(?:<\/span>)?(?:&nbsp;)?[\d.,\u202f]+(?:<[^>]*>|\s)*(?:-|&ndash;)(?:<[^>]*>|\s)*(?:£|&euro;)/,
  ),
  'price and package are one string': has(/(?:\d €|CHF [\d.']+) \/ \d/),
  'five currencies stand in a row': has(
    /\$[\d.,]+.{0,80}€[\d.,]+.{0,200}BTC.{0,120}XMR|£.{0,40}\$.{0,40}€.{0,60}BTC.{0,40}XMR/,
  ),
  'a fee stands near the price': has(/fee|Frais de port|Taxa|手续费|Комиссия|Prowizja|Spese|Commission/i, 'listing'),
  'a bare amount of a coin follows the price': has(
    /(?:USD|zł|USDT)(?:<\/?[^>]+>|\s|\()*\d\.\d{4,8}\b(?! (?:BTC|XMR))/,
    'listing',
  ),
  'a price has float noise': has(/\d\.\d{2}9{6,}/, 'listing'),
  'a seller has no label but counts': has(/<\/a>(?:<[^>]*>|\s)*(?:\(\d+\)|Lv\.|[\d.]+%|\d+ \|)/),
  'no seller is named': ({ truth }) => truth.listings.some(({ vendor }) => vendor === null),
  'the site stands in h1 and in the title': ({ html, kind }) =>
    kind === 'listing' &&
    html.includes((html.match(/<h1[^>]*>(?:<a[^>]*>)?([^<]+)/)?.[1] ?? '\u0000').trim()) &&
    /<title>[^<]*(?:Lanternfish|Tidewrack|Foghorn|Kabestan)/.test(html),
  'from and to share a cell': has(/(?:→|&rarr;|➜|-&gt;)/),
  'cards stand in cards': has(
    /<(?:div class="card product|mz-card)[\s\S]{0,900}<(?:div class="card seller|mz-card kind="merchant)|<div id="ad"><div><div>/,
  ),
  'ids are not unique': ({ html }) => /id="(lot|oferta|ad)"[\s\S]*id="\1"/.test(html),
  'advertisements stand among results': has(/Promo(?:ted|cionado)|Sponsored|sponsorisée|广告|Reklama|Anzeige/),
  'tables stand in tables': has(/<table[^>]*>(?:(?!<\/table>)[\s\S])*<table[^>]*>(?:(?!<\/table>)[\s\S])*<tr/i),
  'price steps are a select list': has(/<option[^>]*>[^<]*\d[^<]*(?:&ndash;|=) ?(?:&euro; )?\d/, 'listing'),
  'counts have a plus': has(/\b(?:100|150|300)\+/, 'listing'),
  'a warning of phishing holds decoys': has(/phishing|钓鱼|fałszywe/i),
  'no charset is declared': ({ html, contentType }) => !/charset/i.test(html + contentType),
  'a page is cut short': ({ html, kind }) => kind === 'index' && !/<\/html>/i.test(html),
  'countries are flags': has(/[\u{1f1e6}-\u{1f1ff}]{2}/u),
  'countries are codes': ({ html, truth }) =>
    truth.listings.some(({ shipsFrom }) => new RegExp(`(?:: |\\[)${shipsFrom[0]}\\b`).test(html)),
  'nothing is listed': ({ kind, truth }) => kind === 'index' && truth.listings.length === 0,
};

describe('the markets to develop on', () => {
  it.each(Object.entries(traps))('have a page where %s', (_name, sprung) => {
    expect(developed.filter(sprung).length).toBeGreaterThan(0);
  });
});

describe('the markets that are only scored', () => {
  it('were not made for the list above, and yet hold many of its traps', () => {
    const held = Object.values(traps).filter((sprung) => scored.some(sprung));
    expect(held.length).toBeGreaterThan(9);
  });
});
