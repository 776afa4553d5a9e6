import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../extractors/decode-text.ts';
import { parsePage } from '../../extractors/document.ts';
import { lineOf } from '../../extractors/text.ts';
import { developMarkets, renderMarket, scoredMarkets } from '../../lab/markets.ts';
import { bytesOf } from '../../lab/pages/encode.ts';
import { decimal, flag } from '../../lab/pages/print.ts';
import type { MarketPage, ShownListing, ShownMoney } from '../../lab/pages/shown.ts';
import { createWorld } from '../../lab/world.ts';

const world = createWorld({ seed: 3, size: 'small' });
const weeks = [2, 9];
const languages = ['en', 'de', 'fr', 'nl', 'es', 'it', 'pl', 'ru', 'pt', 'zh'];
const names = languages.map((language) => new Intl.DisplayNames([language], { type: 'region' }));
const everywhere = /worldwide|weltweit|весь мир|monde|mondo|mundo|wereld|świat|全球|🌍|\bWW\b/i;

/** All that a page says to its reader: visible text, and the texts of pictures and select lists. */
const textOf = (page: MarketPage): string => {
  const parsed = parsePage(decodeText(bytesOf(page), page.contentType), page.url);
  return `${lineOf([...parsed.root.children])} ${[...page.html.matchAll(/(?:alt|title|aria-label)="([^"]*)"/g)].map((match) => match[1]).join(' ')}`;
};

const spaces = (text: string): string => text.replace(/\s+/g, ' ');
const ways = ({ amount }: ShownMoney): readonly string[] =>
  languages
    .flatMap((language) => [
      amount.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
      amount.toLocaleString(language),
    ])
    .concat(amount.toFixed(2), (amount - 0.01).toFixed(2), decimal(amount, 'de-CH').replaceAll('’', "'"))
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

describe.each([...developMarkets, ...scoredMarkets])('the market %s', (market) => {
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

describe('the markets of the lab', () => {
  it('are twelve to develop on and four that are only ever scored, in a folder of their own that says so', () => {
    expect(developMarkets).toHaveLength(12);
    expect(scoredMarkets).toHaveLength(4);
    const files = readdirSync('lab/pages/scored');
    expect(files.filter((name) => !name.endsWith('.data.ts')).sort()).toEqual(
      scoredMarkets.map((name) => `${name}.ts`).sort(),
    );
    for (const name of files)
      expect(readFileSync(`lab/pages/scored/${name}`, 'utf8')).toMatch(
        /^\/\/ Only ever scored, never looked at while the extractor is developed\.\n/,
      );
  });

  it('lets no file of the reader, and no test of it, know the scored ones', () => {
    const files = ['extractors', 'test/extractors'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name}`),
    );
    const words = new RegExp(`scoredMarkets|pages/scored|\\b(${scoredMarkets.join('|')})\\b`, 'i');
    expect(files.filter((name) => words.test(readFileSync(name, 'utf8')))).toEqual([]);
  });

  it('speak nine languages beside English', () => {
    const spoken = [...developMarkets, ...scoredMarkets]
      .flatMap((market) => renderMarket(market, world, 2))
      .map(({ html }) => html.match(/<html[^>]*lang="(\w\w)/)?.[1]);
    expect(new Set(spoken)).toEqual(new Set([undefined, ...languages]));
  });
});
