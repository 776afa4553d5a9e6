import type { Quantity } from '../../model/quantity.ts';
import { parseDecimal, plain } from './decimal.ts';
import { parseMoneys } from './money.ts';
import { blank, once } from './parsed.ts';
import { alternation, unitNamed, unitSource } from './units.ts';
import { andHalfWords, halfWords, numberWords, quarterWords } from './units.data.ts';

/** A number or, with `max` above `min`, a range that the text states. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * What a text says about the amount on offer. `massG` is the whole mass in g, `volumeMl` the whole volume in ml, `count` the pieces, `doseMg` the strength
 * of one piece in mg. Strength is no amount: "10 x 20mg" has no mass.
 */
export interface QuantityReading {
  readonly massG: Range | null;
  readonly volumeMl: Range | null;
  readonly count: Range | null;
  readonly doseMg: Range | null;
  readonly raw: string;
  readonly rule: string;
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
}

export interface QuantityContext {
  /** Milligrams without a number of pieces: strength of a pill ("pill"), or an amount of powder ("powder"); decided by the words of the text when absent. */
  readonly milligrams?: 'dose' | 'amount' | undefined;
}

interface Part extends Range {
  readonly kind: 'mg' | 'g' | 'ml' | 'unit' | 'times';
  readonly start: number;
  readonly end: number;
  /** False for a unit without a number, such as the "oz" of "£190 oz". */
  readonly numbered: boolean;
}

const fractions: Readonly<Record<string, number>> = { '½': 0.5, '¼': 0.25, '¾': 0.75, '⅓': 1 / 3, '⅔': 2 / 3, '⅛': 0.125, '⅕': 0.2 };
const vulgar = `[${Object.keys(fractions).join('')}]`;
/** Parted by spaces are only thousands in full: "20 100 mg" are twenty of 100 mg. */
const numberSource = "(?:[1-9]\\d{0,2}(?: \\d{3})* 000(?!\\d)|\\d+(?:[.,']\\d+)*|(?<![\\d.,])[.,]\\d+)";
const amountSource = `(?:\\d{1,4} \\d\\/\\d{1,2}(?!\\d)|\\d{1,4}-?${vulgar}|${vulgar}|(?<!\\d)\\d{1,2}\\/\\d{1,2}(?![\\d/])|${numberSource})`;
const rangeSource = `(?:-|~|to|bis|à|do|до|tot|hasta|up to|>)`;

const patterns = once(() => {
  const words = alternation(Object.keys(numberWords));
  const unit = `(?<unit>${unitSource()})(?![\\p{L}\\p{M}])(?!\\p{N})`;
  const edge = '(?:(?<![\\p{L}\\p{N}.]|\\p{N}[,/])|(?<=\\p{N} ?[x×х]))';
  return {
    measure: new RegExp(`${edge}(?:(?<low>${amountSource}) ?${rangeSource} ?)?(?<amount>${amountSource})\\+?[ -]?${unit}`, 'giu'),
    pieces: new RegExp(`${edge}(?:(?<low>\\d+) ?${rangeSource} ?)?(?<amount>${numberSource}) ?(?:x|×|✕|✖|х|\\*(?=\\s?\\d))(?![\\p{L}\\p{N}]*\\p{L}(?<!\\d ?(?:${unitSource()})))`, 'giu'),
    piecesGlued: /(?<![\p{L}\p{N}.,/])(?<amount>\d{1,6}) ?[x×](?=\d)/giu,
    after: /(?<![\p{L}\p{N}])[x×✕х] ?(?<amount>\d{1,6})(?![\p{L}\p{N}.,%]|[ ]?(?:k?g|mg|ml)(?!\p{L}))/giu,
    pack: /(?:(?:pack|box|set|blister|bag|strip)s? of (?<amount>\d{1,6})(?![\p{L}\p{N}.,])|(?<![\p{L}\p{N}.,])(?<before>\d{1,6})(?:er)?[ -]?pack(?!\p{L}))/giu,
    glued: /(?<=\p{N} ?(?:mg|ug|µg|mcg|g))[x×] ?(?<amount>\d{1,6})(?![\p{L}\p{N}])/giu,
    spelt: new RegExp(`(?<![\\p{L}\\p{N}])(?<word>${words})(?<half> (?:${alternation(andHalfWords.split('|'))}))? ${unit}`, 'giu'),
    share: new RegExp(`${edge}(?:(?<half>${alternation(halfWords.split('|'))})|(?<quarter>${alternation(quarterWords.split('|'))}))[ -]?${unit}`, 'giu'),
    article: /(?<![\p{L}\p{N}])(?:an? )?(?<unit>oz|ounce|gram|gramm|gramme|kilo|kg)(?![\p{L}\p{N}])/giu,
    eighth: /(?<![\p{L}\p{N}])(?:an? )?(?:eighth|eight[ -]?ball|8[ -]?ball)(?![\p{L}\p{N}])/giu,
  };
});

