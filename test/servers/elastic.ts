import { spawn } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, isCached, isRoot } from './cache.ts';
import { installedJava, type Java, noTrace, packagedJava } from './java.ts';
import { end, freePort, isRunning, killGroup, run, type Server, tail, until } from './processes.ts';

const version = '9.2.0';
const program = `elasticsearch-${version}`;
const coordinates = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${version}:zip`;
/** The user and group "nobody" of Debian. */
const nobody = 65_534;

export interface ElasticOptions {
  /** Holds data, logs and settings; a later start in the same folder finds the data. */
  readonly folder: string;
  readonly port?: number;
  readonly heap?: string;
  /** Ends a start that is under way, with all of its processes. */
  readonly signal?: AbortSignal;
}

export const elasticIsCached = (): boolean => isCached(program);

/** The server's files, read by every run: the distribution that Elasticsearch publishes for tests of other projects. */
const distribution = (signal: AbortSignal): Promise<string> =>
  cached(program, async (draft) => {
    await run('mvn', ['-q', '-B', 'dependency:copy', `-DoutputDirectory=${draft}`, `-Dartifact=${coordinates}`], {
      signal,
      env: { ...process.env, MAVEN_OPTS: noTrace },
    });
    const archive = join(draft, `elasticsearch-${version}.zip`);
    await run('unzip', ['-q', archive, '-d', draft], { signal });
    await run('rm', [archive]);
    await run('chmod', ['-R', 'a+rX', draft]);
  }).then((folder) => join(folder, program));

const settings = (folder: string, port: number): string =>
  [
    'discovery.type: single-node',
    'network.host: 127.0.0.1',
    `http.port: ${port}`,
    `path.data: ${join(folder, 'data')}`,
    `path.logs: ${join(folder, 'logs')}`,
    'xpack.security.enabled: false',
    'cluster.routing.allocation.disk.threshold_enabled: false',
    '',
  ].join('\n');

async function prepare(home: string, java: Java, { folder, port }: { folder: string; port: number }): Promise<void> {
  const config = join(folder, 'config');
  for (const name of ['data', 'logs', 'tmp']) mkdirSync(join(folder, name), { recursive: true });
  rmSync(join(folder, 'pid'), { force: true });
  cpSync(join(home, 'config'), config, { recursive: true });
  writeFileSync(join(config, 'elasticsearch.yml'), settings(folder, port));
  const options = readFileSync(join(config, 'jvm.options'), 'utf8');
  if (!java.hasVectors)
    writeFileSync(join(config, 'jvm.options'), options.replaceAll(/^.*jdk\.incubator\.vector.*\n/gm, ''));
  if (isRoot) await run('chown', ['-R', `${nobody}:${nobody}`, folder]);
}

interface Launch {
  readonly home: string;
  readonly java: Java;
  readonly folder: string;
  readonly heap: string;
  readonly signal: AbortSignal;
}

/** Runs the launcher, which ends when the server is up, and gives the process id of the server. */
function launch({ home, java, folder, heap, signal }: Launch): Promise<number> {
  const pidFile = join(folder, 'pid');
  const log = join(folder, 'start.log');
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const out = openSync(log, 'w');
    const launcher = spawn(join(home, 'bin', 'elasticsearch'), ['-d', '-p', pidFile], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        ES_JAVA_HOME: java.home,
        ES_PATH_CONF: join(folder, 'config'),
        ES_TMPDIR: join(folder, 'tmp'),
        ES_JAVA_OPTS: `-Xms${heap} -Xmx${heap}`,
        CLI_JAVA_OPTS: `-Djava.io.tmpdir=${join(folder, 'tmp')}`,
        JDK_JAVA_OPTIONS: noTrace,
      },
      stdio: ['ignore', out, out],
      detached: true, // a group of its own, which also holds the server
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    });
    closeSync(out);
    const abort = () => void (launcher.pid && killGroup(launcher.pid));
    signal.addEventListener('abort', abort);
    launcher.once('error', reject);
    launcher.once('exit', (code) => {
      signal.removeEventListener('abort', abort);
      if (code === 0) return resolve(Number(readFileSync(pidFile, 'utf8')));
      abort();
      reject(
        new Error(
          `Elasticsearch did not start in ${folder}:\n${tail(log) || tail(join(folder, 'logs', 'elasticsearch.log'))}`,
        ),
      );
    });
  });
}

const isHealthy = (url: string): Promise<boolean> =>
  fetch(`${url}/_cluster/health`).then(
    async (answer) => /"status":"(yellow|green)"/.test(await answer.text()),
    () => false,
  );

/** Starts a server of one node on loopback, and fetches program and Java before, where this machine has none. Takes 7 to 15 s once they are there. */
export async function startElastic(options: ElasticOptions): Promise<Server> {
  const { folder, heap = '512m', signal = new AbortController().signal } = options;
  const home = await distribution(signal);
  const java = (await installedJava()) ?? (await packagedJava(signal));
  const port = options.port ?? (await freePort());
  await prepare(home, java, { folder, port });
  const pid = await launch({ home, java, folder, heap, signal });
  const url = `http://127.0.0.1:${port}`;
  const kill = async () => {
    await end(pid, 0);
    rmSync(`/tmp/.java_pid${pid}`, { force: true }); // which Java has no time to remove
  };
  const server = { url, pid, stop: () => end(pid, 30_000), kill };
  const late = () => `Elasticsearch does not answer at ${url}:\n${tail(join(folder, 'logs', 'elasticsearch.log'))}`;
  const ready = async () => {
    if (!isRunning(pid)) throw new Error(late());
    return isHealthy(url);
  };
  try {
    await until(ready, { ms: 60_000, late, signal });
    return server;
  } catch (error) {
    await server.kill();
    throw error;
  }
}
