import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { elsewhere, nameServer } from './network.ts';

/** The name that a DNS query asks for. */
function nameIn(query: Uint8Array): string {
  const labels: string[] = [];
  for (let at = 12; (query[at] ?? 0) > 0; at += (query[at] ?? 0) + 1) {
    labels.push(Buffer.from(query.subarray(at + 1, at + 1 + (query[at] ?? 0))).toString('latin1'));
  }
  return labels.join('.');
}

/** The question again, and for an IPv4 address one answer: whoever leaked a name goes on and leaks a connection. */
function answerTo(query: Buffer): Buffer {
  const end = query.indexOf(0, 12) + 5;
  const type = query.readUInt16BE(end - 4);
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(type === 1 ? 1 : 0, 6);
  // Nothing of what the query may add is repeated.
  header.writeUInt32BE(0, 8);
  const address = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...elsewhere.split('.').map(Number)]);
  return Buffer.concat([header, query.subarray(12, end), ...(type === 1 ? [address] : [])]);
}

export interface NameServer {
  /** Every name that was asked for. */
  readonly asked: readonly string[];
  close(): void;
}

/** The only name server of the namespace. Every query that it sees is a leak. */
export async function startNameServer(): Promise<NameServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4', (query, from) => {
    asked.push(nameIn(query));
    socket.send(answerTo(query), from.port, from.address);
  });
  socket.bind(53, nameServer);
  await once(socket, 'listening');
  return { asked, close: () => socket.close() };
}
