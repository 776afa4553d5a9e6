import { type AnyNode, Element, isTag, isText } from 'domhandler';
import type { Page } from '../document.ts';
import { type MoneyOptions, type ParsedMoney, parseMoneys } from '../fields/money.ts';
import { styleHidden } from '../style-hidden.ts';
import { isBlock, isHidden, isSilent } from '../text.ts';
import { symbolOf } from './icons.ts';
import { isOldPrice } from './old-prices.ts';
import { type Zone, zoneOf } from './zones.ts';

/** A stretch of text from one text node. `start` is its place in the line. `made`: words that stand for a picture. */
export interface Piece {
  readonly text: string;
  readonly element: Element;
  readonly link: Element | null;
  readonly start: number;
  readonly made: boolean;
}

/** A line as a reader sees it: between block borders, line breaks and cell borders. */
export interface Line {
  readonly index: number;
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** The nearest block or cell around it. */
  readonly block: Element;
  readonly zone: Zone;
  readonly moneys: () => readonly ParsedMoney[];
  /** The amounts in a text that is a part of the line. */
  readonly moneysIn: (text: string) => readonly ParsedMoney[];
}

/** The lines of a page; `range` gives the first line of an element and the line after its last. */
export interface Lines {
  readonly all: readonly Line[];
  readonly range: (element: Element) => readonly [number, number];
  readonly within: (element: Element) => readonly Line[];
}

const cells = new Set(['td', 'th', 'button', 'textarea', 'select', 'caption', 'figcaption']);
/** Inline elements that a reader sees apart from their neighbours. */
const apart = new Set(['label', 'img', 'input', 'button', 'select']);
const badge = /(?:^|[\s_-])(?:badge|label|tag|pill|chip|btn|button)(?:$|[\s_-])/i;
const mostLines = 20_000;
const longestLine = 4_000;

/** Elements that a site named itself stand for blocks more often than not: what they are, only its style sheet knows. */
const opens = (element: Element): boolean =>
  isBlock(element) ||
  cells.has(element.name) ||
  element.name.includes('-') ||
  /display:\s*(?:block|flex|grid|table)/i.test(element.attribs.style ?? '');
const isApart = (element: Element): boolean => apart.has(element.name) || badge.test(element.attribs.class ?? '');
const isKept = (element: Element): boolean =>
  element.name === 'pre' || element.name === 'textarea' || /white-space:\s*pre/i.test(element.attribs.style ?? '');

interface Place {
  readonly block: Element;
  readonly link: Element | null;
  readonly zone: Zone;
  readonly kept: boolean;
}

function later<T>(build: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: build() };
    return made.value;
  };
}

function isIn(element: Element, holder: Element): boolean {
  let node: Element['parent'] = element;
  for (let level = 0; node && level < 12; level += 1) {
    if (node === holder) return true;
    node = node.parent;
  }
  return false;
}

/** Two elements of which neither is a part of the other: a reader sees them apart even where nothing stands between them. */
const isNeighbour = (before: Element | undefined, element: Element): boolean =>
  before !== undefined && before !== element && !isIn(element, before) && !isIn(before, element);

const cents = /cent|dec|frac|minor|penn|kop|small|sup/i;

