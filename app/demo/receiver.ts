import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver of webhooks on loopback that remembers the ids it was sent. */
export interface Receiver {
  readonly url: string;
  /** Distinct webhook ids. */
  ids(): ReadonlySet<string>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const ids = new Set<string>();
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const id = request.headers['webhook-id'];
      if (typeof id === 'string') ids.add(id);
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listening on TCP
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    ids: () => ids,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
