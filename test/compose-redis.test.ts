import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compose, read } from './compose-file.ts';
import { end, freePort, until } from './servers/processes.ts';

/** What compose makes of a command: its own variables are written with one $, those of the shell with two. */
const shell = (text: string): string => text.replaceAll('$$', '$');

it('the Redis of docker-compose.yml asks for its password, loses and evicts nothing, and says when it is well', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-test-'));
  const port = await freePort();
  const { redis } = compose().services;
  const script = redis?.entrypoint[2] ?? '';
  const health = redis?.healthcheck.test[1] ?? '';
  writeFileSync(join(folder, 'redis_password'), 'correct-horse');
  writeFileSync(join(folder, 'given.conf'), read('deploy/redis.conf').replace('dir /data', `dir ${folder}`));
  const here = (text: string) =>
    shell(text)
      .replaceAll('/run/secrets/', `${folder}/`)
      .replaceAll('/etc/redis/redis.conf', `${folder}/given.conf`)
      .replaceAll('/tmp/redis.conf', `${folder}/made.conf`);
  const moved = `--port ${port} --bind 127.0.0.1`;
  const child = spawn('sh', ['-ec', here(script).replace(/made\.conf\n?$/, `made.conf ${moved}`)], { stdio: 'ignore' });
  const ask = (...args: string[]) =>
    spawnSync('redis-cli', ['-p', String(port), ...args], {
      encoding: 'utf8',
      env: { ...process.env, REDISCLI_AUTH: '' },
    }).stdout;
  try {
    const isWell = () =>
      spawnSync('sh', ['-c', here(health).replace('redis-cli', `redis-cli -p ${port}`)]).status === 0;
    await until(isWell, { ms: 10_000, late: () => `the health check does not pass: ${ask('ping')}` });
    expect(ask('ping')).toContain('NOAUTH');
    const setting = (name: string) =>
      ask('-a', 'correct-horse', '--no-auth-warning', 'config', 'get', name).split('\n')[1];
    expect([setting('appendonly'), setting('maxmemory-policy'), setting('save')]).toEqual(['yes', 'noeviction', '']);
  } finally {
    await end(child.pid ?? 0, 5_000);
    rmSync(folder, { recursive: true, force: true });
  }
});
