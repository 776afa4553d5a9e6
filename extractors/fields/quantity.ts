import type { Quantity } from '../../model/quantity.ts';
import { plain } from './decimal.ts';
import { parseMoneys } from './money.ts';
import { blank } from './parsed.ts';
import type { Part, Range } from './parts.ts';
import { partsOf } from './quantity-parts.ts';

export type { Range } from './parts.ts';

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
  /** Milligrams without a number of pieces: strength of a pill ("dose"), or an amount of powder ("amount"); decided by the words of the text when absent. */
  readonly milligrams?: 'dose' | 'amount' | undefined;
}

const linked =
  /^(?:[-,;/|&+~>\s]|to|or|bis|oder|ou|o(?![a-z])|à|al?(?![a-z])|do|до|tot|hasta|até|up to|и|y|et|und|i|e)*$/iu;
const close = (a: number, b: number): boolean => Math.abs(a - b) <= 0.05 * Math.max(a, b);
const sameRange = (a: Range, b: Range): boolean => close(a.min, b.min) && close(a.max, b.max);

/** "10 ounce (280g)": the seller weighs in grams, and the ounces are a round figure. */
const isRound = ({ min, max }: Range): boolean => Number.isInteger(min * 100) && Number.isInteger(max * 100);

const free = '(?:free|gratis|bonus|gratuits?|kostenlos|extra|offerts?|бесплатно|в подарок)';
const giftBefore = new RegExp(`(?:\\+|plus)\\s*${free}\\s*$`, 'iu');
const giftAfter = new RegExp(`^\\s*${free}(?!\\p{L})`, 'iu');
/** "2g + 1g free": the amount that is paid for counts. */
const isGift = (between: string, after: string): boolean =>
  giftBefore.test(between) || (/^\s*(?:\+|plus)\s*$/iu.test(between) && giftAfter.test(after));

/** "0.5g - 7g" and "1g, 2g, 5g" are one range; "14g (1/2oz)" states one mass twice; "8mg/2mg" is a tablet of two agents, the first counts. */
function gather(text: string, parts: readonly Part[]): Part | null {
  const [first, ...rest] = parts;
  if (!first) return null;
  let all: Part = first;
  for (const part of rest) {
    const between = text.slice(all.end, part.start);
    if (part.kind === 'mg' && between.trim() === '/' && part.max < all.min) continue;
    if (isGift(between, text.slice(part.end, part.end + 12))) continue;
    if (sameRange(part, all) && isRound(part) && !isRound(all)) all = { ...all, min: part.min, max: part.max };
    if (sameRange(part, all) || !linked.test(between) || (part.kind === 'mg' && between.trim() === '')) continue;
    all = { ...all, min: Math.min(all.min, part.min), max: Math.max(all.max, part.max), end: part.end };
  }
  return all;
}

/** Of several numbers of pieces the range that holds the others, else the first. */
const widest = (parts: readonly Part[]): Part | null =>
  parts.find((part) => part.max > part.min && parts.every((other) => other.min >= part.min && other.max <= part.max)) ??
  parts[0] ??
  null;

const range = (part: Part, factor = 1): Range => ({ min: round(part.min * factor), max: round(part.max * factor) });
const product = (a: Range, b: Range): Range => ({ min: round(a.min * b.min), max: round(a.max * b.max) });
const round = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(10)));

const pillWord =
  /(?<!\p{L})(?:pills?|pellets?|tab(?:let)?s?|tbl|caps?|gumm(?:y|ies)|cookies?|brownies?|chocolates?|chocs?|cakes?|candy|candies|edibles?|kapsler|piller|gélules?|capsules?|kapseln?|pillen?|tabletten?|bars?|blotters?|comprim\p{L}+|pastill\p{L}+|compress\p{L}+|pillol\p{L}+|tablet\p{L}+|таб\p{L}*|капсул\p{L}*|patch(?:es)?|strips?|ampoules?|vials?)(?!\p{L})/iu;
const carrier =
  /(?<!\p{L})(?:carts?|cartridges?|vapes?|disposables?|joints?|pre-?rolls?|blunts?|pens?|pods?|chargers?|chocolates?|cookies?|brownies?|edibles?)(?!\p{L})/iu;

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
  return /^\s*(?:of|x|×|à|a|je|each|pro stück|per piece|cad(?:auno)?)?\s*$/iu.test(text.slice(first.end, second.start));
};

/** Ten vials of 10 ml hold 100 ml; tablets are never turned into grams. */
const holds = (text: string, units: Part, measure: Part): boolean =>
  measure.kind === 'ml' &&
  units.end <= measure.start &&
  /^\s*(?:x|×|of|à|je|a)\s*$/iu.test(text.slice(units.end, measure.start));

function whole(text: string, measure: Part | null, parts: Parts): Range | null {
  if (!measure) return null;
  const { times: portions, units: pieces } = parts;
  const by =
    portions && touches(text, portions, measure) ? portions : pieces && holds(text, pieces, measure) ? pieces : null;
  return by ? product(range(by), range(measure)) : range(measure);
}

/** "4 x 28 tablets" are 112; of "10x (10-100 pills)" the wider range counts. */
function pieces(text: string, { times, units }: Parts): Part | null {
  if (!times || !units) return units ?? times;
  const isProduct = times.end <= units.start && text.slice(times.end, units.start).trim() === '';
  return isProduct && times.min === times.max && times.max < units.min * 100
    ? { ...units, ...product(times, units), start: times.start }
    : widest([units, times]);
}

