import { accountsOf, standingOf, useToday } from '../../crawler/accounts.ts';
import { sessionEndsAt } from '../../crawler/session-cookies.ts';
import { iso } from '../../model/clock.ts';
import { accountId, sessionWarning } from '../../model/session.ts';
import type { Source } from '../../model/source.ts';
import type { AccountView } from '../api.ts';
import type { Parts } from '../parts.ts';

type Asked = Pick<Parts, 'storage' | 'clock' | 'sessionHint'>;

/** The accounts of a source: who may go, how much they were used today, how old their sessions are. Never a value of a cookie. */
export async function accountViews(
  { storage, clock, sessionHint }: Asked,
  source: Source,
  nextTurnAt: string | null,
): Promise<readonly AccountView[]> {
  if (source.via !== 'tor') return [];
  const now = clock.now();
  const views = accountsOf(source).map(async (account): Promise<AccountView> => {
    const id = accountId(source.id, account.name);
    const [use, session] = await Promise.all([storage.accounts.get(id), storage.sessions.get(id)]);
    const today = useToday(use?.value, source.id, account.name, now);
    const endsAt = session ? sessionEndsAt(session.value, sessionHint(source.profile)) : null;
    return {
      account: account.name,
      ...standingOf(account, today, now),
      pagesToday: today.pages,
      busyMsToday: today.busyMs,
      lastUsedAt: today.lastUsedAt,
      session: session
        ? {
            handedInAt: session.value.handedInAt,
            changedAt: session.value.changedAt,
            cookies: session.value.cookies,
            endsAt: endsAt === null ? null : iso(endsAt),
          }
        : null,
      // Cookies that a site sets by itself are no login that anybody would miss.
      warning: endsAt === null || !session?.value.handedInAt ? null : sessionWarning(endsAt, now, nextTurnAt),
    };
  });
  return Promise.all(views);
}
