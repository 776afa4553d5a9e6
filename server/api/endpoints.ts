import { createRoute, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { TrendAnswer } from '../../app/api.ts';
import { trendCsv } from '../../search/trend-csv.ts';
import { trendSvg } from '../../search/trend-svg.ts';
import type { Context } from '../context.ts';
import { isSameOrigin } from '../guard.ts';
import { addressEndpoints } from './address-endpoints.ts';
import { fileHeaders, jsonAnswer, payloadAnswer, streamAnswer } from './answers.ts';
import { all, byId, type Endpoint, file, get, given, id, json, paged, parameters, refused } from './endpoint.ts';
import { problem } from './problem.ts';
import { BadRequest, read } from './read.ts';
import * as schemas from './schemas.ts';

const search = get(
  {
    path: '/api/v1/search',
    operationId: 'search',
    summary: 'Items that match a query',
    request: { query: schemas.searchQuery },
    answer: json(schemas.searchAnswer, 'One page, with facets and histogram where asked for'),
  },
  async (request, { leadline }) => {
    const { q, ...rest } = read(schemas.searchQuery, parameters(request));
    const answer = await leadline.search({ query: q, ...given(rest) });
    return jsonAnswer(answer, request.req.url, answer.next);
  },
);

const exported = (path: string, operationId: string, format: 'csv' | 'jsonl'): Endpoint =>
  get(
    {
      path: `${path}.${format}`,
      operationId,
      summary: `Every item that matches, as ${format.toUpperCase()}, streamed and uncapped`,
      request: { query: schemas.queryText },
      answer: file(format === 'csv' ? 'text/csv' : 'application/jsonl', 'All matches'),
    },
    async (request, { leadline }) => {
      const { q } = read(schemas.queryText, parameters(request));
      return streamAnswer(leadline.export(q, format), fileHeaders('leadline-export', format));
    },
  );

const item = byId(
  { path: '/api/v1/items/{id}', operationId: 'item', summary: 'One item with provenance, versions and evidence' },
  schemas.itemView,
  'The item',
  (leadline, itemId) => leadline.item(itemId),
);

async function* lines(values: AsyncIterable<unknown>): AsyncIterable<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`;
}

const observations = get(
  {
    path: '/api/v1/items/{id}/observations',
    operationId: 'observations',
    summary: 'Every observation of an item, one JSON document a line',
    request: { params: schemas.idPath },
    answer: { description: 'Observations', content: { 'application/jsonl': { schema: schemas.observation } } },
  },
  async (request, { leadline }) => {
    const { item: found } = await leadline.item(id(request));
    return streamAnswer(lines(leadline.observations(found.id)), fileHeaders('leadline-observations', 'jsonl'));
  },
);

const vendor = byId(
  { path: '/api/v1/vendors/{id}', operationId: 'vendor', summary: 'One vendor with listings and shared identifiers' },
  schemas.vendorView,
  'The vendor',
  (leadline, vendorId) => leadline.vendor(vendorId),
);

const sources = all(
  { path: '/api/v1/sources', operationId: 'sources', summary: 'Every source with state, counts, turns and coverage' },
  z.object({ sources: z.array(schemas.sourceView) }),
  'The sources',
  async (leadline) => ({ sources: await leadline.sources() }),
);

const trendOf = (request: Request, { leadline }: Context) => {
  const { q, ...rest } = read(schemas.trendQuery, parameters(request));
  return leadline.trend({ query: q, ...given(rest) });
};

const drawing = ({ series, request }: TrendAnswer): string =>
  trendSvg(series, {
    title: `Leadline: ${request.metric} by ${request.by}, every ${request.every}${request.query ? `, for ${request.query}` : ''}`,
  });

const trends: readonly Endpoint[] = [
  get(
    {
      path: '/api/v1/trends',
      operationId: 'trends',
      summary: 'Series with n, interval and coverage per point',
      request: { query: schemas.trendQuery },
      answer: json(schemas.trendAnswer, 'The series and their method'),
    },
    async (request, context) => jsonAnswer(await trendOf(request, context), request.req.url),
  ),
  get(
    {
      path: '/api/v1/trends.csv',
      operationId: 'trendsCsv',
      summary: 'The same as a table',
      request: { query: schemas.trendQuery },
      answer: file('text/csv', 'One row a point'),
    },
    async (request, context) =>
      new Response(trendCsv((await trendOf(request, context)).series), {
        headers: fileHeaders('leadline-trend', 'csv'),
      }),
  ),
  get(
    {
      path: '/api/v1/trends.svg',
      operationId: 'trendsSvg',
      summary: 'The same as a picture',
      request: { query: schemas.trendQuery },
      answer: file('image/svg+xml', 'One line a series'),
    },
    async (request, context) =>
      new Response(drawing(await trendOf(request, context)), { headers: fileHeaders('leadline-trend', 'svg') }),
  ),
];

const alerts = paged(
  { path: '/api/v1/alerts', operationId: 'alerts', summary: 'What fired and why, newest first' },
  schemas.alertsQuery,
  z.object({ alerts: z.array(schemas.alertView), total: z.number().int(), next: z.string().nullable() }),
  (leadline, asked) => leadline.alerts(asked),
);

const deliveries = paged(
  { path: '/api/v1/deliveries', operationId: 'deliveries', summary: 'Messages sent for alerts, with every attempt' },
  schemas.pageQuery,
  schemas.page('deliveries', schemas.deliveryView),
  (leadline, asked) => leadline.deliveries(asked),
);

const subscriptions = all(
  { path: '/api/v1/subscriptions', operationId: 'subscriptions', summary: 'Every alert that is set up' },
  z.object({ subscriptions: z.array(schemas.subscription) }),
  'The subscriptions',
  async (leadline) => ({ subscriptions: await leadline.subscriptions() }),
);

const newRoute = createRoute({
  method: 'post',
  path: '/api/v1/subscriptions',
  operationId: 'subscribe',
  summary: 'Sets up an alert',
  request: { body: { required: true, content: { 'application/json': { schema: schemas.newSubscription } } } },
  responses: {
    201: json(schemas.subscription, 'The subscription'),
    400: refused,
    403: refused,
    409: refused,
    415: refused,
  },
});

const subscribe: Endpoint = {
  route: newRoute,
  path: newRoute.getRoutingPath(),
  handle: async (request, { leadline }) => {
    if (!isSameOrigin(request.req.raw.headers, request.req.url))
      throw new BadRequest(problem(403, 'forbidden', 'Not allowed', 'Another site sent this request.'));
    if (!/^application\/json\b/i.test(request.req.header('content-type') ?? ''))
      throw new BadRequest(problem(415, 'media-type', 'Unsupported media type', 'Send the body as application/json.'));
    const body: unknown = await request.req.json().catch(() => undefined);
    const saved = await leadline.subscribe(given(read(schemas.newSubscription, body)));
    return jsonAnswer(saved, request.req.url, null, 201);
  },
};

const capture = byId(
  { path: '/api/v1/captures/{id}', operationId: 'capture', summary: 'The record of one archived answer' },
  schemas.capture,
  'The capture',
  (leadline, captureId) => leadline.capture(captureId),
);

const payload = get(
  {
    path: '/api/v1/captures/{id}/payload',
    operationId: 'payload',
    summary: 'The archived bytes, to save and never to show',
    request: { params: schemas.idPath },
    answer: file('application/octet-stream', 'The bytes'),
  },
  async (request, { leadline }) => {
    const found = await leadline.capture(id(request));
    return payloadAnswer(
      new Uint8Array(await leadline.payload(found.id)),
      `capture-${found.id.replace(/[^a-z0-9-]/gi, '_')}`,
    );
  },
);

/** Every address of the API, in the order of its description. */
export const endpoints: readonly Endpoint[] = [
  search,
  exported('/api/v1/search', 'searchCsv', 'csv'),
  exported('/api/v1/search', 'searchJsonl', 'jsonl'),
  exported('/api/v1/export', 'exportCsv', 'csv'),
  exported('/api/v1/export', 'exportJsonl', 'jsonl'),
  item,
  observations,
  vendor,
  sources,
  ...addressEndpoints,
  ...trends,
  alerts,
  subscriptions,
  subscribe,
  deliveries,
  capture,
  payload,
];
