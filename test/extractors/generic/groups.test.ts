import { describe, expect, it, test } from 'vitest';
import { readJson } from '../reading.ts';

const facts =
  '<p>Vendor: <a href="/u/tidepool">tidepool</a></p><p>Price: 40 EUR</p><p>Ships from: NL</p><button>Buy now</button>';
const categoryOf = (menu: string, after = ''): string | null =>
  readJson(`<title>Amber Kush 5g - Quay</title><a href="/">Quay</a>${menu}<h1>Amber Kush 5g</h1>${facts}${after}`)
    .listings[0]?.category ?? null;
const rest = ['Books', 'Tools', 'Tickets', 'Maps', 'Coins'];
const links = rest.map((name, at) => `<li><a href="/?category=${at}">${name} (${at}2)</a></li>`).join('');

describe('the group that a menu marks', () => {
  test.each([
    [
      'classes around the links',
      `<div class="side">${rest.map((name, at) => `<div class="group"><a href="/?category=${at}">${name} <span>12</span></a></div>`).join('')}<div class="group selected"><a href="/?category=8">Plants <span>512</span></a></div><div class="group  selected  deep"><a href="/?category=9">Leaves <span>1,712</span></a></div></div>`,
    ],
    [
      'ticks in the links',
      `<ul><li><a href="/category/8"><input type="checkbox" checked> Plants<span>512</span></a><ul><li><a href="/category/9"><input type="checkbox" checked=""> Leaves<span>17</span></a></li></ul></li></ul><ul>${links}</ul>`,
    ],
    [
      'the state of the links',
      `<ul>${links}<li class="active"><a href="/cat/8">Plants</a><ul><li><a href="/cat/9" aria-current="page">Leaves</a></li></ul></li></ul>`,
    ],
  ])('is the listing’s, by %s', (_how, menu) => expect(categoryOf(menu)).toBe('Plants > Leaves'));

  test.each([
    ['a menu of pages', '<ul><li class="active"><a href="/">Shop</a></li><li><a href="/pm">Messages</a></li></ul>'],
    ['a menu in which nothing is marked', `<ul>${links}</ul>`],
    ['a menu in which all is marked', `<ul>${links.replaceAll('<li>', '<li class="open">')}</ul>`],
  ])('is not made up from %s', (_what, menu) => expect(categoryOf(menu)).toBeNull());

  it('counts less than what the page says beside a label', () =>
    expect(
      categoryOf(`<ul>${links}<li class="active"><a href="/cat/8">Plants</a></li></ul>`, '<p>Category: Herbs</p>'),
    ).toBe('Herbs'));
});

test.each(['Class', 'Klasse', 'Clase', 'Groupe', 'Группа'])('"%s: Ecstasy" is a group of goods', (label) =>
  expect(categoryOf('', `<p>${label}: Ecstasy</p>`)).toBe('Ecstasy'),
);

describe('the group of an offer in a list', () => {
  const list = (said: (at: number) => string) =>
    readJson(
      `<title>Quay</title><ul>${links}<li><a href="/cat/8">Plants</a></li><li><a href="/cat/9">Leaves</a></li></ul>${[1, 2, 3, 4].map((at) => `<div class="r"><a href="/i/${at}">Amber Kush ${at}g</a><p>${said(at)}</p><b>$${at * 9}.00</b></div>`).join('')}`,
    ).listings.map(({ category, title }) => `${title}: ${category}`);

  test.each([
    ['words of the menu', 'Lot # 43 - Plants / Leaves - <a href="/u/kelp">kelp</a> (1851)', 'Plants > Leaves'],
    [
      'links to groups',
      '<a href="/cat/8">Plants</a> / <a href="/cat/9">Leaves</a> - <a href="/u/kelp">kelp</a>',
      'Plants > Leaves',
    ],
    ['other words', 'Lot # 43 - Roots / Bark - <a href="/u/kelp">kelp</a> (1851)', 'null'],
  ])('is read from %s', (_what, said, category) =>
    expect(list(() => said)).toEqual([1, 2, 3, 4].map((at) => `Amber Kush ${at}g: ${category}`)),
  );
});