function combine(
  text: string,
  parts: Parts,
  context: QuantityContext,
): Pick<QuantityReading, 'massG' | 'volumeMl' | 'count' | 'doseMg' | 'rule'> {
  const count = pieces(text, parts);
  const isDose =
    parts.mg !== null &&
    (count !== null ||
      parts.mg.max < 5 ||
      parts.ml !== null ||
      (context.milligrams ?? (pillWord.test(text) ? 'dose' : 'amount')) === 'dose');
  const massG = parts.g ? whole(text, parts.g, parts) : parts.mg && !isDose ? range(parts.mg, 0.001) : null;
  const volumeMl = whole(text, parts.ml, parts);
  const portions =
    parts.times &&
    !parts.units &&
    [parts.g, parts.ml].some((measure) => measure && parts.times && touches(text, parts.times, measure));
  const counted = count && !(portions && !carrier.test(text)) ? range(count) : null;
  const rule = isDose
    ? 'quantity:count-and-dose'
    : massG
      ? 'quantity:mass'
      : volumeMl
        ? 'quantity:volume'
        : 'quantity:count';
  return { massG, volumeMl, count: counted, doseMg: isDose && parts.mg ? range(parts.mg) : null, rule };
}

const hanUnits: Readonly<Record<string, string>> = {
  公斤: ' kg',
  千克: ' kg',
  毫克: ' mg',
  微克: ' ug',
  毫升: ' ml',
  盎司: ' oz',
  克: 'g',
  升: 'l',
  粒: 'x',
  片: 'x',
  颗: 'x',
  张: 'x',
};
const hanUnit = new RegExp(`(?<=\\d ?)(?:${Object.keys(hanUnits).join('|')})`, 'gu');

/** Chinese sets no spaces: its units in our letters, its other words blanked, in as many characters. */
const withoutHan = (text: string): string =>
  /\p{Script=Han}/u.test(text)
    ? text
        .replace(hanUnit, (unit) => (hanUnits[unit] ?? unit).padStart(unit.length))
        .replace(/\p{Script=Han}/gu, (one) => ' '.repeat(one.length))
    : text;

/** Characters of a text that are read: an amount stands at the beginning of an offer. */
const longest = 8_000;

/** The measures and numbers of pieces of a text, of each kind those that count. */
export interface QuantityParts extends Parts {
  readonly text: string;
  /** The text that was read, in as many characters. */
  readonly flat: string;
  readonly several: boolean;
}

const pack = /(?:strips?|packs?|packets?|bottles?|flaschen?|blisters?)$/iu;
/** "10 strips (100 tabs)": what is in the packs counts, where it is told. */
function withoutPacks(text: string, units: readonly Part[]): readonly Part[] {
  const inside = units.filter((unit) => !pack.test(text.slice(unit.start, unit.end)));
  return inside.length > 0 ? inside : units;
}

/** Finds them. Amounts of money are passed over. */
export function quantityParts(text: string): QuantityParts {
  const head = text.slice(0, longest);
  const priced = parseMoneys(head).reduce((rest, money) => blank(rest, money), withoutHan(plain(head)));
  const flat = priced.replace(numbered, (name) => ' '.repeat(name.length));
  const parts = partsOf(flat);
  const of = (kind: Part['kind']) => parts.filter((part) => part.kind === kind);
  const chosen: Parts = {
    mg: gather(flat, of('mg')),
    g: gather(flat, of('g')),
    ml: gather(flat, of('ml')),
    times: widest(of('times')),
    units: gather(flat, withoutPacks(flat, of('unit'))),
  };
  const used = usedOf(chosen);
  return { ...chosen, text, flat, several: parts.length > used.length };
}

/** Names with a number that counts nothing: "Delta 8 gummies". */
const numbered = /(?<![\p{L}\p{N}])(?:delta|Δ)[ -]?\d{1,2}(?![\p{L}\p{N}]*[.,]?\d)/giu;

const usedOf = ({ mg, g, ml, times, units }: Parts): Part[] =>
  [mg, g, ml, times, units].filter((part): part is Part => part !== null);

/** What the parts say together; null when there is none. */
export function readParts(parts: QuantityParts, context: QuantityContext = {}): QuantityReading | null {
  const used = usedOf(parts);
  if (used.length === 0) return null;
  const start = Math.min(...used.map((part) => part.start));
  const end = Math.max(...used.map((part) => part.end));
  const confidence = used.every((part) => part.numbered) ? (parts.several ? 0.85 : 0.97) : 0.6;
  return { ...combine(parts.flat, parts, context), raw: parts.text.slice(start, end), confidence, start, end };
}

/** Reads the amount on offer from a text in ten languages. Amounts of money in it are passed over. null when no amount is stated. */
export const parseQuantity = (text: string, context: QuantityContext = {}): QuantityReading | null =>
  readParts(quantityParts(text), context);

/** The amount that an offer sells: mass before volume before pieces. A range keeps both ends and has no unit price. */
export function quantityOf(reading: Pick<QuantityReading, 'massG' | 'volumeMl' | 'count'>): Quantity | null {
  const [amount, unit] = reading.massG
    ? ([reading.massG, 'g'] as const)
    : reading.volumeMl
      ? ([reading.volumeMl, 'ml'] as const)
      : ([reading.count, 'unit'] as const);
  return amount ? { value: amount.min, max: amount.max > amount.min ? amount.max : null, unit } : null;
}

/** The strength of one piece when it is one number. */
export const doseOf = (reading: Pick<QuantityReading, 'doseMg'>): number | null =>
  reading.doseMg && reading.doseMg.min === reading.doseMg.max ? reading.doseMg.min : null;
