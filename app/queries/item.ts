import type { Capture } from '../../model/capture.ts';
import { LeadlineError } from '../../model/errors.ts';
import { inFoldOrder } from '../../model/fold.ts';
import type { Item } from '../../model/item.ts';
import { itemKinds, type Observation } from '../../model/observation.ts';
import type { Query } from '../../search/ast.ts';
import type { FieldChange, ItemView, VersionView } from '../api.ts';
import type { Parts } from '../parts.ts';
import { allOf, keyword, summariseAll } from './context.ts';

async function byFirstLetters(parts: Parts, start: string): Promise<Item | null> {
  if (!/^[0-9a-f]{6,31}$/i.test(start)) return null;
  const query: Query = { kind: 'keyword', field: 'id', value: start.toLowerCase(), prefix: true };
  const { ids, total } = await parts.storage.items.search(query, { sort: 'seen', limit: 1 });
  return total === 1 && ids[0] !== undefined ? ((await parts.storage.items.get(ids[0]))?.item ?? null) : null;
}

async function byKey(parts: Parts, key: string): Promise<Item | null> {
  const all = (await Promise.all(itemKinds.map((kind) => parts.storage.items.byKey(kind, key, 2)))).flat();
  if (all.length < 2) return all[0] ?? null;
  throw new LeadlineError('not-found', `Several items have the key ${key}`, {
    hint: `give one of their ids: ${all.map((item) => item.id).join(', ')}`,
  });
}

/** By id, by its first letters (six or more), or by the site's own key where only one source uses it. Throws `not-found`. */
export async function itemById(parts: Parts, id: string): Promise<Item> {
  const stored = await parts.storage.items.get(id);
  const found = stored?.item ?? (await byKey(parts, id)) ?? (await byFirstLetters(parts, id));
  if (found) return found;
  throw new LeadlineError('not-found', `No item has the id or key ${id}`, { hint: 'leadline search finds ids' });
}

export async function captureById(parts: Parts, id: string): Promise<Capture> {
  const found = await parts.storage.captures.get(id);
  if (!found)
    throw new LeadlineError('not-found', `No capture has the id ${id}`, {
      hint: 'leadline show ID names the captures of an item',
    });
  return found.value;
}

const isStated = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Fields that both statements make and that differ; what one of them leaves out is no change. */
export function compare(before: Observation, after: Observation): readonly FieldChange[] {
  const old = before.content?.value as Record<string, unknown> | undefined; // fields are compared by name, whatever the kind
  const now = after.content?.value as Record<string, unknown> | undefined;
  if (before.gone !== after.gone) return [{ field: 'gone', before: before.gone, after: after.gone }];
  if (!old || !now) return [];
  return Object.keys(now)
    .filter(
      (field) =>
        isStated(old[field]) && isStated(now[field]) && JSON.stringify(old[field]) !== JSON.stringify(now[field]),
    )
    .map((field) => ({ field, before: old[field], after: now[field] }));
}

/** Versions, newest first: each observation against the one before it of the same kind of page. */
export function versionsOf(observations: readonly Observation[]): readonly VersionView[] {
  const last = new Map<string, Observation>();
  const versions: VersionView[] = [];
  for (const observation of [...observations].sort(inFoldOrder)) {
    const before = last.get(observation.view);
    const changes = before ? compare(before, observation) : [];
    if (!before || changes.length > 0) {
      versions.push({
        at: observation.observedAt,
        observation: observation.id,
        capture: observation.capture,
        view: observation.view,
        changes,
      });
    }
    last.set(observation.view, observation);
  }
  return versions.reverse();
}

export async function observationsOf(parts: Parts, item: string): Promise<Observation[]> {
  const all: Observation[] = [];
  for await (const observation of parts.storage.observations.each({ item })) all.push(observation);
  return all;
}

/** One item with its history, where each value came from, and how to prove it. Throws `not-found`. */
export async function item(parts: Parts, id: string): Promise<ItemView> {
  const { storage } = parts;
  const found = await itemById(parts, id);
  const observations = await observationsOf(parts, found.id);
  const [summary] = await summariseAll(parts, [found]);
  if (!summary) throw new LeadlineError('not-found', `No item has the id ${id}`, { hint: 'leadline search finds ids' });
  const sightings: ItemView['sightings'][number][] = [];
  for await (const seen of storage.items.sightings(allOf(keyword('id', found.id)), null, null)) {
    sightings.push({ day: seen.day, priceEur: seen.priceEur, unitEur: seen.unitEur });
  }
  return {
    summary,
    item: found,
    source: (await storage.sources.get(found.source))?.value ?? null,
    capture: (await storage.captures.get(found.detailCapture ?? found.lastCapture))?.value ?? null,
    captures: new Set(observations.map((each) => each.capture)).size,
    versions: versionsOf(observations),
    sightings,
    alerts: (await storage.alerts.find({ where: { item: found.id }, order: [['at', 'desc']], limit: 50 })).values,
  };
}
