import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';
import { each, layouts, wares } from './layouts.ts';

const page = (body: string, title = 'Drugs - Marlin Bay'): string =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const read = (body: string, path = '/browse/drugs', title?: string) =>
  readJson(page(body, title), {}, { url: `http://market.invalid${path}` });

const expected = wares.map(({ name, vendor, price }) => ({
  title: name,
  vendor,
  price: { amount: Number(price), currency: 'USD' },
}));

describe('a list of offers on an unknown site', () => {
  it.each(layouts)('is read from %s', (_what, body) => {
    const { page: state, listings } = read(`<h1><a href="/">Marlin Bay</a></h1><h2>Drugs</h2>${body}`);
    expect(state).toBe('index');
    expect(listings).toMatchObject(expected);
    expect(listings).toHaveLength(wares.length);
  });

  it('is read with cut titles made whole', () => {
    const body = each(
      (w, i) =>
        `<div><a href="/p/${i}" title="${w.name} from the best kitchen">${w.name} from…</a><p>Seller: <a href="/u/${w.vendor}">${w.vendor}</a></p><p>$${w.price}</p></div>`,
    );
    expect(read(body).listings[0]?.title).toBe('Blue crystal MDMA 10g from the best kitchen');
  });

  it('says when it has more offers than are read', () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, n) => `<li><a href="/p/${n}">MDMA ${n + 1}g</a> <b>$${n + 5}.00</b></li>`);
    const issues = (count: number) => read(`<h1>Drugs</h1><ul>${rows(count).join('')}</ul>`).issues;
    expect(issues(40)).toEqual([]);
    expect(issues(700)).toMatchObject([{ message: 'The list has 700 records; the first 500 were read.' }]);
  });

  it('is an index with one offer too', () => {
    const body = `<h2>Results</h2><div><a href="/p/1">Blue crystal MDMA 10g</a><p>Seller: <a href="/u/tidepool">tidepool</a></p><p>$180.00</p><p>Ships from: Germany</p></div>`;
    expect(read(body)).toMatchObject({ page: 'index', listings: [expected[0]] });
  });
});

describe('a page without offers', () => {
  it.each([
    ['an empty list', '<h2>Drugs</h2><p>No listings found in this category.</p>', 'index'],
    [
      'rates and balances',
      '<h2>Wallet</h2><table><tr><td>BTC</td><td>0.00 BTC</td><td>$0.00</td></tr><tr><td>XMR</td><td>1.20 XMR</td><td>$181.00</td></tr></table>',
      'other',
    ],
    [
      'plans of a service',
      '<h2>Become a vendor</h2><table><tr><td>Starter account</td><td>$150</td></tr><tr><td>Pro account</td><td>$400</td></tr></table>',
      'other',
    ],
    [
      'reviews with prices',
      `<h2>Feedback</h2><table><tr><th>Buyer</th><th>Item</th><th>Price</th><th>When</th></tr>${[1, 2, 3].map((n) => `<tr><td>a***${n}</td><td><a href="/p/${n}">MDMA ${n}g</a></td><td>$${n}0.00</td><td>${n} days ago</td></tr>`).join('')}</table>`,
      'other',
    ],
    [
      'news',
      '<h2>News</h2><div><h3>Fee cut</h3><p>The fee falls to 3 % and the bond to $150.</p></div><div><h3>New mirror</h3><p>See the forum.</p></div>',
      'other',
    ],
    [
      'a list of vendors',
      '<ul><li><a href="/u/a1">tidepool</a> - 4.9</li><li><a href="/u/b2">anchor88</a> - 4.7</li></ul>',
      'other',
    ],
  ])('gives none: %s', (_what, body, state) => {
    const { page: seen, listings } = read(body, '/x');
    expect(listings).toEqual([]);
    expect(seen).toBe(state);
  });
});

const vendorFacts =
  '<p>Member since: 12 March 2023</p><p>Last seen: 2 May 2024</p><p>Sales: 1204</p><p>Rating: 4.9/5</p>';

describe("a vendor's page on an unknown site", () => {
  it.each([
    ['a heading with its name', `<h1>tidepool</h1>${vendorFacts}`],
    ["a heading that speaks of somebody's profile", `<h2>tidepool's profile</h2>${vendorFacts}`],
    [
      'a label',
      `<h2>Contact vendor</h2><table><tr><td>Username</td><td>tidepool (1204)</td></tr></table>${vendorFacts}`,
    ],
    ['a name in a plain element that the address spells', `<div class="k3">tidepool</div>${vendorFacts}`],
    [
      'a key',
      `<h1>Vendor: tidepool</h1><p>Sales: 1204</p><p>Rating: 4.9/5</p><pre>-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF\n-----END PGP PUBLIC KEY BLOCK-----</pre>`,
    ],
  ])('is known by %s', (_what, body) => {
    const { page: state, vendors } = read(body, '/user/tidepool', 'Marlin Bay - tidepool');
    expect(state).toBe('vendor');
    expect(vendors).toMatchObject([{ handle: 'tidepool', sales: 1204, rating: 4.9 }]);
  });

  it("gives its rows to the page's vendor", () => {
    const rows = each((w, i) => `<div><a href="/p/${i}">${w.name}</a><p>$${w.price}</p></div>`);
    const { page: state, listings } = read(`<h1>tidepool</h1>${vendorFacts}<h3>Offers</h3>${rows}`, '/user/tidepool');
    expect(state).toBe('vendor');
    expect(listings.map((listing) => listing.vendor)).toEqual(wares.map(() => 'tidepool'));
  });
});
