import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lease } from '../../model/ports.ts';
import type { Storage } from '../../storage/port.ts';
import { deliveryOf, type OpenStorage } from './collection.ts';

interface Row {
  due: number;
  planned: number | null;
  epoch: number;
  until: number;
}

const leaseMs = 10;
type Step =
  | { readonly do: 'schedule'; readonly source: string; readonly at: number }
  | { readonly do: 'claim'; readonly worker: number }
  | { readonly do: 'extend' | 'done' | 'commit'; readonly worker: number; readonly next: number }
  | { readonly do: 'claimSource'; readonly worker: number; readonly source: string }
  | { readonly do: 'wait'; readonly ms: number };

const sources = ['a', 'b', 'c'];
const source = fc.constantFrom(...sources);
const worker = fc.nat({ max: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('schedule' as const), source, at: fc.nat({ max: 60 }) }),
  fc.record({
    do: fc.constantFrom('extend' as const, 'done' as const, 'commit' as const),
    worker,
    next: fc.nat({ max: 60 }),
  }),
  fc.record({ do: fc.constant('claim' as const), worker }),
  fc.record({ do: fc.constant('claimSource' as const), worker, source }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.nat({ max: 15 }) }),
);

/** The promise in a few lines: one holder a source, epochs that only grow, plans that are never lost. */
function model() {
  const rows = new Map<string, Row>();
  const take = (name: string, row: Row, now: number): Lease => {
    Object.assign(row, { epoch: row.epoch + 1, until: now + leaseMs });
    return { source: name, epoch: row.epoch, until: row.until };
  };
  const held = (lease: Lease): Row | null => {
    const row = rows.get(lease.source);
    return row && row.epoch === lease.epoch && row.until > 0 ? row : null;
  };
  return {
    schedule(name: string, at: number) {
      const row = rows.get(name);
      if (!row) rows.set(name, { due: at, planned: null, epoch: 0, until: 0 });
      else if (row.until > 0) row.planned = at;
      else row.due = at;
    },
    /** What may be claimed, the most overdue first. */
    free(now: number): readonly string[] {
      const free = [...rows].filter(([, row]) => row.due <= now && row.until <= now);
      return free.sort(([a, x], [b, y]) => x.due - y.due || (a < b ? -1 : 1)).map(([name]) => name);
    },
    take(name: string, now: number): Lease | null {
      const row = rows.get(name);
      return row ? take(name, row, now) : null;
    },
    claimSource(name: string, now: number): Lease | null {
      const row = rows.get(name) ?? { due: now, planned: null, epoch: 0, until: 0 };
      rows.set(name, row);
      return row.until <= now ? take(name, row, now) : null;
    },
    extend(lease: Lease, now: number): Lease | 'lost' {
      const row = held(lease);
      if (!row) return 'lost';
      row.until = now + leaseMs;
      return { ...lease, until: row.until };
    },
    done(lease: Lease, next: number): 'lost' | null {
      const row = held(lease);
      if (!row) return 'lost';
      Object.assign(row, { due: Math.min(next, row.planned ?? next), planned: null, until: 0 });
      return null;
    },
    commit: (lease: Lease): 'lost' | null => (rows.get(lease.source)?.epoch === lease.epoch ? null : 'lost'),
  };
}

const orLost = async <T>(work: Promise<T>): Promise<T | 'lost'> => {
  try {
    return await work;
  } catch (error) {
    expect(error).toMatchObject({ code: 'lease-lost' });
    return 'lost';
  }
};

interface Comparison {
  readonly storage: Storage;
  readonly patient: boolean;
  readonly steps: readonly Step[];
  readonly run: string;
}

