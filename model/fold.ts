import { itemId } from './ids.ts';
import type { Item, ItemEvent, PricePoint } from './item.ts';
import { type Listing, mainOffer, unitPrice } from './listing.ts';
import type { Money } from './money.ts';
import type { Content, Observation } from './observation.ts';

/** Counters that move all the time: kept current, but no event and no version. */
const volatile = new Set(['stock', 'sold', 'rating', 'sales', 'lastActive', 'images']);

/** Fields that a list shortens or leaves out: once a detail page stated them, rows no longer do. */
const detailOnly = new Set([
  'title',
  'description',
  'category',
  'substances',
  'form',
  'purity',
  'offers',
  'text',
  'payment',
]);

type Fields = Record<string, unknown>;

const stated = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const samePrice = (a: Money, b: Money): boolean => a.currency === b.currency && Number(a.amount) === Number(b.amount);

/** Observations fold in this order; equal times are ordered by id so that a replay gives the same item. */
export const inFoldOrder = (a: Observation, b: Observation): number =>
  a.observedAt < b.observedAt ? -1 : a.observedAt > b.observedAt ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** True when `observation` comes after everything that `item` already holds. */
export const isNewer = (item: Item, observation: Observation): boolean =>
  observation.observedAt > item.lastObservedAt ||
  (observation.observedAt === item.lastObservedAt && observation.id > item.lastObservation);

function born(observation: Observation): Item {
  return {
    id: itemId(observation.kind, observation.source, observation.key),
    kind: observation.kind,
    source: observation.source,
    key: observation.key,
    url: observation.url,
    firstSeen: observation.observedAt,
    lastSeen: observation.observedAt,
    gone: null,
    current: null,
    language: null,
    provenance: {},
    issues: [],
    profile: observation.profile,
    lastCapture: observation.capture,
    lastObservation: observation.id,
    lastObservedAt: observation.observedAt,
    detailCapture: null,
    prices: [],
    shown: { row: null, detail: null },
    observations: 0,
    version: 0,
    events: [],
  };
}

/** The row's price belongs to the offer that had the old main price, so that the price steps and the main price agree. */
function reprice(listing: Listing, price: Money): Listing {
  const main = mainOffer(listing);
  const offers = listing.offers.map((offer) => (offer === main && offer.price ? { ...offer, price } : offer));
  return { ...listing, price, offers };
}

/** How a page's price bears on the item: nothing new, the item's first or fuller statement, or a change. */
function priceNews(item: Item, observation: Observation, price: Money): 'nothing' | 'statement' | 'change' {
  const current = item.current?.kind === 'listing' ? item.current.value.price : null;
  const before = item.shown[observation.view];
  if (!current) return 'statement';
  if (!before) return observation.view === 'detail' ? 'statement' : 'nothing';
  if (samePrice(before, price) || samePrice(current, price)) return 'nothing';
  return observation.view === 'row' && current.currency !== price.currency ? 'nothing' : 'change';
}

interface Merge {
  readonly content: Content;
  readonly provenance: Item['provenance'];
  readonly changed: readonly string[];
  readonly price: boolean;
}

function merge(item: Item, observation: Observation, news: Content): Merge {
  const before: Fields = { ...(item.current?.value as Fields | undefined) };
  const after = news.value as Fields;
  const result: Fields = { ...after, ...before };
  const provenance = { ...item.provenance };
  const changed: string[] = [];
  const price = stated(after.price) ? priceNews(item, observation, after.price as Money) : 'nothing';
  for (const [field, value] of Object.entries(after)) {
    const known = provenance[field]?.view;
    if (!stated(value) || (field === 'price' && price === 'nothing')) continue;
    if (observation.view === 'row' && known === 'detail' && detailOnly.has(field)) continue;
    const source = observation.provenance[field] ?? { raw: '', rule: 'derived', at: '', confidence: 1 };
    provenance[field] = { ...source, capture: observation.capture, view: observation.view };
    const comparable = stated(before[field]) && known === observation.view && field !== 'price' && !volatile.has(field);
    if (comparable && !equal(before[field], value)) changed.push(field);
    result[field] = value;
  }
  const content = { kind: news.kind, value: result } as Content; // the fields are those of one kind: item.kind === observation.kind
  const merged = { provenance, changed, price: price === 'change' };
  if (
    price !== 'change' ||
    observation.view === 'detail' ||
    content.kind !== 'listing' ||
    item.current?.kind !== 'listing'
  )
    return { content, ...merged };
  return {
    content: {
      kind: 'listing',
      value: reprice({ ...content.value, price: item.current.value.price }, after.price as Money),
    },
    ...merged,
  };
}

