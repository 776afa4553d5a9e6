import { describe, expect, it } from 'vitest';
import { read, readJson } from './reading.ts';

const offer = (title: string, price: string, more = ''): string =>
  `<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>Vendor: <a href="/vendor/quay">quay</a></p><p>Price: <span class="price">${price}</span></p>${more}<p>Ships from: Germany</p><p>Stock: 12</p><button>Order</button></body></html>`;
const listing = (html: string) => {
  const { page, listings } = readJson(html);
  expect(page).toBe('listing');
  expect(listings.length).toBe(1);
  return listings[0];
};

describe('a listing page without a profile', () => {
  it('is read by its labels', () => {
    expect(listing(offer('10 g MDMA', '180 EUR'))).toMatchObject({
      title: '10 g MDMA',
      vendor: 'quay',
      price: { amount: 180, currency: 'EUR' },
      shipsFrom: ['DE'],
      stock: 12,
      substances: ['mdma'],
      unitPrice: { amount: 18, currency: 'EUR', per: 'g' },
    });
  });

  it.each([
    ['a lone 0 before a dot with three digits', '0.350 BTC', { amount: 0.35, currency: 'BTC' }],
    ['an apostrophe as grouping mark', "CHF 1'250.50", { amount: 1250.5, currency: 'CHF' }],
    ['a typographic apostrophe', 'CHF 1’250.50', { amount: 1250.5, currency: 'CHF' }],
    ['an exponent', '3.2E-4 BTC', { amount: 0.00032, currency: 'BTC' }],
    ['Persian digits', 'US$ ۲٬۰۳۴٬۵۱۲٫۷۵', { amount: 2034512.75, currency: 'USD' }],
    ['an old price beside the new', '<del>US$240</del> <b>US$180</b>', { amount: 180, currency: 'USD' }],
    ['no currency but words that begin with one', '640 ALLROUND PLAN', null],
  ])('understands a price with %s', (_kind, printed, price) => {
    expect(listing(offer('1 g ketamine', printed))?.price).toEqual(price);
  });

  it('puts an old price in no field', () => {
    expect(
      JSON.stringify(read(offer('10 g MDMA', '<del>US$240</del> <b>US$180</b>')).drafts[0]?.content),
    ).not.toContain('240');
  });

  it('reads price steps from a table without gluing its cells', () => {
    const html =
      '<html><head><title>MDMA crystal</title></head><body><h1>MDMA crystal</h1><p>Vendor: quay</p><table><tr><th>Grams</th><th>Price</th></tr><tr><td>10</td><td>250 USD</td></tr></table></body></html>';
    const found = listing(html);
    expect(found?.offers).toMatchObject([
      { quantity: { value: 10, unit: 'g' }, price: { amount: 250, currency: 'USD' } },
    ]);
    expect(JSON.stringify(found)).not.toContain('10250');
  });

  it('reads nothing from script and style', () => {
    const html = offer(
      'MDMA crystal 5 g',
      '45 EUR',
      '<script>var q={price:"9999 EUR"}</script><style>.x:after{content:"777 EUR"}</style>',
    );
    expect(listing(html)?.price).toEqual({ amount: 45, currency: 'EUR' });
    expect(JSON.stringify(read(html).drafts)).not.toMatch(/9999|777/);
  });

  it('is no captcha wall for a scoring badge that nobody has to solve', () => {
    listing(
      offer(
        '10 g MDMA',
        'US$180',
        '<div class="g-recaptcha-badge" style="visibility:hidden"></div><script src="/recaptcha/api.js"></script>',
      ),
    );
  });

  it('understands labels of other languages', () => {
    const html =
      '<html lang="de"><body><h1>10 g Amphetamin</h1><dl><dt>Verkäufer</dt><dd>Kiefer</dd><dt>Preis</dt><dd>1.090,50 €</dd><dt>Versand aus</dt><dd>Niederlande</dd></dl></body></html>';
    expect(listing(html)).toMatchObject({
      vendor: 'Kiefer',
      price: { amount: 1090.5, currency: 'EUR' },
      shipsFrom: ['NL'],
    });
  });

  it('keeps letters of several scripts in a name as they are', () => {
    expect(listing(offer('1 g MDMA', '9 EUR').replace('>quay<', '>quаy<'))?.vendor).toBe('quаy');
  });

  it('says how it found each value, and never that it is certain', () => {
    const { confidence, drafts } = read(offer('10 g MDMA', '180 EUR'));
    expect(confidence).toBeLessThan(1);
    expect(drafts[0]?.provenance.price).toMatchObject({ rule: 'generic:label colon', raw: '180 EUR' });
    expect(drafts[0]?.provenance.price?.confidence).toBeLessThan(1);
  });
});

