import { chromium } from 'playwright-core';
import { createDrawingFetch } from '../../crawler/browser/fetch.ts';
import { findChromium } from '../../crawler/browser/places.ts';
import { createHttpFetch } from '../../crawler/fetch/http.ts';
import { realClock } from '../../model/clock.ts';
import { type Done, outsideName, type Seats } from './orders.ts';

/** Chromium is another program, which the hook cannot look into. */
export const chromiumPath = (): string | null => findChromium(null);

/** Draws the page on which a script tries every way out that a browser has. */
export async function drawHostile(seats: Seats): Promise<Done> {
  const http = createHttpFetch({ proxy: seats.hostileProxy, clock: realClock });
  const drawing = createDrawingFetch({
    clock: realClock,
    path: chromiumPath(),
    userAgent: 'Mozilla/5.0',
    tool: 'test',
  });
  const what = { pages: 'all', shells: false, scripts: true, images: true, wait: '#tried' } as const;
  try {
    const url = new URL('/script', seats.hostile).href;
    const isInside = (other: string) => new URL(other).host === new URL(seats.hostile).host;
    const fetched = await drawing.for(
      what,
      http,
    )({ source: 'x', url, identity: { user: 'u', password: 'p' }, isInside });
    const text = Buffer.from((fetched.exchanges.at(-1) ?? fetched.exchanges[0]).response.body).toString();
    const tried = /id="tried">(\d+)</.exec(text)?.[1] ?? null;
    return { detail: `${tried} ways out tried by a script`, wrong: tried === null ? 'the script did not run' : null };
  } finally {
    await drawing.close();
    http.close();
  }
}

/** A browser as it comes, without a proxy. */
export async function browsePast(): Promise<void> {
  const executablePath = chromiumPath() ?? '';
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  const page = await browser.newPage();
  await page.goto(`http://${outsideName}/`, { timeout: 2_000 }).catch(() => undefined);
  await browser.close();
}
