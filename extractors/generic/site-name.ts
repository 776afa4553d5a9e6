import { compileSelector, type Page } from '../document.ts';
import { foldLine, lineOf } from '../text.ts';
import type { Lines } from './lines.ts';
import { kindOfLink } from './links.ts';

const anchors = compileSelector('a[href]');
const stated = compileSelector('meta[property="og:site_name" i], meta[name="application-name" i]');
const branded = compileSelector(
  '[class*="brand" i], [class*="logo" i], [class*="site-name" i], [class*="site-title" i], [class*="sitename" i], #logo, #brand, #site-name, #site-title',
);
const documentTitle = compileSelector('title');

const key = (text: string): string => foldLine(text).toLowerCase();
const copyright = /^(?:(?:copyright|©|\(c\))[\s\d–-]*)*([\p{L}][\p{L}\p{N}'’ .&-]{1,40}?)\s*(?:©|\(c\)|copyright)/iu;
const after = /(?:copyright|©)[\s\d–-]*([\p{L}][\p{L}\p{N}'’ .&-]{1,40}?)\s*(?:[—–|.,·]|$)/iu;
const longest = 48;

/** The parts of a document's title: "Blue crystal - Marlin Bay" has two. */
const titleParts = (whole: string): string[] =>
  whole
    .split(/\s+[|–—/·»«>:•~-]{1,2}\s+|\s*[|»«]\s*|\s*::\s*/u)
    .map(foldLine)
    .filter(Boolean);

/** What the page calls the site, in small letters: what its logo, its links to the front page, its copyright or its head say. */
export function siteNames(page: Page, lines: Lines): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (text: string | undefined) => {
    if (text && text.length > 1 && text.length < longest) names.add(key(text));
  };
  for (const element of page.select(stated)) add(element.attribs.content);
  for (const link of page.select(anchors)) if (kindOfLink(page, link) === 'home') add(lineOf([link], { limit: 60 }));
  for (const element of page.select(branded)) add(lineOf([element], { limit: 60 }));
  for (const { text } of [...lines.all.slice(0, 2), ...lines.all.slice(-6)])
    if (/©|copyright|\(c\)/i.test(text)) add(copyright.exec(text)?.[1] ?? after.exec(text)?.[1]);
  return names;
}

/** The document's title without the parts that name the site. */
export function ownTitle(
  page: Page,
  names: ReadonlySet<string>,
): { readonly parts: readonly string[]; readonly told: boolean } {
  const [title] = page.select(documentTitle);
  const parts = title ? titleParts(lineOf([...title.children], { limit: 500 })) : [];
  const own = parts.filter((part) => !names.has(key(part)));
  return { parts: own, told: own.length < parts.length };
}
