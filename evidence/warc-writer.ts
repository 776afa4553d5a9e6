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

/** One writer for one worker. Appends that arrive while the disk is busy share the next write and sync. */
export function openWriter<T>(options: WriterOptions): Writer<T> {
  const queue: Job<T>[] = [];
  let current: Current | null = null;
  let { tail } = options;
  let unclean = false;
  let running: Promise<void> | null = null;
  let closed = false;

  const cleanUp = async () => {
    if (!unclean) return;
    if (current) current = await takeBack(current);
    unclean = false;
  };
  const write = async (made: Pick<Built<T>, 'cursor' | 'bytes'>) => {
    if (!current) return;
    unclean = true;
    current = await commit(current, made.cursor, made.bytes, options.dir);
    unclean = false;
  };
  const finishFile = async () => {
    if (!current || current.durable === 0) return;
    const { bytes, cursor } = seal(current.cursor, iso(options.clock.now()));
    await write({ bytes, cursor });
    await current.file.close();
    tail = { file: cursor.file, chain: cursor.chain };
    current = null;
  };
  const writeBatch = async (batch: readonly Job<T>[]) => {
    try {
      await cleanUp();
      if (current && current.durable >= options.maxFileBytes) await finishFile();
      current ??= await newFile(options, tail);
      const built = buildAll(batch, current);
      if (built.done.length > 0) await write(built);
      for (const [job, value] of built.done) job.resolve(value);
    } catch (cause) {
      await cleanUp().catch(() => {});
      const error = cause instanceof LeadlineError ? cause : cannotWrite(options.dir, cause);
      for (const job of batch) job.reject(error);
    }
  };
  const run = async () => {
    await Promise.resolve();
    while (queue.length > 0) await writeBatch(takeBatch(queue));
    running = null;
  };

  return {
    append: (build, size) =>
      new Promise<T>((resolve, reject) => {
        if (closed) return reject(new LeadlineError('stopped', 'The archive is closed.'));
        queue.push({ build, size, resolve, reject });
        running ??= run();
      }),
    close: async () => {
      closed = true;
      while (running) await running;
      try {
        await cleanUp();
        await finishFile();
      } catch (error) {
        throw cannotWrite(options.dir, error);
      } finally {
        await current?.file.close();
        current = null;
      }
    },
  };
}
