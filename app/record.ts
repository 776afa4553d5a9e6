import type { Decider } from '../alerts/decide.ts';
import type { Extraction } from '../extractors/types.ts';
import type { Alert, Delivery } from '../model/alert.ts';
import type { Capture } from '../model/capture.ts';
import { fold, inFoldOrder, isNewer } from '../model/fold.ts';
import { deliveryId } from '../model/ids.ts';
import type { Item, ItemEvent } from '../model/item.ts';
import type { Observation } from '../model/observation.ts';
import type { Source } from '../model/source.ts';
import type { SearchDocument } from '../search/document.ts';
import { toDocument } from '../search/to-document.ts';
import type { Sighting, Write } from '../storage/port.ts';
import { toObservations } from './drafts.ts';
import type { Parts } from './parts.ts';
import { namesOf } from './queries/context.ts';

/** What one page adds to the store. Alerts come before the items they speak of, so that a crash between repeats them instead of losing them. */
export interface Recording {
  readonly writes: readonly Write[];
  readonly alerts: readonly Alert[];
  /** How many things the page told that were not known. */
  readonly news: number;
}

interface Folded {
  readonly item: Item;
  readonly events: readonly ItemEvent[];
}

/** An observation that arrives late is folded in its place. */
async function refold(parts: Parts, observation: Observation, previous: Item): Promise<Folded> {
  const all = [observation];
  for await (const each of parts.storage.observations.each({ item: observation.item })) all.push(each);
  const item = all.sort(inFoldOrder).reduce<Item | null>((folded, each) => fold(folded, each).item, null) ?? previous;
  return { item, events: item.events.filter((event) => event.version > previous.version) };
}

const documentOf = (parts: Parts, source: Source, item: Item, capture: Capture): SearchDocument =>
  toDocument(item, {
    market: source.name,
    rates: parts.rates,
    // The class too, so that "nitazene*" finds metonitazene.
    substanceNames: (id) => namesOf(parts, id),
    captures: [capture.sha256],
  });

async function sightingOf(
  parts: Parts,
  observation: Observation,
  item: Item,
  document: SearchDocument,
): Promise<Write[]> {
  if (observation.gone || item.kind !== 'listing') return [];
  const day = observation.observedAt.slice(0, 10);
  const id = `${item.id}|${day}`;
  const known = (await parts.storage.sightings.get(id))?.value ?? null;
  const value: Sighting = {
    id,
    item: item.id,
    source: item.source,
    day,
    firstAt: known?.firstAt ?? observation.observedAt,
    lastAt: observation.observedAt,
    vendor: document.vendor,
    substances: document.substance,
    priceUsd: document.priceUsd,
    priceEur: document.priceEur,
    unitUsd: document.unitUsd,
    unitEur: document.unitEur,
    per: document.per,
    pages: [...new Set([...(known?.pages ?? []), observation.page])].sort(),
  };
  return [{ do: 'put', collection: 'sightings', id, value }];
}

const deliveriesOf = (alert: Alert, receivers: readonly string[]): Delivery[] =>
  receivers.map((to) => ({
    id: deliveryId(alert.id, to),
    alert: alert.id,
    to,
    state: 'waiting',
    attempts: [],
    nextAt: alert.at,
  }));

function alertWrites(alerts: readonly Alert[], decider: Decider): Write[] {
  return alerts.flatMap((alert): Write[] => [
    { do: 'create', collection: 'alerts', id: alert.id, value: alert },
    ...deliveriesOf(alert, decider.receivers(alert.subscription)).map(
      (value): Write => ({ do: 'create', collection: 'deliveries', id: value.id, value }),
    ),
  ]);
}

/**
 * Observations, items, sightings and alerts of one extracted page. Pure of writes: the caller commits them, so that a page is recorded
 * as a whole. Observations that are stored already are left out, which makes a repeat harmless. `decider` null: no alerts (re-extraction).
 */
export async function recordPage(
  parts: Parts,
  source: Source,
  capture: Capture,
  extraction: Extraction,
  decider: Decider | null,
): Promise<Recording> {
  const writes: Write[] = [];
  const alerts: Alert[] = [];
  let news = 0;
  for (const observation of toObservations(capture, extraction)) {
    if (await parts.storage.observations.get(observation.id)) continue;
    const stored = await parts.storage.items.get(observation.item);
    const previous = stored?.item ?? null;
    const { item, events } =
      previous === null || isNewer(previous, observation)
        ? fold(previous, observation)
        : await refold(parts, observation, previous);
    const next = documentOf(parts, source, item, capture);
    const before = previous === null || decider === null ? null : await parts.storage.items.document(item.id);
    const fired = decider?.decide({ item, previous: before, next, events }) ?? [];
    alerts.push(...fired);
    news += events.length;
    if (decider) writes.push(...alertWrites(fired, decider));
    writes.push({ do: 'create', collection: 'observations', id: observation.id, value: observation });
    writes.push({ do: 'item', item, document: next, expected: stored?.version ?? 0 });
    writes.push(...(await sightingOf(parts, observation, item, next)));
  }
  return { writes, alerts, news };
}
