import { describe, expect, it } from 'vitest';
import type { Item } from '../../model/item.ts';
import { emptyListing, type Listing } from '../../model/listing.ts';
import { emptyVendor } from '../../model/vendor.ts';
import { matches } from '../../search/matches.ts';
import { parseQuery } from '../../search/parse.ts';
import { toDocument } from '../../search/to-document.ts';
import { itemOf } from './items.ts';

const rates = {
  usd: (currency: string) => (currency === 'GBP' ? null : { rate: currency === 'EUR' ? 1.25 : 1, source: 'test' }),
};
const context = {
  market: 'Silk Bazaar',
  rates,
  substanceNames: (id: string) => (id === 'mdma' ? ['MDMA', 'ecstasy'] : [id]),
};
const item = (current: Item['current'], kind: Item['kind'] = 'listing'): Item => ({
  ...itemOf({ id: 'i1', kind, source: 'bazaar', first: 0, seen: 1 }),
  current,
});
const listing = (more: Partial<Listing>) =>
  toDocument(item({ kind: 'listing', value: { ...emptyListing('MDMA crystal'), ...more } }), context);
const finds = (query: string, document: ReturnType<typeof listing>) =>
  matches(parseQuery(query, { now: 0 }).query, document);

describe('the search document of an item', () => {
  it('holds prices in both currencies and per unit, at the main offer', () => {
    const price = { amount: '100', currency: 'EUR' };
    const offer = (value: number, amount: string) => ({
      quantity: { value, max: null, unit: 'g' as const },
      doseMg: null,
      price: { amount, currency: 'EUR' },
      raw: '',
    });
    expect(listing({ price, offers: [offer(5, '60'), offer(10, '100'), offer(50, '400')] })).toMatchObject({
      price: 100,
      currency: 'EUR',
      priceEur: 100,
      priceUsd: 125,
      unitEur: 10,
      unitUsd: 12.5,
      per: 'g',
      qty: 50,
      qtyUnit: 'g',
    });
    expect(listing({ price: { amount: '5', currency: 'GBP' } })).toMatchObject({
      price: 5,
      priceUsd: null,
      priceEur: null,
      unitEur: null,
      qty: null,
    });
  });
  it('is found by the names of its substances, its vendor and its category', () => {
    const document = listing({
      substances: [{ id: 'mdma', class: 'stimulant', confidence: 1, matched: 'MDMA' }],
      vendor: 'Grey Wharf',
      category: 'Stimulants',
    });
    for (const query of [
      'ecstasy',
      '"grey wharf"',
      'stimulants',
      'substance:mdma',
      'class:stimulant',
      'vendor:"grey  WHARF"',
      'market:"silk bazaar"',
      'market:bazaar',
    ]) {
      expect(finds(query, document), query).not.toBeNull();
    }
  });
  it('lets no phrase reach from one field into the next', () => {
    const document = listing({ description: 'pills today' });
    expect(finds('"mdma crystal"', document)).not.toBeNull();
    expect(finds('"crystal pills"', document)).toBeNull();
  });
  it('finds what is unknown', () => {
    expect(finds('country:unknown form:unknown', listing({}))).not.toBeNull();
    expect(finds('country:unknown', listing({ shipsFrom: ['NL'] }))).toBeNull();
  });
  it('finds a contact with and without its kind', () => {
    const document = toDocument(
      item(
        {
          kind: 'vendor',
          value: { ...emptyVendor('anna'), contacts: ['mail:anna.lab@example.org'], pgp: ['ABCD'.repeat(10)] },
        },
        'vendor',
      ),
      context,
    );
    expect(finds('contact:anna.lab@example.org', document)).toEqual([
      { field: 'contact', text: 'anna.lab@example.org' },
    ]);
    expect(finds('contact:mail:anna.lab@example.org', document)).not.toBeNull();
    expect(finds('contact:lab@example.org', document)).toBeNull();
    expect(finds(`pgp:"${'ABCD '.repeat(10)}"`, document)).not.toBeNull();
    expect(document).toMatchObject({ title: 'anna', vendor: 'anna', kind: 'vendor' });
  });
  it('is there for an item of which only the end was seen', () =>
    expect(toDocument(item(null), context)).toMatchObject({ title: '', text: '', price: null }));
});

describe('why a query met a document', () => {
  it.each([
    ['优质氯胺酮现货mdma晶体', '氯胺酮', '氯 胺 酮'],
    ['2C-B pills 20mg', '2C-B', '2c b'],
    ['Acme-Lab crystal', 'acme-lab', 'acme lab'],
    ['Ketamine', 'ketamin~1', 'ketamine'],
    ['Ketamine', 'keta*', 'ketamine'],
  ])('%s by %s: %s', (title, query, text) => {
    expect(finds(query, listing({ title }))).toContainEqual({ field: 'text', text });
  });
  it.each([
    ['2C-I blotter', '2C-B'],
    ['Vitamin B complex 2C', '2C-B'],
    ['Acme chemicals sale', 'acme-lab'],
    ['MDMA pills', 'mdma -pills'],
    ['白色晶体', '氯胺酮'],
  ])('%s is not met by %s', (title, query) => expect(finds(query, listing({ title }))).toBeNull());
});
