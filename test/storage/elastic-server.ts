import { randomBytes } from 'node:crypto';
import { connect, type Elastic } from '../../storage/elastic/client.ts';
import { elasticUrl } from '../servers/urls.ts';

/** A prefix that no other test uses. */
export const freshPrefix = (): string => `t${randomBytes(6).toString('hex')}`;

/** Removes every index of a prefix. */
export async function sweep(elastic: Elastic, prefix: string): Promise<void> {
  const found = await elastic.ask((client) => client.indices.get({ index: `${prefix}-*`, features: 'aliases' }));
  const names = Object.keys(found);
  if (names.length > 0) await elastic.ask((client) => client.indices.delete({ index: names }));
}

/** Removes every document of a prefix, which is much faster than making its indices anew. */
export async function empty(elastic: Elastic, prefix: string): Promise<void> {
  const index = `${prefix}-*`;
  await elastic.ask((client) => client.indices.refresh({ index }));
  for (;;) {
    const { hits } = await elastic.ask((client) => client.search({ index, size: 5_000, _source: false }));
    if (hits.hits.length === 0) return;
    const operations = hits.hits.map(({ _index, _id }) => ({ delete: { _index, _id: _id ?? '' } }));
    await elastic.ask((client) => client.bulk({ operations, refresh: true }));
  }
}

/** A connection for the time of a test, with a prefix whose indices are gone afterwards. */
export async function withServer(work: (elastic: Elastic, prefix: string) => Promise<void>): Promise<void> {
  const elastic = connect({ node: await elasticUrl() });
  const prefix = freshPrefix();
  try {
    await work(elastic, prefix);
  } finally {
    await sweep(elastic, prefix);
    await elastic.close();
  }
}
