import type { Item } from '../../model/item.ts';
import type { SearchDocument } from '../../search/document.ts';
import { keywordFields, valuesOf } from '../../search/keywords.ts';

const isSomething = (value: unknown): boolean => value !== null && !(Array.isArray(value) && value.length === 0);

/**
 * The fields of an item's document in its index: the item, its search document, and what of that is searched, each keyword with the values that a query
 * is compared with. Nulls and empty lists are left out of the latter: the server reads much faster what is not there.
 */
export function itemDocument(item: Item, document: SearchDocument): object {
  const { id: _, ...searched } = document;
  const keywords = keywordFields.filter((field) => field !== 'id').map((field) => [field, valuesOf(document, field)]);
  const all = { ...searched, marketName: document.market, ...Object.fromEntries(keywords) };
  const present = Object.fromEntries(Object.entries(all).filter(([, value]) => isSomething(value)));
  return { body: item, document, itemKey: item.key, ...present };
}
