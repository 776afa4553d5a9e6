import { errors } from '@elastic/elasticsearch';
import { LeadlineError } from '../../model/errors.ts';
import type { Item } from '../../model/item.ts';
import type { SearchDocument } from '../../search/document.ts';
import { collections } from '../collections.ts';
import type { Elastic } from './client.ts';
import { type Copy, copyIndex } from './copy.ts';
import type { Stored } from './documents.ts';
import {
  aliasOf,
  bodyOf,
  format,
  type IndexName,
  indexNames,
  isPrivate,
  type Mark,
  propertiesOf,
  shapeOf,
} from './indices.ts';
import { itemDocument } from './items-document.ts';
import { derived } from './plan.ts';
import { behind, drop, putInPlace } from './shadows.ts';

const oldestServer = 9;
const lookMs = 300;

/** Throws `storage-version` when the server is older than Leadline can use. */
export async function checkServer(elastic: Elastic): Promise<void> {
  const answer = await elastic
    .ask((client) => client.nodes.info({ node_id: '_local', filter_path: 'nodes.*.version' }))
    .catch((error) => {
      if (error instanceof LeadlineError && error.code === 'storage-denied' && error.message.includes('forbids'))
        return null;
      throw error; // only the question for the version may be forbidden
    });
  const version = Object.values(answer?.nodes ?? {})[0]?.version;
  if (version === undefined || Number.parseInt(version, 10) >= oldestServer) return;
  throw new LeadlineError(
    'storage-version',
    `The server is Elasticsearch ${version}; Leadline needs ${oldestServer} or newer`,
    {
      hint: 'update the server, one major version after the other',
    },
  );
}

async function markOf(elastic: Elastic, index: string): Promise<Mark | null> {
  const found = await elastic.ask((client) => client.indices.getMapping({ index }, { ignore: [404] }));
  const meta: unknown = Object.values(found)[0]?.mappings?._meta?.leadline;
  return typeof meta === 'object' && meta !== null && 'format' in meta ? (meta as Mark) : null; // bodyOf wrote it
}

const isThere = (error: unknown): boolean =>
  error instanceof errors.ResponseError && error.message.includes('resource_already_exists_exception');

/** The index of a name by its shape, so that two processes that make it make the same one. */
const nameByShape = (prefix: string, name: IndexName): string => `${aliasOf(prefix, name)}-${shapeOf(name)}`;

async function make(elastic: Elastic, prefix: string, name: IndexName): Promise<void> {
  const index = nameByShape(prefix, name);
  const aliases = { [aliasOf(prefix, name)]: {} };
  await elastic
    .ask((client) => client.indices.create({ index, aliases, ...bodyOf(name) }))
    .catch((error) => {
      if (!isThere(error)) throw error;
    });
}

export interface Found {
  readonly missing: readonly IndexName[];
  /** Of another shape than this Leadline writes. */
  readonly outdated: readonly IndexName[];
}

/** Looks at what is there. Throws `storage-version` when a newer Leadline made it. */
export async function look(elastic: Elastic, prefix: string): Promise<Found> {
  const marks = await Promise.all(
    indexNames.map(async (name) => [name, await markOf(elastic, aliasOf(prefix, name))] as const),
  );
  const newer = marks.find(([, mark]) => mark !== null && mark.format > format);
  if (newer)
    throw new LeadlineError(
      'storage-version',
      `The indices "${prefix}-*" have format ${newer[1]?.format}; this Leadline knows ${format}`,
      { hint: 'update Leadline, or use another elastic.prefix' },
    );
  return {
    missing: marks.flatMap(([name, mark]) => (mark === null ? [name] : [])),
    outdated: marks.flatMap(([name, mark]) => (mark !== null && mark.shape !== shapeOf(name) ? [name] : [])),
  };
}

export const makeMissing = (elastic: Elastic, prefix: string, { missing }: Found): Promise<unknown> =>
  Promise.all(missing.map((name) => make(elastic, prefix, name)));

