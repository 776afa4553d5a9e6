import type { Change } from '../../alerts/decide.ts';
import type { Subscription } from '../../model/alert.ts';
import type { Clock } from '../../model/clock.ts';
import { fold } from '../../model/fold.ts';
import { itemId, observationId } from '../../model/ids.ts';
import type { Item } from '../../model/item.ts';
import { emptyListing, type Listing } from '../../model/listing.ts';
import type { Observation } from '../../model/observation.ts';
import { toDocument } from '../../search/to-document.ts';

const start = Date.parse('2026-03-02T10:00:00.000Z');
export const day = (n: number): string => new Date(start + n * 86_400_000).toISOString();

export const subscriptionOf = (name: string, query: string, fields: Partial<Subscription> = {}): Subscription => ({
  id: `s-${name}`,
  owner: 'local',
  name,
  query,
  on: ['first-seen', 'price', 'changed', 'gone', 'back'],
  notify: ['inbox'],
  muted: false,
  createdAt: day(0),
  ...fields,
});

/** What the detail page of a listing said on day `n`; null: that it is gone. */
export function observed(key: string, n: number, listing: Partial<Listing> | null): Observation {
  const capture = `c-${key}-${n}`;
  return {
    id: observationId(capture, 'listing', key),
    item: itemId('listing', 'bazaar', key),
    kind: 'listing',
    key,
    source: 'bazaar',
    capture,
    observedAt: day(n),
    page: 'listing',
    profile: 'bazaar@1',
    content: listing && { kind: 'listing', value: { ...emptyListing('MDMA crystal'), ...listing } },
    gone: listing === null,
    url: `http://bazaar.onion/item/${key}`,
    view: 'detail',
    language: 'en',
    provenance: {},
    issues: [],
  };
}

const documentOf = (item: Item) =>
  toDocument(item, { market: 'Bazaar', rates: { usd: () => null }, substanceNames: (id) => [id] });

/** The item after one more observation, and the change that alerts are decided from. */
export function changeOf(previous: Item | null, observation: Observation): Change {
  const { item, events } = fold(previous, observation);
  return { item, events, previous: previous && documentOf(previous), next: documentOf(item) };
}

/** The changes of one item through its observations, in order. */
export function history(observations: readonly Observation[]): readonly Change[] {
  const changes: Change[] = [];
  for (const each of observations) changes.push(changeOf(changes.at(-1)?.item ?? null, each));
  return changes;
}

/** A clock that stands still until it is moved. */
export function handClock(): Clock & { move(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    move: (ms) => {
      now += ms;
    },
  };
}

export const usd = (amount: string) => ({ amount, currency: 'USD' });
