import { Parser } from 'htmlparser2';

/** What of a page can be seen without running its scripts. */
interface Sight {
  readonly letters: number;
  readonly links: number;
  readonly fields: number;
  readonly scripts: number;
  readonly refreshes: boolean;
}

const unseen = new Set(['script', 'style', 'noscript', 'template', 'title', 'svg']);

function look(html: string): Sight {
  const sight = { letters: 0, links: 0, fields: 0, scripts: 0, refreshes: false };
  let inside = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (unseen.has(name)) inside += 1;
      if (name === 'script' && !/json/i.test(attributes.type ?? '')) sight.scripts += 1;
      if (name === 'a' && attributes.href && !/^(#|javascript:)/i.test(attributes.href)) sight.links += 1;
      if (name === 'input' || name === 'textarea' || name === 'select') sight.fields += 1;
      if (name === 'meta' && /refresh/i.test(attributes['http-equiv'] ?? '')) sight.refreshes = true;
    },
    ontext(text) {
      if (inside === 0) sight.letters += text.replace(/\s+/g, '').length;
    },
    onclosetag(name) {
      if (unseen.has(name)) inside -= 1;
    },
  });
  parser.end(html);
  return sight;
}

/** More than "Loading, please wait" in any language. */
const mostLetters = 160;
const mostLinks = 1;

/**
 * True for an HTML page that says next to nothing by itself and has scripts, so that one of them is likely to fill it. A form to fill in or a
 * page that sends on by itself (a login, a waiting room) is none. A guess: such a page is drawn by a browser, which costs time and no truth.
 */
export function isShell(html: string): boolean {
  const { letters, links, fields, scripts, refreshes } = look(html);
  return scripts > 0 && letters < mostLetters && links <= mostLinks && fields === 0 && !refreshes;
}
