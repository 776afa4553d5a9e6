import { DatabaseSync } from 'node:sqlite';
import type { SearchDocument } from '../../search/document.ts';
import { createItems } from '../../storage/sqlite/items.ts';
import { itemsContract } from '../contract/items.ts';
import { itemOf } from './items.ts';

/** Each document is first that of another item; `between` may ask for what is then changed. */
function written(
  all: readonly SearchDocument[],
  items: ReturnType<typeof createItems>,
  between: () => Promise<unknown> = async () => null,
) {
  for (const [index, each] of all.entries())
    items.writeItem(itemOf(each), { ...(all[all.length - 1 - index] ?? each), id: each.id }, 0);
  return between().then(() => {
    for (const each of all) items.writeItem(itemOf(each), each, 1);
    return items;
  });
}

itemsContract('sqlite', (all) => written(all, createItems(new DatabaseSync(':memory:'))));

itemsContract('sqlite, with frequent words in memory', (all) => {
  const items = createItems(new DatabaseSync(':memory:'), 0);
  return written(all, items, async () => {
    const tokens = new Set(all.flatMap(({ text }) => text.split(' ')).filter((token) => token !== ''));
    for (const token of [...tokens].slice(0, 200))
      for (const field of ['title', 'text'] as const)
        await items.count({ kind: 'words', field, tokens: [token], last: 'exact', slop: 0 });
  });
});
