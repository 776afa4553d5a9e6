import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Clock } from '../model/clock.ts';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer: nothing from elsewhere, no script, no frame, no referrer; nothing kept in a cache unless the route says so. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const set = (name: string, value: string) => {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
  set('Content-Security-Policy', policy);
  set('Cache-Control', 'no-store');
  set('X-Content-Type-Options', 'nosniff');
  set('Referrer-Policy', 'no-referrer');
  set('Cross-Origin-Opener-Policy', 'same-origin');
  set('Cross-Origin-Resource-Policy', 'same-origin');
  set('X-Frame-Options', 'DENY');
  set('Permissions-Policy', 'interest-cohort=(), geolocation=(), camera=(), microphone=()');
};

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for an address that only this machine can reach. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

/** What to say where others can reach the pages, since these ask nobody who they are; null on loopback. */
export const exposure = (host: string, port: number): string | null =>
  isLoopback(host)
    ? null
    : `the pages at ${host}:${port} ask for no login: whoever reaches that address reads everything and can set alerts`;

/** What to do about it. */
export const exposureMend =
  'set server.host: 127.0.0.1 and put a proxy with a login in front (docs/configuration.md, "Pages for others")';

const hostName = (host: string): string => host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');

/** True when a Host header names this machine or a configured host: a foreign name means that a web site's DNS was bent to us. */
export const isOwnHost = (host: string, configured: readonly string[]): boolean =>
  loopback.has(hostName(host)) || configured.some((each) => hostName(each) === hostName(host));

/**
 * True unless the browser says that another site sent the request. Programs send neither header; a form of our own pages has the origin
 * "null", because they send no referrer, so that origin proves nothing and the form token decides.
 */
export function isSameOrigin(headers: Headers, url: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers.get('origin');
  if (origin === null || origin === 'null') return true;
  const host = headers.get('host') ?? new URL(url).host;
  return URL.canParse(origin) && new URL(origin).host.toLowerCase() === host.toLowerCase();
}

const hour = 3_600_000;
const hoursValid = 12;

/** Form tokens: a keyed digest of the hour, good for half a day. Another site cannot read one, so it cannot send one. */
export function formTokens(
  secret: string,
  clock: Clock,
): { readonly issue: () => string; readonly accepts: (token: string) => boolean } {
  const of = (at: number) => createHmac('sha256', secret).update(`form:${at}`).digest('base64url');
  const now = () => Math.floor(clock.now() / hour);
  const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
  return {
    issue: () => of(now()),
    accepts: (token) =>
      Array.from({ length: hoursValid + 1 }, (_, age) => of(now() - age)).some((valid) => same(valid, token)),
  };
}
