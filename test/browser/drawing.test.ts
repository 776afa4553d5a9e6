import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything, html, openBrowser } from './open-browser.ts';

let site: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  site = await openBrowser({
    '/plain': html('<p>Words that stand on the page by themselves.</p>'),
    '/hard': (_, response) => response.writeHead(500, { 'content-type': 'text/html' }).end('<script></script>'),
    '/moved': (_, response) => response.writeHead(302, { location: '/item/2' }).end(),
    '/leads-on': html('<script>location.replace("/item/3")</script>'),
    '/leads-to-moved': html('<script>location.replace("/moved")</script>'),
    '/token': (request, response) => {
      const seen = `${request.headers.cookie} ${request.headers['x-token']} ${request.headers['user-agent']}`;
      response.writeHead(200, { 'content-type': 'text/plain', 'set-cookie': 'from=answer; HttpOnly' }).end(seen);
    },
    '/asks': html(`<p id="p"></p><script>
      document.cookie = 'own=script; path=/';
      document.cookie = 'gone=; path=/; max-age=0';
      fetch('/token', { headers: { 'x-token': 'abc' } }).then((r) => r.text()).then((t) => { p.textContent = t + navigator.userAgent; });
    </script>`),
    '/late': html(`<p id="p">wait</p><script>setTimeout(() => { p.className = 'ready'; }, 700)</script>`),
  });
});
afterAll(() => site.close());

const shells = { ...everything, pages: 'none', shells: true } as const;
const kinds = (got: { readonly exchanges: readonly { readonly part?: { readonly kind: string } }[] }) =>
  got.exchanges.map(({ part }) => part?.kind ?? 'answer');

describe('a page that only a script fills', () => {
  it('is no shell to HTTP alone: it is drawn, and kept with its document, the data it loaded and its picture', async () => {
    const got = await site.fetch('/item/1', shells);
    expect(kinds(got)).toEqual(['material', 'material', 'picture', 'drawn']);
    const offer = site.market.offers[0];
    expect(got.text).toContain(`<h1>${offer?.title}</h1>`);
    expect(got.text).toContain(`<dd>${offer?.price} USD</dd>`);
    const [document, data, picture] = got.exchanges;
    expect(Buffer.from(document.response.body).toString()).toContain('<div id="app"></div>');
    expect(JSON.parse(Buffer.from(data?.response.body ?? []).toString())).toEqual(offer);
    expect(
      Buffer.from(picture?.response.body ?? [])
        .subarray(0, 3)
        .toString('hex'),
    ).toBe('ffd8ff');
    expect(got.answer.response.status).toBe(200);
  });

  it('asks for its script once, and for nothing twice', async () => {
    const before = site.paths().length;
    await site.fetch('/item/4', shells);
    await site.fetch('/item/5', shells);
    expect(site.paths().slice(before)).toEqual(['/item/4', '/api/item/4', '/item/5', '/api/item/5']);
  });

  it('is fetched under the identity of its source, by GET alone, and Chromium itself reaches nothing', () => {
    expect(new Set(site.market.connects().map(({ user }) => user))).toEqual(new Set([site.identity.user]));
    expect(new Set(site.market.requests().map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});

describe('a page that needs no browser', () => {
  it('is left to HTTP, as are errors, and pages of a type that the profile does not name', async () => {
    expect(kinds(await site.fetch('/plain', shells))).toEqual(['answer']);
    expect(kinds(await site.fetch('/hard'))).toEqual(['answer']);
    const listings = { ...everything, pages: ['listing'] };
    expect(kinds(await site.fetch('/plain', listings, { page: 'index' }))).toEqual(['answer']);
    expect(kinds(await site.fetch('/plain', listings, { page: 'listing' }))).toEqual(['material', 'picture', 'drawn']);
  });
});

describe('where a page leads', () => {
  it('a redirect is followed over HTTP before the browser sees the page', async () => {
    const got = await site.fetch('/moved');
    expect(kinds(got).slice(0, 2)).toEqual(['answer', 'material']);
    expect(new URL(got.finalUrl).pathname).toBe('/item/2');
    expect(got.text).toContain(site.market.offers[1]?.title);
  });

  it('a script may lead on within the source, also to an address that was moved', async () => {
    const onward = await site.fetch('/leads-on');
    expect([new URL(onward.finalUrl).pathname, onward.redirects]).toEqual(['/item/3', 1]);
    expect(onward.text).toContain(site.market.offers[2]?.title);
    const moved = await site.fetch('/leads-to-moved');
    expect(new URL(moved.finalUrl).pathname).toBe('/item/2');
    expect(moved.text).toContain(site.market.offers[1]?.title);
  });
});

describe('cookies', () => {
  it('flow both ways between the jar and the page, and a script never sees those that are not for scripts', async () => {
    site.jar.store(site.market.address, ['known=jar; Path=/', 'secret=jar; HttpOnly; Path=/', 'gone=jar; Path=/'], 0);
    const { text } = await site.fetch('/asks');
    expect(text).toContain('known=jar');
    expect(text).toContain('secret=jar');
    expect(text).toContain('own=script');
    expect(text).toContain('abc');
    expect(text.match(/rv:140\.0\) Gecko\/20100101 Firefox\/140\.0/g)).toHaveLength(2);
    const now = Object.fromEntries(site.jar.all().map(({ name, value }) => [name, value]));
    expect(now).toMatchObject({ known: 'jar', secret: 'jar', own: 'script', from: 'answer' });
    expect(now).not.toHaveProperty('gone');
  });
});

describe('a page that a profile waits for', () => {
  it('is done when the selector matches, however late that is', async () => {
    expect((await site.fetch('/late', { ...everything, wait: 'p.ready' })).text).toContain('class="ready"');
  });
});
