import { matchesOf } from './parsed.ts';
import type { Part } from './parts.ts';

const packs =
  'strips?|blisters?|blister packs?|boxes|box|packs?|packets?|bags?|sheets?|bottles?|tubs?|pots?|plaquettes?|bo[iî]tes?|streifen|packungen|packung|blister|strippen|strip|doosjes?|cajas?|bl[ií]ster(?:es)?|scatole|cartelas?|caixas?|listk[oó]w|blistr[óy]w|блистера?|упаковк\\p{L}|упаковок';
/** "10 strips of 10", "5 blisters x 28": packs, each of so many pieces. */
const packed = new RegExp(
  `(?<![\\p{L}\\p{N}.,/])(?<packs>\\d{1,4}) ?[x×]? ?(?:full |sealed )?(?:${packs}) ?(?:of|[x×]|@|à|a|de|di|da|con|mit|zu|met|van|po|по) ?(?<each>\\d{1,4})(?![\\p{L}\\p{N}.,/]| ?(?:k?g|gr|gramm?s?|m[gl]|u[gl]|µg|mcg|oz|г|мг|мл)(?!\\p{L}))`,
  'giu',
);
/** "10 / 25 / 50 x": one of these numbers. */
const listed =
  /(?<![\p{L}\p{N}.,/])(?<low>\d{1,4})(?: ?[/|,] ?\d{1,5}){0,6} ?[/|,] ?(?<high>\d{1,5}) ?[x×](?=[ ]?[\p{L}\d])/giu;

/** "10 for $90": the amount of money is blanked already. */
const forMoney = /(?<![\p{L}\p{N}.,/$€£-])(?<amount>\d{1,4}) (?:for|für|pour|por|per|za|voor|за)(?= \P{L}*$)/giu;

const part = (match: RegExpExecArray, min: number, max: number): Part => ({
  kind: 'times',
  min,
  max,
  start: match.index,
  end: match.index + match[0].length,
  numbered: true,
});

/** Numbers of pieces told in packs of so many, and in lists of which one is chosen ("10 / 25 / 50 x"). */
export function packedPieces(text: string): Part[] {
  const inPacks = matchesOf(packed, text).map((match) => {
    const all = Number(match.groups?.packs) * Number(match.groups?.each);
    return part(match, all, all);
  });
  const lists = /\d ?[/|,]/.test(text) ? matchesOf(listed, text) : [];
  const choices = lists.flatMap((match) => {
    const low = Number(match.groups?.low);
    const high = Number(match.groups?.high);
    return low > 0 && low < high ? [part(match, low, high)] : [];
  });
  const sold = matchesOf(forMoney, text).flatMap((match) => {
    const end = match.index + match[0].length;
    const amount = Number(match.groups?.amount);
    return text.slice(end).includes('\u0001') ? [part(match, amount, amount)] : [];
  });
  return [...inPacks, ...choices, ...sold].filter((one) => one.max > 0);
}

/** Nothing but the word for the pieces stands between the strength and their number: "5mg 60", "10mg pellets 25". */
const tailPattern =
  /(?<=\p{N} ?(?:mg|ug|µg|mcg|мг|мкг)(?: (?:pills?|pellets?|tab(?:let)?s?|caps?|capsules?|bars?|blotters?|kapseln|tabletten|gummies|er|ir|xr|sr))? )(?<amount>\d{1,4})(?:(?![%$€£.,-])[\s\p{P}\p{S}])*$/iu;
/** "100mg 60 quetiapine": a number after the strength, and then no unit, no time and no money. */
const besidePattern =
  /(?<=\p{N} ?(?:mg|ug|µg|mcg|мг|мкг) )(?<amount>\d{2,4})(?= (?!days?|hours?|hrs?|min|years?|weeks?|tage?|stunden|jours?|usd|eur|gbp|euros?|off|plus|x(?!\p{L})|for|in|to|or|on)\p{L}{2,})/iu;

/** Packs hold tens, or the days of weeks. */
const isPack = (value: number): boolean => value >= 5 && (value % 5 === 0 || value % 7 === 0 || value % 12 === 0);

/** A lone number behind the strength of a tablet: "Nitrazepam 5mg 60". Years and what is no usual pack are passed over, and the strength told again. */
export function tailPieces(text: string, strengths: readonly Part[]): Part[] {
  const match = besidePattern.exec(text) ?? tailPattern.exec(text);
  const digits = match?.groups?.amount;
  if (!match || !digits) return [];
  const value = Number(digits);
  const isYear = value >= 1900 && value <= 2100;
  if (!isPack(value) || isYear || strengths.some((one) => one.min === value || one.max === value)) return [];
  const start = match.index + match[0].indexOf(digits);
  return [{ kind: 'times', min: value, max: value, start, end: start + digits.length, numbered: true }];
}
