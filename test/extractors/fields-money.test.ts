import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseMoney, parseMoneys } from '../../extractors/fields/money.ts';
import { offerOf, offersIn } from '../../extractors/fields/offers.ts';

const read = (text: string, options = {}) => parseMoney(text, options)?.value ?? null;

describe('parseMoney', () => {
  test.each([
    ['0.350 BTC', '0.350', 'BTC'],
    ["CHF 1'250.50", '1250.50', 'CHF'],
    ['CHF 1\u2019250.50', '1250.50', 'CHF'],
    ['3.2E-4 BTC', '0.00032', 'BTC'],
    ['US$ ۲٬۰۳۴٬۵۱۲٫۷۵', '2034512.75', 'USD'],
    ['1.234,56 €', '1234.56', 'EUR'],
    ['€1,234.56', '1234.56', 'EUR'],
    ['1\u00a0234,56 zł', '1234.56', 'PLN'],
    ['₹12,34,567.80', '1234567.80', 'INR'],
    ['1.250 EUR', '1250', 'EUR'],
    ['1.250 XMR', '1.250', 'XMR'],
    ['25 mBTC', '0.025', 'BTC'],
    ['120000 sats', '0.00120000', 'BTC'],
    ['EUR25', '25', 'EUR'],
    ['105eu', '105', 'EUR'],
    ['20,- €', '20', 'EUR'],
    ['$1.5k', '1500', 'USD'],
    ['250 рублей', '250', 'RUB'],
    ['12.499999999998 USD', '12.5', 'USD'],
    ['0,5 BTC', '0.5', 'BTC'],
  ])('reads %s', (text, amount, currency) => {
    expect(read(text)).toEqual({ amount, currency });
  });

  test.each([
    '640 ALLROUND PLAN',
    '10-20 EUR',
    '$10-20',
    '10 EUR - 20 EUR',
    '5 EU countries',
    'meth 1g australia',
    'BTC 10g',
    'no price',
    '',
    '100',
    'v1.2.3',
    '20 kr',
  ])('says nothing about %j', (text) => expect(parseMoney(text)).toBeNull());

  it('takes the currency of the site for a bare number, a bare dollar sign and crowns', () => {
    expect(read('1.250', { defaultCurrency: 'EUR' })).toEqual({ amount: '1250', currency: 'EUR' });
    expect(read('1.250', { defaultCurrency: 'EUR', decimal: '.' })).toEqual({ amount: '1.250', currency: 'EUR' });
    expect(read('$40', { defaultCurrency: 'AUD' })).toEqual({ amount: '40', currency: 'AUD' });
    expect(read('500 kr', { defaultCurrency: 'SEK' })).toEqual({ amount: '500', currency: 'SEK' });
  });

  it('gives every amount with its place, unit and range', () => {
    const text = 'From €10 to €20, 2.50 EUR/g, $2.2 a pill, 0.1 BTC';
    const all = parseMoneys(text);
    expect(all.map((money) => [money.value.amount, money.max, money.per?.unit ?? null])).toEqual([
      ['10', '20', null],
      ['2.50', null, 'g'],
      ['2.2', null, 'unit'],
      ['0.1', null, null],
    ]);
    for (const money of all) expect(text.slice(money.start, money.end)).toBe(money.raw);
  });
});

describe('offerOf', () => {
  test.each([
    ['89.90 EUR / 25 g', 25, 'g', '89.90', 'EUR'],
    ['5g - $120', 5, 'g', '120', 'USD'],
    ['10 g · 250 USD', 10, 'g', '250', 'USD'],
    ['100 pills for $200', 100, 'unit', '200', 'USD'],
    ['2.50 EUR/g', 1, 'g', '2.50', 'EUR'],
    ['£190 oz', 28.34952313, 'g', '190', 'GBP'],
    ['250 ml: 60 €', 250, 'ml', '60', 'EUR'],
  ])('reads %s', (text, value, unit, amount, currency) => {
    expect(offerOf(text)?.value).toMatchObject({ quantity: { value, unit, max: null }, price: { amount, currency } });
  });

  test.each([
    '1g 10€, 5g 45€, 10g 80€',
    '10€ 1g, 45€ 5g, 80€ 10g',
    '1g: 10 € | 5g: 45 € | 10g: 80 €',
    '1 g = 10 EUR\n5 g = 45 EUR\n10 g = 80 EUR',
  ])('reads the steps of %j', (text) => {
    expect(offersIn(text).map((offer) => [offer.quantity?.value, offer.price?.amount])).toEqual([
      [1, '10'],
      [5, '45'],
      [10, '80'],
    ]);
  });

  it('takes a second currency for the same price', () => {
    expect(offersIn('5g 45 EUR (0.0007 BTC)').map((offer) => offer.price)).toEqual([{ amount: '45', currency: 'EUR' }]);
  });

  it('reads price lists line by line and leaves out lines without an amount', () => {
    expect(offersIn('1g 12 EUR\n5g 50 EUR\nShipping 8 EUR').map((offer) => offer.price?.amount)).toEqual(['12', '50']);
  });
});

const locales: readonly (readonly [locale: string, before: string, after: string, currency: string])[] = [
  ['en-US', '$', '', 'USD'],
  ['en-GB', '£', '', 'GBP'],
  ['de-DE', '', ' €', 'EUR'],
  ['fr-FR', '', ' €', 'EUR'],
  ['de-CH', 'CHF ', '', 'CHF'],
  ['pl-PL', '', ' zł', 'PLN'],
  ['sv-SE', '', ' EUR', 'EUR'],
  ['en-IN', '₹', '', 'INR'],
  ['ru-RU', '', ' ₽', 'RUB'],
  ['fa-IR', '', ' USD', 'USD'],
  ['ar-EG', '', ' USD', 'USD'],
  ['es-ES', '', ' EUR', 'EUR'],
];

test('an amount printed in any supported locale is read back', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...locales),
      fc.integer({ min: 1, max: 99_999_999 }),
      ([locale, before, after, currency], cents) => {
        const printed = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
          cents / 100,
        );
        const money = parseMoney(`${before}${printed}${after}`);
        expect(money?.value.currency).toBe(currency);
        expect(Number(money?.value.amount)).toBe(cents / 100);
      },
    ),
    { numRuns: 400 },
  );
});

test('an amount of coins keeps its digits', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999_999_999 }),
      fc.constantFrom('BTC', 'XMR', 'LTC', 'ETH'),
      (units, currency) => {
        const printed = (units / 1e6).toFixed(6);
        expect(parseMoney(`${printed} ${currency}`)?.value).toEqual({ amount: printed, currency });
      },
    ),
  );
});
