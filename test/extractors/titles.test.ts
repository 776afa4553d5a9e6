import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { detectLanguage } from '../../extractors/language.ts';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';
import { readGoods, readTitle } from '../../extractors/titles.ts';

const lexicon = createLexicon();
const blank = { isDrug: true, substances: [], massG: null, count: null, doseMg: null, purityPct: null };

describe('readTitle', () => {
  test.each([
    [
      'Ketamine S-isomer needles 1g - 14g 99%',
      { substances: ['ketamine'], massG: { min: 1, max: 14 }, purityPct: 99, form: 'crystal' },
    ],
    ['50 × Tesla XTC 220mg', { substances: ['mdma'], count: 50, doseMg: 220, form: null }],
    ['Etizolam 1mg x 100 pellets', { substances: ['etizolam'], count: 100, doseMg: 1 }],
    ['Alprazolam 2mg', { substances: ['alprazolam'], doseMg: 2 }],
    ['100 Blotter 1P-LSD 100µg', { substances: ['1p-lsd'], count: 100, doseMg: 0.1, form: 'blotter' }],
    ['Haze 1/2 oz indoor', { substances: ['cannabis'], massG: 14.17476156 }],
    ['0.7g Cocaine 92% 20% off', { substances: ['cocaine'], massG: 0.7, purityPct: 92 }],
    [
      'Crystal meth 100-1.000 grams',
      { substances: ['methamphetamine'], massG: { min: 100, max: 1000 }, form: 'crystal' },
    ],
    ['Runtz carts 1g x1', { substances: ['cannabis'], massG: 1, count: 1, form: 'vape' }],
    ['25 таблеток экстази 200 мг', { substances: ['mdma'], count: 25, doseMg: 200, form: 'pill' }],
    ['Ritalin 10mg', { substances: ['methylphenidate'], doseMg: 10 }],
    ['Metonitazene 500mg', { substances: ['metonitazene'], massG: 0.5 }],
    ['GHB 500ml', { substances: ['ghb'], volumeMl: 500 }],
    ['Tusi 2cb pink cocaine 1g', { substances: ['tusi'], massG: 1 }],
    ['Ketamine 1/2/5/10g', { substances: ['ketamine'], massG: { min: 1, max: 10 } }],
    ['10 ounce (280g) Wedding Cake', { substances: ['cannabis'], massG: 280 }],
    ['50 Blue Dolphin XTC 180mg', { substances: ['mdma'], count: 50, doseMg: 180 }],
    ['100 pastillas Tesla naranja', { substances: ['mdma'], count: 100, form: 'pill' }],
    ['Salvia extract 20x 1g', { substances: ['salvia divinorum'], massG: 1 }],
    ['Hachis seco 10g', { substances: ['hashish'], massG: 10 }],
    ['Alprazolam 2mg tiras de 10', { substances: ['alprazolam'], count: 10, doseMg: 2 }],
    ['可卡因现货5克 纯度90%', { substances: ['cocaine'], massG: 5, purityPct: 90 }],
    ['MDMB-4cl-CHMINACA 10g', { substances: ['mdmb-4cl-chminaca'], massG: 10 }],
    ['Mystery capsules 20 x 225mg', { count: 20, doseMg: 225, form: 'capsule' }],
  ])('reads %s', (title, expected) =>
    expect(readTitle(title, lexicon)).toMatchObject({ ...blank, title, ...expected }),
  );

  test.each([
    'navicat v10 full',
    'Leather bracelet 48 AAA+',
    'Ketamine test kit',
    'Windows 10 Pro key',
    'Digital scale 0.01g',
    '',
  ])('takes %j for no drug', (title) =>
    expect(readTitle(title, lexicon)).toMatchObject({ isDrug: false, substances: [] }),
  );

  it('drops a byte order mark', () => {
    expect(readTitle('\ufeff10g MDMA', lexicon)).toMatchObject({ title: '10g MDMA', massG: 10, substances: ['mdma'] });
  });

  it('throws on no title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (title) => void readTitle(title, lexicon)),
      { numRuns: 500 },
    );
  });
});

test('the category decides what a vague title offers', () => {
  const goods = readGoods('Uncut Peruvian 5 g', lexicon, 'Drugs > Stimulants > Cocaine');
  expect(goods.substances[0]?.id).toBe('cocaine');
  expect(goods.quantity).toEqual({ value: 5, max: null, unit: 'g' });
});

describe('detectLanguage', () => {
  test.each([
    ['Cristales muy puros, envío gratis a toda España', 'es'],
    ['Spedizione veloce e discreta, qualità ottima', 'it'],
    ['Wysyłka następnego dnia, świetna jakość', 'pl'],
    ['Schneller Versand, sehr gute Qualität aus Köln', 'de'],
    ['TOP QUALITY CRYSTAL, FAST AND DISCREET SHIPPING FOR EVERYONE', 'en'],
    ['Отличное качество, быстрая доставка', 'ru'],
    ['SEHR GUTE QUALITÄT UND SCHNELLER VERSAND AUS DEUTSCHLAND', 'de'],
    ['高品质 快速发货', 'zh'],
  ])('finds the language of %j', (text, language) => expect(detectLanguage(text)).toBe(language));

  test.each([
    ['Amphetamine sulphate powder - 3.5g', 'en', 'en'],
    ['Amphetamin Paste diskret verpackt', 'de', 'de'],
    ['MDMA 5g', 'nl', 'nl'],
    ['Schneller Versand, sehr gute Qualität aus Köln', 'en', 'de'],
    ['Отличное качество, быстрая доставка', 'en', 'ru'],
  ])('reads %j on a site in %s as %s', (text, home, language) => expect(detectLanguage(text, home)).toBe(language));

  test.each(['MDMA 5g', '', '12345 67890', 'https://example.org/a/long/address/of/some/page', 'ok'])(
    'does not guess from %j',
    (text) => expect(detectLanguage(text)).toBeNull(),
  );
});
