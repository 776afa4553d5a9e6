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
      : steps[0]?.includes('.')
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

const pathOf = (page: Page, link: Element): string => {
  const address = page.absolute(link.attribs.href);
  if (!address) return '';
  const { pathname, search } = new URL(address);
  try {
    return decodeURIComponent(pathname + search);
  } catch {
    return pathname + search;
  }
};

/** What a link leads to, by the words in its address. */
export function kindOfLink(page: Page, link: Element): 'vendor' | 'category' | 'action' | 'home' | 'plain' {
  const path = pathOf(page, link);
  if (/^\/(?:(?:index|home|main|default)(?:\.\w+)?)?$/i.test(path)) return 'home';
  if (acting.test(path)) return 'action';
  const [start = ''] = path.split('?');
  if (/^\/(?:shop|store|market|c|v)\//i.test(start) && thing.test(start)) return 'plain';
  const atFront = start.split('/').slice(0, 3).join('/');
  if (seller.test(atFront) || (seller.test(path) && !group.test(path) && /[?&]/.test(path))) return 'vendor';
  if (group.test(atFront) || (group.test(path) && /[?&]/.test(path))) return 'category';
  return 'plain';
}

/** True when the address of a link spells its text: /u/name. */
export const spells = (page: Page, link: Element, text: string): boolean =>
  text.length > 2 &&
  pathOf(page, link)
    .toLowerCase()
    .split(/[/?&=#]/)
    .includes(text.toLowerCase());
