import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { lackOf, type ServerName, serverNames, variableOf } from './lacking.ts';

export interface KeptServers {
  /** Where `askFor` finds them, also from another process. */
  readonly address: string;
  /** Waits until the server is up. */
  url(name: ServerName): Promise<string>;
  /** Ends the servers and removes all that they wrote. */
  close(): Promise<void>;
}

/** The address of a server; waits for as long as it takes to start. There is no limit of time: a first start fetches the program. */
export const askFor = (address: string, name: ServerName): Promise<string> =>
  new Promise((resolve, reject) => {
    get(`${address}/${name}`, async (answer) => {
      const text = Buffer.concat(await answer.toArray()).toString();
      if (answer.statusCode === 200) resolve(text);
      else reject(new Error(text));
    }).once('error', () => reject(new Error(`the process that keeps the servers at ${address} has ended`)));
  });

/**
 * Starts Redis and Elasticsearch in the background, those of `early` at once and others when they are asked for; servers that REDIS_URL and
 * ELASTIC_URL name are used instead. They end with this process, however that ends. Throws what is missing on this machine and how to get it.
 */
export async function keepServers(early: readonly ServerName[] = serverNames): Promise<KeptServers> {
  const given = (name: ServerName): string | undefined => process.env[variableOf[name]] || undefined;
  const lack = await lackOf(early.filter((name) => given(name) === undefined));
  if (lack !== null) throw new Error(lack);
  const program = fileURLToPath(new URL('./keeper.ts', import.meta.url));
  const child = spawn(process.execPath, [program, ...early.filter((name) => given(name) === undefined)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // so that Ctrl-C does not end it before it has ended the servers
  });
  child.stdin.on('error', () => undefined); // it ended first
  const ended = once(child, 'exit');
  const [address] = await Promise.race([
    once(createInterface(child.stdout), 'line') as Promise<[string]>, // as readline documents
    ended.then(() => Promise.reject(new Error('the process that keeps the servers did not start'))),
  ]);
  return {
    address,
    url: async (name) => given(name) ?? askFor(address, name),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
