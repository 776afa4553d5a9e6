import type { LabelField } from './labels.ts';
import type { Line } from './lines.ts';
import { type Pair, pairOf, targetIn } from './pair.ts';

const phrases: readonly (readonly [RegExp, LabelField])[] = [
  [
    /(?:^|[\s(|·•-])(?:sold|offered|listed|posted|verkauft|angeboten|vendue?|proposé|vendid[oa]|venduto|verkocht|sprzedawane|продан\p{L}*)?[ -]?(?:by|von|par|por|da|door|przez|от) +(?=\S)/iu,
    'vendor',
  ],
  [/^(?:ships?|shipped|shipping|sent|dispatched|delivered)(?: only)? from +(?=\S)/iu, 'shipsFrom'],
  [/^(?:versand|versendet|lieferung) (?:aus|ab|von) +(?=\S)/iu, 'shipsFrom'],
  [/^(?:ships?|shipped|shipping|delivers|delivery)(?: only)? to +(?=\S)/iu, 'shipsTo'],
  [/^(?:versand|versendet|lieferung|liefert) nach +(?=\S)/iu, 'shipsTo'],
  [/^from +(?=\S)/iu, 'route'],
];

/** "sold by name", "ships from Germany to Europe": words that label what follows them. */
export function byPhrase(line: Line): Pair[] {
  if (line.text.length > 200) return [];
  return phrases.flatMap(([pattern, field]) => {
    const match = pattern.exec(line.text);
    if (!match || (field === 'vendor' && !vendorFollows(line, match))) return [];
    const target = targetIn(line, match.index + match[0].length, line.text.length);
    return target ? [pairOf([field], match[0], 'phrase', target)] : [];
  });
}

const soldByAlone =
  /^(?:sold|offered|listed|verkauft|angeboten|vendue?|proposé|vendid[oa]|venduto|offerto|verkocht|sprzedawane|продан\p{L}*)[ -](?:by|von|par|por|da|door|przez|от)[ :]+(@?[\p{L}\p{N}_.-]{2,24})$/iu;
const soldBy =
  /^\s*(?:sold|offered|listed|verkauft|angeboten|vendu|vendido|venduto|verkocht|sprzedawane|продан\p{L}*)[ -]/iu;

/** "sold by name" as the whole of an element that stands beside others. */
export function soldByPiece(line: Line): Pair[] {
  if (line.pieces.length < 2) return [];
  return line.pieces.flatMap((piece) => {
    const isOwn = piece.link !== null && line.pieces.every((each) => each === piece || each.link !== piece.link);
    const [phrase, name] = isOwn ? [] : (soldByAlone.exec(piece.text) ?? []);
    const target = name && { value: name, element: piece.element, link: null, line: line.index };
    return phrase && target ? [pairOf(['vendor'], phrase, 'phrase', target)] : [];
  });
}

/** After "by" a name must be set off: a link, an element of its own, or the rest of a short line; after "sold by" counts may follow it. */
function vendorFollows(line: Line, match: RegExpExecArray): boolean {
  const at = match.index + match[0].length;
  const piece = line.pieces.find((each) => each.start >= at - 1);
  const rest = line.text.slice(at);
  const told =
    soldBy.test(match[0]) &&
    /^@?[\p{L}\p{N}_.-]{2,24}(?= *(?:$|[([|·•,;★]| [-–—] | (?:level|lvl|rank|trust)\b| \d[\d.,]*(?: ?%| )))/iu.test(
      rest,
    );
  const alone = match.index === 0 && (told || !/\s/.test(rest));
  return Boolean((piece && piece.start <= at + 1 && piece.link) || alone);
}
