import { z } from 'zod';
import { eventReasons } from './item.ts';

/** `owner` is a user name; `query` the search language; `on` the events that fire it; `notify` names of receivers in leadline.yaml. */
export const subscriptionSchema = z.object({
  id: z.string(),
  owner: z.string(),
  name: z.string(),
  query: z.string(),
  on: z.array(z.enum(eventReasons)).min(1),
  notify: z.array(z.string()),
  muted: z.boolean(),
  createdAt: z.string(),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

/** The same subscription, item, reason and version make one alert, never two. `matched` says why: the field and the text that met the query. */
export const alertSchema = z.object({
  id: z.string(),
  subscription: z.string(),
  item: z.string(),
  reason: z.enum(eventReasons),
  version: z.number().int(),
  at: z.string(),
  title: z.string(),
  detail: z.string().nullable(),
  matched: z.array(z.object({ field: z.string(), text: z.string() })),
});
export type Alert = z.infer<typeof alertSchema>;

/** One alert to one receiver, with every attempt and its answer. Delivered at least once under the stable id of the alert. */
export const deliverySchema = z.object({
  id: z.string(),
  alert: z.string(),
  to: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.array(z.object({ at: z.string(), ok: z.boolean(), answer: z.string() })),
  nextAt: z.string(),
});
export type Delivery = z.infer<typeof deliverySchema>;
