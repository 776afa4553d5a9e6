import { z } from '@hono/zod-openapi';
import { alertSchema, deliverySchema, subscriptionSchema } from '../../model/alert.ts';
import { captureSchema } from '../../model/capture.ts';
import { eventReasons, itemSchema, pricePointSchema } from '../../model/item.ts';
import { itemKinds, observationSchema, walls } from '../../model/observation.ts';
import { sourceSchema } from '../../model/source.ts';
import { collections } from '../../storage/collections.ts';
import { facetFields, sortFields } from '../../storage/port.ts';
import { mirrorListView, mirrorView } from './address-schemas.ts';

const converted = { eur: z.number().nullable(), usd: z.number().nullable() };

const itemSummary = z
  .object({
    id: z.string(),
    kind: z.enum(itemKinds),
    source: z.string(),
    market: z.string(),
    key: z.string(),
    url: z.string().nullable(),
    title: z.string(),
    vendor: z.string().nullable(),
    vendorId: z.string().nullable(),
    substances: z.array(z.object({ id: z.string(), name: z.string(), class: z.string(), confidence: z.number() })),
    form: z.string().nullable(),
    price: z.object({ amount: z.number(), currency: z.string(), ...converted }).nullable(),
    unitPrice: z.object({ amount: z.number(), currency: z.string(), per: z.string(), ...converted }).nullable(),
    quantity: z.object({ value: z.number(), max: z.number().nullable(), unit: z.string() }).nullable(),
    shipsFrom: z.array(z.string()),
    shipsTo: z.array(z.string()),
    language: z.string().nullable(),
    firstSeen: z.string(),
    lastSeen: z.string(),
    gone: z.string().nullable(),
    confidence: z.number(),
    prices: z.array(pricePointSchema),
    version: z.number().int(),
    matched: z.array(z.object({ field: z.string(), text: z.string() })),
  })
  .openapi('ItemSummary');

const bucket = z.object({ value: z.string(), count: z.number().int() });

export const searchAnswer = z
  .object({
    query: z.string(),
    reads: z.string(),
    hints: z.array(z.string()),
    total: z.number().int(),
    items: z.array(itemSummary),
    facets: z.record(z.string(), z.array(bucket)),
    histogram: z.array(z.object({ week: z.string(), start: z.string(), count: z.number().int() })),
    next: z.string().nullable(),
  })
  .openapi('SearchAnswer');

// Schemas of the model may be older than the extension that gives `openapi`; their clones are not.
export const source = sourceSchema.clone().openapi('Source');
export const capture = captureSchema.clone().openapi('Capture');
export const observation = observationSchema.clone().openapi('Observation');
const alert = alertSchema.clone().openapi('Alert');
const delivery = deliverySchema.clone().openapi('Delivery');
export const deliveryView = deliverySchema
  .extend({
    about: z
      .object({
        subscription: z.string().nullable(),
        at: z.string(),
        reason: z.enum([...eventReasons, 'notice']),
        item: z.string(),
        kind: z.enum(itemKinds).nullable(),
        title: z.string(),
        vendor: z.string().nullable(),
        market: z.string().nullable(),
      })
      .nullable(),
    why: z.string().nullable(),
  })
  .openapi('DeliveryView');
export const subscription = subscriptionSchema.clone().openapi('Subscription');
const item = itemSchema.clone().openapi('Item');

export const itemView = z
  .object({
    summary: itemSummary,
    item,
    source: source.nullable(),
    capture: capture.nullable(),
    captures: z.number().int(),
    versions: z.array(
      z.object({
        at: z.string(),
        observation: z.string(),
        capture: z.string(),
        view: z.enum(['detail', 'row']),
        changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
      }),
    ),
    sightings: z.array(z.object({ day: z.string(), priceEur: z.number().nullable(), unitEur: z.number().nullable() })),
    alerts: z.array(alert),
  })
  .openapi('ItemView');

export const vendorView = z
  .object({
    summary: itemSummary.nullable(),
    item: item.nullable(),
    handle: z.string(),
    market: z.string(),
    source: z.string(),
    listings: z.array(itemSummary),
    messages: z.array(itemSummary),
    links: z.array(z.object({ vendor: itemSummary, by: z.enum(['pgp', 'wallet', 'contact']), value: z.string() })),
  })
  .openapi('VendorView');

const turn = collections.turns.schema;
const coverage = z.object({
  from: z.string(),
  to: z.string(),
  seen: z.number(),
  estimate: z.number(),
  low: z.number(),
  high: z.number(),
  share: z.number(),
});

