import { errorText } from '../../model/errors.ts';
import { documentId, type Operation } from './bulk.ts';
import { type Copy, writeOrLetter } from './copy.ts';
import { keyOf, nothing, type Reference, readAll } from './documents.ts';
import { check, type Intent, plan, referenceOf } from './plan.ts';
import type { Ground } from './redo.ts';
import { seldomRefreshed } from './refreshing.ts';

const atOnce = 2_000;
const inFlight = 3;

interface Loaded {
  readonly written: number;
  /** Records that were put aside, with the reason. */
  readonly refused: number;
}

/**
 * Writes very many records without the promise of a commit: each stands for itself, an item replaces whatever is there, and a record that cannot be
 * stored is put aside with the reason while its siblings go on. Holds a few batches at a time.
 */
export async function loadAll(
  ground: Ground,
  name: () => string,
  writes: AsyncIterable<Intent> | Iterable<Intent>,
  onLetter: Copy['onLetter'],
): Promise<Loaded> {
  const { elastic, indices } = ground;
  let written = 0;
  let refused = 0;
  const seldom = seldomRefreshed(elastic);

  async function checked(batch: readonly Intent[]): Promise<ReturnType<typeof check>> {
    const good: ReturnType<typeof check>[number][] = [];
    for (const intent of batch) {
      try {
        good.push(...check([intent]));
      } catch (error) {
        refused += 1;
        const { name: index, id } = referenceOf(intent);
        const reason = errorText(error);
        const value = intent.do === 'item' ? intent.item : 'value' in intent ? intent.value : null;
        await onLetter({ index: indices[index].name, id, status: 0, reason, source: JSON.stringify(value) ?? '' });
      }
    }
    return good;
  }

  async function write(batch: readonly Intent[]): Promise<void> {
    const good = await checked(batch);
    const references: readonly Reference[] = [
      ...new Map(good.map(({ reference }) => [keyOf(reference), reference])).values(),
    ];
    const seen = await readAll(elastic, indices, references);
    const stored = new Map(references.map((each, at) => [keyOf(each), seen[at] ?? nothing]));
    const anyVersion = good.map((each) => {
      const { intent, reference } = each;
      const expected = stored.get(keyOf(reference))?.source?.version ?? 0;
      return intent.do === 'item' ? { ...each, intent: { ...intent, expected } } : each;
    });
    const { changes } = plan(anyVersion, stored, name());
    const operations: readonly Operation[] = changes.map(({ name: index, id, revision, source }) => ({
      index: indices[index].name,
      id: documentId(id),
      revision,
      source,
    }));
    if (batch.length === atOnce)
      await Promise.all([...new Set(operations.map(({ index }) => index))].map(seldom.begin));
    const kept = await writeOrLetter(elastic, operations, onLetter);
    written += kept;
    refused += operations.length - kept;
    for (const { name: index } of changes) indices[index].touched();
  }

  const running = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | null = null;
  const start = (batch: readonly Intent[]): void => {
    const work: Promise<void> = write(batch)
      .catch((error) => {
        failed ??= { error };
      })
      .finally(() => running.delete(work));
    running.add(work);
  };
  try {
    let batch: Intent[] = [];
    for await (const each of writes) {
      batch.push(each);
      if (batch.length < atOnce) continue;
      start(batch);
      batch = [];
      if (running.size >= inFlight) await Promise.race(running);
      if (failed) break;
    }
    if (batch.length > 0 && !failed) start(batch);
  } finally {
    await Promise.all(running);
    await seldom.end();
  }
  if (failed) throw (failed as { readonly error: unknown }).error; // narrowed away, since only a callback sets it
  return { written, refused };
}
