import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as secure } from 'node:tls';
import { errorText, GiveUp, LeadlineError, NeedsOperator, TryLater } from '../../model/errors.ts';
import type { Identity } from './identity.ts';
import { connectThrough } from './socks.ts';

/**
 * The proxy address, checked. Throws `proxy-missing` for none and `proxy-insecure` for every scheme but socks5h, which alone leaves
 * name resolution to the proxy.
 */
export function checkProxy(proxy: string | null): URL {
  if (!proxy) {
    throw new NeedsOperator('proxy-missing', 'No SOCKS proxy is configured, so nothing is fetched.', {
      hint: 'Set proxy: tor in leadline.yaml, or start Tor and set proxy: socks5h://127.0.0.1:9050.',
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
  /** The agent for http or https addresses. */
  of(identity: Identity, protocol: string): Agent;
  close(): void;
}

/** What Node hands to `createConnection`; `servername` and `rejectUnauthorized` for https only. */
interface Wanted {
  readonly host?: string | null;
  readonly port?: number | string | null;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}
type Done = (error: Error | null, stream: Duplex) => void;

interface AgentOptions {
  readonly maxSockets: number;
  readonly timeoutMs: number;
  readonly greetingMs: number;
}

function connector(proxy: URL, identity: Identity, options: AgentOptions, encrypted: boolean) {
  const { greetingMs, timeoutMs: totalMs } = options;
  return (wanted: Wanted, done?: Done): undefined => {
    const host = wanted.host ?? '';
    const port = Number(wanted.port ?? (encrypted ? 443 : 80));
    const target = { proxy, identity, host, port, greetingMs, totalMs };
    connectThrough(target).then(
      (socket) =>
        done?.(
          null,
          encrypted
            ? secure({
                socket,
                servername: wanted.servername ?? host,
                rejectUnauthorized: wanted.rejectUnauthorized ?? true,
              })
            : socket,
        ),
      // Node's type asks for a stream beside the error, which it does not read.
      (error: Error) => (done as ((error: Error) => void) | undefined)?.(error),
    );
    return undefined;
  };
}

export function createAgents(proxy: URL, options: AgentOptions): Agents {
  const agents = new Map<string, Agent>();
  function create(identity: Identity, encrypted: boolean): Agent {
    const settings = { keepAlive: true, maxSockets: options.maxSockets, timeout: options.timeoutMs };
    const agent = encrypted ? new SecureAgent(settings) : new Agent(settings);
    return Object.assign(agent, { createConnection: connector(proxy, identity, options, encrypted) });
  }
  return {
    of(identity, protocol) {
      const key = JSON.stringify([identity.user, identity.password, protocol]);
      const agent = agents.get(key) ?? create(identity, protocol === 'https:');
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

/** What went wrong between the proxy's consent and the end of the answer; what the proxy itself says comes as a LeadlineError already. */
export function connectionError(error: unknown, url: string): LeadlineError {
  if (error instanceof LeadlineError) return error;
  const [code, message] = [codeOf(error), errorText(error)];
  if (code === 'ETIMEDOUT') {
    return new TryLater('fetch-timeout', 'No connection within the time limit.', { where: url });
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new GiveUp('headers-too-large', 'The answer has more header bytes than the limit.', { where: url });
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    return new GiveUp('certificate', `The certificate is not that of ${new URL(url).host}: ${message}`, { where: url });
  }
  return new TryLater('fetch-interrupted', `The connection broke: ${message}`, { where: url });
}
