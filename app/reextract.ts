import { type Capture, isRead } from '../model/capture.ts';
import { errorText, isCode, LeadlineError } from '../model/errors.ts';
import { politenessSchema, type Source } from '../model/source.ts';
import { ingest, readCapture } from './ingest.ts';
import type { Parts } from './parts.ts';
import { isSourceNote, readSourceNote } from './source-note.ts';

export interface ReextractReport {
  readonly captures: number;
  readonly quarantined: number;
  readonly items: number;
  /** What could not be read of the archive; empty unless `incomplete` was asked for. */
  readonly damage: readonly string[];
}

export interface ReextractOptions {
  readonly dryRun?: boolean;
  /** Rebuild what can be read although the archive is damaged or gives less than is stored; the rest is dropped. */
  readonly incomplete?: boolean;
  readonly progress?: (captures: number) => void;
}

/** A source that only the archive knows of: paused until someone describes it again. */
export const sourceFromArchive = (id: string): Source => ({
  id,
  name: id,
  kind: 'market',
  addresses: [],
  via: 'import',
  profile: null,
  account: null,
  politeness: politenessSchema.parse({}),
  everyMs: 86_400_000,
  state: 'paused',
  reason: 'found in the archive; add its source file to go on with it',
  lastTurnAt: null,
  lastSuccessAt: null,
});

async function sourceOf(parts: Parts, known: Map<string, Source>, id: string): Promise<Source> {
  const source = known.get(id) ?? (await parts.storage.sources.get(id))?.value ?? sourceFromArchive(id);
  if (!known.has(id)) {
    await parts.storage.sources.create(id, source);
    known.set(id, source);
  }
  return source;
}

const lost = (stored: number, given: number): LeadlineError =>
  new LeadlineError(
    'archive-corrupt',
    `The archive gives ${given} captures, but ${stored} are stored: some of it is gone`,
    {
      hint: 'nothing was changed. Put the missing archive files back, or drop the rest with --incomplete',
    },
  );

async function readAll(parts: Parts, options: ReextractOptions): Promise<ReextractReport> {
  const sources = new Map<string, Source>();
  const damage: string[] = [];
  let captures = 0;
  let quarantined = 0;
  const readOne = async (capture: Capture): Promise<boolean> => {
    if (isSourceNote(capture)) {
      if (!options.dryRun) await readSourceNote(parts, capture);
      return false;
    }
    if (options.dryRun) return isUnreadable(parts, capture);
    const source = await sourceOf(parts, sources, capture.source);
    return (await ingest(parts, source, capture, { decider: null })).state === 'quarantined';
  };
  // A record may be whole and the earlier one that it repeats damaged.
  const tolerate = (error: unknown): void => {
    if (!options.incomplete || !isCode(error, 'archive-corrupt')) throw error;
    damage.push(errorText(error));
  };
  for await (const capture of parts.archive.list(options.incomplete ? tolerate : undefined)) {
    try {
      if (await readOne(capture)) quarantined += 1;
    } catch (error) {
      tolerate(error);
    }
    captures += 1;
    options.progress?.(captures);
  }
  return { captures, quarantined, items: await parts.storage.items.count({ kind: 'all' }), damage };
}

/**
 * Reads the whole archive again and rebuilds captures, observations, items and sightings; subscriptions and alerts stay as they are and
 * none fires. All or nothing: what was stored before stays until everything is rebuilt, and for good when the archive is damaged or gives fewer
 * captures than are stored (`archive-corrupt`), unless `incomplete` is set. With `dryRun` nothing is written.
 */
export async function reextract(parts: Parts, options: ReextractOptions = {}): Promise<ReextractReport> {
  if (options.dryRun) return readAll(parts, options);
  const { storage } = parts;
  return storage.atomically(async () => {
    const before = await storage.captures.count();
    await storage.clearDerived();
    const report = await readAll(parts, options);
    const after = await storage.captures.count();
    if (after < before && !options.incomplete) throw lost(before, after);
    return report;
  });
}

async function isUnreadable(parts: Parts, capture: Capture): Promise<boolean> {
  if (!isRead(capture)) return false;
  const source = (await parts.storage.sources.get(capture.source))?.value ?? sourceFromArchive(capture.source);
  return (await readCapture(parts, source, capture)) instanceof Error;
}

/** Takes in captures that were archived but not recorded when the process died. Answers how many. */
export async function catchUp(parts: Parts, take: (capture: Capture) => Promise<void>): Promise<number> {
  let taken = 0;
  for await (const capture of parts.archive.list()) {
    if (await parts.storage.captures.get(capture.id)) continue;
    await take(capture);
    taken += 1;
  }
  return taken;
}
