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
    [
      'a lead-in',
      '<div>You are here: <a href="/x/1">Home</a> &gt; <a href="/x/2">Drugs</a> &gt; <a href="/x/3">Weed</a></div>',
    ],
    [
      'a Chinese lead-in',
      '<div>当前位置：<a href="/x/1">首页</a> &gt; <a href="/x/2">Drugs</a> &gt; <a href="/x/3">Weed</a></div>',
    ],
    ['a label', '<div>Rayon : <a href="/x/2">Drugs</a> &gt; <a href="/x/3">Weed</a></div>'],
    ['a label for sections', '<p>Abteilung: Drugs &gt; Weed</p>'],
    ["the site's own name", '<p><a href="/x/1">Quay</a> » <a href="/x/2">Drugs</a> » <a href="/x/3">Weed</a></p>'],
    ...['Aanbod', 'Лоты', 'Angebote', 'Annonces', 'Ofertas', 'Offerte', 'Ogłoszenia', 'Все товары', 'Marktplatz'].map(
      (root) => [
        `the root "${root}"`,
        `<ul class="breadcrumb"><li><a href="/x/1">${root}</a> /</li><li><a href="/x/2">Drugs</a> /</li><li><a href="/x/3">Weed</a></li></ul>`,
      ],
    ),
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

describe('the group of a record in a list', () => {
  const rows = (group: (name: string) => string, names = ['Drugs / Hash', 'Drugs / Weed', 'Fraud / Cards']): string =>
    `<title>Quay</title><ul><li><a href="/m/1">Drugs</a> <i>42</i><ul><li><a href="/m/2">Hash</a> <i>7</i></li><li><a href="/m/4">Pills</a> <i>7</i></li></ul></li><li><a href="/m/3">Fraud</a> <i>12</i></li><li><a href="/m/5">Guides</a> <i>12</i></li></ul>${names
      .map(
        (name, at) =>
          `<div class="q"><a href="/l/${at}">Soft amber no ${at} 5g</a>${group(name)}<div>Vendor <a href="/v/kelp">kelp</a></div><b>$${at + 20}.00</b></div>`,
      )
      .join('')}`;
  const groupsOf = (html: string) => readJson(html).listings.map(({ category }) => category);

  test.each([
    ['a box', (name: string) => `<div>${name}</div>`],
    ['small letters after a break', (name: string) => `<br><small>${name}</small><br>`],
    ['arrows', (name: string) => `<p>${name.replace('/', '›')}</p>`],
  ])('is a path of plain text: %s', (_, group) =>
    expect(groupsOf(rows(group))).toEqual(['Drugs > Hash', 'Drugs > Weed', 'Fraud > Cards']),
  );

  it('is none where the path is another one', () =>
    expect(
      groupsOf(rows((name) => `<div>${name}</div>`, ['Germany / Europe', 'Escrow / FE', 'Orders 4 / Sales 9'])),
    ).toEqual([null, null, null]));

  test.each([
    ['a list', (value: string) => `<dl><dt>CATEGORY</dt><dd>${value}</dd></dl>`],
    ['a table', (value: string) => `<table><tr><td>Category:</td><td>${value}</td></tr></table>`],
  ])('may be called as a unit is: %s', (_, group) =>
    expect(groupsOf(rows(group, ['Pills', 'PILLS', 'Hash']))).toEqual(['Pills', 'PILLS', 'Hash']),
  );
});
