import type { Link } from '../../model/frontier.ts';
import { compileSelector, type Page } from '../document.ts';
import type { CompiledPage, CompiledProfile } from './compile.ts';
import { decoded } from './find.ts';

/** The page type that an address belongs to, with the id in it. */
export interface Destination {
  readonly page: CompiledPage;
  readonly key: string | null;
}

/** The first page type one of whose patterns fits path and query. */
export const destination = (profile: CompiledProfile, url: string): Destination | null =>
  destinationOf(profile, new URL(url));

function destinationOf(profile: CompiledProfile, { pathname, search }: URL): Destination | null {
  for (const page of profile.pages) {
    for (const pattern of page.urls) {
      const match = pattern.exec(pathname + search);
      if (match) return { page, key: match.groups?.key === undefined ? null : decoded(match.groups.key) };
    }
  }
  return null;
}

const actingWord =
  /^(log-?out|sign-?out|log-?off|abmelden|d[eé]connexion|uitloggen|cart|basket|warenkorb|panier|add-?to-?cart|checkout|kasse|orders?|bestellen|buy|buy-?now|kaufen|purchase|pay|payment|deposit|withdraw|messages?|inbox|conversations?|pm|compose|new-?msg(_u)?|new-?message|send-?message|nachrichten|reply|post2?|quote|vote|like|dislike|rate|report(-?(page|vendor|user|listing))?|dispute|favou?rites?|add-?favou?rites?(_\w+)?|add-?to-?favou?rites?|wish-?list|add-?block|block|ban|subscribe|unsubscribe|notify|mark-?(alert|read)|delete|remove|edit|modify|upload|set-?queue|finalize|feedback-?form|leave-?feedback)$/i;

/** Following such a link does something on the site: leave, order, write, vote. Whole words of path and query only. */
export const acts = (url: string): boolean => actsOn(new URL(url));

function actsOn({ pathname, search, searchParams }: URL): boolean {
  if (pathname.split('/').some((segment) => actingWord.test(segment.replace(/\.\w{2,5}$/, '')))) return true;
  if (search === '') return false;
  for (const [name, value] of searchParams) {
    if (value === '' && actingWord.test(name)) return true;
    if (
      /^(action|act|do|op|mode|cmd|method|task|a)$/i.test(name) &&
      value.split(/[;,]/).some((word) => actingWord.test(word))
    )
      return true;
    if (/^(logout|addtocart|buy)$/i.test(name)) return true;
  }
  return false;
}

const anchors = compileSelector('a[href], area[href]');
const sameSite = (profile: CompiledProfile, page: Page, { host, hostname }: URL): boolean =>
  host === page.base?.host || host === page.url?.host || profile.profile.mirrors.includes(hostname);

function judge(profile: CompiledProfile, page: Page, url: string): Link {
  const link = { url, page: null, key: null, priority: 9, hint: null };
  const address = new URL(url);
  if (!sameSite(profile, page, address)) return { ...link, skip: 'off-site' };
  if (actsOn(address)) return { ...link, skip: 'acts' };
  const path = url.slice(address.origin.length);
  const skip = profile.skip.find((rule) => rule.url.test(path));
  if (skip) return { ...link, skip: skip.reason };
  const found = destinationOf(profile, address);
  if (!found) return { ...link, skip: 'no rule of the profile follows it' };
  const known = { ...link, page: found.page.name, key: found.key };
  if (found.page.follow === null) return { ...known, skip: 'the profile does not follow such pages' };
  return { ...known, priority: found.page.follow, skip: null };
}

/** Further pages of a list belong to its type even where no pattern fits their address. */
function judgeNext(profile: CompiledProfile, page: Page, type: CompiledPage, url: string): Link {
  const link = judge(profile, page, url);
  if (link.skip === null || link.skip === 'off-site' || link.skip === 'acts') return link;
  return { ...link, page: type.name, priority: type.follow ?? 5, skip: null };
}

/** Every address on the page once, with what becomes of it. `hints` by address, from the rows that link there. */
export function linksOf(
  profile: CompiledProfile,
  page: Page,
  type: CompiledPage | null,
  hints: ReadonlyMap<string, string>,
): Link[] {
  const links = new Map<string, Link>();
  const further = type?.next ? page.select(type.next) : [];
  for (const element of further) {
    const url = page.absolute(element.attribs.href);
    if (type && url && !links.has(url)) links.set(url, { ...judgeNext(profile, page, type, url), next: true });
  }
  for (const element of page.select(anchors)) {
    const url = page.absolute(element.attribs.href);
    if (url && !links.has(url)) links.set(url, { ...judge(profile, page, url), hint: hints.get(url) ?? null });
  }
  return [...links.values()];
}
