import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDemo } from '../../app/demo/run.ts';
import { migrate } from '../../app/migrate.ts';
import { open } from '../../app/open.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { realClock } from '../../model/clock.ts';
import { connect } from '../../storage/elastic/client.ts';
import { facetFields } from '../../storage/port.ts';
import { allItems, temporaryFolder, testConfig } from '../app/harness.ts';
import { elasticUrl, redisUrl } from '../servers/urls.ts';
import { freshPrefix, sweep } from '../storage/elastic-server.ts';

const prefix = freshPrefix();
const [first, second] = [temporaryFolder(), temporaryFolder()];
let config: (data: string, storage: LoadedConfig['storage']) => LoadedConfig;

beforeAll(async () => {
  const [node, url] = [await elasticUrl(), await redisUrl()];
  config = (data, storage) => {
    const base = testConfig(data, null);
    return { ...base, storage, elastic: { ...base.elastic, node, prefix }, redis: { ...base.redis, url } };
  };
  await (await runDemo({ data: first.path, weeks: 1, seed: 7, size: 'small' })).close();
});
afterAll(async () => {
  for (const folder of [first, second]) folder.remove();
  const elastic = connect({ node: await elasticUrl() });
  await sweep(elastic, prefix);
  await elastic.close();
});

async function answers(data: string, storage: LoadedConfig['storage']) {
  const opened = await open({ config: config(data, storage), clock: realClock, readOnly: true, reading: 'direct' });
  const search = await opened.leadline.search({
    query: 'mdma OR class:opioid',
    sort: 'seen',
    facets: [...facetFields],
  });
  const alerts = await opened.leadline.alerts({ limit: 100 });
  const plans: (number | null)[] = [];
  for await (const { id } of opened.parts.storage.sources.each())
    plans.push(await opened.parts.storage.leases.planned(id));
  const items = await allItems(opened);
  await opened.close();
  return { search, alerts, plans, items };
}

describe('a migration', () => {
  it('there and back leaves every record, plan and answer as it was', { timeout: 120_000 }, async () => {
    const before = await answers(first.path, 'embedded');
    const there = await migrate({ config: config(first.path, 'embedded'), to: 'distributed' });
    expect(await answers(first.path, 'distributed')).toEqual(before);
    const back = await migrate({ config: config(second.path, 'distributed'), to: 'embedded' });
    expect(back.copied).toEqual(there.copied);
    expect(await answers(second.path, 'embedded')).toEqual(before);
    expect(before.items.length).toBeGreaterThan(50);
  });

  it('into a store that holds something is refused; one that was cut short begins anew', {
    timeout: 60_000,
  }, async () => {
    await expect(migrate({ config: config(first.path, 'embedded'), to: 'distributed' })).rejects.toMatchObject({
      code: 'exists',
    });
    const dry = await migrate({ config: config(first.path, 'embedded'), to: 'distributed', dryRun: true });
    const stop = new AbortController();
    writeFileSync(join(first.path, 'migrating'), 'distributed\n');
    const cut = migrate({
      config: config(first.path, 'embedded'),
      to: 'distributed',
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(cut).rejects.toThrow();
    await expect(
      open({ config: config(first.path, 'distributed'), clock: realClock, reading: 'direct' }),
    ).rejects.toMatchObject({ code: 'conflict', hint: expect.stringContaining('migrate --to distributed again') });
    const again = await migrate({ config: config(first.path, 'embedded'), to: 'distributed' });
    expect(again.copied).toEqual(dry.copied);
  });
});
