import { fork } from 'node:child_process';
import { createSocket } from 'node:dgram';
import dns from 'node:dns/promises';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { browsePast } from './browser.ts';
import { outsideAddress, outsideName, type Seats } from './orders.ts';

/** As long as it takes for a first packet to go out; nobody answers it. */
const timeoutMs = 400;

const anyEnd = async (work: Promise<unknown>): Promise<void> => {
  await work.catch(() => undefined);
};

function connectTo(host: string): Promise<void> {
  const socket = connect({ host, port: 80 });
  const timer = setTimeout(() => socket.destroy(), timeoutMs);
  return anyEnd(
    new Promise<void>((resolve) => socket.on('error', () => undefined).on('close', () => resolve())).finally(() =>
      clearTimeout(timer),
    ),
  );
}

async function datagram(): Promise<void> {
  const socket = createSocket('udp4');
  await anyEnd(new Promise<void>((resolve) => socket.send('leak', 53, outsideAddress, () => resolve())));
  socket.close();
}

/** A proxy address without the h: the library asks this machine for the name first. */
async function localNames(seats: Seats): Promise<void> {
  const agent = new SocksProxyAgent(seats.proxy.replace('socks5h:', 'socks5:'));
  const request = httpRequest({ host: outsideName, agent, timeout: timeoutMs }).end();
  const timer = setTimeout(() => request.destroy(), timeoutMs);
  await anyEnd(once(request, 'error'));
  clearTimeout(timer);
  agent.destroy();
}

/** A program started with the rights of a reader of pages. */
async function fromReader(): Promise<void> {
  const program = fileURLToPath(new URL('./leaking-child.ts', import.meta.url));
  const child = fork(program, [], {
    execArgv: ['--permission', '--allow-fs-read=*', '--allow-worker'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { TZ: 'UTC' },
  });
  await once(child, 'exit');
}

/** Leaks on purpose, each by name: every one has to be seen, or the silence of the others means nothing. */
export const controls: Readonly<Record<string, (seats: Seats) => Promise<void>>> = {
  'a fetch past the proxy': () => anyEnd(fetch(`http://${outsideName}/`, { signal: AbortSignal.timeout(timeoutMs) })),
  'a connection to an address': () => connectTo(outsideAddress),
  'a look-up of a name': () => anyEnd(dns.lookup(outsideName)),
  'a DNS query': () => anyEnd(dns.resolve4(outsideName)),
  'a datagram': datagram,
  'socks5:// without h': localNames,
  'a reader of pages that connects': fromReader,
  'a browser past the proxy': browsePast,
};
