import { describe, expect, test } from 'vitest';
import { readJson } from '../reading.ts';

const vendorOf = (middle: string): string | null =>
  readJson(
    `<title>Amber Kush 5g - Quay</title><h1>Amber Kush 5g</h1>${middle}<p>Price: 40 EUR</p><p>Ships from: NL</p><button>Buy now</button>`,
  ).listings[0]?.vendor ?? null;

describe('a vendor without a label and without a link', () => {
  test.each([
    ['a level in bold', '<div>kelp-crew <b>L7</b> (2,210) [99.1%]</div>', 'kelp-crew'],
    ['"sold by" with counts', '<p>Sold by KelpCrew (Level 4) 98% 1200 sales</p>', 'KelpCrew'],
    ['"verkauft von"', '<p>Verkauft von KelpCrew</p>', 'KelpCrew'],
    ['the class of its element', '<p class="product__vendor">Kelp Craft</p>', 'Kelp Craft'],
  ])('is known by %s', (_, middle, vendor) => expect(vendorOf(middle)).toBe(vendor));

  test.each([
    ['a purity', '<p>Purity 99%+ (HPLC)</p>'],
    ['a share of a substance', '<p>MDMA 84%</p>'],
    ['a discount', '<p>Discount 10%</p>'],
    ['words after "by"', '<p>Sold by the gram only</p>'],
    ['the class of a label', '<p class="vendor">Vendor</p>'],
  ])('is not made up from %s', (_, middle) => expect(vendorOf(middle)).toBeNull());
});

describe('the heading of a menu of categories', () => {
  test('gives a listing no category', () =>
    expect(
      readJson(
        '<title>Quay</title><h3>Categories</h3><a href="/c/1">Drugs</a><h3>Details</h3><h4>Amber Kush 5g</h4><p>Vendor: <a href="/u/kelp">kelp</a></p><p>Price: 40 EUR</p><p>Ships from: NL</p><button>Buy</button>',
      ).listings[0]?.category ?? null,
    ).toBeNull());
});
