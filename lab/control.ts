import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { errorText } from '../model/errors.ts';
import type { SocksRecord } from './calls.ts';
import { type SiteName, siteNames } from './nouns.ts';
import { type WallKind, wallKinds } from './pages/walls.ts';
import type { Truth } from './truth.ts';

interface Control {
  week(): number;
  now(): number;
  advance(to: { readonly week: number } | { readonly ms: number }): void;
  wall(site: SiteName, kind: WallKind | null): void;
}
interface ControlOptions {
  readonly port: number;
  readonly control: Control;
  readonly truth: () => Truth;
  readonly log: () => readonly SocksRecord[];
}

const advanceSchema = z.union([
  z.strictObject({ weeks: z.number().int().min(0) }),
  z.strictObject({ week: z.number().int().min(1) }),
  z.strictObject({ ms: z.number().int() }),
]);
const wallSchema = z.strictObject({ site: z.enum(siteNames), kind: z.enum(wallKinds).nullable() });

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
}

async function act({ control, truth, log }: ControlOptions, request: IncomingMessage): Promise<unknown> {
  const calendar = () => ({ week: control.week(), now: new Date(control.now()).toISOString() });
  switch (`${request.method} ${request.url}`) {
    case 'GET /calendar':
      return calendar();
    case 'GET /truth':
      return truth();
    case 'GET /log':
      return log();
    case 'POST /advance': {
      const to = advanceSchema.parse(await bodyOf(request));
      control.advance('weeks' in to ? { week: control.week() + to.weeks } : to);
      return calendar();
    }
    case 'POST /wall': {
      const { site, kind } = wallSchema.parse(await bodyOf(request));
      control.wall(site, kind);
      return { site, kind };
    }
    default:
      return null;
  }
}

/** The lab's own endpoint on loopback: GET /calendar, /truth, /log; POST /advance {weeks | week | ms}, /wall {site, kind}. JSON. */
export async function startControl(options: ControlOptions): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const reply = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    act(options, request).then(
      (value) => (value === null ? reply(404, { error: 'no such route' }) : reply(200, value)),
      (error: unknown) => reply(400, { error: errorText(error) }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : options.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
