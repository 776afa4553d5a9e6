import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Leadline } from '../app/api.ts';
import type { Clock } from '../model/clock.ts';
import { apiError, mountApi } from './api/api.ts';
import { problem, problemAnswer, statusOf } from './api/problem.ts';
import { BadRequest } from './api/read.ts';
import { type Context, framed } from './context.ts';
import { formTokens, isOwnHost, securityHeaders } from './guard.ts';
import { notice } from './layout.ts';
import { errorPage } from './pages/error-page.ts';
import { mountPages } from './pages/routes.ts';

export interface ServerOptions {
  readonly leadline: Leadline;
  readonly clock: Clock;
  readonly version: string;
  /** Host names beside the loopback ones under which the server may be addressed. */
  readonly hosts?: readonly string[];
  /** Key of the form tokens; random when absent, so that forms of an earlier run are refused. */
  readonly secret?: string;
  /** Told of every failure that is no LeadlineError; such errors are answered without their text. */
  readonly onFailure?: (error: unknown) => void;
}

const isApi = (path: string): boolean => path.startsWith('/api/') || path === '/openapi.json';

const foreignHost = () =>
  problemAnswer(
    problem(
      421,
      'misdirected',
      'This server does not answer to that name',
      'Open it by its loopback address, or add the name to the configured hosts.',
    ),
  );

/** The pages and the API over one Leadline. Answers requests by `fetch`; see serve() for a socket. */
export function createServer(options: ServerOptions): Hono {
  const token = formTokens(options.secret ?? randomBytes(32).toString('base64url'), options.clock);
  const context: Context = { leadline: options.leadline, clock: options.clock, version: options.version, token };
  const app = new Hono();
  app.use(securityHeaders);
  app.use(async (c, next) =>
    isOwnHost(c.req.header('host') ?? new URL(c.req.url).host, options.hosts ?? []) ? next() : foreignHost(),
  );
  mountApi(app, context);
  mountPages(app, context);
  app.notFound((c) =>
    c.html(
      framed(
        context,
        'Not found',
        null,
        notice(
          'Not found',
          'There is no page at this address.',
          html`<a href="/">Search</a> or see the <a href="/docs">docs</a>.`,
        ),
      ),
      404,
    ),
  );
  app.onError((error, c) => {
    if (!(error instanceof BadRequest) && statusOf(error) >= 500) options.onFailure?.(error);
    return isApi(c.req.path) ? apiError(error) : errorPage(context, c, error);
  });
  return app;
}
