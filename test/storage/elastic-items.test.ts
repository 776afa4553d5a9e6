import { afterAll } from 'vitest';
import { connect } from '../../storage/elastic/client.ts';
import { openElastic } from '../../storage/elastic/open.ts';
import { itemsContract } from '../contract/items.ts';
import { itemOf } from '../search/items.ts';
import { elasticUrl } from '../servers/urls.ts';
import { freshPrefix, sweep } from './elastic-server.ts';

const prefix = freshPrefix();
const closing: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const close of closing) await close();
  const elastic = connect({ node: await elasticUrl() });
  await sweep(elastic, prefix);
  await elastic.close();
});

itemsContract(
  'elasticsearch',
  async (all) => {
    const storage = await openElastic({ node: await elasticUrl(), prefix });
    closing.push(() => storage.close());
    await storage.commit(
      all.map((each, index) => {
        const document = { ...(all[all.length - 1 - index] ?? each), id: each.id };
        return { do: 'item', item: itemOf(each), document, expected: 0 };
      }),
    );
    await storage.commit(all.map((document) => ({ do: 'item', item: itemOf(document), document, expected: 1 })));
    return storage.items;
  },
  0.4,
);
