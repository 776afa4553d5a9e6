import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

const goods = ['Amber weed 5g', 'MDMA Crystal 1g', 'Ketamine 2g', 'LSD x10'];
const titlesOf = (html: string) => readJson(html).listings.map(({ title }) => title);

describe('lists without links', () => {
  it('are read from cards with a button each', () =>
    expect(
      titlesOf(
        `<title>Orbit</title><x-rates><x-rate>XMR $171.02</x-rate><x-rate>BTC $67,110.00</x-rate></x-rates><x-list>${goods
          .map(
            (name, at) =>
              `<x-card><x-title>${name}</x-title><x-price>$${20 + at}.50 <span>0.12 XMR</span></x-price><x-ship><span>Ships from</span><span>Belgium</span></x-ship><button>View</button></x-card>`,
          )
          .join('')}</x-list>`,
      ),
    ).toEqual(goods));

  it('are read from a price list of headings with steps, and each heading is one offer', () => {
    const { page, listings } = readJson(
      `<html><title>Menu</title><body><h1>Our menu</h1>${goods
        .map((name) => name.replace(/ \S+$/, ''))
        .map((name, at) => `<h3>${name}</h3><ul><li>1g - ${20 + at} €</li><li>5g - ${90 + at} €</li></ul>`)
        .join('')}`,
    );
    expect([
      page,
      listings.length,
      listings[1]?.price?.amount,
      listings[1]?.offers.map(({ quantity }) => quantity?.value),
    ]).toEqual(['index', 4, 21, [1, 5]]);
  });

  it('are none where the steps are those of postage', () =>
    expect(
      titlesOf(
        `<html><title>Help</title><body><h1>Postage</h1>${['Germany', 'Europe', 'World', 'Express']
          .map((name, at) => `<h3>${name}</h3><ul><li>1kg - ${5 + at} €</li><li>5kg - ${9 + at} €</li></ul>`)
          .join('')}`,
      ),
    ).toEqual([]));
});

describe('a box of featured offers before a list', () => {
  it('is no offer of its own', () =>
    expect(
      titlesOf(
        `<title>Cove</title><div class="c"><div><b>Featured listings</b><div>${goods
          .slice(0, 3)
          .map(
            (name, at) =>
              `<div><a href="/l/8${at}">${name} promo</a><br><a href="/user/kelp">kelp</a><br>USD 88.0${at}</div>`,
          )
          .join('')}</div></div>${goods
          .map(
            (name, at) =>
              `<div><div><a href="/l/${at}"><b>${name}</b></a> <a href="/user/kelp">kelp</a></div><div>Buy price</div><div>USD ${30 + at}.00</div></div>`,
          )
          .join('')}</div>`,
      ),
    ).not.toContain('Featured listings'));
});

describe('a list with one offer', () => {
  const rates = ['BTC', 'XMR', 'EUR', 'GBP']
    .map((coin) => `<p><b>${coin}</b> <i>$1${coin.length}1.20</i></p>`)
    .join('');
  const facts = ['Sent from', 'Sweden', 'Delivered to', 'Norway', 'Left', '12', 'Lot', '3', 'Rank', '6']
    .map((text) => `<y-f>${text}</y-f>`)
    .join('');
  const card = (at: number) =>
    `<y-card><y-pic><a href="/goods/${at}"><img src="/p/${at}" alt=""></a></y-pic><y-info><a href="/goods/${at}">Ketamine needles ${at}g</a><a href="/merchant/kelp">kelp</a>${facts}</y-info><y-cost><y-now>$${20 * at}.00</y-now><y-did>Sold 87</y-did></y-cost></y-card>`;

  it('is a list, whatever stands before it and however many facts its card has', () => {
    const read = readJson(
      `<title>Dissociatives - Hagfish</title><y-top>${rates}</y-top><h1>Dissociatives</h1><y-list>${card(7)}</y-list>`,
    );
    expect(read.page).toBe('index');
    expect(read.listings).toMatchObject([{ title: 'Ketamine needles 7g', price: { amount: 140 }, shipsFrom: ['SE'] }]);
  });

  it('below a listing leaves the page the listing', () => {
    const own =
      '<h1>Blue crystal MDMA 10g</h1><p>Vendor: <a href="/merchant/reef">reef</a></p><p>Price: $180.00</p><p>Ships from: Germany</p><button>Buy now</button>';
    const read = readJson(
      `<title>Blue crystal MDMA 10g - Hagfish</title><y-top>${rates}</y-top>${own}<h3>You may also like</h3>${card(7)}`,
    );
    expect(read.page).toBe('listing');
    expect(read.listings[0]).toMatchObject({ title: 'Blue crystal MDMA 10g', vendor: 'reef', price: { amount: 180 } });
  });

  it("on a vendor's page leaves the page the vendor's", () => {
    const read = readJson(
      `<title>kelp - Hagfish</title><y-top>${rates}</y-top><h1>kelp</h1><p>Deals: 1365</p><p>Rating: 4.0 / 5</p><p>Member since: May 2020</p>${card(7)}`,
      {},
      { url: 'http://hagfish.invalid/merchant/kelp' },
    );
    expect(read.page).toBe('vendor');
    expect(read.vendors[0]).toMatchObject({ handle: 'kelp', sales: 1365 });
  });
});

describe('a second list of offers', () => {
  const box = (at: number) =>
    `<div class="c"><a href="/i/${at}"><img src="/p.png"><br>Tramadol ${at}0mg x 60</a><br><a href="/user/pharm${at}">pharm${at}</a><br>USD ${at}8.00</div>`;
  const row = (at: number) =>
    `<li><p><a href="/i/${at}">Amber Kush ${at}g</a></p> <p><a href="/user/kelp">kelp</a></p> <b>USD ${at * 9}.00</b></li>`;
  const read = (heading: string) =>
    readJson(
      `<title>Results - Hagfish</title><div>${heading}</div><div>${[1, 2, 3].map(box).join('')}</div><h3>Search results</h3><ul>${[4, 5, 6, 7, 8].map(row).join('')}</ul>`,
    );
  const main = [4, 5, 6, 7, 8].map((at) => `Amber Kush ${at}g`);

  it('of featured offers before the results is read too', () => {
    const { page, listings } = read('<h3>Featured listings</h3>');
    expect(page).toBe('index');
    expect(listings.map(({ title }) => title)).toEqual([1, 2, 3].map((at) => `Tramadol ${at}0mg x 60`).concat(main));
    expect(listings[0]).toMatchObject({ vendor: 'pharm1', price: { amount: 18 } });
  });

  it.each(['Sponsored', 'You may also like'])('below "%s" is left out', (heading) =>
    expect(read(`<h3>${heading}</h3>`).listings.map(({ title }) => title)).toEqual(main),
  );
});