/** The digits after a point may have an element of their own; other words and numbers in two elements are apart. */
const isApartFrom = (before: string, after: string, element: Element): boolean =>
  /^[\p{L}\p{N}\p{So}\p{Sc}]/u.test(after) &&
  /[^\s([/]$/u.test(before) &&
  !(/^\d/.test(after) && /\d[.,]$/.test(before)) &&
  !(/^\d/.test(after) && /\d$/.test(before) && cents.test(`${element.name} ${element.attribs.class ?? ''}`));

/** Collects pieces and closes lines. */
function collector(money: () => MoneyOptions) {
  const all: Line[] = [];
  let pieces: Piece[] = [];
  let text = '';
  const close = (block: Element, zone: Zone) => {
    const folded = text.trimEnd();
    if (folded && all.length < mostLines)
      all.push({
        index: all.length,
        text: folded,
        pieces,
        block,
        zone,
        moneys: later(() => parseMoneys(folded.slice(0, 400), money())),
        moneysIn: (part) => parseMoneys(part, money()),
      });
    pieces = [];
    text = '';
  };
  const say = (data: string, element: Element, link: Element | null, made: boolean) => {
    if (text.length > longestLine) return;
    const folded = data
      .replace(/[\u200b\ufeff]/g, '')
      .replace(/\s+/g, ' ')
      .slice(0, longestLine);
    if (isNeighbour(pieces.at(-1)?.element, element) && isApartFrom(text, folded, element)) text += ' ';
    const kept = text === '' || text.endsWith(' ') ? folded.replace(/^ /, '') : folded;
    if (kept === '') return;
    if (kept.trim() !== '')
      pieces.push({
        text: kept.trim(),
        element,
        link,
        start: text.length + kept.length - kept.trimStart().length,
        made,
      });
    text += kept;
  };
  const gap = () => {
    if (text !== '' && !text.endsWith(' ')) text += ' ';
  };
  return { all, close, say, gap, open: () => text !== '' };
}

/** Struck-out text holds no longer; a document's title belongs to its head, even where the head has no tags. */
const struck = new Set(['del', 's', 'strike', 'title']);

/** Reads a page into lines once. Hidden, silent and struck-out text is left out. `money`: how amounts are written, asked for when the first is read. */
export function linesOf(page: Page, money: () => MoneyOptions): Lines {
  const out = collector(money);
  const root = new Element('page', {});
  const ranges = new Map<Element, readonly [number, number]>();
  const children = (element: Element, place: Place) => {
    for (const child of element.children) visit(child, element, place);
  };
  const words = (data: string, parent: Element, place: Place) => {
    if (!place.kept) {
      out.say(data, parent, place.link, false);
      return;
    }
    data.split('\n').forEach((line, index) => {
      if (index > 0) out.close(place.block, place.zone);
      out.say(line, parent, place.link, false);
    });
  };
  const inline = (element: Element, place: Place) => {
    const symbol = element.children.every((child) => isText(child) && !/\S/.test(child.data))
      ? symbolOf(element)
      : null;
    if (symbol) out.say(` ${symbol} `, element, place.link, true);
    const alone = isApart(element);
    if (alone) out.gap();
    children(element, place);
    if (alone) out.gap();
  };
  const standIn = (element: Element, place: Place) => {
    const { readonly, disabled, value, type } = element.attribs;
    const shown = element.name === 'input' && (readonly ?? disabled) !== undefined && /^(?:text)?$/i.test(type ?? '');
    const words = element.name === 'svg' ? symbolOf(element) : shown ? value : null;
    if (words && !isHidden(element)) out.say(` ${words} `, element, place.link, true);
  };
  const isTrap = styleHidden(page);
  const isUnseen = (element: Element): boolean =>
    struck.has(element.name) || isHidden(element) || isTrap(element) || isOldPrice(element);
  const visit = (node: AnyNode, parent: Element, place: Place): void => {
    if (isText(node)) words(node.data, parent, place);
    else if (isTag(node) && (node.name === 'br' || node.name === 'hr')) out.close(place.block, place.zone);
    else if (isTag(node) && (node.name === 'svg' || node.name === 'input')) standIn(node, place);
    else if (isTag(node) && !isSilent(node) && !isUnseen(node)) enter(node, place);
  };
  const enter = (node: Element, place: Place) => {
    const opened = opens(node);
    const zone = zoneOf(node) ?? place.zone;
    const strongest = place.zone === 'menu' || place.zone === 'search' ? place.zone : zone;
    const inner: Place = {
      block: opened ? node : place.block,
      link: node.name === 'a' ? node : place.link,
      zone: zone === 'option' ? 'option' : strongest,
      kept: place.kept || isKept(node),
    };
    if (opened) out.close(place.block, place.zone);
    const from = out.all.length;
    if (opened) children(node, inner);
    else inline(node, inner);
    if (opened) out.close(inner.block, inner.zone);
    ranges.set(node, [from, opened ? out.all.length : out.all.length + (out.open() ? 1 : 0)]);
  };
  for (const node of page.root.children) visit(node, root, { block: root, link: null, zone: 'main', kept: false });
  out.close(root, 'main');
  const range = (element: Element) => ranges.get(element) ?? ([0, 0] as const);
  return { all: out.all, range, within: (element) => out.all.slice(...range(element)) };
}
