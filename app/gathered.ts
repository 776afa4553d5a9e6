import type { Item } from '../model/item.ts';
import type { Collection, Lease, Version } from '../model/ports.ts';
import type { SearchDocument } from '../search/document.ts';
import type { CollectionName, Storage, Write } from '../storage/port.ts';

/** Writes of several pages that are committed together, and a store that already shows them. */
export interface Gathered {
  /**
   * Shows single records and items as they will be; whatever else is asked of them is asked after what was gathered so far is written. Its `commit` only
   * gathers. Collections that no page reads while it is recorded are shown as they are stored.
   */
  readonly storage: Storage;
  /** Commits everything at once. Throws what the store's own commit throws. */
  flush(): Promise<void>;
}

interface PendingItem {
  readonly item: Item;
  readonly document: SearchDocument;
  readonly expected: Version;
}

const keyOf = (write: Write): string =>
  write.do === 'item' ? `item ${write.item.id}` : `${write.collection} ${write.id}`;

/** The last state of a record is the one that is written, at its place in the order; of those created twice the first. */
function put(pending: Map<string, Write>, write: Write): void {
  const key = keyOf(write);
  const before = pending.get(key);
  if (write.do === 'create' && before) return;
  pending.delete(key);
  // The store still has the version that the first of the writes expected.
  pending.set(key, write.do === 'item' && before?.do === 'item' ? { ...write, expected: before.expected } : write);
}

/** `lease`: the right under which all of it is written; `also`: further writes for the same commit, asked for when it is made. */
export function gather(storage: Storage, lease: () => Promise<Lease>, also: () => readonly Write[]): Gathered {
  const pending = new Map<string, Write>();
  const flush = async (): Promise<void> => {
    const writes = [...pending.values(), ...also()];
    pending.clear();
    if (writes.length > 0) await storage.commit(writes, await lease());
  };
  const itemAt = (id: string): PendingItem | null => {
    const write = pending.get(`item ${id}`);
    return write?.do === 'item' ? write : null;
  };
  function showing<T>(name: CollectionName, collection: Collection<T>): Collection<T> {
    const isTouched = () => [...pending.keys()].some((key) => key.startsWith(`${name} `));
    const settled = async () => (isTouched() ? flush() : undefined);
    return {
      ...collection,
      async get(id) {
        const write = pending.get(`${name} ${id}`);
        const stored = write?.do === 'put' ? null : await collection.get(id);
        if (stored || write === undefined || write.do === 'remove' || write.do === 'item') return stored;
        return { value: write.value as T, version: 0 }; // a collection's writes hold its own records
      },
      find: (find) => settled().then(() => collection.find(find)),
      count: (where) => settled().then(() => collection.count(where)),
      async *each(where) {
        await settled();
        yield* collection.each(where);
      },
    };
  }
  const shown: Storage = {
    ...storage,
    observations: showing('observations', storage.observations),
    sightings: showing('sightings', storage.sightings),
    mentions: showing('mentions', storage.mentions),
    candidates: showing('candidates', storage.candidates),
    mirrors: showing('mirrors', storage.mirrors),
    items: {
      ...storage.items,
      async get(id) {
        const known = itemAt(id);
        return known ? { item: known.item, version: known.expected } : storage.items.get(id);
      },
      document: async (id) => itemAt(id)?.document ?? storage.items.document(id),
    },
    async commit(writes) {
      for (const write of writes) put(pending, write);
      return writes.map(() => true);
    },
  };
  return { storage: shown, flush };
}
