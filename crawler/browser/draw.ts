import type { CDPSession } from 'playwright-core';
import { GiveUp, LeadlineError, TryLater } from '../../model/errors.ts';
import { within } from '../within.ts';
import { shareCookies } from './cookies.ts';
import type { DrawLimits, Drawn, Job } from './job.ts';
import { answerRequests, type Requests } from './requests.ts';
import type { Room, Sheet } from './room.ts';

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

const answerMs = 30;

/** Asked of the page's own thread, and so answered after the scripts before; not while the page is being left for another, or its scripts go on for `ms`. */
async function isComplete(session: CDPSession, wait: string | null, ms: number): Promise<boolean> {
  const test = wait === null ? `document.readyState === 'complete'` : matches(wait);
  const asked = openBeside(session)
    .then((beside) => beside.evaluate(test))
    .catch(() => false);
  return (await Promise.race([asked, pause(ms).then(() => false)])) === true;
}

/** Waits until the page is at rest, or has what is waited for, or keeps on asking for too long. */
async function settle(session: CDPSession, requests: Requests, job: Job, limits: DrawLimits): Promise<void> {
  const { wait } = job.permitted;
  const until = performance.now() + limits.settleMs;
  while (performance.now() < until) {
    const quiet = requests.quietFor();
    if (quiet >= limits.quietMs && (await isComplete(session, wait, Math.max(1, until - performance.now())))) {
      if (wait !== null) return;
      // On a busy machine the script that was to ask has only just run: what it asked for takes a moment to show.
      await pause(answerMs);
      if (requests.quietFor() >= limits.quietMs) return;
    }
    await pause(Math.max(10, Math.min(50, limits.quietMs - quiet)));
  }
  if (wait !== null) throw slow(job, `Nothing on the page matched "${wait}" within ${limits.settleMs} ms.`);
}

async function readPage({ page, session }: Sheet, job: Job, limits: DrawLimits) {
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
  const clip = { x: 0, y: 0, width, height: Math.max(1, Math.min(tall, limits.pictureHeight)), scale: 1 };
  const taking = session.send('Page.captureScreenshot', {
    format: 'jpeg',
    quality: 50,
    captureBeyondViewport: true,
    clip,
  });
  const picture = Buffer.from((await within(taking, limits.replyMs, late)).data, 'base64');
  return { html: Buffer.from(html.toWellFormed(), 'utf8'), picture };
}

/** What ends the drawing from outside of it. */
function endings({ page }: Sheet, job: Job) {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  const fail = (error: LeadlineError) => reject(error);
  const where = job.document.url;
  const stop = () => fail(new TryLater('stopped', 'The drawing of a page was stopped.', { where }));
  const crash = () => fail(new TryLater('browser-down', 'The process that ran the page ended.', { where }));
  const end = () => fail(new TryLater('browser-down', 'Chromium ended while it drew a page.', { where }));
  const browser = page.context().browser();
  page.on('crash', crash);
  browser?.on('disconnected', end);
  job.signal?.addEventListener('abort', stop);
  if (job.signal?.aborted) stop();
  return {
    promise,
    fail,
    letGo() {
      page.off('crash', crash);
      browser?.off('disconnected', end);
      job.signal?.removeEventListener('abort', stop);
    },
  };
}

async function run(sheet: Sheet, requests: Requests, job: Job, limits: DrawLimits): Promise<Drawn> {
  const { page, session } = sheet;
  const late = () => slow(job, `The page was not at rest after ${limits.totalMs} ms.`);
  const going = page.goto(job.document.url, { waitUntil: 'load', timeout: 0 });
  going.catch(() => undefined);
  // A page that never finishes loading may still be whole; whether its scripts let go of it is asked when it is read.
  await Promise.race([going, pause(limits.settleMs)]);
  await within(settle(session, requests, job, limits), limits.totalMs, late);
  const read = () => readPage(sheet, job, limits);
  const { html, picture } = await read().catch(async (error: unknown) => {
    if (error instanceof LeadlineError) throw error;
    // The page led on to another while it was read.
    await within(settle(session, requests, job, limits), limits.totalMs, late);
    return read();
  });
  return { url: page.url(), html, picture, materials: requests.materials };
}

export interface DrawOptions {
  readonly limits: DrawLimits;
  readonly now: () => number;
  readonly onRefused: (what: string) => void;
  /** The page cannot be closed, so its browser has to go. */
  readonly onStuck: () => void;
}

/** Draws one page in a room where no other is drawn meanwhile. Throws TryLater or GiveUp, and whatever the browser's library throws. */
export async function draw(room: Room, job: Job, options: DrawOptions): Promise<Drawn> {
  const { limits, now } = options;
  const sheet = await room.sheet();
  const shared = await shareCookies(room.context, job.cookies, now);
  const { promise: ended, fail, letGo } = endings(sheet, job);
  const requests = answerRequests({ job, page: sheet.page, limits, shared, scripts: room.scripts }, fail);
  let whole = false;
  room.answerWith(requests.handle);
  try {
    const drawn = await Promise.race([run(sheet, requests, job, limits), ended]);
    await shared.gather(drawn.url);
    whole = true;
    return drawn;
  } finally {
    room.answerWith(null);
    letGo();
    for (const what of requests.refused) options.onRefused(what);
    await room.leave(whole).catch(() => options.onStuck());
  }
}
