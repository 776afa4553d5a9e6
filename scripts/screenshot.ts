/** Takes a picture of one page: node scripts/screenshot.ts URL OUT.png [--dark] [--width 1440] [--height 900] [--full] */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dark: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    width: { type: 'string', default: '1440' },
    height: { type: 'string', default: '900' },
    browser: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const [url, out] = positionals;
if (url === undefined || out === undefined) {
  console.error('usage: node scripts/screenshot.ts URL OUT.png [--dark] [--width 1440] [--height 900] [--full]');
  process.exit(2);
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const browser = await chromium.launch({ executablePath: values.browser, args: flags });
try {
  const page = await browser.newPage({
    viewport: { width: Number(values.width), height: Number(values.height) },
    colorScheme: values.dark ? 'dark' : 'light',
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.screenshot({ path: out, fullPage: values.full });
} finally {
  await browser.close();
}
