import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

const list = (facts: string, head = '') =>
  readJson(
    `<title>Stall</title><table>${head}${['MDMA 5g', 'Speed aus Österreich 10g', 'Ketamine 2g', 'Hash 5g']
      .map((name, at) => `<tr><td><a href="/i/${at}">${name}</a></td><td>${30 + at}.00 €</td>${facts}</tr>`)
      .join('')}</table>`,
  ).listings.map(({ shipsFrom, shipsTo }) => [shipsFrom, shipsTo]);
const four = (from: string[], to: string[]) => [1, 2, 3, 4].map(() => [from, to]);
const listing = (facts: string) => {
  const [first] = readJson(
    `<title>MDMA 5g</title><h1>MDMA 5g</h1><p>Price: 30 EUR</p><p>Vendor: <a href="/u/kelp">kelp</a></p>${facts}<button>Buy now</button>`,
  ).listings;
  return [first?.shipsFrom, first?.shipsTo];
};

describe('an arrow between two places', () => {
  it.each([
    [
      'after a vendor and a count',
      '<td>Anbieter: <a href="?v=kelp">kelp</a> (12) &nbsp; DE &rarr; weltweit</td>',
      ['DE'],
      ['WW'],
    ],
    ['after stars', '<td>by <a href="?v=kelp">kelp</a> ★★★★★ Germany → EU</td>', ['DE'], ['EU']],
  ])('is a route: %s', (_name, facts, from, to) => expect(list(facts)).toEqual(four(from, to)));

  it.each(['Undeclared', 'Unknown', 'Unbekannt', 'Не указано', 'N/A', '?'])('may begin nowhere: %s', (word) =>
    expect(list(`<td>${word} &rarr; USA</td>`)).toEqual(four([], ['US'])),
  );

  it.each([
    ['Доставка', 'Россия → Весь мир', ['RU'], ['WW']],
    ['Доставка', 'Россия → СНГ', ['RU'], []],
    ['Ships to', 'Germany → EU', ['DE'], ['EU']],
    ['Destino', 'España → Narnia', ['ES'], []],
    ['Ships from', 'Germany → EU', ['DE'], ['EU']],
  ])('is a route under "%s": %s', (label, said, from, to) => {
    expect(list(`<td>${said}</td>`, `<tr><th>Product</th><th>Price</th><th>${label}</th></tr>`)).toEqual(
      four(from, to),
    );
    expect(listing(`<p>${label}: ${said}</p>`)).toEqual([from, to]);
  });
});

describe('where an offer goes', () => {
  it('may be said in several values of one term', () =>
    expect(
      listing(
        '<dl><dt>SHIPS FROM</dt><dd>GERMANY</dd><dt>SHIPS TO</dt><dd>UNITED KINGDOM</dd><dd>IRELAND</dd><dt>TYPE</dt><dd>France</dd></dl>',
      ),
    ).toEqual([['DE'], ['GB', 'IE']]));

  it.each([
    'Ships to countries',
    'Shipping to the following countries',
    'Versand in Länder',
    'Envío a países',
    'Доставка в страны',
  ])('is known by "%s"', (label) =>
    expect(listing(`<table><tr><td>${label}</td><td>Poland</td></tr></table>`)).toEqual([[], ['PL']]),
  );
});
