import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parsePurity } from '../../extractors/fields/purity.ts';
import { parseQuantity, quantityOf, type Range } from '../../extractors/fields/quantity.ts';

const short = (range: Range | null | undefined) =>
  range ? (range.min === range.max ? range.min : [range.min, range.max]) : null;
const read = (text: string) => {
  const reading = parseQuantity(text);
  return [short(reading?.massG), short(reading?.count), short(reading?.doseMg), short(reading?.volumeMl)];
};

describe('parseQuantity', () => {
  test.each([
    ['½ g DMT', 0.5],
    ['1½ g DMT', 1.5],
    ['Two and a half grams of ketamine', 2.5],
    ['Three and a half grams of ketamine', 3.5],
    ['Ketamine 5–10 g', [5, 10]],
    ['1 1/2 kg amphetamine paste', 1500],
    ['1oz-32oz', [28.34952313, 907.18474]],
    ['500mg ketamine', 0.5],
    ['2,5 g Koks', 2.5],
    ['1.000 g', 1000],
    ['1 000 g', 1000],
    ['0.125 g', 0.125],
    ['half ounce', 14.17476156],
    ['10 x 1g', 10],
    ['10x1g', 10],
    ['7g/14g/28g', [7, 28]],
    ['zwei Gramm MDMA', 2],
    ['cinq grammes', 5],
    ['dos gramos', 2],
    ['mezzo grammo', 0.5],
    ['10 г гашиш', 10],
    ['pół grama', 0.5],
    ['an eighth of weed', 3.5],
    ['14g (1/2oz)', 14],
    ['£190 oz', 28.34952313],
    ['JWH-018 5g', 5],
    ['4-AcO-DMT 500mg', 0.5],
    ['half O of weed', 14.17476156],
    ['2g + 1g FREE', 2],
    ['5 g of the best + free 1 g', 5],
    ['salvia 40x extract 1g', 1],
    ['hash 3x filtered 25g', 25],
  ])('finds a mass in %s', (text, mass) => expect(read(text)).toEqual([mass, null, null, null]));

  test.each([
    ['5 x 20mg', 5, 20],
    ['2C-B 20mg x 10', 10, 20],
    ['100 PILLS X Soma 350mg $49', 100, 350],
    ['30mg 100pills for $200', 100, 30],
    ['25 x 100µg', 25, 0.1],
    ['5 - 1000 x 250ug LSD tabs', [5, 1000], 0.25],
    ['100Tab 200ug,250ug,300ug', 100, [0.2, 0.3]],
    ['10er Pack 20mg', 10, 20],
    ['20 100 mg pills', null, 100],
    ['50 x Adderall', 50, null],
    ['1P-LSD 100ug', null, 0.1],
    ['1 sheet LSD', 100, null],
    ['30 Tabletten 2 mg', 30, 2],
    ['Tilidin 100/8 mg 50 Tabletten', 50, 100],
    ['Suboxone strips 8mg/2mg x 10', 10, 8],
    ['10 strips of 10 Valium', 100, null],
    ['4 x 28 tablets 5mg', 112, 5],
    ['10 / 25 / 50 x 2mg', [10, 50], 2],
    ['Nitrazepam 5mg 60', 60, 5],
    ['10mg pellets 25', 25, 10],
    ['Delta 8 gummies 25mg x 40', 40, 25],
    ['Percocet 10/325mg 30 pills', 30, 10],
    ['K2 paper 10 sheets', 10, null],
    ['LSD 200ug 1943', null, 0.2],
  ])('tells pieces and strength from mass in %s', (text, count, dose) =>
    expect(read(text)).toEqual([null, count, dose, null]),
  );

  it('reads volumes, and strength per millilitre as a strength', () => {
    expect(read('GBL 1L')).toEqual([null, null, null, 1000]);
    expect(read('10 vials x 10ml 250mg/ml testosterone')).toEqual([null, 10, 250, 100]);
  });

  it('reads milligrams as strength where the caller knows that they are', () => {
    expect(parseQuantity('Alprazolam 2mg', { milligrams: 'dose' })).toMatchObject({
      massG: null,
      doseMg: { min: 2, max: 2 },
    });
  });

  test.each(['AM-2201', '2C-B', '3,4-MDMA', '5 лет', '2023/11/05', 'navicat v10 full', '', '$50', 'Windows 10 Pro'])(
    'finds no amount in %j',
    (text) => expect(parseQuantity(text)).toBeNull(),
  );

  it('keeps the place of what it read', () => {
    const text = 'MDMA – 5 g, pure';
    const reading = parseQuantity(text);
    expect(reading && text.slice(reading.start, reading.end)).toBe('5 g');
  });

  it('gives a range no single value', () => {
    const reading = parseQuantity('1-10g');
    expect(reading && quantityOf(reading)).toEqual({ value: 1, max: 10, unit: 'g' });
  });
});

test('a mass written in any unit and mark is read back in grams', () => {
  const units = fc.constantFrom(['g', 1], ['gram', 1], ['Gramm', 1], ['kg', 1000], ['г', 1], ['oz', 28.349523125], [
    'grammes',
    1,
  ] as const);
  fc.assert(
    fc.property(
      units,
      fc.integer({ min: 1, max: 9999 }),
      fc.constantFrom('.', ','),
      fc.boolean(),
      ([unit, factor], hundredths, mark, gap) => {
        const printed = (hundredths / 100).toFixed(2).replace('.', mark);
        const mass = parseQuantity(`MDMA ${printed}${gap ? ' ' : ''}${unit} pure`)?.massG;
        expect(mass?.min).toBeCloseTo((hundredths / 100) * Number(factor), 5);
      },
    ),
    { numRuns: 300 },
  );
});

describe('parsePurity', () => {
  test.each([
    ['80+% Purity', { min: 80, max: 80 }],
    ['Cocaine 92% 20% off', { min: 92, max: 92 }],
    ['purity 80-85 %', { min: 80, max: 85 }],
    ['[100%]', { min: 100, max: 100 }],
    ['99,5 Prozent', { min: 99.5, max: 99.5 }],
  ])('reads %s', (text, value) => expect(parsePurity(text)?.value).toEqual(value));

  test.each(['20% off', '100% satisfaction', '-15%', '150%', '100% stealth', '98% positive'])(
    'takes %s for no purity',
    (text) => expect(parsePurity(text)).toBeNull(),
  );
});
