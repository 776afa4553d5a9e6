import { parseDecimal, plain } from './decimal.ts';
import { matchesOf, type Parsed, parsed } from './parsed.ts';
import type { Range } from './quantity.ts';

const percent =
  /(?<![\p{L}\p{N}.,-])(?:(?<low>\d{1,3}(?:[.,]\d{1,3})?) ?%? ?(?:-|to|bis|~) ?)?(?<high>\d{1,3}(?:[.,]\d{1,3})?) ?\+{0,3} ?(?:%|(?:percent|prozent|pour ?cent|por ?ciento|procent)(?!\p{L}))\+?/giu;
const otherBefore = /(?:off|discount|save|rabatt|refund|reship|success|positive|feedback|rating|up to)\s*$|[-–]$/iu;
const otherAfter =
  /^\s*(?:off|discount|rabatt|rabais|descuento|sconto|korting|refund|reship|re-ship|success|positive|feedback|legit|satisf|guarant|garant|real|original|authentic|secure|safe|stealth|discre|escrow|deliver|more|extra|cheaper|less|money|natural|organic|organisch|working|trusted|anonym|free|deposit|commission|fee|thc\s+free|cotton|vg|pg)/iu;

/** The purity in per cent that a text claims: "80+%", "99.5 %", "80-85%". Discounts, promises and ratings are none. */
export function parsePurity(text: string): Parsed<Range> | null {
  if (!/%|cent|zent|ciento/i.test(text)) return null;
  const flat = plain(text).replace(/\p{Script=Han}/gu, (one) => ' '.repeat(one.length));
  for (const match of matchesOf(percent, flat)) {
    const end = match.index + match[0].length;
    if (
      otherBefore.test(flat.slice(Math.max(0, match.index - 12), match.index)) ||
      otherAfter.test(flat.slice(end, end + 20))
    )
      continue;
    const max = Number(parseDecimal(match.groups?.high ?? '', { three: 'decimal' }) ?? Number.NaN);
    const low = match.groups?.low ? Number(parseDecimal(match.groups.low, { three: 'decimal' }) ?? Number.NaN) : max;
    if (!(max > 0 && max <= 100)) continue;
    const value = { min: low > 0 && low < max ? low : max, max };
    return parsed(text, { start: match.index, end }, value, 'purity:percent', 0.85);
  }
  return null;
}
