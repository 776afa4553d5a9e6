import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { errorText, GiveUp, LeadlineError, TryLater } from '../../model/errors.ts';
import { shareCookies } from './cookies.ts';
import type { DrawLimits, Drawn, Job } from './job.ts';
import { answerRequests, type Requests } from './requests.ts';
import type { ScriptCache } from './script-cache.ts';

/** Rejects with `late()` when the work takes longer. */
async function within<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const slow = (job: Job, what: string): GiveUp => new GiveUp('browser-slow', what, { where: job.document.url });

/** Runs beside the page's own scripts, which cannot change what it sees. */
interface Beside {
  evaluate(expression: string): Promise<unknown>;
}

async function openBeside(session: CDPSession): Promise<Beside> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  return {
    async evaluate(expression) {
      const { result } = await session.send('Runtime.evaluate', {
        expression,
        contextId: executionContextId,
        returnByValue: true,
      });
      return result.value;
    },
  };
}

const serialised = (limit: number): string => `(() => {
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '';
  const html = type + (document.documentElement ? document.documentElement.outerHTML : '');
  return html.length > ${limit} ? null : html;
})()`;

const matches = (selector: string): string => `document.querySelector(${JSON.stringify(selector)}) !== null`;

const height = 'document.documentElement ? document.documentElement.scrollHeight : 0';

/** Waits until the page is at rest, or has what is waited for, or keeps on asking for too long. */
async function settle(session: CDPSession, requests: Requests, job: Job, limits: DrawLimits): Promise<void> {
  const { wait } = job.permitted;
  const until = performance.now() + limits.settleMs;
  while (performance.now() < until) {
    const quiet = requests.quietFor();
    if (quiet >= limits.quietMs) {
      if (wait === null) return;
      const beside = await openBeside(session);
      if ((await beside.evaluate(matches(wait))) === true) return;
    }
    await pause(Math.max(10, Math.min(50, limits.quietMs - quiet)));
  }
  if (wait !== null) throw slow(job, `Nothing on the page matched "${wait}" within ${limits.settleMs} ms.`);
}

async function readPage(session: CDPSession, page: Page, job: Job, limits: DrawLimits) {
  const late = () => slow(job, 'A script of the page never ends.');
  const { html, tall } = await within(
    (async () => {
      const beside = await openBeside(session);
      return {
        html: await beside.evaluate(serialised(limits.drawnBytes)),
        tall: Number(await beside.evaluate(height)),
      };
    })(),
    limits.replyMs,
    late,
  );
  if (typeof html !== 'string')
    throw new GiveUp('body-too-large', `The page grew to more than ${limits.drawnBytes} characters.`, {
      where: job.document.url,
    });
  const { width } = page.viewportSize() ?? { width: 1400 };
  const clip = { x: 0, y: 0, width, height: Math.max(1, Math.min(tall, limits.pictureHeight)) };
  const picture = await within(
    page.screenshot({ type: 'jpeg', quality: 50, fullPage: true, clip, timeout: 0 }),
    limits.replyMs,
    late,
  );
  return { html: Buffer.from(html.toWellFormed(), 'utf8'), picture };
}

/** Windows, dialogs and downloads that the page opens are closed at once. */
function watchPage(context: BrowserContext, page: Page): () => void {
  const onPage = (other: Page) => {
    if (other !== page) other.close().catch(() => undefined);
  };
  context.on('page', onPage);
  page.on('dialog', (dialog) => dialog.dismiss().catch(() => undefined));
  page.on('download', (download) => download.cancel().catch(() => undefined));
  return () => context.off('page', onPage);
}

/** What ends the drawing from outside of it. */
function endings(page: Page, job: Job) {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  const stop = () => reject(new TryLater('stopped', 'The drawing of a page was stopped.', { where: job.document.url }));
  page.on('crash', () =>
    reject(new TryLater('browser-down', 'The process that ran the page ended.', { where: job.document.url })),
  );
  page
    .context()
    .browser()
    ?.on('disconnected', () =>
      reject(new TryLater('browser-down', 'Chromium ended while it drew a page.', { where: job.document.url })),
    );
  if (job.signal?.aborted) stop();
  job.signal?.addEventListener('abort', stop, { once: true });
  return { promise, fail: (error: LeadlineError) => reject(error) };
}

async function run(page: Page, requests: Requests, job: Job, limits: DrawLimits): Promise<Drawn> {
  const session = await page.context().newCDPSession(page);
  const late = () => slow(job, `The page was not at rest after ${limits.totalMs} ms.`);
  const going = page.goto(job.document.url, { waitUntil: 'load', timeout: 0 });
  going.catch(() => undefined);
  // A page that never finishes loading may still be whole; whether its scripts let go of it is asked when it is read.
  await Promise.race([going, pause(limits.settleMs)]);
  await within(settle(session, requests, job, limits), limits.totalMs, late);
  const read = () => readPage(session, page, job, limits);
  const { html, picture } = await read().catch(async (error: unknown) => {
    if (error instanceof LeadlineError) throw error;
    // The page led on to another while it was read.
    await within(settle(session, requests, job, limits), limits.totalMs, late);
    return read();
  });
  return { url: page.url(), html, picture, materials: requests.materials };
}

/** Draws one page on a context that no other page uses meanwhile. Throws TryLater or GiveUp. */
export async function draw(
  context: BrowserContext,
  job: Job,
  options: {
    readonly limits: DrawLimits;
    readonly scripts: ScriptCache;
    readonly now: () => number;
    readonly onRefused: (what: string) => void;
    /** The page cannot be closed, so its browser has to go. */
    readonly onStuck: () => void;
  },
): Promise<Drawn> {
  const { limits, scripts, now } = options;
  const shared = await shareCookies(context, job.cookies, now);
  const page = await context.newPage();
  const { promise: ended, fail } = endings(page, job);
  const requests = answerRequests({ job, page, limits, shared, scripts }, fail);
  const letGo = watchPage(context, page);
  try {
    await context.route('**', requests.handle);
    const drawn = await Promise.race([run(page, requests, job, limits), ended]);
    await shared.gather(drawn.url);
    return drawn;
  } catch (error) {
    if (error instanceof LeadlineError) throw error;
    const [what = ''] = errorText(error).split('\n');
    throw new TryLater('browser-down', `The browser lost the page: ${what}`, { where: job.document.url });
  } finally {
    letGo();
    for (const what of requests.refused) options.onRefused(what);
    await close(page, context, requests).catch(() => options.onStuck());
  }
}

const closeMs = 3_000;

async function close(page: Page, context: BrowserContext, requests: Requests): Promise<void> {
  const closing = (async () => {
    await page.close();
    await context.unroute('**', requests.handle);
  })();
  closing.catch(() => undefined);
  await within(closing, closeMs, () => new Error('The page does not close.'));
}
