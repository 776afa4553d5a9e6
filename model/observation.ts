import { z } from 'zod';
import { listingSchema } from './listing.ts';
import { messageSchema } from './message.ts';
import { vendorSchema } from './vendor.ts';

export const pageStates = [
  'listing',
  'index',
  'vendor',
  'forum',
  'channel',
  'login',
  'captcha',
  'queue',
  'banned',
  'maintenance',
  'rate-limit',
  'not-found',
  'other',
] as const;
export type PageState = (typeof pageStates)[number];

/** Pages that stand in the way of content; they are never stored as content. */
export const walls = [
  'login',
  'captcha',
  'queue',
  'banned',
  'maintenance',
  'rate-limit',
] as const satisfies readonly PageState[];
export type Wall = (typeof walls)[number];
export const isWall = (page: PageState): page is Wall => (walls as readonly PageState[]).includes(page);

export const itemKinds = ['listing', 'vendor', 'message'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** Where a value came from. `at`: a selector or path, with `characters a-b` where it is part of a text. */
export const provenanceSchema = z.object({
  raw: z.string(),
  rule: z.string(),
  at: z.string(),
  confidence: z.number().min(0).max(1),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** Something that could not be read, kept beside what could. */
export const issueSchema = z.object({ field: z.string().nullable(), message: z.string(), raw: z.string().nullable() });
export type Issue = z.infer<typeof issueSchema>;

/** What one record on one page states. Fields of an index row that the row does not state are null or empty. */
export const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listing'), value: listingSchema }),
  z.object({ kind: z.literal('vendor'), value: vendorSchema }),
  z.object({ kind: z.literal('message'), value: messageSchema }),
]);
export type Content = z.infer<typeof contentSchema>;

/** An observation without its ids: what extraction gives. `gone`: the page says that the record no longer exists; then `content` is null. */
export const draftSchema = z.object({
  kind: z.enum(itemKinds),
  /** The site's own id, never with a host: mirrors fold together. */
  key: z.string().min(1),
  content: contentSchema.nullable(),
  gone: z.boolean(),
  /** Absolute address of the record's own page, where known. */
  url: z.string().nullable(),
  /** The record's own page ("detail") or a row in a list ("row"). */
  view: z.enum(['detail', 'row']),
  /** ISO 639-1 (or 639-3 where there is none), null when unknown. */
  language: z.string().nullable(),
  provenance: z.record(z.string(), provenanceSchema),
  issues: z.array(issueSchema),
});
export type Draft = z.infer<typeof draftSchema>;

export const observationSchema = draftSchema.extend({
  id: z.string(),
  item: z.string(),
  source: z.string(),
  capture: z.string(),
  observedAt: z.string(),
  page: z.enum(pageStates),
  /** The reader and its version, such as `bazaar@3` or `generic@2`. */
  profile: z.string(),
});
export type Observation = z.infer<typeof observationSchema>;
