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
