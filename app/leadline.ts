import { iso } from '../model/clock.ts';
import { itemKinds } from '../model/observation.ts';
import type { Leadline, Status } from './api.ts';
import { approve, reject } from './candidates.ts';
import type { Parts } from './parts.ts';
import { workers } from './presence.ts';
import { alerts, backTest, mute, subscribe, subscriptions } from './queries/alerts.ts';
import { candidates } from './queries/candidates.ts';
import { keyword, readQuery } from './queries/context.ts';
import { deliveries } from './queries/deliveries.ts';
import { exportItems } from './queries/export.ts';
import { hintsOn } from './queries/hints.ts';
import { captureById, item, itemById } from './queries/item.ts';
import { search } from './queries/search.ts';
import { addresses, source, sources } from './queries/sources.ts';
import { trend } from './queries/trend.ts';
import { vendor, vendorByHandle } from './queries/vendor.ts';
import { handInText, resumeSource } from './sessions/hand-in.ts';
import type { Sessions } from './sessions/sessions.ts';

export interface LeadlineOptions {
  readonly parts: Parts;
  readonly version: string;
  readonly dataDir: string;
  readonly receivers: readonly string[];
  readonly sessions: Sessions;
  readonly close: () => Promise<void>;
}

async function status({ parts, version, dataDir }: LeadlineOptions): Promise<Status> {
  const { storage } = parts;
  const counts = await Promise.all(
    itemKinds.map(async (kind) => [kind, await storage.items.count(keyword('kind', kind))] as const),
  );
  const views = await sources(parts);
  const late = (at: string | null | undefined) => (at ? Math.max(0, parts.clock.now() - Date.parse(at)) : 0);
  const oldest = await storage.deliveries.find({ where: { state: 'waiting' }, order: [['nextAt', 'asc']], limit: 1 });
  return {
    dataDir,
    version,
    sources: views,
    items: Object.fromEntries(counts),
    captures: await storage.captures.count(),
    alerts: {
      recorded: await storage.alerts.count(),
      waiting: await storage.deliveries.count({ state: 'waiting' }),
      failed: await storage.deliveries.count({ state: 'failed' }),
    },
    workers: await workers(parts),
    turnsLateMs: Math.max(0, ...views.map(({ nextTurnAt }) => late(nextTurnAt))),
    deliveriesLateMs: late(oldest.values[0]?.nextAt),
    now: iso(parts.clock.now()),
  };
}

/** The questions that can be asked of one data folder. */
export function createLeadline(options: LeadlineOptions): Leadline {
  const { parts, receivers } = options;
  return {
    search: (request) => search(parts, request),
    hints: async (query) => hintsOn(parts, readQuery(parts, query).query),
    item: (id) => item(parts, id),
    vendor: (id) => vendor(parts, id),
    vendorByHandle: (sourceId, handle) => vendorByHandle(parts, sourceId, handle),
    async *observations(id) {
      yield* parts.storage.observations.each({ item: (await itemById(parts, id)).id });
    },
    capture: (id) => captureById(parts, id),
    payload: async (id) => parts.archive.read(await captureById(parts, id)),
    sources: () => sources(parts),
    source: (id) => source(parts, id),
    addresses: (id, state) => addresses(parts, id, state),
    handInSession: (id, given) => handInText(parts, options.sessions, id, given),
    resume: (id, account) => resumeSource(parts, id, account),
    candidates: (request) => candidates(parts, request),
    approve: (address, request) => approve(parts, address, request),
    reject: (address, reason) => reject(parts, address, reason),
    trend: (request) => trend(parts, request),
    export: (query, format, part) => exportItems(parts, query, format, part),
    subscriptions: () => subscriptions(parts),
    subscribe: (input) => subscribe(parts, receivers, input),
    mute: (subscription, muted) => mute(parts, subscription, muted),
    alerts: (request) => alerts(parts, request),
    deliveries: (request) => deliveries(parts, request),
    backTest: (query, lastMs) => backTest(parts, query, lastMs),
    status: () => status(options),
    receivers: () => receivers,
    close: options.close,
  };
}
