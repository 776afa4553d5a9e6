import type { Page, Request, Route } from 'playwright-core';
import { decodeBody } from '../../evidence/decode.ts';
import { type Exchange, header } from '../../model/capture.ts';
import { GiveUp, LeadlineError } from '../../model/errors.ts';
import { canonicalUrl } from '../canonical-url.ts';
import type { HeaderList } from '../fetch/request.ts';
import { isActing } from '../links.ts';
import type { SharedCookies } from './cookies.ts';
import type { DrawLimits, Job } from './job.ts';
import type { ScriptCache } from './script-cache.ts';

/** Everything a page asks for, answered or refused by us: the browser itself reaches nothing. Mutable. */
export interface Requests {
  readonly materials: readonly Exchange[];
  /** What was refused, as `reason address`. */
  readonly refused: readonly string[];
  /** Milliseconds since the last request ended; 0 while one is under way. Not counting those that only repeat. */
  quietFor(): number;
  handle(route: Route): Promise<void>;
}

const drawnTypes: ReadonlySet<string> = new Set(['document', 'script', 'stylesheet', 'xhr', 'fetch']);
const imageTypes: ReadonlySet<string> = new Set(['image', 'font', 'media']);

/** Headers that only make sense on the wire that the answer came over, or that would make the browser do more than show the page. */
const dropped =
  /^(content-encoding|content-length|transfer-encoding|connection|keep-alive|strict-transport-security|alt-svc|nel|report-to|reporting-endpoints|onion-location|link|speculation-rules|content-disposition|accept-ch|refresh)$/i;

/** What a script says of its own request, such as a token; the rest is what every request of ours says. */
const passed = /^(x-[\w-]+|authorization|referer)$/i;

function headersOf(exchange: Exchange): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of exchange.response.headers) {
    const key = name.toLowerCase();
    if (dropped.test(key)) continue;
    joined[key] = joined[key] === undefined ? value : `${joined[key]}${key === 'set-cookie' ? '\n' : ', '}${value}`;
  }
  return joined;
}

const bodyOf = ({ response }: Exchange): Buffer => {
  const body = decodeBody(response.body, header(response.headers, 'content-encoding'));
  return Buffer.from(body.buffer, body.byteOffset, body.length);
};

const give = (route: Route, exchange: Exchange): Promise<void> =>
  route.fulfill({ status: exchange.response.status, headers: headersOf(exchange), body: bodyOf(exchange) });

function frameOf(request: Request) {
  try {
    return request.frame();
  } catch {
    // The first request of a window that has just been opened has none yet.
    return null;
  }
}

/** Why a request is not made; null when it is. */
function refusal(request: Request, page: Page, job: Job): string | null {
  const [url, type] = [canonicalUrl(request.url()), request.resourceType()];
  if (request.method() !== 'GET' && request.method() !== 'HEAD') return `only reads, no ${request.method()}`;
  if (url === null || !job.isInside(url)) return 'outside of the source';
  if (isActing(url)) return 'acts';
  if (!drawnTypes.has(type) && !(imageTypes.has(type) && job.permitted.images)) return `no ${type}`;
  if (request.isNavigationRequest() && frameOf(request) !== page.mainFrame()) return 'no other window or frame';
  return null;
}

/** How often the same address counts as something that the page still needs. */
const mostTimes = 3;

interface Options {
  readonly job: Job;
  readonly page: Page;
  readonly limits: DrawLimits;
  readonly shared: SharedCookies;
  readonly scripts: ScriptCache;
}

const isKept = (request: Request): boolean => /^(document|xhr|fetch)$/.test(request.resourceType());

