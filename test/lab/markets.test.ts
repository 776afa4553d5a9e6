import { describe, expect, it } from 'vitest';
import { decodeText } from '../../extractors/decode-text.ts';
import { parsePage } from '../../extractors/document.ts';
import { lineOf } from '../../extractors/text.ts';
import { developMarkets, renderMarket } from '../../lab/markets.ts';
import { flag } from '../../lab/pages/print.ts';
import type { MarketPage, ShownListing, ShownMoney } from '../../lab/pages/shown.ts';
import { createWorld } from '../../lab/world.ts';

const world = createWorld({ seed: 3, size: 'small' });
const weeks = [2, 9];
const languages = ['en', 'de', 'fr', 'nl', 'es', 'it', 'pl', 'ru', 'pt', 'zh'];
const names = languages.map((language) => new Intl.DisplayNames([language], { type: 'region' }));
const everywhere = /worldwide|weltweit|весь мир|monde|mondo|mundo|wereld|świat|全球|🌍|\bWW\b/i;

/** All that a page says to its reader: visible text, and the texts of pictures and select lists. */
const textOf = (page: MarketPage): string => {
  const parsed = parsePage(decodeText(Buffer.from(page.html), page.contentType), page.url);
  return `${lineOf([...parsed.root.children])} ${[...page.html.matchAll(/(?:alt|title|aria-label)="([^"]*)"/g)].map((match) => match[1]).join(' ')}`;
};

const spaces = (text: string): string => text.replace(/\s+/g, ' ');
const ways = ({ amount }: ShownMoney): readonly string[] =>
  languages
    .flatMap((language) => [
      amount.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
      amount.toLocaleString(language),
    ])
    .concat(amount.toFixed(2), (amount - 0.01).toFixed(2))
    .map(spaces);
const hasPlace = (text: string, code: string): boolean =>
  code === 'WW'
    ? everywhere.test(text)
    : new RegExp(`\\b${code}\\b`).test(text) ||
      text.includes(flag(code)) ||
      names.some((each) => text.includes(each.of(code) ?? code));

function expectShown(text: string, listing: ShownListing, where: string) {
  expect(text, where).toContain(spaces(listing.title));
  if (listing.vendor !== null) expect(text, where).toContain(listing.vendor);
  if (listing.price)
    expect(
      ways(listing.price).some((each) => text.includes(each)),
      `${where} ${listing.price.amount}`,
    ).toBe(true);
  for (const code of [...listing.shipsFrom, ...listing.shipsTo])
    expect(hasPlace(text, code), `${where} ${code}`).toBe(true);
  for (const count of [listing.stock, listing.sold])
    if (typeof count === 'number') expect(text, where).toContain(String(count));
  if (listing.category) expect(text, where).toContain(listing.category);
  for (const offer of listing.offers ?? [])
    expect(
      ways({ amount: offer.amount, currency: '' }).some((each) => text.includes(each)),
      `${where} ${offer.amount}`,
    ).toBe(true);
}

describe.each(developMarkets)('the market %s', (market) => {
  const pages = weeks.flatMap((week) => renderMarket(market, world, week));

  it('shows the same pages for the same world and week', () => {
    const again = createWorld({ seed: 3, size: 'small' });
    expect(weeks.flatMap((week) => renderMarket(market, again, week))).toEqual(pages);
  });

  it('shows all that its truth says', () => {
    for (const page of pages) {
      const text = spaces(textOf(page));
      for (const listing of page.truth.listings) expectShown(text, listing, `${page.kind} ${page.url}`);
      const { vendor } = page.truth;
      if (vendor) expect(text, page.url).toContain(vendor.handle);
      if (typeof vendor?.sales === 'number')
        expect(text.replace(/(?<=\d)[.,  ](?=\d{3})/g, ''), page.url).toContain(String(vendor.sales));
    }
  });

  it('has pages of every kind, walls and pages without a listing among them', () => {
    const kinds = new Set(pages.map(({ kind }) => kind));
    for (const kind of ['index', 'listing', 'login', 'captcha', 'not-found'] as const) expect(kinds).toContain(kind);
    expect(pages.filter(({ truth }) => truth.listings.length > 0).length).toBeGreaterThan(8);
    for (const { kind, truth } of pages) {
      if (kind !== 'index' && kind !== 'listing') expect(truth.listings).toEqual([]);
      if (kind === 'listing') expect(truth.listings).toHaveLength(1);
    }
  });
});
