import { z } from '@hono/zod-openapi';
import { mirrorSchema } from '../../model/mirror.ts';
import { sourceKinds, sourceSchema } from '../../model/source.ts';

export const mirrorView = mirrorSchema
  .pick({
    address: true,
    standing: true,
    reason: true,
    lastGoodAt: true,
    lastFailureAt: true,
    lastFailure: true,
    failuresInARow: true,
    restUntil: true,
  })
  .extend({ medianFirstByteMs: z.number().nullable() });

export const mirrorListView = z.object({
  list: z.string(),
  signedAt: z.string().nullable(),
  checkedAt: z.string().nullable(),
  refusal: z.string().nullable(),
  addresses: z.number().int(),
});

const candidateView = z
  .object({
    address: z.string(),
    firstSeen: z.string().nullable(),
    lastDay: z.string().nullable(),
    pages: z.number().int(),
    sources: z.array(z.object({ source: z.string(), pages: z.number().int() })),
    evidence: z.array(
      z.object({ source: z.string(), url: z.string(), capture: z.string(), at: z.string(), context: z.string() }),
    ),
    signedBy: z.array(z.string()),
    lookAlike: z.object({ host: z.string(), source: z.string(), words: z.string() }).nullable(),
    decision: z
      .object({ decision: z.enum(['approved', 'rejected']), at: z.string(), reason: z.string().nullable() })
      .nullable(),
  })
  .openapi('Candidate');

export const candidatesAnswer = z.object({ candidates: z.array(candidateView), total: z.number().int() });

export const candidatesQuery = z.object({
  decided: z
    .enum(['true', 'false', '1', '0'])
    .default('false')
    .transform((text) => text === 'true' || text === '1')
    .describe('Those that a person has decided on'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const approval = z
  .strictObject({
    id: sourceSchema.shape.id.describe('Of a source that is there: one more address of it; else of a new source'),
    name: z.string().trim().min(1).max(120).optional(),
    kind: z.enum(sourceKinds).optional(),
    active: z.boolean().optional().describe('Visit a new source at once'),
    trust: z.boolean().optional().describe('Although it looks like a known address'),
  })
  .openapi('Approval');

export const rejection = z.strictObject({ reason: z.string().max(500).nullable().default(null) }).openapi('Rejection');

export const decision = z.object({
  id: z.string(),
  decision: z.enum(['approved', 'rejected']),
  at: z.string(),
  reason: z.string().nullable(),
  source: z.string().nullable(),
});
