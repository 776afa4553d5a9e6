import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { type ElementKind, kindOf } from './element-kinds.ts';
import { type PageLimits, pageLimits, refuse } from './limits.ts';
import { openElements } from './open-elements.ts';

/** What a page consists of, in order. Every open() is followed by its close(); one run of text may come in several parts. */
export interface HtmlHandler {
  readonly open: (name: string, attributes: Record<string, string>) => void;
  readonly close: () => void;
  readonly text: (text: string) => void;
}

/** So many characters are handed over at a time, so that a page ends at a limit instead of at its end. */
const piece = 65_536;

/** From so many characters on a page is looked through for what the parser does not tell: references in attributes, end tags that close nothing. */
const large = 300_000;

/** The parser may hold so many times more elements open than a browser would. */
const mostHeld = 8;

function countSign(html: string, sign: string, what: string, most: number): void {
  let count = 0;
  for (let at = html.indexOf(sign); at >= 0; at = html.indexOf(sign, at + sign.length)) {
    count += 1;
    if (count > most) refuse('page-too-many-nodes', what, most);
  }
}

/** Counts what a page consists of. Throws GiveUp at the first excess. */
function counter(limits: PageLimits) {
  const counts = { depth: 0, nodes: 0, texts: 0, attributes: 0, characters: 0 };
  return {
    node() {
      counts.nodes += 1;
      if (counts.nodes > limits.nodes) refuse('page-too-many-nodes', 'nodes', limits.nodes);
    },
    attribute() {
      counts.attributes += 1;
      if (counts.attributes > limits.attributes) refuse('page-too-many-attributes', 'attributes', limits.attributes);
    },
    text(length: number) {
      counts.texts += 1;
      if (counts.texts > limits.texts) refuse('page-too-many-nodes', 'pieces of text', limits.texts);
      counts.characters += length;
      if (counts.characters > limits.characters) refuse('page-too-large', 'characters of text', limits.characters);
    },
    enter(held: number) {
      counts.depth += 1;
      if (counts.depth > limits.depth || held > mostHeld * limits.depth)
        refuse('page-too-deep', 'levels of nesting', limits.depth);
    },
    leave() {
      counts.depth -= 1;
    },
  };
}

/** What the tokenizer tells, made into elements and texts. */
function elementsOf(html: string, handler: HtmlHandler, limits: PageLimits): TokenizerCallbacks {
  const count = counter(limits);
  /** Programs and styles are no text of the page, however long. */
  let isCode = false;
  let kind: ElementKind | null = null;
  let attributes: Record<string, string> = {};
  let attribute = '';
  let value = '';
  const elements = openElements(() => {
    count.leave();
    handler.close();
  });
  const start = (started: ElementKind | null) => {
    if (!started) return;
    count.node();
    elements.open(started);
    count.enter(elements.held());
    handler.open(started.name, attributes);
    attributes = {};
    isCode = started.isCode;
    if (started.isVoid) elements.close();
  };
  const text = (data: string) => {
    count.text(isCode ? 0 : data.length);
    handler.text(data);
  };
  return {
    onopentagname(from, to) {
      kind = kindOf(html.slice(from, to));
      elements.named(kind);
    },
    onattribname(from, to) {
      attribute = html.slice(from, to).toLowerCase();
    },
    onattribdata(from, to) {
      value += html.slice(from, to);
    },
    onattribentity(code) {
      value += String.fromCodePoint(code);
    },
    onattribend() {
      count.attribute();
      if (!Object.hasOwn(attributes, attribute)) attributes[attribute] = value;
      value = '';
    },
    onopentagend: () => start(kind),
    onselfclosingtag() {
      start(kind);
      if (elements.isForeign() && !kind?.isVoid) elements.close();
    },
    onclosetag(from, to) {
      const ending = kindOf(html.slice(from, to));
      isCode = false;
      if (elements.end(ending) || (ending.name !== 'p' && ending.name !== 'br')) return;
      start(ending);
      if (!ending.isVoid) elements.close();
    },
    ontext: (from, to) => text(html.slice(from, to)),
    ontextentity: (code) => text(String.fromCodePoint(code)),
    oncomment: count.node,
    oncdata: count.node,
    ondeclaration: count.node,
    onprocessinginstruction: count.node,
    onend: elements.closeAll,
  };
}

/**
 * Reads a page and tells what it consists of, within the limits, before a tree of that size exists. Throws GiveUp with a `page-too-…` code
 * at the first excess.
 */
export function readHtml(html: string, handler: HtmlHandler, limits: PageLimits = pageLimits): void {
  if (html.length > limits.bytes) refuse('page-too-large', 'bytes', limits.bytes);
  if (html.length > large) {
    countSign(html, '</', 'end tags', 2 * limits.nodes);
    countSign(html, '&', 'references', limits.texts);
  }
  // Without references to resolve the tokenizer runs from tag to tag instead of from character to character.
  const tokenizer = new Tokenizer({ decodeEntities: html.includes('&') }, elementsOf(html, handler, limits));
  for (let at = 0; at < html.length; at += piece) tokenizer.write(html.slice(at, at + piece));
  tokenizer.end();
}
