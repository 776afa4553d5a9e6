import { randomBytes } from 'node:crypto';
import { LeadlineError } from '../../model/errors.ts';
import type { Collection } from '../../model/ports.ts';
import { collectionNames, collections, type Declaration } from '../collections.ts';
import type { CollectionName, Storage } from '../port.ts';
import { type ConnectOptions, connect, type Elastic } from './client.ts';
import { createCollection } from './collection.ts';
import { createCommit } from './commit.ts';
import { settleCommits } from './commit-points.ts';
import type { Letter } from './copy.ts';
import { aliasOf, createIndex, type IndexName, type Indices } from './indices.ts';
import { createItems } from './items.ts';
import { createLeaseRows } from './lease-rows.ts';
import { createLeases } from './leases.ts';
import { createLetters } from './letters.ts';
import { loadAll } from './load.ts';
import { createLocks, type Locks } from './locks.ts';
import { commitName, type Intent } from './plan.ts';
import { checkServer, look, type Migration, makeMissing, migrate, sweepLeftovers } from './prepare.ts';
import { appear, attendance } from './presence.ts';
import type { Ground } from './redo.ts';
import { refreshOften } from './refreshing.ts';
import { createShadows } from './shadows.ts';
import { createUndecided } from './undecided.ts';
import { startUpkeep, type Upkeep } from './upkeep.ts';

export interface ElasticOptions extends ConnectOptions {
  /** What the names of all indices begin with; two stores on one server differ in it. */
  readonly prefix: string;
  /** Only reads, from a store that is there. */
  readonly readOnly?: boolean;
}

export interface ElasticStorage extends Storage {
  /**
   * Writes very many records, each for itself: an item replaces whatever is there, and what cannot be stored is put aside (see `letters`). For a store
   * to which nobody else writes meanwhile.
   */
  load(
    writes: AsyncIterable<Intent> | Iterable<Intent>,
  ): Promise<{ readonly written: number; readonly refused: number }>;
  /** Up to 1,000 records that were put aside, newest first, with the reason. */
  letters(): Promise<readonly Letter[]>;
}

const missing = (prefix: string): LeadlineError =>
  new LeadlineError('not-found', `There are no indices of Leadline under the prefix "${prefix}" yet`, {
    hint: 'run `leadline start`, `leadline import` or `leadline demo` first, or correct elastic.prefix',
  });

/** Which index is meant by each name; `redirected` holds those that are others for this process. */
function indicesOf(elastic: Elastic, prefix: string, redirected: ReadonlyMap<IndexName, string>): Indices {
  const index = (name: IndexName) => {
    const alias = aliasOf(prefix, name);
    return createIndex(elastic, () => redirected.get(name) ?? alias);
  };
  return {
    sources: index('sources'),
    urls: index('urls'),
    captures: index('captures'),
    observations: index('observations'),
    sightings: index('sightings'),
    turns: index('turns'),
    subscriptions: index('subscriptions'),
    alerts: index('alerts'),
    deliveries: index('deliveries'),
    mirrors: index('mirrors'),
    mirrorlists: index('mirrorlists'),
    mentions: index('mentions'),
    candidates: index('candidates'),
    decisions: index('decisions'),
    walls: index('walls'),
    notices: index('notices'),
    workers: index('workers'),
    sessions: index('sessions'),
    accounts: index('accounts'),
    identities: index('identities'),
    items: index('items'),
    leases: index('leases'),
    commits: index('commits'),
    processes: index('processes'),
    letters: index('letters'),
  };
}

async function checkHealth(elastic: Elastic, prefix: string): Promise<void> {
  const { missing: lacking } = await look(elastic, prefix);
  const health = await elastic.ask((client) => client.cluster.health({ index: `${prefix}-*`, level: 'indices' }));
  const red = Object.entries(health.indices ?? {}).flatMap(([name, { status }]) =>
    status.toLowerCase() === 'red' ? [name] : [],
  );
  const broken = [...lacking.map((name) => aliasOf(prefix, name)), ...red];
  if (broken.length === 0) return;
  throw new LeadlineError('storage-corrupt', `Indices are missing or cannot be read: ${broken.join(', ')}`, {
    hint: 'restore them from a snapshot, or start Leadline and run `leadline reextract`: the archive holds everything that was captured',
  });
}

interface Attending {
  readonly endedWell: boolean;
  leave(): Promise<void>;
}