/** 1/2, ½, 1½, 1 1/2 or a decimal number. null for a date, a version or a division by zero. */
function readAmount(text: string, unit: string): number | null {
  const mixed = /^(?:(\d+)[ -]?)?(?:(\d+)\/(\d+)|(\D))$/u.exec(text);
  if (mixed) {
    const part = mixed[4] ? fractions[mixed[4]] : Number(mixed[2]) / Number(mixed[3]);
    const value = Number(mixed[1] ?? 0) + (part ?? Number.NaN);
    return Number.isFinite(value) && value > 0 ? value : null;
  }
  const decimal = parseDecimal(text, { three: /[.,]\d00$/.test(text) || unit === 'mg' || unit === 'unit' ? 'group' : 'decimal' });
  const value = decimal === null ? Number.NaN : Number(decimal);
  return value > 0 && value < 1e9 ? value : null;
}

function measures(text: string): Part[] {
  const found: Part[] = [];
  for (const match of text.matchAll(patterns().measure)) {
    const groups = match.groups ?? {};
    const unit = unitNamed(groups['unit'] ?? '');
    const max = unit ? readAmount(groups['amount'] ?? '', unit.dimension) : null;
    if (!unit || max === null) continue;
    const low = groups['low'] ? readAmount(groups['low'], unit.dimension) : null;
    const isRange = low !== null && low < max;
    const start = low === null || isRange ? match.index : match.index + match[0].lastIndexOf(groups['amount'] ?? '');
    found.push({ kind: unit.dimension, min: (isRange ? low : max) * unit.factor, max: max * unit.factor, start, end: match.index + match[0].length, numbered: true });
  }
  return found;
}

function wordMeasures(text: string): Part[] {
  const { spelt, share, eighth } = patterns();
  const parts: Part[] = [];
  const put = (match: RegExpExecArray, value: number) => {
    const unit = unitNamed(match.groups?.['unit'] ?? '');
    if (unit) parts.push({ kind: unit.dimension, min: value * unit.factor, max: value * unit.factor, start: match.index, end: match.index + match[0].length, numbered: true });
  };
  for (const match of text.matchAll(spelt)) {
    const value = numberWords[(match.groups?.['word'] ?? '').toLowerCase()] ?? 0;
    if (value > 0) put(match, value + (match.groups?.['half'] ? 0.5 : 0));
  }
  for (const match of text.matchAll(share)) put(match, match.groups?.['half'] ? 0.5 : 0.25);
  for (const match of text.matchAll(eighth)) parts.push({ kind: 'g', min: 3.5, max: 3.5, start: match.index, end: match.index + match[0].length, numbered: true });
  return parts;
}

