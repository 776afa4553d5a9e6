import { type AnyNode, type Element, isTag } from 'domhandler';
import { isOnion } from '../model/onion.ts';
import { compileSelector, type Page } from './document.ts';
import { foldLine, isBlock, lineOf, textOf } from './text.ts';

/** An onion host that a page or message names, in small letters and without sub-domains, with the words around it. */
export interface OnionMention {
  readonly address: string;
  /** Up to 200 characters. */
  readonly context: string;
}

/** More addresses on one page are a directory or a flood; the rest is left out and said so. */
export const mostMentions = 500;
const longestContext = 200;
const anchors = compileSelector('a[href*="onion" i], area[href*="onion" i]');

/** Written so that no program finds it: "abc…xyz [dot] onion", with spaces or brackets. */
const written = /(?<![a-z2-7])([a-z2-7]{56})\s?[[({<]?\s?(?:\.|dot)\s?[\])}>]?\s?onion(?![a-z0-9])/giu;

function around(text: string, start: number, end: number): string {
  const room = Math.max(0, longestContext - (end - start));
  const from = Math.max(0, Math.min(start - (room >> 1), text.length - longestContext));
  return foldLine(text.slice(from, from + longestContext));
}

/** Every version 3 onion address with a right checksum in a text, each once, with the words around its first mention. */
export function onionsIn(text: string): readonly OnionMention[] {
  if (!/onion/i.test(text)) return [];
  const found = new Map<string, OnionMention>();
  for (const match of text.matchAll(written)) {
    const address = `${match[1]?.toLowerCase()}.onion`;
    if (found.has(address) || !isOnion(address)) continue;
    found.set(address, { address, context: around(text, match.index, match.index + match[0].length) });
  }
  return [...found.values()];
}

/** The nearest block around a link says what it leads to. */
function blockAround(element: Element): readonly AnyNode[] {
  let block: Element = element;
  while (block.parent && isTag(block.parent) && !isBlock(block)) block = block.parent;
  return [block];
}

const hostOf = (url: string | null): string =>
  /([a-z2-7]{56}\.onion)$/.exec(URL.parse(url ?? '')?.hostname ?? '')?.[1] ?? '';

/** Onion addresses that a page links to or names, other than its own, each once. A pure function of the page. */
export function onionsOn(page: Page): readonly OnionMention[] {
  const own = hostOf(page.url?.href ?? null);
  const foreign = own === '' ? page.html : page.html.replaceAll(own, '');
  if (!/onion/i.test(foreign)) return [];
  const found = new Map<string, OnionMention>();
  for (const mention of onionsIn(textOf(page.root.children))) found.set(mention.address, mention);
  for (const element of page.select(anchors)) {
    const address = hostOf(page.absolute(element.attribs.href));
    if (address === '' || found.has(address) || !isOnion(address)) continue;
    found.set(address, {
      address,
      context: lineOf(blockAround(element), { limit: longestContext }).slice(0, longestContext),
    });
  }
  found.delete(own);
  return [...found.values()];
}
