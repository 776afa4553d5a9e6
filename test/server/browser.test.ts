import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, serve } from '../../server/serve.ts';
import { openServer, pages } from './open-server.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let server: Running;
let browser: Browser;
let context: BrowserContext;
const requests: string[] = [];

beforeAll(async () => {
  if (!existsSync(executablePath))
    throw new Error(
      `These tests need Chromium at ${executablePath}: apt-get install chromium, or name another one in CHROMIUM.`,
    );
  server = await serve({ app: openServer().app, port: 0 });
  browser = await chromium.launch({ executablePath, args });
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.on('request', (request) => requests.push(request.url()));
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const extra = /^(a hostile|a message|trends of|a vendor known|an item that|an alert with)/;
const shown: readonly (readonly [string, string])[] = [
  ...pages.filter(([name]) => !extra.test(name)),
  ['a query of one long word', `/?q=${'a'.repeat(300)}`],
];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(builder: AxeBuilder): Promise<readonly string[]> {
  const result = await builder.setLegacyMode(true).analyze();
  return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`);
}

describe.each(shown)('%s in a browser', (_, path) => {
  it('has no accessibility violation by WCAG 2.2 AA in light or dark, and never scrolls sideways', async () => {
    const page = await context.newPage();
    const faults: string[] = [];
    page.on(
      'console',
      (message) => message.type() === 'error' && /policy|refused/i.test(message.text()) && faults.push(message.text()),
    );
    await page.goto(server.url + path);
    expect(await violations(new AxeBuilder({ page }).withTags(rules))).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(new AxeBuilder({ page }).withRules(['color-contrast']))).toEqual([]);
    for (const width of [360, 761, 1081, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth'), `at ${width} px`).toBeLessThanOrEqual(width);
    }
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe('a reader with a keyboard', () => {
  it('sees where the focus is at every stop of the search page', async () => {
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    const stops: { readonly name: string; readonly outline: string }[] = [];
    for (let stop = 0; stop < 40; stop++) {
      await page.keyboard.press('Tab');
      stops.push(
        await page.evaluate(
          `(() => { const e = document.activeElement; const s = getComputedStyle(e); return { name: e.tagName + ' ' + (e.textContent || e.id).trim().slice(0, 20), outline: s.outlineStyle + ' ' + s.outlineWidth }; })()`,
        ),
      );
    }
    expect(stops[0]?.name).toContain('Skip to content');
    expect(stops.filter((each) => each.outline !== 'solid 2px').map((each) => each.name)).toEqual([]);
    await page.close();
  });

  it('searches, opens a result and finds where a value came from, without any script', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${server.url}/`);
    await page.fill('#q', 'metonitazene');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/?q=metonitazene');
    await page.click('ol .hit h3 a');
    await page.locator('summary', { hasText: 'Substance' }).click();
    expect(await page.getByText('lexicon@41 · exact name').isVisible()).toBe(true);
    await page.close();
  });

  it('saves an alert by the form of the page', async () => {
    const page = await context.newPage();
    await page.goto(`${server.url}/alerts?query=nitazene*&name=Mine`);
    await page.click('text=Save alert');
    await page.waitForURL('**/alerts?saved=*');
    expect(await page.getByRole('status').textContent()).toContain('Saved');
    await page.close();
  });
});

describe('the browser', () => {
  it('is never sent to another host', () => {
    expect(requests.length).toBeGreaterThan(10);
    expect(requests.filter((url) => !url.startsWith(`${server.url}/`))).toEqual([]);
  });
});
