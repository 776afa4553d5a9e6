import { parsePlaces } from '../fields/place.ts';
import { lineOf } from '../text.ts';
import type { Line, Piece } from './lines.ts';
import { type Pair, siblingTag } from './pair.ts';
import { routeInWords } from './route-words.ts';
import { type Finding, pairsFor, type Sheet } from './sheet.ts';

export interface Route {
  readonly from: Finding<readonly string[]> | null;
  readonly to: Finding<readonly string[]> | null;
}

const arrow = /\s*(?:→|➔|➜|➝|⇒|⟶|»|›|-+>|=+>|>|\s[-–—]\s|\s(?:to|nach|vers|naar|hacia|verso|do|в|para|至|到)\s)\s*/iu;

interface Said {
  readonly text: string;
  readonly rule: string;
  readonly sure: number;
  readonly element: Finding<unknown>['element'];
}

/** A globe says world-wide. */
const worded = (text: string): string =>
  text.replace(/[\u{1f30d}-\u{1f30f}\u{1f310}\u{1f5fa}]\ufe0f?/gu, ' Worldwide ');

function read(said: Said): Finding<readonly string[]> | null {
  const places = said.text.length < 600 ? parsePlaces(worded(said.text)) : null;
  return places && places.confidence >= 0.7
    ? {
        value: places.value,
        raw: said.text,
        rule: said.rule,
        sure: said.sure * (places.confidence > 0.9 ? 1 : 0.85),
        element: said.element,
      }
    : null;
}

/** Words for an origin that nobody tells. */
const untold =
  /^(?:un(?:known|declared|specified|disclosed)|not (?:specified|declared|set)|n\/?a|none|hidden|secret|unbekannt|nicht angegeben|keine angabe|inconnue?|non précisée?|desconocido|no especificado|sconosciuto|non specificato|onbekend|niet opgegeven|nieznany|nie podano|неизвестно|не указан[ао]?|desconhecido|não informado|okänd|neznámý|tor(?:land|world)?|未知|不明|[?–—-]+)$/iu;

/** "Germany → Europe", "DE > EU, US", "from Germany to Europe": both ends in one text. */
function twoEnds(said: Said): Route | null {
  const cut = arrow.exec(said.text.slice(1));
  if (!cut) return null;
  const at = cut.index + 1;
  const from = read({
    ...said,
    text: said.text.slice(0, at).replace(/^(?:from|von|aus|de|desde|da|van|z|из)\s+/iu, ''),
  });
  const to = read({ ...said, text: said.text.slice(at + cut[0].length) });
  if (to && untold.test(said.text.slice(0, at).trim())) return { from: null, to };
  return from && to && from.value.length <= 3 ? { from, to } : null;
}

/** All values of a term in a list of terms: "Ships to" may have several. */
function valuesOf({ value, element, how }: Pair): string {
  if (how !== 'cell' || element.name !== 'dd') return value;
  const values = [value];
  for (let next = siblingTag(element); next?.name === 'dd'; next = siblingTag(next)) values.push(lineOf([next]));
  return values.filter(Boolean).join(', ');
}

const saidBy = (pair: Pair): Said => ({
  text: valuesOf(pair),
  rule: `label ${pair.how}`,
  sure: pair.sure,
  element: pair.element,
});

function byRoute(sheet: Sheet): Route | null {
  for (const pair of pairsFor(sheet, 'route')) {
    const ends = twoEnds(saidBy(pair)) ?? twoEnds({ ...saidBy(pair), text: pair.value.replace(/\s*[/／]\s*/u, ' → ') });
    if (ends) return ends;
  }
  return null;
}

function bySide(sheet: Sheet, field: 'shipsFrom' | 'shipsTo'): Finding<readonly string[]> | null {
  for (const pair of pairsFor(sheet, field)) {
    const place = field === 'shipsTo' && arrows.test(pair.value) ? null : read(saidBy(pair));
    if (place) return place;
  }
  return null;
}

function labelledRoute(sheet: Sheet): Route {
  for (const pair of pairsFor(sheet, 'shipsFrom')) {
    const ends = twoEnds(saidBy(pair));
    if (ends) return ends;
  }
  // An arrow is a route, whatever the label says.
  for (const pair of pairsFor(sheet, 'shipsTo')) {
    const ends = arrows.test(pair.value) ? (twoEnds(saidBy(pair)) ?? firstEnd(saidBy(pair))) : null;
    if (ends) return ends;
  }
  const route = byRoute(sheet);
  return { from: bySide(sheet, 'shipsFrom') ?? route?.from ?? null, to: bySide(sheet, 'shipsTo') ?? route?.to ?? null };
}

/** The left of an arrow whose right is no place that is known. */
function firstEnd(said: Said): Route | null {
  const cut = arrows.exec(said.text);
  const from = cut ? read({ ...said, text: said.text.slice(0, cut.index) }) : null;
  return from && from.value.length <= 3 ? { from, to: null } : null;
}

const arrows = /→|➔|➜|➝|⇒|⟶|[-=]+>|[»›>]/u;

