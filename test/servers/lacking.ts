import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { elasticIsCached } from './elastic.ts';
import { installedJava, javaIsCached } from './java.ts';
import { succeeds } from './processes.ts';

export const serverNames = ['redis', 'elastic'] as const;
export type ServerName = (typeof serverNames)[number];

/** Environment variables that name a server which runs already. */
export const variableOf: Readonly<Record<ServerName, string>> = { redis: 'REDIS_URL', elastic: 'ELASTIC_URL' };

interface Lack {
  readonly what: string;
  /** Packages of Debian that bring it. */
  readonly packages: readonly string[];
}

const isInstalled = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));

async function lacksForRedis(): Promise<Lack[]> {
  return isInstalled('redis-server') ? [] : [{ what: 'redis-server', packages: ['redis-server'] }];
}

async function lacksForElastic(): Promise<Lack[]> {
  const program = elasticIsCached()
    ? []
    : [
        ...(isInstalled('mvn') ? [] : [{ what: 'mvn, which fetches Elasticsearch', packages: ['maven'] }]),
        ...(isInstalled('unzip') ? [] : [{ what: 'unzip', packages: ['unzip'] }]),
      ];
  const hasJava =
    javaIsCached() || (await installedJava()) !== null || (await succeeds('python3', ['-c', 'import venv, ensurepip']));
  const java = {
    what: 'Java 21 or newer (JAVA_HOME, /usr/lib/jvm), or python3 with venv, which brings one',
    packages: ['python3-venv'],
  };
  return [...program, ...(hasJava ? [] : [java])];
}

const names: Readonly<Record<ServerName, string>> = { redis: 'Redis', elastic: 'Elasticsearch' };
const example: Readonly<Record<ServerName, string>> = {
  redis: 'redis://127.0.0.1:6379 (with appendonly yes and maxmemory-policy noeviction)',
  elastic: 'http://127.0.0.1:9200 (version 9)',
};

const sentence = (name: ServerName, lacks: readonly Lack[]): string =>
  [
    `${names[name]} cannot be started here: ${lacks.map(({ what }) => what).join('; ')} missing.`,
    `    apt-get update && apt-get install -y --no-install-recommends ${lacks.flatMap(({ packages }) => packages).join(' ')}`,
    `  or name one that runs: export ${variableOf[name]}=${example[name]}`,
  ].join('\n');

/** What keeps these servers from being started on this machine, with the commands that mend it; null when nothing does. */
export async function lackOf(wanted: readonly ServerName[]): Promise<string | null> {
  const all = { redis: lacksForRedis, elastic: lacksForElastic };
  const found = await Promise.all(wanted.map(async (name) => ({ name, lacks: await all[name]() })));
  const sentences = found.filter(({ lacks }) => lacks.length > 0).map(({ name, lacks }) => sentence(name, lacks));
  return sentences.length === 0 ? null : sentences.join('\n');
}
