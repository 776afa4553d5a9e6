import { type ElementKind, elementKinds, ordinary } from './elements.data.ts';
import { attributeWithoutReferences, textWithoutReferences } from './entities.ts';
import { type PageLimits, pageLimits, refuse } from './limits.ts';

/** What a page consists of, in order. Every open() is followed by its close(); one run of text may come in several parts. */
export interface HtmlHandler {
  readonly open: (name: string, attributes: Record<string, string>) => void;
  readonly close: () => void;
  readonly text: (text: string) => void;
}

/** A page that is being read. `open` has the innermost element last. */
interface Scan {
  readonly html: string;
  readonly handler: HtmlHandler;
  readonly limits: PageLimits;
  readonly open: string[];
  readonly foreign: boolean[];
  at: number;
  nodes: number;
  attributes: number;
  characters: number;
  /** The last start tag ended in "/>". */
  closesItself: boolean;
}

const [slash, mark, question, equals, greater] = [47, 33, 63, 61, 62];
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13 && code !== 11);
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** What a character does to a name, one bit each: it ends the name of a start tag, an end tag or an attribute, or is no small letter. */
const endsStart = 1;
const endsEnd = 2;
const endsAttribute = 4;
const isUnusual = 8;

const roles: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === greater || isSpace(code)) return endsStart | endsEnd | endsAttribute;
  if (code === slash) return endsStart | endsAttribute;
  if (code === equals) return endsAttribute;
  return code >= 65 && code <= 90 ? isUnusual : 0;
});

/** Reads a name, which has its first character whatever that is, and stands after it. Nearly all are in small letters, and looking is cheaper than converting. */
function readName(scan: Scan, from: number, ends: number): string {
  const { html } = scan;
  let seen = 0;
  let at = from;
  for (; at < html.length; at += 1) {
    const role = roles[html.charCodeAt(at)] ?? isUnusual;
    if ((role & ends) !== 0 && at > from) break;
    seen |= role;
  }
  scan.at = at;
  const name = html.slice(from, at);
  return (seen & isUnusual) !== 0 ? name.toLowerCase() : name;
}

function countNode(scan: Scan): void {
  scan.nodes += 1;
  if (scan.nodes > scan.limits.nodes) refuse('page-too-many-nodes', 'nodes', scan.limits.nodes);
}

function countText(scan: Scan, length: number): void {
  scan.characters += length;
  if (scan.characters > scan.limits.characters) refuse('page-too-large', 'characters of text', scan.limits.characters);
}

function tell(scan: Scan, from: number, to: number): void {
  if (from >= to) return;
  countText(scan, to - from);
  scan.handler.text(textWithoutReferences(scan.html.slice(from, to)));
}

/** Where the next ">" ends; the end of the page when there is none. */
function afterAngle(html: string, from: number): number {
  const at = html.indexOf('>', from);
  return at < 0 ? html.length : at + 1;
}

function skipSpace(html: string, from: number): number {
  let at = from;
  while (isSpace(html.charCodeAt(at))) at += 1;
  return at;
}

/** The value after an equals sign; null when the page ends in it. */
function readValue(scan: Scan): string | null {
  const { html } = scan;
  const start = skipSpace(html, scan.at);
  const quote = html[start];
  if (quote === '"' || quote === "'") {
    const end = html.indexOf(quote, start + 1);
    if (end < 0) return null;
    scan.at = end + 1;
    return attributeWithoutReferences(html.slice(start + 1, end), html.slice(start, end + 1));
  }
  let end = start;
  while (end < html.length && html.charCodeAt(end) !== greater && !isSpace(html.charCodeAt(end))) end += 1;
  scan.at = end;
  const value = html.slice(start, end);
  return end === html.length ? null : attributeWithoutReferences(value, value);
}

/** One attribute that begins here. False when the page ends in it. */
function readAttribute(scan: Scan, attributes: Record<string, string>): boolean {
  const { html } = scan;
  const name = readName(scan, scan.at, endsAttribute);
  scan.at = skipSpace(html, scan.at);
  let value: string | null = '';
  if (html.charCodeAt(scan.at) === equals) {
    scan.at += 1;
    value = readValue(scan);
  }
  if (value === null) return false;
  scan.attributes += 1;
  if (scan.attributes > scan.limits.attributes)
    refuse('page-too-many-attributes', 'attributes', scan.limits.attributes);
  if (attributes[name] === undefined || !Object.hasOwn(attributes, name)) attributes[name] = value;
  return true;
}

/** The attributes of a start tag, up to and with its ">"; null when the page ends before. */
function readAttributes(scan: Scan): Record<string, string> | null {
  const { html } = scan;
  const attributes: Record<string, string> = {};
  scan.closesItself = false;
  while (scan.at < html.length) {
    const code = html.charCodeAt(scan.at);
    if (code === greater) {
      scan.at += 1;
      return attributes;
    }
    if (code === slash) scan.closesItself = true;
    if (code === slash || isSpace(code)) scan.at += 1;
    else {
      scan.closesItself = false;
      if (!readAttribute(scan, attributes)) break;
    }
  }
  scan.at = html.length;
  return null;
}

