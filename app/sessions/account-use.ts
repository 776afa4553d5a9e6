import { addUse, type Choice, chooseAccount, type UsableAccount, useToday } from '../../crawler/accounts.ts';
import type { TurnReport } from '../../crawler/turn.ts';
import { type Clock, iso } from '../../model/clock.ts';
import type { Collection } from '../../model/ports.ts';
import { type AccountUse, accountId } from '../../model/session.ts';
import type { Source } from '../../model/source.ts';

export interface Uses {
  readonly collection: Collection<AccountUse>;
  readonly clock: Clock;
}

export async function usesOf({ collection }: Pick<Uses, 'collection'>, source: string): Promise<readonly AccountUse[]> {
  const uses: AccountUse[] = [];
  for await (const use of collection.each({ source })) uses.push(use);
  return uses;
}

export const choiceFor = async (uses: Uses, source: Source): Promise<Choice> =>
  chooseAccount(source, await usesOf(uses, source.id), uses.clock.now());

async function change(
  { collection, clock }: Uses,
  source: string,
  account: string | null,
  next: (use: AccountUse) => AccountUse,
): Promise<void> {
  const id = accountId(source, account);
  for (;;) {
    const found = await collection.get(id);
    const use = next(useToday(found?.value, source, account, clock.now()));
    if (await collection.put(id, use, found?.version ?? 0)) return;
  }
}

/** A person has acted: the account may go again; all of the source where none is named. */
export async function unpark(uses: Uses, source: string, account?: string | null): Promise<void> {
  for (const use of await usesOf(uses, source)) {
    if (use.parked === null || (account !== undefined && use.account !== account)) continue;
    await change(uses, source, use.account, (now) => ({ ...now, parked: null }));
  }
}

/** Counts the use of one account during one turn. */
export interface Meter {
  /** `pages`: of the turn so far. Written now and then, so that a killed worker leaves few uncounted. */
  count(pages: number): Promise<void>;
  /** What the turn means for its account, and what that means for the source. */
  conclude(report: TurnReport): Promise<TurnReport>;
}

const pagesBetween = 25;
const needsPerson = new Set<string | null>(['login-required', 'captcha', 'banned']);

/** How the turn ends for the source when its account cannot go on: with the next account, when there is one. */
function handedOn(report: TurnReport, account: UsableAccount, choice: Choice): TurnReport {
  const parked = report.outcome === 'parked';
  if (choice.kind === 'parked') return { ...report, outcome: 'parked', code: report.code, reason: choice.reason };
  const told = parked ? `account ${account.name} needs a person: ${report.reason}` : report.reason;
  if (choice.kind === 'later')
    return { ...report, outcome: 'later', reason: [told, choice.reason].filter(Boolean).join(' '), retryAt: choice.at };
  if (!parked) return report;
  return {
    ...report,
    outcome: 'partial',
    reason: `${told} Account ${choice.account.name} goes on with the next turn.`,
  };
}

export function openMeter(uses: Uses, source: Source, account: UsableAccount): Meter {
  const { clock } = uses;
  const several = (source.accounts?.length ?? 0) > 1;
  let counted = 0;
  let since = clock.now();
  const add = (pages: number, more: Partial<AccountUse> = {}) => {
    const now = clock.now();
    const fresh = { pages: Math.max(0, pages - counted), busyMs: Math.max(0, now - since) };
    counted = Math.max(counted, pages);
    since = now;
    return change(uses, source.id, account.name, (use) => ({ ...addUse(use, fresh, now), ...more }));
  };
  return {
    async count(pages) {
      if (pages - counted >= pagesBetween) await add(pages);
    },
    async conclude(report) {
      const parks = several && report.outcome === 'parked' && needsPerson.has(report.code);
      const at = iso(clock.now());
      await add(report.requests, {
        restUntil: account.coolDownMs > 0 ? iso(clock.now() + account.coolDownMs) : null,
        ...(parks ? { parked: { code: report.code ?? '', reason: report.reason ?? '', at } } : {}),
      });
      if (report.outcome === 'parked' && !parks) return report;
      return parks || report.outcome === 'partial' ? handedOn(report, account, await choiceFor(uses, source)) : report;
    },
  };
}
