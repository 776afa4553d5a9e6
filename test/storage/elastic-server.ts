import { randomBytes } from 'node:crypto';
import { connect, type Elastic } from '../../storage/elastic/client.ts';

/** The address of the server for tests. */
export function elasticUrl(): string {
  const url = process.env.ELASTIC_URL;
  if (!url)
    throw new Error('these tests need an Elasticsearch 9 server: set ELASTIC_URL, such as http://127.0.0.1:9200');
  return url;
}

/** A prefix that no other test uses. */
export const freshPrefix = (): string => `t${randomBytes(6).toString('hex')}`;

/** Removes every index of a prefix. */
export async function sweep(elastic: Elastic, prefix: string): Promise<void> {
  const found = await elastic.ask((client) => client.indices.get({ index: `${prefix}-*`, features: 'aliases' }));
  const names = Object.keys(found);
  if (names.length > 0) await elastic.ask((client) => client.indices.delete({ index: names }));
}

/** A connection for the time of a test, with a prefix whose indices are gone afterwards. */
export async function withServer(work: (elastic: Elastic, prefix: string) => Promise<void>): Promise<void> {
  const elastic = connect({ node: elasticUrl() });
  const prefix = freshPrefix();
  try {
    await work(elastic, prefix);
  } finally {
    await sweep(elastic, prefix);
    await elastic.close();
  }
}
