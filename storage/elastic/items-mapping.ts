import type { estypes } from '@elastic/elasticsearch';

const keyword = { type: 'keyword' } as const;
const number = { type: 'double', coerce: false } as const;
const time = { type: 'date', format: 'epoch_millis' } as const;
const text = { type: 'text', analyzer: 'whitespace' } as const;

/** The fields of an item that can be searched, beside those that every document has: the item's key on its site, and its search document. */
export const itemProperties: Readonly<Record<string, estypes.MappingProperty>> = {
  itemKey: keyword,
  /** Keywords whose only value, `unknown`, stands for none. */
  unstated: { type: 'keyword', index: false, doc_values: false },
  /** In documents of an older form: the search document as a whole. */
  document: { type: 'object', enabled: false },
  kind: keyword,
  source: keyword,
  market: keyword,
  /** As shown; `market` is what a query is compared with. */
  marketName: keyword,
  title: text,
  text,
  vendor: keyword,
  substance: keyword,
  class: keyword,
  form: keyword,
  country: keyword,
  to: keyword,
  lang: keyword,
  price: number,
  currency: keyword,
  priceUsd: number,
  priceEur: number,
  unitUsd: number,
  unitEur: number,
  per: keyword,
  qty: number,
  qtyUnit: keyword,
  purity: number,
  sold: number,
  rating: number,
  first: time,
  seen: time,
  gone: time,
  pgp: keyword,
  wallet: keyword,
  contact: keyword,
  hash: keyword,
  state: keyword,
};
