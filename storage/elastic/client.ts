import { Client, errors } from '@elastic/elasticsearch';
import { type Clock, realClock } from '../../model/clock.ts';
import { explained, isPassing } from './failure.ts';

export interface ConnectOptions {
  /** Such as http://127.0.0.1:9200. */
  readonly node: string;
  readonly username?: string;
  readonly password?: string;
  readonly clock?: Clock;
  /** Numbers from 0 to 1, for the jitter of repeated attempts. */
  readonly random?: () => number;
  /** How long a request is repeated while the server is down, busy or blocked for a moment. */
  readonly patienceMs?: number;
}

/** The one way to the server. */
export interface Elastic {
  readonly clock: Clock;
  /**
   * Sends a request. It is repeated with growing, random pauses while the server cannot answer; what was sent may therefore have been done
   * before. Throws `storage-down`, `storage-denied`, `storage-version`, `storage-corrupt` or `disk-full`, or the server's own refusal.
   */
  ask<T>(request: (client: Client) => Promise<T>): Promise<T>;
  /** Waits before attempt number `attempt` (from 1); false when patience since `startedAt` is at its end. */
  pause(attempt: number, startedAt: number): Promise<boolean>;
  close(): Promise<void>;
}

const requestMs = 30_000;
const firstPauseMs = 40;
const longestPauseMs = 4_000;

/** The address without the credentials that it may hold. */
const shown = (node: string): string => (URL.canParse(node) ? new URL(node).origin : 'the configured address');

function clientOf({ node, username, password }: ConnectOptions): Client {
  return new Client({
    node,
    ...(username === undefined ? {} : { auth: { username, password: password ?? '' } }),
    requestTimeout: requestMs,
    maxRetries: 0,
  });
}

/** Opens no connection yet; the first request does. Throws `storage-down` for an address that is none. */
export function connect(options: ConnectOptions): Elastic {
  const { clock = realClock, random = Math.random, patienceMs = 30_000 } = options;
  const where = shown(options.node);
  let client: Client;
  try {
    client = clientOf(options);
  } catch (error) {
    throw explained(new errors.ConfigurationError(String(error)), where);
  }
  const closing = new AbortController();

  async function pause(attempt: number, startedAt: number): Promise<boolean> {
    const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempt, 10));
    const ms = longest / 2 + (random() * longest) / 2;
    if (closing.signal.aborted || clock.now() + ms - startedAt > patienceMs) return false;
    await clock.sleep(ms, closing.signal).catch(() => undefined);
    return !closing.signal.aborted;
  }

  return {
    clock,
    pause,
    ask: async (request) => {
      const startedAt = clock.now();
      for (let attempt = 1; ; attempt++) {
        try {
          return await request(client);
        } catch (error) {
          if (!isPassing(error) || !(await pause(attempt, startedAt))) throw explained(error, where);
        }
      }
    },
    close: async () => {
      closing.abort();
      await client.close();
    },
  };
}
