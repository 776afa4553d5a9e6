import type { Leadline, SearchAnswer, SourceView, TrendAnswer, TrendPoint } from '../../app/api.ts';
import type { Alert, Delivery, Subscription } from '../../model/alert.ts';
import type { Capture } from '../../model/capture.ts';
import { isoWeek } from '../../model/clock.ts';
import { LeadlineError } from '../../model/errors.ts';
import { sha256 } from '../../model/ids.ts';
import type { Observation } from '../../model/observation.ts';
import type { Source } from '../../model/source.ts';
import { captureOf, itemOf, now, offered, summaryOf, vendorItem, vendorSummary } from './fake-items.ts';

const [first] = offered;
if (!first) throw new Error('There is no offer');

const weekMs = 7 * 86_400_000;
const weekStart = Date.UTC(2026, 5, 1);
const weeks = Array.from({ length: 26 }, (_, index) => weekStart + index * weekMs);

const source = (id: string, name: string, more: Partial<Source>): Source => ({
  id,
  name,
  kind: 'market',
  addresses: [`http://${id}.onion/`],
  via: 'tor',
  profile: id,
  account: null,
  politeness: { minIntervalMs: 2_000, jitter: 0.5, maxInFlight: 1, pagesPerTurn: 2_000, quietHours: null },
  everyMs: 86_400_000,
  state: 'active',
  reason: null,
  lastTurnAt: '2026-11-24T09:00:00.000Z',
  lastSuccessAt: '2026-11-24T09:40:00.000Z',
  ...more,
});

const view = (each: Source, outcome: SourceView['turns'][number]['outcome'], reason: string | null): SourceView => ({
  source: each,
  counts: {
    waiting: 3,
    captured: 620,
    unchanged: 894,
    failed: outcome === 'failed' ? 61 : 0,
    quarantined: 2,
    skipped: 442,
  },
  captures: 1514,
  items: 522,
  nextTurnAt: each.state === 'active' ? '2026-11-25T09:00:00.000Z' : null,
  turns: [
    {
      id: `${each.id}-1`,
      source: each.id,
      startedAt: '2026-11-24T09:00:00.000Z',
      endedAt: '2026-11-24T09:40:00.000Z',
      outcome,
      reason,
      counts: { captured: 62, unchanged: 89, failed: 1 },
    },
  ],
  coverage:
    outcome === 'complete'
      ? { from: '2026-11-24', to: '2026-11-24', seen: 500, estimate: 522.4, low: 511, high: 548, share: 0.957 }
      : null,
});

export const sources: readonly SourceView[] = [
  view(source('halyard', 'Halyard', {}), 'complete', null),
  view(source('fathom', 'Fathom', {}), 'partial', 'page budget of the turn is used up'),
  view(
    source('northquay', 'Northquay', {
      state: 'parked',
      reason: 'The site asks for a login',
      lastSuccessAt: '2026-11-23T06:11:00.000Z',
    }),
    'parked',
    'login-required',
  ),
  view(
    source('tidewater', 'Tidewater', {
      state: 'closed',
      reason: 'no answer for 7 days',
      lastSuccessAt: '2026-11-19T02:40:00.000Z',
    }),
    'failed',
    'host-unreachable',
  ),
  {
    ...view(
      source('paperboat', 'Paper Boat', { kind: 'channel', via: 'import', lastSuccessAt: null }),
      'complete',
      null,
    ),
    turns: [],
    nextTurnAt: null,
  },
];

const firstSubscription: Subscription = {
  id: 'sub-1',
  owner: 'local',
  name: 'Nitazenes, NL origin',
  query: 'class:nitazene country:NL',
  on: ['first-seen', 'price'],
  notify: ['desk'],
  muted: false,
  createdAt: '2026-08-03T10:00:00.000Z',
};

export const subscriptions: readonly Subscription[] = [
  firstSubscription,
  {
    id: 'sub-2',
    owner: 'local',
    name: '<b>Carfentanil</b>',
    query: 'carfentanil OR карфентанил',
    on: ['first-seen'],
    notify: [],
    muted: true,
    createdAt: '2026-10-03T10:00:00.000Z',
  },
];

export const alert: Alert = {
  id: sha256('alert').slice(0, 32),
  subscription: 'sub-1',
  item: itemOf(first).id,
  reason: 'price',
  version: 3,
  at: '2026-11-24T09:13:00.000Z',
  title: first.title,
  detail: '102.50 EUR to 92.00 EUR',
  matched: [
    { field: 'title', text: 'Metonitazene' },
    { field: 'country', text: 'NL' },
  ],
};
export const deliveries: readonly Delivery[] = [
  {
    id: 'd-1',
    alert: alert.id,
    to: 'desk',
    state: 'delivered',
    attempts: [{ at: now, ok: true, answer: '204 No Content' }],
    nextAt: now,
  },
  {
    id: 'd-2',
    alert: alert.id,
    to: 'intake',
    state: 'failed',
    attempts: [{ at: now, ok: false, answer: '410 <Gone>' }],
    nextAt: now,
  },
];

