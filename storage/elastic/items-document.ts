import type { Item } from '../../model/item.ts';
import type { SearchDocument } from '../../search/document.ts';
import { keywordFields, valuesOf, withoutBareValues } from '../../search/keywords.ts';

const isSomething = (value: unknown): boolean => value !== null && !(Array.isArray(value) && value.length === 0);

const keywords = keywordFields.filter((field) => field !== 'id');
type Keyword = (typeof keywords)[number];
/** Of these a document has one value or null; of the other keywords any number. */
const singles: readonly Keyword[] = ['kind', 'source', 'vendor', 'form', 'lang', 'state'];
const others = [
  'title',
  'text',
  'price',
  'currency',
  'priceUsd',
  'priceEur',
  'unitUsd',
  'unitEur',
  'per',
  'qty',
  'qtyUnit',
  'purity',
  'sold',
  'rating',
  'first',
  'seen',
  'gone',
] as const satisfies readonly (keyof SearchDocument)[];

/**
 * The fields of an item's document in its index: the item, and what is searched of it, each keyword with the values that a query is compared with, and
 * `unstated`, the keywords of which nothing is known. Nulls and empty lists are left out: the server reads much faster what is not there.
 */
export function itemDocument(item: Item, document: SearchDocument): object {
  const all = {
    ...Object.fromEntries(others.map((field) => [field, document[field]])),
    ...Object.fromEntries(keywords.map((field) => [field, valuesOf(document, field)])),
    marketName: document.market,
    unstated: keywords.filter((field) => !isSomething(document[field])),
  };
  const present = Object.fromEntries(Object.entries(all).filter(([, value]) => isSomething(value)));
  return { body: item, itemKey: item.key, ...present };
}

type Fields = Readonly<Record<string, unknown>>;

function keywordOf(field: Keyword, fields: Fields, unstated: readonly string[]): unknown {
  const values = unstated.includes(field) ? [] : ((fields[field] ?? []) as readonly string[]); // written above
  if (singles.includes(field)) return values[0] ?? null;
  return field === 'contact' || field === 'wallet' ? withoutBareValues(values) : values;
}

/** The search document that itemDocument was given. */
export function searchDocumentOf(id: string, fields: Fields): SearchDocument {
  const unstated = (fields.unstated ?? []) as readonly string[]; // written above
  return {
    id,
    ...Object.fromEntries(others.map((field) => [field, fields[field] ?? null])),
    ...Object.fromEntries(keywords.map((field) => [field, keywordOf(field, fields, unstated)])),
    market: fields.marketName,
  } as SearchDocument; // all of its fields are named above
}
