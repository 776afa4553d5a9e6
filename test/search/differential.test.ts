import { DatabaseSync } from 'node:sqlite';
import { createItems } from '../../storage/sqlite/items.ts';
import { itemsContract } from '../contract/items.ts';
import { itemOf } from './items.ts';

itemsContract('sqlite', async (all) => {
  const items = createItems(new DatabaseSync(':memory:'));
  for (const [index, each] of all.entries())
    items.writeItem(itemOf(each), { ...(all[all.length - 1 - index] ?? each), id: each.id }, 0);
  for (const each of all) items.writeItem(itemOf(each), each, 1);
  return items;
});