const shownPrices = (item: Item, observation: Observation): Item['shown'] =>
  observation.content?.kind === 'listing' && observation.content.value.price
    ? { ...item.shown, [observation.view]: observation.content.value.price }
    : item.shown;

/** A change adds a point; a fuller statement of the same price (the quantity it buys, the price behind a "from") refines the last one. */
function pricePoints(item: Item, observation: Observation, merged: Merge): readonly PricePoint[] {
  const { content } = merged;
  if (content.kind !== 'listing' || !content.value.price) return item.prices;
  const { price } = content.value;
  const main = mainOffer(content.value);
  const unit = main?.price && samePrice(main.price, price) ? unitPrice(main) : null;
  const point = { at: observation.observedAt, capture: observation.capture, price, unitPrice: unit };
  const last = item.prices.at(-1);
  if (!last || merged.price) return [...item.prices, point];
  const refined = !samePrice(last.price, price) || (last.unitPrice === null && unit !== null);
  return refined ? [...item.prices.slice(0, -1), { ...point, at: last.at }] : item.prices;
}

const describePrice = (from: Money | null | undefined, to: Money | null | undefined): string | null =>
  from && to ? `${from.amount} ${from.currency} -> ${to.amount} ${to.currency}` : null;

type Happened = Omit<ItemEvent, 'version'>;

function happenings(item: Item, observation: Observation, merged: Merge | null): Happened[] {
  const at = observation.observedAt;
  if (observation.gone)
    return item.gone === null && item.observations > 0 ? [{ reason: 'gone', at, detail: null }] : [];
  if (item.current === null && item.gone === null) return [{ reason: 'first-seen', at, detail: null }];
  const result: Happened[] = item.gone === null ? [] : [{ reason: 'back', at, detail: null }];
  if (!merged) return result;
  const priceOf = (content: Content | null) => (content?.kind === 'listing' ? content.value.price : null);
  if (merged.price)
    result.push({ reason: 'price', at, detail: describePrice(priceOf(item.current), priceOf(merged.content)) });
  if (merged.changed.length > 0) result.push({ reason: 'changed', at, detail: merged.changed.join(', ') });
  return result;
}

/**
 * The item after one more observation, and what happened to it. The newest statement of each field counts and silence changes
 * nothing; what a list shortens does not replace what a detail page says. Pure: equal observations in equal order give an equal item.
 */
export function fold(
  previous: Item | null,
  observation: Observation,
): { readonly item: Item; readonly events: readonly ItemEvent[] } {
  const item = previous ?? born(observation);
  const merged = observation.content && !observation.gone ? merge(item, observation, observation.content) : null;
  const events = happenings(item, observation, merged).map((event, index) => ({
    ...event,
    version: item.version + index + 1,
  }));
  return {
    events,
    item: {
      ...item,
      url: observation.view === 'detail' || item.url === null ? (observation.url ?? item.url) : item.url,
      lastSeen: observation.gone ? item.lastSeen : observation.observedAt,
      gone: observation.gone ? (item.gone ?? observation.observedAt) : null,
      current: merged?.content ?? item.current,
      language:
        observation.view === 'detail' || item.detailCapture === null
          ? (observation.language ?? item.language)
          : item.language,
      provenance: merged?.provenance ?? item.provenance,
      issues: observation.view === 'detail' || item.detailCapture === null ? observation.issues : item.issues,
      profile: observation.profile,
      lastCapture: observation.capture,
      lastObservation: observation.id,
      lastObservedAt: observation.observedAt,
      detailCapture: observation.view === 'detail' && !observation.gone ? observation.capture : item.detailCapture,
      prices: merged ? [...pricePoints(item, observation, merged)] : item.prices,
      shown: shownPrices(item, observation),
      observations: item.observations + 1,
      version: item.version + events.length,
      events: [...item.events, ...events],
    },
  };
}
