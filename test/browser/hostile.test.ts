import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../crawler/site.ts';
import { everything, html, openBrowser } from './open-browser.ts';
import { attempts, inPlainChromium, openStranger } from './stranger.ts';

let stranger: Awaited<ReturnType<typeof openStranger>>;
let site: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  stranger = await openStranger();
  site = await openBrowser(
    {
      '/hostile': (_, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end(attempts(stranger.port)),
      '/away': html(`<p>before</p><script>location.href = 'http://127.0.0.1:${stranger.port}/away'</script>`),
      '/loop': html('<script>for (;;) {}</script>'),
      '/polls': html('<p>polls</p><script>setInterval(() => fetch("/plain"), 40)</script>'),
      '/swells': html('<p></p><script>document.body.textContent = "x ".repeat(3e5)</script>'),
      '/bomb': html(`<script>const held = []; setInterval(() => {
        const bytes = new Uint8Array(32 << 20); bytes.fill(7); held.push(bytes); }, 5);</script>`),
      '/plain': html('<p>still here</p>'),
    },
    { limits: { settleMs: 1_200, replyMs: 1_200, memoryBytes: 256 << 20, drawnBytes: 500_000 } },
  );
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

  it('that never ends is given up, and costs the next one nothing', async () => {
    expect(await codeOf(site.fetch('/loop'))).toBe('browser-slow');
    expect((await site.fetch('/plain')).text).toContain('still here');
  });

  it('that keeps asking is taken as it stands', async () => {
    expect((await site.fetch('/polls')).text).toContain('<p>polls</p>');
  });

  it('that takes too much memory is ended alone', async () => {
    const pid = site.drawing.pid();
    expect(await codeOf(site.fetch('/bomb'))).toBe('browser-memory');
    expect((await site.fetch('/plain')).text).toContain('still here');
    expect(site.drawing.pid()).toBe(pid);
  });

  it('that grows beyond the largest page is given up', async () => {
    expect(await codeOf(site.fetch('/swells'))).toBe('body-too-large');
  });
});