/** Makes what is missing, moves what is older into the new shape, and brings to its end what processes that died had begun. */
async function attend(migration: Omit<Migration, 'living'>, ground: Ground, upkeep: () => Upkeep): Promise<Attending> {
  const { elastic, prefix, owner } = migration;
  const found = await look(elastic, prefix);
  await makeMissing(elastic, prefix, found);
  const { lost } = await attendance(ground, true);
  const presence = await appear(ground, owner);
  try {
    const whole = { ...migration, living: async () => (await attendance(ground)).living };
    for (const name of found.outdated) await migrate(whole, name);
    await sweepLeftovers(whole);
    await refreshOften(elastic, prefix);
    await settleCommits(ground, Number.MAX_SAFE_INTEGER);
  } catch (error) {
    await presence.leave().catch(() => undefined); // the first error says more
    throw error;
  }
  const { stop } = upkeep();
  return { endedWell: !lost, leave: () => stop().then(presence.leave) };
}

async function lookOn(elastic: Elastic, prefix: string): Promise<Attending> {
  const found = await look(elastic, prefix);
  if (found.missing.length > 0) throw missing(prefix);
  return { endedWell: true, leave: async () => undefined };
}

/** What a reader gets in the place of the order of writes: none. */
const noWrites: Locks = {
  run: async () => {
    throw new LeadlineError('usage', 'The store was opened for reading only');
  },
};

interface AssembleOptions {
  readonly prefix: string;
  readonly owner: string;
  readonly redirected: Map<IndexName, string>;
  readonly locks: Locks;
}

function assemble(ground: Ground, { prefix, owner, redirected, locks }: AssembleOptions) {
  const { elastic, indices } = ground;
  const name = () => commitName(elastic.clock.now(), randomBytes(6).toString('hex'));
  const letters = createLetters(ground, name);
  const shadows = createShadows({ elastic, prefix, owner, redirected, onLetter: letters.put });
  const rows = createLeaseRows(ground, name);
  const commit = createCommit({ ...ground, rows, locks, name, undecided: createUndecided(ground, rows), shadows });
  const of = <T extends object>(name: CollectionName, declaration: Declaration<T>): Collection<T> =>
    createCollection<T>(ground, name, declaration, (writes) => commit(writes));
  const derived = collectionNames.filter((each) => collections[each].derived);
  const storage = {
    sources: of('sources', collections.sources),
    urls: of('urls', collections.urls),
    captures: of('captures', collections.captures),
    observations: of('observations', collections.observations),
    sightings: of('sightings', collections.sightings),
    turns: of('turns', collections.turns),
    subscriptions: of('subscriptions', collections.subscriptions),
    alerts: of('alerts', collections.alerts),
    deliveries: of('deliveries', collections.deliveries),
    mirrors: of('mirrors', collections.mirrors),
    mirrorlists: of('mirrorlists', collections.mirrorlists),
    mentions: of('mentions', collections.mentions),
    candidates: of('candidates', collections.candidates),
    decisions: of('decisions', collections.decisions),
    walls: of('walls', collections.walls),
    notices: of('notices', collections.notices),
    workers: of('workers', collections.workers),
    sessions: of('sessions', collections.sessions),
    accounts: of('accounts', collections.accounts),
    identities: of('identities', collections.identities),
    items: createItems(elastic, indices),
    leases: createLeases(ground, rows, locks),
    commit,
    check: () => checkHealth(elastic, prefix),
    clearDerived: () => shadows.empty([...derived, 'items']),
    atomically: shadows.atomically,
    load: (writes: AsyncIterable<Intent> | Iterable<Intent>) => loadAll(ground, name, writes, letters.put),
    letters: letters.list,
  };
  return { storage, letters, upkeep: () => startUpkeep(ground, rows, locks) };
}

/**
 * The store of many processes, on Elasticsearch 9 alone: every record, and who visits which source. Makes or renews its indices. Throws
 * `storage-down`, `storage-denied`, `storage-version`, `disk-full`, or `not-found` when a reader finds no indices.
 */
export async function openElastic(options: ElasticOptions): Promise<ElasticStorage> {
  const { prefix, readOnly = false } = options;
  const elastic = connect(options);
  const redirected = new Map<IndexName, string>();
  try {
    const ground = { elastic, indices: indicesOf(elastic, prefix, redirected) };
    const owner = commitName(elastic.clock.now(), randomBytes(6).toString('hex'));
    const locks = readOnly ? noWrites : createLocks();
    const { storage, letters, upkeep } = assemble(ground, { prefix, owner, redirected, locks });
    await checkServer(elastic);
    const attending = readOnly
      ? await lookOn(elastic, prefix)
      : await attend({ elastic, prefix, owner, onLetter: letters.put }, ground, upkeep);
    let closing: Promise<void> | null = null;
    const close = (): Promise<void> => {
      closing ??= attending.leave().finally(elastic.close);
      return closing;
    };
    return { ...storage, endedWell: attending.endedWell, close };
  } catch (error) {
    await elastic.close();
    throw error;
  }
}
