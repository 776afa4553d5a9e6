import { parsePlaces } from '../fields/place.ts';
import { findTerms } from '../lexicon/find.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isTitleLike } from './sights.ts';
import type { Row, Unit } from './units.ts';

const quantity =
  /\d ?(?:k?g|gr|grams?|gramm|mg|ml|oz|x|pills?|tabs?|tablets?|ug|µg|pcs|stk|stück|st|units?|blotters?|г|гр|шт|克|片)(?![\p{L}])/iu;
const datelike = /\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b(?:ago|vor \d|hours?|minutes?|days?) ?\b/i;
const stated = /^[\p{L} ]{2,24}[:：]/u;

/** Words that an index page prints as sorts and groups of goods, never as one offer. */
const groups =
  /^(?:drugs?(?: & chemicals)?|cannabis|stimulants?|opioids?|opiates?|benzos?|psychedelics?|ecstasy|dissociatives?|prescriptions?|steroids?|weed|hash(?:ish)?|concentrates?|edibles?|other|physical(?: package)?|digital(?: goods)?|escrow|featured|sponsored|new|hot|sale|trusted|verified|top vendor|finalize early|fe)$/iu;

export const isGroup = (text: string): boolean => groups.test(text.trim());
export const namesGoods = (text: string, lexicon: Lexicon): boolean =>
  findTerms(text.slice(0, 200), lexicon).length > 0;

/** How much a text alone looks like the title of an offer. */
export function titleScore(text: string, lexicon: Lexicon): number {
  if (!isTitleLike(text) || isGroup(text) || /^\(.*\)$/.test(text)) return -2;
  let score = Math.min(text.length, 44) / 44;
  if (quantity.test(text)) score += 0.4;
  if (text.length < 200 && namesGoods(text, lexicon)) score += 0.5;
  if (stated.test(text)) score -= 1;
  if (text.length > 130) score -= 0.5 + (text.length - 130) / 100;
  if (datelike.test(text)) score -= 0.5;
  if (text.length < 60 && !/\d/.test(text) && (parsePlaces(text)?.confidence ?? 0) > 0.9) score -= 1.2;
  return score;
}

function madeScore(unit: Unit): number {
  const kind = unit.link ? / (vendor|category|action|home) /.exec(unit.key)?.[1] : null;
  if (kind) return kind === 'vendor' ? -1.6 : kind === 'category' ? -1.2 : -2;
  const weight = unit.weight === 0 ? 0 : unit.weight < 7 ? 0.5 : 0.25;
  const named = /(?:^|[\s_-])(?:title|name|product|item|listing)(?:$|[\s_-])/i.test(unit.element.attribs.class ?? '')
    ? 0.2
    : 0;
  return (
    weight +
    named +
    (unit.link ? 0.6 : 0) -
    (!unit.link && unit.line.moneys().length > 0 ? 0.6 : 0) -
    (isFacts(unit) ? 1.5 : 0)
  );
}

const fact = /★|⭐|^[\d.,]+ ?[×x%+]|[\d.,]+ ?%$|^[^\d]{2,14}[:：]/iu;

/** A line of several elements with counts and stars among them is a row of facts and no name. */
function isFacts({ link, line }: Unit): boolean {
  const elements = new Set(line.pieces.map(({ element }) => element));
  return link === null && elements.size > 2 && line.pieces.filter(({ text }) => fact.test(text)).length > 1;
}

const looked = 12;

/** How well one make of unit names the records: its texts, how many records have it, how many of its texts differ. */
function keyScore(units: readonly Unit[], rows: number, lexicon: Lexicon): number {
  const texts = units.map((unit) => unit.text);
  const distinct = new Set(texts).size / texts.length;
  if (texts.length > 3 && distinct < 0.35) return -1;
  const sample = units.slice(0, looked);
  const mean = sample.reduce((sum, unit) => sum + titleScore(unit.text, lexicon) + madeScore(unit), 0) / sample.length;
  const early = sample.reduce((sum, unit) => sum + Math.max(0, 0.3 - 0.06 * unit.order), 0) / sample.length;
  return (mean + 0.4 * distinct + early) * Math.min(1, texts.length / rows) ** 0.5;
}

/** The makes of unit that name the records of a region, best first. */
export function titleKeys(rows: readonly Row[], lexicon: Lexicon): readonly string[] {
  const groups = new Map<string, Unit[]>();
  for (const row of rows) {
    const own = new Set<string>();
    for (const unit of row.units) {
      if (own.has(unit.key) || !isTitleLike(unit.text)) continue;
      own.add(unit.key);
      groups.set(unit.key, [...(groups.get(unit.key) ?? []), unit]);
    }
  }
  return [...groups]
    .map(([key, units]) => ({ key, score: keyScore(units, rows.length, lexicon) }))
    .filter(({ score }) => score > 0.5)
    .sort((a, b) => b.score - a.score)
    .map(({ key }) => key);
}

export interface Named {
  readonly unit: Unit;
  readonly rank: number;
}

/** The unit that names one record: of the best make that it has. */
export function titleOfRow(row: Row, keys: readonly string[]): Named | null {
  for (const [rank, key] of keys.slice(0, 4).entries()) {
    const unit = row.units.find((each) => each.key === key && isTitleLike(each.text));
    if (unit) return { unit, rank };
  }
  return null;
}
