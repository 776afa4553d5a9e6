import type { Item } from '../../model/item.ts';
import type { SearchDocument } from '../../search/document.ts';

/** The fields of an item's document in its index: the item, its search document, and what of that is searched. Lists and nulls as they are. */
export function itemDocument(item: Item, document: SearchDocument): object {
  const { id: _, ...searched } = document;
  return { body: item, document, itemKey: item.key, ...searched };
}
