import { Parser } from 'htmlparser2';
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
  const counts = { depth: 0, nodes: 0, texts: 0, attributes: 0, characters: 0 };
  /** Programs and styles are no text of the page, however long. */
  let isCode = false;
  const node = () => {
    counts.nodes += 1;
    if (counts.nodes > limits.nodes) refuse('page-too-many-nodes', 'nodes', limits.nodes);
  };
  const elements = openElements();
  const leave = () => {
    counts.depth -= 1;
    handler.close();
  };
  const parser = new Parser(
    {
      onattribute() {
        counts.attributes += 1;
        if (counts.attributes > limits.attributes) refuse('page-too-many-attributes', 'attributes', limits.attributes);
      },
      onopentag(name, attributes) {
        node();
        for (let ended = elements.opened(name); ended > 0; ended -= 1) leave();
        if (elements.held() > mostHeld * limits.depth) refuse('page-too-deep', 'levels of nesting', limits.depth);
        counts.depth += 1;
        if (counts.depth > limits.depth) refuse('page-too-deep', 'levels of nesting', limits.depth);
        isCode = name === 'script' || name === 'style';
        handler.open(name, attributes);
      },
      onclosetag() {
        isCode = false;
        if (elements.closed() > 0) leave();
      },
      ontext(text) {
        counts.texts += 1;
        if (counts.texts > limits.texts) refuse('page-too-many-nodes', 'pieces of text', limits.texts);
        if (!isCode) counts.characters += text.length;
        if (counts.characters > limits.characters) refuse('page-too-large', 'characters of text', limits.characters);
        handler.text(text);
      },
      oncomment: node,
      onprocessinginstruction: node,
    },
    { decodeEntities: true },
  );
  for (let at = 0; at < html.length; at += piece) parser.write(html.slice(at, at + piece));
  parser.end();
}
