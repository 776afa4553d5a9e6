import { inject } from 'vitest';
import { askFor } from './keep-servers.ts';
import { type ServerName, variableOf } from './lacking.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the process that keeps the servers. */
    servers: string;
  }
}

async function urlOf(name: ServerName): Promise<string> {
  const given = process.env[variableOf[name]];
  if (given) return given;
  const address = inject('servers');
  if (!address)
    throw new Error(`this file needs a server, and its name does not say so: see test/servers/files.ts for the names`);
  return askFor(address, name);
}

/** The address of a real Elasticsearch 9 of one node, without a password; waits until it is up. For hooks, which may take longer than a test. */
export const elasticUrl = (): Promise<string> => urlOf('elastic');

/** The address of a real Redis with an append-only file; waits until it is up. It is shared: use a name of your own, and never flush it. */
export const redisUrl = (): Promise<string> => urlOf('redis');
