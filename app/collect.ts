import type { Decider } from '../alerts/decide.ts';
import type { CookieJar } from '../crawler/fetch/cookies.ts';
import type { Fetch } from '../crawler/fetch/http.ts';
import { type Frontier, type FrontierOptions, openFrontier } from '../crawler/frontier.ts';
import { createGate } from '../crawler/politeness.ts';
import { endsSession } from '../crawler/signed-in.ts';
import { type Handled, runTurn, type TurnReport } from '../crawler/turn.ts';
import type { Capture, Exchange } from '../model/capture.ts';
import { iso } from '../model/clock.ts';
import type { Fills } from '../model/drift.ts';
import type { UrlRecord } from '../model/frontier.ts';
import { idOf } from '../model/ids.ts';
import { isWall } from '../model/observation.ts';
import type { Lease } from '../model/ports.ts';
import type { Source } from '../model/source.ts';
import type { TurnRecord, Write } from '../storage/port.ts';
import { countFills, driftOf, driftReason } from './drift.ts';
import { type HeldLease, holdSource } from './held-lease.ts';
import { identityFor } from './identities.ts';
import type { Ingested } from './ingest.ts';
import { createIntake } from './intake.ts';
import { refreshMirrorList } from './mirror-list.ts';
import { mirrorWrites, openSourceMirrors } from './mirrors.ts';
import { noticeWrites } from './notices.ts';
import type { Parts } from './parts.ts';
import { budgetOf } from './spending.ts';
import { createUnsaved, type Unsaved } from './unsaved.ts';
import { stopAt } from './wall-stops.ts';

export interface VisitOptions {
  readonly fetch: Fetch;
  readonly cookies: CookieJar;
  /** False: nobody logged in, so cookies that the site set by itself keep the turn at none of its addresses. */
  readonly loggedIn?: boolean;
  readonly decider: Decider;
  readonly secret: string;
  readonly random: () => number;
  readonly signal?: AbortSignal;
  /** A lease that the caller holds already; taken here when absent. */
  readonly lease?: Lease;
  readonly onPage?: (page: { readonly url: string; readonly done: number; readonly waiting: number }) => void;
  /** The order in which addresses are visited; the crawler's own when absent. */
  readonly plan?: (options: FrontierOptions) => Frontier;
  /** What the turn means for the source, before that is written: another account may go on. */
  readonly conclude?: (report: TurnReport) => Promise<TurnReport>;
}

export interface VisitReport extends TurnReport {
  readonly source: string;
  readonly alerts: number;
}

const minute = 60_000;

/** Of all visits, those to addresses chosen by lot, so that what is known can be compared with what is there. */
const lotShare = 0.05;

/** Writes every hop to the archive; the last capture is the answer. */
async function archiveAll(
  parts: Parts,
  exchanges: readonly [Exchange, ...Exchange[]],
  record: UrlRecord,
  unconfirmed: boolean,
): Promise<{ readonly answer: Capture; readonly hops: readonly Capture[] }> {
  const previous =
    record.lastCapture === null ? null : ((await parts.storage.captures.get(record.lastCapture))?.value ?? null);
  const captures: Capture[] = [];
  for (const [index, exchange] of exchanges.entries()) {
    const noted: Exchange = unconfirmed ? { ...exchange, unconfirmed: true } : exchange;
    captures.push(await parts.archive.append(noted, index === exchanges.length - 1 ? previous : null));
  }
  const answer = captures.at(-1);
  if (!answer) throw new Error('a fetch gives at least one exchange');
  return { answer, hops: captures.slice(0, -1) };
}

/** Only pages with records and links can show it. */
function offersLogout({ extraction }: Ingested): Pick<Handled, 'offersLogout'> {
  if (!extraction || extraction.links.length === 0 || extraction.page === 'other') return {};
  return { offersLogout: extraction.links.some(({ url }) => endsSession(url)) };
}

function handled(capture: Capture, done: Ingested, answer: Exchange): Handled {
  const page = done.extraction?.page ?? 'other';
  return {
    page,
    links: done.state === 'quarantined' ? [] : (done.extraction?.links ?? []),
    shows: (done.extraction?.drafts ?? []).map((draft) => `${draft.kind} ${draft.key}`),
    ...(done.news === undefined ? {} : { news: done.news }),
    state: done.state,
    reason: done.reason,
    capture: capture.id,
    otherSite: done.otherSite ?? null,
    ...offersLogout(done),
    stop: isWall(page) ? stopAt(page, answer, done.extraction?.refresh) : null,
  };
}

async function saveNow(parts: Parts, unsaved: Unsaved, lease: Lease): Promise<void> {
  await parts.storage.commit(unsaved.writes(), lease);
  unsaved.written();
}

/** No turn is planned further ahead than this, or than its own pace. */
export const longestPlanMs = 86_400_000;

/** When the source is due again. A parked source waits for a person. An address that a wrong clock put off for years puts off no turn. */
const nextTurnAt = (report: TurnReport, source: Source, now: number): number =>
  Math.min(plannedAt(report, source, now), now + Math.max(source.everyMs, longestPlanMs));

function plannedAt(report: TurnReport, source: Source, now: number): number {
  switch (report.outcome) {
    case 'complete':
      return now + source.everyMs;
    case 'partial':
      return now + minute;
    case 'later':
      return report.retryAt ?? now + 15 * minute;
    case 'failed':
      return report.retryAt ?? now + 15 * minute;
    case 'parked':
      return now + source.everyMs;
  }
}

async function turnsBefore(parts: Parts, source: string): Promise<readonly TurnRecord[]> {
  const found = await parts.storage.turns.find({ where: { source }, order: [['startedAt', 'desc']], limit: 20 });
  return found.values;
}

