import { describe, expect, it, test } from 'vitest';
import { readJson } from '../reading.ts';

const read = (title: string, body: string) =>
  readJson(`<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`);
const cards = (heading: string) =>
  `<div class="box"><h5>${heading}</h5>${[1, 2, 3, 4].map((n) => `<div class="v"><a href="/l/${n}">Ketamine needles ${n}g</a> <span>£${n}8.00</span></div>`).join('')}</div>`;

describe('a page that shows offers and is about something else', () => {
  test.each([
    [
      'Page not found – Quay',
      '<h1>Oops! That page can’t be found.</h1><p>Nothing was found at this location.</p>',
      'Popular products',
    ],
    ['Quay', '<h1>This listing is no longer available</h1>', 'Similar listings'],
    ['Quay', '<h1>404 Page not found</h1>', 'Our favourites'],
  ])('is gone: %s %s', (title, said, heading) =>
    expect(read(title, said + cards(heading))).toMatchObject({ page: 'not-found', listings: [] }),
  );

  test.each(['Recently viewed', 'Zuletzt angesehen', 'Récemment vus', 'Недавно просмотренные', '最近浏览'])(
    'is no list of what stands under "%s"',
    (heading) =>
      expect(read('Help - Quay', `<h2>Slow answers?</h2><p>Wait a day.</p>${cards(heading)}`).listings).toEqual([]),
  );

  it('leaves out of a list what was viewed before', () => {
    const list = [5, 6, 7].map((n) => `<li><a href="/l/${n}">Amber Kush ${n}g</a> <b>£${n}0.00</b></li>`).join('');
    expect(
      read('Weed - Quay', `<h2>Weed</h2><ul>${list}</ul>${cards('Recently viewed')}`).listings.map(
        (each) => each.title,
      ),
    ).toEqual([5, 6, 7].map((n) => `Amber Kush ${n}g`));
  });

  it('is suspended, whatever the rates in its head', () => {
    const rates = '<div><span>XMR/AUD 104.77</span> <span>BTC/AUD 14,102.11</span></div>';
    expect(
      read(
        'quay',
        `<div><a href="/explore"><span>explore</span></a></div>${rates}<div>Account suspended</div><div>Your account has been suspended.</div>`,
      ),
    ).toMatchObject({ page: 'banned', listings: [] });
  });

  it('tells of vendors, though each has the least that an order must cost', () => {
    const rows = ['KELP', 'REEF', 'COVE', 'SHOAL']
      .map(
        (name, n) =>
          `<article><h3><a href="/v/${n}">${name}</a></h3><dl><dt>SALES</dt><dd>10${n}1</dd><dt>SHIPS FROM</dt><dd>NORWAY</dd><dt>MINIMUM ORDER</dt><dd>£${n + 3}0.00</dd></dl></article>`,
      )
      .join('');
    expect(read('QUAY - VENDORS', `<h1><a href="/">QUAY</a></h1><h2>ALL VENDORS</h2>${rows}`).listings).toEqual([]);
  });

  it('is statistics of groups', () => {
    const rows = ['Hash', 'Vapes', 'Pills', 'Speed']
      .map((name, n) => `<tr><td><a href="/c/${n}">${name}</a></td><td>${n}12</td><td>$${n + 30}.60</td></tr>`)
      .join('');
    const head = '<tr><th>Category</th><th>Listings</th><th>Median price</th></tr>';
    expect(
      read(
        'Statistics',
        `<p><a href="/">Quay</a> <a href="/w">Wallet $120.40 (0.0128 BTC)</a></p><h2>Statistics</h2><table>${head}${rows}</table>`,
      ).listings,
    ).toEqual([]);
  });
});
