import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

const listing = (price: string, more = '', title = 'MDMA crystal 5g') =>
  readJson(
    `<title>${title}</title><h1>${title}</h1>${price}${more}<p>Ships from: Germany</p><p>Stock: 4</p><button>Add to cart</button>`,
  ).listings[0];

describe('the page of a shop', () => {
  it.each([
    [
      'a box each, with what is saved',
      '<div class="product-prices"><div class="product-discount"><span class="regular-price">15,00 €</span></div><div class="current-price"><span>12,00 €</span> <span class="discount">Économisez 20%</span></div></div>',
    ],
    [
      'the new price first',
      '<div><div class="now"><b>12,00 €</b> <i>Sie sparen 20 %</i></div><div><span class="old-price">15,00 €</span></div></div>',
    ],
  ])('gives the price that counts now: %s', (_name, price) =>
    expect(listing(price)?.price).toEqual({ amount: 12, currency: 'EUR' }),
  );

  it.each(['Tags', 'Schlagwörter', 'Étiquettes', 'Etiquetas', 'Теги', 'Brand'])(
    'takes no keyword for a vendor: %s',
    (word) =>
      expect(
        listing('<p>Price: 30 EUR</p>', `<p>${word}: <a href="/t/organic">organic</a>, <a href="/t/usa">usa</a></p>`)
          ?.vendor,
      ).toBeNull(),
  );

  it.each([
    ['a column of days', '', '<tr><td>Option</td><td>Days</td><td>Price</td></tr>'],
    ['words above it', '<p>Versandoptionen</p>', '<tr><td>Option</td><td>Info</td><td>Preis</td></tr>'],
  ])('takes no ways to send for offers: %s', (_name, before, head) => {
    const table = `${before}<table>${head}<tr><td>Letter 20 g</td><td>3-5</td><td>2.00 EUR</td></tr><tr><td>Parcel 500 g</td><td>1-2</td><td>18.00 EUR</td></tr></table>`;
    const raws = listing('<p>Price: 30 EUR</p>', table)?.offers.map(({ raw }) => raw) ?? [];
    expect(raws.filter((raw) => /Letter|Parcel/.test(raw))).toEqual([]);
  });

  it('reads a number beside stars as the rating', () =>
    expect(
      listing(
        '<p>Price: 30 EUR</p>',
        '<table><tr><td>Rating</td><td><i class="fa-star"></i><i class="fa-star"></i> (4.2)</td></tr></table>',
      )?.rating,
    ).toBe(4.2));
});

describe('a name that begins as an amount', () => {
  it.each(['2C-B 10x 20mg', '4-FA 1g', '2c-e 5x'])('names a record of a list: %s', (name) => {
    const titles = readJson(
      `<title>Stall</title><h1>Aanbod</h1>${[name, 'MDMA 5g', 'Speed paste 10g', 'Ketamine 2g']
        .map(
          (title, at) =>
            `<section><h3><a href="/a/${at}">${title}</a></h3><p>Vendor: <a href="/v/kelp">kelp</a></p><p><b>€ ${35 + at},00</b></p></section>`,
        )
        .join('')}`,
    );
    expect([titles.page, titles.listings[0]?.title, titles.listings.length]).toEqual(['index', name, 4]);
  });
});
