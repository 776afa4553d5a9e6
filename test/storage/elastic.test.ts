import { afterAll, beforeAll } from 'vitest';
import { connect } from '../../storage/elastic/client.ts';
import { openElastic } from '../../storage/elastic/open.ts';
import { collectionContract } from '../contract/collection.ts';
import { commitContract } from '../contract/commit.ts';
import { turnsContract } from '../contract/turns.ts';
import { elasticUrl } from '../servers/urls.ts';
import { empty, freshPrefix, sweep } from './elastic-server.ts';

const prefix = freshPrefix();
const elastic = { current: connect({ node: 'http://127.0.0.1:1' }) };

beforeAll(async () => {
  elastic.current = connect({ node: await elasticUrl() });
});
afterAll(async () => {
  await sweep(elastic.current, prefix);
  await elastic.current.close();
});

const open = async () => {
  await empty(elastic.current, prefix);
  return openElastic({ node: await elasticUrl(), prefix });
};

const cases = 12;
collectionContract('elasticsearch', open, cases);
commitContract('elasticsearch', open);
turnsContract('elasticsearch', open, cases);
