import type { Item } from '../../model/item.ts';
import type { SearchDocument } from '../../search/document.ts';

/** The least that is an item, for tests that are about its document. */
export const itemOf = (document: Pick<SearchDocument, 'id' | 'kind' | 'source' | 'first' | 'seen'>): Item => ({
  id: document.id,
  kind: document.kind,
  source: document.source,
  key: `key-${document.id}`,
  url: null,
  firstSeen: new Date(document.first).toISOString(),
  lastSeen: new Date(document.seen).toISOString(),
  gone: null,
  current: null,
  language: null,
  provenance: {},
  issues: [],
  profile: 'test@1',
  lastCapture: 'c',
  lastObservation: 'o',
  lastObservedAt: new Date(document.seen).toISOString(),
  detailCapture: null,
  prices: [],
  shown: { row: null, detail: null },
  observations: 1,
  version: 1,
  events: [],
});
