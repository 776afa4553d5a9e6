import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/**
 * What the network does with a request: it passes, it never arrives, its answer is lost on the way back, or somebody else answers. A promise holds it
 * back until then.
 */
export type Fate = 'pass' | 'dropped' | 'answer lost' | { readonly status: number; readonly body: unknown };

export interface Network {
  readonly url: string;
  /** Decides on each request; every one passes at first. */
  fate: (asked: Asked) => Fate | Promise<Fate>;
  close(): Promise<void>;
}

/** A connection for each request: a kept one may be closed just when the next begins. */
const fresh = new Agent({ keepAlive: false });

const bytesOf = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const forward = (target: string, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', url = '/' } = incoming;
    const { connection: _, ...headers } = incoming.headers;
    const onward = request(new URL(url, target), { method, headers, agent: fresh }, resolve);
    onward.on('error', reject);
    onward.end(body);
  });

async function serve(
  network: Network,
  target: string,
  incoming: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  const body = await bytesOf(incoming);
  const { method = 'GET', url = '/' } = incoming;
  const fate = await network.fate({ method, path: url, body: body.toString() });
  if (fate === 'dropped') return void incoming.socket.destroy();
  if (typeof fate === 'object') {
    answer.writeHead(fate.status, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' });
    return void answer.end(JSON.stringify(fate.body));
  }
  const real = await forward(target, incoming, body);
  const bytes = await bytesOf(real);
  if (fate === 'answer lost') return void incoming.socket.destroy();
  const { connection: _, 'transfer-encoding': __, ...headers } = real.headers;
  answer.writeHead(real.statusCode ?? 500, headers);
  answer.end(bytes);
}

/** A network between Leadline and the server that can be told what to break. */
export async function startNetwork(target: string): Promise<Network> {
  const server = createServer((incoming, answer) => {
    serve(network, target, incoming, answer).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  const network: Network = {
    url: `http://127.0.0.1:${port}`,
    fate: () => 'pass',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return network;
}
