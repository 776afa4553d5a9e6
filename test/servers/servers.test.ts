import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from './processes.ts';
import { startRedis } from './redis.ts';
import { elasticUrl, redisUrl } from './urls.ts';

/** What Redis answers to one line. */
async function say(url: string, line: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) }, () => socket.write(`${line}\r\n`));
  const [answer] = (await once(socket, 'data')) as [Buffer]; // as net documents
  socket.destroy();
  return answer.toString();
}

const isGone = (url: string): Promise<boolean> =>
  say(url, 'PING').then(
    () => false,
    () => true,
  );

const world: { temporary: string; owners: ChildProcess[] } = { temporary: '', owners: [] };
beforeEach(() => {
  world.temporary = mkdtempSync(join(tmpdir(), 'leadline-test-'));
});
afterEach(() => {
  for (const owner of world.owners.splice(0)) owner.kill('SIGKILL');
  rmSync(world.temporary, { recursive: true, force: true });
});

const keepServers = new URL('./keep-servers.ts', import.meta.url).href;

/** A process that keeps servers and prints the address of the Redis, or why there is none; then it does `then`. */
function own(early: readonly string[], then: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
  const { REDIS_URL: _, ELASTIC_URL: __, ...rest } = process.env;
  const code = `import { keepServers } from ${JSON.stringify(keepServers)};
    try {
      const servers = await keepServers(${JSON.stringify(early)});
      console.log(await servers.url('redis'));
      ${then}
    } catch (error) { console.log(error.message); }`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...rest, TMPDIR: world.temporary, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  world.owners.push(owner);
  return owner;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('a piped channel is there');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]; // as readline documents
  return line;
}

const isEmpty = () => readdirSync(world.temporary).length === 0;

describe('the servers of the tests', () => {
  it('are a Redis that loses and evicts nothing, and a healthy Elasticsearch 9', async () => {
    const redis = await redisUrl();
    expect(await say(redis, 'CONFIG GET appendonly')).toContain('yes');
    expect(await say(redis, 'CONFIG GET maxmemory-policy')).toContain('noeviction');
    const nodes = await (await fetch(`${await elasticUrl()}/_nodes`)).text();
    expect(nodes).toContain('"version":"9.');
  }, 600_000);

  it('end with the one who asked for them, and leave nothing behind, also when that is killed', async () => {
    const owner = own([], 'setInterval(() => {}, 1_000);');
    const url = await firstLine(owner);
    expect(await say(url, 'PING')).toBe('+PONG\r\n');
    owner.kill('SIGKILL');
    await until(async () => (await isGone(url)) && isEmpty(), { ms: 10_000, late: () => `${url} is still there` });
  });

  it('end when they are closed', async () => {
    const owner = own(['redis'], 'await servers.close();');
    const url = await firstLine(owner);
    if (owner.exitCode === null) await once(owner, 'exit');
    expect(await isGone(url)).toBe(true);
    expect(isEmpty()).toBe(true);
  });

  it('are those that the environment names', async () => {
    const owner = own(['redis'], 'await servers.close();', { REDIS_URL: 'redis://192.0.2.1:6379', PATH: '' });
    expect(await firstLine(owner)).toBe('redis://192.0.2.1:6379');
  });

  it('are asked for in plain words where they cannot be had', async () => {
    const none = { PATH: '', LEADLINE_CACHE: world.temporary, JAVA_HOME: '' };
    const owner = own(['redis', 'elastic'], '', none);
    const text = Buffer.concat((await owner.stdout?.toArray()) ?? []).toString();
    expect(text).toMatch(
      /^Redis cannot be started here: redis-server missing\.\n {4}apt-get .* install .*redis-server$/m,
    );
    expect(text).toMatch(
      /^Elasticsearch cannot be started here: mvn, .*; unzip.*\n {4}apt-get .* install .*maven unzip/m,
    );
    expect(text).toContain('export ELASTIC_URL=http://');
  });

  it('find what they kept after they were killed', async () => {
    const folder = join(world.temporary, 'redis');
    const first = await startRedis({ folder });
    await say(first.url, 'SET word kept');
    await first.kill();
    expect(await isGone(first.url)).toBe(true);
    const second = await startRedis({ folder, port: Number(new URL(first.url).port) });
    expect(await say(second.url, 'GET word')).toContain('kept');
    await second.stop();
  });

  it('say why one does not start', async () => {
    const folder = join(world.temporary, 'redis');
    await expect(startRedis({ folder, args: ['--maxmemory-policy', 'nonsense'] })).rejects.toThrow(/Redis does not/);
  });
});

describe('a run of tests without servers', () => {
  it('says how many files it left out', async () => {
    const script = fileURLToPath(new URL('../../scripts/test-embedded.ts', import.meta.url));
    const child = spawn(process.execPath, [script, 'test/names-of-tests.test.ts'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = Buffer.concat(await child.stderr.toArray()).toString();
    expect(said).toMatch(/^[1-9]\d* test files were left out, .*npm test runs them\.$/m);
  });
});
