import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, iso } from '../model/clock.ts';
import { LeadlineError } from '../model/errors.ts';
import { cannotWrite, nextFileName, type OpenFile, syncDirectory, type WritableFile } from './archive-files.ts';
import { type Cursor, seal, type Written, warcinfo } from './records.ts';
import type { Tail } from './recover.ts';

export interface WriterOptions {
  readonly dir: string;
  readonly worker: string;
  readonly clock: Clock;
  /** A file that has reached this size is sealed and followed by a new one. */
  readonly maxFileBytes: number;
  readonly openFile: OpenFile;
  readonly tail: Tail | null;
}

/** Makes records for the place that it is given; it may be called again when that place changed. */
type Build<T> = (cursor: Cursor) => Written<T>;

export interface Writer<T> {
  /** Resolves when the records are on the disk. `size` in bytes, roughly. */
  append(build: Build<T>, size: number): Promise<T>;
  close(): Promise<void>;
}

interface Job<T> {
  readonly build: Build<T>;
  readonly size: number;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** The file in hand. `durable` bytes of it are on the disk; `pending` are made but not yet written. */
interface Current {
  readonly path: string;
  readonly file: WritableFile;
  readonly durable: number;
  readonly cursor: Cursor;
  readonly pending: Uint8Array;
}

const maxBatch = 64;
const maxBatchBytes = 16 * 1024 * 1024;

function takeBatch<T>(queue: Job<T>[]): readonly Job<T>[] {
  let bytes = 0;
  const fits = queue.findIndex((job, index) => {
    bytes += job.size;
    return index > 0 && (index >= maxBatch || bytes > maxBatchBytes);
  });
  return queue.splice(0, fits < 0 ? queue.length : fits);
}

interface Built<T> {
  readonly cursor: Cursor;
  readonly bytes: Uint8Array;
  readonly done: readonly (readonly [Job<T>, T])[];
}

/** A job that cannot be built fails alone; the others of its batch go on. */
function buildAll<T>(batch: readonly Job<T>[], current: Current): Built<T> {
  const parts: Uint8Array[] = [current.pending];
  const done: (readonly [Job<T>, T])[] = [];
  let { cursor } = current;
  for (const job of batch) {
    try {
      const written = job.build(cursor);
      cursor = written.cursor;
      parts.push(written.bytes);
      done.push([job, written.value]);
    } catch (error) {
      job.reject(error);
    }
  }
  return { cursor, bytes: Buffer.concat(parts), done };
}

async function newFile(options: WriterOptions, tail: Tail | null): Promise<Current> {
  const { dir, worker, clock } = options;
  for (let before = tail?.file ?? null; ; ) {
    const name = nextFileName(before, worker, clock.now());
    try {
      const file = await options.openFile(join(dir, name), 'wx');
      const first = warcinfo({ file: name, worker, at: iso(clock.now()), previous: tail });
      return { path: join(dir, name), file, durable: 0, cursor: first.cursor, pending: first.bytes };
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!taken) throw error;
      before = name;
    }
  }
}

/** Writes and syncs; afterwards the file holds all of `bytes`, or, when it throws, what it held before. */
async function commit(current: Current, cursor: Cursor, bytes: Uint8Array, dir: string): Promise<Current> {
  await current.file.write(bytes, current.durable);
  await current.file.sync();
  if (current.durable === 0) await syncDirectory(dir);
  return { ...current, durable: cursor.length, cursor, pending: new Uint8Array() };
}

/** Takes back what a failed write left. A file without anything durable goes; null then. */
async function takeBack(current: Current): Promise<Current | null> {
  if (current.durable > 0) {
    await current.file.truncate(current.durable);
    return current;
  }
  await current.file.close();
  await unlink(current.path);
  return null;
}

/** What a writer knows; the functions below change it. */
interface State<T> {
  readonly options: WriterOptions;
  readonly queue: Job<T>[];
  current: Current | null;
  tail: Tail | null;
  /** A write failed and its bytes were not taken back yet. */
  unclean: boolean;
  running: Promise<void> | null;
  closed: boolean;
}

async function cleanUp<T>(state: State<T>): Promise<void> {
  if (!state.unclean) return;
  if (state.current) state.current = await takeBack(state.current);
  state.unclean = false;
}

async function write<T>(state: State<T>, made: Pick<Built<T>, 'cursor' | 'bytes'>): Promise<void> {
  if (!state.current) return;
  state.unclean = true;
  state.current = await commit(state.current, made.cursor, made.bytes, state.options.dir);
  state.unclean = false;
}

async function finishFile<T>(state: State<T>): Promise<void> {
  const { current, options } = state;
  if (!current || current.durable === 0) return;
  const { bytes, cursor } = seal(current.cursor, iso(options.clock.now()));
  await write(state, { bytes, cursor });
  await current.file.close();
  state.tail = { file: cursor.file, chain: cursor.chain };
  state.current = null;
}

async function writeBatch<T>(state: State<T>, batch: readonly Job<T>[]): Promise<void> {
  const { options } = state;
  try {
    await cleanUp(state);
    if (state.current && state.current.durable >= options.maxFileBytes) await finishFile(state);
    state.current ??= await newFile(options, state.tail);
    const built = buildAll(batch, state.current);
    if (built.done.length > 0) await write(state, built);
    for (const [job, value] of built.done) job.resolve(value);
  } catch (cause) {
    await cleanUp(state).catch(() => {});
    const error = cause instanceof LeadlineError ? cause : cannotWrite(options.dir, cause);
    for (const job of batch) job.reject(error);
  }
}

async function run<T>(state: State<T>): Promise<void> {
  await Promise.resolve();
  while (state.queue.length > 0) await writeBatch(state, takeBatch(state.queue));
  state.running = null;
}

async function finish<T>(state: State<T>): Promise<void> {
  state.closed = true;
  while (state.running) await state.running;
  try {
    await cleanUp(state);
    await finishFile(state);
  } catch (error) {
    throw cannotWrite(state.options.dir, error);
  } finally {
    await state.current?.file.close();
    state.current = null;
  }
}

/** One writer for one worker. Appends that arrive while the disk is busy share the next write and sync. */
export function openWriter<T>(options: WriterOptions): Writer<T> {
  const { tail } = options;
  const state: State<T> = { options, queue: [], current: null, tail, unclean: false, running: null, closed: false };
  return {
    append: (build, size) =>
      new Promise<T>((resolve, reject) => {
        if (state.closed) return reject(new LeadlineError('stopped', 'The archive is closed.'));
        state.queue.push({ build, size, resolve, reject });
        state.running ??= run(state);
      }),
    close: () => finish(state),
  };
}
