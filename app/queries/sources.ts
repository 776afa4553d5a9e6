import { iso } from '../../model/clock.ts';
import { LeadlineError } from '../../model/errors.ts';
import { type UrlRecord, urlStates } from '../../model/frontier.ts';
import type { Source } from '../../model/source.ts';
import { chapman } from '../../search/coverage.ts';
import type { Address, Coverage, SourceView } from '../api.ts';
import type { Parts } from '../parts.ts';
import { accountViews } from './accounts.ts';
import { keyword } from './context.ts';
import { mirrorListView, mirrorViews } from './mirrors.ts';
import { paceOf } from './pace.ts';

const windowMs = 14 * 86_400_000;

/** The days of the last turn that read every list; where budgets allow of none, the two weeks until the last turn. */
async function daysRead(
  { storage }: Parts,
  source: string,
): Promise<{ readonly from: string; readonly to: string } | null> {
  const found = await storage.turns.find({ where: { source }, order: [['startedAt', 'desc']], limit: 50 });
  const whole = found.values.find(({ outcome, walk }) => outcome === 'complete' && walk !== 'part');
  if (whole) return { from: whole.startedAt.slice(0, 10), to: whole.endedAt.slice(0, 10) };
  const last = found.values.find(({ walk }) => walk === 'part');
  if (!last) return null;
  return { from: iso(Date.parse(last.endedAt) - windowMs).slice(0, 10), to: last.endedAt.slice(0, 10) };
}

/**
 * How much of a market the last turns saw, by capture-recapture: listings met in category lists against listings met on vendor pages
 * on the same days. Null without both ways.
 */
export async function coverageOf(parts: Parts, source: string): Promise<Coverage | null> {
  const days = await daysRead(parts, source);
  if (!days) return null;
  const { from, to } = days;
  const lists = new Set<string>();
  const vendors = new Set<string>();
  const seen = new Set<string>();
  for await (const sighting of parts.storage.sightings.each({ source, day: { gte: from, lte: to } })) {
    if (sighting.pages.includes('index')) lists.add(sighting.item);
    if (sighting.pages.includes('vendor')) vendors.add(sighting.item);
    seen.add(sighting.item);
  }
  if (lists.size === 0 || vendors.size === 0) return null;
  const both = [...lists].filter((item) => vendors.has(item)).length;
  const { estimate, low, high } = chapman(lists.size, vendors.size, both);
  return { from, to, seen: seen.size, estimate, low, high, share: Math.min(1, seen.size / estimate) };
}

async function viewOf(parts: Parts, source: Source): Promise<SourceView> {
  const { storage } = parts;
  const counts = await Promise.all(
    urlStates.map(async (state) => [state, await storage.urls.count({ source: source.id, state })] as const),
  );
  const turns = await storage.turns.find({ where: { source: source.id }, order: [['startedAt', 'desc']], limit: 12 });
  const planned = source.state === 'active' && source.via === 'tor' ? await storage.leases.planned(source.id) : null;
  const nextTurnAt = planned === null ? null : iso(planned);
  return {
    source,
    counts: Object.fromEntries(counts),
    captures: await storage.captures.count({ source: source.id }),
    items: await storage.items.count(keyword('source', source.id)),
    nextTurnAt,
    turns: turns.values,
    coverage: await coverageOf(parts, source.id),
    pace: await paceOf(parts, source, turns.values),
    accounts: await accountViews(parts, source, nextTurnAt),
    mirrors: await mirrorViews(parts, source),
    mirrorList: await mirrorListView(parts, source),
  };
}

export async function sources(parts: Parts): Promise<readonly SourceView[]> {
  const views: SourceView[] = [];
  for await (const source of parts.storage.sources.each()) views.push(await viewOf(parts, source));
  return views;
}

export async function sourceById(parts: Parts, id: string): Promise<Source> {
  const found = await parts.storage.sources.get(id);
  if (!found)
    throw new LeadlineError('not-found', `There is no source "${id}"`, {
      hint: 'leadline source list shows the known ones',
    });
  return found.value;
}

export const source = async (parts: Parts, id: string): Promise<SourceView> =>
  viewOf(parts, await sourceById(parts, id));

export async function* addresses(parts: Parts, id: string, state?: UrlRecord['state']): AsyncGenerator<Address> {
  await sourceById(parts, id);
  const where = state === undefined ? { source: id } : { source: id, state };
  for await (const record of parts.storage.urls.each(where))
    yield { url: record.url, state: record.state, reason: record.reason, lastFetchAt: record.lastFetchAt };
}
