import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../../test/servers/processes.ts';

/**
 * A way to the SOCKS server `to` for one process: what goes through comes from `from`, an address of 127.0.0.0/8, so that the lab's log tells the
 * processes apart. (Linux gives all of these addresses to loopback.)
 */
export async function startRelay(to: string, from: string): Promise<{ readonly url: string; close(): void }> {
  const open = new Set<Socket>();
  const target = Number(new URL(to).port);
  const server = createServer((near) => {
    const far = connect({ host: '127.0.0.1', port: target, localAddress: from });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          open.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  });
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    url: `socks5h://127.0.0.1:${port}`,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
