import { torBrowser } from '../../config/schema.ts';
import type { Exchange } from '../../model/capture.ts';
import { type Clock, iso } from '../../model/clock.ts';
import { isCode } from '../../model/errors.ts';
import { type CookieJar, createJar } from './cookies.ts';
import type { Identity } from './identity.ts';
import { defaultLimits, type FetchLimits } from './limits.ts';
import { checkProxy, createAgents } from './proxy.ts';
import { type Followed, followRedirects } from './redirects.ts';
import { type HeaderList, send } from './request.ts';
import { checkGreeting } from './socks.ts';

/** One address to read. `headers` are added to the fixed set, such as If-None-Match; `cookies` is the jar of the (source, account). */
export interface FetchRequest {
  readonly source: string;
  readonly url: string;
  readonly identity: Identity;
  readonly method?: 'GET' | 'HEAD';
  /** The profile's page type that the address looks like, where one is known. */
  readonly page?: string | null;
  readonly headers?: HeaderList;
  readonly cookies?: CookieJar;
  /** Where redirects may lead; the same host when absent. */
  readonly isInside?: (url: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Every hop as an exchange to be archived, oldest first; the last one is the answer. */
export interface Fetched extends Followed {
  readonly redirects: number;
}

/** Throws TryLater (`proxy-down`, `host-unreachable`, `fetch-timeout`, `fetch-interrupted`) or GiveUp (limits, redirects). */
export type Fetch = (request: FetchRequest) => Promise<Fetched>;

export interface HttpFetchOptions {
  /** A socks5h:// address. */
  readonly proxy: string | null;
  readonly clock: Clock;
  readonly limits?: Partial<FetchLimits>;
  readonly userAgent?: string;
  readonly acceptLanguage?: string;
  /** Goes into every exchange, such as `leadline/0.1.0 http`. */
  readonly tool?: string;
  /** Connections an identity holds at most. */
  readonly maxSockets?: number;
}

/** Every coding that is offered is one that is read. */
function fixedHeaders(url: string, options: HttpFetchOptions): HeaderList {
  return [
    ['Host', new URL(url).host],
    ['User-Agent', options.userAgent ?? torBrowser],
    ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['Accept-Language', options.acceptLanguage ?? 'en-US,en;q=0.5'],
    ['Accept-Encoding', 'gzip, deflate, br, zstd'],
    ['Connection', 'keep-alive'],
    ['Upgrade-Insecure-Requests', '1'],
  ];
}

const setCookies = (headers: HeaderList): readonly string[] =>
  headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value);

/** A proxy that stands still looks like a site that does not answer; the proxy itself answers a greeting at once, or is down. */
async function whoFailed(proxy: URL, { greetingMs }: FetchLimits, error: unknown): Promise<never> {
  if (isCode(error, 'fetch-timeout')) await checkGreeting(proxy, greetingMs);
  throw error;
}

/**
 * Reads pages through the proxy and by no other way: no DNS, no direct connection, no proxy from the environment. Throws
 * `proxy-missing` or `proxy-insecure` at once. Idle connections do not keep the process alive; `close` ends them.
 */
export function createHttpFetch(options: HttpFetchOptions): Fetch & { readonly close: () => void } {
  const limits: FetchLimits = { ...defaultLimits, ...options.limits };
  const { clock } = options;
  const proxy = checkProxy(options.proxy);
  const agents = createAgents(proxy, {
    maxSockets: options.maxSockets ?? 16,
    timeoutMs: limits.totalMs + 1_000,
    greetingMs: limits.greetingMs,
  });

  async function fetchOne(request: FetchRequest, jar: CookieJar, url: string): Promise<Exchange> {
    const at = clock.now();
    const method = request.method ?? 'GET';
    const cookie = jar.header(url, at);
    const headers: HeaderList = [
      ...fixedHeaders(url, options),
      ...(cookie === null ? [] : [['Cookie', cookie] as const]),
      ...(request.headers ?? []),
    ];
    const agent = agents.of(request.identity, new URL(url).protocol);
    const outgoing = { method, url, headers, agent, limits, signal: request.signal ?? null };
    const response = await send(outgoing).catch((error: unknown) => whoFailed(proxy, limits, error));
    jar.store(url, setCookies(response.headers), clock.now());
    const tool = options.tool ?? 'leadline http';
    return {
      source: request.source,
      url,
      at: iso(at),
      session: request.identity.user,
      tool,
      request: { method, headers },
      response,
    };
  }

  async function fetch(request: FetchRequest): Promise<Fetched> {
    const jar = request.cookies ?? createJar();
    const host = new URL(request.url).host;
    const followed = await followRedirects(request.url, (url) => fetchOne(request, jar, url), {
      limit: limits.redirects,
      isInside: request.isInside ?? ((url) => new URL(url).host === host),
      stateAt: (url) => jar.header(url, clock.now()) ?? '',
    });
    return { ...followed, redirects: followed.exchanges.length - 1 };
  }
  return Object.assign(fetch, { close: agents.close });
}
