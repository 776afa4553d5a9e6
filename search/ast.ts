import type { Unit } from '../model/quantity.ts';

/** Fields whose value is compared as a whole, after folding. */
export type KeywordField =
  | 'vendor'
  | 'market'
  | 'source'
  | 'kind'
  | 'substance'
  | 'class'
  | 'form'
  | 'country'
  | 'to'
  | 'lang'
  | 'pgp'
  | 'wallet'
  | 'contact'
  | 'hash'
  | 'state'
  | 'id';
/** Fields that are compared as numbers; times are epoch milliseconds. */
export type NumberField =
  | 'price'
  | 'priceUsd'
  | 'priceEur'
  | 'unitUsd'
  | 'unitEur'
  | 'qty'
  | 'purity'
  | 'sold'
  | 'rating'
  | 'first'
  | 'seen'
  | 'gone';

export interface Range {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}

/**
 * A query after reading: no text, no relative date, no alias is left, so that it means the same to every store.
 * `words`: tokens in a row in one field ("title" or "text"); `last` says how the last token is compared; `slop` allows up to that many other
 * tokens between the first and the last, in any order, when greater than 0.
 */
export type Query =
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly nodes: readonly Query[] }
  | { readonly kind: 'not'; readonly node: Query }
  | {
      readonly kind: 'words';
      readonly field: 'title' | 'text';
      readonly tokens: readonly string[];
      readonly last: 'exact' | 'prefix' | 'fuzzy';
      readonly slop: number;
    }
  | { readonly kind: 'keyword'; readonly field: KeywordField; readonly value: string; readonly prefix: boolean }
  | {
      readonly kind: 'number';
      readonly field: NumberField;
      readonly range: Range;
      readonly per?: Unit;
      readonly currency?: string;
    };
