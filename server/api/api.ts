import { OpenAPIHono } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import type { Context } from '../context.ts';
import { endpoints } from './endpoints.ts';
import { problem, problemAnswer, problemOf } from './problem.ts';
import { BadRequest } from './read.ts';

/** The OpenAPI 3.1 document, from the same schemas that read the requests. */
function openApiDocument(version: string): object {
  const registry = new OpenAPIHono();
  for (const { route } of endpoints) registry.openAPIRegistry.registerPath(route);
  return registry.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Leadline',
      version,
      description:
        'Search, evidence, alerts and trends. Errors are problem documents by RFC 9457. Cursors are in `next` and in the Link header.',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
  });
}

export const apiError = (error: unknown): Response =>
  problemAnswer(error instanceof BadRequest ? error.document : problemOf(error));

export function mountApi(app: Hono, context: Context): void {
  for (const { route, path, handle } of endpoints) app.on(route.method.toUpperCase(), path, (c) => handle(c, context));
  const document = JSON.stringify(openApiDocument(context.version));
  app.get(
    '/openapi.json',
    () => new Response(document, { headers: { 'content-type': 'application/json; charset=utf-8' } }),
  );
  app.all('/api/*', (c) =>
    problemAnswer(
      problem(
        404,
        'not-found',
        'Nothing is stored under that id or name.',
        `There is no address ${c.req.method} ${c.req.path}; /openapi.json lists all.`,
      ),
    ),
  );
}
