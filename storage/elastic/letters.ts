import { documentId, writeAll } from './bulk.ts';
import type { Letter } from './copy.ts';
import type { Stored } from './documents.ts';
import type { Ground } from './redo.ts';

const most = 1_000;
const longestReason = 2_000;

/** Records that the server refused for good in a bulk load or a migration, kept with the reason until somebody looks at them. */
export const createLetters = ({ elastic, indices }: Ground, name: () => string) => ({
  put: async ({ index, id, status, reason, source }: Letter): Promise<void> => {
    const key = name();
    const said = reason.slice(0, longestReason);
    const head = { key, version: 1, write: [key], at: elastic.clock.now() };
    const document = { ...head, index, id: documentId(id), status, reason: said, body: { source } };
    await writeAll(elastic, [{ index: indices.letters.name, id: key, revision: 1, source: JSON.stringify(document) }]);
    indices.letters.touched();
  },
  /** The newest ones. */
  list: async (): Promise<readonly Letter[]> => {
    await indices.letters.refreshed();
    const { hits } = await elastic.ask((client) =>
      client.search<Stored & Letter & { readonly body: { readonly source: string } }>({
        index: indices.letters.name,
        sort: [{ at: 'desc' }, { key: 'desc' }],
        size: most,
      }),
    );
    return hits.hits.flatMap(({ _source }) => {
      if (!_source) return [];
      const { index, id, status, reason, body } = _source;
      return [{ index, id, status, reason, source: body.source }];
    });
  },
});
