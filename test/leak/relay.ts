import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A door before a proxy that can be closed, and opened again at the same port. */
export interface Relay {
  readonly url: string;
  /** Closes once this many pieces were sent to the proxy from now on. */
  closeAfter(pieces: number): void;
  close(): Promise<void>;
  open(): Promise<void>;
}

/** `target`: the port of the proxy on loopback. */
export async function startRelay(target: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  let port = 0;
  let server: Server | null = null;
  const close = async () => {
    const closing = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    if (closing) await new Promise((resolve) => closing.close(resolve));
  };
  const accept = (client: Socket) => {
    const proxy = connect(target, '127.0.0.1');
    for (const socket of [client, proxy]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        proxy.destroy();
      });
    }
    client.on('data', () => {
      left -= 1;
      if (left === 0) void close();
    });
    client.pipe(proxy).pipe(client);
  };
  const open = async () => {
    left = Number.POSITIVE_INFINITY;
    server = createServer(accept).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address === 'object') port = address.port;
  };
  await open();
  return {
    url: `socks5h://127.0.0.1:${port}`,
    closeAfter: (pieces) => {
      left = pieces;
    },
    close,
    open,
  };
}
