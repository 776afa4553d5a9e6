import { LeadlineError } from '../../model/errors.ts';
import type { Item } from '../../model/item.ts';
import type { SearchDocument } from '../../search/document.ts';
import type { Items } from '../port.ts';
import type { Elastic } from './client.ts';
import { notRemoved, readAll, type Stored } from './documents.ts';
import type { Indices } from './indices.ts';

const later = (): never => {
  throw new LeadlineError('usage', 'This store cannot answer that yet');
};

/** Items by id and their number; searches follow. */
export function createItems(elastic: Elastic, indices: Indices): Items {
  const index = indices.items;
  const stored = async (id: string) => (await readAll(elastic, indices, [{ name: 'items', id }]))[0]?.source ?? null;
  return {
    get: async (id) => {
      const source = await stored(id);
      return source ? { item: source.body as Item, version: source.version } : null; // itemDocument wrote it
    },
    document: async (id) => {
      const source = (await stored(id)) as (Stored & { document: SearchDocument }) | null; // itemDocument wrote it
      return source?.document ?? null;
    },
    count: async (query) => {
      await index.refreshed();
      const token = query.kind === 'words' ? query.tokens[0] : undefined;
      const filter = token === undefined ? [notRemoved] : [notRemoved, { term: { text: token } }];
      return (await elastic.ask((client) => client.count({ index: index.name, query: { bool: { filter } } }))).count;
    },
    byKey: later,
    search: later,
    facets: later,
    histogram: later,
    stream: later,
    sightings: later,
    each: later,
  };
}
