import type { Choice } from '../../crawler/accounts.ts';
import { iso } from '../../model/clock.ts';
import { isCode, LeadlineError, withHint } from '../../model/errors.ts';
import { urlStates } from '../../model/frontier.ts';
import type { Lease } from '../../model/ports.ts';
import { accountId } from '../../model/session.ts';
import type { Source } from '../../model/source.ts';
import { type VisitOptions, type VisitReport, visit } from '../collect.ts';
import { holdSource } from '../held-lease.ts';
import type { Parts } from '../parts.ts';
import { choiceFor, openMeter, type Uses } from './account-use.ts';
import type { OpenSession, Sessions } from './sessions.ts';

type Postponed = Pick<VisitReport, 'outcome' | 'code' | 'reason'> & { readonly retryAt: number };

const counts = { ...Object.fromEntries(urlStates.map((state) => [state, 0])), duplicate: 0, trapped: 0 };

/** No turn now: nothing is asked of the source, and it says why. */
async function postpone(parts: Parts, source: Source, given: Lease | undefined, end: Postponed): Promise<VisitReport> {
  const { storage, clock } = parts;
  const held = await holdSource(parts, source.id, given ?? null);
  try {
    const value: Source = {
      ...((await storage.sources.get(source.id))?.value ?? source),
      reason: end.reason,
      ...(end.outcome === 'parked' ? { state: 'parked' as const } : {}),
    };
    await storage.commit([{ do: 'put', collection: 'sources', id: source.id, value }], held.current());
    await storage.leases.done(held.current(), Math.max(end.retryAt, clock.now() + 1_000));
  } finally {
    held.letGo();
  }
  const none = counts as VisitReport['counts']; // made from the list of all states
  return { ...end, source: source.id, alerts: 0, requests: 0, counts: none };
}

const lockedRestMs = 900_000;
const replaced = 'A new session was handed in meanwhile.';
const hoursSpent = 'The hours of the account are used up.';

/** A session that cannot be opened is mended by a person; until then the source is not visited without it. */
async function openOrSay(
  sessions: Sessions,
  source: Source,
  account: string | null,
): Promise<OpenSession | LeadlineError> {
  try {
    return await sessions.open(source, account);
  } catch (error) {
    if (isCode(error, 'session-key') || isCode(error, 'session-damaged')) return error as LeadlineError; // isCode says so
    throw error;
  }
}

/** A person was quicker: what the turn met with the session of before says nothing about the new one. */
async function isReplaced({ storage }: Parts, { source, account, stored }: OpenSession): Promise<boolean> {
  const now = await storage.sessions.get(accountId(source.id, account));
  return (now?.value.handedInAt ?? null) !== (stored?.handedInAt ?? null);
}

export interface VisitAs {
  readonly parts: Parts;
  readonly sessions: Sessions;
  readonly uses: Uses;
}

type Going = Extract<Choice, { kind: 'go' }>;

/** One turn with one account, within what its limits leave of today. */
async function visitWith(
  { parts, sessions, uses }: VisitAs,
  source: Source,
  { account, pages, busyMs }: Going,
  session: OpenSession,
  options: Omit<VisitOptions, 'cookies' | 'conclude'>,
): Promise<VisitReport> {
  const { clock } = parts;
  const meter = openMeter(uses, source, account);
  const until = busyMs === null ? null : clock.now() + busyMs;
  const spent = new AbortController();
  let counting: Promise<void> = Promise.resolve();
  const { politeness } = source;
  const pagesPerTurn = Math.min(politeness.pagesPerTurn, pages ?? politeness.pagesPerTurn);
  const asAccount: Source = { ...source, account: account.name, politeness: { ...politeness, pagesPerTurn } };
  try {
    return await visit(parts, asAccount, {
      ...options,
      cookies: session.cookies,
      loggedIn: (session.stored?.handedInAt ?? null) !== null,
      signal: options.signal ? AbortSignal.any([options.signal, spent.signal]) : spent.signal,
      onPage(page) {
        // What cannot be written now is written when the turn ends.
        counting = counting.then(() => meter.count(page.done)).catch(() => undefined);
        if (until !== null && clock.now() >= until) spent.abort(new Error('the hours of the account are used up'));
        options.onPage?.(page);
      },
      async conclude(report) {
        await counting;
        if (report.outcome === 'parked' && (await isReplaced(parts, session)))
          return meter.conclude({ ...report, outcome: 'partial', code: null, reason: replaced });
        const isSpent = report.code === 'stopped' && spent.signal.aborted && options.signal?.aborted !== true;
        return meter.conclude(isSpent ? { ...report, code: null, reason: hoursSpent } : report);
      },
    });
  } finally {
    await sessions.save(session);
  }
}

/** One turn on a source, with the account whose turn it is; none while no account may go, or its session cannot be opened. */
export async function visitAs(
  all: VisitAs,
  source: Source,
  options: Omit<VisitOptions, 'cookies' | 'conclude'>,
): Promise<VisitReport> {
  const { parts, sessions, uses } = all;
  const now = parts.clock.now();
  const choice = await choiceFor(uses, source);
  const notNow = (end: Postponed) => postpone(parts, source, options.lease, end);
  if (choice.kind === 'later') {
    const reason = `No account may go before ${iso(choice.at).slice(0, 16)}Z: ${choice.reason}.`;
    return notNow({ outcome: 'later', code: null, reason, retryAt: choice.at });
  }
  if (choice.kind === 'parked')
    return notNow({ outcome: 'parked', code: null, reason: choice.reason, retryAt: now + source.everyMs });
  const session = await openOrSay(sessions, source, choice.account.name);
  if (session instanceof LeadlineError)
    return notNow({ outcome: 'later', code: session.code, reason: withHint(session), retryAt: now + lockedRestMs });
  return visitWith(all, source, choice, session, options);
}
