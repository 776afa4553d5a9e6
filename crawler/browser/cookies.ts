import type { BrowserContext } from 'playwright-core';
import type { Cookie, CookieJar } from '../fetch/cookies.ts';

type BrowserCookie = Awaited<ReturnType<BrowserContext['cookies']>>[number];

type Wanted = ReturnType<typeof toBrowser>;

const keyOf = (cookie: Pick<BrowserCookie, 'domain' | 'path' | 'name'>): string =>
  `${cookie.domain}\t${cookie.path}\t${cookie.name}`;

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

type Held = ReadonlyMap<string, BrowserCookie>;

const isSame = (held: Held, wanted: readonly Wanted[]): boolean =>
  held.size === wanted.length && wanted.every((cookie) => held.get(keyOf(cookie))?.value === cookie.value);

/** Makes the browser hold what the jar holds. The browser takes what it can; one odd cookie must not cost the others. */
async function give(context: BrowserContext, jar: CookieJar, read: () => Promise<Held>): Promise<Held> {
  const wanted = jar.all().map(toBrowser);
  const held = await read();
  if (isSame(held, wanted)) return held;
  await context.clearCookies();
  await context.addCookies(wanted).catch(async () => {
    for (const cookie of wanted) await context.addCookies([cookie]).catch(() => undefined);
  });
  return read();
}

/**
 * Gives the browser what the jar holds. Requests take their cookies from the jar only, so the browser needs to know just what scripts may read.
 */
export async function shareCookies(context: BrowserContext, jar: CookieJar, now: () => number): Promise<SharedCookies> {
  const read = async () => new Map((await context.cookies()).map((cookie) => [keyOf(cookie), cookie] as const));
  const isOf = (url: string) => (cookie: BrowserCookie) => {
    const [host, domain] = [new URL(url).hostname, cookie.domain.replace(/^\./, '')];
    return host === domain || host.endsWith(`.${domain}`);
  };
  let known = await give(context, jar, read);
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