export const capture: Capture = {
  id: captureOf(first),
  source: 'halyard',
  url: 'http://halyardhalyardhalyardhalyardhalyardhalyardhalyardhalyard.onion/l/8842?a=<b>',
  capturedAt: '2026-11-24T09:12:44.000Z',
  status: 200,
  contentType: 'text/html; charset=utf-8',
  sha256: sha256('page'),
  size: 11_486,
  warc: { file: 'halyard-20261124-w1.warc.gz', offset: 48_203_771, length: 4_120 },
  revisitOf: null,
  session: 'halyard',
  tool: 'leadline/0.1.0 http',
  chain: sha256('chain'),
};

const point = (start: number, index: number, base: number): TrendPoint => {
  const gap = index === 10 || index === 11;
  const value = gap ? null : base + Math.sin(index / 3) * base * 0.1;
  return {
    period: isoWeek(start),
    start: new Date(start).toISOString(),
    value,
    n: gap ? 4 : 95 - index,
    vendors: gap ? 2 : 29,
    low: value === null ? null : value * 0.94,
    high: value === null ? null : value * 1.08,
    coverage: gap ? 0.31 : 0.85,
  };
};

const trendOf = (request: TrendAnswer['request']): TrendAnswer => ({
  request,
  method:
    'One price for each listing and week: the last one seen. Median; interval from order statistics; asking prices.',
  series: [
    ['3-mmc', '3-MMC', 15, 'EUR/g'],
    ['metonitazene', 'metonitazene', 19, 'EUR/g'],
    ['bromazolam', 'bromazolam', 0.66, 'EUR/unit'],
  ].map(([key, label, base, unit]) => ({
    key: String(key),
    label: String(label),
    unit: String(unit),
    points: weeks.map((start, index) => point(start, index, Number(base))),
  })),
});

const bad = (query: string): void => {
  const column = query.indexOf('pric:') + 1;
  if (column > 0)
    throw new LeadlineError('query-syntax', `There is no field "pric"\n  ${query}\n  ^`, {
      where: `column ${column}`,
      hint: 'Did you mean price: ? Or put the whole in quotes',
    });
};

const facets: SearchAnswer['facets'] = {
  class: [
    { value: 'nitazene', count: 486 },
    { value: 'cathinone', count: 367 },
    { value: 'unknown', count: 12 },
  ],
  substance: ['3-mmc', 'bromazolam', 'metonitazene', 'mdma', 'ketamine', '2c-b', 'ghb', 'lsd'].map((value, index) => ({
    value,
    count: 400 - index * 40,
  })),
  market: [
    { value: 'halyard', count: 522 },
    { value: 'slack tide', count: 21 },
  ],
  country: [
    { value: 'nl', count: 341 },
    { value: 'ww', count: 3 },
    { value: 'unknown', count: 197 },
  ],
  kind: [
    { value: 'listing', count: 1_200 },
    { value: 'message', count: 84 },
  ],
  state: [
    { value: 'on-sale', count: 1_121 },
    { value: 'gone', count: 163 },
  ],
  lang: [{ value: 'de', count: 300 }],
};

const notFound = (id: string): LeadlineError =>
  new LeadlineError('not-found', `No item has the id ${id}`, { hint: 'leadline search finds ids' });
const found = (id: string) => offered.find((offer) => itemOf(offer).id === id);

async function* each<T>(values: readonly T[]): AsyncIterable<T> {
  yield* values;
}

const sightings = Array.from({ length: 17 }, (_, index) => index)
  .filter((index) => index < 5 || index > 8)
  .map((index) => ({
    day: new Date(Date.UTC(2026, 7, 3) + index * weekMs).toISOString().slice(0, 10),
    priceEur: index < 4 ? 112 : 92,
    unitEur: index < 4 ? 22.4 : 18.4,
  }));

const changes = [
  { field: 'price', before: { amount: '102.50', currency: 'EUR' }, after: { amount: '92.00', currency: 'EUR' } },
  { field: 'shipsTo', before: ['EU', 'GB'], after: ['EU'] },
  { field: 'title', before: 'Metonitazene <5 g>', after: 'Metonitazene HCl powder' },
];

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
    async search(request) {
      bad(request.query);
      return {
        query: request.query,
        reads: 'everything',
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
    async item(id) {
      if (id === vendorItem('halyard').id)
        return {
          ...viewOf(itemOf(first).id),
          item: vendorItem('halyard'),
          summary: vendorSummary('halyard', 'Halyard'),
        };
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
    async source(id) {
      const one = sources.find((each) => each.source.id === id);
      if (!one) throw notFound(id);
      return one;
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
    deliveries: async () => ({ deliveries: empty ? [] : deliveries, next: null }),
    async backTest(query) {
      bad(query);
      return {
        query,
        reads: 'any nitazene from the Netherlands',
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
      now,
    }),
    receivers: () => ['desk', 'intake'],
    close: async () => {},
  };
}
