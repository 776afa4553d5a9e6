import { findUnlisted } from '../../extractors/lexicon/unlisted.ts';
import type { Item } from '../../model/item.ts';
import type { Query } from '../../search/ast.ts';
import { matches } from '../../search/matches.ts';
import { parseQuery } from '../../search/parse.ts';
import { fold } from '../../search/words.ts';
import type { ItemSummary } from '../api.ts';
import type { Parts } from '../parts.ts';
import { summarise } from './summary.ts';

/** A query with its meaning in words, relative dates counted from now and names of substances resolved. */
export const readQuery = (parts: Parts, text: string): { readonly query: Query; readonly reads: string } =>
  parseQuery(text, { now: parts.clock.now(), resolveSubstance: (term) => parts.lexicon.resolve(term) });

export const keyword = (field: Extract<Query, { kind: 'keyword' }>['field'], value: string): Query => ({
  kind: 'keyword',
  field,
  value: fold(value),
  prefix: false,
});
export const allOf = (...nodes: readonly Query[]): Query => ({ kind: 'and', nodes });

/** The item of a vendor by its handle on one source, or null when only its listings were seen. */
export async function findVendor(parts: Parts, source: string, handle: string): Promise<string | null> {
  const query = allOf(keyword('kind', 'vendor'), keyword('source', source), keyword('vendor', handle));
  return (await parts.storage.items.search(query, { sort: 'seen', limit: 1 })).ids[0] ?? null;
}

export async function marketNames(parts: Parts): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for await (const source of parts.storage.sources.each()) names.set(source.id, source.name);
  return names;
}

export const substanceName = (parts: Parts, id: string): string => parts.lexicon.byId(id)?.name ?? id;

/** The class of a substance, also of one that no list names yet but whose name tells it; "unknown" where nothing does. */
export const classOf = (parts: Parts, id: string): string =>
  parts.lexicon.byId(id)?.class ?? findUnlisted(id, parts.lexicon)[0]?.class ?? 'unknown';

/** What a substance is found by in text: its name and its class. */
export const namesOf = (parts: Parts, id: string): readonly string[] => [substanceName(parts, id), classOf(parts, id)];

/** Summaries with the names of their vendors and markets looked up once each; with a query, also where it met them. */
export async function summariseAll(
  parts: Parts,
  items: readonly Item[],
  query: Query | null = null,
): Promise<readonly ItemSummary[]> {
  const names = await marketNames(parts);
  const vendors = new Map<string, string | null>();
  for (const item of items) {
    const handle =
      item.current?.kind === 'listing'
        ? item.current.value.vendor
        : item.current?.kind === 'message'
          ? item.current.value.author
          : null;
    const name = handle === null ? '' : `${item.source}|${handle}`;
    if (handle !== null && !vendors.has(name)) vendors.set(name, await findVendor(parts, item.source, handle));
  }
  const context = {
    market: (source: string) => names.get(source) ?? source,
    substanceName: (id: string) => substanceName(parts, id),
    rates: parts.rates,
    vendorId: (source: string, handle: string) => vendors.get(`${source}|${handle}`) ?? null,
  };
  return Promise.all(
    items.map(async (item) => {
      const document = query && (await parts.storage.items.document(item.id));
      return summarise(item, context, (query && document && matches(query, document)) ?? []);
    }),
  );
}

/** The items behind ids, in their order; one that vanished meanwhile is left out. */
export async function itemsOf(parts: Parts, ids: readonly string[]): Promise<readonly Item[]> {
  const found = await Promise.all(ids.map((id) => parts.storage.items.get(id)));
  return found.flatMap((each) => (each ? [each.item] : []));
}
