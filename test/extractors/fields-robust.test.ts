import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseContacts } from '../../extractors/fields/contact.ts';
import { parseDate } from '../../extractors/fields/date.ts';
import { parseHandle } from '../../extractors/fields/handle.ts';
import { parseMoney, parseMoneys } from '../../extractors/fields/money.ts';
import { offerOf } from '../../extractors/fields/offers.ts';
import { parsePgp } from '../../extractors/fields/pgp.ts';
import { parsePlaces } from '../../extractors/fields/place.ts';
import { parsePurity } from '../../extractors/fields/purity.ts';
import { parseQuantity, quantityOf } from '../../extractors/fields/quantity.ts';
import { parseWallets } from '../../extractors/fields/wallet.ts';
import { offerSchema } from '../../model/listing.ts';
import { moneySchema } from '../../model/money.ts';
import { quantitySchema } from '../../model/quantity.ts';

const reference = '2024-03-02T12:00:00Z';
const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  parseMoney,
  parseMoneys,
  offerOf,
  parsePurity,
  parsePgp,
  parsePlaces,
  parseWallets,
  parseContacts,
  parseHandle,
  parseQuantity: (text) => parseQuantity(text),
  parseDate: (text) => parseDate(text, { reference }),
};
const pieces = fc.constantFrom(
  '10',
  '1.5',
  ' ',
  'g',
  'mg',
  'x',
  '€',
  '$',
  'EUR',
  '-',
  '–',
  '/',
  '½',
  ',',
  '.',
  '@',
  '(',
  ')',
  '3 days ago',
  'NL',
  'MDMA',
  'BTC',
  'per',
  '%',
  '🇩🇪',
  '\u0660',
  '٫',
  '1e9',
  '0',
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
);

describe('every parser', () => {
  for (const [name, parse] of Object.entries(parsers)) {
    it(`${name} throws on no text and gives the same answer twice`, () => {
      fc.assert(
        fc.property(text, (input) => void expect(parse(input)).toEqual(parse(input))),
        { numRuns: 400 },
      );
    });
  }

  it('gives values that the model accepts, with the place where they stand', () => {
    fc.assert(
      fc.property(text, (input) => {
        for (const money of parseMoneys(input)) {
          expect(moneySchema.safeParse(money.value).success).toBe(true);
          expect(input.slice(money.start, money.end)).toBe(money.raw);
        }
        const quantity = parseQuantity(input);
        const value = quantity ? quantityOf(quantity) : null;
        if (value) expect(quantitySchema.safeParse(value).success).toBe(true);
        const offer = offerOf(input);
        if (offer) expect(offerSchema.safeParse(offer.value).success).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('reads 100,000 characters of anything in a few seconds at most', () => {
    const long = [
      'a',
      '1',
      ' ',
      'a.',
      '@',
      '1 000 ',
      '-',
      '1-',
      '1,',
      'a dot ',
      '[(',
      '<',
      '10 g MDMA 50 EUR telegram: @foobar99 ',
    ];
    for (const unit of long) {
      for (const [name, parse] of Object.entries(parsers)) {
        const start = performance.now();
        parse(unit.repeat(Math.ceil(100_000 / unit.length)));
        expect([name, unit, performance.now() - start < 4_000]).toEqual([name, unit, true]);
      }
    }
  });
});
