import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { onionName } from '../onion.ts';
import {
  authorityLines,
  clientLines,
  hostLines,
  intervalSeconds,
  memberLines,
  type Node,
  voteSeconds,
} from './configuration.ts';
import { authorityKeys, placeOnionKeys, relayFingerprint } from './keys.ts';
import { reaches } from './probe.ts';
import { type Relay, startRelay } from './relay.ts';

/** One onion service: `keyText` makes its key and name (lab/onion.ts), its port 80 leads to `port` of loopback. */
export interface Service {
  readonly keyText: string;
  readonly port: number;
}

export interface NetworkOptions {
  /** Holds everything that the network writes; emptied first. */
  readonly folder: string;
  readonly services: readonly Service[];
  /** The tor program. */
  readonly program: string;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A Tor network of five relays on loopback, which is reached by no other tor. */
export interface Network {
  /** Lines of torrc that make another tor a client of this network. */
  readonly members: string;
  /** `socks5h://127.0.0.1:PORT` of a client that is part of the network. */
  readonly socksUrl: string;
  /** The process that holds the services, so that tests can stop it. */
  readonly hostPid: number;
  /** Milliseconds from the beginning to each step. */
  readonly timing: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Onion services need five relays for their paths. All are authorities: a mere relay learns of the first consensus a minute late. */
const relayCount = 5;
/** From the start of the authorities to their first vote, at least. */
const settleSeconds = 8;
const attempts = 3;

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Asks again and again until the answer is not null. */
async function until<T>(what: string, ask: () => Promise<T | null>, signal: AbortSignal, everyMs = 100): Promise<T> {
  for (;;) {
    const found = await ask().catch(() => null);
    if (found !== null) return found;
    if (signal.aborted) throw new Error(`the private Tor network is not ready: no ${what}`, { cause: signal.reason });
    await wait(everyMs);
  }
}

class MissedVote extends Error {}

interface Prepared {
  readonly nodes: readonly Node[];
  readonly members: readonly string[];
}

async function authorityLine(program: string, node: Node): Promise<string> {
  const identity = await authorityKeys(node.folder);
  const fingerprint = await relayFingerprint(program, node.folder, node.name);
  return `${node.name} orport=${node.orPort} no-v2 v3ident=${identity} 127.0.0.1:${node.dirPort} ${fingerprint}`;
}

async function prepare({ folder, program }: NetworkOptions): Promise<Prepared> {
  const ports = await freePorts(relayCount * 2);
  const nodes = Array.from({ length: relayCount }, (_, at): Node => {
    const name = `relay${at}`;
    return { name, folder: join(folder, name), orPort: ports[at * 2] ?? 0, dirPort: ports[at * 2 + 1] ?? 0 };
  });
  for (const node of nodes) {
    mkdirSync(node.folder, { recursive: true, mode: 0o700 });
    // Relays must never ask a real resolver.
    writeFileSync(join(node.folder, 'resolv.conf'), 'nameserver 127.0.0.1\n');
  }
  const lines = await Promise.all(nodes.map((node) => authorityLine(program, node)));
  return { nodes, members: memberLines(lines) };
}

/** How many relays the consensus lists that an authority gives out now; null when there is none yet. */
async function consensusSize({ dirPort }: Node): Promise<number | null> {
  const answer = await fetch(`http://127.0.0.1:${dirPort}/tor/status-vote/current/consensus`);
  const relays = (await answer.text()).match(/^r /gm)?.length ?? 0;
  return relays > 0 ? relays : null;
}

interface Starting {
  readonly options: NetworkOptions;
  readonly signal: AbortSignal;
  readonly relays: Relay[];
  readonly step: (name: string, percent: number, text: string) => void;
}

/** Rejects when the votes must be over and have given no consensus, or one without a relay: the next one would take ten minutes. */
async function firstConsensus(authority: Node, settle: number, signal: AbortSignal): Promise<void> {
  const over = AbortSignal.any([signal, AbortSignal.timeout((2 * settle + 4 * voteSeconds) * 1_000)]);
  const listed = await until('consensus', () => consensusSize(authority), over).catch((error: unknown) => {
    throw signal.aborted ? error : new MissedVote('the authorities did not agree in time', { cause: error });
  });
  if (listed < relayCount) throw new MissedVote(`the first consensus lists ${listed} of ${relayCount} relays`);
}

async function startAuthorities(starting: Starting, prepared: Prepared, settle: number): Promise<void> {
  const { options, relays, signal, step } = starting;
  const { nodes, members } = prepared;
  const offset = Math.ceil(Date.now() / 1_000 + settle) % intervalSeconds;
  const started = nodes.map((node) => startRelay(options.program, node.folder, authorityLines(node, members, offset)));
  relays.push(...started);
  const [first] = nodes;
  if (first) await firstConsensus(first, settle, signal);
  step('consensus', 60, 'the authorities agree');
  // A relay that has not caught up yet turns clients away, and those then wait long before they ask again.
  await Promise.all(started.map((relay) => relay.said(/Bootstrapped 100%/)));
}

async function startServices(starting: Starting, { members }: Prepared): Promise<Relay> {
  const { options, relays } = starting;
  const services = options.services.map(({ keyText, port }, at) => {
    const folder = join(options.folder, 'services', String(at));
    placeOnionKeys(folder, keyText);
    return { folder, port };
  });
  const folder = join(options.folder, 'host');
  const host = startRelay(options.program, folder, hostLines(folder, members, services));
  relays.push(host);
  await host.said(/Bootstrapped 100%/);
  return host;
}

async function startOnce(starting: Starting, attempt: number): Promise<Omit<Network, 'timing' | 'close'>> {
  const { options, relays, signal, step } = starting;
  rmSync(options.folder, { recursive: true, force: true });
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const began = performance.now();
  const prepared = await prepare(options);
  step('keys', 10, 'keys are made, the authorities start');
  // How long the keys took says how busy the machine is.
  const settle = Math.ceil(Math.max(settleSeconds, (performance.now() - began) / 400)) * 2 ** attempt;
  await startAuthorities(starting, prepared, settle);
  step('relays', 70, 'the relays are ready');
  const [port = 0] = await freePorts(1);
  const folder = join(options.folder, 'client');
  const client = startRelay(options.program, folder, clientLines(folder, prepared.members, port));
  relays.push(client);
  const [host] = await Promise.all([startServices(starting, prepared), client.said(/Bootstrapped 100%/)]);
  step('bootstrapped', 80, 'the onion services are published');
  for (const { keyText } of options.services)
    await until(`way to ${onionName(keyText)}`, () => reaches(port, onionName(keyText)), signal, 300);
  step('ready', 100, 'every onion service answers');
  return {
    members: `${prepared.members.join('\n')}\n`,
    socksUrl: `socks5h://127.0.0.1:${port}`,
    hostPid: host.pid,
  };
}

const longestStartMs = 240_000;

/** Starts a private Tor network and waits until each of its onion services answers: about 15 s on a machine with two cores. */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const began = performance.now();
  const relays: Relay[] = [];
  const timing: Record<string, number> = {};
  const limit = AbortSignal.timeout(longestStartMs);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  const step: Starting['step'] = (name, percent, text) => {
    timing[name] = Math.round(performance.now() - began);
    options.onProgress?.(`private Tor network: ${percent} %, ${text}`);
  };
  const close = async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    rmSync(options.folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return { ...(await startOnce({ options, signal, relays, step }, attempt)), timing, close };
    } catch (error) {
      await close();
      if (!(error instanceof MissedVote)) throw error;
    }
  }
  throw new Error('the relays of the private Tor network missed every vote: this machine is too busy');
}
