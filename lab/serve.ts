import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { weekAt, weekStart } from './calendar.ts';
import type { Call, CallLog } from './calls.ts';
import type { Gate } from './gate.ts';
import type { SiteName, World } from './nouns.ts';
import type { Site, SiteAnswer } from './pages/site.ts';
import { type WallKind, wallPage } from './pages/walls.ts';
import { falls } from './random.ts';

/** What the HTTP side of the lab works with. `delayMs`: how long each answer takes. */
export interface ServeOptions {
  readonly world: World;
  readonly sites: Readonly<Record<SiteName, Site>>;
  readonly calls: WeakMap<Socket, Call>;
  /** Which site is behind a name now; a connection from before ends when that changes. */
  readonly hosts: ReadonlyMap<string, SiteName>;
  readonly log: CallLog;
  readonly walls: ReadonlyMap<SiteName, WallKind>;
  readonly gates: ReadonlyMap<SiteName, Gate>;
  readonly now: () => number;
  readonly delayMs: number;
}

/** In the week of its closing a market answers 503 to everything; afterwards nobody is there. */
export const isDown = (world: World, site: SiteName | null, now: number): boolean =>
  site === world.closing.site && weekAt(now) > world.closing.week;
const isClosing = (world: World, site: SiteName, now: number): boolean =>
  site === world.closing.site && weekAt(now) === world.closing.week;

const unavailable: SiteAnswer = {
  status: 503,
  body: '<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503 Service Temporarily Unavailable</h1></center><hr></body></html>',
};

const badRequest: SiteAnswer = { status: 400, body: 'Bad request' };
const notAllowed: SiteAnswer = { status: 405, body: 'Method not allowed' };

/** One page in fifty fails the first time it is asked for in a week. */
function createHiccups(): (site: SiteName, path: string, now: number) => boolean {
  const seen = new Set<string>();
  return (site, path, now) => {
    const name = `${weekAt(now)}|${site}|${path}`;
    if (!falls(0.02, `${site}|${path}`) || seen.has(name)) return false;
    seen.add(name);
    return true;
  };
}

/** What the site's gate shows to this visitor; null: it lets pass. */
function atGate({ gates }: ServeOptions, site: SiteName, call: Call, cookie: string | null): SiteAnswer | null {
  const sight = gates.get(site)?.meet({ cookie, user: call.user });
  return sight ? { ...wallPage(site, sight.wall), headers: sight.headers } : null;
}

function answerOf(
  options: ServeOptions,
  site: SiteName,
  url: URL,
  hiccup: ReturnType<typeof createHiccups>,
): SiteAnswer {
  const now = options.now();
  if (isClosing(options.world, site, now)) return unavailable;
  const wall = options.walls.get(site);
  if (wall) return wallPage(site, wall);
  if (hiccup(site, url.pathname + url.search, now)) return unavailable;
  return options.sites[site]({ path: url.pathname, query: url.searchParams, now });
}

/** Halyard, Fathom and Nordkai give ETags, Slipway a date; Halyard and Nordkai pack their pages. */
function validators(site: SiteName, answer: SiteAnswer, now: number): Readonly<Record<string, string>> {
  if (answer.status !== 200 || site === 'slacktide') return {};
  if (site === 'slipway')
    return { 'last-modified': answer.headers?.['last-modified'] ?? new Date(weekStart(weekAt(now))).toUTCString() };
  return { etag: `"${createHash('sha1').update(answer.body).digest('hex').slice(0, 20)}"` };
}
const packs = (site: SiteName): boolean => site === 'halyard' || site === 'nordkai';

function isUnchanged(request: IncomingMessage, headers: Readonly<Record<string, string>>): boolean {
  if (headers.etag !== undefined) return request.headers['if-none-match'] === headers.etag;
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return headers['last-modified'] !== undefined && Date.parse(headers['last-modified']) <= since;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  site: SiteName,
  answer: SiteAnswer,
  now: number,
): number {
  const checks = validators(site, answer, now);
  const headers = { 'content-type': 'text/html; charset=utf-8', ...answer.headers, ...checks };
  if (isUnchanged(request, checks)) {
    response.writeHead(304, checks).end();
    return 304;
  }
  const pack = packs(site) && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const body = pack ? gzipSync(answer.body) : Buffer.from(answer.body);
  response.writeHead(answer.status, {
    ...headers,
    ...(pack ? { 'content-encoding': 'gzip', vary: 'Accept-Encoding' } : {}),
    'content-length': body.length,
  });
  response.end(body);
  return answer.status;
}

function answerSafely(
  options: ServeOptions,
  site: SiteName,
  path: string,
  hiccup: ReturnType<typeof createHiccups>,
): SiteAnswer {
  const url = URL.parse(path, 'http://site.invalid');
  try {
    return url ? answerOf(options, site, url, hiccup) : badRequest;
  } catch (error) {
    if (error instanceof URIError) return badRequest;
    throw error;
  }
}

/** The HTTP side of all sites. It has no port: the SOCKS server hands it its connections. */
export function createSiteServer(options: ServeOptions): Server {
  const hiccup = createHiccups();
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const call = options.calls.get(request.socket);
    const now = options.now();
    if (!call?.site || options.hosts.get(call.host) !== call.site) return void request.socket.destroy();
    if (isDown(options.world, call.site, now)) {
      options.log.refused(call, 'site closed');
      return void request.socket.destroy();
    }
    const [method = '', path = '/'] = [request.method, request.url];
    const ended = options.log.opened(call, { method, path, cookie: request.headers.cookie ?? null });
    if (options.delayMs > 0) await wait(options.delayMs);
    const reads = method === 'GET' || method === 'HEAD';
    const stopped = reads ? atGate(options, call.site, call, request.headers.cookie ?? null) : notAllowed;
    ended(send(request, response, call.site, stopped ?? answerSafely(options, call.site, path, hiccup), now));
  };
  return createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
}
