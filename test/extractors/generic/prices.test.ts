import { describe, expect, it, test } from 'vitest';
import { readJson } from '../reading.ts';

const goods = ['Amber Kush 5g', 'MDMA 1g', 'Ketamine 2g', 'LSD x10'];
const pricesOf = (html: string) =>
  readJson(html).listings.map(({ price }) => price && `${price.amount} ${price.currency}`);

describe('a column of bare numbers', () => {
  const table = (head: string, note = ''): string =>
    `<title>Quay</title><p>${note}</p><table><tr><th>Name</th><th>${head}</th><th>Seller</th></tr>${goods
      .map((name, at) => `<tr><td><a href="/i/${at}">${name}</a></td><td>${40 + at}.00</td><td>bob${at}</td></tr>`)
      .join('')}</table>`;

  test.each([
    ['PRICE $', 'USD'],
    ['Price (EUR)', 'EUR'],
    ['Cena PLN', 'PLN'],
    ['Preis €', 'EUR'],
  ])('under %j is one of prices', (head, currency) =>
    expect(pricesOf(table(head))).toEqual([40, 41, 42, 43].map((amount) => `${amount} ${currency}`)),
  );

  it('has the currency that the page states for all prices', () =>
    expect(pricesOf(table('Price', 'All prices in GBP'))[0]).toBe('40 GBP'));

  it('is no column of prices where nothing states a currency', () => expect(pricesOf(table('Price'))).toEqual([]));

  it('is read in a table whose cells never end', () =>
    expect(
      pricesOf(
        `<TABLE><TR><TD>ID<TD>NAME<TD>PRICE $<TD>SELLER${goods
          .map(
            (name, at) =>
              `<TR><TD>${300 + at}<TD><A HREF="/?i=${at}"><FONT>${name}</A></FONT><TD><B>${40 + at}<TD>bob${at}`,
          )
          .join('')}</TABLE>`,
      ),
    ).toEqual(['40 USD', '41 USD', '42 USD', '43 USD']));
});

describe('the price that an offer had before', () => {
  const page = (price: string): string =>
    `<title>Amber Kush 5g</title><h1>Amber Kush 5g</h1><p>Vendor: tidepool</p>${price}<p>Ships from: NL</p><button>Buy now</button>`;

  test.each([
    ['by its class', '<span class="regular-price">£75</span> <span class="current-price">£62</span>'],
    ['by a class in one word', '<b class="oldPrice">£75</b><b class="newPrice">£62</b>'],
    ['by its style', '<p><span style="text-decoration: line-through">£75</span> £62</p>'],
    ['by a word', '<p>Was £75 now £62</p>'],
    ['by a German word', '<p>statt £75 nur £62</p>'],
  ])('is told %s', (_, price) => expect(pricesOf(page(price))).toEqual(['62 GBP']));

  it('is the price where it is called regular and no other stands beside it', () =>
    expect(pricesOf(page('<span class="regular-price">£75</span>'))).toEqual(['75 GBP']));
});

describe('offers that a style sheet parts', () => {
  it('are read from elements with nothing between them', () => {
    const [first] = readJson(
      `<title>Cour</title><h2>Offres</h2>${goods
        .map(
          (name, at) =>
            `<div class="o"><span><a href="/o/${at}">${name}</a></span><span>${70 + at},00 €</span><span>Vendeur : lune${at} (25 avis)</span><span>Expédié de : France</span><span>Vers : Europe</span></div>`,
        )
        .join('')}`,
    ).listings;
    expect([first?.title, first?.price?.amount, first?.vendor, first?.shipsFrom, first?.shipsTo]).toEqual([
      'Amber Kush 5g',
      70,
      'lune0',
      ['FR'],
      ['EU'],
    ]);
  });

  it('keep the cents that have an element of their own', () =>
    expect(
      pricesOf(
        `<title>Amber Kush 5g</title><h1>Amber Kush 5g</h1><p>Vendor: tidepool</p><p>Price: <span>£12</span><sup class="cents">.50</sup></p><button>Buy now</button>`,
      ),
    ).toEqual(['12.5 GBP']));

  it('are named by links to files that have the name of each offer', () =>
    expect(
      pricesOf(
        `<title>Shop</title>${['a', 'bc', 'def', 'gh', 'ij', 'kl']
          .map(
            (slug, at) =>
              `<article><img alt=""><h3><a href="/${slug}.html">${goods[at % 4]} ${slug}</a></h3><p>£${30 + at}</p></article>`,
          )
          .join('')}`,
      ),
    ).toHaveLength(6));
});
