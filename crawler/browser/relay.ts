import { createServer, type Server, type Socket } from 'node:net';
import { errorText } from '../../model/errors.ts';
import type { Identity } from '../fetch/identity.ts';
import { defaultLimits } from '../fetch/limits.ts';
import { connectThrough } from '../fetch/socks.ts';

export interface RelayOptions {
  /** Asked only for hosts that may be reached, so one that lets nothing through needs none. */
  readonly proxy: URL | null;
  readonly identity: Identity;
  /** Which hosts the browser may reach, by the name it asks for. */
  readonly mayReach: (host: string, port: number) => boolean;
  /** Whether the client at this loopback port is the browser that the relay is for. */
  readonly isOurs: (clientPort: number, relayPort: number) => Promise<boolean>;
  /** Told what was refused, and why. */
  readonly onRefused?: (what: string) => void;
}

export interface Relay {
  /** `socks5://127.0.0.1:PORT`; names are never looked up on this side of the proxy. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Exactly `count` bytes, or a rejection when the client leaves. */
function read(socket: Socket, count: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const stop = () => socket.off('readable', attempt).off('close', fail).off('end', fail);
    const fail = () => {
      stop();
      reject(new Error('it left during the greeting'));
    };
    const attempt = () => {
      const bytes: unknown = socket.read(count);
      if (!Buffer.isBuffer(bytes)) return;
      stop();
      resolve(bytes);
    };
    socket.on('readable', attempt).on('close', fail).on('end', fail);
    attempt();
  });
}

const byte = async (socket: Socket): Promise<number> => (await read(socket, 1))[0] ?? 0;

/** Replies of RFC 1928. */
const reply = { granted: 0, notAllowed: 2, refused: 5, commandUnknown: 7 } as const;
const answer = (code: number): Buffer => Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);

interface Wanted {
  readonly host: string;
  readonly port: number;
}

/** The greeting without a login, and what is asked for; null for anything but CONNECT. An address in figures stays in figures. */
async function readWanted(socket: Socket): Promise<Wanted | null> {
  if ((await byte(socket)) !== 5) throw new Error('it speaks no SOCKS5');
  await read(socket, await byte(socket));
  socket.write(Buffer.from([5, 0]));
  const [, command = 0, , kind = 0] = await read(socket, 4);
  const bytes = await read(socket, kind === 3 ? await byte(socket) : kind === 4 ? 16 : 4);
  const host = kind === 3 ? bytes.toString('latin1') : kind === 1 ? bytes.join('.') : `[${bytes.toString('hex')}]`;
  const port = (await read(socket, 2)).readUInt16BE();
  return command === 1 ? { host, port } : null;
}

function join(client: Socket, upstream: Socket): void {
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy()).on('error', () => client.destroy());
  client.write(answer(reply.granted));
  client.pipe(upstream).pipe(client);
}

async function connectFor(client: Socket, { host, port }: Wanted, options: RelayOptions): Promise<void> {
  const refuse = (code: number, why: string) => {
    options.onRefused?.(`${host}:${port}: ${why}`);
    client.end(answer(code));
  };
  const { proxy, identity } = options;
  if (proxy === null || !options.mayReach(host, port)) return refuse(reply.notAllowed, 'outside of the source');
  const { greetingMs, connectMs } = defaultLimits;
  try {
    join(client, await connectThrough({ proxy, identity, host, port, greetingMs, totalMs: connectMs }));
  } catch (error) {
    refuse(reply.refused, errorText(error));
  }
}

async function serve(client: Socket, options: RelayOptions): Promise<void> {
  const { remotePort, localPort } = client;
  if (remotePort === undefined || localPort === undefined || !(await options.isOurs(remotePort, localPort))) {
    options.onRefused?.('a client that is not the browser of this relay');
    client.destroy();
    return;
  }
  const wanted = await readWanted(client);
  if (wanted === null) client.end(answer(reply.commandUnknown));
  else await connectFor(client, wanted, options);
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });

/**
 * A SOCKS5 server on loopback for one browser and one identity: it adds the user name and password that browsers cannot send, and so puts the
 * browser on the circuit of its source. It serves that browser only, as long as it is open; a proxy that is down is a refused connection.
 */
export async function openRelay(options: RelayOptions): Promise<Relay> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client)).on('error', () => client.destroy());
    serve(client, options).catch(() => client.destroy());
  });
  const port = await listen(server);
  return {
    url: `socks5://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of open) client.destroy();
      }),
  };
}
