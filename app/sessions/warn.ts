import { iso } from '../../model/clock.ts';
import { sessionName } from '../../model/session.ts';
import { noticeWrites } from '../notices.ts';
import type { Parts } from '../parts.ts';
import { accountViews } from '../queries/accounts.ts';

/** Tells operators, once for each end, that a session ends soon or has ended. Answers what was told now. */
export async function warnOfSessions(parts: Parts): Promise<readonly string[]> {
  const { storage } = parts;
  const told: string[] = [];
  for await (const source of storage.sources.each({ state: 'active', via: 'tor' })) {
    const planned = await storage.leases.planned(source.id);
    for (const { account, session, warning } of await accountViews(
      parts,
      source,
      planned === null ? null : iso(planned),
    )) {
      if (!warning || !session) continue;
      const reason = `${sessionName(source.id, account)} ${warning}`;
      const report = { code: 'login-required' as const, reason };
      const writes = noticeWrites(parts, { source, turn: `session ends ${session.endsAt}`, account, report });
      const [first] = writes;
      if (!first || first.do === 'item' || (await storage.notices.get(first.id))) continue;
      await storage.commit(writes);
      told.push(reason);
    }
  }
  return told;
}
