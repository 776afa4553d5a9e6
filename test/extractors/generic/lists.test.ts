import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

const page = (body: string, title = 'Drugs - Marlin Bay'): string =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const read = (body: string, path = '/browse/drugs', title?: string) =>
  readJson(page(body, title), {}, { url: `http://market.invalid${path}` });

interface Ware {
  readonly name: string;
  readonly vendor: string;
  readonly price: string;
  readonly from: string;
}
const wares: readonly Ware[] = [
  { name: 'Blue crystal MDMA 10g', vendor: 'tidepool', price: '180.00', from: 'Germany' },
  { name: 'Ketamine needles, 5 grams', vendor: 'Kelp_Forest', price: '95.50', from: 'Netherlands' },
  { name: '100x 2C-B pills 20mg', vendor: 'anchor88', price: '240.00', from: 'Spain' },
  { name: 'LSD blotter 150ug x25', vendor: 'paperboat', price: '110.00', from: 'Germany' },
];
const expected = wares.map(({ name, vendor, price }) => ({
  title: name,
  vendor,
  price: { amount: Number(price), currency: 'USD' },
}));

const each = (make: (ware: Ware, index: number) => string): string => wares.map(make).join('\n');

/** One list in many makes; none has class names that mean anything. */
const layouts: readonly (readonly [string, string])[] = [
  [
    'a table with heads',
    `<table><tr><th>Product</th><th>Vendor</th><th>Price</th><th>Ships from</th></tr>${each((w, i) => `<tr><td><a href="/listing/${i}">${w.name}</a></td><td><a href="/user/${w.vendor}">${w.vendor}</a></td><td>$${w.price}</td><td>${w.from}</td></tr>`)}</table>`,
  ],
  [
    'cards of divs',
    `<div>${each((w, i) => `<div class="q${i}"><a href="/listing/${i}"><img src="/i/${i}.jpg" alt="${w.name}"></a><h4><a href="/listing/${i}">${w.name}</a></h4><p>by <a href="/user/${w.vendor}">${w.vendor}</a> (${i}12)</p><span>USD ${w.price}</span><small>Ships from: ${w.from}</small></div>`)}</div>`,
  ],
  [
    'a grid of table cells, two a row',
    `<table>${[0, 2]
      .map(
        (at) =>
          `<tr>${wares
            .slice(at, at + 2)
            .map(
              (w, i) =>
                `<td><b><a href="view.php?id=${at + i}">${w.name}</a></b><br>Vendor: <a href="vendor.php?v=${w.vendor}">${w.vendor}</a><br>$${w.price}<br>From: ${w.from}</td>`,
            )
            .join('')}</tr>`,
      )
      .join('')}</table>`,
  ],
  [
    'two rows of a table for each offer',
    `<table>${each((w, i) => `<tr><td colspan=2><a href="/p/${i}">${w.name}</a></td></tr><tr><td>Seller: <a href="/seller/${w.vendor}">${w.vendor}</a></td><td>${w.price} USD</td></tr>`)}</table>`,
  ],
  [
    'headings and paragraphs without containers',
    `<div>${each((w, i) => `<h3><a href="/p/${i}">${w.name}</a></h3><p>Seller: <a href="/seller/${w.vendor}">${w.vendor}</a></p><p>Price: ${w.price} USD</p><hr>`)}</div>`,
  ],
  [
    'links around whole cards',
    `<div>${each((w, i) => `<a href="/p/${i}"><div><img src="/i/${i}.png"></div><div>${w.name}</div><div>$${w.price}</div><div>Vendor: ${w.vendor}</div></a>`)}</div>`,
  ],
  [
    'cards within cards',
    `<section>${each((w, i) => `<div><div><div><a href="/p/${i}">${w.name}</a></div><div><div>Seller</div><div><a href="/u/${w.vendor}">${w.vendor}</a></div></div></div><div><div>$${w.price}</div></div></div>`)}</section>`,
  ],
  [
    'lines of a list',
    `<ul>${each((w, i) => `<li><a href="/p/${i}">${w.name}</a> - $${w.price} - <a href="/u/${w.vendor}">${w.vendor}</a></li>`)}</ul>`,
  ],
  [
    'advertisements between the offers',
    `<div>${each((w, i) => `<div><a href="/p/${i}">${w.name}</a><p>Seller: <a href="/u/${w.vendor}">${w.vendor}</a></p><p>$${w.price}</p></div>${i === 1 ? '<div><a href="http://other.invalid/">Casino of the deep: win big</a></div>' : ''}`)}</div>`,
  ],
  [
    'prices in five currencies',
    `<div>${each((w, i) => `<div><a href="/p/${i}">${w.name}</a><p><a href="/u/${w.vendor}">${w.vendor}</a></p><p>$${w.price}</p><p>€91.00 · £80.00 · 0.0016 BTC · 0.61 XMR</p></div>`)}</div>`,
  ],
  [
    'a menu with more entries than offers',
    `<ul>${Array.from({ length: 60 }, (_, n) => `<li><a href="/c/${n}">Group ${n}</a> (${n * 3})</li>`).join('')}</ul><div>${each((w, i) => `<div><a href="/p/${i}">${w.name}</a><p>Seller: <a href="/u/${w.vendor}">${w.vendor}</a></p><p>$${w.price}</p></div>`)}</div>`,
  ],
  [
    'price steps within each offer',
    `<div>${each((w, i) => `<div><h3><a href="/p/${i}">${w.name}</a></h3><p>Seller: <a href="/u/${w.vendor}">${w.vendor}</a></p><p>$${w.price}</p><table><tr><td>2 pcs</td><td>$380</td></tr><tr><td>3 pcs</td><td>$520</td></tr></table></div>`)}</div>`,
  ],
];

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
