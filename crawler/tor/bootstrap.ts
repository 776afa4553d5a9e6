import type { Control } from './control.ts';
import { fieldsOf } from './replies.ts';

/** How far Tor has come with its start, and what keeps it from going on. */
export interface Bootstrap {
  /** 0 to 100; at 100 it carries connections. */
  readonly percent: number;
  /** What it does now, in Tor's words. */
  readonly doing: string;
  /** Why it does not get further, or null. */
  readonly trouble: Trouble | null;
}

export interface Trouble {
  readonly kind: 'clock' | 'network' | 'relays' | 'other';
  readonly text: string;
  /** What to do. */
  readonly mend: string;
}

const mends: Readonly<Record<Trouble['kind'], string>> = {
  clock: "set this machine's clock (timedatectl set-ntp true); Tor works only with the right time",
  network: 'look at the network of this machine: Tor reaches nobody (a cable, a firewall, no default route)',
  relays:
    'the network may block Tor: put bridges into a file (UseBridges 1, Bridge …) and name it with tor.torrc in leadline.yaml',
  other: 'look at what Tor says; restarting it may help',
};

const isNetwork = /^(NOROUTE|NETUNREACH|HOSTUNREACH|RESOURCELIMIT)$/;

function kindOf(warning: string, reason: string): Trouble['kind'] {
  if (/clock|skew/i.test(`${warning} ${reason}`)) return 'clock';
  if (isNetwork.test(reason) || /unreachable|no route/i.test(warning)) return 'network';
  return /^(CONNECTREFUSED|TIMEOUT|CONNECTRESET|IOERROR|DONE|TLS_ERROR|TLSERROR|PT_MISSING)$/.test(reason)
    ? 'relays'
    : 'other';
}

export const trouble = (kind: Trouble['kind'], text: string): Trouble => ({ kind, text, mend: mends[kind] });

/** Reads `GETINFO status/bootstrap-phase`, or the same words from an event. */
export function readBootstrap(line: string): Bootstrap {
  const { words, named } = fieldsOf(line);
  const { PROGRESS = '0', SUMMARY = '', WARNING = '', REASON = '' } = named;
  const stuck = words.includes('WARN') && WARNING !== '';
  const text = `${WARNING}${REASON === '' ? '' : ` (${REASON})`}`;
  return {
    percent: Number(PROGRESS),
    doing: SUMMARY,
    trouble: stuck ? trouble(kindOf(WARNING, REASON), text) : null,
  };
}

/** A clock that is wrong, as Tor tells in its own event. `line` is what follows STATUS_GENERAL. */
export function readClockSkew(line: string): Trouble | null {
  if (!line.includes('CLOCK_SKEW')) return null;
  const { SKEW = '' } = fieldsOf(line).named;
  const seconds = Math.abs(Number(SKEW));
  if (!Number.isFinite(seconds) || SKEW === '') return trouble('clock', 'the clock of this machine is wrong');
  return trouble(
    'clock',
    `the clock of this machine is about ${seconds} s ${Number(SKEW) < 0 ? 'behind' : 'ahead of'} that of Tor's network`,
  );
}

export const bootstrapOf = async (control: Control): Promise<Bootstrap> =>
  readBootstrap(await control.info('status/bootstrap-phase'));
