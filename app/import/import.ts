import type { Decider } from '../../alerts/decide.ts';
import type { Exchange } from '../../model/capture.ts';
import { LeadlineError } from '../../model/errors.ts';
import { captureId, sha256 } from '../../model/ids.ts';
import type { ItemKind } from '../../model/observation.ts';
import type { Source } from '../../model/source.ts';
import { ingest } from '../ingest.ts';
import type { Parts } from '../parts.ts';
import { sourceFromArchive } from '../reextract.ts';
import { exchangesOf } from './exchanges.ts';
import { filesBelow, formatOf } from './files.ts';

export interface ImportOptions {
  readonly source: string;
  readonly profile: string | null;
  readonly onPage?: (done: number) => void;
}

export interface ImportReport {
  readonly captures: number;
  /** Captures that were in the archive already. */
  readonly known: number;
  readonly listings: number;
  readonly vendors: number;
  readonly messages: number;
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

async function importSource(parts: Parts, options: ImportOptions): Promise<Source> {
  const known = await parts.storage.sources.get(options.source);
  if (known) return known.value;
  const source: Source = {
    ...sourceFromArchive(options.source),
    profile: options.profile,
    state: 'active',
    reason: null,
  };
  await parts.storage.sources.create(source.id, source);
  return source;
}

interface Tally {
  captures: number;
  known: number;
  readonly kinds: Record<ItemKind, Set<string>>;
  readonly problems: { file: string; reason: string }[];
}

const isKnown = async (parts: Parts, exchange: Exchange): Promise<boolean> =>
  (await parts.storage.captures.get(
    captureId(exchange.source, exchange.url, exchange.at, sha256(exchange.response.body)),
  )) !== null;

async function take(
  parts: Parts,
  source: Source,
  decider: Decider,
  file: string,
  exchange: Exchange,
  tally: Tally,
): Promise<void> {
  if (await isKnown(parts, exchange)) {
    tally.known += 1;
    return;
  }
  const capture = await parts.archive.append(exchange);
  const done = await ingest(parts, source, capture, { decider });
  tally.captures += 1;
  for (const draft of done.extraction?.drafts ?? []) tally.kinds[draft.kind].add(draft.key);
  for (const issue of done.extraction?.issues ?? []) tally.problems.push({ file, reason: issue.message });
  if (done.state === 'quarantined') tally.problems.push({ file, reason: `quarantined: ${done.reason}` });
}

/** Archives and reads files of any supported format. One that cannot be read is reported and does not stop the others. */
export async function importPaths(
  parts: Parts,
  decider: () => Promise<Decider>,
  paths: readonly string[],
  options: ImportOptions,
  tool: string,
): Promise<ImportReport> {
  const source = await importSource(parts, options);
  const rules = await decider();
  const tally: Tally = {
    captures: 0,
    known: 0,
    kinds: { listing: new Set(), vendor: new Set(), message: new Set() },
    problems: [],
  };
  for (const file of filesBelow(paths)) {
    if (formatOf(file) === null && !paths.includes(file)) continue;
    try {
      for await (const exchange of exchangesOf(file, source.id, tool)) {
        if ('skipped' in exchange) tally.problems.push({ file, reason: exchange.skipped });
        else await take(parts, source, rules, file, exchange, tally);
        options.onPage?.(tally.captures + tally.known);
      }
    } catch (error) {
      if (error instanceof LeadlineError && ['disk-full', 'storage-corrupt', 'profile-missing'].includes(error.code))
        throw error;
      tally.problems.push({ file, reason: (error as Error).message });
    }
  }
  const { captures, known, kinds, problems } = tally;
  return {
    captures,
    known,
    listings: kinds.listing.size,
    vendors: kinds.vendor.size,
    messages: kinds.message.size,
    problems,
  };
}
