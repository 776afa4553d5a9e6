import { parseDecimal } from './decimal.ts';
import { matchesOf, once } from './parsed.ts';
import type { Part } from './parts.ts';
import { packedPieces, tailPieces } from './pieces.ts';
import { andHalfWords, halfWords, numberWords, quarterWords } from './units.data.ts';
import { alternation, type NamedUnit, pieceSource, unitNamed, unitSource } from './units.ts';

const fractions: Readonly<Record<string, number>> = {
  '½': 0.5,
  '¼': 0.25,
  '¾': 0.75,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
  '⅛': 0.125,
  '⅕': 0.2,
};
const vulgar = `[${Object.keys(fractions).join('')}]`;
/** Parted by spaces are only thousands in full: "20 100 mg" are twenty of 100 mg. */
const numberSource = "(?:[1-9]\\d{0,2}(?: \\d{3})* 000(?!\\d)|\\d+(?:[.,']\\d+)*|(?<![\\d.,])[.,]\\d+)";
const amountSource = `(?:\\d{1,4} \\d\\/\\d{1,2}(?!\\d)|\\d{1,4}-?${vulgar}|${vulgar}|(?<!\\d)\\d{1,3}\\/\\d{1,3}(?![\\d/])|${numberSource})`;
const rangeSource = '(?:-|~|to|bis|à|a(?= )|al|do|до|tot|hasta|até|up to|jusqu.à|>)';

