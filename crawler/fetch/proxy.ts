import type { Agent } from 'node:http';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { errorText, GiveUp, LeadlineError, NeedsOperator, TryLater } from '../../model/errors.ts';
import type { Identity } from './identity.ts';

/**
 * The proxy address, checked. Throws `proxy-missing` for none and `proxy-insecure` for every scheme but socks5h, which alone leaves
 * name resolution to the proxy.
 */
export function checkProxy(proxy: string | null): URL {
  if (!proxy) {
    throw new NeedsOperator('proxy-missing', 'No SOCKS proxy is configured, so nothing is fetched.', {
      hint: 'Start Tor and set proxy: socks5h://127.0.0.1:9050 in leadline.yaml.',
    });
  }
  const url = URL.parse(proxy);
  if (url?.protocol !== 'socks5h:' || url.hostname === '') {
    throw new NeedsOperator('proxy-insecure', `The proxy must be a socks5h:// address, not ${url?.protocol ?? proxy}`, {
      hint: 'With socks5h the proxy resolves names; every other scheme would ask the local DNS for them.',
    });
  }
  return url;
}

/** Connections by identity: an agent never carries the requests of two. */
export interface Agents {
  of(identity: Identity): Agent;
  close(): void;
}

export function createAgents(proxy: URL, options: { maxSockets: number; timeoutMs: number }): Agents {
  const agents = new Map<string, SocksProxyAgent>();
  function create(identity: Identity): SocksProxyAgent {
    const address = new URL(proxy);
    address.username = encodeURIComponent(identity.user);
    address.password = encodeURIComponent(identity.password);
    return new SocksProxyAgent(address, {
      keepAlive: true,
      maxSockets: options.maxSockets,
      timeout: options.timeoutMs,
    });
  }
  return {
    of(identity) {
      const key = JSON.stringify([identity.user, identity.password]);
      const agent = agents.get(key) ?? create(identity);
      agents.set(key, agent);
      return agent;
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

// Only the proxy is ever connected to or looked up, so such an error is the proxy's own; the library keeps the message alone.
const brokenProxy =
  /^(connect|getaddrinfo) E|Socks5 Authentication failed|initial handshake|final handshake response|^Socket closed$/;

/**
 * What went wrong on the way to the answer, told by who failed: the proxy, the host behind it, or the connection. The cause is not kept,
 * since the proxy library's errors hold the SOCKS password.
 */
export function connectionError(error: unknown, url: string): LeadlineError {
  if (error instanceof LeadlineError) return error;
  const [code, message] = [codeOf(error), errorText(error)];
  if (/rejected connection/.test(message)) {
    return new TryLater(
      'host-unreachable',
      `The proxy could not reach the host: ${message.split(' - ')[1] ?? message}`,
      { where: url },
    );
  }
  if (brokenProxy.test(message)) {
    return new TryLater('proxy-down', `The SOCKS proxy does not answer: ${message}`, { hint: 'Is Tor running?' });
  }
  if (/timed out/i.test(message) || code === 'ETIMEDOUT') {
    return new TryLater('fetch-timeout', 'No connection within the time limit.', { where: url });
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new GiveUp('headers-too-large', 'The answer has more header bytes than the limit.', { where: url });
  }
  return new TryLater('fetch-interrupted', `The connection broke: ${message}`, { where: url });
}
