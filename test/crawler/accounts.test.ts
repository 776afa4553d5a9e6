import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountsOf, addUse, chooseAccount, useToday } from '../../crawler/accounts.ts';
import type { AccountUse } from '../../model/session.ts';
import type { Account } from '../../model/source.ts';

const noon = Date.UTC(2026, 5, 1, 12);
const hour = 3_600_000;
const midnight = Date.UTC(2026, 5, 2);

const account = (name: string, more: Partial<Account> = {}): Account => ({
  name,
  maxPagesPerDay: null,
  maxMsPerDay: null,
  coolDownMs: 0,
  ...more,
});
const source = (...accounts: Account[]) => ({ id: 'shop', account: null, accounts });
const use = (name: string | null, more: Partial<AccountUse> = {}): AccountUse => ({
  ...useToday(undefined, 'shop', name, noon),
  ...more,
});
const parked = { code: 'captcha', reason: 'The site asks for a captcha.', at: '2026-06-01T10:00:00.000Z' };
const nameOf = (choice: ReturnType<typeof chooseAccount>) => (choice.kind === 'go' ? choice.account.name : choice.kind);

describe('the accounts of a source', () => {
  it('are those that it lists, else its one account, else none', () => {
    const names = (given: Parameters<typeof accountsOf>[0]) => accountsOf(given).map(({ name }) => name);
    expect(names({ account: null })).toEqual([null]);
    expect(names({ account: 'one' })).toEqual(['one']);
    expect(names({ account: 'one', accounts: [account('a'), account('b')] })).toEqual(['a', 'b']);
  });
});

describe('the choice of an account', () => {
  it('falls on the one that was not used yet, then on the one that rested longest, in the order of the file', () => {
    const both = source(account('a'), account('b'));
    expect(nameOf(chooseAccount(both, [], noon))).toBe('a');
    const a = use('a', { lastUsedAt: '2026-06-01T11:00:00.000Z' });
    expect(nameOf(chooseAccount(both, [a], noon))).toBe('b');
    const b = use('b', { lastUsedAt: '2026-06-01T11:30:00.000Z' });
    expect(nameOf(chooseAccount(both, [a, b], noon))).toBe('a');
  });

  it('leaves out who is parked, has used up its day, or cools down', () => {
    const both = source(account('a', { maxPagesPerDay: 10, maxMsPerDay: 2 * hour }), account('b'));
    for (const held of [{ parked }, { pages: 10 }, { busyMs: 2 * hour }, { restUntil: '2026-06-01T12:00:01.000Z' }])
      expect(nameOf(chooseAccount(both, [use('a', held)], noon))).toBe('b');
    const free = chooseAccount(
      both,
      [use('a', { pages: 4, busyMs: hour, restUntil: '2026-06-01T12:00:00.000Z' })],
      noon,
    );
    expect(free).toMatchObject({ kind: 'go', account: { name: 'a' }, pages: 6, busyMs: hour });
  });

  it('says when the next one may go, and why not before', () => {
    const both = source(account('a', { maxPagesPerDay: 10 }), account('b'));
    const uses = [use('a', { pages: 10 }), use('b', { restUntil: '2026-06-01T14:00:00.000Z' })];
    expect(chooseAccount(both, uses, noon)).toEqual({
      kind: 'later',
      at: noon + 2 * hour,
      reason: 'account a has read its 10 pages of today, account b cools down',
    });
    expect(chooseAccount(source(account('a', { maxPagesPerDay: 10 })), uses, noon)).toMatchObject({ at: midnight });
  });

  it('waits for a person only when every account does', () => {
    const both = source(account('a'), account('b'));
    const rests = use('b', { restUntil: '2026-06-01T14:00:00.000Z' });
    expect(chooseAccount(both, [use('a', { parked }), rests], noon).kind).toBe('later');
    expect(chooseAccount(both, [use('a', { parked }), use('b', { parked })], noon)).toEqual({
      kind: 'parked',
      code: 'captcha',
      reason: 'account a: The site asks for a captcha. account b: The site asks for a captcha.',
    });
  });

  it('begins every UTC day with nothing used, but keeps who is parked', () => {
    const one = source(account('a', { maxPagesPerDay: 10 }));
    expect(chooseAccount(one, [use('a', { pages: 10 })], midnight)).toMatchObject({ kind: 'go', pages: 10 });
    expect(chooseAccount(one, [use('a', { pages: 10, parked })], midnight).kind).toBe('parked');
  });
});

describe('the use of an account', () => {
  it('never lets a day hold more pages than its limit, however turns are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ asked: fc.integer({ min: 0, max: 40 }), pause: fc.integer({ min: 0, max: 10 * hour }) })),
        (turns) => {
          const one = source(account('a', { maxPagesPerDay: 50 }));
          const days = new Map<string, number>();
          let now = noon;
          let used = use('a');
          for (const { asked, pause } of turns) {
            const choice = chooseAccount(one, [used], now);
            if (choice.kind === 'go') {
              const pages = Math.min(asked, choice.pages ?? asked);
              used = addUse(used, { pages, busyMs: 0 }, now);
              days.set(used.day, (days.get(used.day) ?? 0) + pages);
            }
            now += pause;
          }
          return [...days.values()].every((pages) => pages <= 50);
        },
      ),
    );
  });
});
