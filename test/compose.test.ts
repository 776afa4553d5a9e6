import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { compose, read, root } from './compose-file.ts';

const { services, networks, volumes, secrets } = compose();
const all = Object.entries(services);
const own = all.filter(([, { image }]) => image === 'leadline');
const names = (chosen: readonly (readonly [string, unknown])[]) => chosen.map(([name]) => name).sort();

/** True when what is on this network reaches other machines. */
const leadsOut = (name: string): boolean =>
  !networks[name]?.internal &&
  networks[name]?.driver_opts['com.docker.network.bridge.enable_ip_masquerade'] !== 'false';

describe('docker-compose.yml', () => {
  it('runs Leadline for each role, with Redis, Elasticsearch and Tor', () => {
    expect(names(all)).toEqual(['alert', 'crawl', 'elasticsearch', 'redis', 'tor', 'web']);
    const roles = own.flatMap(([, { command }]) => command.slice(command.indexOf('--roles') + 1)[0]?.split(',') ?? []);
    expect(roles.sort()).toEqual(['alert', 'crawl', 'extract', 'web']);
    expect(own.every(([, { command }]) => command[0] === 'start')).toBe(true);
  });

  it.each(all)('gives %s no more than it needs', (_, service) => {
    expect(service.user).not.toMatch(/^(root|0)(:|$)/);
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.pids_limit).toBeGreaterThan(0);
    for (const key of ['privileged', 'cap_add', 'network_mode', 'pid', 'devices'])
      expect(service).not.toHaveProperty(key);
    for (const { source, target, mode, isHost } of service.volumes) {
      expect(source).not.toContain('docker.sock');
      if (isHost) expect([target, mode]).toEqual([target, 'ro']);
      else expect(Object.keys(volumes)).toContain(source);
    }
    for (const each of service.tmpfs) expect(each).toMatch(/^\/[\w/]+:size=\d+m/);
  });

  it.each(all)('says when %s is well, and starts it again', (_, service) => {
    expect(service.healthcheck.test.length).toBeGreaterThan(1);
    expect(service.healthcheck).toHaveProperty('start_period');
    expect(service.restart).toBe('unless-stopped');
    for (const [needed, { condition }] of Object.entries(service.depends_on)) {
      expect(services[needed]?.healthcheck).toBeDefined();
      expect(condition).toBe('service_healthy');
    }
  });

  it('takes 4 GB at most', () => {
    const megabytes = all.map(([, { mem_limit }]) => Number.parseInt(mem_limit, 10));
    expect(megabytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(4096);
  });

  it('keeps heaps within these limits', () => {
    const heap = Number(/-Xmx(\d+)m/.exec(services.elasticsearch?.environment.ES_JAVA_OPTS ?? '')?.[1]);
    expect(heap * 2).toBeLessThan(Number.parseInt(services.elasticsearch?.mem_limit ?? '', 10));
    const redis = Number(/^maxmemory (\d+)mb$/m.exec(read('deploy/redis.conf'))?.[1]);
    expect(redis).toBeLessThan(Number.parseInt(services.redis?.mem_limit ?? '', 10));
  });

  it('opens the pages alone, and on this machine alone', () => {
    expect(names(all.filter(([, { ports }]) => ports.length > 0))).toEqual(['web']);
    expect(services.web?.ports).toEqual(['127.0.0.1:8080:8080']);
  });

  it('lets tor alone out, so that what the crawler sends goes through Tor or nowhere', () => {
    expect(names(all.filter(([, service]) => service.networks.some(leadsOut)))).toEqual(['tor']);
    expect(services.crawl?.networks.every((name) => networks[name]?.internal)).toBe(true);
    const reachable = all.filter(([name, each]) => name !== 'crawl' && each.networks.includes('crawler'));
    expect(names(reachable)).toEqual(['alert', 'tor']);
    expect(all.flatMap(([, each]) => each.networks).filter((name) => !(name in networks))).toEqual([]);
  });

  it('hands in passwords as files that neither git nor an image holds', () => {
    for (const [name, service] of all) {
      for (const [key, value] of Object.entries(service.environment))
        if (/password|secret|token|key$/i.test(key)) {
          expect(key, name).toMatch(/_FILE$/);
          expect(service.secrets.map((each) => `/run/secrets/${each}`)).toContain(value);
        }
      expect(service.secrets.filter((each) => !(each in secrets))).toEqual([]);
    }
    for (const { file } of Object.values(secrets)) expect(file).toMatch(/^\.\/deploy\/secrets\/\w+$/);
    expect(read('.gitignore')).toMatch(/^\/deploy\/secrets\/$/m);
    expect(read('docker-compose.yml')).not.toMatch(/passw(or)?d: *['"]?\w/i);
  });

  it('names only files and images that are there', () => {
    for (const { source, isHost } of all.flatMap(([, service]) => service.volumes))
      if (isHost) expect(existsSync(join(root, source)), source).toBe(true);
    const stages = [...read('Dockerfile').matchAll(/^FROM \S+ AS (\w+)$/gm)].map((match) => match[1]);
    for (const [, { build }] of all) if (build) expect(stages).toContain(build.target);
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const client = dependencies['@elastic/elasticsearch']?.split('.')[0];
    expect(services.elasticsearch?.image).toMatch(new RegExp(`^elasticsearch:${client}\\.\\d+\\.\\d+$`));
    expect(read('Dockerfile')).toContain(`FROM node:${read('.nvmrc').trim()}-`);
  });

  it('is what its own program accepts, where that is installed', () => {
    const asked = spawnSync('docker', ['compose', 'version']);
    if (asked.status === 0) execFileSync('docker', ['compose', '-f', join(root, 'docker-compose.yml'), 'config', '-q']);
  });
});

describe('the files of deploy/', () => {
  it('are a configuration that names the services, and Tor as the way out', () => {
    const config = loadConfig(join(root, 'deploy', 'leadline.yaml'));
    expect(config.storage).toBe('distributed');
    const hosts = [config.elastic.node, config.redis.url, config.proxy ?? ''].map((url) => new URL(url).hostname);
    expect(hosts).toEqual(['elasticsearch', 'redis', 'tor']);
    expect(services.web?.ports[0]?.endsWith(`:${config.server.port}`)).toBe(true);
    expect(config.data).toBe(services.web?.volumes.find(({ source }) => source === 'data')?.target);
  });

  it('give the crawler the memory that its readers may take', () => {
    const { crawl } = loadConfig(join(root, 'deploy', 'leadline.yaml'));
    expect(Number.parseInt(services.crawl?.mem_limit ?? '', 10)).toBeGreaterThanOrEqual(384 + 512 * crawl.readers);
  });

  it('put into the image what Leadline runs on, and nothing else', () => {
    const taken = [...read('.dockerignore').matchAll(/^!([\w./-]+)$/gm)].map((match) => match[1] ?? '');
    expect(read('.dockerignore')).toMatch(/^\*$/m);
    const rooms = (JSON.parse(read('tsconfig.json')) as { include: string[] }).include;
    const unneeded = ['bench', 'test', 'scripts', 'vitest.config.ts'];
    for (const room of rooms) expect([room, taken.includes(room)]).toEqual([room, !unneeded.includes(room)]);
    for (const each of taken) expect(existsSync(join(root, each)), each).toBe(true);
    expect(taken.filter((each) => /secret|data|\.git/.test(each))).toEqual([]);
  });

  it('are settings that tor accepts, where it is installed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leadline-test-'));
    try {
      const args = ['--verify-config', '-f', join(root, 'deploy', 'torrc'), '--DataDirectory', folder];
      const { status, stdout, error } = spawnSync('tor', args, { encoding: 'utf8' });
      if (!error) expect([status, stdout]).toEqual([0, expect.stringContaining('Configuration was valid')]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('make passwords once, which only user 1000 can read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leadline-test-'));
    const isAllowed = [0, 1000].includes(process.getuid?.() ?? -1);
    try {
      execFileSync('cp', [join(root, 'deploy', 'secrets.sh'), folder]);
      const make = () => spawnSync('sh', [join(folder, 'secrets.sh')], { encoding: 'utf8' });
      expect(make().status).toBe(isAllowed ? 0 : 1);
      const made = readdirSync(join(folder, 'secrets')).map((name) => join(folder, 'secrets', name));
      const [elastic, redis] = made.map((file) => readFileSync(file, 'utf8'));
      expect([elastic, redis]).toEqual([
        expect.stringMatching(/^[0-9a-f]{48}$/),
        expect.stringMatching(/^[0-9a-f]{48}$/),
      ]);
      expect(elastic).not.toBe(redis);
      expect(made.map((file) => statSync(file).mode & 0o777)).toEqual([0o400, 0o440]);
      if (isAllowed) expect(made.map((file) => statSync(file).uid)).toEqual([1000, 1000]);
      make();
      expect(made.map((file) => readFileSync(file, 'utf8'))).toEqual([elastic, redis]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
