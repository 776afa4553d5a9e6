import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { routeInWords } from '../../../extractors/generic/route-words.ts';
import { readJson } from '../reading.ts';

const route = (text: string): readonly [string | null, string | null] | null => {
  const words = routeInWords(text);
  return words && [words.from, words.to];
};

describe('routes in words', () => {
  test.each([
    ['ships from Norway to Europe', 'Norway', 'Europe'],
    ['ships US to US', 'US', 'US'],
    ['Shipping: Portugal to Worldwide', 'Portugal', 'Worldwide'],
    ['Versand: Belgien nach Europa', 'Belgien', 'Europa'],
    ['Envío desde Chile a todo el mundo', 'Chile', 'todo el mundo'],
    ['Skickas från Finland till hela världen', 'Finland', 'hela världen'],
    ['Expédié de Belgique vers France', 'Belgique', 'France'],
    ['Wysyłka z Polski do UE', 'Polski', 'UE'],
    ['доставка из Германии в Россию', 'Германии', 'Россию'],
    ['from AT to DE, AT, CH', 'AT', 'DE, AT, CH'],
    ['We ship from the Netherlands to the whole world, every Monday.', 'the Netherlands', 'the whole world'],
  ])('%j has two ends', (text, from, to) => expect(route(text)).toEqual([from, to]));

  test.each([
    ['Made in India, ships from Spain', 'Spain', null],
    ['Livraison en France, Belgique et Suisse', null, 'France, Belgique et Suisse'],
    ['Skickas från Sverige till Norden', 'Sverige', null],
  ])('%j has one end', (text, from, to) => expect(route(text)).toEqual([from, to]));

  test.each([
    'from $5 to $10',
    'Germany',
    'Shipping: Germany',
    'free delivery in Berlin',
    'I sent it to Germany last week',
    'from Monday to Friday',
    'post in German',
  ])('%j has none', (text) => expect(route(text)).toBeNull());

  it('never fails, and gives only parts of the text', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('ships', 'from', 'to', 'NL', 'Europe', ':', 'a', '→', '12 €', ',')),
        (words) => {
          const text = words.join(' ');
          const found = routeInWords(text);
          expect([found?.from, found?.to].every((part) => !part || text.includes(part))).toBe(true);
        },
      ),
    ));
});

const rows = (ship: (at: number) => string): string =>
  `<title>Stall</title>${['MDMA 5g', 'Speed 10g', 'Ketamine 2g']
    .map(
      (name, at) =>
        `<div class="r"><a href="/i/${at}">${name}</a> <b>$${30 + at}</b> <a href="/u/${at}">bob${at}</a> <small>${ship(at)}</small></div>`,
    )
    .join('')}`;
const firstOf = (html: string) => {
  const [listing] = readJson(html).listings;
  return listing && { price: listing.price?.amount, from: listing.shipsFrom, to: listing.shipsTo };
};

describe('routes of the offers in a list', () => {
  test.each([
    ['Shipping: Germany to Europe', ['DE'], ['EU']],
    ['Versand: Deutschland nach Schweiz', ['DE'], ['CH']],
    ['<b>from</b> DE <b>to</b> DE, AT, CH', ['DE'], ['DE', 'AT', 'CH']],
    ['Wysyłka z: Niemcy <i class="fa fa-arrow-right"></i> Polska', ['DE'], ['PL']],
    ['الشحن من: المغرب', ['MA'], []],
    ['发货地：美国', ['US'], []],
    ['(95.1%) | [ES] -&gt; cały świat | Sprzedano: 115', ['ES'], ['WW']],
    ['95 % · [DE] → [DE] [AT] [CH] · 12 verkauft', ['DE'], ['DE', 'AT', 'CH']],
    ['★ 4.8 • 🇳🇱 ➔ 🇪🇺 • escrow', ['NL'], ['EU']],
    ['(12) | 4.9 -> 5 | mail -> chat', [], []],
  ])('%s on the line of the price', (words, from, to) =>
    expect(firstOf(rows(() => words))).toEqual({ price: 30, from, to }),
  );
});

describe('postage beside a price', () => {
  test.each([
    ['a name with "free shipping"', `<a href="/i/0">Kush 5g (Free Shipping)</a> $40`],
    ['"free shipping" after the price', `<a href="/i/0">Kush 5g</a> <b>$40</b> free shipping`],
    ['a bold name with gratis postage', `<a href="/i/0"><b>Kush 5g</b></a> <i>gratis Versand</i> $40`],
  ])('is told from it: %s', (_, first) =>
    expect(
      readJson(
        `<title>Stall</title><div class="r">${first} <a href="/u/9">zed</a></div>${rows(() => 'tracked').slice(20)}`,
      ).listings.map((listing) => listing.price?.amount),
    ).toContain(40),
  );
});

describe('routes in the columns of a table', () => {
  const table = (head: string, cells: (at: number) => string): string =>
    `<title>Stall</title><table><tr><th>Prodotto</th><th>Venditore</th><th>Prezzo</th>${head}</tr>${[0, 1, 2, 3, 4]
      .map(
        (at) =>
          `<tr><td><a href="/i/${at}">MDMA ${at + 1}g</a></td><td><a href="/u/bob">bob</a></td><td>${30 + at} €</td>${cells(at)}</tr>`,
      )
      .join('')}</table>`;

  it('are read where one letter heads the column of destinations', () =>
    expect(firstOf(table('<th>Da</th><th>A</th>', () => '<td>Olanda</td><td>Europa</td>'))).toEqual({
      price: 30,
      from: ['NL'],
      to: ['EU'],
    }));

  it('begin at a place that stands alone where other rows have an arrow', () =>
    expect(firstOf(table('<th></th>', (at) => `<td>${at === 0 ? 'Germany' : 'Netherlands → Worldwide'}</td>`))).toEqual(
      {
        price: 30,
        from: ['DE'],
        to: [],
      },
    ));

  it('are not made up from a place alone where no row has an arrow', () =>
    expect(firstOf(table('<th></th>', () => '<td>Germany</td>'))).toEqual({ price: 30, from: [], to: [] }));
});
