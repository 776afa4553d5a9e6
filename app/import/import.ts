import type { Decider } from '../../alerts/decide.ts';
import type { Exchange } from '../../model/capture.ts';
import { errorText, LeadlineError } from '../../model/errors.ts';
import type { ItemKind } from '../../model/observation.ts';
import { type Source, sourceSchema } from '../../model/source.ts';
import { checkProfile, ingest } from '../ingest.ts';
import type { Parts } from '../parts.ts';
import { sourceFromArchive } from '../reextract.ts';
import { noteSource } from '../source-note.ts';
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

interface Target {
  readonly source: Source;
  /** Stores a new source, once there is something to keep under it: a mistyped path leaves nothing behind. */
  readonly keep: () => Promise<void>;
}

const nothing = async () => {};

/** The source that pages are taken in for. Throws `usage` for an id that cannot be one, and `profile-missing`. */
async function targetOf(parts: Parts, { source: id, profile }: ImportOptions): Promise<Target> {
  if (!sourceSchema.shape.id.safeParse(id).success)
    throw new LeadlineError('usage', `"${id}" cannot be the id of a source`, {
      hint: 'small letters, digits and dashes, such as halyard',
    });
  checkProfile(parts, { id, profile });
  const known = (await parts.storage.sources.get(id))?.value ?? null;
  if (known !== null && profile !== null && known.profile !== profile)
    throw new LeadlineError(
      'exists',
      `The source ${id} exists and is read with ${known.profile ?? 'no fixed profile'}`,
      {
        hint: 'leave --profile out, or give the pages another source',
      },
    );
  if (known !== null) return { source: known, keep: nothing };
  const source: Source = { ...sourceFromArchive(id), profile, state: 'active', reason: null };
  let kept = false;
  return {
    source,
    keep: async () => {
      if (!kept && (await parts.storage.sources.create(id, source))) await noteSource(parts, source);
      kept = true;
    },
  };
}

interface Tally {
  captures: number;
  known: number;
  readonly kinds: Record<ItemKind, Set<string>>;
  readonly problems: { file: string; reason: string }[];
}

async function take(
  parts: Parts,
  { source, keep }: Target,
  decider: Decider,
  file: string,
  exchange: Exchange,
  tally: Tally,
): Promise<void> {
  if (await parts.storage.captures.get(parts.archive.identify(exchange))) {
    tally.known += 1;
    return;
  }
  await keep();
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
  const target = await targetOf(parts, options);
  const rules = await decider();
  const tally: Tally = {
    captures: 0,
    known: 0,
    kinds: { listing: new Set(), vendor: new Set(), message: new Set() },
    problems: [],
  };
  for (const { path: file, problem, named } of filesBelow(paths)) {
    if (problem !== null) tally.problems.push({ file, reason: problem });
    if (problem !== null || (formatOf(file) === null && !named)) continue;
    try {
      for await (const exchange of exchangesOf(file, target.source.id, tool)) {
        if ('skipped' in exchange) tally.problems.push({ file, reason: exchange.skipped });
        else await take(parts, target, rules, file, exchange, tally);
        options.onPage?.(tally.captures + tally.known);
      }
    } catch (error) {
      if (error instanceof LeadlineError && ['disk-full', 'storage-corrupt', 'profile-missing'].includes(error.code))
        throw error;
      tally.problems.push({ file, reason: errorText(error) });
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
