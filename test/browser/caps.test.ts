import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../crawler/site.ts';
import { everything, html, openBrowser } from './open-browser.ts';

let site: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  site = await openBrowser(
    {
      '/loop': html('<script>for (;;) {}</script>'),
      '/polls': html('<p>polls</p><script>setInterval(() => fetch("/plain"), 40)</script>'),
      '/swells': html('<p></p><script>document.body.textContent = "x ".repeat(3e5)</script>'),
      '/bomb': html(`<script>const held = []; setInterval(() => {
        const bytes = new Uint8Array(32 << 20); bytes.fill(7); held.push(bytes); }, 5);</script>`),
      '/plain': html('<p>still here</p>'),
      '/new': html('<p>new</p><script>let n = 0; setInterval(() => fetch("/new/" + n++), 20)</script>'),
    },
    { limits: { settleMs: 1_500, replyMs: 1_200, memoryBytes: 256 << 20, drawnBytes: 500_000, requests: 10 } },
  );
  await site.fetch('/plain');
});
afterAll(() => site.close());

describe('a page', () => {
  it('that never ends is given up, and costs the next one nothing', async () => {
    expect(await codeOf(site.fetch('/loop'))).toBe('browser-slow');
    expect((await site.fetch('/plain')).text).toContain('still here');
  });

  it('that asks for the same for ever is at rest, one that asks for ever more is cut short; both are taken as they stand', async () => {
    const began = performance.now();
    expect((await site.fetch('/polls')).text).toContain('<p>polls</p>');
    expect(performance.now() - began).toBeLessThan(1_500);
    expect((await site.fetch('/new')).text).toContain('<p>new</p>');
    expect(site.paths().filter((path) => path.startsWith('/new/'))).toHaveLength(10);
  });

  it('that takes too much memory is ended alone', async () => {
    const pid = site.drawing.pid();
    expect(await codeOf(site.fetch('/bomb', { ...everything, wait: '#never' }))).toBe('browser-memory');
    expect((await site.fetch('/plain')).text).toContain('still here');
    expect(site.drawing.pid()).toBe(pid);
  });

  it('that grows beyond the largest page is given up', async () => {
    expect(await codeOf(site.fetch('/swells'))).toBe('body-too-large');
  });
});
