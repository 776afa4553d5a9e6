import type { estypes } from '@elastic/elasticsearch';
import { LeadlineError } from '../../model/errors.ts';
import { sha256 } from '../../model/ids.ts';
import type { CursorValue } from '../cursor.ts';
import { documentId } from './bulk.ts';
import type { Elastic } from './client.ts';
import { missingIndex } from './failure.ts';
import type { IndexName, Indices } from './indices.ts';

/** Every search has to have this: it leaves out the marks of records that were removed. */
export const notRemoved = { bool: { must_not: { exists: { field: 'removed' } } } } as const;

/** A document as it is stored; more fields stand beside these. */
export interface Stored {
  readonly key: string;
  readonly version: number;
  /** Commits that wrote it lately, newest first. */
  readonly write: readonly string[];
  readonly body?: object;
  readonly removed?: number;
}

/** What is stored under an id. `revision` counts every write of it, also removals; 0: never written. `source` is null when there is no record. */
export interface Seen {
  readonly revision: number;
  readonly source: Stored | null;
  readonly write: readonly string[];
}

export interface Reference {
  readonly name: IndexName;
  readonly id: string;
}
export const keyOf = ({ name, id }: Reference): string => `${name}\n${id}`;

export const nothing: Seen = { revision: 0, source: null, write: [] };
const atOnce = 2_000;

interface Got {
  readonly found?: boolean;
  readonly _version?: number;
  readonly _source?: Stored;
  readonly error?: { readonly type?: string; readonly reason?: string };
}

function seenOf(got: Got, withMarks: boolean): Seen {
  if (!got.found || !got._source) return nothing;
  const { _version: revision = 0, _source: source } = got;
  return { revision, source: source.removed === undefined || withMarks ? source : null, write: source.write };
}

type Request = NonNullable<estypes.MgetRequest['docs']>[number];

/** One answer a document. A server that has just started knows its indices before it can read them: it is asked again. Throws `storage-down` when that does not help. */
async function get(elastic: Elastic, docs: readonly Request[]): Promise<readonly Got[]> {
  const startedAt = elastic.clock.now();
  for (let attempt = 1; ; attempt++) {
    const answer = await elastic.ask((client) =>
      client.mget<Stored>({ docs: [...docs], filter_path: 'docs.found,docs._version,docs._source,docs.error' }),
    );
    const got = answer.docs as readonly Got[]; // the client's type has the two forms of an answer apart
    const failed = got.findIndex(({ error }) => error);
    if (failed === -1) return got;
    const { type, reason = 'no reason' } = got[failed]?.error ?? {};
    const index = docs[failed]?._index ?? '';
    if (type === 'index_not_found_exception') throw missingIndex(reason, index);
    if (!(await elastic.pause(attempt, startedAt)))
      throw new LeadlineError('storage-down', `Elasticsearch cannot read its index: ${reason}`, {
        where: index,
        hint: 'look at its log and its health; nothing that was saved is lost',
      });
  }
}

/** What is stored under each reference at this moment, in their order; without the records of commits, which may be long, unless `whole`. */
export async function readAll(
  elastic: Elastic,
  indices: Indices,
  references: readonly Reference[],
  whole = false,
): Promise<readonly Seen[]> {
  const all: Seen[] = [];
  for (let start = 0; start < references.length; start += atOnce) {
    const part = references.slice(start, start + atOnce);
    const docs = part.map(({ name, id }) => ({
      _index: indices[name].name,
      _id: documentId(id),
      ...(!whole && (name === 'leases' || name === 'commits') ? { _source: { excludes: ['record'] } } : {}),
    }));
    const answers = await get(elastic, docs);
    all.push(...answers.map((each, at) => seenOf(each, part[at]?.name === 'commits')));
  }
  return all;
}

const longestTerm = 8_000;

/**
 * The value of a field as it is searched: booleans are 0 and 1; a text longer than the server takes as one word is its beginning and a digest, so
 * that it can still be found by the whole.
 */
export function searched(value: CursorValue): string | number | null {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string' || Buffer.byteLength(value) <= longestTerm) return value;
  return `${value.slice(0, 1_000)} ${sha256(value)}`;
}
