import { connect, createServer, type Server, type Socket } from 'node:net';

/** Address types of RFC 1928: 1 = IPv4, 3 = a name, 4 = IPv6. */
export type AddressType = 1 | 3 | 4;

/** One CONNECT as the client asked for it. `user` and `password` are null when the client offered none. */
export interface SocksConnect {
  readonly atyp: AddressType;
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
}

/** How a connection goes on: to an HTTP server in this process, to a port on loopback, or refused with a SOCKS reply code. */
export type SocksRoute =
  | { readonly kind: 'server'; readonly server: { emit(event: 'connection', socket: Socket): boolean } }
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'refused'; readonly reply: 1 | 2 | 3 | 4 | 5 | 6 };

export interface SocksOptions {
  /** Called once for each CONNECT, before anything is opened. The socket identifies the connection for the server behind it. */
  readonly route: (request: SocksConnect, socket: Socket) => SocksRoute;
  /** Loopback port; 0 or absent: any free one. */
  readonly port?: number;
  /** When set, clients without a user name and password are turned away. */
  readonly requireUser?: boolean;
}

export interface Socks {
  /** `socks5h://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Exactly `count` bytes, or a rejection when the client leaves. */
function read(socket: Socket, count: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      socket.off('readable', attempt);
      socket.off('close', fail);
    };
    const fail = () => {
      stop();
      reject(new Error('the client left during the SOCKS greeting'));
    };
    const attempt = () => {
      const bytes: unknown = socket.read(count);
      if (!Buffer.isBuffer(bytes)) return;
      stop();
      resolve(bytes);
    };
    socket.on('readable', attempt);
    socket.on('close', fail);
    attempt();
  });
}

const byte = async (socket: Socket): Promise<number> => (await read(socket, 1))[0] ?? 0;
const text = async (socket: Socket, length: number): Promise<string> =>
  length === 0 ? '' : (await read(socket, length)).toString('utf8');

/** RFC 1929. Any user name is accepted: it selects a circuit, it proves nothing. */
async function readUser(socket: Socket): Promise<{ user: string; password: string }> {
  await byte(socket);
  const user = await text(socket, await byte(socket));
  const password = await text(socket, await byte(socket));
  socket.write(Buffer.from([1, 0]));
  return { user, password };
}

async function readHost(socket: Socket, atyp: number): Promise<string> {
  if (atyp === 3) return text(socket, await byte(socket));
  const bytes = await read(socket, atyp === 1 ? 4 : 16);
  return atyp === 1 ? bytes.join('.') : (bytes.toString('hex').match(/.{4}/g) ?? []).join(':');
}

const replyBytes = (code: number): Buffer => Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
const isAddressType = (value: number): value is AddressType => value === 1 || value === 3 || value === 4;

/** The greeting and the request, or null after a refusal. */
async function readConnect(socket: Socket, requireUser: boolean): Promise<SocksConnect | null> {
  if ((await byte(socket)) !== 5) return null;
  const methods = await read(socket, await byte(socket));
  const method = methods.includes(2) ? 2 : methods.includes(0) && !requireUser ? 0 : 255;
  socket.write(Buffer.from([5, method]));
  if (method === 255) return null;
  const login = method === 2 ? await readUser(socket) : null;
  const [, command = 0, , atyp = 0] = await read(socket, 4);
  if (!isAddressType(atyp)) {
    socket.write(replyBytes(8));
    return null;
  }
  const host = await readHost(socket, atyp);
  const port = (await read(socket, 2)).readUInt16BE();
  if (command !== 1) {
    socket.write(replyBytes(7));
    return null;
  }
  return { atyp, host, port, user: login?.user ?? null, password: login?.password ?? null };
}

function pipeTo(socket: Socket, port: number): void {
  const upstream = connect(port, '127.0.0.1', () => {
    socket.write(replyBytes(0));
    socket.pipe(upstream);
    upstream.pipe(socket);
  });
  upstream.on('error', () => (upstream.connecting ? socket.end(replyBytes(5)) : socket.destroy()));
  upstream.on('close', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
}

async function serve(socket: Socket, options: SocksOptions): Promise<void> {
  const request = await readConnect(socket, options.requireUser ?? false);
  if (!request) {
    socket.end();
    return;
  }
  const route = options.route(request, socket);
  if (route.kind === 'refused') socket.end(replyBytes(route.reply));
  else if (route.kind === 'port') pipeTo(socket, route.port);
  else {
    socket.write(replyBytes(0));
    route.server.emit('connection', socket);
  }
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });

/** A SOCKS5 server on loopback (RFC 1928, user name and password of RFC 1929; CONNECT only). It looks no name up. */
export async function startSocks(options: SocksOptions): Promise<Socks> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, options).catch(() => socket.destroy());
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `socks5h://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
