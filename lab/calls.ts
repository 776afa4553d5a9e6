import type { SiteName } from './nouns.ts';
import type { AddressType, SocksConnect } from './socks.ts';

/** One request, or one connection that was refused, as the SOCKS server saw it. */
export interface SocksRecord {
  /** When it ended; time of the lab's calendar, ISO 8601. */
  readonly at: string;
  /** When it began. */
  readonly began: string;
  readonly atyp: AddressType;
  readonly host: string;
  readonly port: number;
  /** From which address of this machine it came: all of 127.0.0.0/8 is loopback, so each client may have its own. */
  readonly client: string;
  readonly user: string | null;
  readonly password: string | null;
  readonly site: SiteName | null;
  /** null for a refused connection, as are path and status. */
  readonly method: string | null;
  readonly path: string | null;
  readonly status: number | null;
  /** The request's cookies as sent, or null. */
  readonly cookie: string | null;
  /** Requests of the same site that were open, this one included. */
  readonly inFlight: number;
  /** Why nothing was answered, or null. */
  readonly refused: 'unknown name' | 'address instead of name' | 'site closed' | null;
}

/** What is known of a connection before its first request. */
export interface Call extends SocksConnect {
  /** From which address of this machine it came. */
  readonly client: string;
  readonly site: SiteName | null;
}

export interface CallLog {
  refused(call: Call, why: NonNullable<SocksRecord['refused']>): void;
  /** Counts a request as open; the returned function records how it ended. */
  opened(call: Call, request: { method: string; path: string; cookie: string | null }): (status: number | null) => void;
  records(): readonly SocksRecord[];
}

export function createCallLog(now: () => number): CallLog {
  const records: SocksRecord[] = [];
  const open = new Map<string, number>();
  const at = () => new Date(now()).toISOString();
  return {
    refused: (call, why) => {
      records.push({
        ...call,
        at: at(),
        began: at(),
        method: null,
        path: null,
        status: null,
        cookie: null,
        inFlight: 0,
        refused: why,
      });
    },
    opened: (call, request) => {
      const site = String(call.site);
      const began = at();
      const inFlight = (open.get(site) ?? 0) + 1;
      open.set(site, inFlight);
      return (status) => {
        open.set(site, (open.get(site) ?? 1) - 1);
        records.push({ ...call, ...request, at: at(), began, status, inFlight, refused: null });
      };
    },
    records: () => [...records],
  };
}