function closeInnermost(scan: Scan): string | undefined {
  const name = scan.open.pop();
  if (name !== undefined) scan.handler.close();
  return name;
}

/** Opens an element, and closes it again when it never holds anything. */
function begin(scan: Scan, name: string, attributes: Record<string, string>): ElementKind {
  const { open, limits, handler } = scan;
  const kind = elementKinds.get(name) ?? ordinary;
  if (kind.ends) while (open.length > 0 && kind.ends.has(open[open.length - 1] ?? '')) closeInnermost(scan);
  countNode(scan);
  if (open.length >= limits.depth) refuse('page-too-deep', 'levels of nesting', limits.depth);
  handler.open(name, attributes);
  if (kind.isVoid) handler.close();
  else open.push(name);
  if (kind.foreign !== null) scan.foreign.push(kind.foreign);
  return kind;
}

/** Where the end tag of a raw element begins; the end of the page when there is none. */
function endOfRaw(html: string, from: number, name: string): number {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2)) {
    const end = at + 2 + name.length;
    const code = html.charCodeAt(end);
    if ((code === greater || isSpace(code)) && html.slice(at + 2, end).toLowerCase() === name) return at;
  }
  return html.length;
}

function tellRaw(scan: Scan, name: string): void {
  const { html, at } = scan;
  scan.at = endOfRaw(html, at, name);
  if (at === scan.at) return;
  if (name !== 'script' && name !== 'style') countText(scan, scan.at - at);
  const text = html.slice(at, scan.at);
  scan.handler.text(name === 'title' ? textWithoutReferences(text, '<title>') : text);
}

function readStartTag(scan: Scan, angle: number): void {
  const name = readName(scan, angle + 1, endsStart);
  const attributes = readAttributes(scan);
  if (!attributes) return;
  const { isRaw, isVoid } = begin(scan, name, attributes);
  if (!scan.closesItself) {
    if (isRaw) tellRaw(scan, name);
  } else if (scan.foreign[scan.foreign.length - 1] && !isVoid) closeInnermost(scan);
}

function end(scan: Scan, name: string): void {
  const { isVoid, foreign } = elementKinds.get(name) ?? ordinary;
  if (foreign !== null) scan.foreign.pop();
  if (isVoid) {
    if (name === 'br') begin(scan, name, {});
  } else if (scan.open.lastIndexOf(name) >= 0) while (closeInnermost(scan) !== name);
  else if (name === 'p') {
    begin(scan, name, {});
    closeInnermost(scan);
  } else countNode(scan); // Nothing opened it; a page of nothing else would be looked through each time.
}

/** An end tag whose name, or whatever stands for it, begins at `start`. */
function readEndTag(scan: Scan, start: number): void {
  const { html } = scan;
  if (!isLetter(html.charCodeAt(start))) {
    countNode(scan);
    scan.at = afterAngle(html, start);
    return;
  }
  const name = readName(scan, start, endsEnd);
  const isWhole = scan.at < html.length;
  scan.at = afterAngle(html, scan.at);
  if (isWhole) end(scan, name);
}

/** Comments, document types and processing instructions count, and say nothing. */
function skipDeclaration(scan: Scan, angle: number): void {
  const { html } = scan;
  const until = (closing: string, from: number): number => {
    const at = html.indexOf(closing, from);
    return at < 0 ? html.length : at + closing.length;
  };
  countNode(scan);
  if (html.startsWith('<!--', angle)) scan.at = until('-->', angle + 2);
  else if (html.startsWith('<![CDATA[', angle)) scan.at = until(']]>', angle + 9);
  else scan.at = until('>', angle + 2);
}

/**
 * Reads a page from its first to its last byte and tells what it consists of, as htmlparser2 would, of which it is a fast path. Time grows
 * with the length of the page whatever it holds. Throws GiveUp with a `page-too-…` code at the first excess of a limit.
 */
export function readHtml(html: string, handler: HtmlHandler, limits: PageLimits = pageLimits): void {
  if (html.length > limits.bytes) refuse('page-too-large', 'bytes', limits.bytes);
  const counts = { at: 0, nodes: 0, attributes: 0, characters: 0, closesItself: false };
  const scan: Scan = { html, handler, limits, open: [], foreign: [false], ...counts };
  let from = 0;
  for (let angle = html.indexOf('<'); angle >= 0; angle = html.indexOf('<', scan.at)) {
    const next = html.charCodeAt(angle + 1);
    const name = next === slash ? skipSpace(html, angle + 2) : 0;
    if (isLetter(next) || next === mark || next === question || (next === slash && html[name] !== '>')) {
      tell(scan, from, angle);
      if (next === slash) readEndTag(scan, name);
      else if (isLetter(next)) readStartTag(scan, angle);
      else skipDeclaration(scan, angle);
      from = scan.at;
    } else scan.at = angle + 1;
  }
  tell(scan, from, html.length);
  while (closeInnermost(scan) !== undefined);
}
