import { createRoute, type z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../context.ts';
import { isSameOrigin } from '../guard.ts';
import * as shapes from './address-schemas.ts';
import { jsonAnswer } from './answers.ts';
import { type Endpoint, get, given, id, json, parameters, refused } from './endpoint.ts';
import { problem } from './problem.ts';
import { BadRequest, read } from './read.ts';
import * as schemas from './schemas.ts';

const candidates = get(
  {
    path: '/api/v1/candidates',
    operationId: 'candidates',
    summary: 'Onion addresses that pages name and nobody watches, with their evidence',
    request: { query: shapes.candidatesQuery },
    answer: json(shapes.candidatesAnswer, 'Those on signed lists first, then the most often named'),
  },
  async (request, { leadline }) =>
    jsonAnswer(await leadline.candidates(read(shapes.candidatesQuery, parameters(request))), request.req.url),
);

interface Deed {
  readonly name: 'approve' | 'reject';
  readonly summary: string;
  readonly body: z.ZodType;
  readonly answer: z.ZodType;
  readonly words: string;
}

/** What a person decides on one address. Another site cannot send it: it would need a preflight that is never answered. */
function deed(
  { name, summary, body, answer, words }: Deed,
  act: (request: Request, context: Context, sent: unknown) => Promise<unknown>,
): Endpoint {
  const route = createRoute({
    method: 'post',
    path: `/api/v1/candidates/{id}/${name}`,
    operationId: name,
    summary,
    request: { params: schemas.idPath, body: { required: true, content: { 'application/json': { schema: body } } } },
    responses: { 200: json(answer, words), 400: refused, 403: refused, 404: refused, 409: refused, 415: refused },
  });
  return {
    route,
    path: route.getRoutingPath(),
    handle: async (request, context) => {
      if (!isSameOrigin(request.req.raw.headers, request.req.url))
        throw new BadRequest(problem(403, 'forbidden', 'Not allowed', 'Another site sent this request.'));
      if (!/^application\/json\b/i.test(request.req.header('content-type') ?? ''))
        throw new BadRequest(
          problem(415, 'media-type', 'Unsupported media type', 'Send the body as application/json.'),
        );
      return jsonAnswer(await act(request, context, await request.req.json().catch(() => undefined)), request.req.url);
    },
  };
}

const approve = deed(
  {
    name: 'approve',
    summary: 'Makes an address one of a source, or a new source, which is paused unless asked otherwise',
    body: shapes.approval,
    answer: schemas.source,
    words: 'The source',
  },
  (request, { leadline }, sent) => leadline.approve(id(request), given(read(shapes.approval, sent))),
);

const reject = deed(
  {
    name: 'reject',
    summary: 'Asks for an address no more',
    body: shapes.rejection,
    answer: shapes.decision,
    words: 'The decision',
  },
  (request, { leadline }, sent) => leadline.reject(id(request), read(shapes.rejection, sent).reason),
);

/** What the API says of addresses that pages name, and what people decide on them. */
export const addressEndpoints: readonly Endpoint[] = [candidates, approve, reject];
