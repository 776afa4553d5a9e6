import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { end, freePort, isRunning, type Server, tail, until } from './processes.ts';

export interface RedisOptions {
  /** Holds the append-only file and the log; a later start in the same folder finds the data. */
  readonly folder: string;
  readonly port?: number;
  /** Further options, such as `['--requirepass', 'secret']`; later ones win. */
  readonly args?: readonly string[];
}

/** True when a server answers anything at all: one that asks for a password is up, too. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 }, () => socket.write('PING\r\n'));
    const say = (up: boolean) => {
      socket.destroy();
      resolve(up);
    };
    socket.once('data', (data) => say(/^(\+PONG|-NOAUTH)/.test(data.toString())));
    socket.once('error', () => say(false)).once('timeout', () => say(false));
  });

const argumentsOf = (folder: string, port: number, more: readonly string[]): string[] => [
  ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--logfile', join(folder, 'redis.log')],
  ...['--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction', ...more],
];

/** Starts Debian's redis-server on loopback, in the way in which Leadline wants it: append-only file on, nothing evicted. */
export async function startRedis({ folder, port: wanted, args = [] }: RedisOptions): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  const port = wanted ?? (await freePort());
  const child = spawn('redis-server', argumentsOf(folder, port, args), { stdio: 'ignore' });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
  const server = { url: `redis://127.0.0.1:${port}`, pid, stop: () => end(pid, 10_000), kill: () => end(pid, 0) };
  const late = () => `Redis does not answer on port ${port}:\n${tail(join(folder, 'redis.log'))}`;
  const ready = async () => {
    if (!isRunning(pid)) throw new Error(late());
    return answers(port);
  };
  try {
    await until(ready, { ms: 20_000, late });
    return server;
  } catch (error) {
    await server.kill();
    throw error;
  }
}
