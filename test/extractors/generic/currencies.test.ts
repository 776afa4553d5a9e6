import { describe, expect, it, test } from 'vitest';
import { readJson } from '../reading.ts';

const goods = ['Amfetamin 10g', 'Hasch 5g', 'MDMA 1g', 'Kokain 2g'];

/** A list of offers whose amounts `price` writes; `lang` and `note` are what the page says besides. */
const listOf = (price: (amount: number) => string, lang = '', note = ''): string =>
  `<html${lang ? ` lang="${lang}"` : ''}><title>Torget</title><p>${note}</p><table>${goods
    .map(
      (name, at) =>
        `<tr><td><a href="/a/${at}">${name}</a></td><td><a href="/u/s${at}">seller${at}</a></td><td>${price(900 + 50 * at)}</td></tr>`,
    )
    .join('')}</table></html>`;

const currencyOf = (html: string): string | null => readJson(html).listings[0]?.price?.currency ?? null;

describe('signs of several currencies', () => {
  test.each([
    ['crowns of a Swedish page', (n: number) => `${n} kr`, 'sv', 'SEK'],
    ['crowns of a Norwegian page', (n: number) => `kr ${n},-`, 'nb', 'NOK'],
    ['crowns of a Danish page', (n: number) => `${n} kr.`, 'da-DK', 'DKK'],
    ['Swiss francs', (n: number) => `Fr. ${n}.-`, 'de-CH', 'CHF'],
    ['forints', (n: number) => `${n} Ft`, 'hu', 'HUF'],
    ['roubles by one letter', (n: number) => `${n} р.`, 'ru', 'RUB'],
    ['dollars of Canada', (n: number) => `$${n}`, 'en-CA', 'CAD'],
    ['dollars', (n: number) => `$${n}`, 'en', 'USD'],
  ])('reads %s by the language that the page states', (_, price, lang, currency) =>
    expect(currencyOf(listOf(price, lang))).toBe(currency),
  );

  it('reads crowns by the code that the page names', () =>
    expect(currencyOf(listOf((n) => `${n} kr`, '', 'Saldo: 0 NOK'))).toBe('NOK'));

  it('reads crowns by the language of the text', () =>
    expect(
      currencyOf(
        listOf(
          (n) => `${n} kr`,
          '',
          'Välkommen till marknaden där alla säljare skickar från Sverige och ingen frågar något',
        ),
      ),
    ).toBe('SEK'));

  it('reads francs and forints where their sign stands beside every price', () => {
    expect(currencyOf(listOf((n) => `${n} Fr.`))).toBe('CHF');
    expect(currencyOf(listOf((n) => `${n} Ft`))).toBe('HUF');
  });

  it('says nothing about crowns of a page that does not tell whose they are', () =>
    expect(currencyOf(listOf((n) => `${n} kr`, 'en'))).toBeNull());
});

describe('exchange rates', () => {
  test.each(['1 BTC = 61 200 $', '$1 = 0.0023 LTC', 'XMR/USD: 161.20 $', 'Bitcoin = 412 311 €'])(
    'takes %j for no price',
    (rate) =>
      expect(
        readJson(`<title>Log</title><h1>Fresh Log 5g</h1><p>${rate}</p><p>Vendor: tidepool</p><p>Ships from: NL</p>`)
          .listings[0]?.price ?? null,
      ).toBeNull(),
  );
});
