/** How a product is measured and sold. */
export type Measure = 'gram' | 'pill' | 'blotter' | 'millilitre' | 'piece';

export interface Product {
  /** Canonical lower-case id; null for ordinary goods. */
  readonly substance: string | null;
  readonly category: Category;
  readonly measure: Measure;
  readonly form: string | null;
  readonly en: readonly [string, ...string[]];
  readonly de: readonly [string, ...string[]];
  /** US dollars of one gram, pill, blotter, millilitre or piece. */
  readonly price: number;
  /** Per cent claimed, low and high; null where sellers state none. */
  readonly purity: readonly [number, number] | null;
  /** Strength of one pill or blotter in milligrams. */
  readonly doses: readonly number[];
  /** Relative frequency. */
  readonly weight: number;
}

export const categories = [
  'cannabis',
  'stimulants',
  'ecstasy',
  'psychedelics',
  'dissociatives',
  'opioids',
  'benzodiazepines',
  'sedatives',
  'other',
] as const;
export type Category = (typeof categories)[number];

export const categoryTitles: Readonly<Record<Category, { readonly en: string; readonly de: string }>> = {
  cannabis: { en: 'Cannabis', de: 'Cannabis' },
  stimulants: { en: 'Stimulants', de: 'Stimulanzien' },
  ecstasy: { en: 'Ecstasy', de: 'Ecstasy' },
  psychedelics: { en: 'Psychedelics', de: 'Psychedelika' },
  dissociatives: { en: 'Dissociatives', de: 'Dissoziativa' },
  opioids: { en: 'Opioids', de: 'Opioide' },
  benzodiazepines: { en: 'Benzodiazepines', de: 'Benzodiazepine' },
  sedatives: { en: 'Sedatives', de: 'Sedativa' },
  other: { en: 'Other', de: 'Sonstiges' },
};

type Row = readonly [
  substance: string | null,
  category: Category,
  measure: Measure,
  form: string | null,
  en: readonly [string, ...string[]],
  de: readonly [string, ...string[]],
  price: number,
  purity: readonly [number, number] | null,
  doses: readonly number[],
  weight: number,
];

