import fc from 'fast-check';
import type { Query } from '../../search/ast.ts';
import type { SearchDocument } from '../../search/document.ts';
import { fold, words } from '../../search/words.ts';

const blank: Omit<SearchDocument, 'id'> = {
  kind: 'listing',
  source: 'bazaar',
  market: 'Silk Bazaar',
  title: '',
  text: '',
  vendor: null,
  substance: [],
  class: [],
  form: null,
  country: [],
  to: [],
  lang: null,
  price: null,
  currency: null,
  priceUsd: null,
  priceEur: null,
  unitUsd: null,
  unitEur: null,
  per: null,
  qty: null,
  qtyUnit: null,
  purity: null,
  sold: null,
  rating: null,
  first: 0,
  seen: 0,
  gone: null,
  pgp: [],
  wallet: [],
  contact: [],
  hash: [],
  state: 'on-sale',
};

/** A document of plain text, for tests about words. */
export const documentOf = (id: string, title: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  ...blank,
  id,
  title: words(title).join(' '),
  text: words(title).join(' '),
  ...more,
});

/** Text that has broken search engines: scripts without spaces, marks, emoji, signs with a meaning for the engine, words that look like operators. */
const pieces = [
  'mdma',
  'MDMA',
  'ketamine',
  'ketamin',
  'ketaminе',
  'pills',
  'pill',
  '2C-B',
  '2c',
  'b',
  '优质氯胺酮',
  '晶体',
  'メタンフェタミン',
  'ยาบ้า',
  'ยา',
  'café',
  'cafe\u0301',
  'Straße',
  'ΜΔΜΑ',
  'µg',
  'μg',
  '❤️',
  '👩‍👩‍👧',
  '🇩🇪',
  '#420',
  '@user',
  'c.onion',
  "o'neil",
  'a"b',
  'a\\b',
  '*',
  '(',
  'NOT',
  'AND',
  'or',
  'near',
  '½ oz',
  '20mg',
  'title:',
  'ё',
  'е',
  'İstanbul',
  '메스암페타민',
  'x\u0000y',
  'x\u200by',
  '\ud800',
  'ﬁne',
  '{',
  '^',
  '-',
  'crystal',
] as const;

const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(' '));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null, freq: 2 });
const some = (...values: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });
const day = 86_400_000;
const moment = fc.integer({ min: 0, max: 60 }).map((days) => Date.UTC(2026, 8, 1) + days * day);
const amount = fc.constantFrom(0.5, 1, 5, 12.5, 20, 100);

const vendors = ['grey wharf', 'nordlicht', 'nоrdlicht', "o'neil", 'unknown', '100%'] as const;
const values = {
  substance: ['mdma', 'ketamine', '2c-b', 'lsd'],
  class: ['stimulant', 'dissociative'],
  form: ['crystal', 'pill'],
  country: ['nl', 'de', 'ww'],
  to: ['ww', 'eu', 'us'],
  lang: ['de', 'en'],
} as const;

export const document = (id: string): fc.Arbitrary<SearchDocument> =>
  fc
    .record({
      title: text,
      body: text,
      kind: fc.constantFrom('listing' as const, 'vendor' as const, 'message' as const),
      source: fc.constantFrom('bazaar', 'forum-1'),
      vendor: maybe(fc.constantFrom(...vendors)),
      substance: some(...values.substance),
      class: some(...values.class),
      form: maybe(fc.constantFrom(...values.form)),
      country: some(...values.country),
      to: some(...values.to),
      lang: maybe(fc.constantFrom(...values.lang)),
      price: maybe(amount),
      currency: maybe(fc.constantFrom('EUR', 'XMR')),
      priceUsd: maybe(amount),
      priceEur: maybe(amount),
      unitUsd: maybe(amount),
      unitEur: maybe(amount),
      per: maybe(fc.constantFrom('g' as const, 'unit' as const)),
      qty: maybe(amount),
      qtyUnit: maybe(fc.constantFrom('g' as const, 'ml' as const)),
      purity: maybe(amount),
      sold: maybe(amount),
      rating: maybe(fc.constantFrom(-3, 4.5, 5)),
      first: moment,
      seen: moment,
      gone: maybe(moment),
      pgp: some('abcd1234', 'ffff0000'),
      wallet: some('btc:bc1qxyz', 'xmr:44abc'),
      contact: some('mail:a@b.org', 'telegram:@x'),
      hash: some('00ff', '11ee'),
    })
    .map(({ title, body, ...rest }) => ({
      ...rest,
      id,
      title: words(title).join(' '),
      text: [words(title).join(' '), words(body).join(' ')].filter((each) => each !== '').join(' | '),
      market: rest.source === 'bazaar' ? 'Silk Bazaar' : 'Forum №1',
      state: rest.gone === null ? ('on-sale' as const) : ('gone' as const),
    }));

