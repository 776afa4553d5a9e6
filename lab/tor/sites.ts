import { createServer, type Server, type Socket } from 'node:net';
import type { Call } from '../calls.ts';
import type { SiteName } from '../nouns.ts';

/** A site's door for a Tor that serves it as an onion service. */
export interface SitePort {
  readonly site: SiteName;
  readonly port: number;
}

export interface TorDoors {
  readonly ports: readonly SitePort[];
  close(): Promise<void>;
}

/** Longer than any line of the protocol (HAProxy's PROXY, version 1: 107 bytes). */
const longestLine = 200;

/** The first line, which Tor writes before what the client sends; what follows it stays in the socket. Null when there is none. */
function readLine(socket: Socket): Promise<string | null> {
  let heard = Buffer.alloc(0);
  return new Promise((resolve) => {
    const end = (line: string | null) => {
      socket.off('readable', look).off('close', none);
      resolve(line);
    };
    const none = () => end(null);
    const look = () => {
      const piece: unknown = socket.read();
      if (!Buffer.isBuffer(piece)) return;
      heard = Buffer.concat([heard, piece]);
      const at = heard.indexOf('\r\n');
      if (at < 0) return heard.length > longestLine ? none() : undefined;
      socket.unshift(heard.subarray(at + 2));
      end(heard.toString('latin1', 0, at));
    };
    socket.on('readable', look).on('close', none);
    look();
  });
}

/** `PROXY TCP6 fc00:dead:beef:4dad::0:2a ::1 65535 42`: the first address stands for the circuit by which the connection came. */
const circuitOf = (line: string): string | null => /^PROXY TCP6 (\S+) /.exec(line)?.[1] ?? null;

interface Door {
  readonly site: SiteName;
  readonly host: string;
}

async function welcome(socket: Socket, { site, host }: Door, greet: (call: Call) => void): Promise<void> {
  const circuit = circuitOf((await readLine(socket)) ?? '');
  if (circuit === null) return void socket.destroy();
  // Tor hands the name of no client on: the circuit is all that a service sees.
  greet({ atyp: 3, host, port: 80, user: null, password: null, site, client: circuit });
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });

/** Opens a port of loopback for each site. `take` gets each connection with what is known of it. */
export async function openDoors(doors: readonly Door[], take: (socket: Socket, call: Call) => void): Promise<TorDoors> {
  const open = new Set<Socket>();
  const servers = doors.map((door) => ({
    door,
    server: createServer((socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
      void welcome(socket, door, (call) => take(socket, call));
    }),
  }));
  const ports = await Promise.all(
    servers.map(async ({ door, server }) => ({ site: door.site, port: await listen(server) })),
  );
  return {
    ports,
    close: async () => {
      const closing = servers.map(({ server }) => new Promise((resolve) => server.close(resolve)));
      for (const socket of open) socket.destroy();
      await Promise.all(closing);
    },
  };
}