const rows: readonly Row[] = [
  ['cannabis', 'cannabis', 'gram', 'plant', ['Cannabis flower', 'Cannabis buds'], ['Cannabis Blüten'], 9, null, [], 9],
  ['hashish', 'cannabis', 'gram', 'resin', ['Hashish', 'Hashish resin'], ['Haschisch'], 7, null, [], 7],
  ['cocaine', 'stimulants', 'gram', null, ['Cocaine', 'Cocaine HCl'], ['Kokain'], 75, [70, 92], [], 9],
  ['amphetamine', 'stimulants', 'gram', 'paste', ['Amphetamine paste'], ['Amphetamin Paste'], 8, [60, 78], [], 5],
  [
    'amphetamine',
    'stimulants',
    'gram',
    'powder',
    ['Amphetamine sulphate powder'],
    ['Amphetamin Pulver'],
    9,
    [40, 70],
    [],
    4,
  ],
  ['methamphetamine', 'stimulants', 'gram', null, ['Methamphetamine'], ['Methamphetamin'], 55, [90, 98], [], 3],
  ['3-mmc', 'stimulants', 'gram', 'crystal', ['3-MMC crystal', '3MMC crystals'], ['3-MMC Kristalle'], 16, null, [], 6],
  ['4-cmc', 'stimulants', 'gram', 'crystal', ['4-CMC crystal'], ['4-CMC Kristalle'], 11, null, [], 4],
  ['2-mmc', 'stimulants', 'gram', 'powder', ['2-MMC powder'], ['2-MMC Pulver'], 14, null, [], 3],
  [
    'alpha-pvp',
    'stimulants',
    'gram',
    'crystal',
    ['a-PVP crystal', 'Alpha-PVP crystal'],
    ['a-PVP Kristalle'],
    21,
    null,
    [],
    3,
  ],
  [
    'mephedrone',
    'stimulants',
    'gram',
    'powder',
    ['Mephedrone powder', '4-MMC powder'],
    ['Mephedron Pulver'],
    17,
    null,
    [],
    3,
  ],
  ['mdma', 'ecstasy', 'gram', 'crystal', ['MDMA crystal', 'MDMA crystals'], ['MDMA Kristalle'], 19, [78, 88], [], 8],
  [
    'mdma',
    'ecstasy',
    'pill',
    'pill',
    ['MDMA pills', 'Ecstasy pills'],
    ['MDMA Pillen', 'Ecstasy Pillen'],
    4.2,
    null,
    [180, 200, 220, 250],
    8,
  ],
  ['2c-b', 'psychedelics', 'pill', 'pill', ['2C-B pills'], ['2C-B Pillen'], 5.5, null, [18, 20, 22], 4],
  [
    'lsd',
    'psychedelics',
    'blotter',
    'blotter',
    ['LSD blotters', 'LSD tabs'],
    ['LSD Pappen', 'LSD Blotter'],
    6,
    null,
    [0.1, 0.15, 0.2],
    8,
  ],
  ['1p-lsd', 'psychedelics', 'blotter', 'blotter', ['1P-LSD blotters'], ['1P-LSD Blotter'], 5, null, [0.1, 0.15], 3],
  [
    'psilocybin-mushrooms',
    'psychedelics',
    'gram',
    'plant',
    ['Psilocybin mushrooms', 'Dried magic mushrooms'],
    ['Psilocybin Pilze'],
    6,
    null,
    [],
    4,
  ],
  ['dmt', 'psychedelics', 'gram', 'powder', ['DMT powder', 'N,N-DMT powder'], ['DMT Pulver'], 70, null, [], 3],
  [
    'ketamine',
    'dissociatives',
    'gram',
    'crystal',
    ['Ketamine crystal', 'Ketamine HCl crystals'],
    ['Ketamin Kristalle'],
    24,
    [82, 96],
    [],
    8,
  ],
  [
    'deschloroketamine',
    'dissociatives',
    'gram',
    'powder',
    ['Deschloroketamine powder'],
    ['Deschloroketamine Pulver'],
    30,
    null,
    [],
    2,
  ],
  [
    'heroin',
    'opioids',
    'gram',
    'powder',
    ['Heroin powder', '#4 heroin powder'],
    ['Heroin Pulver'],
    48,
    [40, 70],
    [],
    4,
  ],
  ['oxycodone', 'opioids', 'pill', 'pill', ['Oxycodone tablets'], ['Oxycodon Tabletten'], 9, null, [20, 40, 80], 4],
  ['tramadol', 'opioids', 'pill', 'capsule', ['Tramadol capsules'], ['Tramadol Kapseln'], 1.4, null, [50, 100], 3],
  ['metonitazene', 'opioids', 'gram', 'powder', ['Metonitazene powder'], ['Metonitazen Pulver'], 95, [95, 99], [], 2],
  [
    'alprazolam',
    'benzodiazepines',
    'pill',
    'pill',
    ['Alprazolam tablets', 'Xanax tablets'],
    ['Alprazolam Tabletten', 'Xanax Tabletten'],
    1.8,
    null,
    [1, 2],
    6,
  ],
  [
    'diazepam',
    'benzodiazepines',
    'pill',
    'pill',
    ['Diazepam tablets', 'Valium tablets'],
    ['Diazepam Tabletten'],
    1.1,
    null,
    [5, 10],
    4,
  ],
  [
    'bromazolam',
    'benzodiazepines',
    'pill',
    'pill',
    ['Bromazolam tablets'],
    ['Bromazolam Tabletten'],
    0.9,
    null,
    [1, 2, 3],
    3,
  ],
  ['etizolam', 'benzodiazepines', 'pill', 'pill', ['Etizolam tablets'], ['Etizolam Tabletten'], 0.8, null, [1, 2], 3],
  ['gbl', 'sedatives', 'millilitre', 'liquid', ['GBL liquid'], ['GBL Flüssigkeit'], 0.22, [99, 99], [], 3],
  [
    'pregabalin',
    'sedatives',
    'pill',
    'capsule',
    ['Pregabalin capsules', 'Lyrica capsules'],
    ['Pregabalin Kapseln', 'Lyrica Kapseln'],
    1.6,
    null,
    [150, 300],
    3,
  ],
  [null, 'other', 'piece', null, ['Reagent test kit', 'Spare reagent set'], ['Drogentest Set'], 18, null, [], 2],
  [
    null,
    'other',
    'piece',
    null,
    ['Digital pocket scale', 'Steel pocket scale'],
    ['Digitale Taschenwaage'],
    15,
    null,
    [],
    2,
  ],
  [
    null,
    'other',
    'piece',
    null,
    ['Book: Privacy for beginners', 'Book: Growing tomatoes under lamps'],
    ['Buch: Datenschutz im Alltag'],
    11,
    null,
    [],
    2,
  ],
  [null, 'other', 'piece', null, ['Vacuum bags', 'Mylar bags'], ['Vakuumbeutel'], 8, null, [], 1],
];

const toProduct = (row: Row): Product => ({
  substance: row[0],
  category: row[1],
  measure: row[2],
  form: row[3],
  en: row[4],
  de: row[5],
  price: row[6],
  purity: row[7],
  doses: row[8],
  weight: row[9],
});

export const products: readonly Product[] = rows.map(toProduct);

/** The substance that nobody sells before its week. */
export const newcomer: Product = toProduct([
  'n-desethyl-etonitazene',
  'opioids',
  'gram',
  'powder',
  ['N-Desethyl etonitazene powder'],
  ['N-Desethyl-Etonitazene Pulver'],
  120,
  [97, 99],
  [],
  1,
]);
export const newcomerWeek = 8;
