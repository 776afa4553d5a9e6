import type { Element } from 'domhandler';
import type { Page } from '../document.ts';

/** Links of one make have one key: the words of the path and the names in the query, without what changes from record to record. */
export function hrefKey(page: Page, link: Element): string {
  const address = page.absolute(link.attribs.href);
  if (!address) return '';
  const { pathname, searchParams } = new URL(address);
  const steps = pathname.split('/').filter(Boolean);
  const first =
    steps[0] && steps.length > 1 && !/\d{2}|^[0-9a-f-]{8,}$/i.test(steps[0])
      ? steps[0]
      : steps[0] && /^[^\d.]+\.(?!html?$)\w+$/i.test(steps[0])
        ? steps[0]
        : '*';
  const query = [...searchParams.entries()].map(([name, value]) =>
    /^[a-z_]{3,16}$/i.test(value) && /^(?:page|p|action|act|view|mod|do|a|m|r|route|section)$/i.test(name)
      ? `${name}=${value}`
      : name,
  );
  return `${first}/${steps.length}?${query.sort().join('&')}`;
}

const seller =
  /(?:^|[/?&=._-])(?:vendors?|sellers?|users?|u|profiles?|members?|stores?|shops?|merchants?|dealers?|v|verkaeufer|verkäufer|haendler|anbieter|vendeurs?|vendedor(?:es)?|venditor[ei]|verkopers?|sprzedawc[ay]|prodavec|view-?(?:vendor|seller|user|profile)|contact-?member|userinfo|author)(?:[/?&=._-]|$)/i;
const group =
  /(?:^|[/?&=._-])(?:cat|cats|categor(?:y|ies|ia|ias|ie)|kategorien?|browse|c|section|tags?|rubrik|genre|filter|subcat(?:egory)?)(?:[/?&=._-]|$)/i;
const thing = /\/(?:products?|listings?|items?|offers?|p|l)(?:[/._-]|$)/i;
const acting =
  /(?:^|[/?&=._-])(?:message|messages|pm|inbox|conversation|compose|report|favou?rites?|watch|cart|basket|buy|order|checkout|login|logout|register|feedback|reviews?|ratings|tab)(?:[/?&=._-]|$)/i;

const pathOf = (page: Page, href: string | undefined): string => {
  const address = page.absolute(href);
  if (!address) return '';
  const { pathname, search } = new URL(address);
  try {
    return decodeURIComponent(pathname + search);
  } catch {
    return pathname + search;
  }
};

type Kind = 'vendor' | 'category' | 'action' | 'home' | 'plain';

function kindOfPath(path: string): Kind {
  if (/^\/(?:(?:index|home|main|default)(?:\.\w+)?)?$/i.test(path)) return 'home';
  if (acting.test(path)) return 'action';
  const [start = ''] = path.split('?');
  if (/^(?:\/[a-z]{2})?\/[@~]/.test(start)) return 'vendor';
  if (/^\/(?:shop|store|market|c|v)\//i.test(start) && thing.test(start)) return 'plain';
  const atFront = start.split('/').slice(0, 3).join('/');
  if (seller.test(atFront) || (seller.test(path) && !group.test(path) && /[?&]/.test(path))) return 'vendor';
  if (group.test(atFront) || (group.test(path) && /[?&]/.test(path))) return 'category';
  return 'plain';
}

/** What a link leads to, by the words in its address. */
export const kindOfLink = (page: Page, link: Element): Kind => kindOfPath(pathOf(page, link.attribs.href));

const spelt = (path: string, text: string): boolean =>
  text.length > 2 &&
  path
    .toLowerCase()
    .split(/[/?&=#@~]/)
    .includes(text.toLowerCase().replace(/^@/, ''));

/** True when the address of a link spells its text: /u/name. */
export const spells = (page: Page, link: Element, text: string): boolean =>
  spelt(pathOf(page, link.attribs.href), text);

/** How many links have each part of an address, in small letters. */
export function wordsOfLinks(page: Page, links: readonly Element[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const link of links)
    for (const word of new Set(
      pathOf(page, link.attribs.href)
        .toLowerCase()
        .split(/[/?&=#@~]/),
    ))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** How the page's own address speaks for a handle: 2 when it is a vendor's and spells it, 1 when it spells it. */
export function addressSays(page: Page, handle: string): 0 | 1 | 2 {
  const path = page.url ? pathOf(page, page.url.href) : '';
  if (!spelt(path, handle)) return 0;
  return kindOfPath(path) === 'vendor' ? 2 : 1;
}
