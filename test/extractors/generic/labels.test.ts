import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

type Labels = readonly [vendor: string, price: string, from: string, to: string, stock: string, sold: string];
const languages: Readonly<Record<string, Labels>> = {
  English: ['Vendor', 'Price', 'Ships from', 'Ships to', 'In stock', 'Sold'],
  German: ['Verkäufer', 'Preis', 'Versand aus', 'Versand nach', 'Auf Lager', 'Verkauft'],
  French: ['Vendeur', 'Prix', 'Expédié de', 'Livraison vers', 'En stock', 'Vendus'],
  Dutch: ['Verkoper', 'Prijs', 'Verzonden vanuit', 'Verzending naar', 'Voorraad', 'Verkocht'],
  Spanish: ['Vendedor', 'Precio', 'Enviado desde', 'Envía a', 'Existencias', 'Vendidos'],
  Italian: ['Venditore', 'Prezzo', 'Spedito da', 'Spedisce a', 'Disponibilità', 'Venduti'],
  Polish: ['Sprzedawca', 'Cena', 'Wysyłka z', 'Wysyłka do', 'Na stanie', 'Sprzedano'],
  Russian: ['Продавец', 'Цена', 'Отправка из', 'Отправка в', 'В наличии', 'Продано'],
  Portuguese: ['Vendedor', 'Preço', 'Enviado de', 'Envia para', 'Em estoque', 'Vendidos'],
  Chinese: ['卖家', '价格', '发货地', '发往', '库存', '已售'],
};
const values = ['tidepool', '180.00 EUR', 'NL', 'EU', '42', '17'] as const;

/** A layout of labels beside values. */
const layouts: Readonly<Record<string, (pairs: readonly (readonly [string, string])[]) => string>> = {
  'cells of a table': (pairs) =>
    `<table>${pairs.map(([label, value]) => `<tr><th>${label}</th><td>${value}</td></tr>`).join('')}</table>`,
  'cells of a table, two pairs a row': (pairs) =>
    `<table>${[0, 2, 4]
      .map(
        (at) =>
          `<tr>${pairs
            .slice(at, at + 2)
            .map(([label, value]) => `<td><b>${label}</b></td><td>${value}</td>`)
            .join('')}</tr>`,
      )
      .join('')}</table>`,
  'a list of definitions': (pairs) =>
    `<dl>${pairs.map(([label, value]) => `<dt>${label}</dt><dd>${value}</dd>`).join('')}</dl>`,
  'lines with colons': (pairs) => pairs.map(([label, value]) => `<p>${label}: ${value}</p>`).join(''),
  'one paragraph with line breaks': (pairs) =>
    `<p>${pairs.map(([label, value]) => `<b>${label}:</b> ${value}`).join('<br>')}</p>`,
  'one line with bars': (pairs) => `<p>${pairs.map(([label, value]) => `${label}: ${value}`).join(' | ')}</p>`,
  'an element for the label and one for the value': (pairs) =>
    `<div>${pairs.map(([label, value]) => `<div><span>${label}</span><span>${value}</span></div>`).join('')}</div>`,
  'a label above each value': (pairs) =>
    `<div>${pairs.map(([label, value]) => `<div><div>${label}</div><div>${value}</div></div>`).join('')}</div>`,
  'label elements': (pairs) =>
    `<div>${pairs.map(([label, value]) => `<p><label>${label}</label> <em>${value}</em></p>`).join('')}</div>`,
  'a box for each value with its label below': (pairs) =>
    `<div>${pairs.map(([label, value]) => `<div><b>${value}</b><span>${label}</span></div>`).join('')}</div>`,
  'text with dots that lead to the value': (pairs) =>
    `<pre>${pairs.map(([label, value]) => `${label} ......... ${value}`).join('\n')}</pre>`,
  'a column of labels and a column of values': (pairs) =>
    `<div><div>${pairs.map(([label]) => `<div>${label}</div>`).join('')}</div><div>${pairs.map(([, value]) => `<div>${value}</div>`).join('')}</div></div>`,
  'cells with a cell for the colon': (pairs) =>
    `<table>${pairs.map(([label, value]) => `<tr><td>${label}</td><td>:</td><td>${value}</td></tr>`).join('')}</table>`,
  'a row of labels over a row of values': (pairs) =>
    `<table><tr>${pairs.map(([label]) => `<th>${label}</th>`).join('')}</tr><tr>${pairs.map(([, value]) => `<td>${value}</td>`).join('')}</tr></table>`,
  'tables within the cells of a table': (pairs) =>
    `<table>${pairs.map(([label, value]) => `<tr><td><table><tr><td>${label}</td></tr></table></td><td><table><tr><td>${value}</td></tr></table></td></tr>`).join('')}</table>`,
  'icons with tool tips': (pairs) =>
    `<div>${pairs.map(([label, value]) => `<div><i class="z" title="${label}"></i> ${value}</div>`).join('')}</div>`,
  'fields that cannot be written in': (pairs) =>
    `<div>${pairs.map(([label, value]) => `<p><label>${label}</label> <input readonly value="${value}"></p>`).join('')}</div>`,
};

const read = (html: string) =>
  readJson(
    `<html><head><title>Blue crystal MDMA 10g - Marlin Bay</title></head><body>${html}</body></html>`,
    {},
    { url: 'http://market.invalid/l/1' },
  );
const pairsOf = (labels: Labels) => labels.map((label, index) => [label, values[index] ?? ''] as const);
const expected = {
  vendor: 'tidepool',
  price: { amount: 180, currency: 'EUR' },
  shipsFrom: ['NL'],
  shipsTo: ['EU'],
  stock: 42,
  sold: 17,
};

describe('labels of an unknown site', () => {
  it.each(
    Object.keys(languages).flatMap((language) => Object.keys(layouts).map((layout) => [language, layout] as const)),
  )('in %s are understood in %s', (language, layout) => {
    const labels = languages[language];
    const lay = layouts[layout];
    const html = labels && lay ? lay(pairsOf(labels)) : '';
    expect(read(`<h2>Blue crystal MDMA 10g</h2>${html}`)).toMatchObject({ page: 'listing', listings: [expected] });
  });

  it('are understood in any order', () => {
    const english = pairsOf(languages.English ?? ['', '', '', '', '', '']);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(english, { minLength: english.length }),
        fc.constantFrom(...Object.values(layouts)),
        (pairs, lay) => {
          expect(read(`<h2>Blue crystal MDMA 10g</h2>${lay(pairs)}`).listings[0]).toMatchObject(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});