const tokens = (most: number): fc.Arbitrary<readonly string[]> =>
  fc.array(fc.constantFrom(...pieces.flatMap((piece) => [...words(piece)])), { minLength: 1, maxLength: most });

const wordsLeaf: fc.Arbitrary<Query> = fc
  .oneof(
    fc.record({
      field: fc.constantFrom('title' as const, 'text' as const),
      tokens: tokens(2),
      last: fc.constantFrom('exact' as const, 'prefix' as const, 'fuzzy' as const),
      slop: fc.constantFrom(0, 0, 0, 1, 4),
    }),
    fc.record({
      field: fc.constant('text' as const),
      tokens: tokens(3),
      last: fc.constant('exact' as const),
      slop: fc.constantFrom(0, 3),
    }),
  )
  .map((leaf) => ({ kind: 'words' as const, ...leaf }));

const keyword = (
  field: Extract<Query, { kind: 'keyword' }>['field'],
  ...known: readonly string[]
): fc.Arbitrary<Query> =>
  fc.record({ value: fc.constantFrom(...known, 'unknown'), prefix: fc.boolean() }).map(({ value, prefix }) => ({
    kind: 'keyword' as const,
    field,
    value: prefix ? fold(value.slice(0, 2)) : fold(value),
    prefix,
  }));

const keywordLeaf = fc.oneof(
  keyword('vendor', ...vendors),
  keyword('substance', ...values.substance),
  keyword('class', ...values.class),
  keyword('form', ...values.form),
  keyword('country', ...values.country),
  keyword('to', ...values.to),
  keyword('lang', ...values.lang),
  keyword('kind', 'listing', 'vendor'),
  keyword('state', 'on-sale', 'gone'),
  keyword('source', 'bazaar', 'forum-1'),
  keyword('market', 'silk bazaar', 'forum no1', 'bazaar'),
  keyword('wallet', 'btc:bc1qxyz', 'bc1qxyz'),
  keyword('contact', 'a@b.org', '@x'),
  keyword('pgp', 'abcd1234'),
  keyword('hash', '00ff'),
  keyword('id', 'd001', 'd150'),
);

const bound = (value: fc.Arbitrary<number>) =>
  fc.oneof(
    value.map((gt) => ({ gt })),
    value.map((gte) => ({ gte })),
    value.map((lt) => ({ lt })),
    value.map((lte) => ({ lte })),
    fc.tuple(value, value).map(([gte, lte]) => ({ gte, lte })),
    fc.constant({}),
  );

const numberLeaf: fc.Arbitrary<Query> = fc
  .oneof(
    fc.record({
      field: fc.constantFrom(
        'price' as const,
        'priceUsd' as const,
        'priceEur' as const,
        'purity' as const,
        'sold' as const,
        'rating' as const,
      ),
      range: bound(amount),
    }),
    fc.record({ field: fc.constant('price' as const), range: bound(amount), currency: fc.constantFrom('XMR', 'GBP') }),
    fc.record({
      field: fc.constantFrom('unitUsd' as const, 'unitEur' as const, 'qty' as const),
      range: bound(amount),
      per: fc.constantFrom('g' as const, 'ml' as const, 'unit' as const),
    }),
    fc.record({ field: fc.constantFrom('first' as const, 'seen' as const, 'gone' as const), range: bound(moment) }),
  )
  .map((leaf) => ({ kind: 'number' as const, ...leaf }));

/** Any query of up to three levels. */
export const query: fc.Arbitrary<Query> = fc.letrec<{ node: Query }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    { weight: 5, arbitrary: fc.oneof(wordsLeaf, wordsLeaf, keywordLeaf, numberLeaf) },
    { weight: 1, arbitrary: fc.constant<Query>({ kind: 'all' }) },
    { weight: 2, arbitrary: tie('node').map((node): Query => ({ kind: 'not', node })) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        nodes: fc.array(tie('node'), { maxLength: 4 }),
      }),
    },
  ),
})).node;
