import { LeadlineError } from '../../model/errors.ts';
import type { Lease, Turns } from '../../model/ports.ts';
import type { Row, Statements } from './statements.ts';

/** ?1 is the end of a lease that begins now, ?2 is now. One that ends later than two such was given by a clock that went wrong, and counts for nothing. */
const free = '(until <= ?2 OR until > 2 * ?1 - ?2)';
const take = `UPDATE leases SET epoch = epoch + 1, until = ?1 WHERE ${free} AND source = ?3 RETURNING source, epoch, until`;
const takeOverdue = `UPDATE leases SET epoch = epoch + 1, until = ?1 WHERE source =
  (SELECT source FROM leases WHERE dueAt <= ?2 AND ${free} ORDER BY dueAt, source LIMIT 1) RETURNING source, epoch, until`;
const insert = 'INSERT INTO leases (source, dueAt, epoch, until) VALUES (?, ?, 0, 0) ON CONFLICT DO NOTHING';
const prolong = 'UPDATE leases SET until = ? WHERE source = ? AND epoch = ? AND until > 0';
/** While a turn runs, or after it crashed, a new plan waits beside it; done() takes the earlier of the two. */
const schedule = `INSERT INTO leases (source, dueAt, epoch, until) VALUES (?1, ?2, 0, 0)
  ON CONFLICT (source) DO UPDATE SET
    planned = CASE WHEN until > 0 THEN excluded.dueAt END, dueAt = CASE WHEN until > 0 THEN dueAt ELSE excluded.dueAt END`;
const finish = `UPDATE leases SET dueAt = min(?, coalesce(planned, 9007199254740991)), planned = NULL, until = 0
  WHERE source = ? AND epoch = ? AND until > 0`;

const lost = (lease: Lease): LeadlineError =>
  new LeadlineError('lease-lost', `Another worker took over the source "${lease.source}"`, { where: lease.source });

const toLease = (row: Row): Lease => ({
  source: String(row.source),
  epoch: Number(row.epoch),
  until: Number(row.until),
});

/** Throws `lease-lost` when a newer epoch of the source was handed out. To be called inside the transaction of the writes it guards. */
export function holdLease(statements: Statements, lease: Lease): void {
  const row = statements.get('SELECT epoch FROM leases WHERE source = ?', lease.source);
  if (Number(row?.epoch ?? 0) !== lease.epoch) throw lost(lease);
}

/** Turns as one row a source; `until` 0 means that nobody holds it. Each step is one statement, hence atomic. */
export function createLeases(statements: Statements): Turns {
  const leased = (row: Row | undefined): Lease | null => (row ? toLease(row) : null);
  return {
    schedule: async (source, at) => {
      statements.run(schedule, source, at);
    },
    planned: async (source) => {
      const row = statements.get(
        'SELECT min(dueAt, coalesce(planned, dueAt)) AS due FROM leases WHERE source = ?',
        source,
      );
      return row ? Number(row.due) : null;
    },
    claim: async (now, leaseMs) => leased(statements.get(takeOverdue, now + leaseMs, now)),
    claimSource: async (source, now, leaseMs) => {
      statements.run(insert, source, now);
      return leased(statements.get(take, now + leaseMs, now, source));
    },
    extend: async (lease, now, leaseMs) => {
      const until = now + leaseMs;
      if (statements.run(prolong, until, lease.source, lease.epoch) === 0) throw lost(lease);
      return { ...lease, until };
    },
    done: async (lease, next) => {
      if (statements.run(finish, next, lease.source, lease.epoch) === 0) throw lost(lease);
    },
  };
}