/** What a source says of itself after a turn: what stopped it, else which fields are found less often than before. */
function reasonAfter(report: TurnReport, current: Source, turn: TurnRecord): string | null {
  const drift = driftReason(turn.drift ?? []);
  if (report.outcome === 'complete') return drift;
  return report.reason ?? (report.outcome === 'parked' ? null : (drift ?? current.reason));
}

/** Who has to be told after a turn that met a wall: for the source when it is parked now, or for the account that waits while others go on. */
function toldAfter(
  parts: Parts,
  ended: TurnReport,
  report: TurnReport,
  current: Source,
  as: Source,
  turn: string,
): Write[] {
  // Where a new session came meanwhile, the reason is gone and nobody has to act.
  const aside = ended.outcome === 'parked' && report.outcome !== 'parked' && report.code === ended.code;
  if (aside) return noticeWrites(parts, { source: current, turn, account: as.account, report: ended });
  const parked = report.outcome === 'parked' && current.state !== 'parked';
  return parked ? noticeWrites(parts, { source: current, turn, account: null, report }) : [];
}

/** A turn that ended with the budget of the day, or with quiet hours, did well as far as it went. */
const isGood = ({ outcome, code, counts }: TurnReport): boolean =>
  outcome === 'complete' || (outcome === 'later' && code === null && counts.captured + counts.unchanged > 0);

interface Finished {
  readonly ended: TurnReport;
  readonly report: TurnReport;
  readonly fills: Fills;
  readonly frontier: Frontier;
}

async function finish(
  parts: Parts,
  source: Source,
  lease: Lease,
  startedAt: string,
  { ended, report, fills, frontier }: Finished,
): Promise<void> {
  const now = parts.clock.now();
  const turn: TurnRecord = {
    id: idOf('turn', source.id, startedAt),
    source: source.id,
    startedAt,
    endedAt: iso(now),
    outcome: report.outcome,
    reason: report.reason,
    counts: report.counts,
    fills,
    drift: driftOf(fills, await turnsBefore(parts, source.id)),
    requests: report.requests,
    walk: frontier.isWhole() ? 'whole' : 'part',
    lot: frontier.lot(),
  };
  const parked = report.outcome === 'parked';
  const current = (await parts.storage.sources.get(source.id))?.value ?? source;
  const after: Source = {
    ...current,
    state: parked ? 'parked' : current.state,
    reason: reasonAfter(report, current, turn),
    lastTurnAt: iso(now),
    lastSuccessAt: isGood(report) ? iso(now) : current.lastSuccessAt,
  };
  await parts.storage.commit(
    [
      { do: 'put', collection: 'turns', id: turn.id, value: turn },
      { do: 'put', collection: 'sources', id: source.id, value: after },
      ...toldAfter(parts, ended, report, current, source, turn.id),
    ],
    lease,
  );
  await parts.storage.leases.done(lease, nextTurnAt(report, source, now));
}

/** One turn on a source: steps 1 to 8. Everything that was read is kept, however the turn ends. Throws `lease-lost` when another holds it. */
export async function visit(parts: Parts, source: Source, options: VisitOptions): Promise<VisitReport> {
  const held = await holdSource(parts, source.id, options.lease ?? null);
  try {
    const identity = await identityFor(parts, source.id, source.account, options.secret);
    const current = await refreshMirrorList(parts, source, { ...options, identity, lease: held.renew });
    return await turnOn(parts, current, held, options);
  } finally {
    held.letGo();
  }
}

async function turnOn(parts: Parts, source: Source, held: HeldLease, options: VisitOptions): Promise<VisitReport> {
  const { storage, clock } = parts;
  const startedAt = iso(clock.now());
  const records: UrlRecord[] = [];
  for await (const record of storage.urls.each({ source: source.id })) records.push(record);
  const { random, plan = openFrontier } = options;
  const budget = await budgetOf(parts, source);
  const frontier = plan({
    source,
    records,
    now: clock.now(),
    freshMs: source.everyMs,
    perDay: budget?.perDay ?? null,
    lot: { share: lotShare, random },
  });
  const mirrors = await openSourceMirrors(parts, source, options);
  const unsaved = createUnsaved();
  const intake = createIntake(parts, source, { decider: options.decider, lease: held.renew, unsaved });
  const found = countFills();
  let alerts = 0;
  let done = 0;
  const ended = await runTurn({
    source: source.id,
    frontier,
    fetch: options.fetch,
    identity: await identityFor(parts, source.id, source.account, options.secret),
    cookies: options.cookies,
    mirrors,
    gate: createGate({ politeness: source.politeness, clock, random, budget }),
    clock,
    random,
    ...(options.signal ? { signal: options.signal } : {}),
    async handle(exchanges, record) {
      parts.step('fetched');
      const { answer, hops } = await archiveAll(parts, exchanges, record, frontier.doubts(record));
      parts.step('archived');
      const response = (exchanges.at(-1) ?? exchanges[0]).response;
      const ingested = await intake.take({ capture: answer, hops, response });
      if (ingested.extraction) found.add(ingested.extraction, record.page);
      alerts += ingested.alerts.length;
      done += 1;
      options.onPage?.({ url: record.url, done, waiting: frontier.waiting() });
      return handled(answer, ingested, exchanges.at(-1) ?? exchanges[0]);
    },
    async save(changed) {
      unsaved.add(changed);
      await intake.save();
      parts.step('settled');
    },
  });
  await saveNow(parts, unsaved, held.current());
  await parts.storage.commit(await mirrorWrites(parts, mirrors), held.current());
  const report = options.conclude ? await options.conclude(ended) : ended;
  await finish(parts, source, held.current(), startedAt, { ended, report, fills: found.fills(), frontier });
  return { ...report, source: source.id, alerts };
}
