import { z } from 'zod';
import type { Capture } from '../model/capture.ts';
import { iso } from '../model/clock.ts';
import { type Source, sourceSchema } from '../model/source.ts';
import type { Parts } from './parts.ts';

const prefix = 'urn:leadline:source:';

/** What somebody said of a source, without what happened to it since. */
const { id, name, kind, addresses, mirrors, via, profile, account, accounts, politeness, everyMs } = sourceSchema.shape;
const descriptionSchema = z.object({
  id,
  name,
  kind,
  addresses,
  mirrors,
  via,
  profile,
  account,
  accounts,
  politeness,
  everyMs,
});

/** True for a capture that describes a source instead of holding a page. */
export const isSourceNote = (capture: Pick<Capture, 'url'>): boolean => capture.url.startsWith(prefix);

/** Writes the description of a source into the archive, so that the archive alone tells how its pages are to be read. */
export async function noteSource(parts: Parts, source: Source): Promise<void> {
  const body = Buffer.from(JSON.stringify(descriptionSchema.parse(source)));
  const capture = await parts.archive.append({
    source: source.id,
    url: `${prefix}${source.id}`,
    at: iso(parts.clock.now()),
    session: null,
    tool: 'leadline source',
    request: null,
    response: { status: 200, statusText: 'OK', headers: [['Content-Type', 'application/json']], body },
  });
  await parts.storage.captures.create(capture.id, capture);
}

/** Brings a source back from its note: paused, since nobody asked for it here yet. A source that is known is left alone. */
export async function readSourceNote(parts: Parts, capture: Capture): Promise<void> {
  await parts.storage.captures.create(capture.id, capture);
  const text = Buffer.from(await parts.archive.read(capture)).toString('utf8');
  const description = descriptionSchema.safeParse(parseJson(text));
  if (!description.success) return;
  await parts.storage.sources.create(capture.source, {
    ...description.data,
    id: capture.source,
    state: 'paused',
    reason: 'found in the archive; leadline source resume goes on with it',
    lastTurnAt: null,
    lastSuccessAt: null,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
