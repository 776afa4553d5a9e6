import { describe, expect, it } from 'vitest';
import { extract } from '../../extractors/extract.ts';
import { compileProfile } from '../../extractors/sites/compile.ts';
import { acts } from '../../extractors/sites/links.ts';
import { profileJsonSchema } from '../../extractors/sites/schema.ts';
import { LeadlineError } from '../../model/errors.ts';
import { lexicon, pageOf, profileOf, read } from './reading.ts';

const shop = profileOf(`
name: shop
version: 3
kind: market
marker: ['#shop']
language: de
dayOrder: dmy
currency: EUR
walls:
  - { state: not-found, when: ['.removed'] }
pages:
  listing:
    state: listing
    urls: ['^/item/(?<key>\\d+)$']
    when: ['.item']
    follow: 3
    fields:
      title: '.item h1'
      vendor: { after: [Anbieter, Vendor] }
      price: [{ select: '.sale' }, { select: '.price' }]
      shipsFrom: { after: Versand aus }
      stock: { after: Bestand }
    offers: { select: '.steps tr', quantity: 'td:first-child', price: 'td:last-child' }
    rows: &cards
      - select: '.card'
        kind: listing
        link: 'a.title'
        fields: { title: 'a.title', price: '.price', stock: '.stock' }
  vendor:
    state: vendor
    urls: ['^/seller/(?<key>[^/?]+)$']
    when: ['.seller']
    follow: 4
    fields: { joined: { after: Dabei seit } }
  index:
    state: index
    urls: ['^/c/\\w+$']
    when: ['.cards']
    follow: 1
    next: 'a.next'
    rows: *cards
skip:
  - { url: '[?&]sort=', reason: a list in another order }
`);
const wrap = (inside: string): string => `<div id="shop">${inside}<a href="/logout">x</a></div>`;
const item = wrap(
  '<div class="item"><h1>10 g Amphetamin</h1><span class="price">90,00</span><dl><dt>Anbieter:</dt><dd>Kiefer</dd><dt>Versand aus</dt><dd>Deutschland</dd><dt>Bestand</dt><dd>unbegrenzt</dd></dl><table class="steps"><tr><td>10 g</td><td>90,00 €</td></tr><tr><td>50 g</td><td>1.350,50 €</td></tr></table></div>',
);
const card = (id: number, price: string): string =>
  `<div class="card"><a class="title" href="/item/${id}">${id} g Ketamin</a><span class="price">${price}</span><i class="stock">4</i></div>`;
const index = (price = '12,50 €'): string =>
  wrap(
    `<div class="cards">${card(5, price)}${card(6, '99 €')}</div><a class="next" href="?seite=2">weiter</a><a href="/c/x?sort=price">Preis</a><a href="/rules">Regeln</a><a href="http://other.invalid/">y</a>`,
  );
const at = (path: string) => ({ url: `http://shop.invalid${path}` });
const by = { profiles: [shop] };

