// A process that starts servers when they are asked for, and takes them along when the one who started it ends, in whatever way: it then reads the
// end of its standard input. It prints its address, and answers GET /redis and GET /elastic once that server is up.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startElastic } from './elastic.ts';
import { type ServerName, serverNames } from './lacking.ts';
import type { Server } from './processes.ts';
import { startRedis } from './redis.ts';

const root = mkdtempSync(join(tmpdir(), 'leadline-servers-'));
chmodSync(root, 0o711); // the way to its folder, for the user that Elasticsearch runs as
const ending = new AbortController();
const running = new Map<ServerName, Promise<Server>>();

/** Benches give the server more memory than tests need. */
const heap = process.env.ELASTIC_HEAP ? { heap: process.env.ELASTIC_HEAP } : {};
const begin = (name: ServerName): Promise<Server> =>
  name === 'redis'
    ? startRedis({ folder: join(root, 'redis') })
    : startElastic({ folder: join(root, 'elastic'), signal: ending.signal, ...heap });

function wanted(name: ServerName): Promise<Server> {
  const server = running.get(name) ?? begin(name);
  running.set(name, server);
  server.catch(() => undefined); // whoever asks hears of it
  return server;
}

const http = createServer(async (request, response) => {
  const name = serverNames.find((each) => request.url === `/${each}`);
  const answer = (status: number, text: string) => void response.writeHead(status).end(text);
  if (!name || ending.signal.aborted) return answer(404, 'there is no such server');
  try {
    answer(200, (await wanted(name)).url);
  } catch (error) {
    answer(500, (error as Error).message); // what the functions above throw
  }
});

async function finish(): Promise<void> {
  if (ending.signal.aborted) return;
  ending.abort(new Error('the tests are over'));
  await Promise.all([...running.values()].map((server) => server.then((each) => each.stop()).catch(() => undefined)));
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.exit(0);
}

process.on('SIGINT', () => {}); // Ctrl-C reaches the one who started this, too, and ends it when it is done
process.on('SIGTERM', finish);
process.stdin.on('end', finish).on('error', finish).resume();
process.stdout.on('error', () => {});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
for (const name of serverNames) if (process.argv.includes(name)) wanted(name);
