import type { Query } from '../../search/ast.ts';
import type { SearchDocument } from '../../search/document.ts';
import { rareFields } from '../../search/keywords.ts';
import { toSqlite } from '../../search/to-sqlite.ts';
import { withinOneEdit } from '../../search/words.ts';
import type { Columns } from './items-columns.ts';
import { type Memory, meeting, testOf } from './items-filter.ts';
import { createFrequentWords, type Selected, selected, type Test, type Words } from './items-words.ts';
import type { Statements } from './statements.ts';

/** The rows that meet queries. The last few answers are kept until the next write, since page, facets and histogram ask for the same set. */
export interface Sets {
  of(query: Query): Uint32Array;
  /** Those that have some words. */
  having(words: Words): Selected;
  written(n: number, document: SearchDocument): void;
  forget(): void;
}

const mostKept = 12;

/** The tokens of all items by their length; one that is no longer used does no harm. */
type Vocabulary = Map<number, Set<string>>;

function learn(vocabulary: Vocabulary, words: readonly string[]): void {
  for (const word of words) {
    const known = vocabulary.get(word.length) ?? new Set();
    vocabulary.set(word.length, known.add(word));
  }
}

function readVocabulary(statements: Statements): Vocabulary {
  const row = statements.get('SELECT json_group_array(term) AS list FROM item_vocabulary');
  const vocabulary: Vocabulary = new Map();
  learn(vocabulary, JSON.parse(String(row?.list)) as string[]); // a JSON array of text
  return vocabulary;
}

const isExcluded = (query: Query): query is Extract<Query, { kind: 'not' }> => query.kind === 'not';
const not =
  (test: Test): Test =>
  (n) =>
    !test(n);

/** What of a query is asked of the database, and what the columns in memory can decide. A keyword that few items have finds them at once. */
function divided(query: Query, memory: Memory) {
  const asked: Query[] = [];
  const tests: Test[] = [];
  for (const node of query.kind === 'and' ? query.nodes : [query]) {
    if (node.kind === 'all') continue;
    const isRare = node.kind === 'keyword' && !node.prefix && rareFields.includes(node.field);
    const test = isRare ? null : testOf(node, memory);
    if (test) tests.push(test);
    else asked.push(node);
  }
  return { asked, tests };
}

export function createSets(statements: Statements, columns: Columns, frequentFrom: number): Sets {
  const kept = new Map<string, Uint32Array>();
  let vocabulary: Vocabulary | null = null;
  let dataVersion: unknown = null;

  const lookUp = (token: string): readonly string[] => {
    vocabulary ??= readVocabulary(statements);
    // A sign outside the basic plane is two units long.
    const lengths = [-2, -1, 0, 1, 2].map((more) => token.length + more);
    return lengths.flatMap((length) =>
      [...(vocabulary?.get(length) ?? [])].filter((word) => withinOneEdit(token, word)),
    );
  };

  const ask = (query: Query): Uint32Array => {
    const { row, from, where, values } = toSqlite(query, lookUp);
    const sql = `SELECT json_group_array(${row}) AS list FROM ${from} WHERE ${where}`;
    return new Uint32Array(JSON.parse(String(statements.get(sql, ...values)?.list)) as number[]); // a JSON array of rows
  };
  const words = createFrequentWords(statements, {
    rowsOf: ask,
    count: () => columns.rows().length,
    from: frequentFrom,
  });
  const forget = (): void => {
    kept.clear();
    words.forget();
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
      const key = JSON.stringify(query);
      const known = kept.get(key);
      if (known) return known;
      const { asked, tests } = divided(query, { columns, words });
      const found = asked.every(isExcluded)
        ? meeting(columns.rows(), [...tests, ...asked.map(({ node }) => not(selected(ask(node)).test))])
        : meeting(ask({ kind: 'and', nodes: asked }), tests);
      for (const oldest of kept.size >= mostKept ? [...kept.keys()].slice(0, 1) : []) kept.delete(oldest);
      kept.set(key, found);
      return found;
    },
    having: (query) => {
      sync();
      return words.of(query) ?? selected(ask(query));
    },
    written: (n, document) => {
      kept.clear();
      words.written(n, document);
      if (vocabulary) learn(vocabulary, document.text.split(' ').concat(document.title.split(' ')));
    },
    forget,
  };
}
