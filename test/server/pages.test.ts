import { findAll, getAttributeValue, textContent } from 'domutils';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { firstId, hostileId, openServer, pages, vendorId } from './open-server.ts';

const { app } = openServer();
const body = async (path: string): Promise<string> => (await app.request(path)).text();
const elements = (html: string, name: string) =>
  findAll((element) => element.name === name, parseDocument(html).children);

describe.each(pages)('%s', (_, path) => {
  it('has one heading, a title, a main part and a skip link', async () => {
    const html = await body(path);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(elements(html, 'h1')).toHaveLength(1);
    expect(elements(html, 'main')).toHaveLength(1);
    expect(html).toMatch(/<title>[^<]+ · Leadline<\/title>/);
    expect(html).toContain('href="#main"');
  });

  it('holds no script, no inline style, no handler and no picture', async () => {
    const all = findAll(() => true, parseDocument(await body(path)).children);
    const bad = all.filter((element) => ['script', 'style', 'img', 'iframe', 'object', 'embed'].includes(element.name));
    const inline = all.flatMap((element) =>
      Object.keys(element.attribs).filter((name) => name === 'style' || name.startsWith('on')),
    );
    expect(bad.map((element) => element.name)).toEqual([]);
    expect(inline).toEqual([]);
  });

  it('asks no other host for anything and links to none', async () => {
    const all = findAll(() => true, parseDocument(await body(path)).children);
    const addresses = all.flatMap((element) =>
      ['href', 'src', 'action', 'formaction'].flatMap((name) => getAttributeValue(element, name) ?? []),
    );
    expect(addresses.filter((address) => !/^(\/(?!\/)|#|\?)/.test(address))).toEqual([]);
  });

  it('says each id once and labels what it refers to', async () => {
    const all = findAll(() => true, parseDocument(await body(path)).children);
    const ids = all.flatMap((element) => element.attribs.id ?? []);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const wanted = all.flatMap((element) =>
      [element.attribs['aria-labelledby'], element.attribs.for, element.attribs.form].filter((id) => id !== undefined),
    );
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('sends the strict policy', async () => {
    const { headers } = await app.request(path);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('text of a source', () => {
  it('never becomes an element, with the mark only around the matched word', async () => {
    const html = await body('/?q=mdma');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; <mark>MDMA</mark> crystal');
    expect(elements(html, 'img')).toEqual([]);
  });

  it('is escaped in every place of a listing, and isolated', async () => {
    const html = await body(`/items/${hostileId}`);
    expect(elements(html, 'script')).toEqual([]);
    expect(html).toContain('&lt;/blockquote&gt;&lt;script&gt;alert(3)');
    const quote = elements(html, 'blockquote')[0];
    expect(quote && textContent(quote)).toBe('</blockquote><script>alert(3)</script> &amp; javascript:alert(4)');
    expect(elements(html, 'bdi').map((each) => textContent(each))).toContain('"><script>alert(2)</script>');
  });

  it('carries its language where it is known', async () => {
    expect(await body('/')).toMatch(/<bdi lang="de"><mark>3-MMC<\/mark> Kristalle/);
  });

  it('is raw in the API', async () => {
    const answer = (await (await app.request('/api/v1/search?q=mdma')).json()) as { items: { title: string }[] }; // the test's own fixture
    expect(answer.items.map((item) => item.title)).toContain('<img src=x onerror=alert(1)> MDMA crystal');
  });

  it('that a reader typed comes back escaped', async () => {
    const html = await body(`/?q=${encodeURIComponent('"><script>alert(9)</script>')}`);
    expect(elements(html, 'script')).toEqual([]);
    expect(elements(html, 'input').map((each) => each.attribs.value)).toContain('"><script>alert(9)</script>');
  });
});

describe('the search page', () => {
  it('shows unit price, price, route, vendor and what the query reads as', async () => {
    const html = await body('/?q=metonitazene');
    expect(html).toContain('Reads as: <bdi>everything</bdi>.');
    expect(html).toContain('<span class="big">18.40<i>€/g</i></span>');
    expect(html).toContain('<span class="big">0.62<i>€/pill</i></span>');
    expect(html).toContain('€92.00');
    expect(html).toContain('1,284 items');
  });

  it('narrows by a facet and widens again', async () => {
    expect(await body('/?q=mmc')).toContain('href="/?q=mmc+class%3Anitazene"');
    const narrowed = elements(await body('/?q=mmc+class:nitazene'), 'a').filter(
      (each) => each.attribs['aria-current'] === 'true',
    );
    expect(narrowed.map((each) => each.attribs.href)).toEqual(['/?q=mmc']);
  });

  it('puts alternatives in brackets before it narrows them', async () => {
    expect(await body('/?q=a+OR+b')).toContain(
      `href="/?q=${encodeURIComponent('(a OR b) class:nitazene').replaceAll('%20', '+').replaceAll('(', '%28').replaceAll(')', '%29')}"`,
    );
  });

  it('points at the mistake and links to the repaired query', async () => {
    const answer = await app.request('/?q=nitazene*+pric%3A%3C20eur%2Fg');
    const html = await answer.text();
    expect(answer.status).toBe(400);
    expect(html).toContain(`\n${' '.repeat(10)}<b>^^^^</b>`);
    expect(html).toContain('href="/?q=nitazene*+price%3A%3C20eur%2Fg"');
  });

  it('folds the two dates of the form into the query', async () => {
    const answer = await app.request('/?q=mmc+first:>2020-01-01&after-day=2026-09-01&before-day=2026-09-30');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/?q=mmc+first%3A2026-09-01..2026-09-30');
  });

  it('names the sources that are silent', async () => {
    expect(await body('/')).toContain('2 sources are silent, so what is offered there since then is missing here.');
  });

  it('survives parameters that make no sense', async () => {
    for (const path of ['/?sort=nonsense&from=-3', '/?from=1e99', '/trends?metric=x&limit=y', '/?after-day=<b>'])
      expect((await app.request(path)).status).toBe(200);
  });
});

describe('the other pages', () => {
  it('give a listing its provenance, evidence, changes and alerts', async () => {
    const html = await body(`/items/${firstId}`);
    for (const words of [
      'where from',
      'lexicon@41 · exact name',
      'halyard-20261124-w1.warc.gz',
      '48,203,771',
      'leadline evidence verify',
      '<del>€102.50</del>',
      'Alerts that fired',
      'not seen',
    ])
      expect(html).toContain(words);
  });

  it('send a vendor item to the page of the vendor, with the shared key', async () => {
    expect((await app.request(`/items/${vendorId}`)).headers.get('location')).toBe(`/vendors/${vendorId}`);
    expect(await body(`/vendors/${vendorId}`)).toContain('the same PGP key');
  });

  it('put the worst source first, with its reason', async () => {
    const names = elements(await body('/sources'), 'tr').flatMap((row) => row.attribs.id ?? []);
    expect(names[0]).toBe('northquay');
    expect(names.at(-1)).toBe('tidewater');
  });

  it('offer a way on when there is nothing yet', async () => {
    const empty = openServer({ empty: true }).app;
    const text = async (path: string) => (await empty.request(path)).text();
    expect(await text('/')).toContain('Nothing has been collected yet.');
    expect(await text('/?q=a+b')).toContain('No item matches all 2 parts of the query.');
    expect(await text('/sources')).toContain('No source is set up yet.');
    expect(await text('/alerts')).toContain('There is no alert yet.');
    expect(await text('/trends')).toContain('There is nothing to measure');
  });

  it('say what is probably mistyped in a query, beside the results and before an alert is saved', async () => {
    const { app: full } = openServer();
    for (const path of ['/?q=class:catinone', '/alerts?query=class:catinone'])
      expect(await (await full.request(path)).text(), path).toContain('did you mean class:cathinone?');
  });

  it('answer 404 as a page that links on', async () => {
    for (const path of ['/nowhere', '/items/nothing', '/vendors/nothing']) {
      const answer = await app.request(path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('href="/"');
    }
  });
});
