import type { Unit } from '../../model/quantity.ts';

/** `dimension`: mg stands apart from g, since milligrams of a pill are its strength; `factor` converts to mg, g, ml or pieces. */
export interface UnitRow {
  readonly dimension: 'mg' | 'g' | 'ml' | 'unit';
  readonly factor: number;
  /** A word that is also used for other things, and needs a number in front that is no price. */
  readonly names: string;
}

/** Names of units in eight languages, in small letters, parted by "|". A name that means several amounts is left out. */
export const unitRows: readonly UnitRow[] = [
  { dimension: 'mg', factor: 0.001, names: 'ug|µg|μg|mcg|mcgs|ugs|microgram|micrograms|mics|mkg|мкг|микрограмм|микрограммов|mikrogramm|microgramme|microgrammes|microgramo|microgramos|microgrammi|mikrogram|mikrogramów|micrograma|microgramas' },
  { dimension: 'mg', factor: 1, names: 'mg|mgs|milligram|milligrams|milligramme|milligrammes|мг|миллиграмм|миллиграммов|milligramm|miligramo|miligramos|milligrammo|milligrammi|miligram|miligramów|miligrama|miligramas' },
  { dimension: 'g', factor: 1, names: 'g|gr|grs|gs|gm|gms|gram|grams|gramm|gramme|grammes|grammi|grammo|gramo|gramos|grama|gramas|gramów|gramy|gramow|grammen|gramms|gramme|гр|г|грамм|грамма|граммов|грам' },
  { dimension: 'g', factor: 3.5, names: '8-ball|8ball|eight ball|eightball|eight-ball|8 ball' },
  { dimension: 'g', factor: 28.349523125, names: 'oz|ozs|ounce|ounces|zip|zips|onza|onzas|unze|unzen|oncia|oncie|uncja|uncji|uncje|унция|унций|унции|onces' },
  { dimension: 'g', factor: 453.59237, names: 'lb|lbs|pound|pounds|libra|libras|livre|livres|фунт|фунтов|libbra|libbre|funt|funta' },
  { dimension: 'g', factor: 113.3980925, names: 'qp|qps' },
  { dimension: 'g', factor: 500, names: 'pfund|pond' },
  { dimension: 'g', factor: 1000, names: 'kg|kgs|kilo|kilos|kilogram|kilograms|kilogramm|kilogramme|kilogrammes|kilogramo|kilogramos|chilo|chili|chilogrammo|chilogrammi|kilogramów|kilograma|kilogramy|кг|кило|килограмм|килограмма|килограммов|quilo|quilos' },
  { dimension: 'g', factor: 1_000_000, names: 'tonne|tonnes|tonelada|toneladas|tonnellata|тонна|тонн' },
  { dimension: 'ml', factor: 0.001, names: 'µl|μl|microliter|microlitre' },
  { dimension: 'ml', factor: 1, names: 'ml|mls|milliliter|milliliters|millilitre|millilitres|cc|мл|миллилитр|миллилитров|millilitri|mililitro|mililitros|mililitr|mililitrów' },
  { dimension: 'ml', factor: 10, names: 'cl|centiliter|centilitre|centilitro' },
  { dimension: 'ml', factor: 1000, names: 'l|lt|ltr|ltrs|liter|liters|litre|litres|litro|litros|litri|litr|litrów|литр|литра|литров|litry' },
  { dimension: 'ml', factor: 3785.411784, names: 'gal|gallon|gallons' },
  { dimension: 'ml', factor: 29.5735295625, names: 'fl oz|floz|fluid ounce|fluid ounces|fl. oz' },
  { dimension: 'ml', factor: 473.176473, names: 'pint|pints' },
  { dimension: 'unit', factor: 1, names: 'tab|tabs|blotter|blotters|pappe|pappen|trip|trips|buvard|buvards|carton|cartons|zegel|zegels|secante|secantes|tripi|tripis|francobollo|francobolli|cartoni|kartonik|kartoniki|kartoników|papierek|papierki|марка|марок|марки|марку|hit|hits|gel tab|gel tabs|geltab|geltabs|microdot|microdots|sugar cubes' },
  { dimension: 'unit', factor: 1, names: 'pill|pills|tablet|tablets|tabl|tbl|caps|cap|capsule|capsules|pille|pillen|tablette|tabletten|kapsel|kapseln|teil|teile|stk|stück|stueck|stücke|pilule|pilules|comprimé|comprimés|comprime|comprimes|gélule|gélules|gelule|gelules|pil|stuks|stuk|pastilla|pastillas|comprimido|comprimidos|cápsula|cápsulas|capsula|capsulas|pirula|pirulas|pasticca|pasticche|compressa|compresse|pillola|pillole|pz|pezzi|pezzo|tabletka|tabletki|tabletek|kapsułka|kapsułki|kapsułek|pigułka|pigułki|pigułek|szt|sztuk|sztuki|sztuka|табл|таблетка|таблеток|таблетки|таб|капсула|капсул|капсулы|шт|штук|штуки|штука|колёс|колес|piller|tabletter|pressies|ea|pcs|pc|piece|pieces|pièces|pièce|pieza|piezas|peças|unit|units|unidad|unidades|unités|unité|einheiten|count|ct|softgels|softgel|gummies|gummy|edibles|cookies|brownies|bar|bars|barras|lozenges|pellets|doses|dose|dosen|dosis|dosi|dawek|доз|дозы|servings' },
  { dimension: 'unit', factor: 1, names: 'vial|vials|ampoule|ampoules|amp|amps|ampule|ampules|ampulle|ampullen|fläschchen|flacon|flacons|frasco|frascos|fiala|fiale|fiolka|fiolek|ampułka|ampułek|ампула|ампул|ампулы|флакон|флаконов|bottle|bottles|flasche|flaschen|bouteilles|flessen|botellas' },
  { dimension: 'unit', factor: 1, names: 'strip|strips|patch|patches|pflaster|parches|cerotti|plastrów|пластырей|films' },
  { dimension: 'unit', factor: 1, names: 'joint|joints|preroll|prerolls|pre-roll|pre-rolls|blunts|cart|carts|cartridge|cartridges|kartuschen|pod|pods|disposables|vapes|sprays|syringe|syringes|seeds|graines|samen|semillas|semi|nasion|семян|plants|clones|chargers|canisters|cylinders|cartouches|patronen' },
  { dimension: 'unit', factor: 10, names: 'ten strip|ten-strip|ten strips|tenstrip' },
  { dimension: 'unit', factor: 100, names: 'sheet|sheets|bogen|planche|planches' },
];

