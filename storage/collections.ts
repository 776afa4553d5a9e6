import { z } from 'zod';
import { alertSchema, deliverySchema, subscriptionSchema } from '../model/alert.ts';
import { candidateSchema, decisionSchema, mentionSchema } from '../model/candidate.ts';
import { captureSchema } from '../model/capture.ts';
import { driftSchema, fillsSchema } from '../model/drift.ts';
import { urlRecordSchema } from '../model/frontier.ts';
import { generationSchema } from '../model/identity.ts';
import { mirrorListSchema, mirrorSchema } from '../model/mirror.ts';
import { noticeSchema } from '../model/notice.ts';
import { observationSchema } from '../model/observation.ts';
import { accountUseSchema, sealedSessionSchema } from '../model/session.ts';
import { sourceSchema } from '../model/source.ts';
import { wallSightingSchema } from '../model/wall.ts';
import { workerSchema } from '../model/worker.ts';
import type { CollectionName, Collections, Sighting, TurnRecord } from './port.ts';

type FieldType = 'text' | 'integer' | 'real' | 'boolean';

/**
 * One collection: the schema every written value has to meet, the fields that can be searched and sorted by (top-level, scalar or null),
 * and the combinations of them that are asked for often. `derived` collections can be rebuilt from the archive.
 */
export interface Declaration<T> {
  readonly schema: z.ZodType<T>;
  readonly fields: Readonly<Record<string, FieldType>>;
  readonly indexes: readonly (readonly string[])[];
  readonly derived: boolean;
}

const sightingSchema: z.ZodType<Sighting> = z.object({
  id: z.string(),
  item: z.string(),
  source: z.string(),
  day: z.iso.date(),
  firstAt: z.string(),
  lastAt: z.string(),
  vendor: z.string().nullable(),
  substances: z.array(z.string()),
  priceUsd: z.number().nullable(),
  priceEur: z.number().nullable(),
  unitUsd: z.number().nullable(),
  unitEur: z.number().nullable(),
  per: z.string().nullable(),
  pages: z.array(z.string()),
});

const turnSchema: z.ZodType<TurnRecord> = z.object({
  id: z.string(),
  source: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  outcome: z.enum(['complete', 'partial', 'parked', 'failed', 'later']),
  reason: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
  fills: fillsSchema.optional(),
  drift: z.array(driftSchema).optional(),
  requests: z.number().optional(),
  walk: z.enum(['whole', 'part']).optional(),
  lot: z.object({ visits: z.number(), changed: z.number(), missing: z.number() }).optional(),
});

type Declarations = {
  readonly [Name in CollectionName]: Declaration<
    Collections[Name] extends { get(id: string): Promise<{ value: infer T } | null> } ? T : never
  >;
};

/** Every collection, declared once; each store derives its tables or mappings from this. */
export const collections: Declarations = {
  sources: {
    schema: sourceSchema,
    fields: { kind: 'text', state: 'text', via: 'text' },
    indexes: [],
    derived: false,
  },
  urls: {
    schema: urlRecordSchema,
    fields: {
      source: 'text',
      url: 'text',
      state: 'text',
      page: 'text',
      key: 'text',
      priority: 'integer',
      dueAt: 'text',
      lastFetchAt: 'text',
    },
    indexes: [['source', 'state', 'dueAt']],
    derived: false,
  },
  captures: {
    schema: captureSchema,
    fields: { source: 'text', url: 'text', capturedAt: 'text', status: 'integer', sha256: 'text' },
    indexes: [['source', 'capturedAt'], ['url', 'capturedAt'], ['sha256']],
    derived: true,
  },
  observations: {
    schema: observationSchema,
    fields: { item: 'text', capture: 'text', source: 'text', kind: 'text', observedAt: 'text' },
    indexes: [['item', 'observedAt'], ['capture'], ['source', 'observedAt']],
    derived: true,
  },
  sightings: {
    schema: sightingSchema,
    fields: { item: 'text', source: 'text', day: 'text' },
    indexes: [
      ['item', 'day'],
      ['source', 'day'],
    ],
    derived: true,
  },
  turns: {
    schema: turnSchema,
    fields: { source: 'text', startedAt: 'text', endedAt: 'text', outcome: 'text' },
    indexes: [['source', 'startedAt']],
    derived: false,
  },
  subscriptions: {
    schema: subscriptionSchema,
    fields: { owner: 'text', name: 'text', muted: 'boolean' },
    indexes: [],
    derived: false,
  },
  alerts: {
    schema: alertSchema,
    fields: { subscription: 'text', item: 'text', reason: 'text', at: 'text' },
    indexes: [['subscription', 'at'], ['item', 'at'], ['at']],
    derived: false,
  },
  deliveries: {
    schema: deliverySchema,
    fields: { alert: 'text', to: 'text', state: 'text', nextAt: 'text' },
    indexes: [['alert'], ['to', 'state', 'nextAt'], ['state', 'nextAt'], ['nextAt']],
    derived: false,
  },
  mirrors: {
    schema: mirrorSchema,
    fields: { source: 'text', address: 'text', standing: 'text' },
    indexes: [['source']],
    derived: false,
  },
  mirrorlists: {
    schema: mirrorListSchema,
    fields: { checkedAt: 'text' },
    indexes: [],
    derived: false,
  },
  mentions: {
    schema: mentionSchema,
    fields: { source: 'text', address: 'text', at: 'text' },
    indexes: [['address', 'at']],
    derived: true,
  },
  candidates: {
    schema: candidateSchema,
    fields: { source: 'text', address: 'text' },
    indexes: [['address']],
    derived: true,
  },
  decisions: {
    schema: decisionSchema,
    fields: { decision: 'text' },
    indexes: [],
    derived: false,
  },
  walls: {
    schema: wallSightingSchema,
    fields: { source: 'text', wall: 'text', at: 'text' },
    indexes: [
      ['source', 'wall', 'at'],
      ['source', 'at'],
    ],
    derived: true,
  },
  notices: {
    schema: noticeSchema,
    fields: { source: 'text', at: 'text' },
    indexes: [['source', 'at'], ['at']],
    derived: false,
  },
  workers: {
    schema: workerSchema,
    fields: { heartbeatAt: 'text', endedAt: 'text' },
    indexes: [],
    derived: false,
  },
  sessions: {
    schema: sealedSessionSchema,
    fields: { source: 'text', key: 'text' },
    indexes: [],
    derived: false,
  },
  accounts: {
    schema: accountUseSchema,
    fields: { source: 'text' },
    indexes: [],
    derived: false,
  },
  identities: {
    schema: generationSchema,
    fields: { source: 'text' },
    indexes: [],
    derived: false,
  },
};

export const collectionNames = Object.keys(collections) as readonly CollectionName[]; // the keys of a record typed by CollectionName
