import { LeadlineError } from '../model/errors.ts';
import type { Lease } from '../model/ports.ts';
import type { Parts } from './parts.ts';

/** The lease of a source while a turn goes on. It is renewed by the work itself and, through long waits, by a timer. */
export interface HeldLease {
  current(): Lease;
  /** The lease, good for at least another half of its time. Throws `lease-lost`. */
  renew(): Promise<Lease>;
  /** Ends the timer; the lease itself ends with the turn. */
  letGo(): void;
}

/** Takes the lease of a source, or goes on with one that the caller has. Throws `lease-lost` while another worker holds it. */
export async function holdSource(
  { storage, clock, leaseMs }: Parts,
  source: string,
  given: Lease | null,
): Promise<HeldLease> {
  const first = given ?? (await storage.leases.claimSource(source, clock.now(), leaseMs));
  if (!first)
    throw new LeadlineError('lease-lost', `Another worker visits ${source} now`, {
      hint: 'leadline status shows it; its lease ends within two minutes if it has died',
    });
  let lease: Lease = first;
  const renew = async (): Promise<Lease> => {
    if (lease.until - clock.now() < leaseMs / 2) lease = await storage.leases.extend(lease, clock.now(), leaseMs);
    return lease;
  };
  // A lost lease is met again, and told, by the next write.
  const timer = setInterval(() => void renew().catch(() => undefined), leaseMs / 4);
  timer.unref();
  return { current: () => lease, renew, letGo: () => clearInterval(timer) };
}