/** Claims once, or, where turns come through a queue that takes its time, until one of the sources that are free is given. */
async function claimAmong(
  leases: Storage['leases'],
  { now, wanted, patient, ms = leaseMs }: { now: number; wanted: readonly string[]; patient: boolean; ms?: number },
): Promise<Lease | null> {
  for (let tries = 0; ; tries++) {
    const lease = await leases.claim(now, ms);
    if (lease || !patient || wanted.length === 0 || tries === 400) return lease;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Plans the sources of a run far away, so that the next run starts among sources that nobody can claim. */
async function putAway(storage: Storage, run: string): Promise<void> {
  for (const name of sources) {
    const lease = await storage.leases.claimSource(`${run}${name}`, 1e12, 1);
    if (lease) await storage.leases.done(lease, 2e12);
    await storage.leases.schedule(`${run}${name}`, 2e12);
  }
}

async function compare({ storage, patient, steps, run }: Comparison): Promise<void> {
  const { leases } = storage;
  const expected = model();
  const hands: (Lease | null)[] = [null, null];
  let now = 1;
  for (const [index, each] of steps.entries()) {
    if (each.do === 'wait') now += each.ms;
    else if (each.do === 'schedule') {
      await leases.schedule(`${run}${each.source}`, each.at);
      expected.schedule(`${run}${each.source}`, each.at);
    } else if (each.do === 'claim') {
      const wanted = expected.free(now);
      const lease = await claimAmong(leases, { now, wanted, patient });
      expect(lease).toEqual(lease ? expected.take(lease.source, now) : null);
      expect(lease === null).toBe(wanted.length === 0);
      if (lease && !patient) expect(lease.source).toBe(wanted[0]);
      hands[each.worker] = lease ?? hands[each.worker] ?? null;
    } else if (each.do === 'claimSource') {
      const lease = await leases.claimSource(`${run}${each.source}`, now, leaseMs);
      expect(lease).toEqual(expected.claimSource(`${run}${each.source}`, now));
      hands[each.worker] = lease ?? hands[each.worker] ?? null;
    } else {
      const lease = hands[each.worker];
      if (!lease) continue;
      if (each.do === 'extend') {
        expect(await orLost(leases.extend(lease, now, leaseMs))).toEqual(expected.extend(lease, now));
      } else if (each.do === 'done') {
        expect((await orLost(leases.done(lease, each.next))) ?? null).toEqual(expected.done(lease, each.next));
      } else {
        const id = `${run}d${index}`;
        const answer = await orLost(
          storage.commit([{ do: 'create', collection: 'deliveries', id, value: deliveryOf(id) }], lease),
        );
        expect(answer === 'lost').toBe(expected.commit(lease) === 'lost');
        expect((await storage.deliveries.get(id)) === null).toBe(answer === 'lost');
      }
    }
  }
}

/**
 * `cases`: how many random interleavings; fewer where each costs round trips to a server. `patient`: the turns come through a queue, which may take a
 * moment and need not know which of two sources is more overdue.
 */
export function turnsContract(name: string, open: OpenStorage, cases = 150, patient = false): void {
  describe(`${name}: turns`, () => {
    it('agree with a small model under any interleaving of two workers', async () => {
      const storage = await open();
      let runs = 0;
      const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const run = `${runs++}-`;
        await compare({ storage, patient, steps, run });
        await putAway(storage, run);
      });
      await fc.assert(property, { numRuns: cases, endOnFailure: true });
      await storage.close();
    });

    it('refuse the writes of a frozen worker once another one took over, whole or not at all', async () => {
      const storage = await open();
      const frozen = await storage.leases.claimSource('bazaar', 0, 10);
      const next = await storage.leases.claimSource('bazaar', 11, 10);
      expect(next?.epoch).toBe((frozen?.epoch ?? 0) + 1);
      if (!frozen || !next) throw new Error('both claims should have been granted');
      const late = [1, 2, 3].map((n) => ({
        do: 'put' as const,
        collection: 'deliveries' as const,
        id: `d${n}`,
        value: deliveryOf(`d${n}`),
      }));
      await expect(storage.commit(late, frozen)).rejects.toMatchObject({ code: 'lease-lost' });
      expect(await storage.deliveries.count()).toBe(0);
      expect(await storage.commit(late, next)).toEqual([true, true, true]);
      await storage.close();
    });

    it('tell when a source is due, and give away what a clock that ran ahead holds for years', async () => {
      const storage = await open();
      const { leases } = storage;
      expect(await leases.planned('harbour')).toBeNull();
      await leases.schedule('harbour', 5);
      expect(await leases.planned('harbour')).toBe(5);
      const ahead = await leases.claimSource('harbour', 1e12, 100);
      await leases.schedule('harbour', 1e12);
      expect(await leases.planned('harbour')).toBe(5);
      const now = await claimAmong(leases, { now: 50, wanted: ['harbour'], patient, ms: 100 });
      expect(now).toMatchObject({ source: 'harbour', epoch: (ahead?.epoch ?? 0) + 1, until: 150 });
      expect(await leases.claimSource('harbour', 60, 100)).toBeNull();
      if (now) await leases.done(now, 1_000);
      expect(await leases.planned('harbour')).toBe(1_000);
      await storage.close();
    });

    it('keep a plan that was made while the source was being visited', async () => {
      const storage = await open();
      await storage.leases.schedule('bazaar', 0);
      const claim = (now: number) => claimAmong(storage.leases, { now, wanted: ['bazaar'], patient, ms: 100 });
      const lease = await claim(0);
      await storage.leases.schedule('bazaar', 5);
      expect(await storage.leases.claim(6, 100)).toBeNull();
      if (lease) await storage.leases.done(lease, 1_000);
      expect(await claim(6)).toMatchObject({ source: 'bazaar', epoch: 2 });
      await storage.close();
    });
  });
}
