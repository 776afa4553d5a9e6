import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

const page = (title: string, body: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const read = (title: string, body: string) => readJson(page(title, body));
const bar = '<p><a href="/">Market</a> <a href="/orders">Orders</a></p>';
const facts =
  '<p>Vendor: <a href="/u/tide">tidepool</a></p><p>Price: USD 40.00</p><p>Ships from: Hong Kong</p><p>Ships to: Worldwide</p><button>Buy</button>';

const named: readonly (readonly [string, string, string])[] = [
  ['a heading below the name of the site', 'Market', `${bar}<h1>Market</h1><h2>Crystal Meth Shards</h2>${facts}`],
  ['a heading below another name of the site', 'Cove', `${bar}<h1>Cove</h1><h2>Crystal Meth Shards</h2>${facts}`],
  ['bold text beside links of the menu', 'Market', `<a href="/">Market</a> <b>Crystal Meth Shards</b>${facts}`],
  ['the title of the document alone', 'Crystal Meth Shards - Market', `${bar}${facts}`],
  [
    'the title of the document beside its category',
    'Crystal Meth Shards | Stimulants | Market',
    `${bar}<p>Category: <a href="/c/1">Stimulants</a></p>${facts}`,
  ],
  ['a class', 'Market', `${bar}<span class="product-name">Crystal Meth Shards</span>${facts}`],
  ['a label', 'Market', `${bar}<p>Title: Crystal Meth Shards</p>${facts}`],
  [
    'an element that the site named',
    'Market',
    `<site-head><span class="brand">Market</span></site-head><card-title>Crystal Meth Shards</card-title>${facts}`,
  ],
  [
    'no heading, but not by the vendor or the category',
    'Market - Crystal Meth',
    `${bar}<div style="font-size:20px">Crystal Meth Shards</div><div><b>Price:</b> <span>USD 40.00</span></div><div><b>Seller:</b> <a href="/profile/tidepool">tidepool</a> (Level 4)</div><table><tr><td>Category</td><td><a href="/c/1">Stimulants</a> / <a href="/c/2">Meth</a></td></tr></table><p>Ships from: Hong Kong</p><p>Ships to: Worldwide</p>`,
  ],
];

describe('what a page about one listing is called', () => {
  it.each(named)('is told by %s', (_what, title, body) => {
    const found = read(title, body);
    expect(found.page).toBe('listing');
    expect(found.listings).toHaveLength(1);
    expect(found.listings[0]).toMatchObject({
      title: 'Crystal Meth Shards',
      vendor: 'tidepool',
      price: { amount: 40, currency: 'USD' },
      shipsFrom: ['HK'],
    });
  });

  it('may be a word that is a label elsewhere', () => {
    expect(read('x', `<h1>Wert</h1>${facts}`).listings[0]?.title).toBe('Wert');
    expect(read('x', `<h1>Price</h1><p>Vendor: tidepool</p><p>Cost: USD 40.00</p>`).listings[0]?.title).toBe('Price');
  });
});

const orders =
  '<table><tr><th>No.</th><th>Goods</th><th>Seller</th><th>Amount</th><th>Status</th></tr><tr><td>#4411</td><td>5g Speed Paste</td><td>der7te</td><td>27,40 EUR</td><td>Sent</td></tr><tr><td>#4302</td><td>Pregabalin 300mg</td><td>holle</td><td>58,00 EUR</td><td>Done</td></tr></table>';
const cart =
  '<table><tr><th>Item</th><th>Qty</th><th>Price</th></tr><tr><td><a href="/i/1">MDMA 5g</a></td><td>1</td><td>$60.00</td></tr><tr><td><a href="/i/2">Speed 10g</a></td><td>2</td><td>$50.00</td></tr></table><p>Total: $160.00</p><button>Checkout</button>';

describe('amounts that are no offers', () => {
  it.each([
    ['terms', 'Terms', '<ol><li>Minimum order $50.</li><li>Refunds over $500 need an unboxing video.</li></ol>'],
    ['news', 'News', '<p><b>01/03/2019</b> - New vendors: bond 250 € now 150 € until the end of the month.</p>'],
    ['news in Italian', 'Notizie', '<p>Nuovi venditori: cauzione 250 € ridotta a 150 € fino a fine mese.</p>'],
    ['orders', 'My orders', orders],
    ['orders in German', 'Meine Bestellungen', orders],
    ['a cart', 'Shopping cart', cart],
    ['a cart in French', 'Mon panier', cart],
    ['a dispute', 'Dispute #33', '<p>Order: MDMA 5g</p><p>Vendor: ahab</p><p>Amount: $120.00</p>'],
    ['one order', 'Order 8812', '<p>Item: MDMA 5g</p><p>Vendor: ahab</p><p>Total: $65.00</p><p>Status: sent</p>'],
    ['a balance', 'Wallet', '<p>120.00 EUR</p><p>0.002 BTC</p><button>Order</button>'],
  ])('are %s', (_what, heading, body) => {
    for (const title of ['Marlin Bay', `${heading} | Marlin Bay`]) {
      expect(read(title, `<h1>Marlin Bay</h1><h2>${heading}</h2>${body}`).listings).toEqual([]);
      expect(read(title, `<h1>${heading}</h1>${body}`).listings).toEqual([]);
    }
  });

  it('are told in a sentence below any heading', () => {
    const posts = '<p>Ordered 3.5g for $220, arrived in 6 days, tested around 85%.</p>';
    expect(read('Review of last week - Yard', `<h1>Review of last week</h1>${posts}`).listings).toEqual([]);
  });
});

describe('posts that name amounts', () => {
  it('are no list of offers named after those who wrote them', () => {
    const posts = ['lowtide', 'ostrava', 'ondine', 'saltmarsh']
      .map(
        (name, n) =>
          `<div class="post"><h4><a href="/index.php?u=${n}">${name}</a></h4><h5><a href="/index.php?topic=4#m${n}">Presentation</a></h5><p>Restock: 50g amphetamine paste for 28${n}€. Ships from Netherlands.</p></div>`,
      )
      .join('');
    expect(read('Presentation', `<h2>Presentation</h2>${posts}`).listings).toEqual([]);
  });
});

describe('a page that says nothing is found', () => {
  it.each([
    'No se han encontrado productos.',
    'Inga annonser i den här kategorin.',
    'Žádné nabídky',
    'Ürün bulunamadı',
  ])('is an empty list: %s', (said) => {
    expect(read('Marlin Bay', `<h1>Drugs</h1><p>${said}</p>`)).toMatchObject({ page: 'index', listings: [] });
  });

  it.each([
    [
      'a header with an empty cart',
      '<header><a href="/cart">0 items</a></header><h1>Delivery</h1><p>We post on Mondays.</p>',
    ],
    ['a count beside an amount', '<div>Chat 0 items · A$0</div><h1>Delivery</h1><p>We post on Mondays.</p>'],
    ['a question in a heading', '<h1>Questions</h1><h4>What is forbidden?</h4><p>Weapons.</p>'],
  ])('is not one with %s', (_what, body) => {
    expect(read('Marlin Bay', body).page).toBe('other');
  });

  it('is a page that is gone where one listing is not found, and an empty list where none are', () => {
    const said = (text: string) => read(text, `<h1>${text}</h1><p>Help</p>`).page;
    expect(['Listing not found', 'Product not found', 'Offer not found'].map(said)).toEqual(
      Array.from({ length: 3 }, () => 'not-found'),
    );
    expect(['Listings not found', 'No products found', '0 results'].map(said)).toEqual(
      Array.from({ length: 3 }, () => 'index'),
    );
  });

  it('is a page that is gone, whatever the cart holds', () => {
    for (const gone of ['This page could not be found.', 'Sidan finns inte', 'Stránka nenalezena'])
      expect(read('404', `<div class="cart">0 items</div><h1>404</h1><p>${gone}</p>`).page).toBe('not-found');
  });
});

const related = `<section><h2>Verwandt</h2><ul>${[1, 2, 3]
  .map(
    (n) =>
      `<li><a href="/p/${n}"><img src="/${n}.jpg" alt=""><h2>Ketamine S ${n} gram</h2><span>€ ${n}2,50</span></a> <a href="/p/${n}?add">Kies</a></li>`,
  )
  .join('')}</ul></section>`;

describe('a listing with other offers beside it', () => {
  it.each([
    ['English', 'Put it there'],
    ['Dutch', 'Toevoegen aan winkelwagen'],
    ['Swedish', 'Lägg i varukorg'],
    ['Turkish', 'Sepete gönder'],
  ])('is about the one that its form orders, in %s', (_language, button) => {
    const form = `<form method="post"><select name="size"><option>1 gram</option><option>5 gram</option></select><button>${button}</button></form>`;
    const body = `<h1>Cocaine Peru 90%</h1><p class="price">€ 55,00</p>${form}<table><tr><th>Ships from</th><td>Netherlands</td></tr><tr><th>Ships to</th><td>Netherlands, Belgium</td></tr></table>${related}`;
    const found = read('Cocaine Peru 90% – Polder', body);
    expect(found.page).toBe('listing');
    expect(found.listings[0]).toMatchObject({
      title: 'Cocaine Peru 90%',
      price: { amount: 55, currency: 'EUR' },
      shipsFrom: ['NL'],
    });
  });

  it('needs neither form nor labels above what is like it', () => {
    for (const words of ['You may also like', 'More from tidepool', 'Ähnliche Angebote', 'Похожие товары']) {
      const body = `<h3>LSD Blotter 150ug</h3><p>£44.00</p><p>by <a href="/vendor/tidepool">tidepool</a> (210)</p><p>Germany &rarr; Worldwide</p><h4>${words}</h4>${related}`;
      expect(read('Cove', body)).toMatchObject({
        page: 'listing',
        listings: [{ title: 'LSD Blotter 150ug' }, {}, {}, {}],
      });
    }
  });

  it('is no list of the two advertisements above it', () => {
    const ads =
      '<div class="side"><h4>Sponsored</h4><div><a href="/go/1">KILO MDMA DEAL</a><br>£9,500 by <i>bulk</i></div><div><a href="/go/2">Your place here £150/week</a></div></div>';
    const body = `${ads}<div class="main"><h2>LSD Blotter 150ug</h2><div>tidepool <b>L7</b> (2,210) [99.1%]</div><div>DE → EU</div><p>£44.00</p><form><button>Buy now</button></form></div>`;
    expect(read('Cove — LSD Blotter 150ug', body)).toMatchObject({
      page: 'listing',
      listings: [{ title: 'LSD Blotter 150ug', price: { amount: 44, currency: 'GBP' } }],
    });
  });

  it('costs what its first step costs, not what the postage below does', () => {
    const steps =
      '<table><tr><th>Qty</th><th>Price</th></tr><tr><td>10 tabs</td><td>£44.00</td></tr><tr><td>25 tabs</td><td>£95.00</td></tr></table>';
    for (const below of ['<p>Hofmann dipped. £3 by letter.</p>', '<button>Buy now</button><p>Letter: £3.</p>'])
      expect(
        read(
          'LSD Blotter 150ug - Cove',
          `<h1>LSD Blotter 150ug</h1><p>DE → EU</p>${steps}${below}<button>Order</button>`,
        ).listings[0]?.price,
      ).toEqual({ amount: 44, currency: 'GBP' });
  });

  it('is none where a form only sorts the list', () => {
    const form =
      '<form><select name="sort"><option>Newest</option><option>Cheapest</option></select><button>Go</button></form>';
    expect(read('Stimulants – Polder', `<h1>Stimulants</h1>${form}${related}`).page).toBe('index');
  });
});