/** Short or everyday names that only count when a number stands directly before them: "2p" never means two pounds. */
export const perNames: Readonly<Record<string, Unit>> = { each: 'unit', ea: 'unit', apiece: 'unit', piece: 'unit', stück: 'unit', stk: 'unit', pcs: 'unit', pc: 'unit' };

/** Number words before a unit, by language; the halves that may follow them are in quantity-words.ts. */
export const numberWords: Readonly<Record<string, number>> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, fifteen: 15, twenty: 20, thirty: 30, fifty: 50, hundred: 100, 'one hundred': 100, thousand: 1000, dozen: 12,
  ein: 1, eine: 1, einen: 1, zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, zwölf: 12, zwanzig: 20, dreißig: 30, fünfzig: 50, hundert: 100, tausend: 1000, anderthalb: 1.5, eineinhalb: 1.5, zweieinhalb: 2.5, dreieinhalb: 3.5,
  un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, sept: 7, huit: 8, neuf: 9, dix: 10, douze: 12, quinze: 15, vingt: 20, trente: 30, cinquante: 50, cent: 100, mille: 1000,
  een: 1, één: 1, twee: 2, drie: 3, vijf: 5, zes: 6, zeven: 7, negen: 9, tien: 10, twaalf: 12, twintig: 20, vijftig: 50, honderd: 100, duizend: 1000, anderhalve: 1.5, anderhalf: 1.5,
  uno: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, doce: 12, quince: 15, veinte: 20, treinta: 30, cincuenta: 50, cien: 100, mil: 1000,
  due: 2, tre: 3, quattro: 4, cinque: 5, sei: 6, sette: 7, otto: 8, nove: 9, dieci: 10, venti: 20, cinquanta: 50, cento: 100,
  jeden: 1, dwa: 2, trzy: 3, cztery: 4, pięć: 5, sześć: 6, siedem: 7, osiem: 8, dziewięć: 9, dziesięć: 10, dwadzieścia: 20, pięćdziesiąt: 50, sto: 100,
  один: 1, одна: 1, два: 2, две: 2, три: 3, четыре: 4, пять: 5, шесть: 6, семь: 7, восемь: 8, девять: 9, десять: 10, двадцать: 20, пятьдесят: 50, сто: 100, полтора: 1.5,
  um: 1, uma: 1, dois: 2, duas: 2, três: 3, sete: 7, oito: 8, dez: 10, vinte: 20,
};

/** Words for a half that stand before a unit. */
export const halfWords = 'half an|half a|half|halbes|halber|halbe|halb|demi|halve|half een|medio|media|mezzo|mezza|pół|пол|meio|meia|ein halbes|½';
/** What adds a half to the number word before it. */
export const andHalfWords = 'and a half|and one half|& a half|et demi|et demie|y medio|y media|e mezzo|e mezza|en een half|i pół|с половиной|e meio|e meia';
/** Words for a quarter that stand before a unit. */
export const quarterWords = 'quarter of an|quarter of a|quarter|viertel|quart de|quart|cuarto de|четверть|kwart';
