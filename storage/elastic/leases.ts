import type { estypes } from '@elastic/elasticsearch';
import { LeadlineError } from '../../model/errors.ts';
import type { Lease, Turns } from '../../model/ports.ts';
import type { Stored } from './documents.ts';
import { indexNames } from './indices.ts';
import { emptyRow, type LeaseRows, type Row } from './lease-rows.ts';
import type { Locks } from './locks.ts';
import type { Ground } from './redo.ts';

const candidates = 40;

export const leaseLost = (source: string): LeadlineError =>
  new LeadlineError('lease-lost', `Another worker took over the source "${source}"`, { where: source });

export const leaseKey = (source: string): string => `leases\n${source}`;

/** One that ends later than two leases from now was given by a clock that went wrong, and counts for nothing. */
const isFree = (row: Row, now: number, leaseMs: number): boolean => row.until <= now || row.until > now + 2 * leaseMs;

const overdue = (now: number, leaseMs: number): NonNullable<estypes.SearchRequest['query']> => ({
  bool: {
    filter: [
      { range: { dueAt: { lte: now } } },
      {
        bool: {
          should: [{ range: { until: { lte: now } } }, { range: { until: { gt: now + 2 * leaseMs } } }],
        },
      },
    ],
  },
});

/** Turns as one document a source. Whoever takes a source first applies what the holder before had committed and not yet written. */
export function createLeases({ elastic, indices }: Ground, rows: LeaseRows, locks: Locks): Turns {
  const alone = <T>(source: string, work: () => Promise<T>): Promise<T> => locks.run([leaseKey(source)], work);

  function held(row: Row | null, lease: Lease): Row {
    if (row && row.epoch === lease.epoch && row.until > 0) return row;
    throw leaseLost(lease.source);
  }

  const take = (source: string, now: number, leaseMs: number, isDue: (row: Row) => boolean): Promise<Lease | null> =>
    alone(source, async () => {
      const row = await rows.change(source, (before) => {
        const found = before ?? { ...emptyRow, dueAt: now };
        if (!isFree(found, now, leaseMs) || !isDue(found)) return null;
        return { ...found, epoch: found.epoch + 1, until: now + leaseMs };
      });
      if (!row) return null;
      // The holder before may be another process, whose writes a search of ours has to see.
      for (const name of indexNames) indices[name].touched();
      return { source, epoch: row.epoch, until: row.until };
    });

  async function mostOverdue(now: number, leaseMs: number): Promise<readonly string[]> {
    await indices.leases.refreshed();
    const { hits } = await elastic.ask((client) =>
      client.search<Stored>({
        index: indices.leases.name,
        query: overdue(now, leaseMs),
        sort: [{ dueAt: 'asc' }, { key: 'asc' }],
        size: candidates,
        track_total_hits: false,
        _source: ['key'],
      }),
    );
    return hits.hits.flatMap(({ _source }) => _source?.key ?? []);
  }

  return {
    schedule: (source, at) =>
      alone(source, async () => {
        await rows.change(source, (row) => {
          if (!row) return { ...emptyRow, dueAt: at };
          return row.until > 0 ? { ...row, planned: at } : { ...row, dueAt: at, planned: null };
        });
      }),
    planned: async (source) => {
      const { row } = await rows.read(source);
      return row ? Math.min(row.dueAt, row.planned ?? row.dueAt) : null;
    },
    claim: async (now, leaseMs) => {
      for (;;) {
        const sources = await mostOverdue(now, leaseMs);
        for (const source of sources) {
          const lease = await take(source, now, leaseMs, ({ dueAt }) => dueAt <= now);
          if (lease) return lease;
        }
        if (sources.length < candidates) return null;
        // Others took them all since the last refresh; there may be more behind them.
        indices.leases.touched();
      }
    },
    claimSource: (source, now, leaseMs) => take(source, now, leaseMs, () => true),
    extend: (lease, now, leaseMs) =>
      alone(lease.source, async () => {
        const until = now + leaseMs;
        await rows.change(lease.source, (row) => ({ ...held(row, lease), until }));
        return { ...lease, until };
      }),
    done: (lease, next) =>
      alone(lease.source, async () => {
        await rows.change(lease.source, (row) => {
          const mine = held(row, lease);
          return { ...mine, dueAt: Math.min(next, mine.planned ?? next), planned: null, until: 0 };
        });
      }),
  };
}
