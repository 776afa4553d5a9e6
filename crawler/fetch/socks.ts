import { connect, type Socket } from 'node:net';
import { errorText, GiveUp, LeadlineError, NeedsOperator, TryLater } from '../../model/errors.ts';
import { within } from '../within.ts';
import type { Identity } from './identity.ts';

/** Where a connection goes. `greetingMs`: a proxy on this machine answers the greeting at once; `totalMs`: it may take long to reach the host. */
export interface SocksTarget {
  readonly proxy: URL;
  readonly identity: Identity;
  readonly host: string;
  readonly port: number;
  readonly greetingMs: number;
  readonly totalMs: number;
}

const proxyDown = (what: string): TryLater =>
  new TryLater('proxy-down', `The SOCKS proxy does not answer: ${what}`, { hint: 'Is Tor running?' });

/** What Tor says with `ExtendedErrors`, and what RFC 1928 knows. Others count as a failure of the host. */
const replies: Readonly<Record<number, (where: string) => LeadlineError>> = {
  1: (where) => new TryLater('host-unreachable', 'The proxy could not reach the host: general failure.', { where }),
  2: (where) => new GiveUp('address-invalid', 'The proxy does not connect to such an address.', { where }),
  3: (where) => new TryLater('host-unreachable', 'The proxy could not reach the network of the host.', { where }),
  4: (where) => new TryLater('host-unreachable', 'The proxy could not reach the host.', { where }),
  5: (where) => new TryLater('host-unreachable', 'The host refuses the connection: nothing serves there.', { where }),
  6: (where) => new TryLater('host-unreachable', 'The proxy could not reach the host in time.', { where }),
  7: () => proxyDown('it does not connect to hosts, so it is no Tor'),
  8: (where) => new GiveUp('address-invalid', 'The proxy does not know such an address.', { where }),
  240: (where) =>
    new TryLater('onion-descriptor', 'The onion service publishes no descriptor: it is offline or was given up.', {
      where,
    }),
  241: (where) =>
    new TryLater('onion-descriptor', 'The descriptor of the onion service cannot be read; it may be damaged.', {
      where,
    }),
  242: (where) =>
    new TryLater(
      'onion-unreachable',
      'The onion service is published but takes no introduction: it has just stopped.',
      {
        where,
      },
    ),
  243: (where) =>
    new TryLater('onion-unreachable', 'The onion service did not come to the rendezvous; it may be overloaded.', {
      where,
    }),
  244: (where) => new NeedsOperator('onion-locked', 'The onion service asks for a client key.', { where }),
  245: (where) =>
    new NeedsOperator('onion-locked', 'The onion service refuses the client key that Tor has.', { where }),
  246: (where) => new GiveUp('address-invalid', 'Tor finds the onion address wrong: its checksum fails.', { where }),
  247: (where) =>
    new TryLater('onion-unreachable', 'The introduction to the onion service timed out; it may be overloaded.', {
      where,
    }),
};

/** The error that a SOCKS reply other than 0 stands for. */
export const replyError = (reply: number, where: string): LeadlineError =>
  replies[reply]?.(where) ??
  new TryLater('host-unreachable', `The proxy could not reach the host (reply 0x${reply.toString(16)}).`, { where });

/** True for errors that are the fault of the host or its onion service, so that another address of the source may work. */
export const cannotReach = (error: unknown): boolean =>
  error instanceof LeadlineError && /^(host-unreachable|onion-)/.test(error.code);

/** Exactly `count` bytes; later bytes stay in the socket. */
function read(socket: Socket, count: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const end = () => {
      socket.off('readable', attempt).off('error', fail).off('close', fail);
    };
    const fail = (error?: unknown) => {
      end();
      reject(proxyDown(error instanceof Error ? error.message : 'it closed the connection'));
    };
    const attempt = () => {
      const bytes: unknown = socket.read(count);
      if (!(bytes instanceof Uint8Array)) return;
      end();
      resolve(bytes);
    };
    socket.on('readable', attempt).on('error', fail).on('close', fail);
    attempt();
  });
}

const sized = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length === 0 || bytes.length > 255) throw new GiveUp('address-invalid', 'A name is empty or too long.');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
};

function open(proxy: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: proxy.hostname.replace(/^\[|\]$/g, ''), port: Number(proxy.port || 1080) });
    socket.setNoDelay(true);
    socket.once('error', (error) => reject(proxyDown(errorText(error))));
    socket.once('connect', () => resolve(socket));
  });
}

/** Only a user name selects a circuit, so a proxy that takes none is refused instead of sharing one circuit among all sources. */
async function greet(socket: Socket): Promise<void> {
  socket.write(Buffer.from([5, 1, 2]));
  const [version, method] = await read(socket, 2);
  if (version !== 5) throw proxyDown('what listens there is no SOCKS5 server');
  if (method !== 2) throw proxyDown('it takes no user name, so sources would share circuits: it is no Tor');
}

async function logIn(socket: Socket, { user, password }: Identity): Promise<void> {
  socket.write(Buffer.concat([Buffer.from([1]), sized(user), sized(password)]));
  const [, status] = await read(socket, 2);
  if (status !== 0) throw proxyDown('it refuses the user name');
}

async function request(socket: Socket, host: string, port: number): Promise<void> {
  const name = sized(host);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3]), name, Buffer.from([port >> 8, port & 255])]));
  const [version, reply = 1, , atyp] = await read(socket, 4);
  if (version !== 5) throw proxyDown('what listens there is no SOCKS5 server');
  if (reply !== 0) throw replyError(reply, `${host}:${port}`);
  const length = atyp === 3 ? ((await read(socket, 1))[0] ?? 0) : atyp === 4 ? 16 : 4;
  await read(socket, length + 2);
}

async function opened(proxy: URL, ms: number): Promise<Socket> {
  const late = () => proxyDown(`no answer to the greeting within ${ms} ms`);
  const began = performance.now();
  const opening = open(proxy);
  opening.then(
    (socket) => socket.on('error', () => undefined),
    () => undefined,
  );
  const socket = await within(opening, ms, late).catch((error: unknown) => {
    opening.then((late) => late.destroy()).catch(() => undefined);
    throw error;
  });
  try {
    await within(greet(socket), Math.max(1, ms - (performance.now() - began)), late);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/**
 * A connection to a host by its name, through the proxy and on the identity's own circuit. Throws `proxy-down`, `fetch-timeout`, or what the
 * proxy's reply means (`replyError`). No error holds the password.
 */
export async function connectThrough(target: SocksTarget): Promise<Socket> {
  const { proxy, identity, host, port, greetingMs, totalMs } = target;
  const socket = await opened(proxy, greetingMs);
  const late = () =>
    new TryLater('fetch-timeout', 'No connection within the time limit.', { where: `${host}:${port}` });
  try {
    await within(
      logIn(socket, identity).then(() => request(socket, host, port)),
      totalMs,
      late,
    );
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Throws `proxy-down` unless a SOCKS5 server that takes user names greets back; nothing is sent through it. */
export async function checkGreeting(proxy: URL, ms: number): Promise<void> {
  (await opened(proxy, ms)).destroy();
}
