import { describe, expect, it, test } from 'vitest';
import { readJson } from '../reading.ts';

const facts =
  '<p>Vendor: <a href="/u/tidepool">tidepool</a></p><p>Price: 40 EUR</p><p>Ships from: NL</p><button>Buy now</button>';
const categoryOf = (way: string, after = ''): string | null =>
  readJson(
    `<title>Amber Kush 5g - Quay</title><a href="/">Quay</a> <a href="/orders">Orders</a>${way}<h1>Amber Kush 5g</h1>${facts}${after}`,
  ).listings[0]?.category ?? null;

describe('the way to a page', () => {
  test.each([
    [
      'links in a marked list',
      '<ol class="breadcrumb"><li><a href="/x/1">Home</a></li><li><a href="/x/2">Drugs</a></li><li><a href="/x/3">Weed</a></li></ol>',
    ],
    [
      'a marked list that ends with the title',
      '<nav aria-label="Breadcrumb"><ul><li><a href="/">Home</a></li><li><a href="/x/2">Drugs</a></li><li><a href="/x/3">Weed</a></li><li>Amber Kush 5g</li></ul></nav>',
    ],
    ['a line of links', '<div><a href="/">Start</a> » <a href="/x/2">Drugs</a> » <a href="/x/3">Weed</a></div>'],
    ['a line of text', '<div>Accueil &gt; Drugs &gt; Weed</div>'],
    ['a line of text without the front page', '<div>Drugs / Weed</div>'],
    [
      'a line that ends with the title',
      '<div><a href="/">Home</a> / <a href="/x/2">Drugs</a> / <a href="/x/3">Weed</a> / Amber Kush 5g</div>',
    ],
  ])('is read from %s', (_, way) => expect(categoryOf(way)).toBe('Drugs > Weed'));

  test.each([
    ['words below the title', '', '<p>in cannabis/hash</p>', 'cannabis > hash'],
    ['a type that is a group of goods', '', '<p>Type: Ecstasy</p>', 'Ecstasy'],
  ])('is read from %s', (_, way, after, category) => expect(categoryOf(way, after)).toBe(category));

  test.each([
    [
      'a menu with slashes',
      '<div><a href="/">Home</a> / <a href="/orders">Orders</a> / <a href="/pm">Messages</a></div>',
      '',
    ],
    ['a type that is none', '', '<p>Type: Physical</p>'],
    ['a route', '<div>Germany / Europe</div>', ''],
    ['prose', '', '<p>in good hands</p>'],
  ])('is not made up from %s', (_, way, after) => expect(categoryOf(way, after)).toBeNull());

  it('keeps a group whose name begins the title', () =>
    expect(
      readJson(
        `<title>Cocaine Peru 1g</title><ol class="breadcrumb"><li>Home</li><li>Cocaine</li><li>Cocaine Peru 1g</li></ol><h1>Cocaine Peru 1g</h1>${facts}`,
      ).listings[0]?.category,
    ).toBe('Cocaine'));
});
