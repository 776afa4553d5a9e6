import type { Decider } from '../alerts/decide.ts';
import type { CookieJar } from '../crawler/fetch/cookies.ts';
import type { Fetch } from '../crawler/fetch/http.ts';
import { identityOf } from '../crawler/fetch/identity.ts';
import { openFrontier } from '../crawler/frontier.ts';
import { createGate } from '../crawler/politeness.ts';
import { type Handled, runTurn, type Stop, type TurnReport } from '../crawler/turn.ts';
import type { Capture, Exchange } from '../model/capture.ts';
import { iso } from '../model/clock.ts';
import type { Fills } from '../model/drift.ts';
import type { UrlRecord } from '../model/frontier.ts';
import { idOf } from '../model/ids.ts';
import { isWall, type Wall } from '../model/observation.ts';
import type { Lease } from '../model/ports.ts';
import type { Source } from '../model/source.ts';
import type { TurnRecord, Write } from '../storage/port.ts';
import { countFills, driftOf, driftReason } from './drift.ts';
import { createQueue } from './exclusive.ts';
import { type HeldLease, holdSource } from './held-lease.ts';
import { type Ingested, ingest } from './ingest.ts';
import type { Parts } from './parts.ts';
import { createUnsaved, mostUnsaved, type Unsaved } from './unsaved.ts';

export interface VisitOptions {
  readonly fetch: Fetch;
  readonly cookies: CookieJar;
  readonly decider: Decider;
  readonly secret: string;
  readonly random: () => number;
  readonly signal?: AbortSignal;
  /** A lease that the caller holds already; taken here when absent. */
  readonly lease?: Lease;
  readonly onPage?: (page: { readonly url: string; readonly done: number; readonly waiting: number }) => void;
}

export interface VisitReport extends TurnReport {
  readonly source: string;
  readonly alerts: number;
}

const minute = 60_000;

const wallStops: Readonly<Record<Wall, Stop>> = {
  login: {
    kind: 'parked',
    code: 'login-required',
    message: 'The site asks for a login; log in with a browser and hand the session in (leadline source login).',
  },
  captcha: {
    kind: 'parked',
    code: 'captcha',
    message: 'The site asks for a captcha; solve it in a browser and hand the session in (leadline source login).',
  },
  banned: { kind: 'parked', code: 'banned', message: 'The site refuses this account or circuit.' },
  queue: { kind: 'later', code: 'queue', message: 'The site keeps visitors in a waiting room.' },
};

/** Writes every hop to the archive; the last capture is the answer. */
async function archiveAll(
  parts: Parts,
  exchanges: readonly [Exchange, ...Exchange[]],
  record: UrlRecord,
): Promise<{ readonly answer: Capture; readonly hops: readonly Capture[] }> {
  const previous =
    record.lastCapture === null ? null : ((await parts.storage.captures.get(record.lastCapture))?.value ?? null);
  const captures: Capture[] = [];
  for (const [index, exchange] of exchanges.entries()) {
    captures.push(await parts.archive.append(exchange, index === exchanges.length - 1 ? previous : null));
  }
  const answer = captures.at(-1);
  if (!answer) throw new Error('a fetch gives at least one exchange');
  return { answer, hops: captures.slice(0, -1) };
}

function handled(capture: Capture, done: Ingested): Handled {
  const page = done.extraction?.page ?? 'other';
  return {
    page,
    links: done.state === 'quarantined' ? [] : (done.extraction?.links ?? []),
    shows: (done.extraction?.drafts ?? []).map((draft) => `${draft.kind} ${draft.key}`),
    state: done.state,
    reason: done.reason,
    capture: capture.id,
    stop: isWall(page) ? wallStops[page] : null,
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

async function finish(
  parts: Parts,
  source: Source,
  lease: Lease,
  startedAt: string,
  report: TurnReport,
  fills: Fills,
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
  };
  const parked = report.outcome === 'parked';
  const current = (await parts.storage.sources.get(source.id))?.value ?? source;
  const after: Source = {
    ...current,
    state: parked ? 'parked' : current.state,
    reason: reasonAfter(report, current, turn),
    lastTurnAt: iso(now),
    lastSuccessAt: report.outcome === 'complete' ? iso(now) : current.lastSuccessAt,
  };
  await parts.storage.commit(
    [
      { do: 'put', collection: 'turns', id: turn.id, value: turn },
      { do: 'put', collection: 'sources', id: source.id, value: after },
    ],
    lease,
  );
  await parts.storage.leases.done(lease, nextTurnAt(report, source, now));
}

/** One turn on a source: steps 1 to 8. Everything that was read is kept, however the turn ends. Throws `lease-lost` when another holds it. */
export async function visit(parts: Parts, source: Source, options: VisitOptions): Promise<VisitReport> {
  const held = await holdSource(parts, source.id, options.lease ?? null);
  try {
    return await turnOn(parts, source, held, options);
  } finally {
    held.letGo();
  }
}

async function turnOn(parts: Parts, source: Source, held: HeldLease, options: VisitOptions): Promise<VisitReport> {
  const { storage, clock } = parts;
  const startedAt = iso(clock.now());
  const records: UrlRecord[] = [];
  for await (const record of storage.urls.each({ source: source.id })) records.push(record);
  const frontier = openFrontier({ source, records, now: clock.now(), freshMs: source.everyMs });
  const oneAtATime = createQueue();
  const unsaved = createUnsaved();
  const found = countFills();
  let alerts = 0;
  let done = 0;
  const report = await runTurn({
    source: source.id,
    frontier,
    fetch: options.fetch,
    identity: identityOf(source.id, source.account, options.secret),
    cookies: options.cookies,
    gate: createGate({ politeness: source.politeness, clock, random: options.random }),
    clock,
    random: options.random,
    ...(options.signal ? { signal: options.signal } : {}),
    async handle(exchanges, record) {
      parts.step('fetched');
      const { answer, hops } = await archiveAll(parts, exchanges, record);
      parts.step('archived');
      return oneAtATime(async () => {
        const lease = await held.renew();
        const ingested = await ingest(parts, source, answer, {
          decider: options.decider,
          lease,
          also: () => [
            ...hops.map((hop): Write => ({ do: 'create', collection: 'captures', id: hop.id, value: hop })),
            ...unsaved.writes(),
          ],
        });
        unsaved.written();
        if (ingested.extraction) found.add(ingested.extraction, record.page);
        alerts += ingested.alerts.length;
        done += 1;
        options.onPage?.({ url: record.url, done, waiting: frontier.waiting() });
        return handled(answer, ingested);
      });
    },
    async save(changed) {
      unsaved.add(changed);
      if (unsaved.size() >= mostUnsaved) await oneAtATime(async () => saveNow(parts, unsaved, await held.renew()));
      parts.step('settled');
    },
  });
  await saveNow(parts, unsaved, held.current());
  await finish(parts, source, held.current(), startedAt, report, found.fills());
  return { ...report, source: source.id, alerts };
}