/** Fetches for the page as for ourselves: the same circuit, cookies, limits and rules about redirects. */
async function load({ job, shared, scripts }: Options, request: Request): Promise<readonly Exchange[]> {
  const url = canonicalUrl(request.url()) ?? request.url();
  const kept = scripts.get(url);
  if (kept) return [kept];
  await shared.gather(url);
  const headers: HeaderList = Object.entries(request.headers()).filter(([name]) => passed.test(name));
  const { exchanges } = await job.fetch({
    source: job.source,
    url,
    identity: job.identity,
    method: request.method() === 'HEAD' ? 'HEAD' : 'GET',
    cookies: job.cookies,
    headers,
    isInside: job.isInside,
    signal: job.signal,
  });
  const answer = exchanges.at(-1);
  if (answer && /^(script|stylesheet)$/.test(request.resourceType())) scripts.keep(url, answer);
  return exchanges;
}

/** Answers one page. `fail` is told of what ends the drawing, such as a proxy that is down. */
export function answerRequests(options: Options, fail: (error: LeadlineError) => void): Requests {
  const { job, page, limits } = options;
  const materials: Exchange[] = [];
  const refused: string[] = [];
  /** Documents that are fetched already, each given once: a page that loads itself anew is read anew. */
  const ready = new Map([[canonicalUrl(job.document.url), job.document]]);
  const asked = new Map<string, number>();
  let bytes = 0;
  let count = 0;
  let underWay = 0;
  let last = performance.now();

  function takeReady(request: Request): Exchange | null {
    const url = request.isNavigationRequest() ? canonicalUrl(request.url()) : null;
    const document = ready.get(url) ?? null;
    if (document !== null) ready.delete(url);
    return document;
  }

  /** A document that was moved is shown at its new address: the browser is sent there. */
  function sendOn(route: Route, to: Exchange): Promise<void> {
    ready.set(canonicalUrl(to.url), to);
    return route.fulfill({ headers: { 'content-type': 'text/html', refresh: `0;url=${to.url}` }, body: '' });
  }

  async function answer(route: Route): Promise<void> {
    const request = route.request();
    const document = takeReady(request);
    if (document !== null) return give(route, document);
    count += 1;
    const reason = refusal(request, page, job) ?? (count > limits.requests ? 'too many requests' : null);
    if (reason !== null) {
      refused.push(`${reason} ${request.url()}`);
      return route.abort('blockedbyclient');
    }
    const exchanges = await load(options, request);
    if (isKept(request)) materials.push(...exchanges);
    const found = exchanges.at(-1) ?? job.document;
    bytes += found.response.body.length;
    if (bytes > limits.bytes)
      throw new GiveUp('body-too-large', `The page loads more than ${limits.bytes} bytes.`, {
        where: job.document.url,
      });
    return request.isNavigationRequest() && exchanges.length > 1 ? sendOn(route, found) : give(route, found);
  }

  /** A page that asks for the same again and again waits for news from outside; it is at rest as far as it will ever be. */
  function isNews(request: Request): boolean {
    const address = request.url().replace(/[?#].*$/s, '');
    const times = (asked.get(address) ?? 0) + 1;
    asked.set(address, times);
    return times <= mostTimes;
  }

  /** A part that cannot be had is missing on the page, as in any browser; a proxy that is down or a stop ends the drawing. */
  async function failed(route: Route, error: unknown): Promise<void> {
    if (
      error instanceof LeadlineError &&
      /^(proxy-|stopped|body-too-large|fetch-timeout|onion-|host-)/.test(error.code)
    )
      fail(error);
    else refused.push(`${error instanceof LeadlineError ? error.code : 'failed'} ${route.request().url()}`);
    await route.abort('failed').catch(() => undefined);
  }

  return {
    materials,
    refused,
    quietFor: () => (underWay > 0 ? 0 : performance.now() - last),
    async handle(route) {
      const counts = isNews(route.request());
      if (counts) underWay += 1;
      try {
        await answer(route);
      } catch (error) {
        await failed(route, error);
      } finally {
        if (counts) {
          underWay -= 1;
          last = performance.now();
        }
      }
    },
  };
}
