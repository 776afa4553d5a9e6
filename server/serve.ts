import { serve as listen, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import { LeadlineError } from '../model/errors.ts';

export interface Running {
  /** Such as `http://127.0.0.1:8080`; the port is the real one when 0 was asked for. */
  readonly url: string;
  readonly port: number;
  /** Resolves when no connection is open any more; idle ones are closed at once. */
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly app: Hono;
  /** 127.0.0.1 unless somebody means it otherwise. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
}

const closing = (server: ServerType): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });

const taken = (host: string, port: number, cause: Error): LeadlineError =>
  new LeadlineError('port-taken', `The pages cannot be served at ${host}:${port}: ${cause.message}`, {
    where: `${host}:${port}`,
    hint: 'choose another port: server.port in leadline.yaml, or --port of the demo',
    cause,
  });

/** Listens. Throws `port-taken` when that cannot be. */
export function serve({ app, host = '127.0.0.1', port }: ServeOptions): Promise<Running> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, hostname: host, port }, (info) => {
      const name = info.family === 'IPv6' ? `[${info.address}]` : info.address;
      resolve({ url: `http://${name}:${info.port}`, port: info.port, close: () => closing(server) });
    });
    server.once('error', (error: Error) => reject(taken(host, port, error)));
  });
}
