import type { Unit } from '../../model/quantity.ts';

/** One invented offer: enough to fill a row of results and a page. */
export interface Offered {
  readonly title: string;
  readonly vendor: string;
  readonly source: string;
  readonly market: string;
  readonly substance: readonly [id: string, name: string, substanceClass: string] | null;
  readonly form: string | null;
  readonly price: readonly [amount: string, currency: string];
  readonly quantity: readonly [value: number, unit: Unit];
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly language: string;
  readonly first: string;
  readonly last: string;
  readonly gone?: boolean;
  readonly confidence?: number;
  readonly matched?: readonly (readonly [field: string, text: string])[];
  readonly steps?: readonly (readonly [at: string, amount: string])[];
  readonly description?: string;
}

const metonitazene = ['metonitazene', 'metonitazene', 'nitazene'] as const;
const bromazolam = ['bromazolam', 'bromazolam', 'designer-benzodiazepine'] as const;
const mmc = ['3-mmc', '3-MMC', 'cathinone'] as const;

export const offered: readonly Offered[] = [
  {
    title: 'Metonitazene HCl powder, 5 g, lab report on request',
    vendor: 'greywharf',
    source: 'halyard',
    market: 'Halyard',
    substance: metonitazene,
    form: 'powder',
    price: ['92.00', 'EUR'],
    quantity: [5, 'g'],
    from: ['NL'],
    to: ['EU'],
    language: 'en',
    first: '2026-08-03',
    last: '2026-11-24',
    matched: [['title', 'Metonitazene']],
    steps: [
      ['2026-08-03', '112.00'],
      ['2026-08-27', '102.50'],
      ['2026-11-24', '92.00'],
    ],
    description: 'White powder, purity 98,5% by HPLC. We ship within 24h from NL.\nFor 100g and more write first.',
  },
  {
    title: 'Bromazolam 2 mg pressed bars (green) x 500',
    vendor: 'tallow&son',
    source: 'fathom',
    market: 'Fathom',
    substance: bromazolam,
    form: 'pill',
    price: ['310.00', 'EUR'],
    quantity: [500, 'unit'],
    from: ['GB'],
    to: ['GB', 'EU'],
    language: 'en',
    first: '2026-09-12',
    last: '2026-11-24',
    matched: [['title', 'Bromazolam']],
  },
  {
    title: '3-MMC Kristalle, 25 g, Versand aus DE',
    vendor: 'Nordlicht-77',
    source: 'halyard',
    market: 'Halyard',
    substance: mmc,
    form: 'crystal',
    price: ['345.00', 'EUR'],
    quantity: [25, 'g'],
    from: ['DE'],
    to: ['DE', 'AT', 'NL', 'BE'],
    language: 'de',
    first: '2026-08-29',
    last: '2026-11-24',
    matched: [['title', '3-MMC']],
    steps: [
      ['2026-08-29', '316.00'],
      ['2026-10-01', '345.00'],
    ],
  },
  {
    title: '<img src=x onerror=alert(1)> MDMA crystal',
    vendor: '"><script>alert(2)</script>',
    source: 'northquay',
    market: 'Northquay',
    substance: ['mdma', 'MDMA', 'mdma-type'],
    form: 'crystal',
    price: ['44.00', 'USD'],
    quantity: [1, 'g'],
    from: [],
    to: ['WW'],
    language: 'en',
    first: '2026-11-20',
    last: '2026-11-23',
    confidence: 0.55,
    matched: [['title', 'MDMA']],
    description: '</blockquote><script>alert(3)</script> &amp; javascript:alert(4)',
  },
  {
    title: 'Метонитазен порошок 10 г',
    vendor: 'севморпорт',
    source: 'breakwater',
    market: 'Breakwater',
    substance: metonitazene,
    form: 'powder',
    price: ['0.00300000', 'BTC'],
    quantity: [10, 'g'],
    from: [],
    to: ['RU', 'KZ'],
    language: 'ru',
    first: '2026-11-02',
    last: '2026-11-22',
    confidence: 0.8,
    matched: [['title', 'метонитазен']],
  },
  {
    title: 'Bromazolam 3 mg pellets, 1000 count',
    vendor: 'ebbtide9',
    source: 'tidewater',
    market: 'Tidewater',
    substance: bromazolam,
    form: 'pellet',
    price: ['480.00', 'EUR'],
    quantity: [1000, 'unit'],
    from: ['PL'],
    to: ['EU'],
    language: 'en',
    first: '2026-05-11',
    last: '2026-11-19',
    gone: true,
    matched: [['text', 'press']],
    steps: [
      ['2026-05-11', '615.00'],
      ['2026-09-20', '480.00'],
    ],
  },
  {
    title: 'مسحوق أبيض نقي 5 غرام',
    vendor: 'مرسى',
    source: 'halyard',
    market: 'Halyard',
    substance: null,
    form: null,
    price: ['60.00', 'EUR'],
    quantity: [5, 'g'],
    from: ['TR'],
    to: [],
    language: 'ar',
    first: '2026-11-18',
    last: '2026-11-24',
    confidence: 0.3,
  },
  {
    title: 'AVeryLongTitleWithoutAnySpaceThatANarrowScreenHasToBreakSomewhereOrElseThePageScrollsSideways3MMC',
    vendor: 'a-handle-that-is-as-long-as-any-site-allows-it-to-be',
    source: 'fathom',
    market: 'Fathom',
    substance: mmc,
    form: 'crystal',
    price: ['1090.00', 'EUR'],
    quantity: [100, 'g'],
    from: ['NL'],
    to: ['EU'],
    language: 'en',
    first: '2026-08-03',
    last: '2026-11-24',
  },
];
