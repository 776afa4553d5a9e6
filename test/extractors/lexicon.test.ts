import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { findSubstances } from '../../extractors/lexicon/find.ts';
import { createForms, findForm } from '../../extractors/lexicon/forms.ts';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';
import { foldTerm } from '../../extractors/lexicon/tokens.ts';
import { readGoods } from '../../extractors/titles.ts';

const lexicon = createLexicon();
const ids = (text: string, context = {}) => findSubstances(text, lexicon, context).map((match) => match.id);

describe('createLexicon', () => {
  it('holds every substance once, with a name and a class', () => {
    expect(lexicon.substances.length).toBeGreaterThan(1_500);
    expect(new Set(lexicon.substances.map((one) => one.id)).size).toBe(lexicon.substances.length);
    for (const one of lexicon.substances) {
      expect(one.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(one.name.length).toBeGreaterThan(1);
      expect(one.terms.length + one.ambiguous.length).toBeGreaterThan(0);
    }
  });

  it('keeps a term that is safe alone to one substance', () => {
    const owners = new Map<string, string>();
    for (const one of lexicon.substances) {
      for (const term of one.terms) {
        expect([term, owners.get(foldTerm(term)) ?? one.id]).toEqual([term, one.id]);
        owners.set(foldTerm(term), one.id);
      }
    }
  });

  it('resolves ids, names, aliases and slang for queries', () => {
    expect(lexicon.resolve('ketamine')).toEqual(['ketamine']);
    expect(lexicon.resolve('3 MMC')).toEqual(['3-mmc']);
    expect(lexicon.resolve('Xanax')).toEqual(['alprazolam']);
    expect(lexicon.resolve('speed')).toContain('amphetamine');
    expect(lexicon.resolve('no such thing')).toEqual([]);
  });

  it('can be made of any rows', () => {
    const own = createLexicon([
      { id: 'x-1', name: 'X-1', class: 'other', nps: true, terms: ['X-1', 'Ixone'], ambiguous: [], weak: [] },
    ]);
    expect(findSubstances('5 g ixone', own)).toEqual([
      { id: 'x-1', class: 'other', confidence: 0.95, matched: 'ixone' },
    ]);
  });
});

test('a safe term is found in any writing: letter case, hyphens, spaces', () => {
  const safe = lexicon.substances.flatMap((one) =>
    one.terms
      .filter((term) => foldTerm(term).length >= 4 && !/seeds?|samen|test|book|cleaner|free|kit/i.test(term))
      .map((term) => [term, one.id] as const),
  );
  fc.assert(
    fc.property(fc.constantFrom(...safe), fc.constantFrom('-', ' ', '–'), fc.boolean(), ([term, id], mark, upper) => {
      const spelt = term.replace(/[-\s]/g, mark);
      const found = ids(
        `10g ${upper && spelt.toUpperCase().toLowerCase() === spelt.toLowerCase() ? spelt.toUpperCase() : spelt} !`,
      );
      expect([spelt, found]).toEqual([spelt, expect.arrayContaining([id])]);
    }),
    { numRuns: 1_500 },
  );
});

describe('findSubstances', () => {
  test.each([
    ['2cb 20mg x 10', ['2c-b']],
    ['3 mmc 5g', ['3-mmc']],
    ['α-PVP 5g', ['alpha-pvp']],
    ['Kokain 1g', ['cocaine']],
    ['Мефедрон 1г', ['mephedrone']],
    ['100g SPEEDPASTE', ['amphetamine']],
    ['Xanax bars 2mg Alprazolam', ['alprazolam']],
    ['MDMA + Ketamine combo', ['mdma', 'ketamine']],
    ['MDMA10g', ['mdma']],
    ['1гр мефедрона', ['mephedrone']],
    ['5 g kokainy', ['cocaine']],
    ['Moroccan hash, best cannabis', ['hashish']],
  ])('finds %j', (text, expected) => expect(ids(text).sort()).toEqual([...expected].sort()));

  test.each([
    ['Speed 10g', ['amphetamine']],
    ['5g weed', ['cannabis']],
    ['100 x Soma 350mg', ['carisoprodol']],
    ['Gorilla Glue £190 oz', ['cannabis']],
    ['Sativa and Indica strains', ['cannabis']],
    ['10x VENDETTA 240mg', ['mdma']],
  ])('understands the ambiguous %j by what stands beside it', (text, expected) => expect(ids(text)).toEqual(expected));

  test.each([
    'Speed dating guide',
    'Gorilla Glue',
    'Snow shoes',
    'Louis Vuitton Bracelet 48 AAA+',
    'navicat v10 full',
    'Vitamin C 10g',
    '100 pills Foo 10mg',
    'Vendetta movie',
    '2 kg coffee beans',
    'Windows 10 Pro key',
    'Netflix account',
    'K9 training',
    '',
  ])('guesses nothing from %j', (text) => expect(ids(text)).toEqual([]));

  test.each([
    'Ketamine test kit',
    'MDMA book 5 USD',
    'Milligram scale for cocaine',
    'Fentanyl test strips',
    'Tomato seeds 10',
    'Hemp seeds 1 kg',
    'Purple Haze carrot seeds 100 pcs',
    'LSD t-shirt',
  ])('takes %j for goods around drugs', (text) => expect(ids(text)).toEqual([]));

  test.each([
    ['no fentanyl heroin 1g', ['heroin']],
    ['Fentanyl-free oxycodone 10mg x 20', ['oxycodone']],
    ['legal alternative to cocaine 1g', []],
    ['Morning glory seeds 10g', ['lsa']],
    ['Cannabis seeds 10', ['cannabis']],
    ['5 feminized seeds Northern Lights', ['cannabis']],
    ['Golden Teacher spore syringe 10ml', ['psilocybin-mushrooms']],
    ['ohne Fentanyl: Heroin 2g', ['heroin']],
  ])('passes over what %j denies', (text, expected) => expect(ids(text)).toEqual(expected));

  test.each([
    'Ice machine 12 kg',
    'Weed killer 1 liter',
    'Dog food 10 kg',
    'Snow spray 150 ml',
    'Feta cheese 200 g',
    'Black tar roof sealant 5 l',
    'Sulfuric acid 1 l',
    'Лёд пищевой 5 кг',
    '绿茶 500克',
  ])('takes the ordinary goods in %j for what they are', (text) =>
    expect(readGoods(text, lexicon).substances).toEqual([]),
  );

  test.each([
    ['MDMA 5g + free test kit', ['mdma']],
    ['Ketamine 5g with free sticker', ['ketamine']],
    ['GBL 99.9% reagent grade 1L', ['gbl']],
    ['Large scale ketamine 1kg', ['ketamine']],
    ['K3tamine 5g', ['ketamine']],
    ['Хanax 2mg', ['alprazolam']],
    ['优质氯胺酮现货5克', ['ketamine']],
  ])('still finds what is sold in %j', (text, expected) => expect(ids(text)).toEqual(expected));

  it('keeps goods around drugs to their own line', () => {
    expect(ids('Ketamine 5g 100 EUR\nMDMA test kit 20 EUR\nCocaine 1g 60 EUR').sort()).toEqual(['cocaine', 'ketamine']);
  });

  it('lets a category decide, and name the substance where the title does not', () => {
    expect(ids('Ice 1g')).toEqual(['methamphetamine']);
    expect(ids('Lucy 1g', { category: 'Psychedelics > LSD' })).toEqual(['lsd']);
    expect(ids('Lucy 1g', { category: 'Opioids' })).toEqual([]);
    expect(findSubstances('Best of the best', lexicon, { category: 'Drugs > Cocaine' })).toMatchObject([
      { id: 'cocaine', confidence: 0.5 },
    ]);
  });

  it('reads names with one wrong letter, at less confidence', () => {
    expect(findSubstances('Methanphetamine 1g', lexicon)).toMatchObject([{ id: 'methamphetamine', confidence: 0.7 }]);
    expect(ids('Microdose capsules 20 x 225mg')).toEqual([]);
  });
});

describe('findForm', () => {
  const forms = createForms();
  test.each([
    ['MDMA crystals', null, 'crystal'],
    ['Amphetamin Paste', null, 'paste'],
    ['100 tabs', 'lysergamide', 'blotter'],
    ['100 tabs', 'benzodiazepine', 'pill'],
    ['Kapseln', null, 'capsule'],
    ['nasal spray', null, 'spray'],
    ['в таблетках', null, null],
    ['порошок', null, 'powder'],
    ['nothing said', null, null],
  ] as const)('reads %j of class %s', (text, group, form) => expect(findForm(text, forms, group)).toBe(form));
});
