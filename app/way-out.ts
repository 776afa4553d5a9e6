import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type LoadedConfig, readText } from '../config/load.ts';
import type { Fetch } from '../crawler/fetch/http.ts';
import { checkProxy } from '../crawler/fetch/proxy.ts';
import { cannotReach } from '../crawler/fetch/socks.ts';
import { isTorAway, type KeptTor, keepTor, type TorPace, type TorState } from '../crawler/tor/keep.ts';
import { findTor } from '../crawler/tor/program.ts';
import { errorText, isCode, TryLater } from '../model/errors.ts';

/** How everything leaves this machine: through a Tor that Leadline runs, or through a proxy that runs already. */
export interface WayOut {
  /** The socks5h:// address, the same as long as Leadline runs. Starts Tor the first time. Throws `proxy-missing`, `proxy-insecure`, `tor-missing`, `tor-stuck`. */
  proxy(): Promise<string>;
  /** Waits, but not for ever, until connections are carried. Throws `tor-stuck` or `proxy-down`. */
  ready(signal?: AbortSignal): Promise<void>;
  /** Of the Tor that Leadline runs; null for none, or while it has not been needed yet. */
  state(): TorState | null;
  /** True when the Tor that Leadline runs reaches nobody, such as when this machine has lost its network. */
  isStranded(): Promise<boolean>;
  close(): Promise<void>;
}

export interface WayOutOptions {
  readonly config: Pick<LoadedConfig, 'proxy' | 'tor' | 'data'>;
  readonly log: (line: string) => void;
  /** For the first start: Tor has to learn the network. Later ones know it already. */
  readonly firstMs?: number;
  readonly laterMs?: number;
  readonly pace?: TorPace;
}

/** Where the Tor of a data folder lives. */
export const torFolder = (data: string): string => join(data, 'tor');

/** Makes nothing yet: Tor is started when it is first needed, so that questions need none. */
export function createWayOut({ config, log, pace, firstMs = 180_000, laterMs = 60_000 }: WayOutOptions): WayOut {
  let starting: Promise<KeptTor> | null = null;
  let running: KeptTor | null = null;
  let wasReady = false;
  const start = async (): Promise<KeptTor> => {
    const { path } = await findTor(config.tor.path, process.env.PATH ?? '');
    const extra = config.tor.torrc === null ? null : readText(config.tor.torrc);
    log('tor: starting');
    running = keepTor({ program: path, folder: torFolder(config.data), extra, log, ...pace });
    return running;
  };
  const tor = (): Promise<KeptTor> => {
    starting ??= start().catch((error: unknown) => {
      starting = null; // whoever installs it need not restart Leadline
      throw error;
    });
    return starting;
  };
  return {
    proxy: async () => (config.proxy === 'tor' ? (await tor()).proxy() : checkProxy(config.proxy).href),
    async ready(signal) {
      if (config.proxy !== 'tor') return;
      await (await tor()).ready(wasReady ? laterMs : firstMs, signal);
      wasReady = true;
    },
    state: () => running?.state() ?? null,
    isStranded: async () => (await running?.isStranded()) ?? false,
    close: async () => (await starting?.catch(() => null))?.close(),
  };
}

/** A Tor that is not there yet keeps a turn waiting like one that is down: the page is not to blame. */
async function whenOpen(wayOut: WayOut, signal: AbortSignal | undefined): Promise<void> {
  await wayOut.ready(signal).catch((error: unknown) => {
    if (!isTorAway(error)) throw error;
    throw new TryLater('proxy-down', errorText(error), { cause: error });
  });
}

/** A site that cannot be reached is not to blame while nothing can: that keeps the turn waiting, and fails no address. */
async function blameNetwork(error: unknown, wayOut: WayOut): Promise<void> {
  if (!cannotReach(error) && !isCode(error, 'fetch-timeout')) return;
  if (await wayOut.isStranded())
    throw new TryLater('proxy-down', 'Tor is connected to no relay: this machine may have lost its network', {
      hint: 'look at the network of this machine; leadline doctor says how Tor stands',
      cause: error,
    });
}

/** Between the death of a Tor and the moment when that is noticed. */
const noticeMs = 500;
const attempts = 4;

/** Waits for the way out before each fetch, and again when it went away meanwhile: a Tor that is started again interrupts no turn. */
export function patiently(fetch: Fetch, wayOut: WayOut): Fetch {
  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      await whenOpen(wayOut, request.signal);
      try {
        return await fetch(request);
      } catch (error) {
        await blameNetwork(error, wayOut);
        if (!isTorAway(error) || wayOut.state() === null || attempt === attempts) throw error;
      }
      await wait(noticeMs);
    }
  };
}
