import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

const at = (path: string) => ({ url: `http://market.invalid${path}` });
const page = (title: string, body: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const detail = (body: string, title = 'Blue crystal MDMA 10g - Marlin Bay') =>
  readJson(page(title, body), {}, at('/listing/4711'));
const subject = (body: string, title?: string) => {
  const read = detail(body, title);
  expect(read.page).toBe('listing');
  return read.listings[0];
};

const facts = `<div class="x1"><h2>Blue crystal MDMA 10g</h2><p>Seller: <a href="/user/tidepool">tidepool</a></p><p>Price: 180.00 EUR</p><p>Ships from: Germany</p><p>Ships to: Europe</p></div>`;
const right = {
  title: 'Blue crystal MDMA 10g',
  vendor: 'tidepool',
  price: { amount: 180, currency: 'EUR' },
  shipsFrom: ['DE'],
};

describe('what stands around a listing', () => {
  it.each([
    [
      'a table of exchange rates before the price',
      `<table><tr><th colspan=2>Exchange rates</th></tr><tr><td>1 BTC</td><td>61,204.11 USD</td></tr><tr><td>1 XMR</td><td>151.20 USD</td></tr><tr><td>1 EUR</td><td>1.08 USD</td></tr></table>${facts}`,
    ],
    [
      'a list of rates without a heading',
      `<ul><li>USD 9191.29</li><li>CAD 12113.30</li><li>EUR 8328.04</li><li>AUD 13332.00</li><li>GBP 7165.17</li></ul>${facts}`,
    ],
    [
      'a search form with labels of its own',
      `<form action="/find"><p>Search terms: <input type="text" name="q"></p><p>Origin country: <select name="c"><option>Afghanistan</option><option>Albania</option><option>Austria</option></select></p><p>Price range: <input name="lo" value="0.00 USD"></p><input type="submit" value="Search"></form>${facts}`,
    ],
    [
      'a list of categories longer than the page',
      `<ul>${Array.from({ length: 90 }, (_, index) => `<li><a href="/c/${index}">Category number ${index} (${index * 7})</a></li>`).join('')}</ul>${facts}`,
    ],
    [
      'the balance of an account',
      `<p>Balance: 12.50 EUR</p><p><a href="/wallet">BTC 0.01300000 / $799.00</a></p>${facts}`,
    ],
    [
      'a warning of copies of the site',
      `<p>PHISHING WARNING: never pay 50 EUR to anyone who writes to you first. Vendor: not us.</p>${facts}`,
    ],
    ['fees below the price', `${facts}<p>Escrow fee: 3.50 EUR</p><p>Shipping: + 4.90 EUR</p>`],
    ['the name of the site as the first heading', `<h1><a href="/">Marlin Bay</a></h1>${facts}`],
    ['the name of the site as a heading without a link', `<h1>Marlin Bay</h1>${facts}`],
    ['a table around everything', `<table><tr><td width=200><a href="/a">A</a></td><td>${facts}</td></tr></table>`],
    ['ids given twice', `<div id="price">Marlin Bay</div><div id="price">${facts}</div>`],
    [
      'other offers of the vendor below',
      `${facts}<h3>More from this vendor</h3><ul>${[1, 2, 3].map((n) => `<li><a href="/listing/${n}">Ketamine needles ${n}g</a> <b>${n * 20}.00 EUR</b></li>`).join('')}</ul>`,
    ],
    ['an end in the middle of a tag', `${facts}<p>Description: pure and dry</p><div class="foo`],
    [
      'a table in a table',
      `<table><tr><td>${facts}<table><tr><td>Views</td><td>15</td></tr></table></td></tr></table>`,
    ],
  ])('does not mislead: %s', (_what, body) => {
    expect(subject(body)).toMatchObject(right);
  });
});

const withPrice = (price: string, title = 'Blue crystal MDMA 10g', more = '') =>
  subject(
    `<h2>${title}</h2><p>Seller: <a href="/user/tidepool">tidepool</a></p>${price}<p>Ships from: Germany</p>${more}<form method="post" action="/buy"><button>Order now</button></form>`,
    `${title} - Marlin Bay`,
  );

describe('a price', () => {
  it.each([
    ['inside the title is not the price', withPrice('<p>Price: 95 USD</p>', 'MDMA 10g for only $85 today'), 95, 'USD'],
    [
      'of several currencies is the first printed',
      withPrice('<p>USD 180.00 | EUR 166.10 | GBP 142.00 | BTC 0.00294 | XMR 1.19</p>'),
      180,
      'USD',
    ],
    [
      'in coins after another is left alone',
      withPrice('<p>Price: <b>USD 150.00</b></p><p>0.016320 BTC</p>'),
      150,
      'USD',
    ],
    ['with all digits of a program is rounded', withPrice('<p>Price: 29.989999999999998 USD</p>'), 29.99, 'USD'],
    [
      'with its currency in the label',
      withPrice('<table><tr><td>Price (EUR)</td><td>75.50</td></tr></table>'),
      75.5,
      'EUR',
    ],
    ['with a package in one text', withPrice('<p>89.90 EUR / 25 g</p>'), 89.9, 'EUR'],
    ['in parts of several elements', withPrice('<p><span>USD</span> <a>75.00</a></p>'), 75, 'USD'],
    ['behind a sign in an element of its own', withPrice('<div><span>€</span><span>64,50</span></div>'), 64.5, 'EUR'],
    ['marked by an icon', withPrice('<p><i class="fa fa-btc"></i> 0.0123</p>'), 0.0123, 'BTC'],
    [
      'before a table of steps',
      withPrice(
        '<p>Price: $20</p><table><tr><th>Amount</th><th>Price</th></tr><tr><td>1 g</td><td>$20</td></tr><tr><td>5 g</td><td>$90</td></tr></table>',
      ),
      20,
      'USD',
    ],
  ])('%s', (_what, listing, amount, currency) => {
    expect(listing?.price).toEqual({ amount, currency });
  });

  it('of a range is its lower end and not sure', () => {
    expect(withPrice('<p>Price: $40 - $900</p>')?.price).toEqual({ amount: 40, currency: 'USD' });
  });
});

describe('price steps', () => {
  it.each([
    [
      'a select list',
      '<select name="tier"><option value="">Choose</option><option>1 g - $20.00</option><option>5 g - $90.00</option></select>',
    ],
    [
      'rows of a table without heads',
      '<table><tr><td>1 g</td><td>$20.00</td></tr><tr><td>5 g</td><td>$90.00</td></tr></table>',
    ],
    ['a list of "quantity: price"', '<ul><li>1 g: $20.00</li><li>5 g: $90.00</li></ul>'],
    ['lines of one paragraph', '<p>1g = $20.00<br>5g = $90.00</p>'],
    [
      'buttons',
      '<form method="post"><button><span>1 g</span><span>$20.00</span></button><button><span>5 g</span><span>$90.00</span></button></form>',
    ],
  ])('are read from %s', (_what, steps) => {
    expect(withPrice(`<p>Price: $20.00</p>${steps}`)?.offers).toMatchObject([
      { quantity: { value: 1, unit: 'g' }, price: { amount: 20, currency: 'USD' } },
      { quantity: { value: 5, unit: 'g' }, price: { amount: 90, currency: 'USD' } },
    ]);
  });

  it('are no list of postage', () => {
    const postage =
      '<select name="ship"><option>Priority - 2 days - USD + 15.00</option><option>Express - 1 day - USD + 25.00</option></select>';
    expect(withPrice(`<p>Price: 150 USD</p>${postage}`)?.offers.map((offer) => offer.price?.amount)).toEqual([150]);
  });
});

describe('a vendor without a label', () => {
  it.each([
    ['is known by a link that leads to vendors', '<p><a href="/vendor/tidepool">tidepool</a></p>'],
    ['is known by a link with counts after it', '<p>by <a href="/u/tidepool">tidepool</a> (1204) (4.93★)</p>'],
    ['keeps no level', '<p>Vendor: tidepool Level 4</p>'],
    ['keeps no percentage', '<p><a href="/profile.php?user=tidepool">tidepool</a> 98.4%</p>'],
    ['is known by its tool tip', '<p><span title="Vendor">tidepool</span></p>'],
  ])('%s', (_what, vendor) => {
    expect(
      subject(`<h2>Blue crystal MDMA 10g</h2>${vendor}<p>Price: 180 EUR</p><p>Ships from: Germany</p>`)?.vendor,
    ).toBe('tidepool');
  });
});

describe('where a listing ships', () => {
  it.each([
    [
      'both ends in one cell',
      '<table><tr><td>Shipping</td><td>Netherlands → European Union</td></tr></table>',
      ['NL'],
      ['EU'],
    ],
    ['two flags with an arrow', '<p>🇳🇱 → 🇪🇺</p>', ['NL'], ['EU']],
    ['codes', '<p>Ships from: NL</p><p>Ships to: DE, FR, WW</p>', ['NL'], ['DE', 'FR', 'WW']],
    ['pictures of flags', '<p>Ships from: <img src="/img/flags/nl.png"></p>', ['NL'], []],
    ['one sentence', '<p>Ships from Netherlands to Worldwide</p>', ['NL'], ['WW']],
    ['an icon with a tool tip', '<p><i class="ic7" title="Ships from"></i> Netherlands</p>', ['NL'], []],
    ['a label above its value', '<div><div>Ships from</div><div>Netherlands</div></div>', ['NL'], []],
    [
      'columns with heads',
      '<table><tr><th>Ships from</th><th>Ships to</th></tr><tr><td>Netherlands</td><td>Worldwide</td></tr></table>',
      ['NL'],
      ['WW'],
    ],
  ])('is read from %s', (_what, shipping, shipsFrom, shipsTo) => {
    const listing = subject(
      `<h2>Blue crystal MDMA 10g</h2><p>Vendor: <a href="/v/tidepool">tidepool</a></p><p>Price: 180 EUR</p>${shipping}<p>Stock: 300+</p>`,
    );
    expect(listing).toMatchObject({ shipsFrom, shipsTo, stock: 300 });
  });

  it('is not said where a place stands in the prose only', () => {
    expect(
      subject(
        `<h2>Blue crystal MDMA 10g</h2><p>Vendor: tidepool</p><p>Price: 180 EUR</p><p>Made in a lab in the Netherlands by people who love what they do.</p>`,
      )?.shipsFrom,
    ).toEqual([]);
  });
});

describe('pages that tell of many members', () => {
  it.each([
    [
      'in lines',
      (n: number) => `<li><a href="/?who=reef_${n}">reef_${n}</a> | Completed deals: ${300 + n} | 4,2/5</li>`,
    ],
    [
      'in boxes',
      (n: number) =>
        `<div><h4><a href="/u/reef_${n}">reef_${n}</a></h4><p>Sales: ${300 + n}</p><p>Joined: 2021</p></div>`,
    ],
  ])('are no listing, %s', (_how, row) => {
    const rows = [1, 2, 3, 4, 5].map(row).join('');
    const read = readJson(`<title>Capelin | Traders</title><h1>Capelin</h1><h2>Traders</h2><ul>${rows}</ul>`);
    expect(read.listings).toEqual([]);
    expect(read.page).not.toBe('listing');
  });
});
