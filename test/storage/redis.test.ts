import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkRedis, connectRedis, unsafe } from '../../storage/bullmq/redis.ts';
import type { Server } from '../servers/processes.ts';
import { startRedis } from '../servers/redis.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function server(...args: readonly string[]): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-redis-'));
  const started = await startRedis({ folder, args });
  closing.push(async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return started;
}

async function check(url: string, password?: string): Promise<void> {
  const redis = connectRedis({ url, ...(password === undefined ? {} : { password }) }, () => undefined);
  try {
    await checkRedis(redis, url);
  } finally {
    redis.disconnect();
  }
}

describe('a Redis', () => {
  it('that keeps what it was told is taken', async () => {
    await check((await server()).url);
  });

  it('without an append-only file is refused, with the setting that mends it', async () => {
    await expect(check((await server('--appendonly', 'no')).url)).rejects.toMatchObject({
      code: 'redis-unsafe',
      hint: expect.stringContaining('appendonly yes'),
    });
  });

  it('that drops keys is refused, with the setting that mends it', async () => {
    await expect(check((await server('--maxmemory-policy', 'allkeys-lru')).url)).rejects.toMatchObject({
      code: 'redis-unsafe',
      message: expect.stringContaining('allkeys-lru'),
      hint: expect.stringContaining('noeviction'),
    });
  });

  it('that is too old is refused', () => {
    const info = (version: string) => `redis_version:${version}\r\naof_enabled:1\r\nmaxmemory_policy:noeviction\r\n`;
    expect(unsafe(info('5.0.14'))?.mend).toContain('6.2');
    expect([info('6.2.0'), info('7.4.1'), info('8.0.0')].map(unsafe)).toEqual([null, null, null]);
  });

  it('that asks for another password says so', async () => {
    const { url } = await server('--requirepass', 'right');
    await check(url, 'right');
    for (const password of [undefined, 'wrong'])
      await expect(check(url, password)).rejects.toMatchObject({ code: 'storage-denied' });
  });

  it('that is down is told in a sentence', { timeout: 20_000 }, async () => {
    await expect(check('redis://127.0.0.1:1')).rejects.toMatchObject({
      code: 'redis-down',
      where: 'redis at 127.0.0.1:1',
    });
  });
});
