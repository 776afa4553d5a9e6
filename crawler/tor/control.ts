import { connect, type Socket } from 'node:net';
import { errorText, LeadlineError, TryLater } from '../../model/errors.ts';
import { logIn } from './authenticate.ts';
import { createReplyReader, type Reply } from './replies.ts';

/** A connection to Tor's control port, logged in. Commands are answered in their order. */
export interface Control {
  /** Tor's version, such as 0.4.9.11. */
  readonly version: string;
  /** Sends one command. Throws `tor-control` when Tor refuses it or the connection ends. */
  ask(command: string): Promise<Reply>;
  /** What Tor knows under one key, such as `circuit-status`; '' when it has nothing to say. */
  info(key: string): Promise<string>;
  /** Calls `listener` with every event of that name; Tor is asked for the event the first time. */
  on(event: EventName, listener: (line: string) => void): Promise<void>;
  /** Ends when the connection does, for whatever reason. */
  readonly closed: Promise<void>;
  close(): void;
}

export type EventName = 'STATUS_CLIENT' | 'STATUS_GENERAL';

/** `127.0.0.1:9051`, `9051`, or the path of a socket. */
export interface ControlOptions {
  readonly address: string;
  /** Longest wait for one answer, in milliseconds. */
  readonly timeoutMs?: number;
}

const refused = (address: string, what: string, cause?: unknown): TryLater =>
  new TryLater('tor-control', `The control port of Tor at ${address} ${what}`, { cause });

/** Throws `tor-control` for what is neither a port nor the path of a socket. */
function endpoint(address: string): { path: string } | { host: string; port: number } {
  if (address.startsWith('/')) return { path: address };
  const [, host = '127.0.0.1', port = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(address) ?? [];
  if (port === '') throw refused(address, 'is no address: write a port, HOST:PORT or the path of a socket');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function opened(address: string, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(endpoint(address));
    const fail = (what: string, cause?: unknown) => {
      socket.destroy();
      reject(refused(address, what, cause));
    };
    socket.setTimeout(timeoutMs, () => fail('does not answer'));
    socket.once('error', (error) => fail(`cannot be reached: ${errorText(error)}`, error));
    socket.once('connect', () => {
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}

interface Asked {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: LeadlineError) => void;
  readonly timer: NodeJS.Timeout;
}

/** Sends commands and pairs them with their answers; events go to `onEvent`. */
function createExchange(
  socket: Socket,
  { address, timeoutMs }: Required<ControlOptions>,
  onEvent: (line: string) => void,
) {
  const asked: Asked[] = [];
  const failAll = (what: string) => {
    for (const each of asked.splice(0)) {
      clearTimeout(each.timer);
      each.reject(refused(address, what));
    }
  };
  const take = (reply: Reply): void => {
    if (reply.code === 650) return void onEvent(reply.lines.map(({ text }) => text).join('\n'));
    const first = asked.shift();
    if (!first) return;
    clearTimeout(first.timer);
    if (reply.code === 250) first.resolve(reply);
    else first.reject(refused(address, `refuses: ${reply.code} ${reply.lines[0]?.text ?? ''}`));
  };
  socket.setEncoding('utf8');
  socket.on('data', createReplyReader(take));
  socket.on('error', () => undefined);
  socket.on('close', () => failAll('closed the connection'));
  return (command: string): Promise<Reply> =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(refused(address, 'closed the connection'));
      // An answer that comes too late would be taken for that of the next command, so the connection ends.
      const late = () => {
        failAll('does not answer');
        socket.destroy();
      };
      asked.push({ resolve, reject, timer: setTimeout(late, timeoutMs) });
      socket.write(`${command.replace(/[\r\n]+/g, ' ')}\r\n`);
    });
}

const valueUnder = ({ lines }: Reply, key: string): string => {
  const line = lines.find(({ text }) => text.startsWith(`${key}=`));
  return line ? (line.data ?? line.text.slice(key.length + 1)) : '';
};

/** Connects to a control port and logs in by its cookie. Throws `tor-control` with what is wrong. */
export async function openControl(options: ControlOptions): Promise<Control> {
  const settings = { timeoutMs: 10_000, ...options };
  const socket = await opened(settings.address, settings.timeoutMs);
  const listeners = new Map<string, ((line: string) => void)[]>();
  const ask = createExchange(socket, settings, (line) => {
    const [name = ''] = line.split(' ', 1);
    for (const listener of listeners.get(name) ?? []) listener(line.slice(name.length + 1));
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  try {
    const version = await logIn(ask);
    return {
      version,
      ask,
      info: async (key) => valueUnder(await ask(`GETINFO ${key}`), key),
      async on(event, listener) {
        listeners.set(event, [...(listeners.get(event) ?? []), listener]);
        await ask(`SETEVENTS ${[...listeners.keys()].join(' ')}`);
      },
      closed,
      close: () => void socket.destroy(),
    };
  } catch (error) {
    socket.destroy();
    throw error instanceof LeadlineError ? error : refused(settings.address, errorText(error), error);
  }
}
