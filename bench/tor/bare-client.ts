import { connect, type Socket } from 'node:net';
import type { Identity } from '../../crawler/fetch/identity.ts';

/** What one connection has read so far. */
export interface Tally {
  requests: number;
  bytes: number;
  failed: number;
}

const sized = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);

/** Greeting, user name and request, each with the length of its answer. */
const steps = ({ user, password }: Identity, host: string): readonly (readonly [Buffer, number])[] => [
  [Buffer.from([5, 1, 2]), 2],
  [Buffer.concat([Buffer.from([1]), sized(user), sized(password)]), 2],
  [Buffer.concat([Buffer.from([5, 1, 0, 3]), sized(host), Buffer.from([0, 80])]), 10],
];

/** Where the answer at the beginning of `bytes` ends, or 0 while it is not whole. */
function endOf(bytes: Buffer): number {
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return 0;
  const length = Number(/content-length: (\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1] ?? 0);
  const end = head + 4 + length;
  return bytes.length >= end ? end : 0;
}

function heard(socket: Socket, count: number): Promise<Buffer> {
  let bytes: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    socket.once('close', () => reject(new Error('the proxy closed the connection')));
    socket.on('data', function take(piece: Buffer) {
      bytes = Buffer.concat([bytes, piece]);
      if (bytes.length < count) return;
      socket.off('data', take);
      resolve(bytes);
    });
  });
}

async function connected(proxy: URL, identity: Identity, host: string): Promise<Socket> {
  const socket = connect(Number(proxy.port), proxy.hostname);
  socket.on('error', () => undefined);
  socket.setNoDelay(true);
  for (const [bytes, count] of steps(identity, host)) {
    socket.write(bytes);
    const answer = await heard(socket, count);
    if (count === 10 && answer[1] !== 0) throw new Error(`the proxy answered ${answer[1]}`);
  }
  return socket;
}

/**
 * Opens a connection and does nothing but ask for one page again and again until it is over: no limits, no checks, no record. A connection
 * that breaks counts as one failure and ends it.
 */
export async function askBare(
  proxy: URL,
  identity: Identity,
  { host, request }: { readonly host: string; readonly request: string },
  tally: Tally,
  isOver: () => boolean,
): Promise<void> {
  const socket = await connected(proxy, identity, host);
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  await new Promise<void>((resolve) => {
    socket.on('close', () => {
      if (!isOver()) tally.failed += 1;
      resolve();
    });
    socket.on('data', (piece: Buffer) => {
      rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const end = endOf(rest);
      if (end === 0) return;
      tally.requests += 1;
      tally.bytes += end;
      if (rest.toString('latin1', 9, 12) !== '200') tally.failed += 1;
      rest = rest.subarray(end);
      if (isOver()) socket.destroy();
      else socket.write(request);
    });
    socket.write(request);
  });
}
