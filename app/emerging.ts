import { createTermFinder, type EmergingTerm, type TermText } from '../extractors/lexicon/emerging.ts';
import type { Item } from '../model/item.ts';
import { matches } from '../search/matches.ts';
import type { Parts } from './parts.ts';
import { readQuery } from './queries/context.ts';

export interface EmergingAnswer {
  /** What part of the corpus is compared with the rest, in words. */
  readonly part: string;
  readonly texts: number;
  readonly rest: number;
  readonly terms: readonly EmergingTerm[];
}

const day = 86_400_000;

/** Listings and messages have words of a seller; a vendor's page has words about all of them. */
function textOf(item: Item): TermText | null {
  const content = item.current;
  const about = (author: string | null, text: string): TermText => ({
    id: item.id,
    vendor: `${item.source}|${author ?? ''}`,
    firstSeen: item.firstSeen,
    text,
  });
  if (content?.kind === 'listing')
    return about(content.value.vendor, `${content.value.title}\n${content.value.description ?? ''}`);
  return content?.kind === 'message' ? about(content.value.author, content.value.text) : null;
}

/** Whether an item belongs to the part: it matches the query, or without one was first seen in the last `days` before the newest. */
async function partOf(
  parts: Parts,
  query: string | null,
  days: number,
): Promise<{ readonly name: string; readonly holds: (item: Item) => Promise<boolean> }> {
  if (query !== null) {
    const read = readQuery(parts, query);
    const holds = async (item: Item): Promise<boolean> => {
      const document = await parts.storage.items.document(item.id);
      return document !== null && matches(read.query, document) !== null;
    };
    return { name: read.reads, holds };
  }
  let newest = '';
  for await (const item of parts.storage.items.each()) if (item.firstSeen > newest) newest = item.firstSeen;
  const from = newest === '' ? '' : new Date(Date.parse(newest) - days * day).toISOString();
  return { name: `first seen since ${from.slice(0, 10)}`, holds: async (item) => item.firstSeen >= from };
}

/**
 * Terms that the lexicon does not know and that stand out in a part of what is stored: in the matches of `query`, else in what was first seen in the
 * last `days` of the corpus. Two passes over the items, memory for the words of the part only. Throws `query-syntax`.
 */
export async function emergingTerms(
  parts: Parts,
  request: { readonly query: string | null; readonly days: number; readonly limit: number },
): Promise<EmergingAnswer> {
  const part = await partOf(parts, request.query, request.days);
  const finder = createTermFinder(parts.lexicon);
  const counts = { part: 0, rest: 0 };
  for (const side of ['part', 'rest'] as const) {
    for await (const item of parts.storage.items.each()) {
      const text = textOf(item);
      if (!text || (await part.holds(item)) !== (side === 'part')) continue;
      counts[side] += 1;
      finder[side](text);
    }
  }
  return { part: part.name, texts: counts.part, rest: counts.rest, terms: finder.terms().slice(0, request.limit) };
}
