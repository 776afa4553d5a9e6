import { compileSelector } from '../document.ts';
import { foldLine, lineOf } from '../text.ts';
import { fieldsOfLabel } from './labels.ts';
import type { Line } from './lines.ts';
import { kindOfLink } from './links.ts';
import { isPageName } from './page-names.ts';
import type { Pair } from './pair.ts';
import type { Reading } from './rows.ts';
import type { Finding } from './sheet.ts';
import { isTitleLike } from './sights.ts';
import { ownTitle } from './site-name.ts';
import { isGroup, namesGoods, titleScore } from './titles.ts';
import { weightOf } from './units.ts';

const documentTitle = compileSelector('title');
const pictures = compileSelector('img[alt]');

const section =
  /^(?:(?:product |item |listing )?(?:description|details|information|features|options|reviews?|feedback|ratings?|terms(?: (?:and|&) conditions)?|refund policy|shipping(?: options)?|search(?: options)?|categor(?:y|ies)|exchange rates?|news|login|welcome.*|home|menu|about.*|pgp(?: key)?|contact.*|similar.*|related.*|other (?:listings|offers).*|more from.*|warning.*|beschreibung|bewertungen|kategorien|angebote|mengen und preise|versand|avis|livraison|opis|отзывы|описание|评价))$/iu;

const key = (text: string): string => foldLine(text).toLowerCase();

/** A line that only leads back to the front page: the site's name. */
function isLogo(reading: Reading, line: Line): boolean {
  const links = line.pieces.map((piece) => piece.link);
  return links.length > 0 && links.every((link) => link !== null && kindOfLink(reading.page, link) === 'home');
}

/** Several links and hardly a word beside them: a menu in one line. */
function isMenu({ pieces }: Line): boolean {
  const links = new Set(pieces.map((piece) => piece.link).filter(Boolean));
  const beside = pieces.filter((piece) => !piece.link).map((piece) => piece.text.replace(/[^\p{L}]+/gu, ''));
  return links.size > 2 && beside.join('').length < 4;
}

/** How far the document's title speaks for a text: all of it, a part of it, or not at all. */
function inDocumentTitle(text: string, whole: string): number {
  if (whole === '' || text.length < 3) return 0;
  if (text === whole) return 1.5;
  if (!whole.includes(text)) return 0;
  const share = text.length / whole.length;
  const starts = whole.startsWith(text) ? 0.3 : 0;
  return share > 0.15 ? 0.5 + share * 0.6 + starts : 0.1 + starts / 2;
}

const headings: Readonly<Record<number, number>> = { 0: 0, 1: 0.9, 2: 0.85, 3: 0.65, 4: 0.6, 5: 0.5, 6: 0.4, 7: 0.25 };
const named = /(?:^|[\s_-])(?:title|name|product-?name|heading)(?:$|[\s_-])/i;

/** The block around a line says by its class, or by the name that a site gave it, that it is a title. */
function madeTitle({ block, pieces }: Line): number {
  if (block.name.includes('-') && /title|name|heading/.test(block.name)) return 0.6;
  const classes = `${block.attribs.class ?? ''} ${pieces.length === 1 ? (pieces[0]?.element.attribs.class ?? '') : ''}`;
  return named.test(classes) ? 0.25 : 0;
}

interface Evidence {
  readonly whole: string;
  readonly alts: ReadonlySet<string>;
  readonly repeats: ReadonlyMap<string, number>;
  /** Lines that hold labelled facts of a record. */
  readonly anchors: readonly number[];
  /** Lines that are nothing but a label's value. */
  readonly values: ReadonlySet<number>;
  /** Texts that are labels of values on this page, in small letters. */
  readonly labels: ReadonlySet<string>;
  /** Another heading names goods: the document's whole title may be the site's name. */
  readonly rival: boolean;
}

const valued = new Set(['vendor', 'handle', 'category', 'shipsFrom', 'shipsTo', 'payment', 'price', 'stock', 'sold']);

/** What stands beside a label is that field's value and no title. */
function valuesIn(pairs: readonly Pair[], lines: readonly Line[]): ReadonlySet<number> {
  const at = new Map(lines.map((line) => [line.index, line]));
  return new Set(
    pairs.flatMap((pair) => {
      const line = at.get(pair.line);
      const lies = line && (line.text === pair.value || line.text.startsWith(pair.label));
      const plain = pair.how !== 'phrase' && pair.how !== 'head' && valued.has(pair.fields[0] ?? '');
      const titled = pair.how === 'next' && line && weightOf(line.pieces[0]?.element ?? line.block) in strong;
      return lies && plain && !titled ? [pair.line] : [];
    }),
  );
}

const strong: Readonly<Record<number, true>> = { 1: true, 2: true, 3: true };

function nearness(index: number, anchors: readonly number[]): number {
  const [first] = anchors;
  if (first === undefined) return 0;
  const next = anchors.find((anchor) => anchor >= index);
  if (next === undefined) return -0.4;
  const behind = index > first ? 0.25 : 0;
  return 0.7 * Math.max(0, 1 - (next - index) / 14) - behind;
}

/** The most that a text alone can add. */
const mostAlone = 1.4;

