import { beforeAll, describe, expect, it } from 'vitest';
import { documentId, writeAll } from '../../storage/elastic/bulk.ts';
import { aliasOf, bodyOf, createIndex, indexNames } from '../../storage/elastic/indices.ts';
import { elasticUrl } from '../servers/urls.ts';
import { withServer } from './elastic-server.ts';

beforeAll(elasticUrl);

const source = (id: string, more: object = {}): string => JSON.stringify({ key: id, version: 1, write: 'w', ...more });

describe('bulk writes', () => {
  it('say of each document whether it was written, stale or refused, and why', () =>
    withServer(async (elastic, prefix) => {
      const index = `${aliasOf(prefix, 'turns')}-1`;
      await elastic.ask((client) => client.indices.create({ index, ...bodyOf('turns') }));
      const long = `http://${'x'.repeat(600)}.onion/`;
      expect(
        await writeAll(elastic, [
          { index, id: 'a', revision: 1, source: source('a') },
          { index, id: 'b', revision: 1, source: source('b', { nowhere: 1 }) },
          { index, id: documentId(long), revision: 1, source: source(long) },
          { index, id: 'a', revision: 1, source: source('a') },
          { index, id: 'a', revision: 2, source: null },
          { index, id: 'c', revision: 2, source: null },
        ]),
      ).toEqual([
        { kind: 'written' },
        { kind: 'poison', status: 400, reason: expect.stringContaining('nowhere') },
        { kind: 'written' },
        { kind: 'stale' },
        { kind: 'written' },
        { kind: 'written' },
      ]);
    }));

  it('show in a search once the index was refreshed', () =>
    withServer(async (elastic, prefix) => {
      for (const name of indexNames)
        await elastic.ask((client) =>
          client.indices.create({
            index: `${aliasOf(prefix, name)}-1`,
            aliases: { [aliasOf(prefix, name)]: {} },
            ...bodyOf(name),
          }),
        );
      const index = createIndex(elastic, () => aliasOf(prefix, 'items'));
      await writeAll(elastic, [{ index: index.name, id: 'a', revision: 1, source: source('a') }]);
      index.touched();
      await index.refreshed();
      const { count } = await elastic.ask((client) => client.count({ index: index.name }));
      expect(count).toBe(1);
    }));
});
