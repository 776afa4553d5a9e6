import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything, html, openBrowser } from './open-browser.ts';
import { attempts, inPlainChromium, openStranger } from './stranger.ts';

let stranger: Awaited<ReturnType<typeof openStranger>>;
let site: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  stranger = await openStranger();
  site = await openBrowser({
    '/hostile': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(attempts(stranger.port)),
    '/away': html(`<p>before</p><script>location.href = 'http://127.0.0.1:${stranger.port}/away'</script>`),
    '/plain': html('<p>still here</p>'),
  });
  await site.fetch('/plain');
});
afterAll(async () => {
  await site.close();
  await stranger.close();
});

describe('a hostile page', () => {
  it('is heard past the proxy by nobody, whatever it tries, and only reads', async () => {
    const before = site.paths().length;
    const { text } = await site.fetch('/hostile', { ...everything, images: true, wait: '#through' });
    expect(text).toContain('id="through"');
    expect(stranger.reached()).toEqual({ connections: 0, packets: 0 });
    expect(site.paths().slice(before)).toEqual(['/hostile']);
    const refused = site.refused.join('\n');
    for (const what of [
      /only reads, no POST .*posted/,
      /only reads, no PUT/,
      /outside .*foreign/,
      /outside .*image/,
      /acts .*logout/,
    ])
      expect(refused).toMatch(what);
  });

  it('would be heard in a browser as it comes, so the attempts are real', async () => {
    const server = createServer((request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(request.url === '/' ? attempts(stranger.port) : ''),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const before = stranger.reached();
    try {
      await inPlainChromium(`http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`);
    } finally {
      server.close();
      server.closeAllConnections();
    }
    const after = stranger.reached();
    expect(after.connections - before.connections).toBeGreaterThan(2);
    expect(after.packets - before.packets).toBeGreaterThan(0);
  });

  it('cannot leave its source: it is taken as it stood before', async () => {
    const before = stranger.reached();
    const got = await site.fetch('/away').catch((error: unknown) => error);
    expect(stranger.reached()).toEqual(before);
    expect(got).toMatchObject({ finalUrl: new URL('/away', site.market.address).href });
  });
});
