import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { errorText, LeadlineError, TryLater } from '../../model/errors.ts';
import { type Control, openControl } from './control.ts';

export interface TorProcessOptions {
  /** Path of the program. */
  readonly program: string;
  /** Its data directory, made where it is missing, for its owner only. Nobody else may use it. */
  readonly folder: string;
  /** The port of an earlier run, so that its address stays the same; null: any free one. */
  readonly socksPort: number | null;
  /** More lines for torrc, such as bridges; they cannot change what is set here. */
  readonly extra: string | null;
  /** What Tor says, one line each, without addresses. */
  readonly onLine: (line: string) => void;
}

/** A tor that runs for this process alone, and ends with it. */
export interface TorProcess {
  readonly pid: number;
  readonly socksPort: number;
  readonly control: Control;
  /** Why it ended, once it has. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

/** Where a running tor's control port is to be found, for other processes of the same user. */
const controlFile = (folder: string): string => join(folder, 'control-port');

/** Every (source, account) has a user name, and every user name circuits of its own, which last as long as they are used. */
const torrc = ({ folder, socksPort }: TorProcessOptions): string =>
  [
    `SocksPort 127.0.0.1:${socksPort ?? 'auto'} IsolateSOCKSAuth KeepAliveIsolateSOCKSAuth ExtendedErrors`,
    'SafeSocks 1',
    'ControlPort 127.0.0.1:auto',
    `ControlPortWriteToFile ${controlFile(folder)}`,
    'CookieAuthentication 1',
    `CookieAuthFile ${join(folder, 'control-cookie')}`,
    `__OwningControllerProcess ${process.pid}`,
    `DataDirectory ${join(folder, 'data')}`,
    'ClientOnly 1',
    'SafeLogging 1',
    'AvoidDiskWrites 1',
    'DormantCanceledByStartup 1',
    'ShutdownWaitLength 0',
    'Log notice stdout',
    '',
  ].join('\n');

function prepare(options: TorProcessOptions): readonly string[] {
  const { folder, extra } = options;
  const [own, more] = [join(folder, 'torrc'), join(folder, 'torrc-extra')];
  try {
    mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    rmSync(controlFile(folder), { force: true });
    writeFileSync(own, torrc(options), { mode: 0o600 });
    writeFileSync(more, extra ?? '', { mode: 0o600 });
  } catch (cause) {
    throw new LeadlineError('disk-full', `Tor's folder cannot be written: ${errorText(cause)}`, {
      where: folder,
      cause,
    });
  }
  // What stands in -f wins over the defaults, so extra lines cannot open a port or share circuits.
  return ['--defaults-torrc', more, '-f', own];
}

/** The last words of a tor that gave up, without its time stamps. */
const lastWords = (lines: readonly string[]): string =>
  lines
    .filter((line) => /\[(err|warn)\]/.test(line) && !line.includes('Tor as root'))
    .slice(-2)
    .map((line) => line.replace(/^.*?\[(err|warn)\] /, ''))
    .join(' ');

const controlWaitMs = 30_000;

/** Where the control port of the tor is that runs in this folder, or ran there last; null: none is written down. */
export function controlAddressIn(folder: string): string | null {
  const file = controlFile(folder);
  return existsSync(file) ? (/^PORT=(\S+)\s*$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? null) : null;
}

/** Throws `tor-stuck` when another process runs a tor in this folder: two would spoil each other's state. */
async function checkAlone(folder: string): Promise<void> {
  const address = controlAddressIn(folder);
  const other = address === null ? null : await openControl({ address, timeoutMs: 3_000 }).catch(() => null);
  if (!other) return;
  other.close();
  throw new TryLater('tor-stuck', 'Another process already runs a Tor in this folder', {
    where: folder,
    hint: 'stop the other Leadline, or use another data folder; workers on one machine share a Tor by proxy: socks5h://…',
  });
}

/** Waits until tor has written down its control port, which it does once its own start has gone well. */
async function controlOf(folder: string, exited: Promise<string>): Promise<Control> {
  let ended: string | null = null;
  exited.then((why) => {
    ended = why;
  });
  for (let waited = 0; waited < controlWaitMs; waited += 50) {
    if (ended !== null) throw new TryLater('tor-stuck', `Tor ended: ${ended}`);
    const address = controlAddressIn(folder);
    if (address !== null) return openControl({ address });
    await wait(50);
  }
  throw new TryLater('tor-stuck', 'Tor opened no control port within 30 s');
}

async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  // One that stands still hears nothing but this.
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await exited;
  clearTimeout(timer);
}

/** Starts tor and logs in at its control port. Throws `tor-stuck` with its last words when it ends at once. It is not ready by then. */
export async function startTor(options: TorProcessOptions): Promise<TorProcess> {
  const { folder, program, onLine } = options;
  await checkAlone(folder);
  const child = spawn(program, prepare(options), { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => {
      if (lines.push(line) > 50) lines.shift();
      onLine(line);
    });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(errorText(error)));
    child.once('close', (code, signal) =>
      resolve(signal ? `it was ended by ${signal}` : lastWords(lines) || `it ended with code ${code}`),
    );
  });
  try {
    const control = await controlOf(folder, exited);
    await control.ask('TAKEOWNERSHIP');
    const socksPort = Number(/:(\d+)"/.exec(await control.info('net/listeners/socks'))?.[1] ?? 0);
    if (socksPort === 0) throw new TryLater('tor-stuck', 'Tor opened no SOCKS port');
    return { pid: child.pid ?? 0, socksPort, control, exited, stop: () => stopChild(child, exited) };
  } catch (error) {
    await stopChild(child, exited);
    throw error;
  }
}
