import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePage } from '../../extractors/document.ts';
import { type Miss, missesOf } from '../../extractors/sites/missed.ts';
import { pageOf, profileOf, read } from './reading.ts';

const profile = profileOf(`
name: stall
version: 1
kind: market
marker: ["body.stall"]
pages:
  listing:
    state: listing
    urls: ['^/item/(?<key>\\d+)$']
    when: [".ware"]
    fields:
      title: ".ware h2"
      vendor: { within: ".facts", after: Seller }
      price: [".ware .cost", { select: ".ware .note", regex: "(\\\\d+ EUR)" }]
      shipsFrom: { select: ".flag", attr: title }
      stock: { url: "stock=(\\\\d+)" }
  index:
    state: index
    when: [".list"]
    rows:
      - select: ".list li"
        kind: listing
        fields: { title: "a", price: ".p" }
`);

const missed = (html: string): readonly Miss[] => {
  const input = pageOf(html, { url: 'http://stall.invalid/item/1' });
  return missesOf(input, parsePage(html, input.url), profile);
};
const why = (html: string, field: string): string[] =>
  missed(html).flatMap((miss) => (miss.field === field ? [miss.reason] : []));

const facts = '<dl class="facts"><dt>Vendor</dt><dd>ann</dd><dt>Ships</dt><dd>fast</dd></dl>';
const listing = `<body class="stall"><div class="ware"><h3>Salt</h3><p class="note">ask for price</p>${facts}<i class="flag"></i></div></body>`;

describe('why a rule found nothing', () => {
  it('names the part of a selector that still matches', () => {
    expect(why(listing, 'title')).toEqual(['nothing matches ".ware h2"; ".ware" alone matches 1 element']);
  });

  it('lists the labels that are there instead of the one that is not', () => {
    expect(why(listing, 'vendor')).toEqual(['no label "seller" with a value; labels there: "vendor", "ships"']);
  });

  it('says of each rule of a cascade what stopped it', () => {
    expect(why(listing, 'price')).toEqual([
      'nothing matches ".ware .cost"; ".ware" alone matches 1 element',
      'found "ask for price", which does not fit /(\\d+ EUR)/u',
    ]);
  });

  it('tells a missing attribute, an address of another form and text that is no value from one another', () => {
    expect(why(listing, 'shipsFrom')).toEqual(['1 element found, none with the attribute "title"']);
    expect(why(listing, 'stock')[0]).toContain('the address "/item/1" does not fit');
    expect(why(listing.replace('<i class="flag">', '<b class="cost">soon</b>'), 'price')[0]).toBe(
      'found "soon", which cannot be read as price',
    );
  });

  it('counts the rows that miss a field, and says when there are no rows', () => {
    const row = (more: string) => `<li><a href="/item/2">Salt</a>${more}</li>`;
    const list = (rows: string) => `<body class="stall"><ul class="list">${rows}</ul></body>`;
    expect(why(list(row('<b class="p">9 EUR</b>') + row('') + row('')), 'price')).toEqual([
      '2 of 3 rows: nothing matches ".p"',
    ]);
    expect(why(list(''), 'rows')[0]).toContain('nothing matches ".list li"; ".list" alone');
  });

  it('says which tests of marker and page type failed', () => {
    expect(missed('<body><p>Something else entirely, with words enough to be no wall at all.</p></body>')).toEqual([
      { record: 'profile', field: 'marker', rule: 'marker.0', reason: 'element "body.stall" is not there' },
      { record: 'page', field: 'listing', rule: 'pages.listing.when.0', reason: 'element ".ware" is not there' },
      { record: 'page', field: 'index', rule: 'pages.index.when.0', reason: 'element ".list" is not there' },
    ]);
  });

  it('speaks of exactly those fields that the profile did not read', () => {
    const part = fc.constantFrom(
      '<h2>Salt</h2>',
      '<b class="cost">5 EUR</b>',
      '<i class="flag" title="Germany"></i>',
      '<dl class="facts"><dt>Seller</dt><dd>ann</dd></dl>',
    );
    fc.assert(
      fc.property(fc.uniqueArray(part), (parts) => {
        const html = `<body class="stall"><div class="ware"><h2>Sea salt</h2>${parts.join('')}</div></body>`;
        const url = 'http://stall.invalid/item/1';
        const found = read(html, { profile }, { url }).drafts[0]?.provenance ?? {};
        const silent = ['title', 'vendor', 'price', 'shipsFrom', 'stock'].filter(
          (field) => !(field in found && found[field]?.rule.startsWith('pages.')),
        );
        expect([...new Set(missed(html).map((miss) => miss.field))]).toEqual(silent);
      }),
      { numRuns: 40 },
    );
  });
});
