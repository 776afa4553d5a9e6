import { openBrowser } from './open-browser.ts';

/** Draws one page, tells the process of Chromium and its folders, and waits to be killed. */
const site = await openBrowser();
await site.fetch('/item/1');
process.stdout.write(`${site.drawing.pid()}\n`);
setInterval(() => undefined, 1_000);
