import type { AccountUse } from '../model/session.ts';
import { accountId } from '../model/session.ts';
import type { Account, Source } from '../model/source.ts';

/** An account as a turn uses it; `name` null: the source is visited without one. */
export type UsableAccount = Omit<Account, 'name'> & { readonly name: string | null };

/** Which account may go now, with what is left of its limits for today; or when the next may; or that a person has to act first. */
export type Choice =
  | {
      readonly kind: 'go';
      readonly account: UsableAccount;
      readonly pages: number | null;
      readonly busyMs: number | null;
    }
  | { readonly kind: 'later'; readonly at: number; readonly reason: string }
  | { readonly kind: 'parked'; readonly code: string; readonly reason: string };

const dayMs = 86_400_000;
const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** The accounts of a source in the order of its file; one at least. */
export const accountsOf = ({
  account,
  accounts = [],
}: Pick<Source, 'account' | 'accounts'>): readonly UsableAccount[] =>
  accounts.length > 0 ? accounts : [{ name: account, maxPagesPerDay: null, maxMsPerDay: null, coolDownMs: 0 }];

const unused = (source: string, account: string | null, now: number): AccountUse => ({
  id: accountId(source, account),
  source,
  account,
  day: dayOf(now),
  pages: 0,
  busyMs: 0,
  lastUsedAt: null,
  restUntil: null,
  parked: null,
});

/** The use as it counts now: a new UTC day begins with nothing. */
export function useToday(use: AccountUse | undefined, source: string, account: string | null, now: number): AccountUse {
  if (!use) return unused(source, account, now);
  const day = dayOf(now);
  return use.day === day ? use : { ...use, day, pages: 0, busyMs: 0 };
}

/** When the account may go again (epoch ms), and why not before; null: now. */
function heldBack(account: UsableAccount, use: AccountUse, now: number): { at: number; why: string } | null {
  const tomorrow = now - (now % dayMs) + dayMs;
  const spent =
    account.maxPagesPerDay !== null && use.pages >= account.maxPagesPerDay
      ? `has read its ${account.maxPagesPerDay} pages of today`
      : account.maxMsPerDay !== null && use.busyMs >= account.maxMsPerDay
        ? `was used for its ${+(account.maxMsPerDay / 3_600_000).toFixed(1)} hours of today`
        : null;
  const rest = use.restUntil === null ? 0 : Date.parse(use.restUntil);
  if (spent !== null) return { at: Math.max(tomorrow, rest), why: spent };
  return rest > now ? { at: rest, why: 'cools down' } : null;
}

const left = (limit: number | null, used: number): number | null => (limit === null ? null : limit - used);
const called = ({ name }: UsableAccount): string => (name === null ? 'the visit' : `account ${name}`);

interface Candidate {
  readonly account: UsableAccount;
  readonly use: AccountUse;
  readonly held: ReturnType<typeof heldBack>;
}

/** Longest unused first, never used before all, then in the order of the file. */
const restedFirst = (a: Candidate, b: Candidate): number =>
  (a.use.lastUsedAt ?? '').localeCompare(b.use.lastUsedAt ?? '');

/** Of the accounts that a person need not act for: the one that rested longest and may go now, else when the next one may. */
export function chooseAccount(
  source: Pick<Source, 'id' | 'account' | 'accounts'>,
  uses: readonly AccountUse[],
  now: number,
): Choice {
  const candidates = accountsOf(source).map((account): Candidate => {
    const use = useToday(
      uses.find((each) => each.account === account.name),
      source.id,
      account.name,
      now,
    );
    return { account, use, held: heldBack(account, use, now) };
  });
  const able = candidates.filter(({ use }) => use.parked === null);
  const [best] = able.filter(({ held }) => held === null).sort(restedFirst);
  if (best) {
    const { account, use } = best;
    return {
      kind: 'go',
      account,
      pages: left(account.maxPagesPerDay, use.pages),
      busyMs: left(account.maxMsPerDay, use.busyMs),
    };
  }
  const held = able.flatMap(({ account, held }) => (held ? [{ ...held, account }] : []));
  const [next] = [...held].sort((a, b) => a.at - b.at);
  if (next)
    return { kind: 'later', at: next.at, reason: held.map((each) => `${called(each.account)} ${each.why}`).join(', ') };
  return {
    kind: 'parked',
    code: candidates[0]?.use.parked?.code ?? 'login-required',
    reason: candidates.map(({ account, use }) => `${called(account)}: ${use.parked?.reason ?? ''}`).join(' '),
  };
}

/** The use after some more of it. */
export function addUse(
  use: AccountUse,
  more: { readonly pages: number; readonly busyMs: number },
  now: number,
): AccountUse {
  const today = useToday(use, use.source, use.account, now);
  return {
    ...today,
    pages: today.pages + more.pages,
    busyMs: today.busyMs + more.busyMs,
    lastUsedAt: new Date(now).toISOString(),
  };
}

/** How an account stands for people: why it does not go now, and when it may again. */
export function standingOf(
  account: UsableAccount,
  use: AccountUse,
  now: number,
): { readonly state: 'ready' | 'resting' | 'parked'; readonly reason: string | null; readonly readyAt: string | null } {
  if (use.parked) return { state: 'parked', reason: use.parked.reason, readyAt: null };
  const held = heldBack(account, use, now);
  if (!held) return { state: 'ready', reason: null, readyAt: null };
  return { state: 'resting', reason: held.why, readyAt: new Date(held.at).toISOString() };
}
