import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startElastic } from '../../test/servers/elastic.ts';
import { freePort, type Server } from '../../test/servers/processes.ts';
import { startRedis } from '../../test/servers/redis.ts';

/** A server that can be killed and comes back in its folder, at its address. */
export interface Mortal {
  readonly url: string;
  /** Ends when it is back. */
  strike(): Promise<void>;
  stop(): Promise<void>;
}

async function mortal(start: () => Promise<Server>, downMs: number): Promise<Mortal> {
  let server = await start();
  return {
    url: server.url,
    strike: async () => {
      await server.kill();
      await sleep(downMs);
      server = await start();
    },
    stop: () => server.stop(),
  };
}

export interface Servers {
  readonly redis: Mortal;
  readonly elastic: Mortal;
  /** Takes everything out of Redis. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis and an Elasticsearch of this run's own, with what they keep under `root`. */
export async function startServers(root: string, signal?: AbortSignal): Promise<Servers> {
  chmodSync(root, 0o711); // the way to its folder, for the user that Elasticsearch runs as
  const [redisPort, elasticPort] = [await freePort(), await freePort()];
  const elasticFolder = join(root, 'elastic');
  mkdirSync(elasticFolder, { recursive: true });
  const [redis, elastic] = await Promise.all([
    mortal(() => startRedis({ folder: join(root, 'redis'), port: redisPort }), 500),
    mortal(
      () => startElastic({ folder: elasticFolder, port: elasticPort, heap: '512m', ...(signal && { signal }) }),
      0,
    ),
  ]);
  return {
    redis,
    elastic,
    flush: async () => {
      const client = new Redis(redis.url);
      await client.flushall();
      client.disconnect();
    },
    stop: async () => {
      await Promise.all([redis.stop(), elastic.stop()]);
    },
  };
}
