import type { LoadedConfig } from '../config/load.ts';
import { type Bootstrap, bootstrapOf } from '../crawler/tor/bootstrap.ts';
import { type Circuit, circuits } from '../crawler/tor/circuits.ts';
import { openControl } from '../crawler/tor/control.ts';
import { controlAddressIn } from '../crawler/tor/process.ts';
import type { LeadlineError } from '../model/errors.ts';
import { torFolder } from './way-out.ts';

export interface TorHealth {
  readonly version: string;
  readonly bootstrap: Bootstrap;
  readonly circuits: readonly Circuit[];
}

type TorConfig = Pick<LoadedConfig, 'proxy' | 'tor' | 'data'>;

/** Where the control port is: of the Tor that a Leadline on this data folder runs, or the configured one; null: there is none to ask. */
function controlAddress({ proxy, tor, data }: TorConfig): string | null {
  return proxy === 'tor' ? controlAddressIn(torFolder(data)) : tor.control;
}

/** How Tor stands, asked at its control port. Throws `tor-control` when that cannot be used; null when there is none, or no Tor behind it. */
export async function askTor(config: TorConfig): Promise<TorHealth | null> {
  const address = controlAddress(config);
  if (address === null) return null;
  const control = await openControl({ address, timeoutMs: 5_000 }).catch((error: LeadlineError) => {
    // The file may outlive a Tor of Leadline's own that was killed.
    if (config.proxy === 'tor' && /ECONNREFUSED/.test(error.message)) return null;
    throw error;
  });
  if (!control) return null;
  try {
    return {
      version: control.version,
      bootstrap: await bootstrapOf(control),
      circuits: await circuits(control),
    };
  } finally {
    control.close();
  }
}

const minute = 60_000;

/** Number and age of the circuits that carry visits, in words. */
export function circuitWords(all: readonly Circuit[], now: number): string {
  const own = all.filter(({ user }) => user !== null);
  if (own.length === 0) return 'no circuits of sources';
  const oldest = Math.min(...own.map(({ createdAt }) => Date.parse(createdAt)));
  const users = new Set(own.map(({ user }) => user)).size;
  return `${own.length} circuits of ${users} identities, the oldest ${Math.max(0, Math.round((now - oldest) / minute))} min old`;
}
