import { z } from 'zod';
import { moneySchema } from './money.ts';
import { contentSchema, issueSchema, itemKinds, provenanceSchema } from './observation.ts';
import { units } from './quantity.ts';

export const eventReasons = ['first-seen', 'changed', 'price', 'gone', 'back'] as const;
export type EventReason = (typeof eventReasons)[number];

/** Something that happened to an item. `version` is the item's version after it. */
export const itemEventSchema = z.object({
  reason: z.enum(eventReasons),
  version: z.number().int(),
  at: z.string(),
  detail: z.string().nullable(),
});
export type ItemEvent = z.infer<typeof itemEventSchema>;

/** The main price from `at` on, with the quantity that it buys. One point a change. */
export const pricePointSchema = z.object({
  at: z.string(),
  capture: z.string(),
  price: moneySchema,
  unitPrice: z.object({ amount: z.number(), currency: z.string(), per: z.enum(units) }).nullable(),
});
export type PricePoint = z.infer<typeof pricePointSchema>;

/** The state of one listing, vendor or message: the fold of its observations (model/fold.ts). */
export const itemSchema = z.object({
  id: z.string(),
  kind: z.enum(itemKinds),
  source: z.string(),
  key: z.string(),
  url: z.string().nullable(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  gone: z.string().nullable(),
  /** null when the only thing ever seen was that it is gone. */
  current: contentSchema.nullable(),
  language: z.string().nullable(),
  /** By field, with the capture that states it. */
  provenance: z.record(z.string(), provenanceSchema.extend({ capture: z.string(), view: z.enum(['detail', 'row']) })),
  issues: z.array(issueSchema),
  profile: z.string(),
  /** Captures of the newest observation and of the newest detail page. */
  lastCapture: z.string(),
  /** The newest observation and its time; unlike lastSeen it also counts those that say "gone". */
  lastObservation: z.string(),
  lastObservedAt: z.string(),
  detailCapture: z.string().nullable(),
  prices: z.array(pricePointSchema),
  /** The newest price in lists and on the detail page: many sites show "from" prices in lists, which must not look like changes. */
  shown: z.object({ row: moneySchema.nullable(), detail: moneySchema.nullable() }),
  observations: z.number().int(),
  /** Grows by one with every event; counters that move all the time (stock, sold, rating) change no version. */
  version: z.number().int(),
  /** What happened, oldest first. */
  events: z.array(itemEventSchema),
});
export type Item = z.infer<typeof itemSchema>;
