import { urlIds } from '../crawler/canonical-url.ts';
import type { OnionMention } from '../extractors/onions.ts';
import type { Extraction } from '../extractors/types.ts';
import type { Candidate, Mention } from '../model/candidate.ts';
import type { Capture } from '../model/capture.ts';
import { idOf } from '../model/ids.ts';
import { onionLabel } from '../model/onion.ts';
import type { Source } from '../model/source.ts';
import type { Write } from '../storage/port.ts';
import type { Parts } from './parts.ts';

/** The onion host that an address stands for, without sub-domains; null for the rest of the web. */
export function onionOf(address: string): string | null {
  const label = onionLabel(URL.parse(address)?.hostname ?? '');
  return label === null ? null : `${label}.onion`;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a < b ? b : a);

/** A page mentions an address once, however often it is captured or read; the earliest capture is the evidence, whatever the order of reading. */
function mentionOf(source: Source, capture: Capture, onion: OnionMention, known: Mention | null): Mention | null {
  if (known && known.at <= capture.capturedAt) return null;
  const { address, context } = onion;
  const id = idOf('mention', urlIds(source)(capture.url), address);
  return { id, source: source.id, address, url: capture.url, capture: capture.id, at: capture.capturedAt, context };
}

function candidateOf(
  source: Source,
  capture: Capture,
  address: string,
  known: Candidate | null,
  isNew: boolean,
): Candidate {
  const day = capture.capturedAt.slice(0, 10);
  return {
    id: `${source.id}|${address}`,
    source: source.id,
    address,
    firstSeen: earlier(known?.firstSeen ?? capture.capturedAt, capture.capturedAt),
    lastDay: later(known?.lastDay ?? day, day),
    pages: (known?.pages ?? 0) + (isNew ? 1 : 0),
  };
}

async function writesOf(
  parts: Parts,
  source: Source,
  capture: Capture,
  onion: OnionMention,
): Promise<readonly Write[]> {
  const { storage } = parts;
  const page = idOf('mention', urlIds(source)(capture.url), onion.address);
  const before = (await storage.mentions.get(page))?.value ?? null;
  const known = (await storage.candidates.get(`${source.id}|${onion.address}`))?.value ?? null;
  const mention = mentionOf(source, capture, onion, before);
  const candidate = candidateOf(source, capture, onion.address, known, before === null);
  const isNews = known === null || JSON.stringify(known) !== JSON.stringify(candidate);
  return [
    ...(mention ? [{ do: 'put', collection: 'mentions', id: mention.id, value: mention } as const] : []),
    ...(isNews ? [{ do: 'put', collection: 'candidates', id: candidate.id, value: candidate } as const] : []),
  ];
}

/** What a page adds to the onion addresses that sources name. Its source's own addresses are none of them. */
export async function mentionWrites(
  parts: Parts,
  source: Source,
  capture: Capture,
  { onions = [] }: Extraction,
): Promise<readonly Write[]> {
  const own = new Set(source.addresses.map(onionOf));
  const writes: Write[] = [];
  for (const onion of onions)
    if (!own.has(onion.address)) writes.push(...(await writesOf(parts, source, capture, onion)));
  return writes;
}