function times(text: string): Part[] {
  const { pieces, piecesGlued, after, pack, glued } = patterns();
  const parts: Part[] = [];
  for (const pattern of [pieces, piecesGlued, after, pack, glued]) {
    for (const match of text.matchAll(pattern)) {
      const max = readAmount(match.groups?.['amount'] ?? match.groups?.['before'] ?? '', 'unit');
      const low = match.groups?.['low'] ? Number(match.groups['low']) : null;
      if (max === null || !Number.isInteger(max)) continue;
      parts.push({ kind: 'times', min: low !== null && low > 0 && low < max ? low : max, max, start: match.index, end: match.index + match[0].length, numbered: true });
    }
  }
  return parts;
}

/** A lone "oz" or "gram" is one of them. */
function bareUnits(text: string): Part[] {
  const match = patterns().article.exec(text);
  patterns().article.lastIndex = 0;
  const unit = unitNamed(match?.groups?.['unit'] ?? '');
  if (!match || !unit) return [];
  return [{ kind: unit.dimension, min: unit.factor, max: unit.factor, start: match.index, end: match.index + match[0].length, numbered: false }];
}

/** Leaves the longer of two parts that overlap, the earlier of two that are equally long. */
function withoutOverlaps(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of [...parts].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    if (!kept.some((one) => one.start < part.end && part.start < one.end)) kept.push(part);
  }
  return kept.sort((a, b) => a.start - b.start);
}

const linked = /^\s*(?:[-,;/|&+~>]|to|or|bis|oder|ou|o|\s)*\s*$/iu;
const close = (a: number, b: number): boolean => Math.abs(a - b) <= 0.05 * Math.max(a, b);
const sameRange = (a: Range, b: Range): boolean => close(a.min, b.min) && close(a.max, b.max);

/** "0.5g - 7g" and "1g, 2g, 5g" are one range; "14g (1/2oz)" states one mass twice. */
function gather(text: string, parts: readonly Part[]): Part | null {
  const [first, ...rest] = parts;
  if (!first) return null;
  let all: Part = first;
  for (const part of rest) {
    const between = text.slice(all.end, part.start);
    if (sameRange(part, all) || !linked.test(between) || (part.kind === 'mg' && between.trim() === '')) continue;
    all = { ...all, min: Math.min(all.min, part.min), max: Math.max(all.max, part.max), end: part.end };
  }
  return all;
}

/** Of several numbers of pieces the range that holds the others, else the first. */
const widest = (parts: readonly Part[]): Part | null =>
  parts.find((part) => part.max > part.min && parts.every((other) => other.min >= part.min && other.max <= part.max)) ?? parts[0] ?? null;

const range = (part: Part, factor = 1): Range => ({ min: round(part.min * factor), max: round(part.max * factor) });
const product = (a: Range, b: Range): Range => ({ min: round(a.min * b.min), max: round(a.max * b.max) });
const round = (value: number): number => Number(value.toPrecision(10));

const pillWord = /(?<!\p{L})(?:pills?|tab(?:let)?s?|tbl|caps?|capsules?|kapseln?|pillen?|tabletten?|bars?|blotters?|comprim\p{L}+|pastill\p{L}+|compress\p{L}+|pillol\p{L}+|tablet\p{L}+|таб\p{L}*|капсул\p{L}*|patch(?:es)?|strips?|ampoules?|vials?)(?!\p{L})/iu;
const carrier = /(?<!\p{L})(?:carts?|cartridges?|vapes?|disposables?|joints?|pre-?rolls?|blunts?|pens?)(?!\p{L})/iu;

interface Parts {
  readonly mg: Part | null;
  readonly g: Part | null;
  readonly ml: Part | null;
  readonly times: Part | null;
  readonly units: Part | null;
}

/** "10 x 1g" and "1g x 10" are ten portions: the multiplier touches the measure. */
const touches = (text: string, a: Part, b: Part): boolean => {
  const [first, second] = a.start < b.start ? [a, b] : [b, a];
  return /^\s*(?:of|à|a|je)?\s*$/iu.test(text.slice(first.end, second.start));
};

/** Ten vials of 10 ml hold 100 ml; tablets are never turned into grams. */
const holds = (text: string, units: Part, measure: Part): boolean =>
  measure.kind === 'ml' && units.end <= measure.start && /^\s*(?:x|×|of|à|je|a)\s*$/iu.test(text.slice(units.end, measure.start));

