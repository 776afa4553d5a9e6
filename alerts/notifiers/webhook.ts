import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { Webhook } from 'standardwebhooks';
import { type Clock, realClock } from '../../model/clock.ts';
import { errorText } from '../../model/errors.ts';
import type { Answer, Message, Notifier } from '../notifier.ts';

export interface WebhookOptions {
  readonly name: string;
  readonly url: string;
  /** `whsec_` and base64 as Standard Webhooks writes it, or any other text, whose bytes are the key. */
  readonly secret: string;
  /** socks5h://…, or how to get it once it is needed; null: only receivers on this machine are called. */
  readonly proxy: string | (() => Promise<string>) | null;
  readonly timeoutMs?: number;
  /** The receiver's time, which is the real one; it refuses signatures that are minutes old. */
  readonly clock?: Clock;
}

const answerBytes = 300;
const longestAskMs = 86_400_000;

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** On this machine: a literal loopback address, or localhost, which is never looked up. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/**
 * How the receiver is reached. The rule that no socket leaves but through the proxy holds for alerts as well: a receiver elsewhere is
 * called through it, on a circuit of its own; one on this machine is called directly; without a proxy nothing else is called.
 */
async function routeOf(url: URL, { name, proxy }: WebhookOptions): Promise<RequestOptions | null> {
  const host = hostOf(url);
  if (isLoopback(host)) return { host: host === 'localhost' ? '127.0.0.1' : host, agent: false };
  const address = typeof proxy === 'function' ? await proxy() : proxy;
  if (address === null || !address.startsWith('socks5h://')) return null;
  const through = new URL(address);
  through.username ||= 'leadline-alerts';
  through.password ||= name;
  return { host, agent: new SocksProxyAgent(through) };
}

function headersOf(message: Message, body: string, { secret, clock = realClock }: WebhookOptions) {
  const now = new Date(clock.now());
  const signer = secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(secret, { format: 'raw' });
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'leadline',
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': signer.sign(message.id, now, body),
  };
}

/** The beginning of the answer's body, in one line. */
async function beginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= answerBytes) break;
  }
  const text = Buffer.concat(chunks).subarray(0, answerBytes).toString();
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

/** Seconds or a date, as milliseconds from now; null when it is absent, past or absurd. */
function retryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now;
  return ms > 0 && ms <= longestAskMs ? ms : null;
}

async function judge(response: IncomingMessage, clock: Clock): Promise<Answer> {
  const status = response.statusCode ?? 0;
  const text = await beginning(response).catch(() => '');
  const said = [`${status} ${response.statusMessage ?? ''}`.trim(), text].filter(Boolean).join(': ');
  if (status >= 200 && status < 300) return { ok: true, retry: false, answer: said };
  if (status >= 300 && status < 400) return { ok: false, retry: true, answer: `${said} (redirects are not followed)` };
  const afterMs = retryAfter(response.headers['retry-after'], clock.now());
  return { ok: false, retry: status !== 410, answer: said, ...(afterMs === null ? {} : { afterMs }) };
}

function post(url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request({ ...options, port: url.port, path: `${url.pathname}${url.search}`, method: 'POST' }, resolve)
      .on('error', reject)
      .end(body);
  });
}

const because = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  const { cause, message, name } = error instanceof Error ? error : new Error(String(error));
  return cause instanceof Error ? cause.message || message : message || name;
};

/**
 * Posts each alert as one signed message (Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature). Anything but a 2xx is
 * tried again, 410 Gone is final, redirects are not followed.
 */
export function createWebhookNotifier(options: WebhookOptions): Notifier {
  const { name, timeoutMs = 30_000, clock = realClock } = options;
  const url = new URL(options.url);
  const send = async (message: Message, signal: AbortSignal): Promise<Answer> => {
    const route = await routeOf(url, options).catch((error: unknown) => errorText(error));
    if (typeof route === 'string') return { ok: false, retry: true, answer: `not called: ${route}` };
    if (!route)
      return {
        ok: false,
        retry: true,
        answer: 'not called: no socks5h proxy is configured, and only receivers on this machine are called without one',
      };
    const body = JSON.stringify(message);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const headers = { host: url.host, ...headersOf(message, body, options) };
    try {
      return await judge(await post(url, { ...route, headers, signal: limit }, body), clock);
    } catch (error) {
      return {
        ok: false,
        retry: true,
        answer: because(limit.aborted ? limit.reason : error),
      };
    }
  };
  return {
    name,
    most: 1,
    notify: async (messages, signal) => {
      let last: Answer = { ok: true, retry: false, answer: 'nothing to send' };
      for (const message of messages) {
        last = await send(message, signal);
        if (!last.ok) return last;
      }
      return last;
    },
  };
}
