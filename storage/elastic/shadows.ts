import { randomBytes } from 'node:crypto';
import { LeadlineError } from '../../model/errors.ts';
import { collectionNames } from '../collections.ts';
import type { Elastic } from './client.ts';
import { type Copy, copyIndex } from './copy.ts';
import { aliasOf, bodyOf, type IndexName } from './indices.ts';

const shadowed: ReadonlySet<IndexName> = new Set([...collectionNames, 'items']);

export interface Shadows {
  readonly active: boolean;
  /** Copies these indices, unless they have been before, so that what is written from now on is seen by this process only. */
  touching(names: readonly IndexName[]): Promise<void>;
  /** Makes these indices empty: for this process while `atomically` runs, else for all. */
  empty(names: readonly IndexName[]): Promise<void>;
  broken(): void;
  atomically<T>(work: () => Promise<T>): Promise<T>;
}

interface ShadowParts {
  readonly elastic: Elastic;
  readonly prefix: string;
  /** The name of this process. */
  readonly owner: string;
  /** Where this process finds an index, if not under its common name. */
  readonly redirected: Map<IndexName, string>;
  readonly onLetter: Copy['onLetter'];
}

/** The indices behind a name that all processes use; one, unless somebody meddled. */
export async function behind(elastic: Elastic, alias: string): Promise<readonly string[]> {
  const found = await elastic.ask((client) => client.indices.getAlias({ name: alias }, { ignore: [404] }));
  return Object.entries(found).flatMap(([index, value]) => (value?.aliases ? [index] : []));
}

export async function makeShadow(elastic: Elastic, prefix: string, name: IndexName, owner: string): Promise<string> {
  const index = `${aliasOf(prefix, name)}-${randomBytes(5).toString('hex')}`;
  await elastic.ask((client) => client.indices.create({ index, ...bodyOf(name, owner) }));
  return index;
}

export const drop = (elastic: Elastic, indices: readonly string[]): Promise<unknown> =>
  indices.length === 0
    ? Promise.resolve()
    : elastic.ask((client) => client.indices.delete({ index: [...indices], ignore_unavailable: true }));

/** Puts indices in the place of others, all in the same moment for every reader, with all that is in them; those before are gone. */
export async function putInPlace(
  elastic: Elastic,
  prefix: string,
  made: ReadonlyMap<IndexName, string>,
): Promise<void> {
  if (made.size === 0) return;
  await elastic.ask((client) => client.indices.refresh({ index: [...made.values()] }));
  const aliases = [...made].map(([name, index]) => ({ index, alias: aliasOf(prefix, name) }));
  const lists = aliases.map(async ({ index, alias }) => {
    const before = (await behind(elastic, alias)).filter((each) => each !== index);
    return [{ add: { index, alias } }, ...before.map((old) => ({ remove_index: { index: old } }))];
  });
  const actions = (await Promise.all(lists)).flat();
  try {
    await elastic.ask((client) => client.indices.updateAliases({ actions }));
  } catch (error) {
    // Asked again after a lost answer, the server misses what it has removed already.
    const now = await Promise.all(
      aliases.map(async ({ index, alias }) => [index, await behind(elastic, alias)] as const),
    );
    if (!now.every(([index, found]) => found.length === 1 && found[0] === index)) throw error;
  }
}

/**
 * Work of any length of which readers see nothing until all of it is done: the indices that it writes to are copied first, and the copies take
 * their place in one step.
 */
export function createShadows({ elastic, prefix, owner, redirected, onLetter }: ShadowParts): Shadows {
  const copies = new Map<IndexName, Promise<void>>();
  let active = false;
  let isBroken = false;

  async function copy(name: IndexName): Promise<void> {
    const to = await makeShadow(elastic, prefix, name, owner);
    try {
      await copyIndex({ elastic, from: aliasOf(prefix, name), to, transform: (source) => source, onLetter }, -1);
      redirected.set(name, to);
    } catch (error) {
      await drop(elastic, [to]).catch(() => undefined); // it is swept away once this process has ended
      throw error;
    }
  }

  async function makeEmpty(names: readonly IndexName[]): Promise<ReadonlyMap<IndexName, string>> {
    const made = names.map(async (name) => [name, await makeShadow(elastic, prefix, name, owner)] as const);
    return new Map(await Promise.all(made));
  }

  async function emptyHere(names: readonly IndexName[]): Promise<void> {
    await Promise.all(names.map((name) => copies.get(name)));
    const old = names.flatMap((name) => redirected.get(name) ?? []);
    for (const [name, index] of await makeEmpty(names)) {
      redirected.set(name, index);
      copies.set(name, Promise.resolve());
    }
    await drop(elastic, old);
  }

  async function atomically<T>(work: () => Promise<T>): Promise<T> {
    if (active) throw new LeadlineError('usage', 'One long piece of work at a time');
    active = true;
    isBroken = false;
    let kept = false;
    try {
      const result = await work();
      if (isBroken)
        throw new LeadlineError('storage-down', 'Elasticsearch failed in the middle of the work', {
          hint: 'nothing was changed; call the command again',
        });
      await putInPlace(elastic, prefix, redirected);
      kept = true;
      return result;
    } finally {
      active = false;
      const made = [...redirected.values()];
      redirected.clear();
      copies.clear();
      if (!kept) await drop(elastic, made).catch(() => undefined); // they are swept away once this process has ended
    }
  }

  return {
    get active() {
      return active;
    },
    touching: async (names) => {
      if (!active) return;
      const wanted = [...new Set(names)].filter((name) => shadowed.has(name));
      for (const name of wanted) if (!copies.has(name)) copies.set(name, copy(name));
      await Promise.all(wanted.map((name) => copies.get(name)));
    },
    empty: async (names) => {
      if (active) return emptyHere(names);
      await putInPlace(elastic, prefix, await makeEmpty(names));
    },
    broken: () => {
      isBroken = true;
    },
    atomically,
  };
}
