import { compile } from 'css-select';
import { type Document, DomHandler, type Element, isTag, type ParentNode } from 'domhandler';
import { parseWithin } from './prescan.ts';

/** A selector made ready once: its test, and the classes, ids or tag names one of which a match must have. */
export interface Selector {
  readonly source: string;
  readonly matches: (element: Element) => boolean;
  readonly buckets: readonly string[] | null;
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

/** The most telling part of the last compound: `#id`, else `.class`, else a tag name; null for `*`, `[a]`, `:not(…)`. */
function bucketOf(alternative: string): string | null {
  const last = splitOutside(alternative, /[\s>+~]/).at(-1) ?? '';
  const plain = last.replace(/\[[^\]]*\]|:[^.#\s]*(\(.*\))?.*$/g, '');
  if (last.includes('\\')) return null;
  return (/#[\w-]+/.exec(plain) ?? /\.[\w-]+/.exec(plain) ?? /^[a-z][a-z0-9-]*/i.exec(plain))?.[0] ?? null;
}

/** Throws what the selector's parser throws when it is not valid. */
export function compileSelector(source: string): Selector {
  const child = source.trimStart().startsWith('>');
  const plain = child ? source.trimStart().slice(1).trim() : source;
  const buckets = splitOutside(plain, /,/).map(bucketOf);
  const known = buckets.filter((bucket): bucket is string => bucket !== null);
  return {
    source,
    matches: compile<import('domhandler').AnyNode, Element>(plain, { cacheResults: false }),
    buckets:
      known.length === buckets.length ? known.map((name) => (/^[#.]/.test(name) ? name : name.toLowerCase())) : null,
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
  readonly select: (selector: Selector, scope?: Element | null) => readonly Element[];
  readonly elements: (scope?: Element | null) => readonly Element[];
  /** The address in `href` seen from this page, or null when it is none that could be fetched. */
  readonly absolute: (href: string | undefined) => string | null;
}

interface Index {
  readonly all: readonly Element[];
  readonly buckets: ReadonlyMap<string, readonly Element[]>;
  /** First and last place in `all` of an element and what it contains. */
  readonly span: ReadonlyMap<Element, readonly [number, number]>;
}

function indexOf(root: ParentNode): Index {
  const all: Element[] = [];
  const buckets = new Map<string, Element[]>();
  const span = new Map<Element, [number, number]>();
  const put = (name: string, element: Element) => {
    const bucket = buckets.get(name);
    if (bucket) bucket.push(element);
    else buckets.set(name, [element]);
  };
  const visit = (parent: ParentNode) => {
    for (const node of parent.children) {
      if (!isTag(node)) continue;
      const place: [number, number] = [all.length, 0];
      all.push(node);
      put(node.name, node);
      if (node.attribs.id) put(`#${node.attribs.id}`, node);
      if (node.attribs.class)
        for (const name of new Set(node.attribs.class.split(/\s+/))) if (name) put(`.${name}`, node);
      visit(node);
      place[1] = all.length;
      span.set(node, place);
    }
  };
  visit(root);
  return { all, buckets, span };
}

/** The first place in a sorted list whose element stands at `at` or later. */
function lowerBound(list: readonly Element[], place: (element: Element) => number, at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = list[middle];
    if (element && place(element) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The part of a bucket that stands inside the span. */
function inside(
  list: readonly Element[],
  place: (element: Element) => number,
  [from, to]: readonly [number, number],
): readonly Element[] {
  const start = lowerBound(list, place, from + 1);
  const end = lowerBound(list, place, to);
  return start === 0 && end === list.length ? list : list.slice(start, end);
}

function candidates(index: Index, selector: Selector, span: readonly [number, number]): readonly Element[] {
  const place = (element: Element) => index.span.get(element)?.[0] ?? 0;
  if (selector.buckets === null) return index.all.slice(span[0] + 1, span[1]);
  const [first, ...more] = selector.buckets.map((name) => inside(index.buckets.get(name) ?? [], place, span));
  if (more.length === 0) return first ?? [];
  return [...new Set([first ?? [], ...more].flat())].sort((a, b) => place(a) - place(b));
}

function selectIn(index: Index, selector: Selector, scope: Element | null): readonly Element[] {
  const span = scope ? index.span.get(scope) : ([-1, index.all.length] as const);
  if (!span) return [];
  return candidates(index, selector, span).filter(
    (element) => (!selector.child || element.parent === scope) && selector.matches(element),
  );
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

function baseOf(index: Index, url: URL | null): URL {
  const href = index.buckets.get('base')?.find((element) => element.attribs.href)?.attribs.href;
  return (href && parseUrl(href, url ?? nowhere)) || url || nowhere;
}

/** Parses within the page limits. Throws GiveUp with a `page-too-…` code. */
export function parsePage(html: string, address: string): Page {
  const handler = new DomHandler(null, {});
  parseWithin(html, handler);
  const index = indexOf(handler.root);
  const url = parseUrl(address);
  const base = baseOf(index, url);
  return {
    root: handler.root,
    html,
    base,
    url,
    select: (selector, scope = null) => selectIn(index, selector, scope),
    elements(scope = null) {
      const range = scope ? index.span.get(scope) : undefined;
      return range ? index.all.slice(range[0], range[1]) : index.all;
    },
    absolute(href) {
      if (href === undefined || /^\s*(#|$|[a-z][a-z0-9+.-]*:(?!\/\/))/i.test(href)) return null;
      const found = parseUrl(href.trim().replace(/[\t\n\r]/g, ''), base);
      if (!found) return null;
      found.hash = '';
      return found.href;
    },
  };
}
