import type { Capture } from '../model/capture.ts';
import { politenessSchema, type Source } from '../model/source.ts';
import { ingest, readCapture } from './ingest.ts';
import type { Parts } from './parts.ts';

export interface ReextractReport {
  readonly captures: number;
  readonly quarantined: number;
  readonly items: number;
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

/**
 * Reads the whole archive again and rebuilds captures, observations, items and sightings; subscriptions and alerts stay as they are and
 * none fires. With `dryRun` nothing is written.
 */
export async function reextract(
  parts: Parts,
  options: { readonly dryRun?: boolean; readonly progress?: (captures: number) => void } = {},
): Promise<ReextractReport> {
  const sources = new Map<string, Source>();
  if (!options.dryRun) await parts.storage.clearDerived();
  let captures = 0;
  let quarantined = 0;
  for await (const capture of parts.archive.list()) {
    captures += 1;
    if (options.dryRun) quarantined += (await isUnreadable(parts, capture)) ? 1 : 0;
    else
      quarantined +=
        (await ingest(parts, await sourceOf(parts, sources, capture.source), capture, { decider: null })).state ===
        'quarantined'
          ? 1
          : 0;
    options.progress?.(captures);
  }
  return { captures, quarantined, items: await parts.storage.items.count({ kind: 'all' }) };
}

async function isUnreadable(parts: Parts, capture: Capture): Promise<boolean> {
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
