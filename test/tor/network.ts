import { get } from 'node:http';
import { inject } from 'vitest';
import type { Config } from '../../config/schema.ts';
import type { SocksRecord } from '../../lab/calls.ts';
import type { LabSource } from '../../lab/start.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the process that keeps the private Tor network tells of it. */
    tor: string;
  }
}

/** The lab of test/tor/setup.ts. It is shared: its calendar and its walls are never touched. */
export interface SharedNetwork {
  /** A client that is part of the network. */
  readonly socksUrl: string;
  /** How Leadline's own Tor becomes a client of it. */
  readonly way: Pick<Config, 'proxy' | 'tor'>;
  readonly sites: readonly LabSource[];
  /** What the sites have seen so far; `client` is the circuit of a request. */
  log(): Promise<readonly SocksRecord[]>;
}

/** There is no limit of time: the network is started when the first file asks. */
const textOf = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, async (answer) => {
      const text = Buffer.concat(await answer.toArray()).toString();
      if (answer.statusCode === 200) resolve(text);
      else reject(new Error(text));
    }).once('error', reject);
  });

/** Waits until the network is up. For hooks, which may take longer than a test. */
export async function network(): Promise<SharedNetwork> {
  const told = JSON.parse(await textOf(inject('tor'))) as Omit<SharedNetwork, 'log'> & { controlUrl: string }; // as setup.ts writes it
  return { ...told, log: async () => JSON.parse(await textOf(`${told.controlUrl}/log`)) };
}
