import fc from 'fast-check';
import { expect, it } from 'vitest';
import { itemDocument, searchDocumentOf } from '../../storage/elastic/items-document.ts';
import { document, documentOf } from '../search/documents.ts';
import { itemOf } from '../search/items.ts';

const again = (value: object): Readonly<Record<string, unknown>> => JSON.parse(JSON.stringify(value));

it('the search document of an item comes back from what is searched of it', () => {
  fc.assert(
    fc.property(document('d1'), (each) => {
      expect(searchDocumentOf('d1', again(itemDocument(itemOf(each), each)))).toEqual(again(each));
    }),
  );
});

it('a contact, a wallet and a vendor that look like something else come back as they were', () => {
  const each = documentOf('d2', 'mdma', {
    contact: ['mail:a@b.org', 'plain', ':odd', 'x:y:z', 'a:'],
    wallet: ['btc:1abc', 'btc:1abc'],
    vendor: 'unknown',
    form: null,
    to: ['unknown'],
    market: 'Über Markt',
  });
  expect(searchDocumentOf('d2', again(itemDocument(itemOf(each), each)))).toEqual(again(each));
});
