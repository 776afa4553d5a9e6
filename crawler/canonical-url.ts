import type { Source } from '../model/source.ts';

/** Parameters that only ever name a visit, never a page. */
const sessionName = /^(phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|session_?id|sess(ion)?|sessid|zenid|oscsid)$/i;
/** Short names that some sites use for a visit and others for a page: they go only when the value looks like a token. */
const maybeSessionName = /^(sid|s|ssid|hash|csrf(_?token)?|token)$/i;
const tokenValue = /^(?=.*\d)(?=.*[a-z])[a-z0-9_-]{16,}$/i;

const isSession = (name: string, value: string): boolean =>
  sessionName.test(name) || (maybeSessionName.test(name) && tokenValue.test(value));

const unreserved = /%(2D|2E|5F|7E|3[0-9]|4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A])/g;

/** Percent escapes in capitals, and none where a plain character says the same (RFC 3986, 6.2.2). */
const plainEscapes = (text: string): string =>
  text
    .replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
    .replace(unreserved, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));

function withoutSessions(query: string): string {
  const kept = query.split('&').filter((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return pair !== '' && !isSession(name, value);
  });
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

const withoutPathSession = (path: string): string =>
  path.replace(/;jsessionid=[^/?]*/gi, '').replace(/\/\(S\([a-z0-9]+\)\)(?=\/)/gi, '');

/**
 * One spelling per page: no fragment, no user name, default port or session parameter, host in lower case, escapes plain. The order
 * of parameters is kept, since some sites give it a meaning. null for anything but http and https.
 */
export function canonicalUrl(url: string, base?: string): string | null {
  const parsed = URL.parse(url.trim(), base);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.hostname === '') return null;
  const host = parsed.host.toLowerCase().replace(/\.(?=$|:)/, '');
  const path = plainEscapes(withoutPathSession(parsed.pathname));
  return `${parsed.protocol}//${host}${path}${withoutSessions(plainEscapes(parsed.search.slice(1)))}`;
}

interface Root {
  readonly host: string;
  readonly path: string;
}

/** The part of the web that an address stands for: its host, and below its path unless that names a file. */
function rootOf(address: string): Root | null {
  const canonical = canonicalUrl(address);
  if (canonical === null) return null;
  const { host, pathname } = new URL(canonical);
  const file = pathname.slice(pathname.lastIndexOf('/') + 1).includes('.');
  return { host, path: (file ? pathname.slice(0, pathname.lastIndexOf('/')) : pathname).replace(/\/+$/, '') };
}

function relativeTo(roots: readonly Root[], canonical: string): string | null {
  const { host, pathname, search } = new URL(canonical);
  const root = roots.find(
    (each) => each.host === host && (pathname === each.path || pathname.startsWith(`${each.path}/`)),
  );
  return root ? `${pathname.slice(root.path.length) || '/'}${search}` : null;
}

const rootsOf = (addresses: readonly string[]): readonly Root[] =>
  addresses.map(rootOf).filter((root): root is Root => root !== null);

/** Says whether an address belongs to a source, given the source's own addresses (mirrors of one another). */
export function insideOf(addresses: readonly string[]): (url: string) => boolean {
  const roots = rootsOf(addresses);
  return (url) => {
    const canonical = canonicalUrl(url);
    return canonical !== null && relativeTo(roots, canonical) !== null;
  };
}

/**
 * Ids of addresses within their source: `source|/path?query` without the host, so that mirrors fold together, and
 * `source|full address` for what lies outside.
 */
export function urlIds(source: Pick<Source, 'id' | 'addresses'>): (url: string) => string {
  const roots = rootsOf(source.addresses);
  return (url) => {
    const canonical = canonicalUrl(url);
    return `${source.id}|${canonical === null ? url.trim() : (relativeTo(roots, canonical) ?? canonical)}`;
  };
}

/** One id, as `urlIds` gives it. */
export const urlId = (source: Pick<Source, 'id' | 'addresses'>, url: string): string => urlIds(source)(url);

/** The same page on another mirror: address number `mirror`, counted round and round; the address itself when it lies outside. */
export function onMirror(addresses: readonly string[]): (url: string, mirror: number) => string {
  const roots = rootsOf(addresses);
  const bases = addresses.map((address) => canonicalUrl(address)).filter((base) => base !== null);
  return (url, mirror) => {
    const relative = relativeTo(roots, url);
    const [base, root] = [bases[mirror % bases.length], roots[mirror % roots.length]];
    return relative === null || !base || !root ? url : `${new URL(base).protocol}//${root.host}${root.path}${relative}`;
  };
}