const patterns = once(() => {
  const words = alternation(Object.keys(numberWords));
  const unit = `(?<unit>${unitSource()})(?![\\p{L}\\p{M}])(?!\\p{N})`;
  const edge = '(?:(?<![\\p{L}\\p{N}.]|\\p{N}[,/])|(?<=\\p{N} ?[x×х]))';
  return {
    measure: new RegExp(
      `${edge}(?:(?<low>${amountSource}) ?${rangeSource} ?)?(?<amount>${amountSource})\\+?[ -]?${unit}`,
      'giu',
    ),
    list: new RegExp(
      `(?<![\\p{L}\\p{N}.,/])(?<low>\\d{1,5})(?: ?\\/ ?\\d{1,5}){1,6} ?\\/ ?(?<amount>\\d{1,6})[ -]?${unit}`,
      'giu',
    ),
    pieces: new RegExp(
      `${edge}(?:(?<low>\\d+) ?${rangeSource} ?)?(?<amount>${numberSource}) ?(?:[x×✕✖х]|\\*(?=\\s?\\d))(?!\\p{L})`,
      'giu',
    ),
    after: /(?<![\p{L}\p{N}])[x×✕х] ?(?<amount>\d{1,6})(?![\p{L}\p{N}.,%]|[ ]?(?:k?g|mg|ml)(?!\p{L}))/giu,
    pack: /(?:(?:(?:pack|box|set|blister|bag|strip|sheet)s? of|(?:lot|pack|bo[iî]te|sachet|planche) de|(?:bo[iî]te|plaquette|paquet|planche|caja|bl[ií]ster|paquete|scatola|confezione|caixa|cartela|pacote|doos|pak|doosje|tiras?) (?:de|di|da|con|com|van|met)|(?:packung|schachtel|blister|bogen) (?:mit|à|zu)|opakowanie|упаковка) (?<amount>\d{1,6})(?![\p{L}\p{N}.,])|(?<![\p{L}\p{N}.,])(?<before>\d{1,6})(?:er)?[ -]?pack(?!\p{L}))/giu,
    bracket: /[([](?<=\p{N} ?(?:mg|ug|µg|mcg)[^\p{N}]{0,24}[([]) ?(?<amount>\d{1,5}) ?[)\]]/giu,
    described: new RegExp(
      `(?:^|[^\\p{L}\\p{N}.,#'$€£ -] ?|[-:|] )(?<amount>\\d{1,6})(?: (?!${unitSource()}(?![\\p{L}\\p{N}]))[\\p{L}][\\p{L}\\p{N}-]*){1,3} (?:${pieceSource()})(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    leading: /^[^\p{L}\p{N}]*(?<amount>[1-9]\d{0,2}[.,]\d{3}|\d{2,5}) (?=(?!nb)\p{L}{4})/giu,
    glued: /(?<=\p{N} ?(?:mg|ug|µg|mcg|g))[x×] ?(?<amount>\d{1,6})(?![\p{L}\p{N}])/giu,
    spelt: new RegExp(
      `(?<![\\p{L}\\p{N}])(?<word>${words})(?<half> (?:${alternation(andHalfWords.split('|'))}))? ${unit}`,
      'giu',
    ),
    share: new RegExp(
      `${edge}(?:(?<half>${alternation(halfWords.split('|'))})|(?<quarter>${alternation(quarterWords.split('|'))}))[ -]?${unit}`,
      'giu',
    ),
    article:
      /(?<![\p{L}\p{N}])(?:an? )?(?<unit>oz|ounce|gram|gramm|gramme|gramo|grammo|грамм|кило|kilo|kg|qp)(?![\p{L}\p{N}])/giu,
    halfO: /(?<![\p{L}\p{N}/])(?:(?<half>half|1\/2|½)|(?<quarter>quarter|1\/4|¼))[ -]?(?:an? )?o(?![\p{L}\p{N}])/giu,
    eighth: /(?<![\p{L}\p{N}])(?:an? )?(?:eighth|eight[ -]?ball|8[ -]?ball)(?![\p{L}\p{N}])/giu,
  };
});

/** 1/2, ½, 1½, 1 1/2 or a decimal number; of "100/8 mg", a tablet of two agents, the first. null for a date, a version or a division by zero. */
function readAmount(text: string, unit: string): number | null {
  const mixed = /^(?:(?:(\d+)[ -])?(\d+)\/(\d+)|(?:(\d+)[ -]?)?(\D))$/u.exec(text);
  if (mixed) {
    if (unit === 'mg' && mixed[2] && (Number(mixed[2]) > Number(mixed[3]) || Number(mixed[3]) > 100))
      return Number(mixed[2]);
    if (Number(mixed[3] ?? 0) > 100) return null;
    const part = mixed[5] ? fractions[mixed[5]] : Number(mixed[2]) / Number(mixed[3]);
    const value = Number(mixed[1] ?? mixed[4] ?? 0) + (part ?? Number.NaN);
    return Number.isFinite(value) && value > 0 ? value : null;
  }
  const decimal = parseDecimal(text, {
    three: /[.,]\d00$/.test(text) || unit === 'mg' || unit === 'unit' ? 'group' : 'decimal',
  });
  const value = decimal === null ? Number.NaN : Number(decimal);
  return value > 0 && value < 1e9 ? value : null;
}

/** The "4cl" of MDMB-4cl-… measures nothing. */
const isCode = (text: string, match: RegExpExecArray): boolean =>
  /^c?l$/i.test(match.groups?.unit ?? '') && text[match.index + match[0].length] === '-';

/** Cough syrup is sold in fluid ounces. */
const poured = /(?<!\p{L})(?:pints?|lean|syrup|linctus|sirup|sirop|hustensaft)(?!\p{L})/iu;
const ounce = /^(?:oz|ozs|ounces?)$/iu;
/** Paper soaked with a substance is sold by the sheet; only blotters come in sheets of a hundred. */
const soaked = /(?<!\p{L})(?:a4|paper|papier|papel|carta|k2|spice|бумаг\p{L}+)(?!\p{L})/iu;
const onePiece: NamedUnit = { dimension: 'unit', factor: 1 };

function namedUnit(name: string, text: string): NamedUnit | null {
  if (ounce.test(name) && poured.test(text)) return unitNamed('fl oz');
  const unit = unitNamed(name);
  return unit?.dimension === 'unit' && unit.factor === 100 && soaked.test(text) ? onePiece : unit;
}

function measures(text: string): Part[] {
  const found: Part[] = [];
  const { measure, list } = patterns();
  const lists = /\d ?\/ ?\d+ ?\/ ?\d/.test(text) ? matchesOf(list, text) : [];
  for (const match of [...lists, ...matchesOf(measure, text)]) {
    const groups = match.groups ?? {};
    const unit = namedUnit(groups.unit ?? '', text);
    const max = unit ? readAmount(groups.amount ?? '', unit.dimension) : null;
    if (!unit || max === null || isCode(text, match)) continue;
    const low = groups.low ? readAmount(groups.low, unit.dimension) : null;
    const isRange = low !== null && low < max;
    const start = low === null || isRange ? match.index : match.index + match[0].lastIndexOf(groups.amount ?? '');
    found.push({
      kind: unit.dimension,
      min: (isRange ? low : max) * unit.factor,
      max: max * unit.factor,
      start,
      end: match.index + match[0].length,
      numbered: true,
    });
  }
  return [...found, ...packedPieces(text)];
}

function wordMeasures(text: string): Part[] {
  const { spelt, share, halfO, eighth } = patterns();
  const parts: Part[] = [];
  const put = (match: RegExpExecArray, value: number) => {
    const unit = unitNamed(match.groups?.unit ?? '');
    if (unit)
      parts.push({
        kind: unit.dimension,
        min: value * unit.factor,
        max: value * unit.factor,
        start: match.index,
        end: match.index + match[0].length,
        numbered: true,
      });
  };
  for (const match of matchesOf(spelt, text)) {
    const value = numberWords[(match.groups?.word ?? '').toLowerCase()] ?? 0;
    if (value > 0) put(match, value + (match.groups?.half ? 0.5 : 0));
  }
  for (const match of matchesOf(share, text)) put(match, match.groups?.half ? 0.5 : 0.25);
  for (const match of matchesOf(halfO, text)) {
    const mass = (match.groups?.half ? 0.5 : 0.25) * 28.349523125;
    const end = match.index + match[0].length;
    parts.push({ kind: 'g', min: mass, max: mass, start: match.index, end, numbered: true });
  }
  for (const match of matchesOf(eighth, text))
    parts.push({
      kind: 'g',
      min: 3.5,
      max: 3.5,
      start: match.index,
      end: match.index + match[0].length,
      numbered: true,
    });
  return parts;
}

/** The "20x" of an extract says how strong it is, the "3x" before "filtered" how it was made. */
const isPotency = (text: string, at: number, end: number): boolean =>
  /(?:extract|extrakt|extrait|estratto|extracto|ekstrakt|экстракт|filtr\p{L}{1,4}|filtered|washed) $/iu.test(
    text.slice(Math.max(0, at - 12), at),
  ) ||
  /^ ?(?:salvia )?(?:extra[ck]t|extrait|estratto|ekstrakt|экстракт|filtered|filtr[eéaoi]|washed|distilled|stronger|strength|potency)/iu.test(
    text.slice(end, end + 24),
  );

function timesBy(pattern: RegExp, text: string): Part[] {
  const parts: Part[] = [];
  for (const match of matchesOf(pattern, text)) {
    const max = readAmount(match.groups?.amount ?? match.groups?.before ?? '', 'unit');
    const low = match.groups?.low ? Number(match.groups.low) : null;
    if (max === null || !Number.isInteger(max) || isPotency(text, match.index, match.index + match[0].length)) continue;
    parts.push({
      kind: 'times',
      min: low !== null && low > 0 && low < max ? low : max,
      max,
      start: match.index,
      end: match.index + match[0].length,
      numbered: true,
    });
  }
  return parts;
}

function times(text: string): Part[] {
  const { pieces, after, pack, glued, bracket } = patterns();
  const usual = /[x×✕✖х*]/iu.test(text) ? [pieces, after, pack, glued] : [pack];
  const found = (/[([]/.test(text) ? [...usual, bracket] : usual).flatMap((pattern) => timesBy(pattern, text));
  return [...found, ...packedPieces(text)];
}

/** A number of pieces apart from its word: "10 LSD tabs", or in front of a name with a strength: "50 Blue Dolphin 180mg". */
function namedPieces(text: string, parts: readonly Part[]): Part[] {
  if (parts.some((part) => part.kind === 'times' || part.kind === 'unit')) return [];
  const { described, leading } = patterns();
  const found = timesBy(described, text);
  const free = (part: Part) => !parts.some((one) => one.start < part.end && part.start < one.end);
  if (found.length > 0) return found.filter(free).slice(0, 1);
  const strengths = parts.filter((part) => part.kind === 'mg');
  return strengths.length > 0
    ? [
        ...timesBy(leading, text).filter((part) => free(part) && !isYear(part.max)),
        ...wordMeasures(text).filter((part) => part.kind === 'unit'),
        ...tailPieces(text, strengths).filter(free),
      ].slice(0, 1)
    : [];
}

const isYear = (value: number): boolean => value >= 1980 && value <= 2100;

/** A lone "oz" or "gram" is one of them. */
function bareUnits(text: string): Part[] {
  const match = patterns().article.exec(text);
  patterns().article.lastIndex = 0;
  const unit = unitNamed(match?.groups?.unit ?? '');
  if (!match || !unit) return [];
  return [
    {
      kind: unit.dimension,
      min: unit.factor,
      max: unit.factor,
      start: match.index,
      end: match.index + match[0].length,
      numbered: false,
    },
  ];
}

/** Leaves the longer of two parts that overlap, the earlier of two that are equally long. */
function withoutOverlaps(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of [...parts].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    if (!kept.some((one) => one.start < part.end && part.start < one.end)) kept.push(part);
  }
  return kept.sort((a, b) => a.start - b.start);
}

const isMeasured = (parts: readonly Part[]): boolean =>
  parts.some((part) => part.kind === 'g' || part.kind === 'ml' || part.kind === 'mg');

/** Figures first; words for numbers and lone units only where no figure states a measure. */
export function partsOf(text: string): readonly Part[] {
  const figures = /[\p{N}½¼¾]/u.test(text) ? withoutOverlaps([...measures(text), ...times(text)]) : [];
  const numbered = [...figures, ...namedPieces(text, figures)];
  if (isMeasured(numbered)) return numbered;
  const all = withoutOverlaps([...numbered, ...wordMeasures(text)]);
  return isMeasured(all) ? all : [...all, ...bareUnits(text)];
}
