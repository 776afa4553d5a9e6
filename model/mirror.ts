import { z } from 'zod';

/**
 * `listed`: in use. `lost`: no longer on the source's signed list, used only when no other is left. `other-site`: it served something else, and is
 * never used again until a person says so.
 */
export const standings = ['listed', 'lost', 'other-site'] as const;

/** One address of a source and how it has answered. The id is `source|address`. */
export const mirrorSchema = z.object({
  id: z.string(),
  source: z.string(),
  /** In canonical form. */
  address: z.string(),
  standing: z.enum(standings),
  /** Why it is not `listed`. */
  reason: z.string().nullable(),
  lastGoodAt: z.string().nullable(),
  lastFailureAt: z.string().nullable(),
  /** Code of the last failure. */
  lastFailure: z.string().nullable(),
  failuresInARow: z.number().int(),
  /** Left alone until then, unless no other address is left. */
  restUntil: z.string().nullable(),
  /** Times from request to first byte in ms, the newest last, at most 21. */
  firstByteMs: z.array(z.number()),
  /** A page of the source was read from it. */
  proven: z.boolean(),
  /** Title of a page that was read from it, for comparing. */
  title: z.string().nullable(),
});
export type Mirror = z.infer<typeof mirrorSchema>;

export const mirrorId = (source: string, address: string): string => `${source}|${address}`;

/** The newest list of a source's addresses that was signed by its pinned key, and what came of the last check. The id is the source's. */
export const mirrorListSchema = z.object({
  id: z.string(),
  signedAt: z.string().nullable(),
  addresses: z.array(z.string()),
  checkedAt: z.string(),
  /** Why the list was refused when it was last looked at; null when it was taken. */
  refusal: z.string().nullable(),
});
export type MirrorList = z.infer<typeof mirrorListSchema>;
