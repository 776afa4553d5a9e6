import { z } from 'zod';

/** One onion address on one page of a source: counted once, however often the page is captured or read again. */
export const mentionSchema = z.object({
  id: z.string(),
  source: z.string(),
  /** The onion host. */
  address: z.string(),
  /** The page. */
  url: z.string(),
  /** The earliest capture that shows it. */
  capture: z.string(),
  at: z.string(),
  /** Up to 200 characters around it. */
  context: z.string(),
});
export type Mention = z.infer<typeof mentionSchema>;

/** What one source says of one onion address. The id is `source|address`. */
export const candidateSchema = z.object({
  id: z.string(),
  source: z.string(),
  address: z.string(),
  firstSeen: z.string(),
  /** Day of the last capture that shows it, YYYY-MM-DD. */
  lastDay: z.iso.date(),
  /** Pages that mention it. */
  pages: z.number().int(),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** What a person decided about an onion address; the id is the address. Never derived, so it outlives every rebuild. */
export const decisionSchema = z.object({
  id: z.string(),
  decision: z.enum(['approved', 'rejected']),
  at: z.string(),
  reason: z.string().nullable(),
  /** The source that it became, or became a mirror of. */
  source: z.string().nullable(),
});
export type Decision = z.infer<typeof decisionSchema>;
