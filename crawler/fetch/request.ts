import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { GiveUp, LeadlineError, TryLater } from '../../model/errors.ts';
import { readBody } from './body.ts';
import type { FetchLimits } from './limits.ts';
import { connectionError } from './proxy.ts';

export type HeaderList = readonly (readonly [string, string])[];

/** One request as it goes out: method, absolute address, and all headers in their order. */
export interface Outgoing {
  readonly method: 'GET' | 'HEAD';
  readonly url: string;
  readonly headers: HeaderList;
  readonly agent: Agent;
  readonly limits: FetchLimits;
  readonly signal: AbortSignal | null;
}

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  readonly firstByteMs: number;
}

/** The compiler knows that there are two methods; this holds it against values that came around it. */
function checkMethod(method: string): void {
  if (method !== 'GET' && method !== 'HEAD') throw new GiveUp('usage', `${method} is never sent: Leadline only reads.`);
}

/** Time limits count real time, whatever calendar the source lives by: a socket knows no other. */
function createTimers(limits: FetchLimits, onTimeout: (error: TryLater) => void, url: string) {
  const expire = (what: string) => () => onTimeout(new TryLater('fetch-timeout', what, { where: url }));
  const total = setTimeout(expire(`The answer took longer than ${limits.totalMs} ms.`), limits.totalMs);
  let idle = setTimeout(expire(`No answer within ${limits.connectMs} ms.`), limits.connectMs);
  return {
    progress() {
      clearTimeout(idle);
      idle = setTimeout(expire(`The answer stood still for ${limits.idleMs} ms.`), limits.idleMs);
    },
    stop() {
      clearTimeout(total);
      clearTimeout(idle);
    },
  };
}

function pairs(raw: readonly string[]): HeaderList {
  return Array.from(
    { length: raw.length / 2 },
    (_, index) => [raw[index * 2] ?? '', raw[index * 2 + 1] ?? ''] as const,
  );
}

async function answerOf(
  response: IncomingMessage,
  outgoing: Outgoing,
  firstByteMs: number,
  onPiece: () => void,
): Promise<Answer> {
  const { url, limits } = outgoing;
  if (response.rawHeaders.length / 2 > limits.headerCount) {
    throw new GiveUp('headers-too-large', `The answer has more than ${limits.headerCount} headers.`, { where: url });
  }
  const body = await readBody(response, url, limits, outgoing.method === 'HEAD', onPiece);
  return {
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    headers: pairs(response.rawHeaders),
    body,
    firstByteMs,
  };
}

function options(outgoing: Outgoing) {
  const { protocol, hostname, port, pathname, search } = new URL(outgoing.url);
  return {
    protocol,
    method: outgoing.method,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? undefined : Number(port),
    path: pathname + search,
    agent: outgoing.agent,
    headers: outgoing.headers.flat(),
    maxHeaderSize: outgoing.limits.headerBytes,
    // An onion name is the key of the service itself; certificates there are self-signed and add nothing.
    rejectUnauthorized: !hostname.endsWith('.onion'),
  };
}

/** Sends once. A kept-alive connection that the server had closed meanwhile is told by `stale`. */
function sendOnce(outgoing: Outgoing): Promise<Answer | 'stale'> {
  return new Promise((resolve, reject) => {
    const send = outgoing.url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(options(outgoing));
    request.maxHeadersCount = 0;
    const began = performance.now();
    let response: IncomingMessage | null = null;
    const finish = (error: unknown) => {
      timers.stop();
      outgoing.signal?.removeEventListener('abort', onAbort);
      request.destroy();
      const stale = request.reusedSocket && response === null && !(error instanceof LeadlineError);
      if (stale) resolve('stale');
      else reject(connectionError(error, outgoing.url));
    };
    const onAbort = () => finish(new TryLater('stopped', 'The fetch was stopped.', { where: outgoing.url }));
    const timers = createTimers(outgoing.limits, finish, outgoing.url);
    if (outgoing.signal?.aborted) return onAbort();
    outgoing.signal?.addEventListener('abort', onAbort, { once: true });
    request.on('error', finish);
    request.on('response', (incoming) => {
      response = incoming;
      timers.progress();
      answerOf(incoming, outgoing, performance.now() - began, timers.progress).then((answer) => {
        timers.stop();
        outgoing.signal?.removeEventListener('abort', onAbort);
        resolve(answer);
      }, finish);
    });
    request.end();
  });
}

/** Sends a request and reads the whole answer within the limits. Throws TryLater or GiveUp, never a bare network error. */
export async function send(outgoing: Outgoing): Promise<Answer> {
  checkMethod(outgoing.method);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const answer = await sendOnce(outgoing);
    if (answer !== 'stale') return answer;
  }
  throw new TryLater('fetch-interrupted', 'The server closes every kept connection.', { where: outgoing.url });
}
