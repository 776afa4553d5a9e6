import type { Clock } from '../../model/clock.ts';
import { errorText, GiveUp, isCode, LeadlineError, TryLater } from '../../model/errors.ts';
import type { Identity } from '../fetch/identity.ts';
import { type Chromium, startChromium } from './chromium.ts';
import { draw } from './draw.ts';
import type { DrawLimits, Drawn, Job } from './job.ts';
import { createLanes } from './lanes.ts';
import { type MemoryWatch, watchMemory } from './memory.ts';
import { openRelay, type Relay } from './relay.ts';
import { openRoom, type Room } from './room.ts';

export interface BrowserOptions {
  /** Where Chromium is; null: looked for. */
  readonly path: string | null;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly limits: DrawLimits;
  /** Pages after which Chromium is started anew, so that what leaks is given back. */
  readonly pagesPerStart: number;
  readonly pagesAtOnce: number;
  readonly onRefused: (what: string) => void;
}

/** Chromium, started at the first page. */
export interface PageBrowser {
  /** Throws `browser-missing`, TryLater (`browser-down`, or what a request of the page threw) or GiveUp (`browser-slow`, `browser-memory`). */
  draw(job: Job): Promise<Drawn>;
  /** The process of Chromium, while one runs. */
  pid(): number | null;
  close(): Promise<void>;
}

/** One run of Chromium. Mutable: counts its pages. */
interface Run {
  readonly chromium: Chromium;
  readonly door: Relay;
  readonly watch: MemoryWatch;
  readonly rooms: Map<string, Promise<Room>>;
  pages: number;
  underWay: number;
  /** No page is begun on it any more. */
  spent: boolean;
}

const nobody: Identity = { user: '', password: '' };

/** The browser's only way out is a door that opens for nothing: all it shows is handed to it. */
async function startRun(options: BrowserOptions): Promise<Run> {
  const door = await openRelay({
    proxy: null,
    identity: nobody,
    mayReach: () => false,
    // Nobody gets anything here, so nobody is asked who they are.
    isOurs: () => Promise.resolve(true),
    onRefused: (what) => options.onRefused(`past our hands ${what}`),
  });
  try {
    const heapMb = Math.ceil((options.limits.memoryBytes * 2) / 2 ** 20);
    const chromium = await startChromium({ path: options.path, proxy: door.url, heapMb });
    const watch = watchMemory(chromium.renderers, options.limits.memoryBytes);
    return { chromium, door, watch, rooms: new Map(), pages: 0, underWay: 0, spent: false };
  } catch (error) {
    await door.close();
    throw error;
  }
}

async function endRun(run: Run): Promise<void> {
  run.spent = true;
  run.watch.stop();
  await run.chromium.close();
  await run.door.close();
}

/** A process that was ended for its memory looks like any other that ended. What the library says is no error of ours. */
function explain(error: unknown, run: Run, endedBefore: number, { document }: Job, limits: DrawLimits): LeadlineError {
  const where = document.url;
  if (error instanceof LeadlineError && !isCode(error, 'browser-down')) return error;
  if (run.watch.ended > endedBefore) {
    const megabytes = Math.round(limits.memoryBytes / 2 ** 20);
    return new GiveUp('browser-memory', `The page took more than ${megabytes} MB.`, { where });
  }
  if (error instanceof LeadlineError) return error;
  return new TryLater('browser-down', `The browser lost the page: ${errorText(error).split('\n')[0]}`, { where });
}

/** Draws pages with the system's Chromium, each identity apart and one page of it at a time. */
export function createBrowser(options: BrowserOptions): PageBrowser {
  const { limits, clock, userAgent, pagesPerStart, onRefused } = options;
  const lanes = createLanes(options.pagesAtOnce);
  let current: Promise<Run> | null = null;
  let live: Run | null = null;
  const runs = new Set<Run>();

  async function begin(): Promise<Run> {
    const run = await startRun(options);
    live = run;
    runs.add(run);
    run.chromium.browser.once('disconnected', () => {
      leave(run);
      if (run.underWay === 0) end(run);
    });
    return run;
  }

  async function end(run: Run): Promise<void> {
    if (runs.delete(run)) await endRun(run);
  }

  /** Takes the run out of use; it ends when its last page has. */
  function leave(run: Run): void {
    run.spent = true;
    if (live !== run) return;
    live = null;
    current = null;
  }

  async function take(): Promise<Run> {
    current ??= begin().catch((error: unknown) => {
      current = null;
      throw error;
    });
    const run = await current;
    if (!run.spent && run.chromium.browser.isConnected()) return run;
    leave(run);
    return take();
  }

  function roomOf(run: Run, { identity, permitted }: Job): Promise<Room> {
    const key = JSON.stringify([identity, permitted.scripts]);
    const room = run.rooms.get(key) ?? openRoom(run.chromium.browser, userAgent, permitted);
    run.rooms.set(key, room);
    return room;
  }

  async function drawOn(run: Run, job: Job): Promise<Drawn> {
    const endedBefore = run.watch.ended;
    run.pages += 1;
    run.underWay += 1;
    if (run.pages >= pagesPerStart) leave(run);
    try {
      const room = await roomOf(run, job);
      return await draw(room, job, { limits, now: () => clock.now(), onRefused, onStuck: () => leave(run) });
    } catch (error) {
      throw explain(error, run, endedBefore, job, limits);
    } finally {
      run.underWay -= 1;
      if (run.spent && run.underWay === 0) await end(run);
    }
  }

  return {
    draw: (job) => lanes.run(JSON.stringify(job.identity), async () => drawOn(await take(), job)),
    pid: () => live?.chromium.pid ?? null,
    async close() {
      await current?.catch(() => null);
      current = null;
      live = null;
      await Promise.all([...runs].map(end));
    },
  };
}
