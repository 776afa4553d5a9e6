import type { Opened } from '../app/open.ts';
import { createServer, serve } from '../server/server.ts';

/** Serves the pages and the API of an open Leadline. */
export async function serveLeadline(
  opened: Opened,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { leadline, parts } = opened;
  const { version } = await leadline.status();
  const app = createServer({ leadline, clock: parts.clock, version, host });
  return serve({ app, host, port });
}