describe('a page without content', () => {
  it('gives no record behind a waiting room', () => {
    const html =
      '<html><head><title>Please wait</title><meta http-equiv="refresh" content="20"></head><body><h1>You are in the queue</h1><p>Estimated waiting time: 28 minutes.</p></body></html>';
    expect(readJson(html)).toMatchObject({ page: 'queue', listings: [], vendors: [], messages: [] });
  });

  it('is "other" when nothing is known of it', () => {
    expect(readJson('<h1>Welcome</h1><p>Some words.</p>')).toMatchObject({ page: 'other', listings: [], messages: [] });
  });
});

const post = (date: string, text = 'Landed today.'): string =>
  `<div class="post"><b class="author">karla</b> ${date}<p>${text}</p></div>`;
const board = (lang: string, ...posts: string[]): string =>
  `<html lang="${lang}"><head><title>Board</title></head><body><h1>Review thread</h1>${posts.join('')}</body></html>`;

describe('posts without a profile', () => {
  it.each([
    ['a German date, day first', 'de', '<span class="date">03.09.2023, 18:05</span>', /^2023-09-03T18:05/],
    ['a relative date, counted from the capture', 'en', '<span class="date">3 days ago</span>', /^2024-02-28/],
    ['a year and a month', 'en', '<span class="date">2023 Nov</span>', /^2023-11$/],
    ['seconds since the epoch', 'en', '<time data-time="1717243200"></time>', /^2024-06-01T12:00:00/],
    ['milliseconds since the epoch', 'en', '<time data-time="1717243200000"></time>', /^2024-06-01T12:00:00/],
  ])('are dated by %s', (_kind, lang, date, expected) => {
    const { page, messages } = readJson(board(lang, post(date)));
    expect(page).toBe('forum');
    expect(messages).toMatchObject([
      { author: 'karla', text: 'Landed today.', sentAt: expect.stringMatching(expected) },
    ]);
  });

  it.each([
    ['a rank', '<div class="user-box"><h4><a href="/m/1">karla</a></h4><h5>Moderator</h5></div>'],
    [
      'a rank before the name',
      '<div class="user-box"><div>Senior Member</div><div><a href="/m/1">karla</a></div></div>',
    ],
    [
      'a picture, counts and a state',
      '<td class="author"><p>K</p><b>karla</b><br>Posts: 312<br>Joined: May 2020<br>online</td>',
    ],
    ['plain lines', '<div class="userinfo">karla<br>Member<br>312 posts</div>'],
  ])('have the author whose box also has %s', (_what, box) => {
    const cell = box.startsWith('<td');
    const body = `<div class="text"><time datetime="2024-01-05T10:00:00Z">5 Jan</time><p>Landed today.</p></div>`;
    const html = cell ? `<table><tr>${box}<td>${body}</td></tr></table>` : `<div class="post">${box}${body}</div>`;
    expect(readJson(board('en', html)).messages).toMatchObject([{ author: 'karla', text: 'Landed today.' }]);
  });

  it('come one a container, in order', () => {
    const html = board(
      'en',
      post('<time datetime="2024-01-05T10:00:00Z">5 Jan</time>', 'first'),
      post('<time datetime="2024-01-06T10:00:00Z">6 Jan</time>', 'second'),
    );
    expect(readJson(html).messages.map((message) => message.text)).toEqual(['first', 'second']);
  });
});
