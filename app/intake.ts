import type { Decider } from '../alerts/decide.ts';
import { type Capture, type Exchange, isRead } from '../model/capture.ts';
import type { Lease } from '../model/ports.ts';
import type { Source } from '../model/source.ts';
import type { Write } from '../storage/port.ts';
import { createQueue } from './exclusive.ts';
import { gather } from './gathered.ts';
import { type Ingested, ingest, type Read, readCapture } from './ingest.ts';
import type { Parts } from './parts.ts';
import { mostUnsaved, type Unsaved } from './unsaved.ts';

export interface IntakeOptions {
  readonly decider: Decider;
  readonly lease: () => Promise<Lease>;
  readonly unsaved: Unsaved;
}

/** One page that is in the archive: its own capture, those of the redirects before it, and the answer as it came, if it is still at hand. */
export interface Arrived {
  readonly capture: Capture;
  readonly hops: readonly Capture[];
  readonly response: Exchange['response'] | null;
}

interface Page extends Arrived {
  readonly read: Read | null;
  readonly resolve: (ingested: Ingested) => void;
  readonly reject: (error: unknown) => void;
}

/** So many pages, and about so many writes, share one commit and its wait for the disk. */
const mostPages = 32;
const mostWrites = 1_000;

/** While so many others are being read, a commit waits until it is worth its while; a page that takes long holds up nobody alone. */
const manyReading = 4;
const worthACommit = 8;

/**
 * Takes pages in: they are read side by side, and recorded one after the other; pages that come while the disk is busy share the next commit.
 * Nobody is answered before his page is stored.
 */
export function createIntake(parts: Parts, source: Source, { decider, lease, unsaved }: IntakeOptions) {
  const oneAtATime = createQueue();
  const ready: Page[] = [];
  let reading = 0;

  const takeIn = (
    on: Parts,
    { capture, hops, read }: Page,
    { more = [], ...options }: { readonly lease?: Lease; readonly more?: readonly Write[] } = {},
  ): Promise<Ingested> =>
    ingest(on, source, capture, {
      ...options,
      decider,
      read,
      also: () => [
        ...hops.map((hop): Write => ({ do: 'create', collection: 'captures', id: hop.id, value: hop })),
        ...more,
      ],
    });

  /** What is said of a page that is recorded is said when its commit is over. */
  const quiet = (name: Parameters<Parts['step']>[0]) => (name === 'recorded' ? undefined : parts.step(name));

  async function recordAll(pages: readonly Page[]): Promise<void> {
    const gathered = gather(parts.storage, lease, () => unsaved.writes());
    const done: (() => void)[] = [];
    for (const page of pages) {
      const ingested = await takeIn({ ...parts, storage: gathered.storage, step: quiet }, page);
      done.push(() => page.resolve(ingested));
    }
    await gathered.flush();
    unsaved.written();
    for (const tell of done) {
      parts.step('recorded');
      tell();
    }
  }

  function nextPages(): readonly Page[] {
    // An observation that arrives after a later one costs a look at all before it, and a commit of what was gathered.
    const at = (page: Page): number => Date.parse(page.capture.capturedAt);
    ready.sort((a, b) => at(a) - at(b));
    let writes = 0;
    const enough = ready.findIndex((page, index) => {
      writes += 4 * (page.read && 'drafts' in page.read ? page.read.drafts.length : 0);
      return index > 0 && (index >= mostPages || writes > mostWrites);
    });
    return ready.splice(0, enough < 0 ? ready.length : enough);
  }

  /** Each page on its own: one that cannot be recorded spoils no other, and one that another process was faster with is folded anew. */
  async function recordEach(pages: readonly Page[]): Promise<void> {
    for (const page of pages) {
      try {
        page.resolve(await takeIn(parts, page, { lease: await lease(), more: unsaved.writes() }));
        unsaved.written();
      } catch (error) {
        page.reject(error);
      }
    }
  }

  async function recordReady(): Promise<void> {
    while (ready.length > 0) {
      const pages = nextPages();
      await recordAll(pages).catch(() => recordEach(pages));
    }
  }

  async function readOne({ capture, response }: Arrived): Promise<Read | null> {
    reading += 1;
    try {
      return isRead(capture) ? await readCapture(parts, source, capture, response) : null;
    } finally {
      reading -= 1;
      // Once whoever waits for this page had its turn to add it.
      setImmediate(() => {
        if (reading < manyReading || ready.length >= worthACommit) void oneAtATime(recordReady);
      });
    }
  }

  return {
    async take(arrived: Arrived): Promise<Ingested> {
      const read = await readOne(arrived);
      return new Promise((resolve, reject) => {
        ready.push({ ...arrived, read, resolve, reject });
      });
    },
    /** Writes address records that have waited for no page too long. */
    async save(): Promise<void> {
      if (unsaved.size() < mostUnsaved) return;
      await oneAtATime(async () => {
        await parts.storage.commit(unsaved.writes(), await lease());
        unsaved.written();
      });
    },
  };
}