/** The points of a line as the page's title; what the text itself says is costly and only asked when it could still beat `best`. */
function score(reading: Reading, line: Line, text: string, evidence: Evidence, best: number): number {
  const folded = key(text);
  const weight = weightOf(line.pieces[0]?.element ?? line.block);
  if (isMenu(line) || section.test(text) || isPageName(text) || isGroup(text) || isLogo(reading, line)) return -9;
  if (reading.sites.has(folded) || evidence.values.has(line.index)) return -9;
  const label = fieldsOfLabel(text).length > 0;
  if (label && (!(weight in strong) || evidence.labels.has(folded))) return -9;
  const linked = line.pieces.length > 0 && line.pieces.every((piece) => piece.link !== null);
  const placed =
    inDocumentTitle(folded, evidence.whole) +
    (headings[weight] ?? 0) +
    madeTitle(line) +
    nearness(line.index, evidence.anchors) +
    (evidence.alts.has(folded) ? 0.5 : 0) +
    ((evidence.repeats.get(folded) ?? 0) > 1 ? 0.25 : 0) -
    (linked ? 0.5 : 0) -
    (line.zone === 'side' ? 0.5 : 0) -
    (weight === 0 && line.moneys().length > 0 && !evidence.whole.includes(folded) ? 1 : 0) -
    (evidence.rival && folded === evidence.whole && !namesGoods(text, reading.lexicon) ? 1.5 : 0);
  if (placed + mostAlone <= best) return -9;
  const alone = titleScore(text, reading.lexicon);
  return placed + (alone < -1 ? -0.6 : 0.7 * alone);
}

/** The text of a line's heading as the page has it, without words that only stand for pictures. */
function textOf(line: Line): string {
  const bold = line.pieces.filter((piece) => weightOf(piece.element) === 7);
  if (bold.length === 1 && line.pieces.length > 1 && line.pieces.every((piece) => piece.link || piece === bold[0]))
    return bold[0]?.text ?? line.text;

  if (line.pieces.some((piece) => piece.made))
    return foldLine(
      line.pieces
        .filter((piece) => !piece.made)
        .map((piece) => piece.text)
        .join(' '),
    );
  const { block } = line;
  const whole = /^h[1-6]$/.test(block.name) ? lineOf([block], { limit: 500 }) : line.text;
  return whole.length <= line.text.length + 2 ? whole : line.text;
}

/** No line names the listing: a label does, or the document's title beside labelled facts. */
function titleElsewhere(
  reading: Reading,
  pairs: readonly Pair[],
  anchors: readonly number[],
): { readonly found: Finding<string>; readonly line: number } | null {
  const said = pairs.find(
    (pair) => pair.fields[0] === 'title' && /^(?:colon|cell|inline)$/.test(pair.how) && isTitleLike(pair.value),
  );
  if (said && said.value.length < 200)
    return {
      found: { value: said.value, raw: said.value, rule: `label ${said.how}`, sure: 0.85, element: said.element },
      line: said.line,
    };
  const { parts, told } = ownTitle(reading.page, reading.sites);
  const values = new Set(pairs.map((pair) => key(pair.value)));
  const left = parts.filter(
    (part) => !isPageName(part) && !isGroup(part) && isTitleLike(part) && !values.has(key(part)),
  );
  const goods = left.filter((part) => namesGoods(part, reading.lexicon));
  const [only, more] = left.length > 1 ? goods : left;
  if (anchors.length < 3 || !only || more || !(told || namesGoods(only, reading.lexicon))) return null;
  return {
    found: { value: only, raw: only, rule: 'document title', sure: 0.7, element: null },
    line: Math.max(0, (anchors[0] ?? 0) - 1),
  };
}

const farthest = 4_000;

/** What the page is about: the text that heading, document title, picture and the facts below it agree on. */
export function pageTitle(
  reading: Reading,
  lines: readonly Line[],
  anchors: readonly number[],
  pairs: readonly Pair[],
): { readonly found: Finding<string>; readonly line: number } | null {
  const [title] = reading.page.select(documentTitle);
  const repeats = new Map<string, number>();
  for (const line of reading.lines.all)
    if (line.text.length < 300) repeats.set(key(line.text), (repeats.get(key(line.text)) ?? 0) + 1);
  const whole = title ? key(lineOf([...title.children], { limit: 500 })) : '';
  const evidence: Evidence = {
    whole,
    alts: new Set(reading.page.select(pictures).map((image) => key(image.attribs.alt ?? ''))),
    repeats,
    anchors: [...anchors].sort((a, b) => a - b),
    values: valuesIn(pairs, lines),
    labels: new Set(pairs.map((pair) => key(pair.label))),
    rival: lines.some(
      (line) =>
        weightOf(line.pieces[0]?.element ?? line.block) in strong &&
        key(line.text) !== whole &&
        namesGoods(line.text, reading.lexicon),
    ),
  };
  let best: { readonly line: Line; readonly text: string; readonly score: number } | null = null;
  for (const line of lines.slice(0, farthest)) {
    if (line.text.length > 330 || line.text.length < 3) continue;
    const text = textOf(line);
    const points = score(reading, line, text, evidence, best?.score ?? 0.5);
    if (!best || points > best.score + 0.001) best = { line, text, score: points };
  }
  if (!best || best.score < 0.9) return titleElsewhere(reading, pairs, anchors);
  const sure = best.score > 2.2 ? 0.95 : best.score > 1.6 ? 0.9 : best.score > 1.2 ? 0.8 : 0.65;
  return {
    found: { value: best.text, raw: best.text, rule: 'page title', sure, element: best.line.block },
    line: best.line.index,
  };
}
