import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { draftYaml } from '../../app/infer.ts';
import { addressPatterns } from '../../extractors/infer/addresses.ts';
import { inferProfile } from '../../extractors/infer/infer.ts';
import { looksMade } from '../../extractors/infer/names.ts';
import { compileProfile } from '../../extractors/sites/compile.ts';
import { lexicon, pageOf, read } from './reading.ts';

const shop = (title: string, body: string) =>
  `<html lang="en"><head><title>${title} - Kelp Street</title></head><body class="css-1x8f3a"><header><a class="logo" href="/">Kelp Street</a></header><main>${body}</main></body></html>`;
const listing = (title: string, seller: string, price: string, from: string) =>
  pageOf(
    shop(
      title,
      `<div class="_a7Gk2"><h1>${title}</h1><div class="sc-bdVaJa qXr9T1"><p><b>Seller:</b> <a class="x9Kq2Lm" href="/u/${seller}">${seller}</a></p><p><b>Price:</b> <span class="jss1284">${price}</span></p><p><b>Ships from:</b> ${from}</p></div><p>Clean product, packed twice, sent within two days of the order.</p><button>Buy now</button></div>`,
    ),
    { url: `http://kelp.invalid/item/${title.length * 7919}` },
  );
const row = (id: number, title: string, seller: string, price: string) =>
  `<li class="css-9zk3p1"><h3><a href="/item/${id}">${title}</a></h3> <a href="/u/${seller}">${seller}</a> <i>${price}</i></li>`;
const index = pageOf(
  shop(
    'All offers',
    `<h2>Offers</h2><ul class="offers">${row(11, 'Amphetamine speed paste 10g', 'anna', '$70.00')}${row(12, 'MDMA crystals 5g', 'bert', '$95.00')}${row(13, 'Ketamine needles 2g', 'cleo', '$60.00')}${row(14, 'LSD blotters 100ug x 10', 'dora', '$55.00')}</ul><a rel="next" href="/?page=2">Next</a>`,
  ),
  { url: 'http://kelp.invalid/' },
);
const pages = [
  listing('MDMA crystals 84% 10g', 'bert', '$180.00', 'Germany'),
  listing('Ketamine needles lab tested 5g', 'cleo', '$140.00', 'Netherlands'),
  index,
];

describe('a drafted profile', () => {
  const draft = inferProfile(pages, lexicon, null);
  const yaml = draftYaml(draft);
  const profile = compileProfile(parse(yaml));

  it('is named after the site, and its marker is the name where it stands on every page', () => {
    expect(draft.profile).toMatchObject({ name: 'kelp-street', marker: [{ text: 'Kelp Street' }] });
  });

  it('is valid YAML that says where a person should look', () => {
    expect(profile.name).toBe('kelp-street');
    expect(yaml).toMatch(/^# Drafted from 3 saved pages \(listing, listing, index\)/);
    expect(yaml.match(/# CHECK: /g)?.length).toBe(draft.notes.length);
  });

  it('prefers labels and structure, and never names a class that a tool made', () => {
    expect(profile.profile.pages.listing?.fields).toMatchObject({
      title: 'h1',
      vendor: { after: 'seller' },
      price: { after: 'price' },
      shipsFrom: { after: 'ships from' },
    });
    for (const made of ['css-', '_a7Gk2', 'sc-bdVaJa', 'qXr9T1', 'x9Kq2Lm', 'jss1284'])
      expect(yaml).not.toContain(made);
  });

  it('reads another page of the site after its class names changed', () => {
    const next = listing('LSD blotters 150ug x 25', 'dora', '$120.50', 'Poland');
    const html = Buffer.from(next.bytes)
      .toString('utf8')
      .replaceAll('jss1284', 'jss977')
      .replaceAll('_a7Gk2', '_q1Zx8');
    const { drafts } = read(html, { profile }, { url: 'http://kelp.invalid/item/99' });
    expect(drafts[0]).toMatchObject({
      key: '99',
      content: {
        value: { title: 'LSD blotters 150ug x 25', vendor: 'dora', price: { amount: '120.50' }, shipsFrom: ['PL'] },
      },
    });
  });

  it('follows the next page and knows listings by the id in their address', () => {
    const links = read(Buffer.from(index.bytes).toString('utf8'), { profile }, { url: index.url }).links;
    expect(links.find((link) => link.url.endsWith('/item/12'))).toMatchObject({
      page: 'listing',
      key: '12',
      skip: null,
    });
    expect(links.find((link) => link.url.endsWith('?page=2'))).toMatchObject({ page: 'index', skip: null });
  });

  it('is not drafted from pages that show nothing for sale', () => {
    const talk = pageOf(
      shop(
        'About us',
        '<h1>About us</h1><p>We like the sea and everything in it, and that is all there is to say here.</p>',
      ),
    );
    expect(() => inferProfile([talk], lexicon, null)).toThrow(expect.objectContaining({ code: 'nothing-to-infer' }));
  });
});

describe('patterns of addresses', () => {
  const form = fc.constantFrom(
    (id: string) => `http://a.invalid/item/${id}`,
    (id: string) => `http://a.invalid/view.php?id=${id}`,
    (id: string) => `http://a.invalid/index.php?page=listing&id=${id}`,
    (id: string) => `http://a.invalid/shop/item-${id}.html`,
    (id: string) => `http://a.invalid/p/nice-thing-${id}/`,
  );
  const ids = fc.uniqueArray(fc.integer({ min: 10, max: 99_999 }), { minLength: 3, maxLength: 8 });

  it('give back the id of an address that was not among the examples', () => {
    fc.assert(
      fc.property(form, ids, (make, [fresh = 1, ...known]) => {
        const [pattern = '(?!)'] = addressPatterns(
          known.map((id) => make(String(id))),
          true,
        );
        const { pathname, search } = new URL(make(String(fresh)));
        expect(new RegExp(pattern, 'u').exec(pathname + search)?.groups?.key, pattern).toContain(String(fresh));
      }),
    );
  });

  it('do not fit addresses of another kind', () => {
    fc.assert(
      fc.property(form, ids, (make, known) => {
        const patterns = addressPatterns(
          known.map((id) => make(String(id))),
          true,
        ).map((pattern) => new RegExp(pattern, 'u'));
        for (const other of ['/', '/rules', '/user/anna', '/index.php?page=vendor&name=anna', '/messages.php?to=5'])
          expect(
            patterns.some((pattern) => pattern.test(other)),
            other,
          ).toBe(false);
      }),
    );
  });
});

describe('names in mark-up', () => {
  it('are told apart: those that people write and those that tools make', () => {
    const written = [
      'price',
      'listing-title',
      'product_name',
      'col-md-6',
      'h4',
      'vendorName',
      'shipsFrom',
      'btn',
      'item2',
      'topictitle',
      'productCardTitle',
    ];
    const made = [
      'css-1x8f3a',
      '_a7Gk2',
      'sc-bdVaJa',
      'jss1284',
      'x9Kq2Lm',
      'post-48213',
      'msg5107',
      'svelte-1a2b3c',
      'qXr9T1',
      'bkzzwq',
      '3f9a',
    ];
    expect(written.filter(looksMade)).toEqual([]);
    expect(made.filter((name) => !looksMade(name))).toEqual([]);
  });
});