describe('a page with a profile', () => {
  it('is read by the profile whose marker it bears, whatever its host', () => {
    expect(read(item, by, { url: 'http://mirror.invalid/item/77' }).profile).toBe('shop@3');
    expect(read('<p>x</p>', by).profile).toMatch(/^generic@/);
  });

  it('gives the same record on every mirror', () => {
    const keys = ['http://a.invalid/item/77', 'http://b.invalid/item/77'].map(
      (url) => read(item, by, { url }).drafts[0]?.key,
    );
    expect(keys).toEqual(['77', '77']);
  });

  it('notes for each value the printed text, the rule and the place', () => {
    const [draft] = read(item, by, at('/item/77')).drafts;
    expect(draft?.provenance.price).toMatchObject({ raw: '90,00', at: '.price' });
    expect(draft?.provenance.price?.rule).toMatch(/^pages\.listing\.fields\.price\.1 money:/);
    expect(draft?.provenance.vendor).toMatchObject({ raw: 'Kiefer', at: 'after "Anbieter" or "Vendor"' });
  });

  it('reads price steps with quantity and price', () => {
    const content = read(item, by, at('/item/77')).drafts[0]?.content;
    expect(content?.kind === 'listing' && content.value.offers).toMatchObject([
      { quantity: { value: 10, unit: 'g' }, price: { amount: '90.00', currency: 'EUR' } },
      { quantity: { value: 50, unit: 'g' }, price: { amount: '1350.50', currency: 'EUR' } },
    ]);
  });

  it('takes the next rule of a cascade when the first finds nothing that can be read', () => {
    const sale = item.replace('<span class="price">', '<span class="sale">auf Anfrage</span><span class="price">');
    const [draft] = read(sale, by, at('/item/77')).drafts;
    expect(draft?.content).toMatchObject({ value: { price: { amount: '90.00' } } });
  });

  it('keeps what could not be read as an issue beside the rest', () => {
    const odd = item.replace('90,00', 'auf Anfrage');
    const [draft] = read(odd, by, at('/item/77')).drafts;
    expect(draft?.issues).toEqual([{ field: 'price', message: 'The price could not be read.', raw: 'auf Anfrage' }]);
    expect(draft?.content).toMatchObject({ value: { vendor: 'Kiefer' } });
  });

  it('takes words in a counter, such as "unbegrenzt", for no number and no issue', () => {
    const [draft] = read(item, by, at('/item/77')).drafts;
    expect(draft?.content).toMatchObject({ value: { stock: null } });
    expect(draft?.issues).toEqual([]);
  });

  it('takes the handle of a vendor from the address when the page does not print it', () => {
    const [draft] = read(
      wrap('<div class="seller"><p>Dabei seit: vor 3 Tagen</p></div>'),
      by,
      at('/seller/Kiefer%20Nord'),
    ).drafts;
    expect(draft).toMatchObject({
      kind: 'vendor',
      key: 'Kiefer Nord',
      content: { value: { handle: 'Kiefer Nord', joined: expect.stringMatching(/^2024-02-28/) } },
    });
  });

  it('says so when the page promised by the address shows no record', () => {
    const { drafts, issues } = read(wrap('<div class="item"></div>'), by, at('/item/77'));
    expect(drafts).toEqual([]);
    expect(issues[0]?.message).toMatch(/shows no listing/);
  });

  it('says so when the page no longer looks as its address promises', () => {
    const { page, issues } = read(wrap('<div class="product-v2">10 g</div>'), by, at('/item/77'));
    expect(page).toBe('other');
    expect(issues[0]?.message).toMatch(/promises a page of type "listing"/);
  });

  it.each([
    ['a removed page with status 200', wrap('<p class="removed">weg</p>'), 200],
    ['a page with status 404', '<div id="shop"></div>', 404],
    ['a page that says so in words', wrap('<h1>Artikel nicht gefunden</h1>'), 200],
  ])('states that the record is gone on %s', (_kind, html, status) => {
    expect(read(html, by, { ...at('/item/77'), status }).drafts).toMatchObject([
      { kind: 'listing', key: '77', gone: true, content: null },
    ]);
  });

  it('states nothing about a record behind a wall', () => {
    const { page, drafts } = read(wrap('<h1>Anmelden</h1><form><input type="password"></form>'), by, at('/item/77'));
    expect({ page, drafts }).toEqual({ page: 'login', drafts: [] });
  });

  it('is the same extraction every time', () => {
    expect(JSON.stringify(read(index(), by, at('/c/k')))).toBe(JSON.stringify(read(index(), by, at('/c/k'))));
  });
});

