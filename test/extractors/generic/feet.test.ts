import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';
import { each } from './layouts.ts';

const shelf = (foot: (inner: string) => string, card: (inner: string) => string): string =>
  `<html><title>Cove</title><body><div class="grid">${each((ware, at) =>
    card(
      `<div class="inner"><h5><a href="/listing/${at}">${ware.name}</a></h5><b>$${ware.price}</b></div>${foot(
        `<a href="/user/${ware.vendor}">${ware.vendor}</a> Lvl 3`,
      )}`,
    ),
  )}</div><div class="footer"><a href="/user/harbour">harbour</a> USD 12.00</div></body></html>`;

const makes: readonly (readonly [string, (inner: string) => string, (inner: string) => string])[] = [
  [
    'Bootstrap 4',
    (x) => `<div class="card-footer text-muted">${x}</div>`,
    (x) => `<div class="col"><div class="card">${x}</div></div>`,
  ],
  ['Bootstrap 3', (x) => `<div class="panel-footer">${x}</div>`, (x) => `<div class="panel">${x}</div>`],
  ['articles', (x) => `<footer>${x}</footer>`, (x) => `<article>${x}</article>`],
  ['items of a list', (x) => `<div class="footer">${x}</div>`, (x) => `<li class="q">${x}</li>`],
  ['BEM names', (x) => `<div class="product__footer">${x}</div>`, (x) => `<div class="product">${x}</div>`],
];

describe('the foot of a card', () => {
  it.each(makes)('belongs to its offer: %s', (_name, foot, card) => {
    const { page, listings } = readJson(shelf(foot, card));
    expect(page).toBe('index');
    expect(listings.map(({ vendor }) => vendor)).toEqual(['tidepool', 'Kelp_Forest', 'anchor88', 'paperboat']);
  });
});
