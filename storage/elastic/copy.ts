import type { estypes } from '@elastic/elasticsearch';
import { type Operation, writeAll } from './bulk.ts';
import type { Elastic } from './client.ts';
import type { Stored } from './documents.ts';

/** A document that the server refuses for good, and why. */
export interface Letter {
  readonly index: string;
  readonly id: string;
  readonly status: number;
  readonly reason: string;
  readonly source: string;
}

export interface Copy {
  readonly elastic: Elastic;
  readonly from: string;
  readonly to: string;
  /** The document as the new index is to have it. */
  readonly transform: (source: Stored) => object;
  readonly onLetter: (letter: Letter) => Promise<void>;
}

const atOnce = 1_000;
const keepAlive = '5m';

type Hit = estypes.SearchHit<Stored>;

/** One write, told to `onLetter` when the server refuses it for good; its siblings are written all the same. */
export async function writeOrLetter(
  elastic: Elastic,
  operations: readonly Operation[],
  onLetter: Copy['onLetter'],
): Promise<number> {
  const outcomes = await writeAll(elastic, operations);
  let written = 0;
  for (const [at, outcome] of outcomes.entries()) {
    const operation = operations[at];
    if (outcome.kind === 'poison' && operation)
      await onLetter({ ...operation, status: outcome.status, reason: outcome.reason, source: operation.source ?? '' });
    else written += 1;
  }
  return written;
}

/** Every document of an index as it is at this moment, in the server's order; `after` leaves out what was written up to that sequence number. */
async function* hits({ elastic, from }: Copy, after: number): AsyncGenerator<readonly Hit[]> {
  const { id } = await elastic.ask((client) => client.openPointInTime({ index: from, keep_alive: keepAlive }));
  let pit = id;
  try {
    for (let last: estypes.SortResults | undefined; ; ) {
      const request: estypes.SearchRequest = {
        pit: { id: pit, keep_alive: keepAlive },
        query: { range: { _seq_no: { gt: after } } },
        sort: ['_shard_doc'],
        size: atOnce,
        version: true,
        seq_no_primary_term: true,
        track_total_hits: false,
        ...(last ? { search_after: last } : {}),
      };
      const answer = await elastic.ask((client) => client.search<Stored>(request));
      pit = answer.pit_id ?? pit;
      if (answer.hits.hits.length > 0) yield answer.hits.hits;
      last = answer.hits.hits.at(-1)?.sort;
      if (answer.hits.hits.length < atOnce || !last) return;
    }
  } finally {
    await elastic.ask((client) => client.closePointInTime({ id: pit })).catch(() => undefined);
  }
}

/**
 * Copies what was written to an index after a sequence number (-1: everything), with its revisions, so that a copy never overwrites what is newer.
 * Answers the highest sequence number that it met.
 */
export async function copyIndex(copy: Copy, after: number): Promise<number> {
  const { elastic, from, to, transform, onLetter } = copy;
  await elastic.ask((client) => client.indices.refresh({ index: from }));
  let highest = after;
  let writing: Promise<unknown> = Promise.resolve();
  try {
    for await (const page of hits(copy, after)) {
      const operations = page.flatMap(({ _id, _source, _version, _seq_no = -1 }) => {
        highest = Math.max(highest, _seq_no);
        if (_id === undefined || !_source || _version === undefined) return [];
        return [{ index: to, id: _id, revision: _version, source: JSON.stringify(transform(_source)) }];
      });
      await writing;
      writing = writeOrLetter(elastic, operations, onLetter);
      writing.catch(() => undefined); // it is awaited before the next page, or at the end
    }
  } finally {
    await writing;
  }
  return highest;
}
