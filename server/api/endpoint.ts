import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../context.ts';
import { jsonAnswer } from './answers.ts';
import { read } from './read.ts';
import * as schemas from './schemas.ts';

export interface Endpoint {
  readonly route: RouteConfig;
  /** The path in Hono's own notation. */
  readonly path: string;
  readonly handle: (request: Request, context: Context) => Promise<Response>;
}

export const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
export const file = (type: string, description: string) => ({
  description,
  content: { [type]: { schema: z.string() } },
});
export const refused = {
  description: 'An error, by RFC 9457',
  content: { 'application/problem+json': { schema: schemas.problemSchema } },
};

interface Declaration {
  readonly path: string;
  readonly summary: string;
  readonly operationId: string;
  readonly request?: RouteConfig['request'];
  readonly answer: RouteConfig['responses'][string];
}

/** A GET endpoint; every one may also answer 400 and 404 by a problem document. */
export function get(declaration: Declaration, handle: Endpoint['handle']): Endpoint {
  const { answer, request, ...rest } = declaration;
  const route = createRoute({
    method: 'get',
    ...rest,
    ...(request ? { request } : {}),
    responses: { 200: answer, 400: refused, 404: refused },
  });
  return { route, path: route.getRoutingPath(), handle };
}

/** What an endpoint is called. */
interface Name {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
}

/** An endpoint that answers one record by the id in its path. */
export const byId = (
  name: Name,
  schema: z.ZodType,
  words: string,
  ask: (leadline: Context['leadline'], id: string) => Promise<unknown>,
): Endpoint =>
  get({ ...name, request: { params: schemas.idPath }, answer: json(schema, words) }, async (request, { leadline }) =>
    jsonAnswer(await ask(leadline, id(request)), request.req.url),
  );

/** An endpoint that answers all records there are. */
export const all = (
  name: Name,
  schema: z.ZodType,
  words: string,
  ask: (leadline: Context['leadline']) => Promise<unknown>,
): Endpoint =>
  get({ ...name, answer: json(schema, words) }, async (request, { leadline }) =>
    jsonAnswer(await ask(leadline), request.req.url),
  );

/** An endpoint that answers page by page, with the address of the next one. */
export const paged = <Q extends z.ZodObject>(
  name: Name,
  query: Q,
  schema: z.ZodType,
  ask: (leadline: Context['leadline'], asked: Given<z.output<Q>>) => Promise<{ readonly next: string | null } & object>,
): Endpoint =>
  get({ ...name, request: { query }, answer: json(schema, 'One page') }, async (request, { leadline }) => {
    const answer = await ask(leadline, given(read(query, parameters(request))));
    return jsonAnswer(answer, request.req.url, answer.next);
  });

export const parameters = (request: Request): Record<string, string> => request.req.query();
export const id = (request: Request): string => read(schemas.idPath, request.req.param()).id;

/** T with each key that may be undefined made optional instead, as exactOptionalPropertyTypes asks for. */
type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The value without the keys that are undefined. */
export const given = <T extends object>(value: T): Given<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Given<T>; // fromEntries forgets the keys
