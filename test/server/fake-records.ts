import type { SearchAnswer, SourceView, TrendAnswer, TrendPoint } from '../../app/api.ts';
import type { Alert, Delivery, Subscription } from '../../model/alert.ts';
import type { Capture } from '../../model/capture.ts';
import { isoWeek } from '../../model/clock.ts';
import { LeadlineError } from '../../model/errors.ts';
import { sha256 } from '../../model/ids.ts';
import type { Source } from '../../model/source.ts';
import { addressesOf } from './fake-addresses.ts';
import { captureOf, itemOf, now } from './fake-items.ts';
import { paceOf } from './fake-pace.ts';
import { offered } from './offers.data.ts';

const [firstOffer] = offered;
if (!firstOffer) throw new Error('There is no offer');
/** The offer that pages are tested with. */
export const first = firstOffer;

const weekMs = 7 * 86_400_000;
const weekStart = Date.UTC(2026, 5, 1);
export const weeks = Array.from({ length: 26 }, (_, index) => weekStart + index * weekMs);

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

const accounts: SourceView['accounts'] = [
  {
    account: 'alder',
    state: 'parked',
    reason: 'The site asks for a captcha',
    readyAt: null,
    pagesToday: 312,
    busyMsToday: 2_700_000,
    lastUsedAt: '2026-11-24T09:40:00.000Z',
    session: {
      handedInAt: '2026-11-24T08:00:00.000Z',
      changedAt: '2026-11-24T09:40:00.000Z',
      cookies: 3,
      endsAt: '2026-11-24T10:00:00.000Z',
    },
    warning: 'ends in 20 min',
  },
  {
    account: 'birch',
    state: 'resting',
    reason: 'cools down',
    readyAt: '2026-11-24T12:00:00.000Z',
    pagesToday: 0,
    busyMsToday: 0,
    lastUsedAt: null,
    session: null,
    warning: null,
  },
];

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
  pace: paceOf(outcome),
  accounts: each.via === 'tor' ? accounts : [],
  ...addressesOf(each),
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

export const firstSubscription: Subscription = {
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

export const trendOf = (request: TrendAnswer['request']): TrendAnswer => ({
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

export const bad = (query: string): void => {
  const column = query.indexOf('pric:') + 1;
  if (column > 0)
    throw new LeadlineError('query-syntax', `There is no field "pric"\n  ${query}\n  ^`, {
      where: `column ${column}`,
      hint: 'Did you mean price: ? Or put the whole in quotes',
    });
};

export const facets: SearchAnswer['facets'] = {
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

export const sightings = Array.from({ length: 17 }, (_, index) => index)
  .filter((index) => index < 5 || index > 8)
  .map((index) => ({
    day: new Date(Date.UTC(2026, 7, 3) + index * weekMs).toISOString().slice(0, 10),
    priceEur: index < 4 ? 112 : 92,
    unitEur: index < 4 ? 22.4 : 18.4,
  }));

export const changes = [
  { field: 'price', before: { amount: '102.50', currency: 'EUR' }, after: { amount: '92.00', currency: 'EUR' } },
  { field: 'shipsTo', before: ['EU', 'GB'], after: ['EU'] },
  { field: 'title', before: 'Metonitazene <5 g>', after: 'Metonitazene HCl powder' },
];
