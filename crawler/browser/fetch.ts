import { decodeBody } from '../../evidence/decode.ts';
import { type Exchange, header } from '../../model/capture.ts';
import { type Clock, iso } from '../../model/clock.ts';
import { createJar } from '../fetch/cookies.ts';
import type { Fetch, Fetched, FetchRequest } from '../fetch/http.ts';
import type { PageBrowser } from './browser.ts';
import { type DrawLimits, type Drawn, defaultDrawLimits, type Permitted } from './job.ts';
import { findChromium } from './places.ts';
import { isShell } from './shell.ts';

/** Which pages of a source a browser draws: all, none, or those that look like the named page types; and what they may do. */
export interface Drawing extends Permitted {
  readonly pages: 'all' | 'none' | readonly string[];
  /** Draw also what HTTP finds to be an empty shell. */
  readonly shells: boolean;
}

export interface DrawingOptions {
  readonly clock: Clock;
  readonly path: string | null;
  readonly userAgent: string;
  /** Goes into every drawing, such as `leadline/0.1.0 browser`. */
  readonly tool: string;
  readonly limits?: Partial<DrawLimits>;
  readonly pagesPerStart?: number;
  readonly pagesAtOnce?: number;
  readonly onRefused?: (what: string) => void;
}

/** Fetches over HTTP, and has a browser draw what needs one. */
export interface DrawingFetch {
  /** A Fetch for one source over the given one: whoever calls it need not know who fetched. */
  for(drawing: Drawing, http: Fetch): Fetch;
  pid(): number | null;
  close(): Promise<void>;
}

const isPage = ({ response }: Exchange): boolean =>
  response.status >= 200 &&
  response.status < 300 &&
  response.body.length > 0 &&
  /\b(html|xhtml\+xml)\b/i.test(header(response.headers, 'content-type') ?? '');

const textOf = ({ response }: Exchange): string =>
  Buffer.from(decodeBody(response.body, header(response.headers, 'content-encoding'))).toString('utf8');

/** What was drawn, as what it is: made here from a document, at this moment. */
function made(
  kind: 'drawn' | 'picture',
  of: Exchange,
  made: { readonly url: string; readonly at: string; readonly tool: string },
  contentType: string,
  body: Uint8Array,
): Exchange {
  return {
    ...made,
    source: of.source,
    session: of.session,
    request: null,
    response: { ...of.response, headers: [['Content-Type', contentType]], body },
    part: { kind, of },
  };
}

const asMaterial = (exchange: Exchange): Exchange => ({ ...exchange, part: { kind: 'material' } });

/** The drawn page is the answer and stands last; before it what it was drawn from, and its picture. */
function compose(fetched: Fetched, drawn: Drawn, at: string, tool: string): Fetched {
  const document = fetched.exchanges.at(-1) ?? fetched.exchanges[0];
  const url = URL.parse(drawn.url)?.protocol.startsWith('http') ? drawn.url.replace(/#.*$/, '') : document.url;
  const what = { url, at, tool };
  const [first, ...others] = [...fetched.exchanges.slice(0, -1), asMaterial(document)];
  const { html, picture, materials } = drawn;
  return {
    ...fetched,
    finalUrl: url,
    redirects: url === fetched.finalUrl ? fetched.redirects : fetched.redirects + 1,
    exchanges: [
      first ?? asMaterial(document),
      ...others,
      ...materials.map(asMaterial),
      made('picture', document, what, 'image/jpeg', picture),
      made('drawn', document, what, 'text/html; charset=utf-8', html),
    ],
  };
}

/**
 * Every document comes over HTTP, with its limits and circuit and as it is on the wire; a browser only draws it. So nothing is asked for twice, and
 * a browser is started by the first page that needs one. A shell is read as it stands where there is no Chromium.
 */
export function createDrawingFetch(options: DrawingOptions): DrawingFetch {
  const { clock, path, userAgent, tool } = options;
  let browser: Promise<PageBrowser> | null = null;
  let opened: PageBrowser | null = null;
  const open = async (): Promise<PageBrowser> => {
    const { createBrowser } = await import('./browser.ts');
    opened = createBrowser({
      path,
      clock,
      userAgent,
      limits: { ...defaultDrawLimits, ...options.limits },
      pagesPerStart: options.pagesPerStart ?? 200,
      pagesAtOnce: options.pagesAtOnce ?? 2,
      onRefused: options.onRefused ?? (() => undefined),
    });
    return opened;
  };

  const isAsked = ({ pages }: Drawing, { page }: FetchRequest): boolean =>
    pages === 'all' || (pages !== 'none' && page != null && pages.includes(page));

  const needsBrowser = (drawing: Drawing, request: FetchRequest, answer: Exchange): boolean =>
    isPage(answer) &&
    (isAsked(drawing, request) || (drawing.shells && isShell(textOf(answer)) && findChromium(path) !== null));

  async function fetch(drawing: Drawing, http: Fetch, request: FetchRequest): Promise<Fetched> {
    // A document that did not change says nothing about what a script would fill into it now.
    const fetched = await http(isAsked(drawing, request) ? { ...request, headers: [] } : request);
    const document = fetched.exchanges.at(-1) ?? fetched.exchanges[0];
    if (request.method === 'HEAD' || !needsBrowser(drawing, request, document)) return fetched;
    browser ??= open();
    const { host } = new URL(document.url);
    const drawn = await (await browser).draw({
      source: request.source,
      identity: request.identity,
      cookies: request.cookies ?? createJar(),
      document,
      permitted: drawing,
      isInside: request.isInside ?? ((url) => new URL(url).host === host),
      fetch: http,
      signal: request.signal,
    });
    return compose(fetched, drawn, iso(clock.now()), tool);
  }

  return {
    for: (drawing, http) => (request) => fetch(drawing, http, request),
    pid: () => opened?.pid() ?? null,
    async close() {
      await (await browser)?.close();
    },
  };
}
