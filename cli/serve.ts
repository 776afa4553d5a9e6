import { Hono } from 'hono';
import type { Opened } from '../app/open.ts';
import { createServer } from '../server/create-server.ts';
import { serve } from '../server/serve.ts';

/** Serves the pages and the API of an open Leadline. */
export async function serveLeadline(
  opened: Opened,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { leadline, parts } = opened;
  const { version } = await leadline.status();
  const app = createServer({ leadline, clock: parts.clock, version, hosts: [host] });
  return serve({ app, host, port });
}

/** Throws `port-taken` now instead of after the work that precedes the pages. */
export async function checkPort(host: string, port: number): Promise<void> {
  await (await serve({ app: new Hono(), host, port })).close();
}
