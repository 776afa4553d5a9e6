import { LeadlineError } from '../../model/errors.ts';
import { sha256 } from '../../model/ids.ts';
import type { Elastic } from './client.ts';
import { isPassingStatus, missingIndex, unwritable } from './failure.ts';
import { isAlias } from './indices.ts';

const longestId = 512;

/** The server's own id of a record: the id, or its digest where it is longer than the server takes. */
export const documentId = (id: string): string =>
  id === '' || id.startsWith('sha256:') || Buffer.byteLength(id) > longestId ? `sha256:${sha256(id)}` : id;

/**
 * One document to be written, or removed when `source` is null. `revision` has to be higher than the stored one, which then becomes it; so who
 * read revision 4 and writes 5 is refused when anybody else wrote meanwhile. Revision 1 is written only where nothing is. Unlike the server's
 * sequence numbers, revisions outlive the move to another index.
 */
export interface Operation {
  readonly index: string;
  /** The server's own; see documentId. */
  readonly id: string;
  readonly revision: number;
  /** As JSON. */
  readonly source: string | null;
}

/** What became of one operation. `stale`: the stored revision was not lower. `poison`: the document itself is refused, for ever. */
export type Outcome =
  | { readonly kind: 'written' | 'stale' }
  | { readonly kind: 'poison'; readonly status: number; readonly reason: string };

const bytesAtOnce = 8 << 20;
const operationsAtOnce = 5_000;

function head({ index, id, revision, source }: Operation): string {
  // A name whose index is gone must not make the server invent one without our mapping.
  const place = { _index: index, _id: id, require_alias: isAlias(index) };
  if (source !== null && revision === 1) return JSON.stringify({ create: place });
  const target = { ...place, version: revision, version_type: 'external' };
  return JSON.stringify(source === null ? { delete: target } : { index: target });
}

/** Parts that each fit into one request. */
function* parts(operations: readonly Operation[]): Generator<readonly number[]> {
  let part: number[] = [];
  let bytes = 0;
  for (const [at, { source }] of operations.entries()) {
    const size = (source?.length ?? 0) + 200;
    if (part.length > 0 && (bytes + size > bytesAtOnce || part.length === operationsAtOnce)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(at);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

interface Answer {
  readonly status: number;
  readonly error?: { readonly reason?: string | null; readonly caused_by?: { readonly reason?: string | null } };
}

const reasonOf = ({ error }: Answer): string => [error?.reason, error?.caused_by?.reason].filter(Boolean).join(': ');

function outcomeOf(answer: Answer, index: string): Outcome | 'again' {
  // What was to be removed and is not there is found missing without an error.
  if (answer.status < 300 || !answer.error) return { kind: 'written' };
  if (answer.status === 409) return { kind: 'stale' };
  const reason = reasonOf(answer);
  if (isPassingStatus(answer.status, reason)) return 'again';
  if (answer.status === 404) throw missingIndex(reason, index);
  if (/blocked by:/.test(reason)) throw unwritable(reason, index);
  return { kind: 'poison', status: answer.status, reason };
}

async function send(elastic: Elastic, operations: readonly Operation[]): Promise<readonly (Outcome | 'again')[]> {
  const lines = operations.flatMap((each) => (each.source === null ? [head(each)] : [head(each), each.source]));
  const { items } = await elastic.ask((client) =>
    client.bulk({ operations: lines, filter_path: 'errors,items.*.status,items.*.error' }),
  );
  return operations.map(({ index }, at) => {
    const answer = Object.values(items[at] ?? {})[0];
    if (!answer) throw new LeadlineError('storage-down', 'Elasticsearch answered for fewer documents than were sent');
    return outcomeOf(answer as Answer, index); // the client's type has more forms of a reason
  });
}

/**
 * Writes all operations and says what became of each, in order. What the server has no room for at the moment is sent again with growing pauses.
 * Throws `storage-down` when that does not help; then any of them may have been written.
 */
export async function writeAll(elastic: Elastic, operations: readonly Operation[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = new Array(operations.length);
  for (const part of parts(operations)) {
    let open = part;
    const startedAt = elastic.clock.now();
    for (let attempt = 1; ; attempt++) {
      const answers = await send(
        elastic,
        open.flatMap((at) => operations[at] ?? []),
      );
      const again: number[] = [];
      for (const [n, answer] of answers.entries()) {
        const at = open[n] ?? 0;
        if (answer === 'again') again.push(at);
        else outcomes[at] = answer;
      }
      open = again;
      if (open.length === 0) break;
      if (!(await elastic.pause(attempt, startedAt)))
        throw new LeadlineError('storage-down', `Elasticsearch has no room for ${open.length} documents`, {
          hint: 'it is overloaded; start fewer workers or give it more memory',
        });
    }
  }
  return outcomes;
}
