import type { estypes } from '@elastic/elasticsearch';
import { LeadlineError } from '../../model/errors.ts';
import { sha256 } from '../../model/ids.ts';
import { collectionNames, collections, type Declaration } from '../collections.ts';
import type { CollectionName } from '../port.ts';
import type { Elastic } from './client.ts';
import { itemProperties } from './items-mapping.ts';
import { refreshInterval } from './refreshing.ts';

const privateNames = ['leases', 'commits', 'processes', 'letters'] as const;
/** What is stored in an index of its own: the collections, the items, and what this store needs for itself. */
export type IndexName = CollectionName | 'items' | (typeof privateNames)[number];
export const indexNames: readonly IndexName[] = [...collectionNames, 'items', ...privateNames];

/** Grows with every change that an older Leadline cannot work with; what can be derived again is moved into the new form at open. */
export const format = 1;

/**
 * One index as this process sees it. Gets by id always see every write; a search sees writes of other processes within a second, and those of
 * this process once `refreshed` has ended.
 */
export interface Index {
  /** To be read anew for each request: within `atomically` it is another one than before. */
  readonly name: string;
  /** To be called after each write, so that the next search waits for it to show. */
  touched(): void;
  refreshed(): Promise<void>;
}

export type Indices = Readonly<Record<IndexName, Index>>;

const keyword = { type: 'keyword' } as const;
const unsearched = { type: 'keyword', index: false, doc_values: false } as const;
const long = { type: 'long', coerce: false } as const;
const types = { text: keyword, integer: long, boolean: long, real: { type: 'double', coerce: false } } as const;
type Properties = Readonly<Record<string, estypes.MappingProperty>>;

/** `key` is the id, also where it is too long for the server's `_id`; `write` are the commits that wrote it lately, newest first. */
const everyDocument: Properties = {
  key: keyword,
  version: { type: 'long', index: false, doc_values: false },
  write: unsearched,
  /** When the record was removed, until the mark of that is swept away. */
  removed: long,
  body: { type: 'object', enabled: false },
};

const privateProperties: Readonly<Record<(typeof privateNames)[number], Properties>> = {
  leases: {
    dueAt: long,
    planned: long,
    epoch: long,
    until: long,
    pending: keyword,
    refused: unsearched,
    undone: unsearched,
    record: { type: 'binary' },
  },
  commits: { at: long, refused: unsearched, record: { type: 'binary' } },
  processes: { host: keyword, pid: long, born: long, at: long },
  letters: { at: long, index: keyword, id: keyword, status: long, reason: unsearched },
};

const declared = ({ fields }: Pick<Declaration<unknown>, 'fields'>): Properties => ({
  fields: { properties: Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, types[type]])) },
});

export const isPrivate = (name: IndexName): name is (typeof privateNames)[number] =>
  privateNames.some((each) => each === name);

/** The fields of an index beside those of its records' bodies. */
export function propertiesOf(name: IndexName): Properties {
  if (name === 'items') return { ...everyDocument, ...itemProperties };
  return { ...everyDocument, ...(isPrivate(name) ? privateProperties[name] : declared(collections[name])) };
}

/** What a mapping is, in one word: two indices of one shape hold the same fields in the same way. */
export const shapeOf = (name: IndexName): string => sha256(JSON.stringify(propertiesOf(name))).slice(0, 16);

/** What Leadline notes on each index. `owner` is the process that fills one which nobody else sees yet. */
export interface Mark {
  readonly format: number;
  readonly shape: string;
  readonly owner?: string;
}

/** Settings and mapping of a new index. A second node of the server gets a copy of everything by itself. */
export const bodyOf = (name: IndexName, owner?: string) => ({
  settings: { number_of_shards: 1, auto_expand_replicas: '0-1', refresh_interval: refreshInterval },
  mappings: {
    dynamic: 'strict' as const,
    _meta: { leadline: { format, shape: shapeOf(name), ...(owner === undefined ? {} : { owner }) } satisfies Mark },
    properties: propertiesOf(name),
  },
});

/** Under which name an index is always found; the index itself has a number after it. */
export function aliasOf(prefix: string, name: IndexName): string {
  if (!/^[a-z][a-z0-9_]{0,60}$/.test(prefix))
    throw new LeadlineError('config-invalid', `"${prefix}" cannot be the prefix of indices`, {
      hint: 'use lower-case letters, digits and _, beginning with a letter, such as "leadline"',
    });
  return `${prefix}-${name}`;
}

/** Whether this is the name that leads to an index, and not an index itself. */
export const isAlias = (index: string): boolean => index.split('-').length === 2;

/** An index under a name that may change. Refreshes are shared: who comes while one runs that began after his write waits for it. */
export function createIndex(elastic: Elastic, nameOf: () => string): Index {
  // What was written before this process came is to be seen by its first search.
  let dirty = true;
  let running: Promise<void> | null = null;
  const refresh = async (): Promise<void> => {
    dirty = false;
    try {
      await elastic.ask((client) => client.indices.refresh({ index: nameOf() }));
    } catch (error) {
      dirty = true;
      throw error;
    }
  };
  return {
    get name() {
      return nameOf();
    },
    touched: () => {
      dirty = true;
    },
    refreshed: async () => {
      if (dirty) {
        const mine: Promise<void> = refresh().finally(() => {
          if (running === mine) running = null;
        });
        running = mine;
      }
      await running;
    },
  };
}