describe('a list', () => {
  it('gives each record once, under the id in its link', () => {
    const drafts = read(index() + card(5, '12,50 €'), by, at('/c/k')).drafts;
    expect(drafts.map((draft) => [draft.key, draft.view, draft.url])).toEqual([
      ['5', 'row', 'http://shop.invalid/item/5'],
      ['6', 'row', 'http://shop.invalid/item/6'],
    ]);
  });

  it('gives links a hint that changes with the printed price and with nothing else', () => {
    const hint = (html: string, url: string) =>
      read(html, by, at('/c/k')).links.find((link) => link.url.endsWith(url))?.hint;
    expect(hint(index(), '/item/5')).toMatch(/^[0-9a-f]{12}$/);
    expect(hint(index('13,00 €'), '/item/5')).not.toBe(hint(index(), '/item/5'));
    expect(hint(index('13,00 €'), '/item/6')).toBe(hint(index(), '/item/6'));
    expect(hint(`${index()}<p>Uhrzeit 12:01</p>`, '/item/5')).toBe(hint(index(), '/item/5'));
  });

  it('says of every link what becomes of it', () => {
    const links = read(index(), by, at('/c/k')).links;
    expect(
      Object.fromEntries(
        links.map((link) => [
          link.url.replace('http://shop.invalid', ''),
          link.skip ?? `${link.page} ${link.priority}`,
        ]),
      ),
    ).toEqual({
      '/c/k?seite=2': 'index 1',
      '/item/5': 'listing 3',
      '/item/6': 'listing 3',
      '/c/x?sort=price': 'a list in another order',
      '/rules': 'no rule of the profile follows it',
      'http://other.invalid/': 'off-site',
      '/logout': 'acts',
    });
  });

  it('takes addresses with another session for the same record', () => {
    const withSession = profileOf(
      '{ name: s, version: 1, kind: market, marker: [h1], pages: { listing: { state: listing, urls: ["^/item/(?<key>\\\\d+)"], follow: 1 } } }',
    );
    const html = ['aaa', 'bbb'].map((id) => `<a href="/item/88?PHPSESSID=${id}">x</a>`).join('');
    expect(new Set(read(`<h1>x</h1>${html}`, { profile: withSession }).links.map((link) => link.key))).toEqual(
      new Set(['88']),
    );
  });
});

describe('links that act', () => {
  it.each([
    '/logout',
    '/user/logout.php',
    '/?logout',
    '/index.php?action=logout',
    '/cart',
    '/cart/add/5',
    '/order/5',
    '/buy/12',
    '/message/new',
    '/index.php?action=pm;sa=send',
    '/pm.php?to=x',
    '/report?vendor=x',
    '/topic/5/reply',
    '/vote/5?up',
    '/item/5/favorite',
    '/checkout/',
  ])('are known: %s', (path) => {
    expect(acts(`http://shop.invalid${path}`)).toBe(true);
  });

  it.each([
    '/item/message-in-a-bottle-5',
    '/category/orderly',
    '/u/buyer7',
    '/index.php?topic=12.0',
    '/product/5?tab=description',
    '/seller/cartwright',
  ])('are not mistaken for content: %s', (path) => {
    expect(acts(`http://shop.invalid${path}`)).toBe(false);
  });
});

function fault(source: unknown): LeadlineError {
  try {
    compileProfile(source);
  } catch (error) {
    if (error instanceof LeadlineError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('a profile with a fault', () => {
  const base = { name: 'x', version: 1, kind: 'market', marker: ['h1'] };
  it.each([
    [
      'a selector that does not parse',
      { ...base, pages: { listing: { state: 'listing', fields: { title: 'h1[' } } } },
      'pages.listing.fields.title.select',
    ],
    [
      'a pattern that does not parse',
      { ...base, pages: { listing: { state: 'listing', urls: ['(?<key>'] } } },
      'pages.listing.urls.0',
    ],
    ['an unknown key', { ...base, pages: { listing: { state: 'listing', feilds: {} } } }, 'pages.listing'],
    ['a missing marker', { name: 'x', version: 1, kind: 'market', pages: {} }, 'marker'],
  ])('names the place of %s', (_kind, source, where) => {
    expect(fault(source)).toMatchObject({ code: 'profile-invalid', where });
  });
});

describe('the schema of profiles', () => {
  it('is printed as JSON Schema with a description for editors', () => {
    const schema = profileJsonSchema();
    expect(schema.required).toEqual(['name', 'version', 'kind', 'marker', 'pages']);
    expect(JSON.stringify(schema)).toContain('A CSS selector');
  });
});

describe('the limits', () => {
  it('hold for pages with a profile too', () => {
    expect(() => extract(pageOf('<div>'.repeat(2000)), { profile: shop, profiles: [], lexicon })).toThrow(
      /levels of nesting/,
    );
  });
});
