import { compile } from 'css-select';
import type { Document, Element } from 'domhandler';
import { struck } from './text.ts';
import { buildTree, type Tree } from './tree.ts';

/** Where the matches of one alternative of a selector are looked for. */
interface Bucket {
  readonly among: 'tags' | 'classes' | 'ids';
  readonly name: string;
  /** The alternative says no more than this, so that all of the bucket matches. */
  readonly all: boolean;
}

/** A selector made ready once: its test, and the classes, ids or tag names one of which a match must have. */
export interface Selector {
  readonly source: string;
  readonly matches: (element: Element) => boolean;
  readonly buckets: readonly Bucket[] | null;
  /** Whatever the buckets hold matches. */
  readonly isSure: boolean;
  /** Written with a leading ">": only direct children of the scope. */
  readonly child: boolean;
}

/** Splits at `separator` outside of brackets, parentheses and quotes. */
function splitOutside(source: string, separator: RegExp): string[] {
  const parts = [''];
  let depth = 0;
  let quote = '';
  for (const character of source) {
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '[' || character === '(') depth += 1;
    else if (character === ']' || character === ')') depth -= 1;
    if (depth === 0 && !quote && separator.test(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

const kinds = { '#': 'ids', '.': 'classes' } as const;

/** The most telling part of the last compound: `#id`, else `.class`, else a tag name; null for `*`, `[a]`, `:not(…)`. */
function bucketOf(alternative: string): Bucket | null {
  const last = splitOutside(alternative, /[\s>+~]/).at(-1) ?? '';
  const plain = last.replace(/\[[^\]]*\]|:[^.#\s]*(\(.*\))?.*$/g, '');
  if (last.includes('\\')) return null;
  const found = (/#[\w-]+/.exec(plain) ?? /\.[\w-]+/.exec(plain) ?? /^[a-z][a-z0-9-]*/i.exec(plain))?.[0];
  if (!found) return null;
  const all = found === alternative;
  const mark = found[0];
  return mark === '#' || mark === '.'
    ? { among: kinds[mark], name: found.slice(1), all }
    : { among: 'tags', name: found.toLowerCase(), all };
}

/** Throws what the selector's parser throws when it is not valid. */
export function compileSelector(source: string): Selector {
  const child = source.trimStart().startsWith('>');
  const plain = child ? source.trimStart().slice(1).trim() : source;
  const buckets = splitOutside(plain, /,/).map(bucketOf);
  const known = buckets.filter((bucket) => bucket !== null);
  return {
    source,
    matches: compile<import('domhandler').AnyNode, Element>(plain, { cacheResults: false }),
    buckets: known.length === buckets.length ? known : null,
    isSure: known.length === buckets.length && known.every((bucket) => bucket.all),
    child,
  };
}

/** A parsed page. Elements come in document order. */
export interface Page {
  readonly root: Document;
  readonly html: string;
  /** What relative addresses count from; null when the page has no address of its own. */
  readonly base: URL | null;
  readonly url: URL | null;
  /** Some of its text is struck out. */
  readonly hasStruck: boolean;
  readonly select: (selector: Selector, scope?: Element | null) => readonly Element[];
  readonly first: (selector: Selector, scope?: Element | null) => Element | undefined;
  readonly elements: (scope?: Element | null) => readonly Element[];
  /** The address in `href` seen from this page, or null when it is none that could be fetched. */
  readonly absolute: (href: string | undefined) => string | null;
}

const placeOf = (element: Element): number => element.startIndex ?? 0;

/** The first place in a sorted list whose element stands at `at` or later. */
function lowerBound(list: readonly Element[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = list[middle];
    if (element && placeOf(element) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Elements among which all matches between two places are, in document order. */
function candidates(tree: Tree, buckets: Selector['buckets'], start: number, end: number): readonly Element[] {
  if (buckets === null) return tree.all;
  const [first] = buckets;
  if (first && buckets.length === 1) return tree[first.among].get(first.name) ?? [];
  const lists = buckets.map(({ among, name }) => tree[among].get(name) ?? []);
  const parts = lists.flatMap((list) => list.slice(lowerBound(list, start), lowerBound(list, end)));
  return [...new Set(parts)].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Matches below the scope; at most `most` of them. */
function selectIn(tree: Tree, selector: Selector, scope: Element | null, most: number): Element[] {
  const { buckets, child, matches, isSure } = selector;
  const start = scope ? placeOf(scope) + 1 : 0;
  const end = scope ? (scope.endIndex ?? 0) : tree.all.length;
  const list = candidates(tree, buckets, start, end);
  const found: Element[] = [];
  for (let at = scope ? lowerBound(list, start) : 0; at < list.length && found.length < most; at += 1) {
    const element = list[at];
    if (!element || placeOf(element) >= end) break;
    if ((!child || element.parent === scope) && (isSure || matches(element))) found.push(element);
  }
  return found;
}

function parseUrl(address: string, base?: URL | null): URL | null {
  try {
    const url = base ? new URL(address, base) : new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

/** Pages saved without an address still have paths; this host stands in and never leaves the reader. */
const nowhere = new URL('http://page.invalid/');

function baseOf(tree: Tree, url: URL | null): URL {
  const href = tree.tags.get('base')?.find((element) => element.attribs.href)?.attribs.href;
  return (href && parseUrl(href, url ?? nowhere)) || url || nowhere;
}

/** The same address stands on a page many times: in a picture, a title, a button, and for each reader that asks. */
function remember(read: (href: string) => string | null): Page['absolute'] {
  const known = new Map<string, string | null>();
  return (href) => {
    if (href === undefined) return null;
    const before = known.get(href);
    if (before !== undefined) return before;
    const address = read(href);
    known.set(href, address);
    return address;
  };
}

function absoluteFrom(base: URL, href: string): string | null {
  if (/^\s*(#|$|[a-z][a-z0-9+.-]*:(?!\/\/))/i.test(href)) return null;
  const found = parseUrl(href.trim().replace(/[\t\n\r]/g, ''), base);
  if (!found) return null;
  if (found.hash !== '' || found.href.endsWith('#')) found.hash = '';
  return found.href;
}

/** Parses within the page limits. Throws GiveUp with a `page-too-…` code. */
export function parsePage(html: string, address: string): Page {
  const tree = buildTree(html);
  const url = parseUrl(address);
  const base = baseOf(tree, url);
  return {
    root: tree.root,
    html,
    base,
    url,
    hasStruck: struck.some((name) => tree.tags.has(name)),
    select: (selector, scope = null) => selectIn(tree, selector, scope, Number.POSITIVE_INFINITY),
    first: (selector, scope = null) => selectIn(tree, selector, scope, 1)[0],
    elements: (scope = null) => (scope ? tree.all.slice(placeOf(scope), scope.endIndex ?? 0) : tree.all),
    absolute: remember((href) => absoluteFrom(base, href)),
  };
}
