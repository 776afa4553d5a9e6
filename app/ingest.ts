import type { Decider } from '../alerts/decide.ts';
import { decodeBody } from '../evidence/decode.ts';
import type { Extraction } from '../extractors/types.ts';
import type { Alert } from '../model/alert.ts';
import { type Capture, type Exchange, header, isRead } from '../model/capture.ts';
import { GiveUp, isCode, LeadlineError } from '../model/errors.ts';
import { isWall } from '../model/observation.ts';
import type { Lease } from '../model/ports.ts';
import type { Source } from '../model/source.ts';
import type { WallSighting } from '../model/wall.ts';
import type { Write } from '../storage/port.ts';
import { mentionWrites } from './mentions.ts';
import { accepted, checkMirror, type Refusal } from './mirror-check.ts';
import type { Parts } from './parts.ts';
import { recordPage } from './record.ts';

export interface Ingested {
  /** null when the page was quarantined before it could be read. */
  readonly extraction: Extraction | null;
  readonly state: 'captured' | 'unchanged' | 'quarantined';
  readonly reason: string | null;
  readonly alerts: readonly Alert[];
  /** How many things the page told that were not known. */
  readonly news?: number;
  /** Why the address that answered is taken for another site. */
  readonly otherSite?: string;
}

/** What a page says, or why it is quarantined. */
export type Read = Extraction | GiveUp;

export interface IngestOptions {
  /** null: no alerts are decided (re-extraction). */
  readonly decider: Decider | null;
  readonly lease?: Lease;
  /** Read already; it is read here when absent. */
  readonly read?: Read | null;
  /** Further writes that belong to the same page, such as its address record. */
  readonly also?: (ingested: Ingested) => readonly Write[];
}

const conflictRetries = 8;

/** Throws `profile-missing` when a source names a profile that is not there. */
export function checkProfile(
  { profileNames }: Pick<Parts, 'profileNames'>,
  { id, profile }: Pick<Source, 'id' | 'profile'>,
): void {
  if (profile === null || profileNames.includes(profile)) return;
  throw new LeadlineError(
    'profile-missing',
    `The source ${id} names the site profile "${profile}", which does not exist`,
    {
      hint: `known profiles: ${profileNames.join(', ')}`,
    },
  );
}

/** The payload of an archived capture. `answer`: the same bytes as they came, when they are still at hand, which saves reading them back. */
function bytesOf(
  parts: Parts,
  capture: Capture,
  answer: Exchange['response'] | null,
): Promise<Uint8Array> | Uint8Array {
  if (answer === null || answer.status === 304) return parts.archive.read(capture);
  return decodeBody(answer.body, header(answer.headers, 'content-encoding'));
}

/**
 * Reads an archived capture: what it says, or why it is quarantined. `answer`: what the capture was made from, if it is still at hand. Throws
 * `profile-missing` when its source names an unknown profile.
 */
export async function readCapture(
  parts: Parts,
  source: Source,
  capture: Capture,
  answer: Exchange['response'] | null = null,
): Promise<Read> {
  const { url, contentType, capturedAt, status } = capture;
  checkProfile(parts, source);
  let bytes: Uint8Array;
  try {
    bytes = await bytesOf(parts, capture, answer);
  } catch (error) {
    if (error instanceof GiveUp) return error;
    throw error;
  }
  return parts.reading.read({ bytes, url, contentType, capturedAt, status }, source.profile);
}

function judge(capture: Capture, read: Read): Ingested {
  if (read instanceof GiveUp) return { extraction: null, state: 'quarantined', reason: read.code, alerts: [] };
  if (isWall(read.page)) return { extraction: read, state: 'quarantined', reason: read.page, alerts: [] };
  return { extraction: read, state: capture.revisitOf === null ? 'captured' : 'unchanged', reason: null, alerts: [] };
}

/** Nothing of it is stored as the source's, and none of its links is followed. */
const refused = (judged: Ingested, { reason, words }: Refusal): Ingested => ({
  ...judged,
  state: 'quarantined',
  reason: `${reason}: ${words}`,
  ...(reason === 'other-site' ? { otherSite: words } : {}),
});

/** What a page was drawn from, and its picture: kept beside it and not read. */
async function keepUnread(parts: Parts, capture: Capture, { lease }: IngestOptions): Promise<Ingested> {
  await parts.storage.commit([{ do: 'create', collection: 'captures', id: capture.id, value: capture }], lease);
  return { extraction: null, state: 'captured', reason: null, alerts: [] };
}

/** Marks the capture of a wall, which counts it for its source. */
function wallWrites({ id, source, url, capturedAt: at }: Capture, extraction: Extraction | null): readonly Write[] {
  if (!extraction || !isWall(extraction.page)) return [];
  const value: WallSighting = { id, source, wall: extraction.page, url, at };
  return [{ do: 'create', collection: 'walls', id, value }];
}

/**
 * Steps 4 to 8 for one capture: recognise, extract, record, index, match; everything in one commit. Safe to repeat. Callers run it one
 * at a time in a process; between processes a conflict makes it fold again on the newer item.
 */
export async function ingest(
  parts: Parts,
  source: Source,
  capture: Capture,
  options: IngestOptions,
): Promise<Ingested> {
  if (!isRead(capture)) return keepUnread(parts, capture, options);
  const read = options.read ?? (await readCapture(parts, source, capture));
  const judged = judge(capture, read);
  const mirror = read instanceof GiveUp ? accepted : await checkMirror(parts, source, capture, read);
  const ingested = mirror.refusal ? refused(judged, mirror.refusal) : judged;
  parts.step('extracted');
  for (let attempt = 0; ; attempt++) {
    const content = ingested.extraction && ingested.state !== 'quarantined' ? ingested.extraction : null;
    const recording = content
      ? await recordPage(parts, source, capture, content, options.decider)
      : { writes: [], alerts: [], news: 0 };
    const done = { ...ingested, alerts: recording.alerts, news: recording.news };
    const writes: Write[] = [
      { do: 'create', collection: 'captures', id: capture.id, value: capture },
      ...wallWrites(capture, ingested.extraction),
      ...recording.writes,
      ...mirror.writes,
      ...(content ? await mentionWrites(parts, source, capture, content) : []),
      ...(options.also?.(done) ?? []),
    ];
    try {
      await parts.storage.commit(writes, options.lease);
      parts.step('recorded');
      return done;
    } catch (error) {
      if (!isCode(error, 'conflict') || attempt >= conflictRetries) throw error;
    }
  }
}
