/**
 * Loaded before a program (node --import): writes down every connection, datagram and look-up that goes anywhere but to the proxy, one line each,
 * to the file that LEAK_RECORD names. LEAK_PROXY lists what counts as the proxy: host:port, with commas. Programs that it starts from Node are
 * watched as well.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

type Call = (...args: unknown[]) => unknown;

const { LEAK_RECORD: file = '', LEAK_PROXY: proxies = '' } = process.env;
const allowed = new Set(proxies.split(','));

const note = (what: string, to: string): void => {
  if (!allowed.has(to)) appendFileSync(file, `${what} ${to}\n`);
};

/** Puts `before` in front of a function of a built-in module. */
function watch(holder: object, name: string, before: (args: unknown[]) => void): void {
  const original: unknown = Reflect.get(holder, name);
  if (typeof original !== 'function') return;
  const watched: Call = function (this: unknown, ...args) {
    before(args);
    return Reflect.apply(original, this, args);
  };
  // Some carry symbols of their own, such as the promise form of a look-up.
  Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
  Reflect.set(holder, name, watched);
}

/** A socket is told where to in three ways: an object, port and host, or (from within Node) both in a list. */
function target(args: unknown[]): string | null {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { host = 'localhost', port, path } = first as { host?: string; port?: unknown; path?: string }; // what net.connect takes
    return port === undefined && path !== undefined ? null : `${host}:${port}`;
  }
  return typeof first === 'number' ? `${typeof args[1] === 'string' ? args[1] : 'localhost'}:${first}` : null;
}

function watchNames(): void {
  const lookUp = ([name]: unknown[]) => {
    if (typeof name === 'string' && net.isIP(name) === 0) note('lookup', name);
  };
  const holders = [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype];
  for (const holder of holders) {
    const names = Object.getOwnPropertyNames(holder).filter((each) => /^(lookup|resolve|reverse)/.test(each));
    for (const name of names) watch(holder, name, lookUp);
  }
}

function watchSockets(): void {
  watch(net.Socket.prototype, 'connect', (args) => {
    const to = target(args);
    if (to !== null) note('connect', to);
  });
  watch(dgram.Socket.prototype, 'send', (args) =>
    note(
      'datagram',
      args
        .filter((each) => /^(string|number)$/.test(typeof each))
        .join(' ')
        .slice(0, 80),
    ),
  );
  watch(dgram.Socket.prototype, 'connect', (args) => note('datagram', args.slice(0, 2).join(' ')));
}

/** The readers of pages get an environment and rights of their own: they are given what this module needs there. */
function watchChildren(): void {
  watch(childProcess, 'fork', (args) => {
    const options = (args[2] ?? {}) as childProcess.ForkOptions; // what fork takes as its third argument
    const mayWrite = options.execArgv?.includes('--permission') ? [`--allow-fs-write=${file}`] : [];
    args[2] = {
      ...options,
      execArgv: [...(options.execArgv ?? process.execArgv), ...mayWrite, `--import=${import.meta.url}`],
      env: { ...(options.env ?? process.env), LEAK_RECORD: file, LEAK_PROXY: proxies },
    };
  });
}

watchNames();
watchSockets();
watchChildren();
syncBuiltinESMExports();