const pace = z.object({
  pagesLastHour: z.number().int(),
  pagesLastDay: z.number().int(),
  limitPerHour: z.number().nullable(),
  limitShare: z.number().nullable(),
  budget: z.object({ perDay: z.number().int(), spentToday: z.number().int() }).nullable(),
  errors: z.array(z.object({ code: z.string(), addresses: z.number().int() })),
  walls: z.array(
    z.object({
      wall: z.enum(walls),
      answers: z.number().int(),
      firstAt: z.string(),
      lastAt: z.string(),
      standsSince: z.string().nullable(),
    }),
  ),
  outdated: z
    .object({ part: z.number(), of: z.number(), share: z.number(), low: z.number(), high: z.number() })
    .nullable(),
});

const accountView = z.object({
  account: z.string().nullable(),
  state: z.enum(['ready', 'resting', 'parked']),
  reason: z.string().nullable(),
  readyAt: z.string().nullable(),
  pagesToday: z.number().int(),
  busyMsToday: z.number(),
  lastUsedAt: z.string().nullable(),
  session: z
    .object({
      handedInAt: z.string().nullable(),
      changedAt: z.string(),
      cookies: z.number().int(),
      endsAt: z.string().nullable(),
    })
    .nullable(),
  warning: z.string().nullable(),
});

export const sourceView = z
  .object({
    source,
    counts: z.record(z.string(), z.number()),
    captures: z.number().int(),
    items: z.number().int(),
    nextTurnAt: z.string().nullable(),
    turns: z.array(turn),
    coverage: coverage.nullable(),
    pace,
    accounts: z.array(accountView),
    mirrors: z.array(mirrorView),
    mirrorList: mirrorListView.nullable(),
  })
  .openapi('SourceView');

const trendPoint = z.object({
  period: z.string(),
  start: z.string(),
  value: z.number().nullable(),
  n: z.number().int(),
  vendors: z.number().int(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  coverage: z.number(),
});

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

export const trendQuery = z.object({
  q: z.string().max(4_000).default(''),
  metric: z.enum(['listings', 'vendors', 'price']).default('price'),
  by: z.enum(['substance', 'class', 'market', 'none']).default('substance'),
  every: z.enum(['day', 'week', 'month']).default('week'),
  zone: z
    .string()
    .max(64)
    .refine(isZone, 'no IANA time zone')
    .optional()
    .describe('IANA time zone of the day boundary; UTC when absent'),
  currency: z.enum(['EUR', 'USD']).default('EUR'),
  limit: z.coerce.number().int().min(1).max(50).default(9).describe('Number of series'),
});

export const trendAnswer = z
  .object({
    request: z.object({
      query: z.string(),
      metric: z.string(),
      by: z.string(),
      every: z.string(),
      zone: z.string().optional(),
      currency: z.string().optional(),
      limit: z.number().optional(),
    }),
    method: z.string(),
    series: z.array(z.object({ key: z.string(), label: z.string(), unit: z.string(), points: z.array(trendPoint) })),
  })
  .openapi('TrendAnswer');

export const alertView = z
  .object({ alert, subscription: subscription.nullable(), item: itemSummary.nullable(), deliveries: z.array(delivery) })
  .openapi('AlertView');

export const newSubscription = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    query: z.string().max(4_000),
    on: z.array(z.enum(eventReasons)).min(1).optional(),
    notify: z.array(z.string()).optional(),
    owner: z.string().optional(),
  })
  .openapi('NewSubscription');

const names = <T extends string>(allowed: readonly T[]) =>
  z
    .string()
    .optional()
    .transform((text, context): T[] => {
      const asked = (text ?? '').split(',').filter((each) => each !== '');
      const bad = asked.find((each) => !(allowed as readonly string[]).includes(each));
      if (bad !== undefined) context.addIssue({ code: 'custom', message: `"${bad}" is none of ${allowed.join(', ')}` });
      return allowed.filter((each) => asked.includes(each));
    });

const flag = z
  .enum(['true', 'false', '1', '0'])
  .default('false')
  .transform((text) => text === 'true' || text === '1');

export const queryText = z.object({ q: z.string().max(4_000).default('').describe('Query; empty finds everything') });
export const searchQuery = queryText.extend({
  sort: z.enum(sortFields).default('seen'),
  limit: z.coerce.number().int().min(1).max(200).default(30),
  from: z.coerce.number().int().min(0).max(100_000).optional().describe('Skip the first n; prefer `after`'),
  after: z.string().max(1_000).optional().describe('Cursor from `next` of the page before'),
  facets: names(facetFields).describe('Comma-separated fields'),
  histogram: flag,
});
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(1_000).optional(),
});
export const alertsQuery = pageQuery.extend({ subscription: z.string().optional() });
export const idPath = z.object({ id: z.string().min(1).max(200) });

export const page = <T extends z.ZodType>(name: string, each: T) =>
  z.object({ [name]: z.array(each), next: z.string().nullable() });

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    where: z.string().optional(),
    hint: z.string().optional(),
    errors: z.array(z.object({ name: z.string(), reason: z.string() })).optional(),
  })
  .openapi('Problem');
