import { z } from 'zod';

export const sourceKinds = ['market', 'forum', 'channel'] as const;
export const sourceStates = ['active', 'paused', 'parked', 'closed'] as const;

/** Limits on how a source is visited. Times in milliseconds. Quiet hours are UTC, `[from, to)`, and may wrap midnight. */
export const politenessSchema = z.strictObject({
  minIntervalMs: z.number().int().min(0).default(2_000),
  jitter: z.number().min(0).max(1).default(0.5),
  maxInFlight: z.number().int().min(1).max(16).default(1),
  pagesPerTurn: z.number().int().min(1).default(2_000),
  /** Answers that are asked for on one day in UTC, by all turns and workers together; null or absent: as many as there is reason to. */
  pagesPerDay: z.number().int().min(1).nullable().optional(),
  quietHours: z
    .strictObject({ from: z.number().int().min(0).max(23), to: z.number().int().min(0).max(23) })
    .nullable()
    .default(null),
});
export type Politeness = z.infer<typeof politenessSchema>;

/** One of several accounts of a source, each with a circuit, a session and limits of its own. null: no limit. */
export const accountSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][\w.@-]{0,63}$/),
  maxPagesPerDay: z.number().int().min(1).nullable(),
  /** Of a UTC day, in which the account is used. */
  maxMsPerDay: z.number().int().min(60_000).nullable(),
  /** The rest after each turn. */
  coolDownMs: z.number().int().min(0),
});
export type Account = z.infer<typeof accountSchema>;

/** Where a source publishes its addresses, and the key that must have signed them. */
export const pinnedListSchema = z.strictObject({
  /** An http(s) address, or an absolute path. */
  list: z.string(),
  /** Where a detached signature stands; null: the list is clear-signed. */
  signature: z.string().nullable(),
  /** Upper-case hexadecimal; null: that of `armored`. */
  fingerprint: z.string().nullable(),
  armored: z.string().nullable(),
  /** Where the public key stands when only its fingerprint is pinned; null: beside the list. */
  keyAt: z.string().nullable(),
  /** `signed`: new addresses of the list are used at once; `ask`: they become candidates. */
  take: z.enum(['ask', 'signed']),
});
export type PinnedList = z.infer<typeof pinnedListSchema>;

/** A market, forum or channel that is watched. `state` parked: a person has to act (`reason` says why); closed: it no longer exists. */
export const sourceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  name: z.string(),
  kind: z.enum(sourceKinds),
  addresses: z.array(z.string()),
  /** Absent: its addresses are those of its file, and what people approve. */
  mirrors: pinnedListSchema.optional(),
  via: z.enum(['tor', 'import']),
  /** Name of a site profile, or null: recognised by its marker, else read without a profile. */
  profile: z.string().nullable(),
  account: z.string().nullable(),
  /** Absent: none but `account`. */
  accounts: z.array(accountSchema).optional(),
  politeness: politenessSchema,
  everyMs: z.number().int().min(60_000),
  state: z.enum(sourceStates),
  reason: z.string().nullable(),
  lastTurnAt: z.string().nullable(),
  lastSuccessAt: z.string().nullable(),
});
export type Source = z.infer<typeof sourceSchema>;
