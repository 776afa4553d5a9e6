import type { Item } from '../../model/item.ts';
import { type ExportContext, toCsv, toJsonl } from '../../search/export.ts';
import type { ExportFormat } from '../api.ts';
import type { Parts } from '../parts.ts';
import { marketNames, readQuery, substanceName } from './context.ts';

async function exportContext(parts: Parts): Promise<ExportContext> {
  const names = await marketNames(parts);
  return {
    market: (source) => names.get(source) ?? source,
    substanceName: (id) => substanceName(parts, id),
    rates: parts.rates,
  };
}

/** Pieces of a file with every match, in constant memory and without a limit. Throws `query-syntax` at the first piece. */
export async function* exportItems(parts: Parts, query: string, format: ExportFormat): AsyncIterable<string> {
  const items: AsyncIterable<Item> = parts.storage.items.stream(readQuery(parts, query).query);
  const context = await exportContext(parts);
  yield* format === 'csv' ? toCsv(items, context) : toJsonl(items, context);
}
