import { describe, expect, it, test } from 'vitest';
import { readJson } from '../reading.ts';

const page = (middle: string, vendor = '<p>Vendor: <a href="/u/tidepool">tidepool</a></p>'): string =>
  `<title>Amber Kush 5g - Quay</title><h1>Amber Kush 5g</h1>${vendor}<p>Price: 40 EUR</p><p>Ships from: NL</p>${middle}<button>Buy now</button>`;
const offersOf = (middle: string) =>
  readJson(page(middle)).listings[0]?.offers.map(
    ({ quantity, price }) => `${quantity?.value}${quantity?.unit} ${price?.amount}`,
  );

describe('the steps of a price', () => {
  test.each([
    [
      'labels with radio buttons in one line',
      '<div><label><span><input type="radio"> 5 gram</span><span>€40.00</span></label><label><span><input type="radio"> 10 gram</span><span>€70.00 <small>(€7/g)</small></span></label></div>',
    ],
    [
      'radio buttons between text',
      '<p>Options: <input type="radio"> 5g - €40.00 <input type="radio"> 10g - €70.00</p>',
    ],
    ['a definition list', '<h3>Quantities</h3><dl><dt>5g</dt><dd>€40.00</dd><dt>10g</dt><dd>€70.00</dd></dl>'],
    [
      'elements by turns below two headings',
      '<x-tiers><x-h>Size</x-h><x-h>Price</x-h><x-q>5g</x-q><x-p>€40.00</x-p><x-q>10g</x-q><x-p>€70.00</x-p></x-tiers>',
    ],
    [
      "other variants below the page's own",
      '<div><h4>Other variants</h4><div>10g 70 EUR</div><div>20g 130 EUR</div></div>',
    ],
  ])('are read from %s', (kind, middle) =>
    expect(offersOf(middle)).toEqual(kind.startsWith('other') ? ['5g 40', '10g 70', '20g 130'] : ['5g 40', '10g 70']),
  );

  test.each([
    ['Amber Kush', '€40.00 / 1 oz', '28.34952313g 40'],
    ['Amber Kush', '5 g – 40,00 €', '5g 40'],
    ['Blue tabs 100ug', 'CHF 26.55 / 10 tabs', '10unit 26.55'],
    ['Amber Kush 5g', '€40.00 / 10 g', '5g 40'],
    ['Amber Kush', '€40.00, 5 left', 'undefinedundefined 40'],
  ])('of an offer called %j beside %j are %j', (title, price, step) => {
    const row = (at: number) =>
      `<tr><td><a href="/i/${at}"><b>${title}</b></a><br>${price}<br>In stock: ${at}</td></tr>`;
    const [first] = readJson(`<title>Quay</title><table>${[1, 2, 3].map(row).join('')}</table>`).listings;
    expect(first?.offers.map((each) => `${each.quantity?.value}${each.quantity?.unit} ${each.price?.amount}`)).toEqual([
      step,
    ]);
  });

  it('are not facts of other kinds by turns', () =>
    expect(offersOf('<dl><dt>Weight</dt><dd>5g</dd><dt>Escrow fee</dt><dd>€3.00</dd></dl>')).toEqual(['5g 40']));

  it('are not those of other listings', () =>
    expect(
      offersOf(
        '<h2>You may also like</h2><div><div><a href="/l/1">Speed 1g</a><div>€22.00</div></div><div><a href="/l/2">Ketamine 5g</a><div>€90.00</div></div></div>',
      ),
    ).toEqual(['5g 40']));
});

describe('the number of sales', () => {
  test.each([
    ['beside the vendor', '<p>by <a href="/v/kelp">kelp</a> (level 4) (98.2%) 1203 sales</p>', '', null],
    [
      "beside the vendor, with the offer's own below",
      '<p>by <a href="/v/kelp">kelp</a> (98.2%) 1203 sales</p>',
      '<p>9 left, 71 sold</p>',
      71,
    ],
    ['in a label of the vendor', '<p>Vendor: kelp</p><p>Vendor sales: 4120</p>', '', null],
    [
      "in a label of the vendor's line",
      '<p>Магазин: <a href="/m/1">Kelp</a> · сделок: 21 400 · рейтинг 4.92</p>',
      '',
      null,
    ],
    ['of the offer', '<p>Vendor: kelp</p>', '<p>Sold: 12</p>', 12],
    ['that is a time', '<p>Vendor: kelp</p>', '<p>last sold 17h ago</p>', null],
  ])('%s', (_, vendor, middle, sold) => expect(readJson(page(middle, vendor)).listings[0]?.sold).toBe(sold));
});
