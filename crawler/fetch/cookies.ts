/** One cookie. `domain` has no leading dot; `hostOnly`: not for subdomains; `expires` in epoch ms, null: as long as the session. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly expires: number | null;
  readonly httpOnly: boolean;
  readonly secure: boolean;
}

/** The cookies of one (source, account), in memory. */
export interface CookieJar {
  /** The value of the Cookie header for an address, or null. */
  header(url: string, now: number): string | null;
  /** Takes over Set-Cookie headers of an answer from `url`. */
  store(url: string, setCookies: readonly string[], now: number): void;
  all(): readonly Cookie[];
}

const maxCookies = 200;
const maxLength = 4_096;
/** Servers refuse longer headers, and a site that sets many cookies would lock its visitor out. */
const maxHeader = 8_192;

const isIp = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':');

const domainMatches = (host: string, domain: string): boolean =>
  host === domain || (!isIp(host) && host.endsWith(`.${domain}`));

const pathMatches = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

/** RFC 6265, 5.1.4. */
const defaultPath = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

function applies(cookie: Cookie, url: URL, now: number): boolean {
  // An onion service is authenticated and encrypted by its name, so http is as good as https there.
  const secured = url.protocol === 'https:' || url.hostname.endsWith('.onion');
  return (
    (cookie.hostOnly ? url.hostname === cookie.domain : domainMatches(url.hostname, cookie.domain)) &&
    pathMatches(url.pathname, cookie.path) &&
    (cookie.expires === null || cookie.expires > now) &&
    (!cookie.secure || secured)
  );
}

function attributes(parts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    parts.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()] as const;
    }),
  );
}

function expiryOf(named: ReadonlyMap<string, string>, now: number): number | null {
  const maxAge = named.get('max-age');
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1_000;
  const expires = Date.parse(named.get('expires') ?? '');
  return Number.isNaN(expires) ? null : expires;
}

/** One Set-Cookie header as a cookie of `url`; null when it is malformed, too long, or meant for another site. */
function parseSetCookie(line: string, url: string, now: number): Cookie | null {
  const { hostname, pathname } = new URL(url);
  const [pair = '', ...rest] = line.split(';');
  const equals = pair.indexOf('=');
  if (equals < 1 || line.length > maxLength) return null;
  const named = attributes(rest);
  const domain = (named.get('domain') ?? '').replace(/^\./, '').toLowerCase();
  if (domain !== '' && (!domainMatches(hostname, domain) || !domain.includes('.'))) return null;
  const path = named.get('path');
  return {
    name: pair.slice(0, equals).trim(),
    value: pair.slice(equals + 1).trim(),
    domain: domain || hostname,
    hostOnly: domain === '',
    path: path?.startsWith('/') ? path : defaultPath(pathname),
    expires: expiryOf(named, now),
    httpOnly: named.has('httponly'),
    secure: named.has('secure'),
  };
}

const keyOf = (cookie: Cookie): string => `${cookie.domain}\t${cookie.path}\t${cookie.name}`;

const pairOf = ({ name, value }: Cookie): string => `${name}=${value}`;

/** As many as a header holds, those that were known first before those that came after. */
function fitting(cookies: readonly Cookie[]): Cookie[] {
  let room = maxHeader;
  return cookies.filter((cookie) => {
    const length = pairOf(cookie).length + 2;
    if (length > room) return false;
    room -= length;
    return true;
  });
}

/** A jar that starts with the given cookies, such as those of an imported session. A full one gives up the oldest that it did not start with. */
export function createJar(cookies: readonly Cookie[] = []): CookieJar {
  const jar = new Map(cookies.map((cookie) => [keyOf(cookie), cookie]));
  const given: ReadonlySet<string> = new Set(jar.keys());
  function put(cookie: Cookie): void {
    const key = keyOf(cookie);
    if (jar.size >= maxCookies && !jar.has(key)) {
      const oldest = [...jar.keys()].find((each) => !given.has(each));
      if (oldest === undefined) return;
      jar.delete(oldest);
    }
    jar.set(key, cookie);
  }
  return {
    header(url, now) {
      const target = new URL(url);
      const chosen = fitting([...jar.values()].filter((cookie) => applies(cookie, target, now)));
      chosen.sort((a, b) => b.path.length - a.path.length);
      return chosen.length === 0 ? null : chosen.map(pairOf).join('; ');
    },
    store(url, setCookies, now) {
      for (const line of setCookies) {
        const cookie = parseSetCookie(line, url, now);
        if (!cookie) continue;
        if (cookie.expires !== null && cookie.expires <= now) jar.delete(keyOf(cookie));
        else put(cookie);
      }
    },
    all: () => [...jar.values()],
  };
}