/** A document of an older shape as this Leadline would write it. */
function renewed(name: IndexName, source: Stored): object {
  if (isPrivate(name)) {
    const known = Object.keys(propertiesOf(name));
    return Object.fromEntries(Object.entries(source).filter(([field]) => known.includes(field)));
  }
  const { key, version, write, removed, body } = source;
  if (removed !== undefined || body === undefined) return { key, version, write, removed };
  if (name !== 'items') return { key, version, write, ...derived(Object.keys(collections[name].fields), body) };
  const { document } = source as Stored & { readonly document: SearchDocument };
  return { key, version, write, ...itemDocument(body as Item, document) }; // both were written as such
}

export interface Migration {
  readonly elastic: Elastic;
  readonly prefix: string;
  readonly owner: string;
  /** The processes that are there now. */
  readonly living: () => Promise<ReadonlySet<string>>;
  readonly onLetter: Copy['onLetter'];
}

/** Fills the new index while others write to the old one; only for the last bit they are held, for the time of a few requests. */
async function fill({ elastic, prefix, onLetter }: Migration, name: IndexName, to: string): Promise<void> {
  const from = (await behind(elastic, aliasOf(prefix, name)))[0];
  if (from === undefined || from === to) return;
  const copy: Copy = { elastic, from, to, transform: (source) => renewed(name, source), onLetter };
  const first = await copyIndex(copy, -1);
  const second = await copyIndex(copy, first);
  try {
    await elastic.ask((client) => client.indices.addBlock({ index: from, block: 'write' }));
    await copyIndex(copy, second);
    await putInPlace(elastic, prefix, new Map([[name, to]]));
  } catch (error) {
    const settings = { 'index.blocks.write': null };
    await elastic.ask((client) => client.indices.putSettings({ index: from, settings })).catch(() => undefined); // the first error says more
    throw error;
  }
}

/** Waits for the process that fills an index, or throws away what one that died left of it. */
async function clearTheWay({ elastic, owner, living }: Migration, to: string): Promise<void> {
  const other = (await markOf(elastic, to))?.owner;
  if (other !== undefined && other !== owner && (await living()).has(other)) await elastic.clock.sleep(lookMs);
  else await drop(elastic, [to]);
}

/**
 * Moves an index into the shape of this Leadline. Of several processes that start at once one does it and the others wait; what one that died left
 * half done is thrown away and done again.
 */
export async function migrate(migration: Migration, name: IndexName): Promise<void> {
  const { elastic, prefix, owner } = migration;
  for (;;) {
    // In this order: another process may finish the same move between the two.
    const live = await behind(elastic, aliasOf(prefix, name));
    if ((await markOf(elastic, aliasOf(prefix, name)))?.shape === shapeOf(name)) return;
    const wanted = nameByShape(prefix, name);
    const to = live.includes(wanted) ? `${wanted}-again` : wanted;
    try {
      await elastic.ask((client) => client.indices.create({ index: to, ...bodyOf(name, owner) }));
    } catch (error) {
      if (!isThere(error)) throw error;
      await clearTheWay(migration, to);
      continue;
    }
    try {
      return await fill(migration, name, to);
    } catch (error) {
      await drop(elastic, [to]).catch(() => undefined); // the first error says more
      throw error;
    }
  }
}

/** Throws away indices of the prefix that no name leads to and that no living process fills. */
export async function sweepLeftovers({ elastic, prefix, living }: Migration): Promise<void> {
  const all = await elastic.ask((client) => client.indices.get({ index: `${prefix}-*` }));
  const there = await living();
  const left = Object.entries(all).flatMap(([index, { aliases = {}, mappings }]) => {
    const mark: unknown = mappings?._meta?.leadline;
    if (Object.keys(aliases).length > 0 || typeof mark !== 'object' || mark === null) return [];
    return 'owner' in mark && there.has(String(mark.owner)) ? [] : [index];
  });
  await drop(elastic, left);
}
