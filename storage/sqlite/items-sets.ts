import type { Query } from '../../search/ast.ts';
import type { SearchDocument } from '../../search/document.ts';
import { toSqlite } from '../../search/to-sqlite.ts';
import { withinOneEdit } from '../../search/words.ts';
import type { Columns } from './items-columns.ts';
import type { Statements } from './statements.ts';

/** The rows that meet queries. The last few answers are kept until the next write, since page, facets and histogram ask for the same set. */
export interface Sets {
  of(query: Query): Uint32Array;
  written(document: SearchDocument): void;
  forget(): void;
}

const mostKept = 12;

export function createSets(statements: Statements, columns: Columns): Sets {
  const kept = new Map<string, Uint32Array>();
  let vocabulary: Set<string> | null = null;
  let dataVersion: unknown = null;

  const words = (): Set<string> => {
    if (vocabulary) return vocabulary;
    const row = statements.get('SELECT json_group_array(term) AS list FROM item_vocabulary');
    vocabulary = new Set(JSON.parse(String(row?.list)) as string[]); // a JSON array of text
    return vocabulary;
  };
  const lookUp = (token: string): readonly string[] => [...words()].filter((word) => withinOneEdit(token, word));

  const forget = (): void => {
    kept.clear();
    vocabulary = null;
  };
  /** Another process that writes is noticed by the version of the file. */
  const sync = (): void => {
    const version = statements.get('PRAGMA data_version')?.data_version;
    if (dataVersion !== null && version !== dataVersion) {
      forget();
      columns.forget();
    }
    dataVersion = version;
    columns.sync();
  };
  return {
    of: (query) => {
      sync();
      const { row, from, where, values } = toSqlite(query, lookUp);
      const sql = `SELECT json_group_array(${row}) AS list FROM ${from} WHERE ${where}`;
      const key = JSON.stringify([sql, values]);
      const known = kept.get(key);
      if (known) return known;
      const found = Uint32Array.from(JSON.parse(String(statements.get(sql, ...values)?.list)) as number[]); // a JSON array of rows
      for (const oldest of kept.size >= mostKept ? [...kept.keys()].slice(0, 1) : []) kept.delete(oldest);
      kept.set(key, found);
      return found;
    },
    written: (document) => {
      kept.clear();
      for (const token of vocabulary ? document.text.split(' ').concat(document.title.split(' ')) : [])
        vocabulary?.add(token);
    },
    forget,
  };
}