function whole(text: string, measure: Part | null, parts: Parts): Range | null {
  if (!measure) return null;
  const { times: by1, units: by2 } = parts;
  const by = by1 && touches(text, by1, measure) ? by1 : by2 && holds(text, by2, measure) ? by2 : null;
  return by ? product(range(by), range(measure)) : range(measure);
}

function combine(text: string, parts: Parts, context: QuantityContext): Pick<QuantityReading, 'massG' | 'volumeMl' | 'count' | 'doseMg' | 'rule'> {
  const count = parts.times && parts.units ? widest([parts.units, parts.times]) : (parts.units ?? parts.times);
  const isDose = parts.mg !== null && (count !== null || parts.mg.max < 5 || parts.ml !== null || (context.milligrams ?? (pillWord.test(text) ? 'dose' : 'amount')) === 'dose');
  const massG = parts.g ? whole(text, parts.g, parts) : parts.mg && !isDose ? range(parts.mg, 0.001) : null;
  const volumeMl = whole(text, parts.ml, parts);
  const portions = parts.times && !parts.units && [parts.g, parts.ml].some((measure) => measure && parts.times && touches(text, parts.times, measure));
  const counted = count && !(portions && !carrier.test(text)) ? range(count) : null;
  const rule = isDose ? 'quantity:count-and-dose' : massG ? 'quantity:mass' : volumeMl ? 'quantity:volume' : 'quantity:count';
  return { massG, volumeMl, count: counted, doseMg: isDose && parts.mg ? range(parts.mg) : null, rule };
}

function partsOf(text: string): readonly Part[] {
  const hasDigit = /[\p{N}½¼¾]/u.test(text);
  const numbered = hasDigit ? [...measures(text), ...times(text)] : [];
  const all = withoutOverlaps([...numbered, ...wordMeasures(text)]);
  return all.some((part) => part.kind === 'g' || part.kind === 'ml' || part.kind === 'mg') ? all : [...all, ...bareUnits(text)];
}

/** Reads the amount on offer from a text in eight languages. Amounts of money in it are passed over. null when no amount is stated. */
export function parseQuantity(text: string, context: QuantityContext = {}): QuantityReading | null {
  const flat = parseMoneys(text).reduce((rest, money) => blank(rest, money), plain(text));
  const parts = partsOf(flat);
  const of = (kind: Part['kind']) => parts.filter((part) => part.kind === kind);
  const chosen: Parts = { mg: gather(flat, of('mg')), g: gather(flat, of('g')), ml: gather(flat, of('ml')), times: widest(of('times')), units: gather(flat, of('unit')) };
  const used = Object.values(chosen).filter((part): part is Part => part !== null);
  if (used.length === 0) return null;
  const start = Math.min(...used.map((part) => part.start));
  const end = Math.max(...used.map((part) => part.end));
  const confidence = used.every((part) => part.numbered) ? (parts.length <= used.length ? 0.97 : 0.85) : 0.6;
  return { ...combine(flat, chosen, context), raw: text.slice(start, end), confidence, start, end };
}

/** The amount that an offer sells: mass before volume before pieces. A range keeps both ends and has no unit price. */
export function quantityOf(reading: Pick<QuantityReading, 'massG' | 'volumeMl' | 'count'>): Quantity | null {
  const [amount, unit] = reading.massG ? ([reading.massG, 'g'] as const) : reading.volumeMl ? ([reading.volumeMl, 'ml'] as const) : ([reading.count, 'unit'] as const);
  return amount ? { value: amount.min, max: amount.max > amount.min ? amount.max : null, unit } : null;
}

/** The strength of one piece when it is one number. */
export const doseOf = (reading: Pick<QuantityReading, 'doseMg'>): number | null =>
  reading.doseMg && reading.doseMg.min === reading.doseMg.max ? reading.doseMg.min : null;
