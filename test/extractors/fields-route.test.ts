import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRoute } from '../../extractors/fields/route.ts';

const route = (text: string): string => {
  const { from, to } = parseRoute(text);
  return `${from?.value.join('+') ?? '?'} ${to?.value.join('+') ?? '?'}`;
};

describe('the route in free text', () => {
  it.each([
    ['Restock: 10g Ketamine crystal for 196€. Ships from Netherlands.', 'NL ?'],
    ['[NL > EU] 2 GR DUTCH MDMA | FREE SHIPPING FROM THE NETHERLANDS', 'NL EU'],
    ['100 GRAM SPEEDPASTE HIGH QUALITY - SENT FROM GERMANY', 'DE ?'],
    ['uncut 3-MMC 🇳🇱 → 🇪🇺 tracked', 'NL EU'],
    ['Pure ket UK - UK next day', 'GB GB'],
    ['Versand aus Deutschland nach Österreich und Schweiz', 'DE ?'],
    ['Expédié depuis la Belgique', 'BE ?'],
    ['Envío desde España', 'ES ?'],
    ['доставка из Польша', 'PL ?'],
    ['We ship from United States to Canada. Ships to Canada', 'US CA'],
    ['Ships from: Germany', 'DE ?'],
  ])('%s -> %s', (text, expected) => {
    expect(route(text)).toBe(expected);
  });

  it.each([
    'Fresh from the lab, best quality',
    'MDMA from Amsterdam with love',
    '5 -> 10 g for the price of 5',
    'Discount from 10 to 20 %',
    'Order from us, IN stock',
    'aus eigener Herstellung',
    'a > b > c',
  ])('says nothing of %s', (text) => {
    expect(route(text)).toBe('? ?');
  });

  it('never throws, and its places stand where it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (noise) => {
        const text = `${noise}\nShips from Germany.`;
        const { from } = parseRoute(text);
        if (from) expect(text.slice(from.start, from.end)).toBe(from.raw);
      }),
      { seed: 3 },
    );
  });
});