/** What parts the facts of a record that stands on one line: "12 € | name | [DE] -> EU | sold 5". */
const bars = /\s*[|·•;¦│]\s*|\s{2,}|\s\/\s|(?<=[)★⭐])\s+(?=[\p{L}\p{So}[])/u;

const partsOf = ({ text, pieces }: Line): readonly string[] => {
  const barred = text.split(bars);
  return [
    text,
    ...(pieces.length > 1 ? pieces.map((piece) => piece.text) : []),
    ...(barred.length > 1 ? barred.filter((part) => arrows.test(part)) : []),
  ];
};

/** A line, or a part of one, that names both ends and nothing else. */
function arrowRoute(lines: readonly Line[]): Route | null {
  for (const line of lines) {
    if (!arrows.test(line.text) || line.text.length > 200) continue;
    for (const text of partsOf(line)) {
      const bare = text.replace(/^(?:ships?|shipping|versand|envío|livraison|доставка)\s*:?\s*/iu, '');
      const ends = arrows.test(bare) ? twoEnds({ text: bare, rule: 'arrow', sure: 0.93, element: line.block }) : null;
      if (ends?.to && ends.to.sure > 0.9 && (ends.from === null || ends.from.sure > 0.9)) return ends;
    }
  }
  return null;
}

/** The route that the first line with one puts into words. */
function wordedRoute(lines: readonly Line[]): Route | null {
  for (const line of lines) {
    if (line.text.length > 320) continue;
    const words = routeInWords(line.text);
    if (!words) continue;
    const said = (text: string | null) =>
      text ? read({ text, rule: 'words', sure: words.whole ? 0.95 : 0.86, element: line.block }) : null;
    const route = { from: said(words.from), to: said(words.to) };
    if (route.from || route.to) return route;
  }
  return null;
}

const same = (a: Finding<readonly string[]>, b: Finding<readonly string[]> | null): boolean =>
  a.value.join() === b?.value.join();

/** One end that a label tells, with the other end from words that agree on the first. */
function completed(said: Route, lines: readonly Line[]): Route {
  if (said.from && said.to) return said;
  const words = wordedRoute(lines);
  if (said.from) return { from: said.from, to: words && same(said.from, words.from) ? words.to : null };
  return { from: words && said.to && (!words.to || same(said.to, words.to)) ? words.from : null, to: said.to };
}

const hints = {
  from: /(?:^|[\s_-])(?:from|origin|ships?-?from|shipping-?from|herkunft|source)(?:$|[\s_-])/i,
  to: /(?:^|[\s_-])(?:to|dest|destination|ships?-?to|shipping-?to|ziel)(?:$|[\s_-])/i,
} as const;

const wordsOf = ({ element }: Piece): string => `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`;

interface Place {
  readonly found: Finding<readonly string[]>;
  readonly words: string;
  readonly made: boolean;
}

/** A cheap look before the costly one: no digits, no marks of a sentence, few words unless they are listed. */
const couldBePlaces = (text: string): boolean =>
  text.length < 200 &&
  !/[\d:@$€£%!?"]/.test(text) &&
  (text.length < 36 || /[,;/|]/.test(text)) &&
  /\p{Lu}|[\u{1f1e6}-\u{1f1ff}\u{1f30d}-\u{1f310}]|\p{Lo}/u.test(text);

/** Texts that are places and nothing else, such as badges and flags. */
function badges(lines: readonly Line[]): Place[] {
  return lines.flatMap((line) =>
    line.pieces.flatMap((piece) => {
      if (!couldBePlaces(piece.text) || (piece.link && !piece.made)) return [];
      const text = worded(piece.text.replace(/[()[\]]/g, ' '));
      const places = parsePlaces(text);
      if (!places || places.confidence < 0.9 || (/^[a-z]+$/.test(text.trim()) && text.trim().length < 4)) return [];
      const found = { value: places.value, raw: piece.text, rule: 'badge', sure: 0.6, element: piece.element };
      return [{ found, words: wordsOf(piece), made: piece.made }];
    }),
  );
}

const sure = <T>(found: Finding<T> | undefined, by: number): Finding<T> | null =>
  found ? { ...found, sure: by } : null;

/** Places without a label: told by the class of their element, or by their order when there are two. */
function unlabelledRoute(lines: readonly Line[]): Route {
  const all = badges(lines);
  const from = all.find((place) => hints.from.test(place.words));
  const to = all.find((place) => hints.to.test(place.words));
  if (from || to) return { from: sure(from?.found, 0.92), to: sure(to?.found, 0.92) };
  const [first, second] = all;
  if (first && second && all.length === 2) return { from: sure(first.found, 0.75), to: sure(second.found, 0.75) };
  return { from: all.length === 1 && first?.made ? sure(first.found, 0.7) : null, to: null };
}

/** Where a record ships from and to. Says nothing where a place stands alone without a sign of its meaning. */
export function routeOf(sheet: Sheet, lines: readonly Line[]): Route {
  const said = labelledRoute(sheet);
  if (said.from || said.to) return completed(said, lines);
  return arrowRoute(lines) ?? wordedRoute(lines) ?? unlabelledRoute(lines);
}
