import type { KeywordField } from './ast.ts';
import type { SearchDocument } from './document.ts';
import { fold } from './words.ts';

/** What a facet shows, and a query finds, when nothing is known. */
const unknown = 'unknown';

const orUnknown = (values: readonly string[]): readonly string[] => (values.length > 0 ? values : [unknown]);
const single = (value: string | null): readonly string[] => (value === null ? [] : [value]);

/** `mail:a@b.org` is found with and without its kind. */
const withBareValue = (values: readonly string[]): readonly string[] =>
  values.flatMap((value) => {
    const colon = value.indexOf(':');
    return colon > 0 ? [value, value.slice(colon + 1)] : [value];
  });

/** The values from which withBareValue made these. */
export function withoutBareValues(values: readonly string[]): readonly string[] {
  const stated: string[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? '';
    stated.push(value);
    if (value.indexOf(':') > 0) at += 1;
  }
  return stated;
}

/** Keyword fields of which a value belongs to one item or a few, and an item may have any number. */
const identifierFields = ['id', 'hash', 'wallet', 'pgp', 'contact'] as const satisfies readonly KeywordField[];

/** Keyword fields that describe an item, in the order of how few items share a value. */
export const describingFields = [
  'vendor',
  'substance',
  'form',
  'country',
  'to',
  'class',
  'source',
  'market',
  'lang',
  'kind',
  'state',
] as const satisfies readonly KeywordField[];

/** Every keyword field, in the order of how few items share a value. */
export const keywordFields = [...identifierFields, ...describingFields] as const;

/** Keyword fields of which a value is rarer than most words. */
export const rareFields: readonly KeywordField[] = [...identifierFields, 'vendor'];

/** The values that a keyword of `field` is compared with. A market is found by its name and by its source id. */
export function valuesOf(document: SearchDocument, field: KeywordField): readonly string[] {
  switch (field) {
    case 'market':
      return [fold(document.market), document.source];
    case 'contact':
    case 'wallet':
      return withBareValue(document[field]);
    case 'pgp':
    case 'hash':
      return document[field];
    case 'id':
    case 'source':
    case 'kind':
    case 'state':
      return [document[field]];
    case 'vendor':
    case 'form':
    case 'lang':
      return orUnknown(single(document[field]));
    case 'substance':
    case 'class':
    case 'country':
    case 'to':
      return orUnknown(document[field]);
  }
}
