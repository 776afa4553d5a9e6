import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoadedConfig, readText } from '../config/load.ts';
import { checkGreeting } from '../crawler/fetch/socks.ts';
import { keepTor, type TorState } from '../crawler/tor/keep.ts';
import { findTor, type TorProgram } from '../crawler/tor/program.ts';
import { errorText, LeadlineError } from '../model/errors.ts';
import { askTor, circuitWords, type TorHealth } from './tor-health.ts';
import { torFolder } from './way-out.ts';

/** One thing that was looked at. `mend` says what to do; empty when there is nothing to mend. */
export interface TorFinding {
  readonly check: 'proxy' | 'tor' | 'tor program' | 'proof of work' | 'tor control';
  readonly ok: boolean;
  readonly found: string;
  readonly mend: string;
  /** Works, and is to be thought about. */
  readonly warning?: true;
}

type TorConfig = Pick<LoadedConfig, 'proxy' | 'tor' | 'data'>;

export interface ExamineTorOptions {
  readonly config: TorConfig;
  /** Where programs are looked for, as in PATH. */
  readonly searchPath: string;
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** How long a Tor that is started for this may take to get ready. */
  readonly waitMs?: number;
}

const good = (check: TorFinding['check'], found: string): TorFinding => ({ check, ok: true, found, mend: '' });
const bad = (check: TorFinding['check'], found: string, mend: string): TorFinding => ({
  check,
  ok: false,
  found,
  mend,
});
const warn = (check: TorFinding['check'], found: string, mend: string): TorFinding => ({
  ...good(check, found),
  mend,
  warning: true,
});
const fromError = (check: TorFinding['check'], error: unknown): TorFinding =>
  bad(check, errorText(error), error instanceof LeadlineError ? error.hint : '');

const proofOfWork = ({ proofOfWork, version }: TorProgram): TorFinding =>
  proofOfWork
    ? good('proof of work', 'this tor solves the puzzles of onion services under attack')
    : warn(
        'proof of work',
        `tor ${version} is built without it: onion services under attack cannot be reached`,
        'install a tor of 0.4.8 or later as Debian or the Tor Project build it',
      );

function standing({ version, bootstrap, circuits }: TorHealth, now: number): TorFinding {
  const { percent, doing, trouble } = bootstrap;
  if (percent === 100) return good('tor', `tor ${version} is ready; ${circuitWords(circuits, now)}`);
  if (trouble) return bad('tor', `tor ${version} is stuck at ${percent} %: ${trouble.text}`, trouble.mend);
  return bad('tor', `tor ${version} is at ${percent} %: ${doing}`, 'wait a minute, and look again');
}

function started({ kind, reason, bootstrap }: TorState, waitMs: number): TorFinding {
  const { percent, doing, trouble } = bootstrap;
  if (kind === 'ready') return good('tor', 'starts, and carries connections');
  const again = 'look at the file named by tor.torrc, if there is one, and at the rights of the data folder';
  if (reason !== null && percent === 0) return bad('tor', `does not start: ${reason}`, again);
  const where = `is at ${percent} % after ${Math.round(waitMs / 1_000)} s`;
  if (trouble) return bad('tor', `${where}: ${trouble.text}`, trouble.mend);
  return bad(
    'tor',
    `${where}: ${doing}`,
    'the network may block Tor, or be slow: try again, then with bridges (tor.torrc)',
  );
}

/** Starts the Tor of this data folder for as long as it takes to see whether it gets ready. */
async function tryStart(
  { config, log, waitMs = 60_000 }: ExamineTorOptions,
  { path }: TorProgram,
): Promise<TorFinding> {
  const extra = config.tor.torrc === null ? null : readText(config.tor.torrc);
  // A data folder that was never used, or mistyped, is not made by looking.
  const temporary = existsSync(config.data) ? null : mkdtempSync(join(tmpdir(), 'leadline-tor-'));
  const tor = keepTor({ program: path, folder: temporary ?? torFolder(config.data), extra, log });
  try {
    await tor.ready(waitMs).catch(() => undefined);
    return started(tor.state(), waitMs);
  } finally {
    await tor.close();
    if (temporary) rmSync(temporary, { recursive: true, force: true });
  }
}

async function ownTor(options: ExamineTorOptions): Promise<readonly TorFinding[]> {
  const { config, searchPath, now } = options;
  const proxy = good('proxy', 'Leadline runs a Tor of its own');
  const program = await findTor(config.tor.path, searchPath).catch((error: unknown) => fromError('tor program', error));
  if ('check' in program) return [proxy, program];
  const found = [proxy, good('tor program', `${program.path}, version ${program.version}`), proofOfWork(program)];
  try {
    // A control port whose Tor has ended is no trouble: it stands in a file that outlived it.
    const running = await askTor(config).catch(() => null);
    return [...found, running ? standing(running, now()) : await tryStart(options, program)];
  } catch (error) {
    return [...found, fromError('tor', error)];
  }
}

const answerMs = 3_000;

/** Tor answers a web browser that takes its SOCKS port for a web proxy with a page that says so. No name is sent. */
function saysTor(url: URL): Promise<boolean> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 1080) });
    const end = () => {
      socket.destroy();
      resolve(/\bTor\b/.test(heard));
    };
    socket.setTimeout(answerMs, end);
    socket.on('connect', () => socket.write('GET / HTTP/1.0\r\n\r\n'));
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      if (heard.length > 2_000) end();
    });
    socket.on('error', end).on('close', end);
  });
}

async function port(shown: string, url: URL): Promise<TorFinding> {
  try {
    await checkGreeting(url, answerMs);
  } catch (error) {
    const mend = 'start tor (systemctl start tor), correct the address in leadline.yaml, or write proxy: tor';
    return bad('proxy', `${shown}: ${errorText(error)}`, mend);
  }
  if (await saysTor(url)) return good('proxy', `${shown} answers, and is Tor`);
  const mend = 'make sure that it is: anything else shows the sites who asks';
  return warn('proxy', `${shown} answers, and does not say that it is Tor`, mend);
}

async function control(config: TorConfig, now: number): Promise<TorFinding> {
  try {
    const health = await askTor(config);
    return health
      ? standing(health, now)
      : warn(
          'tor control',
          'not configured: how Tor stands cannot be seen',
          'set tor: { control: 9051 } in leadline.yaml',
        );
  } catch (error) {
    return fromError('tor control', error);
  }
}

/** Everything on the way out: the proxy or Leadline's own Tor, how far it has come, what keeps it, and how to mend it. */
export async function examineTor(options: ExamineTorOptions): Promise<readonly TorFinding[]> {
  const { config, searchPath, now } = options;
  if (config.proxy === 'tor') return ownTor(options);
  if (config.proxy === null) {
    const program = await findTor(config.tor.path, searchPath).catch(() => null);
    const mend = program ? 'set proxy: tor in leadline.yaml' : 'install tor (apt-get install tor) and set proxy: tor';
    return [bad('proxy', program ? `none configured; tor ${program.version} is installed` : 'none configured', mend)];
  }
  const url = new URL(config.proxy);
  // Without a password that may stand in it.
  const proxy = await port(`socks5h://${url.host}`, url);
  return proxy.ok ? [proxy, await control(config, now())] : [proxy];
}
