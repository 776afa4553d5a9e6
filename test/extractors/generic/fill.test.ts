import { describe, expect, it } from 'vitest';
import { profileOf, read, readJson } from '../reading.ts';

const profile = profileOf(`
name: shop
version: 1
kind: market
marker: ['#shop']
pages:
  listing:
    state: listing
    urls: ['^/item/(?<key>\\d+)$']
    when: ['.item']
    follow: 3
    fields:
      title: '.item h1'
      vendor: '.seller'
      price: '.old-price-class'
      stock: { after: Stock }
`);
const page = (body: string): string =>
  `<html><head><title>MDMA 10g</title></head><body id="shop"><div class="item"><h1>MDMA 10g</h1>${body}</div></body></html>`;
const body = '<p>Price: 180 EUR</p><p class="seller">tidepool</p><p>Ships from: Germany</p>';
const at = { url: 'http://shop.invalid/item/7' };
const by = { profile, profiles: [profile] };

describe("where a profile's rule finds nothing", () => {
  it('the generic reading fills in the field and says so', () => {
    const [draft] = read(page(body), by, at).drafts;
    expect(draft?.content?.value).toMatchObject({ vendor: 'tidepool', price: { amount: '180', currency: 'EUR' } });
    expect(draft?.provenance.price).toMatchObject({ rule: 'generic:label colon', raw: '180 EUR' });
    expect(draft?.provenance.vendor?.rule).not.toMatch(/^generic/);
  });

  it('fields without a rule stay as the profile left them', () => {
    expect(readJson(page(body), by, at).listings[0]?.shipsFrom).toEqual([]);
  });

  it('text that the rule met and that says no number stays unread', () => {
    const [listing] = readJson(page(`${body}<p>Stock: Unlimited</p><p>12 in stock elsewhere</p>`), by, at).listings;
    expect(listing?.stock).toBeNull();
  });

  it('nothing is filled in that the generic reading is not sure of', () => {
    expect(
      readJson(page('<p class="seller">tidepool</p><p>Price: $40 - $900</p>'), by, at).listings[0]?.price,
    ).toBeNull();
  });
});
