import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

const offer = (body: string) =>
  readJson(
    `<title>Blue crystal MDMA 10g - Marlin Bay</title><h2>Blue crystal MDMA 10g</h2><p>Price: 180 EUR</p><p>Ships from: Germany</p>${body}`,
    {},
    { url: 'http://market.invalid/listing/4711' },
  ).listings[0];
const list = (said: string) =>
  readJson(
    `<title>Stall</title>${['MDMA 5g', 'Speed 10g', 'Ketamine 2g'].map((name, at) => `<div class="r"><a href="/i/${at}">${name}</a> <b>$${30 + at}</b><x-did>${said}</x-did></div>`).join('')}`,
  ).listings[0];
const member = (said: string) =>
  readJson(
    `<title>nemo_77 - Stall</title><h2>nemo_77</h2><p>Member since: May 2021</p>${said}`,
    {},
    { url: 'http://market.invalid/user/nemo_77' },
  ).vendors[0];

describe('counts', () => {
  it.each([
    ['Sold 87', 87],
    ['Verkauft 87', 87],
    ['已售出 87', 87],
    ['已售出87', 87],
    ['Prodáno 87', 87],
    ['Verkocht: 1.087', 1087],
    ['Orders so far: 87', 87],
    ['Bisherige Verkäufe: 87', 87],
    ['Déjà vendus : 87', 87],
    ['Уже куплено: 87', 87],
    ['Sold by reef 87', null],
    ['Sold 87 days', null],
  ])('%j beside an offer', (said, sold) => expect(list(said)?.sold).toBe(sold));

  it('take no number of a linked name', () =>
    expect(offer('<p>sold by <a href="/seller/reef87">reef87</a></p>')?.sold).toBeNull());

  it.each([
    'Number of sales: 392',
    'Anzahl der Verkäufe: 392',
    'Nombre de ventes : 392',
    'Número de ventas: 392',
    'Numero di vendite: 392',
    'Liczba transakcji: 392',
    'Количество сделок: 392',
    'Počet prodejů: 392',
    '成交笔数：392',
  ])("%j is a vendor's number of sales", (said) => expect(member(`<p>${said}</p>`)?.sales).toBe(392));
});

describe('ratings', () => {
  it.each([
    ['a label that is known', '<dl><dt>Stock</dt><dd>4</dd><dt>好评</dt><dd>4.6 / 5</dd></dl>'],
    ['a label that no list has', '<dl><dt>Stock</dt><dd>4</dd><dt>Brezzle</dt><dd>4.6 / 5</dd></dl>'],
    ['the name of its element', '<p>Plain bags, no smell, no questions asked.</p><p class="score">4.6/5</p>'],
  ])('are read beside %s', (_what, said) => {
    expect(offer(said)?.rating).toBe(4.6);
    expect(member(said)?.rating).toBe(4.6);
  });

  it('are not those of the reviews below', () =>
    expect(
      offer('<p>p1</p>'.repeat(10) + ['4', '5', '3'].map((n) => `<p>good</p><p>${n}/5</p>`).join(''))?.rating,
    ).toBeNull());
});

describe('counts side by side', () => {
  const rows = (said: string, head = '', more = '') =>
    readJson(
      `<title>Stall</title><table>${head}${['MDMA 5g', 'Speed 10g', 'Ketamine 2g'].map((name, at) => `<tr><td><a href="/i/${at}">${name}</a></td><td>$${30 + at}</td>${more}<td>${said}</td></tr>`).join('')}</table>`,
    ).listings[0];

  it.each([
    ['words first', '<span>Views 6239</span> <span>Sold 619</span>', 619, null],
    ['words first, in German', '<i>Aufrufe 6239</i><i>Verkauft 619</i>', 619, null],
    ['words last', '<span>464× sold</span><span>stock: 100</span>', 464, 100],
    ['words last, then a colon', '<span>464 sold</span><span>in stock: 100</span>', 464, 100],
    ['words last in both', '<span>464 sold</span> <span>100 left</span>', 464, 100],
    ['no number for one', '<span>464x sold</span><span>stock: ∞</span>', 464, null],
  ])('keep to their own element: %s', (_name, said, sold, stock) => expect(rows(said)).toMatchObject({ sold, stock }));

  it.each([
    ['Left/Sold', '<b>12</b> / <b>422</b>'],
    ['Stock | Sold', '12 | 422'],
    ['Bestand / Verkauft:', '12 / 422'],
    ['Осталось / Продано', '12 / 422'],
  ])('may share a label: %s', (label, said) => {
    expect(offer(`<table><tr><td>${label}</td><td>${said}</td></tr></table>`)).toMatchObject({ stock: 12, sold: 422 });
    expect(rows(said, `<tr><th>Product</th><th>Price</th><th>${label}</th></tr>`)).toMatchObject({
      stock: 12,
      sold: 422,
    });
  });

  it("leave a vendor's number in the vendor's cell", () =>
    expect(
      rows(
        '<a href="/seller/kelp">kelp</a><br><small>257 sales</small>',
        '<tr><th>Product</th><th>Price</th><th>Vendor</th></tr>',
      ),
    ).toMatchObject({ vendor: 'kelp', sold: null }));
});
