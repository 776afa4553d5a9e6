import { hostname } from 'node:os';
import { isRunning } from '../running.ts';
import { writeAll } from './bulk.ts';
import type { Stored } from './documents.ts';
import type { Ground } from './redo.ts';

/** A process that has the store open. */
interface Presence extends Stored {
  readonly host: string;
  readonly pid: number;
  readonly born: number;
  readonly at: number;
}

const beatMs = 10_000;
const deadAfterMs = 45_000;
const most = 1_000;

/** This process, told from others that had its number before. */
const born = (): number => Math.round(performance.timeOrigin);

/** A process is dead when it has not been heard of for long, or when this machine knows it no more. */
function isDead(presence: Presence, now: number): boolean {
  if (presence.at < now - deadAfterMs) return true;
  if (presence.host !== hostname()) return false;
  return presence.pid === process.pid ? presence.born !== born() : !isRunning(presence.pid);
}

export interface Attendance {
  /** The processes that are there, by name. */
  readonly living: ReadonlySet<string>;
  /** Whether a process before did not come to its end. */
  readonly lost: boolean;
}

/** Who has the store open. Those that died are forgotten only by whom it is told that they did. */
export async function attendance({ elastic, indices }: Ground, forget = false): Promise<Attendance> {
  const index = indices.processes.name;
  await elastic.ask((client) => client.indices.refresh({ index }));
  const { hits } = await elastic.ask((client) => client.search<Presence>({ index, size: most, version: true }));
  const now = elastic.clock.now();
  const all = hits.hits.flatMap(({ _source, _version = 0 }) => (_source ? [{ ..._source, revision: _version }] : []));
  const dead = all.filter((each) => isDead(each, now));
  const forgotten = forget ? dead : [];
  await writeAll(
    elastic,
    forgotten.map(({ key, revision }) => ({ index, id: key, revision: revision + 1, source: null })),
  );
  return {
    living: new Set(all.filter((each) => !dead.includes(each)).map(({ key }) => key)),
    lost: dead.length > 0,
  };
}

/** Says every ten seconds that this process is there, until it ends in order. */
export async function appear({ elastic, indices }: Ground, name: string): Promise<{ leave(): Promise<void> }> {
  let revision = 0;
  const write = async (source: object | null): Promise<void> => {
    revision += 1;
    const operation = { index: indices.processes.name, id: name, revision, source: source && JSON.stringify(source) };
    await writeAll(elastic, [operation]);
  };
  const beat = () =>
    write({
      key: name,
      version: 1,
      write: [],
      host: hostname(),
      pid: process.pid,
      born: born(),
      at: elastic.clock.now(),
    });
  await beat();
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating.then(beat).catch(() => undefined); // who cannot be heard counts as dead after a while, and says so again when he can
  }, beatMs);
  timer.unref();
  return {
    leave: async () => {
      clearInterval(timer);
      await beating;
      await write(null);
    },
  };
}
