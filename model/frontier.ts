import { z } from 'zod';
import { pageStates } from './observation.ts';

export const urlStates = ['waiting', 'captured', 'unchanged', 'failed', 'quarantined', 'skipped'] as const;

/** What the visits of an address after its first one told. Times count from one visit to the next, in milliseconds. */
export const visitHistorySchema = z.object({
  visits: z.number(),
  /** Visits that found something new since the one before. */
  changes: z.number(),
  /** What was new on them, in all. */
  news: z.number(),
  /** The time before visits that found something, and before those that found nothing. */
  changedMs: z.number(),
  unchangedMs: z.number(),
  /** When something new was found last. */
  changedAt: z.string().nullable(),
});
export type VisitHistory = z.infer<typeof visitHistorySchema>;

/** How often a record was met again, how many looks missed it although it came back, and how many in a row missed it now. */
export const sightingsSchema = z.object({ met: z.number(), returned: z.number(), missed: z.number() });
export type Sightings = z.infer<typeof sightingsSchema>;

/** One address of a source and how it ended. The id is `source|canonical address`; no address ends without a state and a reason. */
export const urlRecordSchema = z.object({
  id: z.string(),
  source: z.string(),
  url: z.string(),
  state: z.enum(urlStates),
  reason: z.string().nullable(),
  /** The profile's page type that the address looks like, or null. */
  page: z.string().nullable(),
  key: z.string().nullable(),
  depth: z.number().int(),
  /** Lower is sooner. */
  priority: z.number().int(),
  /** Not before this moment. */
  dueAt: z.string(),
  attempts: z.number().int(),
  discoveredAt: z.string(),
  /** When a page of the source last linked here. */
  linkedAt: z.string(),
  lastFetchAt: z.string().nullable(),
  lastCapture: z.string().nullable(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** What a list said of this record when it was last linked; a change makes a new visit worth while. */
  hint: z.string().nullable(),
  /** Whether it, or a page that it led to, showed something that no other address of its pattern had shown; absent where nobody asked. */
  fruitful: z.boolean().optional(),
  /** What the page turned out to be when it was read last; absent before that. */
  shown: z.enum(pageStates).optional(),
  /** How many listings it led to when it was read last. */
  leads: z.number().int().optional(),
  history: visitHistorySchema.optional(),
  sightings: sightingsSchema.optional(),
});
export type UrlRecord = z.infer<typeof urlRecordSchema>;

/** A link as extraction gives it. `skip` names the reason when it must not be followed (off-site, acts, out of the profile's rules). */
export interface Link {
  readonly url: string;
  readonly page: string | null;
  readonly key: string | null;
  readonly priority: number;
  readonly hint: string | null;
  readonly skip: string | null;
  /** The next page of the list that links there. */
  readonly next?: true;
}
