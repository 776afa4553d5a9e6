import type { Item } from '../../model/item.ts';
import type { SearchDocument } from '../../search/document.ts';

const isSomething = (value: unknown): boolean => value !== null && !(Array.isArray(value) && value.length === 0);

/**
 * The fields of an item's document in its index: the item, its search document, and what of that is searched. Nulls and empty lists are left out of
 * the latter: the server reads much faster what is not there.
 */
export function itemDocument(item: Item, document: SearchDocument): object {
  const { id: _, ...searched } = document;
  const present = Object.fromEntries(Object.entries(searched).filter(([, value]) => isSomething(value)));
  return { body: item, document, itemKey: item.key, ...present };
}
