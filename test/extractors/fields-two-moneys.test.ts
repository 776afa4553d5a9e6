import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseMoneys } from '../../extractors/fields/money.ts';

const all = (text: string, options = {}): string =>
  parseMoneys(text, options)
    .map(({ value }) => `${value.amount} ${value.currency}`)
    .join(', ');

describe('a currency between two amounts', () => {
  test.each([
    ['€42.00 BTC 0.0121', '42.00 EUR, 0.0121 BTC'],
    ['$166.50 XMR 0.9', '166.50 USD, 0.9 XMR'],
    ['USD 166.50 BTC 0.01769', '166.50 USD, 0.01769 BTC'],
    ['EUR 166.50 BTC 0.01769 XMR 0.9', '166.50 EUR, 0.01769 BTC, 0.9 XMR'],
    ['BTC 0.0121 USD 600', '0.0121 BTC, 600 USD'],
    ['42.00 € BTC 0.0121', '42.00 EUR, 0.0121 BTC'],
    ['42 EUR 0.0121 BTC', '42 EUR, 0.0121 BTC'],
    ['0.0121 BTC €42.00', '0.0121 BTC, 42.00 EUR'],
    ['XMR/AUD 104.77 BTC/AUD 14,102.11', '104.77 AUD, 14102.11 AUD'],
    ['A$12.00 BTC 0.0002', '12.00 AUD, 0.0002 BTC'],
  ])('belongs to the one that has none: %s', (text, moneys) => expect(all(text)).toBe(moneys));

  test.each([
    ['$35.00 CAD', '35.00 CAD'],
    ['$20.00 USD 0.003 BTC', '20.00 USD, 0.003 BTC'],
    ['¥120 CNY', '120 CNY'],
    ['BTC 61,204.11 USD', '61204.11 USD'],
    ['kr 900 SEK', '900 SEK'],
  ])('says more of the one before: %s', (text, moneys) => expect(all(text)).toBe(moneys));

  it('never takes a sign from its number, whatever coin follows', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(['€', 'EUR'], ['$', 'USD'], ['£', 'GBP'], ['US$', 'USD'], ['R$', 'BRL']),
        fc.integer({ min: 100, max: 99_999 }),
        fc.constantFrom('BTC', 'XMR', 'LTC', 'ETH', 'USDT'),
        fc.integer({ min: 1, max: 99_999 }),
        fc.constantFrom(' ', ': '),
        ([sign, currency], cents, coin, parts, gap) => {
          const price = (cents / 100).toFixed(2);
          const coins = (parts / 100_000).toFixed(5);
          expect(all(`${sign}${price} ${coin}${gap}${coins}`)).toBe(`${price} ${currency}, ${coins} ${coin}`);
        },
      ),
    ));
});
