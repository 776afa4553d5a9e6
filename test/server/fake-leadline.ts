import type { DeliveryView, Leadline } from '../../app/api.ts';
import type { Delivery } from '../../model/alert.ts';
import { isoWeek } from '../../model/clock.ts';
import { LeadlineError } from '../../model/errors.ts';
import type { Observation } from '../../model/observation.ts';
import { fakeCandidates } from './fake-addresses.ts';
import { itemOf, now, summaryOf, vendorItem, vendorSummary } from './fake-items.ts';
import { message, messageSummary } from './fake-message.ts';
import {
  alert,
  bad,
  capture,
  changes,
  deliveries,
  facets,
  first,
  firstSubscription,
  sightings,
  sources,
  subscriptions,
  trendOf,
  weeks,
} from './fake-records.ts';
import { offered } from './offers.data.ts';

const notFound = (id: string): LeadlineError =>
  new LeadlineError('not-found', `No item has the id ${id}`, { hint: 'leadline search finds ids' });
const found = (id: string) => offered.find((offer) => itemOf(offer).id === id);

const told = (delivery: Delivery): DeliveryView => ({
  ...delivery,
  about: {
    subscription: firstSubscription.name,
    at: alert.at,
    reason: alert.reason,
    item: alert.item,
    kind: 'listing',
    title: alert.title,
    vendor: 'lunarcinder26',
    market: 'Halyard',
  },
  why: delivery.state === 'failed' ? `not tried again: ${delivery.attempts.at(-1)?.answer}` : null,
});

const hintsOn = (query: string) =>
  query.includes('catinone') ? ['no such class: catinone; did you mean class:cathinone?'] : [];

async function* each<T>(values: readonly T[]): AsyncIterable<T> {
  yield* values;
}

export interface FakeOptions {
  readonly empty?: boolean;
}

/** A Leadline with invented data and no store; `calls` are the writes that it was asked for. */
export function fakeLeadline({ empty = false }: FakeOptions = {}): Leadline & { readonly calls: unknown[] } {
  const calls: unknown[] = [];
  const shown = empty ? [] : offered;
  const allSources = empty ? [] : sources;
  const viewOf = (id: string) => {
    const offer = found(id);
    if (!offer) throw notFound(id);
    return {
      summary: summaryOf(offer),
      item: itemOf(offer),
      source: sources[0]?.source ?? null,
      capture,
      captures: 19,
      versions: [
        { at: now, observation: 'o2', capture: capture.id, view: 'detail' as const, changes },
        {
          at: '2026-08-03T09:00:00.000Z',
          observation: 'o1',
          capture: capture.id,
          view: 'detail' as const,
          changes: [],
        },
      ],
      sightings,
      alerts: [alert],
    };
  };
  const vendorView = (name: string) => ({
    summary: vendorSummary('halyard', 'Halyard'),
    item: vendorItem('halyard'),
    handle: name,
    market: 'Halyard',
    source: 'halyard',
    listings: offered.map(summaryOf),
    messages: [],
    links: [
      {
        vendor: vendorSummary('fathom', 'Fathom'),
        by: 'pgp' as const,
        value: '7D218C0411EB5A903F6DB27C08E1D4A590AE44C3',
      },
    ],
  });
  return {
    calls,
    ...fakeCandidates(empty, sources[0]?.source, calls),
    async search(request) {
      bad(request.query);
      return {
        query: request.query,
        reads: 'everything',
        hints: hintsOn(request.query),
        total: empty ? 0 : 1_284,
        items: shown.map(summaryOf),
        facets: empty ? {} : facets,
        histogram: empty
          ? []
          : weeks.map((start, index) => ({
              week: isoWeek(start),
              start: new Date(start).toISOString(),
              count: index === 9 ? 0 : 38 + index * 3,
            })),
        next: empty ? null : 'cursor+/=',
      };
    },
    hints: async (query) => hintsOn(query),
    async item(id) {
      if (id === vendorItem('halyard').id)
        return {
          ...viewOf(itemOf(first).id),
          item: vendorItem('halyard'),
          summary: vendorSummary('halyard', 'Halyard'),
        };
      if (id === message.id) return { ...viewOf(itemOf(first).id), item: message, summary: messageSummary };
      return viewOf(id);
    },
    async vendor(id) {
      if (id !== vendorItem('halyard').id) throw notFound(id);
      return vendorView('greywharf');
    },
    async vendorByHandle(from, handle) {
      return { ...vendorView(handle), source: from, summary: null, item: null, links: [] };
    },
    observations: () => each([{ id: 'o1' } as Observation]),
    async capture(id) {
      if (id !== capture.id) throw notFound(id);
      return capture;
    },
    payload: async () => new TextEncoder().encode('<script>alert(5)</script>'),
    sources: async () => allSources,
    addresses: async function* () {},
    async source(id) {
      const one = sources.find((each) => each.source.id === id);
      if (!one) throw notFound(id);
      return one;
    },
    async handInSession(id, given) {
      if (given.text.includes('nothing'))
        throw new LeadlineError('session-unusable', 'No cookie can be used for halyard: there is none');
      calls.push({ handIn: id, ...given });
      return {
        source: id,
        account: given.account,
        taken: 2,
        foreign: [{ domain: '<b>example.org', number: 1 }],
        expired: 1,
        endsAt: null,
        lookAlikes: [],
      };
    },
    async resume(id) {
      calls.push({ resume: id });
      const one = sources.find((each) => each.source.id === id);
      if (!one) throw notFound(id);
      return one.source;
    },
    async trend(request) {
      bad(request.query);
      return empty ? { request, method: '', series: [] } : trendOf(request);
    },
    async *export(query, format) {
      bad(query);
      yield format === 'csv' ? 'id,title\n' : '';
      for (const offer of offered)
        yield format === 'csv' ? `${itemOf(offer).id},x\n` : `${JSON.stringify(summaryOf(offer))}\n`;
    },
    subscriptions: async () => (empty ? [] : subscriptions),
    async subscribe(input) {
      bad(input.query);
      if (input.name === firstSubscription.name)
        throw new LeadlineError('exists', `There is already an alert named "${input.name}"`, {
          hint: 'choose another name',
        });
      calls.push({ subscribe: input });
      return { ...firstSubscription, name: input.name, query: input.query };
    },
    async mute(subscription, muted) {
      calls.push({ mute: subscription, muted });
      return { ...firstSubscription, muted };
    },
    alerts: async () =>
      empty
        ? { alerts: [], next: null, total: 0 }
        : {
            alerts: [{ alert, subscription: firstSubscription, item: summaryOf(first), deliveries }],
            next: 'older',
            total: 48,
          },
    deliveries: async () => ({ deliveries: empty ? [] : deliveries.map(told), next: null }),
    async backTest(query) {
      bad(query);
      return {
        query,
        reads: 'any nitazene from the Netherlands',
        hints: hintsOn(query),
        since: '2026-08-26T00:00:00.000Z',
        matches: offered.map((offer) => ({
          item: summaryOf(offer),
          reason: 'first-seen',
          at: summaryOf(offer).firstSeen,
        })),
        total: 31,
      };
    },
    status: async () => ({
      dataDir: 'data',
      version: '0.1.0',
      sources: allSources,
      items: { listing: 1_200, vendor: 61, message: 84 },
      captures: 118_977,
      alerts: { recorded: 48, waiting: 1, failed: 4 },
      workers: [],
      turnsLateMs: 0,
      deliveriesLateMs: 0,
      now,
    }),
    receivers: () => ['desk', 'intake'],
    close: async () => {},
  };
}
