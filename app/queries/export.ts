import type { Item } from '../../model/item.ts';
import type { Query } from '../../search/ast.ts';
import { type ExportContext, toCsv, toJsonl } from '../../search/export.ts';
import type { SearchPage } from '../../storage/port.ts';
import type { ExportFormat, ExportPart } from '../api.ts';
import type { Parts } from '../parts.ts';
import { itemsOf, marketNames, readQuery, substanceName } from './context.ts';

async function exportContext(parts: Parts): Promise<ExportContext> {
  const names = await marketNames(parts);
  return {
    market: (source) => names.get(source) ?? source,
    substanceName: (id) => substanceName(parts, id),
    rates: parts.rates,
  };
}

const pageSize = 500;

/** The same items in the same order as a search shows them, page by page. */
async function* inOrder(
  parts: Parts,
  query: Query,
  { sort = 'seen', from = 0, limit }: ExportPart,
): AsyncIterable<Item> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  let after: string | null = null;
  for (let first = true; left > 0 && (first || after !== null); first = false) {
    const place: { readonly after: string | null } | { readonly from: number } = first ? { from } : { after };
    const page: SearchPage = await parts.storage.items.search(query, {
      sort,
      limit: Math.min(pageSize, left),
      ...place,
    });
    yield* await itemsOf(parts, page.ids);
    left -= page.ids.length;
    after = page.next;
  }
}

/**
 * Pieces of a file with every match by id, in constant memory and without a limit; with `part`, what a search would show of it. Throws
 * `query-syntax` at the first piece.
 */
export async function* exportItems(
  parts: Parts,
  text: string,
  format: ExportFormat,
  part: ExportPart | null = null,
): AsyncIterable<string> {
  const { query } = readQuery(parts, text);
  const items = part === null ? parts.storage.items.stream(query) : inOrder(parts, query, part);
  const context = await exportContext(parts);
  yield* format === 'csv' ? toCsv(items, context) : toJsonl(items, context);
}
