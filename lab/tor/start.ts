import { type Lab, type LabOptions, siteKey, startLab } from '../start.ts';
import { type Network, startNetwork } from './network.ts';

export interface TorLabOptions extends LabOptions {
  /** Holds what the network writes; emptied first, removed in the end. */
  readonly folder: string;
  /** The tor program. */
  readonly program: string;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The lab behind a Tor network of its own. `socksUrl` is that of a real Tor, `members` makes another one a client of the network, and each
 * record of the log names the circuit of a request as its client.
 */
export interface TorLab extends Lab, Pick<Network, 'members' | 'hostPid' | 'timing'> {}

/** Starts the lab's sites as v3 onion services of a private Tor network on loopback, under the names that they have without it. */
export async function startTorLab({ folder, program, onProgress, signal, ...options }: TorLabOptions): Promise<TorLab> {
  const lab = await startLab(options);
  try {
    const ports = await lab.openDoors();
    const network = await startNetwork({
      folder,
      program,
      signal,
      services: ports.map(({ site, port }) => ({ keyText: siteKey(options.world, site), port })),
      ...(onProgress ? { onProgress } : {}),
    });
    const { socksUrl, members, hostPid, timing } = network;
    const close = async () => {
      await network.close();
      await lab.close();
    };
    return { ...lab, socksUrl, members, hostPid, timing, close };
  } catch (error) {
    await lab.close();
    throw error;
  }
}
