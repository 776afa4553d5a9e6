import type { Browser, BrowserContext, CDPSession, Page, Route } from 'playwright-core';
import { within } from '../within.ts';
import type { Permitted } from './job.ts';
import { createScriptCache, type ScriptCache } from './script-cache.ts';

/** A page that is ready to be drawn on. */
export interface Sheet {
  readonly page: Page;
  readonly session: CDPSession;
}

/** One identity in the browser: nothing of it is seen by another. One page at a time is drawn in it. */
export interface Room {
  readonly context: BrowserContext;
  readonly scripts: ScriptCache;
  sheet(): Promise<Sheet>;
  /** Hands every request of the page to `handler`; without one all are refused. */
  answerWith(handler: ((route: Route) => Promise<void>) | null): void;
  /** Makes the sheet empty for the next page, or throws it away. Rejects when it cannot be closed. */
  leave(keep: boolean): Promise<void>;
}

/** What pages could find out about this machine, or reach past the proxy, is not there. */
const withoutPeers = `for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport', 'WebSocket'])
  delete globalThis[name];`;

const closeMs = 3_000;

const openContext = (browser: Browser, userAgent: string, { scripts }: Permitted): Promise<BrowserContext> =>
  browser.newContext({
    userAgent,
    javaScriptEnabled: scripts,
    acceptDownloads: false,
    serviceWorkers: 'block',
    ignoreHTTPSErrors: true,
    // As Tor Browser shows itself.
    viewport: { width: 1_400, height: 900 },
    deviceScaleFactor: 1,
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme: 'light',
    permissions: [],
  });

export async function openRoom(browser: Browser, userAgent: string, permitted: Permitted): Promise<Room> {
  const context = await openContext(browser, userAgent, permitted);
  let current: Sheet | null = null;
  let opening = false;
  let handler: ((route: Route) => Promise<void>) | null = null;
  await context.addInitScript(withoutPeers);
  await context.route('**', (route) => (handler ? handler(route) : route.abort('blockedbyclient')));
  // Windows, dialogs and downloads that a page opens are closed at once.
  context.on('page', (page) => {
    if (!opening) page.close().catch(() => undefined);
  });

  async function open(): Promise<Sheet> {
    opening = true;
    try {
      const page = await context.newPage();
      page.on('dialog', (dialog) => dialog.dismiss().catch(() => undefined));
      page.on('download', (download) => download.cancel().catch(() => undefined));
      return { page, session: await context.newCDPSession(page) };
    } finally {
      opening = false;
    }
  }

  return {
    context,
    scripts: createScriptCache(),
    async sheet() {
      current ??= await open();
      return current;
    },
    answerWith(next) {
      handler = next;
    },
    async leave(keep) {
      const sheet = current;
      if (sheet === null) return;
      const empty = keep ? sheet.page.goto('about:blank', { timeout: closeMs }) : Promise.reject(new Error('not kept'));
      const emptied = await empty.then(
        () => true,
        () => false,
      );
      if (emptied) return;
      current = null;
      const closing = sheet.page.close();
      closing.catch(() => undefined);
      await within(closing, closeMs, () => new Error('The page does not close.'));
    },
  };
}
