import type { BrowserContext, Page } from 'playwright-core';
import { LeadlineError } from '../../model/errors.ts';
import type { Cookie } from '../fetch/cookies.ts';
import type { Identity } from '../fetch/identity.ts';
import { parseSession } from '../session.ts';
import { type Chromium, startChromium } from './chromium.ts';
import { isOfGroup } from './peer.ts';
import { openRelay } from './relay.ts';

export interface LoginWindow {
  /** Where Chromium is; null: looked for. */
  readonly path: string | null;
  /** The way out, on the circuit of `identity`. */
  readonly proxy: URL;
  readonly identity: Identity;
  readonly userAgent: string;
  /** The page that is opened, and the hosts that may be reached; nothing else is. */
  readonly start: string;
  readonly hosts: readonly string[];
  readonly signal?: AbortSignal;
  /** Told of what the page wanted to reach and was refused. */
  readonly onRefused?: (what: string) => void;
  /** For tests: without a window, and somebody in the place of the person. */
  readonly inPlaceOfPerson?: (page: Page) => Promise<void>;
}

/** Throws `display-missing` where no window can be shown. */
export function checkDisplay(env: Readonly<Record<string, string | undefined>>, platform: string): void {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return;
  throw new LeadlineError('display-missing', 'There is no display, so no browser can be shown');
}

const heapMb = 1_024;
const everyMs = 500;

/** A window that was closed can no longer be asked, so it is asked all the time. Ends when the person has closed the last page, or the signal says so. */
async function cookiesAtTheEnd(context: BrowserContext, signal: AbortSignal | undefined): Promise<readonly Cookie[]> {
  let latest: readonly Cookie[] = [];
  const look = async () => {
    const cookies = await context.cookies().catch(() => null);
    if (cookies !== null && cookies.length > 0) latest = parseSession(JSON.stringify(cookies));
  };
  while (context.pages().length > 0 && signal?.aborted !== true) {
    await look();
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  await look();
  return latest;
}

async function useWindow({ browser }: Chromium, window: LoginWindow): Promise<readonly Cookie[]> {
  const context = await browser.newContext({
    userAgent: window.userAgent,
    acceptDownloads: false,
    serviceWorkers: 'block',
    ignoreHTTPSErrors: true,
    locale: 'en-US',
    timezoneId: 'UTC',
    permissions: [],
    // A person may make the window as large as it has to be.
    ...(window.inPlaceOfPerson ? {} : { viewport: null }),
  });
  const page = await context.newPage();
  // A page that does not load is there for the person to see and to load again.
  await page.goto(window.start, { waitUntil: 'commit', timeout: 120_000 }).catch(() => undefined);
  const person = window.inPlaceOfPerson?.(page);
  const cookies = await cookiesAtTheEnd(context, window.signal);
  await person;
  return cookies;
}

/**
 * Opens a browser on the circuit of a source, for a person to log in; answers the cookies that it holds when the person has closed it. Requests of
 * the person are the person's own: nothing is filled in, sent or solved here.
 */
export async function openLoginWindow(window: LoginWindow): Promise<readonly Cookie[]> {
  let pid = 0;
  const isOwn = (host: string) => window.hosts.some((each) => host === each || host.endsWith(`.${each}`));
  const relay = await openRelay({
    proxy: window.proxy,
    identity: window.identity,
    mayReach: isOwn,
    isOurs: (from, to) => isOfGroup(pid, from, to),
    ...(window.onRefused ? { onRefused: window.onRefused } : {}),
  });
  try {
    const chromium = await startChromium({
      path: window.path,
      proxy: relay.url,
      heapMb,
      visible: window.inPlaceOfPerson === undefined,
    });
    pid = chromium.pid;
    try {
      return await useWindow(chromium, window);
    } finally {
      await chromium.close();
    }
  } finally {
    await relay.close();
  }
}
