import type { BrowserContext } from 'playwright-core';
import type { Cookie, CookieJar } from '../fetch/cookies.ts';

type BrowserCookie = Awaited<ReturnType<BrowserContext['cookies']>>[number];

const keyOf = (cookie: BrowserCookie): string => `${cookie.domain}\t${cookie.path}\t${cookie.name}`;

const toBrowser = (cookie: Cookie) => ({
  name: cookie.name,
  value: cookie.value,
  domain: cookie.hostOnly ? cookie.domain : `.${cookie.domain}`,
  path: cookie.path,
  expires: cookie.expires === null ? -1 : cookie.expires / 1_000,
  httpOnly: cookie.httpOnly,
  secure: cookie.secure,
});

const expiry = (seconds: number): string => (seconds < 0 ? '' : `; Expires=${new Date(seconds * 1_000).toUTCString()}`);

/** The Set-Cookie line that gives the jar what the page has; only what a script can set. */
const lineOf = (cookie: BrowserCookie): string =>
  `${cookie.name}=${cookie.value}; Path=${cookie.path}${cookie.domain.startsWith('.') ? `; Domain=${cookie.domain}` : ''}` +
  `${expiry(cookie.expires)}${cookie.secure ? '; Secure' : ''}${cookie.httpOnly ? '; HttpOnly' : ''}`;

/** Cookies of one page on their way between the jar, which every request takes them from, and the browser, whose scripts read and set them. */
export interface SharedCookies {
  /** Takes over what scripts set or removed since. */
  gather(url: string): Promise<void>;
}

/**
 * Gives the browser what the jar holds. Requests take their cookies from the jar only, so the browser needs to know just what scripts may read.
 */
export async function shareCookies(context: BrowserContext, jar: CookieJar, now: () => number): Promise<SharedCookies> {
  await context.clearCookies();
  // The browser takes what it can; one odd cookie must not cost the others.
  for (const cookie of jar.all()) await context.addCookies([toBrowser(cookie)]).catch(() => undefined);
  const read = async () => new Map((await context.cookies()).map((cookie) => [keyOf(cookie), cookie] as const));
  const isOf = (url: string) => (cookie: BrowserCookie) => {
    const [host, domain] = [new URL(url).hostname, cookie.domain.replace(/^\./, '')];
    return host === domain || host.endsWith(`.${domain}`);
  };
  let known = await read();
  return {
    async gather(url) {
      const current = await read();
      const set = [...current.values()].filter((cookie) => known.get(keyOf(cookie))?.value !== cookie.value);
      const removed = [...known.values()].filter((cookie) => !current.has(keyOf(cookie)));
      known = current;
      jar.store(url, set.filter(isOf(url)).map(lineOf), now());
      const ended = (cookie: BrowserCookie) => `${lineOf(cookie)}; Max-Age=0`;
      jar.store(url, removed.filter(isOf(url)).map(ended), now());
    },
  };
}
