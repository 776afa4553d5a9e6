import { afterAll, describe, expect, it } from 'vitest';
import { runDemo } from '../../app/demo/run.ts';
import { configSchema } from '../../config/schema.ts';
import type { Item } from '../../model/item.ts';
import { connect } from '../../storage/elastic/client.ts';
import { facetFields } from '../../storage/port.ts';
import { allItems, temporaryFolder } from '../app/harness.ts';
import { elasticUrl, redisUrl } from '../servers/urls.ts';
import { freshPrefix, sweep } from '../storage/elastic-server.ts';

const prefix = freshPrefix();
const folders = [temporaryFolder(), temporaryFolder()] as const;
afterAll(async () => {
  for (const folder of folders) folder.remove();
  const elastic = connect({ node: await elasticUrl() });
  await sweep(elastic, prefix);
  await elastic.close();
});

/** What an item says, without when in the hour it was read: which of two sites is read first is a matter of chance. */
function facts(text: string): string {
  const { kind, source, key, current, gone, prices } = JSON.parse(text) as Item;
  const steps = prices.map(({ price, unitPrice }) => [price, unitPrice]);
  return JSON.stringify([kind, source, key, gone === null, current, steps]);
}

describe('two weeks of the lab', () => {
  it('come out the same on the embedded store and on Elasticsearch, item for item', { timeout: 120_000 }, async () => {
    const { elastic, redis } = configSchema.parse({});
    const store = {
      storage: 'distributed' as const,
      elastic: { ...elastic, node: await elasticUrl(), prefix },
      redis: { ...redis, url: await redisUrl() },
    };
    const run = async (data: string, more: object) => {
      // Sources draw their lots side by side, so that which of them draws which number is a matter of chance: here all numbers are one.
      const random = () => 0.5;
      const { summary, opened, close } = await runDemo({ data, weeks: 2, seed: 4, size: 'small', random, ...more });
      const items = (await allItems(opened)).map(facts).sort();
      const { total, facets } = await opened.leadline.search({ query: 'mdma OR ketamine', facets: [...facetFields] });
      await opened.parts.storage.check();
      await close();
      const { seconds: _, requests, captures, ...counts } = summary;
      expect(Object.keys(requests)).toEqual(['GET']);
      expect(captures).toBeGreaterThan(100);
      return { counts, items, asked: { total, facets } };
    };
    const embedded = await run(folders[0].path, {});
    const distributed = await run(folders[1].path, { store });
    expect(distributed.counts).toEqual(embedded.counts);
    expect(distributed.items.filter((item, at) => item !== embedded.items[at])).toEqual([]);
    expect(distributed.items.length).toBe(embedded.items.length);
    expect(distributed.asked).toEqual(embedded.asked);
    expect(embedded.items.length).toBeGreaterThan(100);
  });
});
