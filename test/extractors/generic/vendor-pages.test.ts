import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

const page = (title: string, body: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><p><a href="/">Marlin Bay</a> <a href="/orders">Orders</a></p>${body}</body></html>`;
const offers = [1, 5, 10]
  .map(
    (n) =>
      `<div class="o"><a href="/item/${n}">Ketamine needles ${n}g</a> <b>${n * 20}.00 EUR</b> <i>ships from Austria</i></div>`,
  )
  .join('');
const vendor = (body: string, title = 'Marlin Bay') => {
  const read = readJson(page(title, body));
  expect(read.page).toBe('vendor');
  return read.vendors[0];
};

const standings: readonly (readonly [string, string, number | null])[] = [
  ['English', '4.7 · 812 deals · member since Feb 2021 · last seen 2h ago', 812],
  ['English, with commas', 'level 5, 98.1%, 812 sales, joined 2021', 812],
  ['English sentences', 'Vendor since January 2021. 812 sales.', 812],
  ['German', 'Dabei seit Mai 2021 | 812 Verkäufe | zuletzt online gestern', 812],
  ['French', 'Membre depuis mars 2021 – 812 ventes – dernière connexion hier', 812],
  ['Spanish', 'Miembro desde 2021 · 812 ventas · última conexión hace 3 horas', 812],
  ['Italian', 'Membro dal 2021 · 812 vendite · ultimo accesso ieri', 812],
  ['Polish', 'Członek od 2021 · ostatnie logowanie wczoraj', null],
  ['Russian', 'На сайте с 12.03.2021 · последний вход вчера', null],
  ['German, since alone', '812 Verkäufe (99 %) seit März 2021', 812],
  ['Russian, since alone', 'На площадке с 2020 года · Сделок: 812', 812],
  ['Swedish', 'Medlem sedan 2021 · Senast inloggad idag', null],
];

describe("a vendor's own page", () => {
  it.each(standings)('is known by what stands below a name, in %s', (_language, said, sales) => {
    for (const level of ['h1', 'h2', 'h3'])
      for (const rest of ['', offers]) {
        const found = vendor(`<${level}>Captain Nemo</${level}><p>${said}</p>${rest}`);
        expect(found).toMatchObject({ handle: 'Captain Nemo', ...(sales === null ? {} : { sales }) });
      }
  });

  it.each([
    ['a table', '<table><tr><td>Member since</td><td>May 4, 2020</td></tr><tr><td>Sales</td><td>540</td></tr></table>'],
    ['a list', '<dl><dt>Member since</dt><dd>May 4, 2020</dd><dt>Sales</dt><dd>540</dd></dl>'],
    [
      'boxes, values on top',
      '<div><div><div>540</div><small>Sales</small></div><div><div>4.91</div><small>Rating</small></div><div><div>Jan 2022</div><small>Member since</small></div></div>',
    ],
    ['boxes, values first', '<div><b>540</b><i>Sales</i><b>99 %</b><i>Rating</i><b>May 2020</b><i>Joined</i></div>'],
  ])('is known by %s below a name', (_what, said) => {
    expect(vendor(`<h2>Captain Nemo</h2>${said}${offers}`)).toMatchObject({ handle: 'Captain Nemo', sales: 540 });
  });

  it.each([
    ['a badge', '<h2>nemo_77 <span class="badge">Trusted</span></h2>'],
    ['a level', '<h2>nemo_77 <b>L9</b></h2>'],
    ['counts', '<h2>nemo_77 <small>(5922) (4.91★)</small></h2><span class="label">Vendor Level 7</span>'],
    ['a label', '<h2>Vendor: nemo_77</h2>'],
    ['a Czech label', '<h2>Prodejce: nemo_77</h2>'],
  ])('gives the handle beside %s', (_what, heading) => {
    expect(vendor(`${heading}<p>member since 2020 · 540 sales</p>${offers}`)?.handle).toBe('nemo_77');
  });

  it('may be labelled with a plain "name"', () => {
    const rows =
      '<tr><td>Name</td><td>nemo_77</td></tr><tr><td>Member since</td><td>12 Jan 2020</td></tr><tr><td>Last seen</td><td>2 days ago</td></tr>';
    expect(vendor(`<table><tr><th colspan=2>Vendor Profile</th></tr>${rows}</table>`)?.handle).toBe('nemo_77');
  });

  it('may have only a key and its offers below a heading that calls it a store', () => {
    const key =
      '<pre>-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQINBFxTzM0BEADKz3Fq8n0T1t5b7aVx\n=a8Kd\n-----END PGP PUBLIC KEY BLOCK-----</pre>';
    expect(vendor(`<h1>Store: nemo_77</h1>${key}${offers}`, 'Store: nemo_77')?.handle).toBe('nemo_77');
  });

  it('is not named after the site', () => {
    const read = vendor(
      '<h1>Marlin Bay</h1><h2>Anbieter: nemo_77</h2><dl><dt>Dabei seit</dt><dd>2020</dd><dt>Verkäufe</dt><dd>540</dd></dl>',
      'Anbieter | Marlin Bay',
    );
    expect(read?.handle).toBe('nemo_77');
  });

  it('gives its offers the vendor', () => {
    const read = readJson(page('Marlin Bay', `<h2>nemo_77</h2><p>member since 2020 · 540 sales</p>${offers}`));
    expect(read.listings.map((listing) => listing.vendor)).toEqual(['nemo_77', 'nemo_77', 'nemo_77']);
  });

  it.each([
    'Feedback for nemo_77',
    'Reviews of nemo_77',
    'Bewertungen für nemo_77',
    'Feedback di nemo_77',
    'Отзывы о nemo_77',
  ])('shows feedback and no offers below "%s"', (heading) => {
    const rows = [1, 2, 3]
      .map(
        (n) =>
          `<tr><td>5</td><td>great</td><td><a href="/item/${n}">MDMA ${n}g</a></td><td>$${n}0.00</td><td>${n} Mar 2022</td></tr>`,
      )
      .join('');
    const read = readJson(
      page(
        'Marlin Bay',
        `<h2>${heading}</h2><table><tr><th>Rating</th><th>Comment</th><th>Item</th><th>Price</th><th>Date</th></tr>${rows}</table>`,
      ),
    );
    expect(read).toMatchObject({ page: 'vendor', vendors: [{ handle: 'nemo_77' }], listings: [] });
  });
});

describe('what only looks like the page of a vendor', () => {
  it('is a listing that tells about its vendor', () => {
    const read = readJson(
      page(
        'Ketamine needles 5g - Marlin Bay',
        '<h1>Ketamine needles 5g</h1><p>Price: 100.00 EUR</p><p>Ships from: Austria</p><h3>nemo_77</h3><p>member since 2020 · 540 sales · last seen today</p><button>Buy now</button>',
      ),
    );
    expect(read).toMatchObject({ page: 'listing', vendors: [] });
  });

  it('is a listing without labels that tells about its vendor', () => {
    const read = readJson(
      page(
        'Ketamine needles 5g - Marlin Bay',
        '<h1>Ketamine needles 5g</h1><p>100.00 EUR</p><p>Austria → Europe</p><h3><a href="/u/nemo_77">nemo_77</a></h3><p>member since 2020 · 540 sales · last seen today</p>',
      ),
    );
    expect(read.page).toBe('listing');
  });

  it('is a list of offers below two of the best vendors', () => {
    const best = ['nemo_77', 'ahab'].map((name) => `<h4>${name}</h4><p>joined 2021, 30 sales</p>`).join('');
    expect(readJson(page('Marlin Bay', `<h2>Top vendors</h2>${best}<h2>New listings</h2>${offers}`)).page).toBe(
      'index',
    );
  });

  it('is a list of offers that greets its visitor', () => {
    const greeting = '<p>Welcome back, <b>buyer12</b>. Member since 2023. Last login: today.</p>';
    expect(readJson(page('Marlin Bay', `${greeting}<h2>All listings</h2>${offers}`)).page).toBe('index');
  });

  it('is a list of vendors', () => {
    const list = ['nemo_77', 'ahab', 'ishmael']
      .map((name) => `<div><h3><a href="/u/${name}">${name}</a></h3><p>member since 2020 · 540 sales</p></div>`)
      .join('');
    expect(readJson(page('Vendors - Marlin Bay', `<h1>Vendors</h1>${list}`))).toMatchObject({ vendors: [] });
  });
});
