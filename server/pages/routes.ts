import { readFileSync } from 'node:fs';
import type { Hono, Context as Request } from 'hono';
import { z } from 'zod';
import type { SourceView } from '../../app/api.ts';
import { isCode, LeadlineError } from '../../model/errors.ts';
import { sortFields } from '../../storage/port.ts';
import { trendQuery } from '../api/schemas.ts';
import { type Context, framed, nowOf } from '../context.ts';
import { prometheus } from '../metrics.ts';
import type { Html } from '../parts.ts';
import { withField } from '../query-terms.ts';
import { mountAlerts } from './alert-routes.ts';
import { mountCandidates } from './candidate-routes.ts';
import { docsPage } from './docs.ts';
import { shownFacets } from './facets.ts';
import { itemPage } from './item.ts';
import { hrefFor, pageSize, searchErrorPage, searchPage } from './search.ts';
import { mountSource } from './source-routes.ts';
import { sourcesPage } from './sources.ts';
import { trendErrorPage, trendsPage } from './trends.ts';
import { vendorPage } from './vendor.ts';

const text = z.string().max(4_000).catch('');
const dayText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .nullable()
  .catch(null);
const searchForm = z.object({
  q: text,
  sort: z.enum(sortFields).catch('seen'),
  from: z.coerce.number().int().min(0).max(100_000).catch(0),
  'after-day': dayText,
  'before-day': dayText,
});

/** The sources are asked at most once a minute for the note above the results. */
function remembered(context: Context): () => Promise<readonly SourceView[]> {
  let kept: { readonly at: number; readonly views: Promise<readonly SourceView[]> } | null = null;
  return () => {
    const now = context.clock.now();
    if (!kept || now - kept.at > 60_000 || now < kept.at) kept = { at: now, views: context.leadline.sources() };
    return kept.views.catch(() => []);
  };
}

const rangeOf = (from: string | null, to: string | null): string | null =>
  from && to ? `first:${from}..${to}` : from ? `first:>=${from}` : to ? `first:<=${to}` : null;

function searchRoute(context: Context, sources: () => Promise<readonly SourceView[]>) {
  return async (c: Request): Promise<Response> => {
    const form = searchForm.parse(c.req.query());
    const range = rangeOf(form['after-day'], form['before-day']);
    if (range !== null) return c.redirect(hrefFor({ query: withField(form.q, 'first', range), sort: form.sort }), 303);
    const view = { query: form.q, sort: form.sort, from: form.from, now: nowOf(context) };
    try {
      const [answer, views] = await Promise.all([
        context.leadline.search({
          query: view.query,
          sort: view.sort,
          from: view.from,
          limit: pageSize,
          facets: shownFacets,
          histogram: true,
        }),
        sources(),
      ]);
      return c.html(
        framed(
          context,
          view.query ? `${view.query.slice(0, 60)} · Search` : 'Search',
          'search',
          searchPage(view, answer, views),
        ),
      );
    } catch (error) {
      if (!(error instanceof LeadlineError) || error.code !== 'query-syntax') throw error;
      return c.html(framed(context, 'The query has a mistake', 'search', searchErrorPage(view, error)), 400);
    }
  };
}

function itemRoute(context: Context) {
  return async (c: Request): Promise<Response> => {
    const view = await context.leadline.item(c.req.param('id') ?? '');
    if (view.item.kind === 'vendor') return c.redirect(`/vendors/${encodeURIComponent(view.item.id)}`, 303);
    return c.html(framed(context, view.summary.title.slice(0, 80), 'search', itemPage(view, nowOf(context))));
  };
}

async function vendorBody(
  context: Context,
  view: Awaited<ReturnType<Context['leadline']['vendor']>>,
): Promise<Awaited<Html>> {
  const proof = view.item ? await context.leadline.item(view.item.id) : null;
  return await framed(
    context,
    `${view.handle.slice(0, 60)}, vendor`,
    'search',
    vendorPage(view, proof, nowOf(context)),
  );
}

function trendsRoute(context: Context) {
  return async (c: Request): Promise<Response> => {
    const input = c.req.query();
    const parsed = trendQuery.safeParse(input);
    const { q, zone, ...rest } = parsed.success
      ? parsed.data
      : trendQuery.parse({ q: (input.q ?? '').slice(0, 4_000) });
    const view = {
      request: { query: q, ...rest, ...(zone === undefined ? {} : { zone }) },
      chosen: input.s ?? null,
      every: input.all === '1',
    };
    try {
      return c.html(framed(context, 'Trends', 'trends', trendsPage(view, await context.leadline.trend(view.request))));
    } catch (error) {
      if (!(error instanceof LeadlineError) || error.code !== 'query-syntax') throw error;
      return c.html(framed(context, 'The query has a mistake', 'trends', trendErrorPage(view, error)), 400);
    }
  };
}

function mountFiles(app: Hono): void {
  const sheet = readFileSync(new URL('../public/leadline.css', import.meta.url), 'utf8');
  const icon = readFileSync(new URL('../public/leadline.svg', import.meta.url), 'utf8');
  const kept = { 'cache-control': 'max-age=300' };
  app.get(
    '/leadline.css',
    () => new Response(sheet, { headers: { ...kept, 'content-type': 'text/css; charset=utf-8' } }),
  );
  app.get('/leadline.svg', () => new Response(icon, { headers: { ...kept, 'content-type': 'image/svg+xml' } }));
  app.get('/favicon.ico', (c) => c.redirect('/leadline.svg', 301));
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'));
}

function mountHealth(app: Hono, { leadline }: Context): void {
  app.get('/healthz', (c) => c.text('ok\n'));
  app.get('/readyz', async (c) => {
    try {
      await leadline.search({ query: '', limit: 1 });
      return c.text('ready\n');
    } catch (error) {
      return c.text(
        `not ready: ${isCode(error, 'storage-locked') ? 'the data folder is locked' : 'the store does not answer'}\n`,
        503,
      );
    }
  });
  app.get('/metrics', async (c) =>
    c.body(prometheus(await leadline.status()), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
}

export function mountPages(app: Hono, context: Context): void {
  mountFiles(app);
  mountHealth(app, context);
  app.get('/', searchRoute(context, remembered(context)));
  app.get('/items/:id', itemRoute(context));
  app.get('/vendors', async (c) => {
    const { source, handle } = c.req.query();
    if (!source || !handle) return c.redirect('/?q=kind%3Avendor', 303);
    return c.html(vendorBody(context, await context.leadline.vendorByHandle(source, handle)));
  });
  app.get('/vendors/:id', async (c) => c.html(vendorBody(context, await context.leadline.vendor(c.req.param('id')))));
  app.get('/sources', async (c) => {
    const status = await context.leadline.status();
    return c.html(framed(context, 'Sources', 'sources', sourcesPage(status.sources, status)));
  });
  mountSource(app, context);
  mountCandidates(app, context);
  app.get('/trends', trendsRoute(context));
  mountAlerts(app, context);
  app.get('/docs', (c) => c.html(framed(context, 'Docs', 'docs', docsPage)));
}
