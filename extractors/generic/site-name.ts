import { compileSelector } from '../document.ts';
import { foldLine, lineOf } from '../text.ts';
import { kindOfLink } from './links.ts';
import type { Reading } from './rows.ts';

const anchors = compileSelector('a[href]');
const stated = compileSelector('meta[property="og:site_name" i], meta[name="application-name" i]');
const branded = compileSelector(
  '[class*="brand" i], [class*="logo" i], [class*="site-name" i], [class*="site-title" i], [class*="sitename" i], #logo, #brand, #site-name, #site-title',
);

const key = (text: string): string => foldLine(text).toLowerCase();
const copyright = /^(?:(?:copyright|©|\(c\))[\s\d–-]*)*([\p{L}][\p{L}\p{N}'’ .&-]{1,40}?)\s*(?:©|\(c\)|copyright)/iu;
const after = /(?:copyright|©)[\s\d–-]*([\p{L}][\p{L}\p{N}'’ .&-]{1,40}?)\s*(?:[—–|.,·]|$)/iu;
const longest = 48;

/** What the page calls the site, in small letters: what its logo, its links to the front page, its copyright or its head say. */
export function siteNames(reading: Reading): ReadonlySet<string> {
  const { page, lines } = reading;
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
